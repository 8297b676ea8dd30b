"""Days that a sentence gives, as ranges: a date, a month, a season or a year, relative ones by the day of publication."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from pactwatch.instruments.scene import Sentence
from pactwatch.model import Span

Days = tuple[str, str]
"""First and last ISO day that a date may mean."""

MONTHS = {name: at for at, name in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"), 1)}  # fmt: skip
_SHORT = {name[:3]: at for name, at in MONTHS.items()}
YEAR = re.compile(r"(?:19|20)\d\d")
_SEASONS = {"spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12)}
"""Months that a season may reach into."""
_BEFORE_YEAR = frozenset((
    "in", "since", "of", "during", "from", "dated", "(", "late", "early", "mid", "-", "winter", "christmas", "easter",
))  # fmt: skip
"""Words after which a number is a year."""


def dates(sentence: Sentence, published: str | None) -> list[tuple[Days, Span, int]]:
    """Return the dates of a sentence: the days that each may mean, its place, its first word. Relative ones need `published`."""
    words, spans = sentence.words.lower, sentence.words.spans
    found, at = [], 0
    today = _day(published)
    while at < len(words):
        read = _date_at(words, at, today)
        if read is not None:
            days, last = read
            found.append((days, (spans[at][0], spans[last - 1][1]), at))
            at = last
        else:
            at += 1
    return found


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None  # a month or year alone: relative dates stay open


def _date_at(words: tuple[str, ...], at: int, today: date | None) -> tuple[Days, int] | None:
    day = int(words[at]) if words[at].isdecimal() and 1 <= int(words[at]) <= 31 else None
    month_at = at + 1 if day is not None else at
    month = _month(words, month_at)
    if month is not None:
        after = month_at + 1
        if day is None and after < len(words) and words[after].isdecimal() and int(words[after]) <= 31:
            day, after = int(words[after]), after + 1
        if after < len(words) and words[after] == ",":
            after += 1
        if after < len(words) and YEAR.fullmatch(words[after]):
            return _days(int(words[after]), month, day), after + 1
        if today and words[after : after + 2] == ("last", "year"):
            return _days(today.year - 1, month, day), after + 2
        if today and words[after : after + 2] == ("this", "year"):
            return _days(today.year, month, day), after + 2
        if today and (day is not None or (at and words[at - 1] in {"last", "in", "this", "since"})):
            year = today.year if month <= today.month else today.year - 1
            days = _days(year, month, day)
            named = min((int(word) for word in words[after:] if YEAR.fullmatch(word)), default=year)
            if named < year:  # "in November, and has been in force since December 2024": this year's or that one's
                days = (_days(named, month, day)[0], days[1])
            if at and words[at - 1] == "last":  # "last June" may be this year's or the year's before
                days = (_days(year - 1, month, day)[0], days[1])
            return days, month_at + 1 if day is None else after
        return None
    if words[at] in _SEASONS:
        after = at + 2 if words[at + 1 : at + 2] == ("of",) else at + 1
        if after < len(words) and YEAR.fullmatch(words[after]):
            first, last = _SEASONS[words[at]]
            return (_days(int(words[after]), first, None)[0], _days(int(words[after]), last, None)[1]), after + 1
    if YEAR.fullmatch(words[at]) and at and (words[at - 1] in _BEFORE_YEAR or words[at - 1 : at + 2 : 2] == ("the", "resolution")):
        return _days(int(words[at]), None, None), at + 1
    if today and words[at : at + 2] in {("last", "year"), ("this", "year")}:
        return _days(today.year - (words[at] == "last"), None, None), at + 2
    return None


def _month(words: tuple[str, ...], at: int) -> int | None:
    if at >= len(words):
        return None
    if words[at] == "may" and (at == 0 or words[at - 1] not in {"in", "last", "since", "of", "on", "this"}) and not words[max(0, at - 1)].isdecimal():
        return None
    return MONTHS.get(words[at]) or (_SHORT.get(words[at]) if words[at] != "mar" else None)


def _days(year: int, month: int | None, day: int | None) -> Days:
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    last = monthrange(year, month)[1]
    if day is None or day > last:
        return f"{year}-{month:02d}-01", f"{year}-{month:02d}-{last:02d}"
    return (f"{year}-{month:02d}-{day:02d}",) * 2


def said(days: Days) -> str:
    """Return days as text: the day, month or year that they make."""
    if days[0] == days[1]:
        return days[0]
    return days[0][:7] if days[0][:7] == days[1][:7] else days[0][:4]
