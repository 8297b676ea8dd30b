"""Bytes to text, exactly: no newline is changed and nothing is normalised; a byte order mark is left out.

1. a byte order mark (UTF-8, UTF-16, UTF-32)
2. the declared encoding, where the carrier or the page declares one that fits
3. UTF-16 without a mark, told by its zero bytes (which UTF-8 would take for characters)
4. UTF-8
5. UTF-8 or the declared encoding, but for some damage, which becomes U+FFFD   damaged.py
6. one of the legacy encodings of data/intake/encodings.toml, by charset-normalizer
7. Windows-1252, undefined bytes as U+FFFD
"""

from __future__ import annotations

import codecs
import re

from pactwatch.data import read_toml
from pactwatch.intake.codes import Code, failure
from pactwatch.intake.damaged import damaged_as, damaged_utf8

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.\-]{1,40})[\"']")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_SAMPLE = 65_536
_UTF8 = frozenset({"utf-8", "utf-8-sig"})
_ZERO_SHARE = 0.3


def decode(body: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return the text of `body` and the name of its encoding.

    Raises IntakeError (UNKNOWN_TYPE) where the bytes are no text.
    """
    text, encoding = decode_leniently(body, declared)
    _refuse_binary(text)
    return text, encoding


def decode_leniently(body: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return the text of `body` and the name of its encoding, whatever characters come out of it."""
    mark = mark_of(body)
    if mark:
        return body[len(mark[0]) :].decode(mark[1], "replace"), mark[1]
    named = _declared_codec(declared)
    for encoding in (named, _unmarked_utf16(body), "utf-8"):
        text = _strictly(body, encoding)
        if text is not None and encoding:
            return text, encoding
    return _damaged(body, named) or _legacy(body)


def decode_markup(body: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return the text of HTML or XML and its encoding; what the markup declares counts where the carrier is silent."""
    found = _XML_ENCODING.search(body[:1024]) or _META_CHARSET.search(body[:4096])
    return decode(body, declared or (found.group(1).decode("ascii") if found else None))


def mark_of(body: bytes) -> tuple[bytes, str] | None:
    """Return the byte order mark at the start of `body` with its encoding, None where there is none."""
    return next(((mark, encoding) for mark, encoding in _MARKS if body.startswith(mark)), None)


def _strictly(body: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return None


def _damaged(body: bytes, named: str | None) -> tuple[str, str] | None:
    utf8 = damaged_utf8(body, declared=named in _UTF8)
    if utf8 is not None:
        return utf8, "utf-8"
    other = damaged_as(body, named) if named and named not in _UTF8 else None
    return (other, named) if other is not None and named else None


def _declared_codec(label: str | None) -> str | None:
    """Return the codec for a declared `label`, None where there is none or it names no character encoding."""
    if not label:
        return None
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    known = read_toml("intake/encodings.toml")
    name = known["superset"].get(name, name)
    return name if name in known["declared"]["codecs"] else None


def _unmarked_utf16(body: bytes) -> str | None:
    sample = body[:_SAMPLE]
    half = len(sample) // 2
    if half < 4 or len(body) % 2:
        return None
    for encoding, zeros in (("utf-16-le", sample[1::2].count(0)), ("utf-16-be", sample[0::2].count(0))):
        if zeros > _ZERO_SHARE * half and sample.count(0) - zeros < zeros / 10:
            return encoding
    return None


def _legacy(body: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:_SAMPLE], cp_isolation=read_toml("intake/encodings.toml")["guessed"]["codecs"]).best()
    if best is not None:
        text = _strictly(body, best.encoding)
        if text is not None:
            return text, best.encoding
    return body.decode("cp1252", "replace"), "cp1252"


def _refuse_binary(text: str) -> None:
    sample = text[:_SAMPLE]
    strange = len(_CONTROL.findall(sample))
    if strange > max(4, len(sample) // 20):
        raise failure(Code.UNKNOWN_TYPE, "the bytes are no text; give a text, an HTML page, a PDF, JSON rows or a feed")
