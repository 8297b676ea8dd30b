"""Changed spans of time: twelve weeks told as twelve months, three years as five.

A span of time is a number with a unit of time, wherever a sentence has it. What is a conversion of a span in the original
(twelve weeks, three months) is no change; nor is a date's "two days later".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pactwatch.model import Span
from pactwatch.origins.align import likeness
from pactwatch.origins.drift_types import Change
from pactwatch.origins.types import DriftKind, Facts
from pactwatch.reading.numbers import find_numbers
from pactwatch.reading.parse import straighten

ALIKE = 0.6
"""Likeness of two sentences from which a span of time is that of the same thing."""
SAME_NUMBER, FEW = 0.3, 3
"""The same where the number is the same in both, and not one or two of everything."""
ROUGH = 0.15
"""Share by which two spans may differ and still be one: twelve weeks, three months."""
HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.5, "year": 8766.0}
UNIT = re.compile(r"[\s-]+(?:\w+\s+)?(minute|hour|day|week|month|year)s?\b(?![\s-]+(?:old|earlier|later|ago|before|after|on end))")


@dataclass(frozen=True, slots=True)
class _Length:
    """A span of time in a text."""

    number: float
    unit: str
    span: Span
    line: int

    @property
    def hours(self) -> float:
        return self.number * HOURS[self.unit]


def duration_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield a span of time of another unit or number, where each of two like sentences has one and neither text the other's."""
    known, kept = _lengths(original, before), _lengths(retelling, text)
    for here in kept:
        if any(_is_one(here, there) for there in known):
            continue
        for there in known:
            if any(_is_one(there, other) for other in kept) or not _is_alone(there, known) or not _is_alone(here, kept):
                continue
            least = SAME_NUMBER if here.number == there.number >= FEW else ALIKE
            if likeness(retelling.lines[here.line], original.lines[there.line]) >= least and (here.unit == there.unit or here.number == there.number):
                kind: DriftKind = "number" if here.unit == there.unit else "measure"
                why = f"{there.number:g} {there.unit}s became {here.number:g} {here.unit}s"
                yield Change(kind=kind, explanation=why, span=here.span, against=there.span)
                return


def _lengths(facts: Facts, text: str) -> list[_Length]:
    plain = straighten(text).lower()
    found = []
    for number in find_numbers(plain):
        unit = UNIT.match(plain, number.end)
        if unit is None:
            continue
        span = (number.start, unit.end())
        line = next((n for n, one in enumerate(facts.lines) if one.span[0] <= span[0] < one.span[1]), None)
        if line is not None:
            found.append(_Length(number.low, unit[1], span, line))
    return found


def _is_one(one: _Length, other: _Length) -> bool:
    return abs(one.hours - other.hours) <= ROUGH * max(one.hours, other.hours)


def _is_alone(length: _Length, others: list[_Length]) -> bool:
    """Say whether its sentence has no other span of time."""
    return all(other is length or other.line != length.line for other in others)
