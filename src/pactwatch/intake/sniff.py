"""What kind of input the bytes are. The content decides; the suffix only where the content leaves it open."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from pactwatch.data import read_toml
from pactwatch.intake.codes import Code, failure
from pactwatch.intake.decode import mark_of

Kind = Literal["text", "markdown", "html", "pdf", "json", "jsonl", "feed"]

GZIP = b"\x1f\x8b"
PARQUET, ZIP, WARC = b"PAR1", b"PK\x03\x04", b"WARC/1."
_PREAMBLE = re.compile(r"(?:\s+|<\?[^>]*>|<!--.*?-->|<!DOCTYPE\s+(?!html)[^>\[]*(?:\[.*?\]\s*)?>)+", re.DOTALL | re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|atom:feed)[\s/>]")
_HTML = re.compile(r"<(?:!doctype\s+html|html[\s>/]|head[\s>]|body[\s>])", re.IGNORECASE)
_HTML_PART = re.compile(
    r"<(?:p|div|article|section|main|header|h[1-6]|ul|ol|table|meta|title|link|script|style|span|br|a|b|i|em|strong|"
    r"blockquote|figure|img|nav|center|font)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TAG = re.compile(r"<[A-Za-z!/?]")
_OBJECT = re.compile(r'\{\s*(?:"|\})')
_LIST = re.compile(r"\[\s*(?:\{|\])")
_TEXT_KEY = re.compile(r'"text"\s*:')


def sniff(head: bytes, suffix: str = "") -> Kind:
    """Return the kind of the input that starts with `head` and is named with `suffix` (lower case with dot, or "").

    Raises IntakeError (UNKNOWN_TYPE, BROKEN_PDF) for what is not read.
    """
    _refuse_known(head)
    if head.lstrip().startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in head[:1024]):
        return "pdf"
    named = kinds_by_suffix().get(suffix)
    start = _opening(head)
    return _by_markup(start, named) or _by_json(start, named) or _by_name(named, suffix)


@lru_cache(maxsize=1)
def kinds_by_suffix() -> dict[str, Kind]:
    """Return the kind that each known file name suffix stands for."""
    kinds: dict[Kind, list[str]] = read_toml("intake/kinds.toml")["suffixes"]
    return {suffix: kind for kind, suffixes in kinds.items() for suffix in suffixes}


def suffix_of_media(media_type: str | None) -> str:
    """Return the suffix that stands for an Internet media type, "" where it says nothing."""
    suffix: str = read_toml("intake/kinds.toml")["media"].get(media_type or "", "")
    return suffix


def _refuse_known(head: bytes) -> None:
    """Refuse what is no text by its first bytes; words that happen to spell a signature ("ID3 ...") are let through."""
    binary = _BINARY.search(head[:1024]) is not None
    for signature in read_toml("intake/kinds.toml")["signature"]:
        opening = bytes.fromhex(signature["hex"])
        beyond_doubt = binary or not opening.isascii() or signature.get("textual", False)
        if beyond_doubt and head.startswith(opening, signature.get("offset", 0)):
            raise failure(Code.UNKNOWN_TYPE, f"this is {signature['name']}; {signature['advice']}")


def _opening(head: bytes) -> str:
    mark = mark_of(head)
    if mark:
        return head[len(mark[0]) :].decode(mark[1], "replace").lstrip()
    if head[:2] in {b"<\0", b"{\0", b"[\0"}:
        return head.decode("utf-16-le", "replace")
    if head[:2] in {b"\0<", b"\0{", b"\0["}:
        return head.decode("utf-16-be", "replace")
    return head.decode("utf-8", "replace").lstrip()


def _by_markup(start: str, named: Kind | None) -> Kind | None:
    if not start.startswith("<"):
        return "html" if named == "html" and _TAG.search(start) else None
    preamble = _PREAMBLE.match(start)
    root = start[preamble.end() :] if preamble else start
    if _FEED.match(root):
        return "feed"
    if _HTML.match(root):
        return "html"
    if named in {"text", "markdown"}:
        return None
    if named == "html" or (named != "feed" and _HTML_PART.match(root)):
        return "html"
    raise failure(Code.UNKNOWN_TYPE, "this XML is neither a feed nor a page; give RSS, Atom or HTML")


def _by_json(start: str, named: Kind | None) -> Kind | None:
    if named == "json":
        return "jsonl" if _has_rows_by_line(start) else "json"
    if named == "jsonl":
        return "json" if start.startswith("[") else "jsonl"
    if not (_OBJECT.match(start) or _LIST.match(start)):
        return None
    if named is not None and not _TEXT_KEY.search(start):
        return None
    return "jsonl" if _has_rows_by_line(start) else "json"


def _has_rows_by_line(start: str) -> bool:
    """Tell whether the first line is an object of its own and another one follows."""
    first, _, rest = start.partition("\n")
    return first.startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{")


def _by_name(named: Kind | None, suffix: str) -> Kind:
    if named == "pdf":
        raise failure(Code.BROKEN_PDF, "the file is named .pdf but does not start like one; download it again")
    if named == "feed":
        raise failure(Code.BROKEN_FEED, "the file holds no feed; give RSS or Atom")
    if named == "html":
        return "text"
    if named is None and suffix:
        message = f"files of type {suffix[:20]} are not read; give txt, md, html, pdf, json, jsonl, rss or atom"
        raise failure(Code.UNKNOWN_TYPE, message)
    return named or "text"
