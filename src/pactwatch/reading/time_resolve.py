"""What a time expression means on the calendar, seen from the day of publication, the tense and the time spoken of last.

Nothing is made finer than it was said: "in November last year" is a month, "last week" a Monday through a Sunday, a
bare year a year. An expression that cannot be placed gives None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pactwatch.reading.time_grammar import ANCHORED, DAYS, DEICTIC, MONTHS, NAMED_DAYS, NUMBERS, SEASONS, WEEKDAYS, Atom
from pactwatch.reading.time_intervals import (
    Interval, Point, at, between, day_point, months_of, point_of, shift_days, shift_months, week_of, weekend_of,
)

Tense = Literal["past", "future", "near", "perfect"]


@dataclass(slots=True)
class Setting:
    """From where a time is seen: the day of publication, the tense of its clause, the time spoken of last."""

    published: date | None
    tense: Tense = "past"
    anchor: Interval | None = None


def resolve(atom: Atom, setting: Setting) -> Interval | None:
    """Return the interval that an expression means, or None if it cannot be placed."""
    interval = _READERS[atom.kind](atom.parts, setting)
    if interval is None or not interval.sound:
        return None
    told = setting.tense in ("past", "perfect") and atom.kind in ("ago", "anchored")
    if told and setting.published and interval.begin and interval.begin.first > setting.published:
        return None  # "two weeks later" cannot lie ahead of the day on which it was told
    return interval


def resolve_iso(written: str) -> Interval | None:
    """Return the interval of "2024-11" or "2024-11-05"."""
    numbers = [int(part) for part in written.split("-")]
    if len(numbers) == 3:
        point = day_point(numbers[0], numbers[1], numbers[2])
        return at(point) if point else None
    return at(Point(numbers[0], numbers[1])) if 1 <= numbers[1] <= 12 and numbers[0] > 0 else None


def _year_of(said: str, setting: Setting) -> int | None:
    """Return the year meant by "last year", "the same year", "this year"."""
    anchor = setting.anchor.begin.year if setting.anchor and setting.anchor.begin else None
    published = setting.published.year if setting.published else None
    word = said.removesuffix(" year")
    if word in ("the same", "that"):
        return anchor or published
    if word in ("the previous", "the following"):
        base = anchor or published
        return None if base is None else base + (1 if word == "the following" else -1)
    if published is None:
        return None
    return published + {"last": -1, "next": 1}.get(word, 0)


def _nearest(candidates: Callable[[int], Point | None], setting: Setting) -> Point | None:
    """Return the yearless date or month that the tense points at: the latest past, the next, or the nearest one."""
    reference = setting.published
    if reference is None:
        return None
    points = [p for year in range(reference.year - 4, reference.year + 5) if 0 < year < 9999 and (p := candidates(year))]
    if setting.tense == "future":
        return next((p for p in points if p.last >= reference), None)
    if setting.tense == "near":
        return min(points, key=lambda p: 0 if p.first <= reference <= p.last else min(abs((p.first - reference).days), abs((p.last - reference).days)), default=None)
    return next((p for p in reversed(points) if p.first <= reference), None)


def _day_number(word: str) -> int:
    return DAYS[word] if word in DAYS else int(re.sub(r"\D", "", word))


def _days(month: int, first: str, last: str | None, year: int | None, setting: Setting) -> Interval | None:
    """Return a day of a month, or the days from one to another, in a year that may be left out."""
    one, two = _day_number(first), _day_number(last) if last else None
    begin = day_point(year, month, one) if year else _nearest(lambda y: day_point(y, month, one), setting)
    if begin is None:
        return None
    if two is None or two <= one:
        return at(begin)
    end = day_point(begin.year, month, two)
    return between(begin, end) if end else None


def _read_dmy(parts: dict[str, str], setting: Setting) -> Interval | None:
    year = int(parts["dy"]) if "dy" in parts else _year_of(parts["dw"], setting) if "dw" in parts else None
    return _days(MONTHS[parts["dm"].rstrip(".")], parts["d1"], parts.get("d2"), year, setting)


def _read_mdy(parts: dict[str, str], setting: Setting) -> Interval | None:
    year = int(parts["my"]) if "my" in parts else None
    return _days(MONTHS[parts["mm"].rstrip(".")], parts["m1"], parts.get("m2"), year, setting)


def _read_month(parts: dict[str, str], setting: Setting) -> Interval | None:
    month = MONTHS[parts["mname"].rstrip(".")]
    if "myear" in parts:
        return at(Point(int(parts["myear"]), month))
    if "mwhose" in parts:
        year = _year_of(parts["mwhose"], setting)
        return at(Point(year, month)) if year else None
    return _named(parts.get("mrel"), lambda year: Point(year, month), setting)


def _named(said: str | None, make: Callable[[int], Point | None], setting: Setting) -> Interval | None:
    """Return "last June", "this June", "that June" or plain "June"."""
    published = setting.published
    if said == "that" and setting.anchor and setting.anchor.begin:
        begin = setting.anchor.begin.first
        after = (p for year in (begin.year, begin.year + 1) if (p := make(year)) and p.last >= begin)
        point = next(after, None)
    elif published is None:
        return None
    elif said == "last":
        point = next((p for y in range(published.year, published.year - 2, -1) if (p := make(y)) and p.last < published), None)
    elif said in ("next", "this coming"):
        point = next((p for y in (published.year, published.year + 1) if (p := make(y)) and p.first > published), None)
    elif said == "this":
        point = make(published.year)
    else:
        point = _nearest(make, setting)
    return at(point) if point else None


def _read_years(parts: dict[str, str], setting: Setting) -> Interval | None:  # noqa: ARG001  (all readers are called alike)
    first, second = int(parts["y1"]), parts["y2"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return between(Point(first), Point(last)) if last > first else None


def _read_decade(parts: dict[str, str], setting: Setting) -> Interval | None:  # noqa: ARG001
    first = int(parts["dec"])
    return between(Point(first), Point(first + 9), "decade")


_WHICH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


def _read_part(parts: dict[str, str], setting: Setting) -> Interval | None:
    if "hq" in parts:
        year: int | None = int(parts["hqyear"])
        size, number = "quarter" if parts["hq"][0] == "q" else "half", int(parts["hq"][1])
    else:
        year = int(parts["pyear"]) if "pyear" in parts else _year_of(parts["pwhose"], setting)
        size = parts["size"]
        number = _WHICH.get(parts["which"], 2 if size == "half" else 4)
    months = 6 if size == "half" else 3
    if year is None or number * months > 12:
        return None
    return months_of(year, (number - 1) * months + 1, months, size)


def _read_season(parts: dict[str, str], setting: Setting) -> Interval | None:
    first = SEASONS[parts["sname"]]
    year = int(parts["syear"]) if "syear" in parts else _year_of(parts["swhose"], setting) if "swhose" in parts else None
    if year is None:
        said = parts.get("srel", "")
        month = _season_month(said, first, setting)
        if month is None:
            return None
        year = month.year
    return months_of(year, first, 3, "season")


def _season_month(said: str, first: int, setting: Setting) -> Point | None:
    """Return the first month of "last summer", "this autumn", "the spring"."""
    published = setting.published
    if published is None:
        return None
    starts = [Point(year, first) for year in range(published.year - 2, published.year + 3)]
    ended = [p for p in starts if months_of(p.year, first, 3, "season").end_day < published.isoformat()]  # type: ignore[operator]
    if said == "last":
        return ended[-1]
    running = [p for p in starts if p not in ended]
    if said in ("next", "this coming", "the coming") or setting.tense in ("future", "near"):
        return next((p for p in running if p.first > published or said not in ("next", "this coming", "the coming")), None)
    if said == "this":
        same = [p for p in starts if p.year == published.year]
        return running[0] if running[0].first <= published else same[0]
    return running[0] if running[0].first <= published else ended[-1]


def _read_weekday(parts: dict[str, str], setting: Setting) -> Interval | None:
    published = setting.published
    if published is None:
        return None
    wanted, said = WEEKDAYS[parts["wname"]], parts.get("wrel")
    back = (published.weekday() - wanted) % 7
    if parts.get("wplus") == "last week":
        day = shift_days(published, -published.weekday() - 7 + wanted)
    elif parts.get("wplus") == "next week":
        day = shift_days(published, -published.weekday() + 7 + wanted)
    elif said in ("last", "this past"):
        day = shift_days(published, -(back or 7))
    elif said in ("next", "this coming") or (setting.tense == "future" and said is None) or (said == "this" and setting.tense == "future"):
        ahead = (wanted - published.weekday()) % 7
        day = shift_days(published, ahead or (7 if said else 0))
    else:
        day = shift_days(published, -back)
    return at(point_of(day)) if day else None


def _read_named(parts: dict[str, str], setting: Setting) -> Interval | None:
    name = parts.get("text", "")
    if "end" in name.split("-") or " end" in name or name.startswith("end"):
        return at(Point(setting.published.year, 12, 31)) if setting.published else None
    if name.startswith("the turn"):
        return _named(None, lambda year: Point(year, 1), setting)
    month, day = NAMED_DAYS[name]
    return _named(None, lambda year: day_point(year, month, day), setting)


def _count(word: str) -> float | None:
    return float(word) if word.isdecimal() else NUMBERS.get(word)


_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def _read_ago(parts: dict[str, str], setting: Setting) -> Interval | None:
    """Return "three days ago" off the publication, "two days later" off the time spoken of last."""
    number, unit, said = _count(parts["an"]), parts["aunit"].rstrip("s"), parts["adir"]
    deictic = said in ("ago", "from now", "hence")
    if parts.get("athe") and said in ("before", "earlier") and unit == "year" and number and setting.anchor and setting.anchor.begin:
        first = setting.anchor.begin.year
        return between(Point(int(first - number)), Point(first - 1)) if first - number > 0 else None
    base = setting.published if deictic else setting.anchor.begin.last if setting.anchor and setting.anchor.begin else setting.published
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
        return at(point_of(day)) if exact else at(Point(day.year, day.month)) if coarse or unit != "week" else week_of(day)
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


def _read_past(parts: dict[str, str], setting: Setting) -> Interval | None:
    """Return "the past three months", "the previous year", "the coming weeks"."""
    word, unit, number = parts["pdir"], parts["punit"], parts.get("pn")
    if number is None and word in ("previous", "preceding", "following") and not unit.endswith("s"):
        base = setting.anchor.begin.first if setting.anchor and setting.anchor.begin else setting.published
        return _unit_off(unit, 1 if word == "following" else -1, base)
    if setting.published is None or (number is None and unit.endswith("s")):
        return None
    count = _count(number) if number else 1.0
    return _stretch(count, unit.rstrip("s"), setting.published, 1 if word in ("next", "coming", "following") else -1) if count else None


def _read_span(parts: dict[str, str], setting: Setting) -> Interval | None:
    """Return "in three months", "for about 18 months" up to the publication when the clause is in the perfect."""
    number = _count(parts["sn"])
    unit, word = parts["sunit"].rstrip("s"), parts["sprep"]
    looks_back = setting.tense == "perfect" or (setting.tense == "past" and word in ("in", "over") and unit not in _UNIT_DAYS)
    if not looks_back or setting.published is None or number is None or word in ("within", "after"):
        return None
    return _stretch(number, unit, setting.published, -1)


def _read_offset(parts: dict[str, str], setting: Setting) -> Interval | None:
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


def _read_anchored(parts: dict[str, str], setting: Setting) -> Interval | None:
    days = ANCHORED[parts["text"]]
    if setting.anchor is None or setting.anchor.begin is None:
        return None
    if setting.anchor.precision != "day":
        return None
    day = shift_days(setting.anchor.begin.first, days)
    return at(point_of(day)) if day else None


def _read_deictic(parts: dict[str, str], setting: Setting) -> Interval | None:
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
    return between(Point(year // 10 * 10), Point(year // 10 * 10 + 9), "decade") if unit == "decade" else at(Point(year))


def _read_rel(parts: dict[str, str], setting: Setting) -> Interval | None:
    """Return "this month", "last week", "that weekend", "early next year", "the middle of the previous year"."""
    word, unit = parts["rdir"], parts["runit"]
    anchored = word in ("that", "the same", "the previous", "the following", "the preceding")
    anchor = setting.anchor.begin.first if setting.anchor and setting.anchor.begin else None
    base = anchor if anchored and anchor else setting.published
    off = {"last": -1, "the previous": -1, "the preceding": -1, "next": 1, "the following": 1}.get(word, 0)
    interval = _unit_off(unit, off, base)
    part = parts.get("rpart", "")
    if interval and unit == "year" and interval.begin and part.endswith("of"):
        if part.endswith("middle of"):
            return months_of(interval.begin.year, 6, 2, "range")
        if not part.endswith(("end of", "close of")):
            return at(Point(interval.begin.year, 1))
    return interval


def _read_year(parts: dict[str, str], setting: Setting) -> Interval | None:  # noqa: ARG001
    return at(Point(int(parts["y"])))


_READERS: dict[str, Callable[[dict[str, str], Setting], Interval | None]] = {
    "dmy": _read_dmy, "mdy": _read_mdy, "month": _read_month, "years": _read_years, "decade": _read_decade,
    "part": _read_part, "season": _read_season, "weekday": _read_weekday, "named": _read_named, "ago": _read_ago,
    "past": _read_past, "anchored": _read_anchored, "deictic": _read_deictic, "rel": _read_rel, "year": _read_year,
    "span": _read_span, "offset": _read_offset,
}
