"""Which points belong together: the same measure of the same people or things of one party."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pactwatch.figures.places import place_key
from pactwatch.figures.points import Point, days_apart
from pactwatch.model import Party

CLASSES = {
    "soldiers": "forces", "reinforcements": "forces", "volunteers": "forces", "mercenaries": "mercenaries",
    "sappers": "engineers", "builders": "engineers", "sappers and builders": "engineers", "builders and sappers": "engineers",
}
"""Groups whose figures are one population; a group that is not named is whichever the party has."""
JOINED_DAYS = 31
"""Within how many days a figure without a party joins the only party that others name for the same measure, people and place."""


def class_of(group: str | None) -> str | None:
    """Return the population class of a group; people of a nation without more are counted with its forces."""
    return None if group in (None, "people", "mission personnel") else CLASSES.get(group, group)


def same_people(one: str | None, two: str | None) -> bool:
    """Say whether two groups may be one population: the same class, or one of them left unsaid."""
    a, b = class_of(one), class_of(two)
    if a is None or b is None or one is None or two is None:
        return True
    if a in CLASSES.values() and a == b == "engineers":
        return bool(set(one.split(" and ")) & set(two.split(" and ")))
    return a == b


def with_parties(points: Iterable[Point]) -> list[Point]:
    """Return the points in order; one without a party takes that of the others for the same measure, people, place and time."""
    ordered = sorted(points, key=lambda p: p.order)
    named: dict[tuple[str, str], list[Point]] = {}
    for p in ordered:
        if p.figure.party is not None and p.figure.place is not None:
            named.setdefault((p.figure.measure, place_key(p.figure.place)), []).append(p)
    return [_joined(p, named) for p in ordered]


def _joined(p: Point, named: dict[tuple[str, str], list[Point]]) -> Point:
    if p.figure.party is not None or p.figure.place is None:
        return p
    near: dict[str, Party] = {}
    for other in named.get((p.figure.measure, place_key(p.figure.place)), []):
        party = other.figure.party
        one = same_people(p.figure.group, other.figure.group)  # civilians killed where soldiers were are not the army's
        if party is not None and one and days_apart(p, other) <= JOINED_DAYS:
            near[party.actor or party.name] = party
    if len(near) != 1:
        return p
    party = msgspec.structs.replace(next(iter(near.values())), span=None)
    return msgspec.structs.replace(p, figure=msgspec.structs.replace(p.figure, party=party))


def party_key(p: Point) -> str:
    """Return what points of one party share; "" where none is known."""
    party = p.figure.party
    return (party.actor or party.name.casefold()) if party else ""


def unit_key(p: Point) -> str:
    """Return what keeps currencies and rates apart: "USD per month", "per day", "" for plain counts."""
    figure = p.figure
    rate = f" per {figure.per}" if figure.per else ""
    return (figure.unit.split(" ", maxsplit=1)[0] if figure.measure == "money" else "") + rate
