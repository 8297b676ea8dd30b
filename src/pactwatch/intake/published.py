"""The day on which a page says it was published: by its metadata, else by htmldate, never completed and never guessed."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from html import unescape

from pactwatch.data import read_toml
from pactwatch.intake.dates import iso_day

_HEAD = 500_000
_META = re.compile(r"<(?:meta|time)\b[^<>]{1,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([A-Za-z:-]{1,30})\s*=\s*(?:\"([^\"]{0,300})\"|'([^']{0,300})'|([^\s\"'>]{1,300}))")
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{4,60})"')
_MODIFIED = re.compile(r"<meta\b[^<>]{0,300}(?:modified|updated|revised|last-mod)[^<>]{0,300}>", re.IGNORECASE)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)


def published_of(markup: str, guess: str | None) -> str | None:
    """Return the day of publication of the page `markup` (YYYY-MM-DD), None where it names none.

    `guess` is what htmldate found; it counts only where the page holds that very day, since htmldate completes months
    with a day of its own and reads 06/07 one way.
    """
    named = _by_metadata(markup[:_HEAD])
    if named or not guess:
        return named
    return guess if _is_attested(guess, _MODIFIED.sub("", markup[:_HEAD])) else None


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    return tuple(read_toml("intake/published.toml")["names"])


def _by_metadata(markup: str) -> str | None:
    found: dict[str, str] = {}
    for tag in _META.findall(markup):
        fields = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(tag)}
        name = (fields.get("property") or fields.get("name") or fields.get("itemprop") or "").lower()
        day = iso_day(unescape(fields.get("content") or fields.get("datetime") or ""))
        if day and name in _names():
            found.setdefault(name, day)
    best = next((found[name] for name in _names() if name in found), None)
    linked = _LINKED_DATA.search(markup)
    return best or (iso_day(linked.group(1)) if linked else None)


def _is_attested(day: str, markup: str) -> bool:
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return False
    month = _MONTHS[when.month - 1]
    months = rf"(?:{month}|{month[:3]}\.?|Sept\.?)" if month == "September" else rf"(?:{month}|{month[:3]}\.?)"
    forms = (
        rf"{when.year}[-/.]0?{when.month}[-/.]0?{when.day}(?!\d)",
        rf"(?<!\d){when:%Y%m%d}(?!\d)",
        rf"(?<!\d)0?{when.day}(?:st|nd|rd|th)?\s+(?:of\s+)?{months},?\s+{when.year}",
        rf"{months}\s+0?{when.day}(?:st|nd|rd|th)?,?\s+{when.year}",
    )
    return re.search("|".join(forms), markup, re.IGNORECASE) is not None
