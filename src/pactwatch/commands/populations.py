"""Populations as they are asked for: a party, a class of its people, or words."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pactwatch.figures.groups import class_of
from pactwatch.figures.points import Point
from pactwatch.reading.actor_register import state_names
from pactwatch.reading.figure_words import PEOPLE, group_of, turned
from pactwatch.store.filters import actor_ids

ISO = 3
"""Letters of a state's id."""


class Population(msgspec.Struct, frozen=True, kw_only=True):
    """A population as asked for: actor ids, a class of people, or plain words; nothing given means all."""

    parties: tuple[str, ...] = ()
    people: str | None = None
    words: str | None = None

    def may_hold(self, points: Sequence[Point]) -> bool:
        """Say whether a series of some of `points`, all of one party, can be of this population."""
        if self.parties:
            return any(p.figure.party is not None and p.figure.party.actor in self.parties for p in points)
        return self.words is None or any(f" {self.words} " in f" {p.figure.population.casefold()} " for p in points)

    def holds(self, points: Sequence[Point]) -> bool:
        """Say whether the points of one series are of this population."""
        people = not self.parties or self.people is None or class_of(points[0].figure.group) in (None, self.people)
        return people and self.may_hold(points)


def population(text: str | None) -> Population:
    """Read "North Korea", "PRK" or "North Korean troops" as a party and a class of people, anything else as words."""
    if not text or not text.strip():
        return Population()
    words = text.split()
    if words[0].upper() in state_names() and len(words[0]) == ISO:
        words[0] = state_names()[words[0].upper()]
        words = " ".join(words).split()
    for size in range(len(words), 0, -1):
        ids = tuple(found.upper() for found in actor_ids(" ".join(words[:size])))
        rest = " ".join(words[size:]).casefold()
        if ids and (not rest or group_of(rest)):
            return Population(parties=ids, people=class_of(group_of(rest)) if rest else None)
    return Population(words=" ".join(words).casefold())


def known_measures() -> frozenset[str]:
    """Return the measures that reading can find."""
    return PEOPLE | {"money"} | set(turned("materiel").values()) | set(turned("commodities").values())
