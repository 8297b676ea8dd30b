"""What lists hold and what screening answers: frozen Structs, each printable as JSON as it stands."""

from __future__ import annotations

from typing import Literal

from pactwatch.model import Frozen

Schema = Literal["Person", "Organization", "Vessel", "Airplane"]
"""Kinds of entry, named as in FollowTheMoney."""


class ListEntry(Frozen, frozen=True, kw_only=True):
    """One entry of a sanctions list.

    `aliases` are those that the list calls good, `weak_aliases` the others, `scripts` names in the original script.
    `births` and `nationalities` are as printed; `numbers` are passports, IMO numbers and the like.
    """

    reference: str
    schema: Schema
    name: str
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    programme: str = ""
    listed_on: str | None = None
    births: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


class ListCopy(Frozen, frozen=True, kw_only=True):
    """One list as it stood on one day; `name` tells the lists apart, `as_of` the copies of one list."""

    name: str
    as_of: str
    entries: tuple[ListEntry, ...]


class Match(Frozen, frozen=True, kw_only=True):
    """One entry that a name may stand for.

    `score` (0 to 1) says how alike the names are; `probability` is how often names that are so alike meant that entry
    among queries with known answers (see calibration.py). `reasons` go by name part; `missing` is what would be needed
    to tell whether it is the same person.
    """

    list: str
    as_of: str
    reference: str
    name: str
    matched: str
    schema: str
    programme: str
    score: float
    probability: float
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    decision: str | None = None


class Screened(Frozen, frozen=True, kw_only=True):
    """What one query gave: `matches` are worth a person's look, best first; `candidates` are weaker."""

    query: str
    matches: tuple[Match, ...]
    candidates: tuple[Match, ...] = ()
    note: str = ""
