"""Days of publication as pages, rows and feeds write them, to ISO 8601. Nothing is ever completed: no day, no date."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_tz

_ISO = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T\d+Z?)?\s*\Z")
_WORDED = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y")
_WEEKDAY = re.compile(r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?[.,]{0,2}\s+", re.IGNORECASE)


def iso_day(value: object) -> str | None:
    """Return the day that `value` names as YYYY-MM-DD; None where it names none, or not beyond doubt (06/07/2025).

    A time of day is cut off and its zone left alone: the day is the one that the publisher wrote.
    """
    if not isinstance(value, str) or not value.strip():
        return None
    numeric = _ISO.match(value) or _COMPACT.match(value)
    if numeric:
        return _day(*(int(part) for part in numeric.groups()))
    worded = value.strip()
    weekday = _WEEKDAY.match(worded)
    for form in _WORDED:
        try:
            return datetime.strptime(worded[weekday.end() :] if weekday else worded, form).date().isoformat()
        except ValueError:
            continue
    mail = parsedate_tz(value)
    return _day(*mail[:3]) if mail and re.search(r"[A-Za-z]{3}", value) else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
