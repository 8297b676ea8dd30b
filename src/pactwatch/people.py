"""When two names are of one person: everywhere that people are counted or kept apart, it is decided here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def person_key(name: str) -> str:
    """Return what a person is known by, however the name is put down in Unicode: case, white space and invisible signs make no other one."""
    shown = "".join(char for char in unicodedata.normalize("NFKC", name) if unicodedata.category(char) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", shown.casefold()).split())


def people(names: Iterable[str]) -> tuple[str, ...]:
    """Return `names` without those that repeat a person, in order."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(person_key(name), name)
    return tuple(found.values())
