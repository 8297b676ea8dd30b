"""The register of pacts: what was signed, ratified and in force when, with sources (data/pacts/register.toml)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from pactwatch.data import read_toml
from pactwatch.model import Frozen


class PactEvent(Frozen, frozen=True, kw_only=True):
    """One dated step of a pact; `of` is the party whose step it was, None for both."""

    event: str
    date: str
    of: str | None = None
    place: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


class Pact(Frozen, frozen=True, kw_only=True):
    """A pact between two states."""

    id: str
    name: str
    parties: tuple[str, str]
    events: tuple[PactEvent, ...]


@lru_cache(maxsize=1)
def register() -> tuple[Pact, ...]:
    """Return all pacts of the register; msgspec.ValidationError where an entry lacks something."""
    return tuple(msgspec.convert(row, Pact) for row in read_toml("pacts/register.toml")["pact"])


def pacts_between(one: str, two: str) -> list[Pact]:
    """Return the pacts of two states (ISO alpha-3), the latest first."""
    found = [p for p in register() if set(p.parties) == {one, two}]
    return sorted(found, key=lambda p: p.events[0].date, reverse=True)


def events_of(pacts: Iterable[Pact]) -> list[tuple[Pact, PactEvent]]:
    """Return every event with its pact, in order of time."""
    return sorted(((p, e) for p in pacts for e in p.events), key=lambda row: (row[1].date, row[0].id))
