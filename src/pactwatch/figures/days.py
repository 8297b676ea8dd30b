"""Periods of days from EDTF strings: "2024-11", "2024-12-14/2024-12-15", "2022-02/..", "../2025-03"."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache

Days = tuple[date, date]
OPEN = (date(1, 1, 1), date(9999, 12, 31))


@lru_cache(maxsize=4096)
def days_of(edtf: str | None) -> Days | None:
    """Return the first and last day of a period; an open end is the end of the calendar; None where it is none."""
    if not edtf:
        return None
    first, _, last = edtf.partition("/")
    one = OPEN if first == ".." else _point(first)
    two = OPEN if last == ".." else _point(last or first)
    if one is None or two is None:
        return None
    return one[0], two[1]


def _point(text: str) -> Days | None:
    parts = text[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        year = numbers[0]
        if len(numbers) == 1:
            return date(year, 1, 1), date(year, 12, 31)
        if len(numbers) == 2:
            return date(year, numbers[1], 1), date(year, numbers[1], calendar.monthrange(year, numbers[1])[1])
        return date(*numbers[:3]), date(*numbers[:3])
    except (ValueError, TypeError, calendar.IllegalMonthError):
        return None


def gap(one: Days, two: Days) -> int:
    """Return the days between two periods, 0 where they overlap."""
    return max(0, (two[0] - one[1]).days, (one[0] - two[1]).days)


def within(one: Days, two: Days) -> bool:
    """Say whether period `one` lies in `two`."""
    return two[0] <= one[0] and one[1] <= two[1]


def overlaps(one: Days, two: Days) -> bool:
    """Say whether two periods share a day."""
    return gap(one, two) == 0
