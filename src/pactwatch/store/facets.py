"""How many claims there are of each type, state, agent, recipient, source and month: counted by the database, never row by row.

Counted in the tables of lists, so by what stands after all edits; a ledger of a version before them is counted by facets_as_read.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, select

from pactwatch.model import Claim, Frozen
from pactwatch.store.codec import decode, fold
from pactwatch.store.relisting import as_edited
from pactwatch.store.reviews import reviews
from pactwatch.store.schema import claim_names, claims, listed_claims, listed_sources
from pactwatch.store.types import ClaimFilter

Chosen = Callable[[ClaimFilter], Select[Any] | None]
"""Selects the `place` and `claim_seq` of the listed claims that a filter asks for; None where it asks for all."""
PARTIES = ("agent", "recipient", "said_by")
FACETS = ("type", "modality", "agent", "recipient", "said_by", "month")


class FacetValue(Frozen, frozen=True, kw_only=True):
    """One value of a facet: `value` is what a filter takes, `label` what it is called, `count` how many claims have it."""

    value: str
    label: str
    count: int


class Facet(Frozen, frozen=True, kw_only=True):
    """The most frequent values of one field among the claims that a filter asks for, that field's own filter left aside."""

    name: str
    values: tuple[FacetValue, ...]


class SourceCount(Frozen, frozen=True, kw_only=True):
    """A source that claims name: its id in the register, else its name folded; how many claims name it."""

    key: str
    name: str
    count: int


def facets(connection: Connection, chosen: Chosen, wanted: ClaimFilter, most: int, *, edits: bool = True) -> tuple[Facet, ...]:
    """Return the facets, of each the `most` frequent values; not `edits`, lists go by what was read."""
    return tuple(Facet(name=name, values=tuple(_values(connection, chosen, wanted, name, most, edits=edits))) for name in FACETS)


def others(wanted: ClaimFilter, name: str) -> ClaimFilter:
    """Return `wanted` without the filter of the field `name`, its limit and its offset."""
    own = {"month": {"since": None, "until": None}}.get(name, {name: None})
    return msgspec.structs.replace(wanted, limit=None, offset=0, **own)


def _values(connection: Connection, chosen: Chosen, wanted: ClaimFilter, name: str, most: int, *, edits: bool) -> list[FacetValue]:
    counted = _counted(chosen(others(wanted, name)), name).subquery("counted").c
    query = select(counted.value, counted.n, counted.one).where(counted.value.is_not(None)).order_by(counted.n.desc(), counted.value)
    rows = connection.execute(query.limit(most)).all()
    named = _named(connection, name, [(row.value, row.one) for row in rows], edits=edits)
    return [FacetValue(value=named[row.value][0], label=named[row.value][1], count=int(row.n)) for row in rows]


def _counted(chosen: Select[Any] | None, name: str, *held: Any) -> Select[Any]:
    """Select each `value` of a field among the `chosen` claims for whose names `held` holds, `n` of how many and the first place (`one`)."""
    listed = listed_claims.c
    if name in ("type", "modality", "month"):
        value = func.substr(listed.first_day, 1, 7) if name == "month" else listed[name]
        query = select(value.label("value"), func.count().label("n"), func.min(listed.place).label("one"))
        return _among(query.select_from(listed_claims), listed.place, chosen).group_by(value)
    value = func.coalesce(claim_names.c.actor, claim_names.c.key)
    if name == "said_by":  # two names of one source may stand in a chain
        place = listed_sources.c.place
        query = select(value.label("value"), func.count(place.distinct()).label("n"), func.min(place).label("one"))
        query = query.select_from(listed_sources).join(claim_names, claim_names.c.seq == listed_sources.c.name)
        return _among(query, place, chosen).where(*held).group_by(value)
    each = select(listed[name].label("name"), func.count().label("n"), func.min(listed.place).label("one")).select_from(listed_claims)
    by_name = _among(each, listed.place, chosen).group_by(listed[name]).subquery("by_name")
    query = select(value.label("value"), func.sum(by_name.c.n).label("n"), func.min(by_name.c.one).label("one"))
    return query.select_from(by_name).join(claim_names, claim_names.c.seq == by_name.c.name).group_by(value)


def _among(query: Select[Any], place: ColumnElement[int], chosen: Select[Any] | None) -> Select[Any]:
    if chosen is None:
        return query
    places = chosen.subquery("chosen")
    return query.join(places, places.c.place == place)


def _named(connection: Connection, field: str, found: list[tuple[str, int]], *, edits: bool) -> dict[str, tuple[str, str]]:
    """Return, of each value, what a filter takes for it and what it is called in the claim at the place that comes with it."""
    if field not in PARTIES:
        return {value: (value, value) for value, _ in found}
    query = select(listed_claims.c.place, claims.c.body, claims.c.id).join(claims, claims.c.seq == listed_claims.c.claim_seq)
    rows = connection.execute(query.where(listed_claims.c.place.in_([one for _, one in found]))).all()
    known = reviews(connection, [row.id for row in rows]) if edits else {}
    bodies = {row.place: as_edited(decode(row.body, Claim, f"claim {row.id}"), known.get(row.id)) for row in rows}
    return {value: party(bodies[one], field, value) for value, one in found}


def party(claim: Claim, field: str, value: str) -> tuple[str, str]:
    """Return what a filter takes for the party of `claim` that is counted under `value`, and what it is called there."""
    parties = claim.attributed_to if field == "said_by" else (getattr(claim, field),)
    for one in parties:
        if one is not None and value in (fold(one.actor), fold(one.name)):
            return (one.actor or value) if fold(one.actor) == value else value, one.name
    return value, value


def source_counts(
    connection: Connection, chosen: Chosen, words: str | None, keys: tuple[str, ...] | None, window: tuple[int, int],
    *, edits: bool = True,
) -> tuple[list[SourceCount], int]:
    """Return the sources whose name holds `words`, or that are among `keys`, the most frequent first; and how many there are."""
    value, held = func.coalesce(claim_names.c.actor, claim_names.c.key), list[Any]()
    if words:
        held.append(claim_names.c.key.contains(words, autoescape=True))
    if keys is not None:
        held.append(value.in_([fold(key) for key in keys]))
    counted = _counted(chosen(ClaimFilter()), "said_by", *held).subquery("counted").c
    total = connection.execute(select(func.count(counted.value))).scalar_one()
    query = select(counted.value, counted.n, counted.one).order_by(counted.n.desc(), counted.value)
    rows = connection.execute(query.limit(window[0]).offset(window[1] or None)).all()
    named = _named(connection, "said_by", [(row.value, row.one) for row in rows], edits=edits)
    return [SourceCount(key=named[row.value][0], name=named[row.value][1], count=row.n) for row in rows], int(total)


def pairs(connection: Connection, limit: int) -> list[tuple[tuple[str, str], int]]:
    """Return the folded ids of agents and recipients that listed claims name together, most often first, with how many do."""
    one, two, listed = claim_names.alias("one"), claim_names.alias("two"), listed_claims.c
    query = select(one.c.actor.label("one"), two.c.actor.label("two"), func.count().label("n")).select_from(listed_claims)
    query = query.join(one, one.c.seq == listed.agent).join(two, two.c.seq == listed.recipient)
    query = query.where(one.c.actor.is_not(None), two.c.actor.is_not(None)).group_by(one.c.actor, two.c.actor)
    rows = connection.execute(query.order_by(func.count().desc(), one.c.actor, two.c.actor).limit(limit))
    return [((row.one, row.two), row.n) for row in rows]
