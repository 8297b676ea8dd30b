"""How the numbers of a text stand: as what there is in all, as what came on top, as what was before, as a part of another number.

The words that tell it are in `origins/standings.toml`. Every number of the text counts, be it without a noun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.model import Span
from pactwatch.origins.types import Line
from pactwatch.reading.numbers import find_numbers
from pactwatch.reading.parse import straighten

REACH = 110
"""Letters before and after a number among which a word tells how it stands."""
NAMES = ("level", "change", "earlier")
BOUNDARY = re.compile(r"[;:.!?](?=\s|$)")
LEAST = 3
"""A number below it may stand for anything."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text with its sentence and how it stands: "level", "change", "earlier".

    `sign` is 1 or -1 for what there is more or less than before, else 0.
    """

    value: float
    span: Span
    line: int
    stands: frozenset[str]
    sign: int = 0


def numbers_of(lines: Sequence[Line], text: str) -> list[Number]:
    """Return the numbers of a text that stand in a sentence, in its order."""
    plain = straighten(text).lower()
    found = []
    for number in find_numbers(plain):
        line = next((n for n, one in enumerate(lines) if one.span[0] <= number.start < one.span[1]), None)
        if line is not None and number.low == number.high and number.low >= LEAST and not _is_year(plain[number.start : number.end]):
            start, end = lines[line].span
            before, after = _last(plain[max(start, number.start - REACH) : number.start]), _first(plain[number.end : min(end, number.end + REACH)])
            found.append(Number(number.low, (number.start, number.end), line, _stands(before, after), _sign(after)))
    return found


def parts_of(numbers: Sequence[Number], text: str) -> dict[tuple[float, float], tuple[str, int]]:
    """Return how two numbers of one sentence, the larger first, stand to each other: "part" or "added", with their sentence."""
    plain = straighten(text).lower()
    found: dict[tuple[float, float], tuple[str, int]] = {}
    for n, one in enumerate(numbers):
        for other in numbers[n + 1 :]:
            between = plain[one.span[1] : other.span[0]]
            if one.line == other.line and one.value != other.value and len(between) <= REACH and (how := _relation(one, other, between, plain)):
                found.setdefault((max(one.value, other.value), min(one.value, other.value)), (how, one.line))
    return found


def _relation(one: Number, other: Number, between: str, plain: str) -> str:
    if _pattern("added", "between").search(between):
        return "added"
    if one.value > other.value:
        after = plain[other.span[1] : other.span[1] + REACH]
        return "part" if _pattern("part", "between").search(between) or _pattern("part", "after").match(after) else ""
    return "part" if _pattern("part", "inverse").search(between) else ""


def _stands(before: str, after: str) -> frozenset[str]:
    return frozenset(name for name in NAMES if _pattern(name, "before").search(before) or _pattern(name, "after").match(after))


def _sign(after: str) -> int:
    table = read_toml("origins/standings.toml")["difference"]
    return next((sign for name, sign in (("more", 1), ("less", -1)) if re.match(table[name], after)), 0)


def _last(words: str) -> str:
    ends = [match.end() for match in BOUNDARY.finditer(words)]
    return words[ends[-1] :] if ends else words


def _first(words: str) -> str:
    found = BOUNDARY.search(words)
    return words[: found.start()] if found else words


def _is_year(digits: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", digits) is not None


@lru_cache(maxsize=16)
def _pattern(name: str, where: str) -> re.Pattern[str]:
    table = read_toml("origins/standings.toml")
    moving, rough = ("".join(table[key]["words"].split("\n")) for key in ("moving", "rough"))
    words = (word.replace("MOVING", rf"\b(?:{moving})").replace("ROUGH", rough) for word in table[name][where])
    return re.compile("|".join(rf"(?:{word}$)" if where == "before" else f"(?:{word})" for word in words))
