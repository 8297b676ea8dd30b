"""How values are written into the ledger: canonical JSON, texts that any Unicode survives, keys that names match by.

A document's text is kept as UTF-8 bytes with lone surrogates passed through, since database text cannot hold them.
JSON is ASCII-escaped for the same reason where it must be. What is only compared or searched is cleaned first.
"""

from __future__ import annotations

import calendar
import json
import re
import unicodedata
import zlib
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from pactwatch.errors import LedgerError
from pactwatch.store import codes

T = TypeVar("T")

KEY_LENGTH = 300
"""Code points of a name that take part in matching; SQLite refuses LIKE patterns beyond 50 000 bytes."""

_SIGNS = re.compile(r"[\W_]+")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T ])", re.ASCII)
EARLIEST, LATEST = "0000-01-01", "9999-12-31"


def encode(value: object) -> str:
    """Return `value` as canonical JSON: fields in their declared order, dictionaries sorted, no spaces.

    Raises LedgerError PW406 for what JSON cannot hold.
    """
    try:
        return msgspec.json.encode(value, order="deterministic").decode()
    except UnicodeEncodeError:
        built = msgspec.to_builtins(value, order="deterministic")
        return json.dumps(built, ensure_ascii=True, separators=(",", ":"))
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise LedgerError(f"a reading holds a value that JSON cannot: {error}", code=codes.REFUSED) from error


def decode(stored: object, kind: type[T], subject: str) -> T:
    """Return the `kind` that `encode` wrote as `stored`; LedgerError PW404 names the `subject` where it cannot be."""
    try:
        if not isinstance(stored, str):
            raise TypeError(f"{type(stored).__name__} in place of text")
        return _decode(stored, kind)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError) as error:
        raise LedgerError(f"{subject} is damaged ({error}); run `pactwatch verify`", code=codes.DAMAGED) from error


def _decode(stored: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(stored, type=kind)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeError):
        # msgspec refuses the escapes of lone surrogates; the standard library reads them
        return msgspec.convert(json.loads(stored), kind)


def plain(stored: str) -> Any:
    """Return stored JSON as plain lists and dictionaries, whatever model wrote it."""
    try:
        return msgspec.json.decode(stored)
    except (msgspec.DecodeError, UnicodeError):
        return json.loads(stored)


def text_bytes(text: str) -> bytes:
    """Return `text` as the bytes that are stored and hashed."""
    return text.encode("utf-8", "surrogatepass")


def bytes_text(data: bytes) -> str:
    """Return the text that `text_bytes` gave; UnicodeDecodeError where the bytes were damaged."""
    return data.decode("utf-8", "surrogatepass")


def pack(data: bytes) -> bytes:
    """Return `data` compressed, as captured bytes are kept."""
    return zlib.compress(data, 6)


def unpack(packed: bytes, size: int) -> bytes:
    """Return the `size` bytes that `pack` compressed; ValueError where they are damaged or of another size."""
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, size + 1)
    except zlib.error as error:
        raise ValueError(f"the compressed bytes are damaged ({error})") from error
    if len(data) != size:
        raise ValueError(f"{size} bytes were captured, another number is stored")
    if size and not unpacker.eof:
        raise ValueError("the compressed bytes are cut short")
    return data


def rank(version: str) -> str:
    """Return a text by which versions sort: 0.9 before 0.10, 1.0rc1 before 1.0 before 1.0.1."""
    parts = re.findall(r"\d+|[a-z]+", version.lower(), re.ASCII)
    return " ".join([f"1{part:0>9}" if part.isdigit() else f"0{part}" for part in parts] + ["0~"])


def clean(text: str | None) -> str | None:
    """Return `text` fit for a text column: lone surrogates become "?", NUL a space."""
    if text is None or (text.isascii() and "\0" not in text):
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", " ")


@lru_cache(maxsize=65536)
def fold(text: str | None) -> str | None:
    """Return the key that names are matched by: words without case, accents, full stops and signs ("U.S." is "us")."""
    cleaned = clean(text)
    if cleaned is None:
        return None
    bare = cleaned.casefold().replace(".", "")
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c)).casefold()
    return _SIGNS.sub(" ", bare).strip()[:KEY_LENGTH]


@lru_cache(maxsize=65536)
def day_bounds(date: str | None) -> tuple[str, str] | None:
    """Return the first and last ISO day of an ISO day, month, year or timestamp; None for anything else."""
    match = _DAY.match(date or "")
    if match is None:
        return None
    year, month, day = match.groups()
    if day is not None:
        valid = 1 <= int(month) <= 12 and 1 <= int(day) <= _month_length(int(year), int(month))
        return (f"{year}-{month}-{day}",) * 2 if valid else None
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12:
        return None
    return f"{year}-{month}-01", f"{year}-{month}-{_month_length(int(year), int(month)):02d}"


def _month_length(year: int, month: int) -> int:
    # year 0 is outside the calendar module; it is a leap year like 2000
    return calendar.monthrange(year or 2000, month)[1]


def interval(start: str | None, end: str | None, published: str | None) -> tuple[str | None, str | None]:
    """Return the days that a claim is filtered by: its event's, open ends unbounded, else those of publication."""
    first, last = day_bounds(start), day_bounds(end)
    if first is None and last is None:
        return day_bounds(published) or (None, None)
    return first[0] if first else EARLIEST, last[1] if last else LATEST
