"""The figures of a text, each whole and with its value: "1,000,000", "6.000" and "six thousand" are one figure each, "T-72" is none of 72.

Two figures are the same where what they count up to is: thousands parted by a comma, full stop, apostrophe or space, digits of any
script, and words make no difference; a share is no count, and the number of a paragraph neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pactwatch.data import read_toml
from pactwatch.model import Span
from pactwatch.reading.number_ranges import join_ranges
from pactwatch.reading.numbers import Number, find_numbers, fold

SPACES = "\u00a0\u202f\u2009 "
GROUPED = re.compile(
    rf"(?<![\w.,])(?<![^\W\d_]-)[1-9]\d{{0,2}}(?P<sign>[,.'’\u066c{SPACES}])\d{{3}}(?:(?P=sign)\d{{3}})*(?!\d)(?P<rest>,\d{{1,2}}(?!\d))?"
)
WRITTEN = re.compile(r"[^\W_]+(?:(?:[.'’&-]|(?<=\d),(?=\d))[^\W_]+)*")
DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?")
BEFORE = re.compile(r"[a-z]+-(?=\d)")
"""What stands before a figure without making a name of it: "mid-2025"; "Mi-8" is one."""
SHARE = re.compile(r"[\s-]?(?:%|per\s?cent\b|pct\b)")
PART = re.compile(r"(?:para|paragraph|art|article|section)s?\.?\s+(?:\d+(?:\s?\([a-z]+\))*(?:, and | and |, | to ))*$")


class Figured(NamedTuple):
    """A figure: its place, and what it says: values with their kind, or itself where it has none."""

    start: int
    end: int
    keys: frozenset[str]


def figures_in(text: str) -> Iterator[str]:
    """Yield the figures of a text as they are written: whatever has a digit, and words of number."""
    yield from (text[one.start : one.end] for one in figured(text))


def lacking(text: str, known: Iterable[str]) -> list[str]:
    """Return the figures of a text that are none of the known ones."""
    held = set(known)
    return [text[one.start : one.end] for one in figured(text) if not one.keys <= held]


def keys_of(texts: Iterable[str]) -> frozenset[str]:
    """Return what the figures of texts say; texts are not joined, since two figures side by side would read as one."""
    return frozenset(key for text in texts for one in figured(text) for key in one.keys)


def figured(text: str) -> list[Figured]:
    """Return the figures of a text from left to right."""
    plain = _plain(text)
    folded = fold(plain)
    whole, spans = _spans(text, plain)
    found = [Figured(start, end, frozenset({folded[start:end]})) for start, end in whole]
    numbers = [one for one in join_ranges(folded, find_numbers(folded)) if not _meets(one, whole) and _meets(one, spans)]
    found += [Figured(one.start, one.end, _values(folded, one)) for one in numbers]
    told = [(one.start, one.end) for one in numbers]
    found += [Figured(at, end, frozenset({folded[at:end]})) for at, end in spans if not any(at < b and a < end for a, b in told)]
    return sorted(found)


def _spans(text: str, plain: str) -> tuple[list[Span], list[Span]]:
    """Return where days and names with digits stand, which are no numbers, and where figures do."""
    whole, spans = list[Span](), list[Span]()
    for word in WRITTEN.finditer(plain):
        if any(unicodedata.numeric(char, None) is not None for char in word[0]):
            named = not word[0][0].isdigit() and BEFORE.match(word[0]) is None
            (whole if named or DAY.fullmatch(word[0]) else spans).append(word.span())
    spans += [(at, at + 1) for at, char in enumerate(text) if not char.isalnum() and unicodedata.numeric(char, None) is not None]
    spans += [found.span() for found in _number_words().finditer(text) if not any(a < found.end() and found.start() < b for a, b in whole)]
    return whole, sorted(set(spans))


def _plain(text: str) -> str:
    """Return a text with digits of ASCII and thousands parted by commas, code point for code point."""

    def parted(found: re.Match[str]) -> str:
        rest = found["rest"] or ""
        whole = found[0].removesuffix(rest)
        return whole.replace(found["sign"], ",") + (rest if found["sign"] == "," else rest.replace(",", "."))

    return GROUPED.sub(parted, re.sub(r"\d", lambda one: str(unicodedata.digit(one[0])), text))


def _meets(number: Number, spans: Iterable[Span]) -> bool:
    return any(number.start < end and start < number.end for start, end in spans)


def _values(folded: str, number: Number) -> frozenset[str]:
    kind: str = number.kind
    if kind == "cardinal":
        kind = "share" if SHARE.match(folded, number.end) else "part" if PART.search(folded, 0, number.start) else kind
    return frozenset(f"{kind} {value:.15g}" for value in (number.low, number.high) if value is not None)


@lru_cache(maxsize=1)
def _number_words() -> re.Pattern[str]:
    data = read_toml("output/paragraphs.toml")["figures"]
    words = r"\b(?:" + "|".join(data["words"].split()) + r")\b"
    return re.compile("|".join([words, *data["phrases"].splitlines()]), re.IGNORECASE)
