"""What a time expression means on the calendar, seen from publication, the tense and the time spoken of last.

Nothing is made finer than it was said: "in November last year" is a month, "last week" a Monday through a Sunday, a
bare year a year. An expression that cannot be placed gives None.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dateutil.easter import easter

from pactwatch.reading.time_grammar import DAYS, MONTHS, NAMED_DAYS, SEASONS, WEEKDAYS, Atom
from pactwatch.reading.time_intervals import (
    Interval,
    Point,
    at,
    between,
    day_point,
    months_of,
    point_of,
    shift_days,
)
from pactwatch.reading.time_relative import (
    Setting,
    read_ago,
    read_anchored,
    read_deictic,
    read_night,
    read_offset,
    read_past,
    read_rel,
    read_span,
)


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
    points = [
        p for year in range(reference.year - 4, reference.year + 5) if 0 < year < 9999 and (p := candidates(year))
    ]
    if setting.tense == "future":
        return next((p for p in points if p.last >= reference), None)
    if setting.tense == "near":
        return min(
            points,
            key=lambda p: (
                0
                if p.first <= reference <= p.last
                else min(abs((p.first - reference).days), abs((p.last - reference).days))
            ),
            default=None,
        )
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
        point = next(
            (p for y in range(published.year, published.year - 2, -1) if (p := make(y)) and p.last < published), None
        )
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
    year = (
        int(parts["syear"]) if "syear" in parts else _year_of(parts["swhose"], setting) if "swhose" in parts else None
    )
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
    starts = [Point(year, first) for year in range(max(1, published.year - 2), min(9998, published.year + 2) + 1)]
    ended = [p for p in starts if months_of(p.year, first, 3, "season").end_day < published.isoformat()]  # type: ignore[operator]
    if said == "last":
        return ended[-1] if ended else None
    running = [p for p in starts if p not in ended]
    if said in ("next", "this coming", "the coming") or setting.tense in ("future", "near"):
        return next(
            (p for p in running if p.first > published or said not in ("next", "this coming", "the coming")), None
        )
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
    elif (
        said in ("next", "this coming")
        or (setting.tense == "future" and said is None)
        or (said == "this" and setting.tense == "future")
    ):
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
    if name == "easter":
        return _named(None, lambda year: point_of(easter(year)), setting)
    month, day = NAMED_DAYS[name]
    return _named(None, lambda year: day_point(year, month, day), setting)


def _read_year(parts: dict[str, str], setting: Setting) -> Interval | None:  # noqa: ARG001
    return at(Point(int(parts["y"])))


_READERS: dict[str, Callable[[dict[str, str], Setting], Interval | None]] = {
    "dmy": _read_dmy,
    "mdy": _read_mdy,
    "month": _read_month,
    "years": _read_years,
    "decade": _read_decade,
    "part": _read_part,
    "season": _read_season,
    "weekday": _read_weekday,
    "named": _read_named,
    "ago": read_ago,
    "past": read_past,
    "anchored": read_anchored,
    "deictic": read_deictic,
    "night": read_night,
    "rel": read_rel,
    "year": _read_year,
    "span": read_span,
    "offset": read_offset,
}
