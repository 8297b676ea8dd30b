"""Times told by their distance: "three days ago", "last week", "the past six months", "the next day".

Each reader takes the parts of an expression (see `time_grammar`) and the `Setting` it is seen from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pactwatch.reading.time_grammar import ANCHORED, DEICTIC, NUMBERS
from pactwatch.reading.time_intervals import (
    Interval,
    Point,
    at,
    between,
    months_of,
    point_of,
    shift_days,
    shift_months,
    week_of,
    weekend_of,
)

Tense = Literal["past", "future", "near", "perfect"]


@dataclass(slots=True)
class Setting:
    """From where a time is seen: the day of publication, the tense of its clause, the time spoken of last."""

    published: date | None
    tense: Tense = "past"
    anchor: Interval | None = None


def _count(word: str) -> float | None:
    return float(word) if word.isdecimal() else NUMBERS.get(word)


_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def read_ago(parts: dict[str, str], setting: Setting) -> Interval | None:
    """Return "three days ago" off the publication, "two days later" off the time spoken of last."""
    number, unit, said = _count(parts["an"]), parts["aunit"].rstrip("s"), parts["adir"]
    deictic = said in ("ago", "from now", "hence")
    if (
        parts.get("athe")
        and said in ("before", "earlier")
        and unit == "year"
        and number
        and setting.anchor
        and setting.anchor.begin
    ):
        first = setting.anchor.begin.year
        return between(Point(int(first - number)), Point(first - 1)) if first - number > 0 else None
    base = (
        setting.published
        if deictic
        else setting.anchor.begin.last
        if setting.anchor and setting.anchor.begin
        else setting.published
    )
    if number is None or base is None or (not deictic and not setting.anchor and setting.published is None):
        return None
    if not deictic and setting.anchor and setting.anchor.begin and setting.anchor.begin.month is None:
        return None
    sign = 1 if said in ("later", "afterwards", "after that", "from now", "hence") else -1
    if unit in _UNIT_DAYS:
        coarse = not deictic and setting.anchor is not None and setting.anchor.precision not in ("day",)
        day = shift_days(base, int(sign * number * _UNIT_DAYS[unit]))
        if day is None:
            return None
        exact = unit == "day" and not coarse
        return (
            at(point_of(day)) if exact else at(Point(day.year, day.month)) if coarse or unit != "week" else week_of(day)
        )
    months = number * {"month": 1, "year": 12, "decade": 120}[unit]
    moved = shift_months(base.year, base.month, int(sign * months))
    if moved is None:
        return None
    fine = unit == "month" or number < 2 or "athis" in parts
    return at(moved) if fine else at(Point(moved.year))


def _stretch(number: float, unit: str, base: date, sign: int) -> Interval | None:
    """Return the stretch of `number` units that ends (or, with sign 1, begins) on the day `base`."""
    if unit in _UNIT_DAYS:
        far = shift_days(base, int(sign * number * _UNIT_DAYS[unit]))
        ends = (point_of(far), point_of(base)) if far else None
    else:
        months = number * {"month": 1, "year": 12, "decade": 120}[unit]
        moved = shift_months(base.year, base.month, int(sign * months))
        ends = (moved, Point(base.year, base.month)) if moved else None
        if ends and unit in ("year", "decade") and number > 2 and moved:
            ends = Point(moved.year), Point(base.year)
    if ends is None:
        return None
    first, last = sorted(ends, key=lambda point: point.first)
    return between(first, last)


def read_past(parts: dict[str, str], setting: Setting) -> Interval | None:
    """Return "the past three months", "the previous year", "the coming weeks"."""
    word, unit, number = parts["pdir"], parts["punit"], parts.get("pn")
    if number is None and word in ("previous", "preceding", "following") and not unit.endswith("s"):
        base = setting.anchor.begin.first if setting.anchor and setting.anchor.begin else setting.published
        return _unit_off(unit, 1 if word == "following" else -1, base)
    if setting.published is None or (number is None and unit.endswith("s")):
        return None
    count = _count(number) if number else 1.0
    return (
        _stretch(count, unit.rstrip("s"), setting.published, 1 if word in ("next", "coming", "following") else -1)
        if count
        else None
    )


def read_span(parts: dict[str, str], setting: Setting) -> Interval | None:
    """Return "in three months", "for about 18 months" up to the publication when the clause is in the perfect."""
    number = _count(parts["sn"])
    unit, word = parts["sunit"].rstrip("s"), parts["sprep"]
    looks_back = setting.tense == "perfect" or (
        setting.tense == "past" and word in ("in", "over") and unit not in _UNIT_DAYS
    )
    if not looks_back or setting.published is None or number is None or word in ("within", "after"):
        return None
    return _stretch(number, unit, setting.published, -1)


def read_offset(parts: dict[str, str], setting: Setting) -> Interval | None:
    """Return the time of what follows "eight days after", seen from the time that the sentence gave before it."""
    number, unit = _count(parts["on"]), parts["ounit"].rstrip("s")
    anchor = setting.anchor.begin if setting.anchor and setting.anchor.begin == setting.anchor.end else None
    if number is None or anchor is None or anchor.month is None:
        return None
    sign = -1 if parts["odir"] == "after" else 1
    if unit in _UNIT_DAYS:
        day = shift_days(anchor.first, int(sign * number * _UNIT_DAYS[unit])) if anchor.day else None
        return None if day is None else at(point_of(day)) if unit == "day" else at(Point(day.year, day.month))
    moved = shift_months(anchor.year, anchor.month, int(sign * number * {"month": 1, "year": 12, "decade": 120}[unit]))
    return at(moved) if moved else None


def read_anchored(parts: dict[str, str], setting: Setting) -> Interval | None:
    """Return "the same day", "the next day", "hours later" off the day spoken of last."""
    days = ANCHORED[parts["text"]]
    if setting.anchor is None or setting.anchor.begin is None:
        return None
    if setting.anchor.precision != "day":
        return None
    day = shift_days(setting.anchor.begin.first, days)
    return at(point_of(day)) if day else None


def read_deictic(parts: dict[str, str], setting: Setting) -> Interval | None:
    """Return "yesterday", "tonight", "tomorrow" off the day of publication."""
    if setting.published is None:
        return None
    phrase = max((p for p in DEICTIC if parts["text"].startswith(p)), key=len)
    day = shift_days(setting.published, DEICTIC[phrase])
    return at(point_of(day)) if day else None


def _unit_off(unit: str, off: int, base: date | None) -> Interval | None:
    """Return the week, weekend, month, quarter or year so many units off a day."""
    if base is None:
        return None
    if unit in ("day", "week", "weekend", "fortnight"):
        day = shift_days(base, off * (1 if unit == "day" else 14 if unit == "fortnight" else 7))
        if day is None:
            return None
        return at(point_of(day)) if unit == "day" else weekend_of(day) if unit == "weekend" else week_of(day)
    if unit == "month":
        moved = shift_months(base.year, base.month, off)
        return at(moved) if moved else None
    if unit == "quarter":
        moved = shift_months(base.year, (base.month - 1) // 3 * 3 + 1, 3 * off)
        return months_of(moved.year, moved.month or 1, 3, "quarter") if moved else None
    year = base.year + off * (10 if unit == "decade" else 1)
    if not 0 < year < 9990:
        return None
    return (
        between(Point(year // 10 * 10), Point(year // 10 * 10 + 9), "decade") if unit == "decade" else at(Point(year))
    )


def read_night(parts: dict[str, str], setting: Setting) -> Interval | None:  # noqa: ARG001  (all readers are called alike)
    """Return the two days of "overnight": the night to the day of publication, or the one after it."""
    if setting.published is None:
        return None
    other = shift_days(setting.published, 1 if setting.tense == "future" else -1)
    if other is None:
        return None
    first, last = sorted((setting.published, other))
    return between(point_of(first), point_of(last))


def _the_weekend(setting: Setting) -> Interval | None:
    """Return "the weekend": the last that has begun, or the coming one where the clause looks ahead."""
    if setting.published is None:
        return None
    begun = setting.published.weekday() >= 5
    off = 0 if begun or setting.tense == "future" else -1
    return _unit_off("weekend", off, setting.published)


def read_rel(parts: dict[str, str], setting: Setting) -> Interval | None:
    """Return "this month", "last week", "that weekend", "early next year", "the middle of the previous year"."""
    word, unit = parts["rdir"], parts["runit"]
    anchored = word in ("that", "the same", "the previous", "the following", "the preceding")
    anchor = setting.anchor.begin.first if setting.anchor and setting.anchor.begin else None
    base = anchor if anchored and anchor else setting.published
    off = {"last": -1, "the previous": -1, "the preceding": -1, "next": 1, "the following": 1}.get(word, 0)
    if unit == "weekend" and word == "the":
        return _the_weekend(setting)
    interval = _unit_off(unit, off, base)
    part = parts.get("rpart", "")
    if interval and unit == "year" and interval.begin and part.endswith("of"):
        if part.endswith("middle of"):
            return months_of(interval.begin.year, 6, 2, "range")
        if not part.endswith(("end of", "close of")):
            return at(Point(interval.begin.year, 1))
    return interval
