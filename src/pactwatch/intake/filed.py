"""The day on which a text was published, by the lines at its head: "Published 28 May 2025", "MINSK, March 4 2023 (Wire) -".

1. the first lines are looked at, until prose has begun
2. each says the day by a label, in a dateline, as a line that holds nothing else, or as that of its last change
3. the best of them counts; a day without its year, one still to come and the dates of a chronology never do
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pactwatch.data import read_toml

_EARLIEST = 1800
_LINES, _CHARACTERS, _LONGEST, _PROSE_WORDS, _PROSE_LINES = 12, 20_000, 160, 12, 2
LABELLED, DATELINE, ALONE, REVISED, YEARLESS = "labelled", "dateline", "alone", "revised", "yearless"
_RANK = (LABELLED, DATELINE, ALONE, REVISED)

_NAMES = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_MONTH = "(?:" + "|".join(f"{name}|{name[:3]}\\.?" for name in _NAMES) + "|Sept\\.?|" + "|".join(name.upper() for name in _NAMES) + ")"
_DAY = r"(?<![\d/.:-])0?(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th)?(?!\d)"
_DATE = rf"(?:{_DAY}(?: of)? {_MONTH},? \d{{4}}|{_MONTH} {_DAY},? \d{{4}}|(?<![\d/.-])\d{{4}}-\d{{2}}-\d{{2}})(?!\d)"
_WEEKDAY = r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?,? )?"
_CLOCK = r"(?:\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)(?: ?\(?[A-Z]{2,4}(?:[+-]\d{1,2})?\)?)?"
_AFTER = rf"(?:T[\d:.]+(?:Z|[+-][\d:]+)?|,? ?(?:at )?{_CLOCK})?"
_WHEN = rf"(?:(?:at )?{_CLOCK},? (?:on )?)?{_WEEKDAY}(?P<date>{_DATE}){_AFTER}"
_WORD = r"[A-Z][\w'’./-]*"
_PLACE = rf"{_WORD}(?: {_WORD}){{0,3}}(?:, {_WORD}(?: {_WORD}){{0,3}}){{0,2}}"
_AGENCY = r"(?: ?[(/\[][\w .’'&-]{2,40}[)/\]])?"
_DASH = r"(?: ?[—–−]| ?--?|:)"
_OPENS = rf"(?:\s*$|\s+(?!{_MONTH} \d)[\"'“‘«(]?[A-Z])"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}){_AGENCY}(?:,| ?[—–-])? \(?{_WEEKDAY}(?P<date>{_DATE})\)?{_AGENCY}\.?(?P<dash>{_DASH}){_OPENS}"
)
_YEARLESS = re.compile(
    rf"(?P<place>{_PLACE}){_AGENCY},? \(?{_WEEKDAY}(?P<date>{_MONTH} {_DAY}|{_DAY} {_MONTH})\)?{_AGENCY}\.?(?P<dash>{_DASH}){_OPENS}"
)
_ALONE = re.compile(rf"(?:[Bb]y [A-Z][^,\d]{{1,80}}, |(?P<place>{_PLACE}), )?{_WHEN}")
_FIELDS = re.compile(r"\s*[|·•]\s*")
_MARKS = re.compile(r"[*_`]+|^\s*(?:#{1,6}|>|-)\s+")
_BRACKETS = re.compile(r"[(\[](.*)[)\]]")
_SPACE = re.compile(r"\s+")


class Filed(NamedTuple):
    """What a line says: its day (ISO 8601, "" where the year is not told), in which way, in which words."""

    day: str
    way: str
    words: str


def filed(text: str, captured_on: str) -> Filed | None:
    """Return what the head of `text` says of its day of publication, which is no later than the day after `captured_on`.

    A dateline that names no year is returned (YEARLESS) where nothing tells the day.
    """
    latest = (date.fromisoformat(captured_on) + timedelta(days=1)).isoformat()
    found = [one for one in _heads(text[:_CHARACTERS]) if one.day <= latest]
    if any(one.way == ALONE for one in found) and is_chronology(text[:_CHARACTERS]):
        found = [one for one in found if one.way != ALONE]
    ranked = sorted((one for one in found if one.way in _RANK), key=lambda one: _RANK.index(one.way))
    return next(iter(ranked), None) or next(iter(found), None)


def is_filing(line: str) -> bool:
    """Tell whether a line holds nothing but when, where and by whom a text was published."""
    return _whole(_plain(line), True) is not None


def opens_with_dateline(line: str) -> bool:
    """Tell whether a line opens with a place and a day, as reports of agencies do."""
    return _dateline(_plain(line)) is not None


def is_chronology(text: str) -> bool:
    """Tell whether several lines are days of their own, so that the first is no day of publication."""
    lines = (_plain(line) for line in text.splitlines() if len(line) <= _LONGEST)
    return len({found["date"] for line in lines if (found := _ALONE.fullmatch(line)) and not found["place"]}) > 1


def _heads(text: str) -> Iterator[Filed]:
    lines = [line.strip() for line in text.splitlines()]
    seen = prose = 0
    for n, line in enumerate(lines):
        if not line:
            continue
        plain = _plain(line)
        whole = _whole(plain, seen > 0) if prose == 0 or not _is_date(plain) else None
        following = lines[n + 1] if n + 1 < len(lines) else ""
        if whole is not None and not (whole.way == ALONE and following[:1].islower() and not following.startswith("by ")):
            yield whole
        elif whole is None and (opened := _dateline(plain)) is not None:
            yield opened
        seen += 1
        prose += _is_prose(plain)
        if seen >= _LINES or prose >= _PROSE_LINES:
            return


def _plain(line: str) -> str:
    """Return a line on its own, without Markdown's marks and with single spaces."""
    spaced = _SPACE.sub(" ", _MARKS.sub("", line[: 2 * _LONGEST])).strip()
    inner = _BRACKETS.fullmatch(spaced)
    return inner.group(1) if inner else spaced


def _is_prose(line: str) -> bool:
    return len(line) > _LONGEST or (len(line.split()) >= _PROSE_WORDS and line.endswith((".", "!", "?", '"', "”", ")")))


def _is_date(line: str) -> bool:
    return _ALONE.fullmatch(line) is not None


def _whole(line: str, placed: bool) -> Filed | None:
    """Return what a line says that holds nothing else; `placed` allows a place before the day ("Vessin, 12 May 2025")."""
    if len(line) > _LONGEST or not any(map(str.isdigit, line)):
        return None
    best: list[Filed] = []
    for part in _FIELDS.split(line):
        labelled = _labelled().fullmatch(part)
        alone = None if labelled else _ALONE.fullmatch(part)
        if alone and alone["place"] and (not placed or _is_no_place(alone["place"])):
            alone = None
        match = labelled or alone
        day = _day(match["date"]) if match else None
        if day:
            way = ALONE if not labelled else REVISED if labelled["revised"] else LABELLED
            best.append(Filed(day, way, line))
    return min(best, key=lambda one: _RANK.index(one.way), default=None)


@lru_cache(maxsize=1)
def _labelled() -> re.Pattern[str]:
    words = read_toml("intake/filing.toml")
    labels, kinds, revised = ("|".join(map(re.escape, words[name])) for name in ("labels", "kinds", "revised"))
    label = rf"(?i:{labels}|(?:[\w’'&.-]+ ){{0,6}}(?:{kinds})(?:,? (?:no|nr|number)\.? ?[\w/-]+)?|(?P<revised>{revised}))"
    return re.compile(rf"{label}(?: ?[:,—–-])? (?:(?:on|at):? )?(?:{_PLACE}, )?{_WHEN}\.?")


def _dateline(line: str) -> Filed | None:
    for pattern, way in ((_DATELINE, DATELINE), (_YEARLESS, YEARLESS)):
        found = pattern.match(line)
        if found is None or _is_no_place(found["place"]) or (found["dash"] == ":" and not found["place"].isupper()):
            continue
        day = _day(found["date"]) if way == DATELINE else ""
        if day is not None:
            return Filed(day, way, line[: found.end("dash")].rstrip())
    return None


def _is_no_place(place: str) -> bool:
    return place.split(maxsplit=1)[0].strip(",").lower() in read_toml("intake/filing.toml")["no_places"] and not place.isupper()


def _day(words: str) -> str | None:
    """Return a date in words or figures, of which the pattern vouches for the form, as ISO 8601; None for no day of the calendar."""
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    try:
        if len(numbers) == 3:
            found = date(*numbers)
        else:
            name = next(iter(re.findall(r"[A-Z][A-Za-z]{2}", words)))
            found = date(numbers[1], 1 + [known[:3] for known in _NAMES].index(name.capitalize()), numbers[0])
        return found.isoformat() if found.year >= _EARLIEST else None
    except ValueError:
        return None
