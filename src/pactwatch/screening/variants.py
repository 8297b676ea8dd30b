"""The names in what is asked or listed as one: in brackets, in quotation marks, on both sides of "a.k.a."."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.screening.scripts import normal, scripts_in

FILE = "screening/names.toml"
LONGEST = 400
"""Code points of a name that are looked at; no listed name comes near."""

_BRACKETS = re.compile(r"[(\[（【]([^)\]）】]*)[)\]）】]")
_QUOTED = re.compile(r'"([^"]{2,60})"')
_IMO = re.compile(r"\bI\.?M\.?O\b[\s.:#-]*(?:(?:number|no|nr)\b[\s.:#-]*)?(\d{7})\b", re.IGNORECASE)
_SEVEN = re.compile(r"\d{7}")
"""A number of a listed ship that stands bare."""


def imo_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of ships that a text gives as such: "IMO 1234567", "IMO No. 1234567"."""
    return tuple(dict.fromkeys(_IMO.findall(normal(text[:LONGEST]))))


def imo_numbers_listed(numbers: Iterable[str]) -> tuple[str, ...]:
    """Return the IMO numbers among the numbers of a listed ship, where they may stand bare."""
    bare = (number.strip() for number in numbers)
    return tuple(dict.fromkeys(imo for number in bare for imo in ((number,) if _SEVEN.fullmatch(number) else imo_numbers(number))))


@lru_cache(maxsize=1)
def _also() -> re.Pattern[str]:
    return re.compile("|".join(read_toml(FILE)["also"]["patterns"]))


@lru_cache(maxsize=65536)
def variants(text: str, schema: str = "Person") -> tuple[str, ...]:
    """Return `text` without its brackets, and what stands in brackets, in quotation marks or behind "a.k.a." as names of their own.

    The number of a ship is no part of its name. In a body's name only an acronym or another script in brackets is a name of its own:
    "(Kenya)" tells one branch from another.
    """
    name = _IMO.sub(" ", normal(text[:LONGEST])).strip()
    found = [side for part in _opened(name, schema) for side in _also().split(part)]
    cleaned = (re.sub(r"\s+", " ", item.replace('"', " ")).strip(" ,;:-/") for item in found)
    return tuple(dict.fromkeys(item for item in cleaned if any(char.isalnum() for char in item)))


def _opened(name: str, schema: str) -> list[str]:
    """Return a name with its brackets and quotation marks opened."""
    if "(" not in name and '"' not in name and "[" not in name and "（" not in name:
        return [name]
    found = [_BRACKETS.sub(r" \1 ", name)]
    inside = _BRACKETS.findall(name)
    if inside and (schema == "Person" or all(map(_own_name, inside))):
        found = [_BRACKETS.sub(" ", name), *inside]
    return found + [part for item in tuple(found) for part in _QUOTED.findall(item)]


def _own_name(text: str) -> bool:
    bare = text.strip(' "')
    acronym = len(bare.split()) == 1 and sum(map(str.isupper, bare)) >= 2
    return acronym or bool(scripts_in(bare) - {"latin", "other"})
