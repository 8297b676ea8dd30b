"""What a call gives in words and days: words must say something, days must have come, or nothing can be kept or looked for by them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from pactwatch.errors import UsageError

_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def says_something(text: str) -> bool:
    """Whether `text` holds a letter or a digit of any script."""
    return any(char.isalnum() for char in text)


def checked(values: Mapping[str, str]) -> None:
    """Raise UsageError PW124 for the first of `values` (what it is, what was given) that says nothing."""
    for name, value in values.items():
        if not says_something(value):
            raise UsageError(f"{name} is empty: give words", code="PW124")


def is_to_come(when: str) -> bool:
    """Whether a day, month or year, written as ISO 8601, begins after tomorrow; it is tomorrow somewhere already."""
    tomorrow = max(date.today(), datetime.now(UTC).date()) + timedelta(days=1)
    return _DATE.fullmatch(when) is not None and when > tomorrow.isoformat()[: len(when)]


def has_come(option: str, when: str | None) -> str | None:
    """Return `when`, which `option` was given; UsageError PW120 where it is still to come."""
    if when is not None and is_to_come(when):
        raise UsageError(f"{option} {when} is still to come: no figure, claim or decision is known by then; give a day that has come", code="PW120")
    return when
