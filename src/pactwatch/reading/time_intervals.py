"""Stretches of calendar time with their granularity, and their Extended Date/Time Format (ISO 8601-2) strings.

A `Point` is a year, a month or a day; an `Interval` runs from one point through another, either end open.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Point:
    """A year, a month of it, or a day of that: as coarse as it was said."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        """The first day of it."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day of it."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def edtf(self) -> str:
        """The point as ISO 8601: "2024", "2024-11", "2024-11-05"."""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def precision(self) -> str:
        """The granularity: day, month or year."""
        return "day" if self.day else "month" if self.month else "year"

    def as_coarse_as(self, other: Point) -> Point:
        """Return this point without what is finer than `other`."""
        month = self.month if other.month else None
        return Point(self.year, month, self.day if month and other.day else None)


@dataclass(frozen=True, slots=True)
class Interval:
    """From the first day of `begin` through the last day of `end`; None is open."""

    begin: Point | None
    end: Point | None
    precision: str

    @property
    def edtf(self) -> str:
        """The interval in EDTF: "2024-11", "2024-11/2025-02", "2024-11/..", "../2025"."""
        if self.begin == self.end:
            return self.begin.edtf if self.begin else ""
        return f"{self.begin.edtf if self.begin else '..'}/{self.end.edtf if self.end else '..'}"

    @property
    def start_day(self) -> str | None:
        """The first day in ISO form, None if open."""
        return self.begin.first.isoformat() if self.begin else None

    @property
    def end_day(self) -> str | None:
        """The last day in ISO form, None if open."""
        return self.end.last.isoformat() if self.end else None

    @property
    def sound(self) -> bool:
        """Whether the interval does not end before it begins."""
        return self.begin is None or self.end is None or self.begin.first <= self.end.last


def at(point: Point) -> Interval:
    """Return the interval that is one point."""
    return Interval(point, point, point.precision)


def between(begin: Point | None, end: Point | None, precision: str = "range") -> Interval:
    """Return the interval from one point through another."""
    if begin == end and begin is not None:
        return at(begin)
    return Interval(begin, end, precision)


def point_of(day: date) -> Point:
    """Return a day as a point."""
    return Point(day.year, day.month, day.day)


def day_point(year: int, month: int, day: int) -> Point | None:
    """Return the day as a point, or None if the calendar lacks it."""
    if not (1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return Point(year, month, day)


def shift_days(day: date, days: int) -> date | None:
    """Return a day so many days off, None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_months(year: int, month: int, months: int) -> Point | None:
    """Return the month so many months off, None beyond the calendar."""
    total = year * 12 + month - 1 + months
    return Point(total // 12, total % 12 + 1) if 12 <= total < 120000 else None


def months_of(year: int, first: int, count: int, precision: str) -> Interval:
    """Return the interval of `count` months from month `first` (which may run into the next year)."""
    end = shift_months(year, first, count - 1)
    return Interval(Point(year, first), end or Point(year, 12), precision)


def week_of(day: date) -> Interval:
    """Return the week of a day, Monday through Sunday."""
    monday = shift_days(day, -day.weekday()) or day
    sunday = shift_days(monday, 6) or monday
    return Interval(point_of(monday), point_of(sunday), "week")


def weekend_of(day: date) -> Interval:
    """Return the Saturday and Sunday of a day's week."""
    saturday = shift_days(day, 5 - day.weekday()) or day
    return Interval(point_of(saturday), point_of(shift_days(saturday, 1) or saturday), "weekend")
