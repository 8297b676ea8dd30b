"""The documents behind exported claims, each once, with a key to cite it by that does not change from export to export."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from pactwatch.exports.record import Captured, Cited, Record

SMALL = frozenset({
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "its", "of", "on", "or", "over", "says", "the", "to", "under", "up",
    "with",
})  # fmt: skip
KEY_DIGITS = 8
"""Hex digits of the document's id in a key."""


class Source(NamedTuple):
    """A document as a reference: its key, what is known of it, its first capture, the claims that cite it."""

    key: str
    document: Cited
    capture: Captured | None
    claims: tuple[str, ...]


def sources(records: Iterable[Record]) -> Iterator[Source]:
    """Yield each document once, with the ids of its exported claims; of two with one key the second has more of its id in it."""
    keys: set[str] = set()
    for _, group in groupby(records, key=lambda record: record.document.id):
        claims = list(group)
        document, captures = claims[0].document, claims[0].captures
        name = next(key for digits in range(KEY_DIGITS, 99) if (key := key_of(document, digits)) not in keys or digits > len(document.id))
        keys.add(name)
        yield Source(name, document, captures[0] if captures else None, tuple(record.id for record in claims))


def key_of(document: Cited, digits: int = KEY_DIGITS) -> str:
    """Return "tass2025north-4d4bf5b8": publisher or host, year, first word of weight of the title, start of the document's id."""
    who = _bare(document.publisher) or _bare(_host(document.url)) or "anon"
    words = (_bare(word) for word in (document.title or "").split())
    word = next((word for word in words if word and word not in SMALL), "")
    return f"{who[:20]}{(document.published or 'nd')[:4]}{word[:20]}-{document.id.rpartition('-')[2][:digits]}"


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.").partition(".")[0]
    except ValueError:
        return ""


def _bare(text: str | None) -> str:
    """Return the ASCII letters and digits of `text`, in lower case: what every reference manager takes in a key."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", plain)
