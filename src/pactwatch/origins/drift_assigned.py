"""Numbers that changed places: of "213 by gangs and 600 by the police", 600 told of the gangs and 213 of the police.

Every number has the words that stand in its own part of the sentence: up to the comma, semicolon or "and" that parts it from the next
number. Two numbers changed places where each of them has in the retelling words that only the other one had, and none of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pactwatch.model import Span
from pactwatch.origins.align import weight
from pactwatch.origins.drift_types import Change
from pactwatch.origins.standings import Number, numbers_of
from pactwatch.origins.types import Facts, Line
from pactwatch.origins.words import content

PART = re.compile(r"[,;:()\u2013\u2014]| (?:and|while|but|whereas|against|with|or|as|after|before|plus|compared|to) ", re.IGNORECASE)
LEAST = 2.0
"""Weight (rarity) of what a number must have of the other's words, at least."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A number with the words that are its own."""

    value: float
    span: Span
    line: int
    words: frozenset[str]


def assigned_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield two numbers of one sentence of the original that changed places; `before` and `text` are the texts."""
    there, here = _assigned(original.lines, before), _assigned(retelling.lines, text)
    for one, two in combinations(there.values(), 2):
        if one.line != two.line or one.value not in here or two.value not in here:
            continue
        first, second = here[one.value], here[two.value]
        if _is_turned(one, two, first) and _is_turned(two, one, second):
            why = f"{one.value:,.10g} and {two.value:,.10g} changed places"
            yield Change(kind="number", explanation=why, span=first.span, against=one.span)
            return


def _is_turned(own: Assigned, other: Assigned, told: Assigned) -> bool:
    """Say whether a number has in the retelling words that in the original only the other number has, and none that only it has itself."""
    mine, theirs = own.words - other.words, other.words - own.words
    return not told.words & mine and weight(told.words & theirs) >= LEAST


def _assigned(lines: Sequence[Line], text: str) -> Mapping[float, Assigned]:
    """Return the numbers that a text gives once, each with its own words."""
    numbers = numbers_of(lines, text)
    found = {}
    for number in numbers:
        if sum(other.value == number.value for other in numbers) == 1:
            beside = [n for n in numbers if n.line == number.line]
            start, end = _part(number, beside, lines[number.line], text)
            found[number.value] = Assigned(number.value, number.span, number.line, frozenset(content(text[start:end])))
    return found


def _part(number: Number, beside: Sequence[Number], line: Line, text: str) -> Span:
    """Return where a number's own part of its sentence begins and ends."""
    at = beside.index(number)
    start, end = line.span
    if at > 0:
        start = _cut(beside[at - 1].span[1], number.span[0], text)
    if at + 1 < len(beside):
        end = _cut(number.span[1], beside[at + 1].span[0], text)
    return start, end


def _cut(start: int, end: int, text: str) -> int:
    """Return where two numbers are parted: at the last mark or joining word between them, else right before the second."""
    found = list(PART.finditer(text, start, end))
    return found[-1].start() if found else end
