"""Offices and who held them when: data/actors/offices.tsv and terms.tsv. No clock: the day is always given.

A date in the table may be a day, a month or a year; what it leaves open stays open. A term without an end is known to
last up to a day, and later nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pactwatch.data import read_rows
from pactwatch.reading.actor_register import split_names
from pactwatch.reading.gazetteer import fold

Held = Literal["yes", "perhaps", "unknown", "no"]
"""Whether a term covers a day: perhaps where a date is a month or year, unknown after the day up to which it is known."""

_WORDS = re.compile(r"[^\W_]+")
_SMALL = frozenset({"the", "of", "for", "to", "in", "at", "and", "s", "its", "a"})
_LAST = {4: "-12-31", 7: "-31"}
_FIRST = {4: "-01-01", 7: "-01"}


@dataclass(slots=True, frozen=True)
class Term:
    """One person's time in an office of a state or body (`of`); `end` is empty where no end is known, `until` then counts."""

    of: str
    office: str
    person: str
    start: str
    end: str
    until: str
    source: str

    def covers(self, day: str) -> Held:
        """Return whether the office was held on the ISO day `day`."""
        if day < _bound(self.start, _FIRST) or (self.end and day > _bound(self.end, _LAST)):
            return "no"
        if day < _bound(self.start, _LAST) or (self.end and len(self.end) < 10 and day >= _bound(self.end, _FIRST)):
            return "perhaps"
        return "unknown" if not self.end and day > self.until else "yes"


def _bound(date: str, missing: dict[int, str]) -> str:
    return date + missing.get(len(date), "")


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Return all terms, those of one office in the order of time."""
    return tuple(
        Term(row["of"], row["office"], row["person"], row["from"], row["to"], row["until"], row["source"])
        for row in read_rows("actors/terms.tsv")
    )


def holders(of: str, office: str, day: str) -> list[tuple[Term, Held]]:
    """Return who held an office on `day`, with how sure that is; several where one day saw two."""
    found = [(term, term.covers(day)) for term in terms() if term.of == of and term.office == office]
    return [(term, held) for term, held in found if held != "no"]


def terms_of(person: str) -> list[Term]:
    """Return the terms of a person's id."""
    return [term for term in terms() if term.person == person]


@lru_cache(maxsize=1)
def _titles() -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for row in read_rows("actors/offices.tsv"):
        for name in split_names(f"{row['names']};{row['native']}"):
            found.setdefault(_key(name), []).append(row["id"])
    return {key: tuple(offices) for key, offices in found.items()}


def is_office(phrase: str) -> bool:
    """Whether `phrase` is the title of an office, without saying whose."""
    return _key(phrase) in _titles()


@lru_cache(maxsize=1)
def _owners() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for row in read_rows("actors/states.tsv"):
        for cell in (row["name"], row["aliases"], row["adjectives"], row["seats"], row["native"]):
            for name in split_names(cell):
                found.setdefault(_key(name), row["id"])
    for row in read_rows("actors/organisations.tsv"):
        for name in (row["name"], *split_names(row["aliases"]), *split_names(row["native"])):
            found.setdefault(_key(name), row["id"])
    found.pop((), None)
    return found


def _key(name: str) -> tuple[str, ...]:
    words = (fold(word) for word in _WORDS.findall(name.replace("’", "'").replace("'s ", " ").replace(".", "")))
    return tuple(word for word in words if word not in _SMALL)


def offices_named(phrase: str) -> list[tuple[str, str]]:
    """Return the (state or body, office) pairs that a phrase as "Russia's defence minister" or "러시아 국방상" can name."""
    words = _key(phrase)
    held = {(term.of, term.office) for term in terms()}
    found = []
    for owner, rest in _splits(words):
        found += [(owner, office) for office in _titles().get(rest, ()) if (owner, office) in held]
    return list(dict.fromkeys(found))


def _splits(words: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the ways to part `words` into an owner and a title: the owner first or last, in one word with it or not."""
    owners = _owners()
    found = []
    for length in range(len(words), 0, -1):
        for at in range(len(words) - length + 1):
            owner = owners.get(words[at : at + length])
            if owner:
                found.append((owner, words[:at] + words[at + length :]))
                found.append((owner, words))
    if len(words) == 1 and not words[0].isascii():
        for cut in range(1, len(words[0])):
            owner = owners.get((words[0][:cut],))
            if owner:
                found.append((owner, (words[0][cut:],)))
    return found
