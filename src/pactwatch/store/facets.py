"""How many claims there are of each type, state, agent, recipient, source and month: counted by the database, never row by row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from pactwatch.model import Claim, Frozen
from pactwatch.store.codec import decode, fold
from pactwatch.store.schema import claim_sources, claims
from pactwatch.store.types import ClaimFilter

Listed = Callable[[Any, ClaimFilter], Any]
"""Joins a query with the tables of claims and narrows it to those that a filter asks for."""
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


def facets(connection: Connection, listed: Listed, wanted: ClaimFilter, most: int, names: tuple[str, ...] = FACETS) -> tuple[Facet, ...]:
    """Return the facets called `names`, of each the `most` frequent values."""
    return tuple(Facet(name=name, values=tuple(_values(connection, listed, wanted, name, most))) for name in names)


def _values(connection: Connection, listed: Listed, wanted: ClaimFilter, name: str, most: int) -> list[FacetValue]:
    own = {"month": {"since": None, "until": None}}.get(name, {name: None})
    others = msgspec.structs.replace(wanted, limit=None, offset=0, **own)
    if name == "said_by":
        value = func.coalesce(claim_sources.c.actor, claim_sources.c.key)
        query = listed(select(value.label("value"), func.count(claims.c.seq.distinct()).label("n"), func.min(claims.c.seq).label("one")), others)
        query = query.join(claim_sources, claim_sources.c.claim_seq == claims.c.seq)
    else:
        value = _COLUMNS[name]
        query = listed(select(value.label("value"), func.count().label("n"), func.min(claims.c.seq).label("one")), others)
    query = query.where(value.is_not(None)).group_by(value).order_by(func.count().desc(), value).limit(most)
    rows = connection.execute(query).all()
    named = _named(connection, name, [(row.value, row.one) for row in rows])
    return [FacetValue(value=named[row.value][0], label=named[row.value][1], count=row.n) for row in rows]


_COLUMNS: dict[str, Any] = {
    "type": claims.c.type, "modality": claims.c.modality, "month": func.substr(claims.c.first_day, 1, 7),
    "agent": func.coalesce(claims.c.agent_actor, claims.c.agent_key),
    "recipient": func.coalesce(claims.c.recipient_actor, claims.c.recipient_key),
}  # fmt: skip


def _named(connection: Connection, field: str, found: list[tuple[str, int]]) -> dict[str, tuple[str, str]]:
    """Return, of each value, what a filter takes for it and what it is called in one of its claims."""
    if field not in ("agent", "recipient", "said_by"):
        return {value: (value, value) for value, _ in found}
    query = select(claims.c.seq, claims.c.body, claims.c.id).where(claims.c.seq.in_([one for _, one in found]))
    bodies = {row.seq: decode(row.body, Claim, f"claim {row.id}") for row in connection.execute(query)}
    return {value: _party(bodies[one], field, value) for value, one in found}


def _party(claim: Claim, field: str, value: str) -> tuple[str, str]:
    parties = claim.attributed_to if field == "said_by" else (getattr(claim, field),)
    for party in parties:
        if party is not None and value in (fold(party.actor), fold(party.name)):
            return (party.actor or value) if fold(party.actor) == value else value, party.name
    return value, value


def source_counts(
    connection: Connection, listed: Listed, words: str | None, keys: tuple[str, ...] | None, window: tuple[int, int]
) -> tuple[list[SourceCount], int]:
    """Return the sources whose name holds `words`, or that are among `keys`, the most frequent first; and how many there are."""
    value = func.coalesce(claim_sources.c.actor, claim_sources.c.key)
    columns = select(value.label("value"), func.count(claims.c.seq.distinct()).label("n"), func.min(claims.c.seq).label("one"))
    query = listed(columns, ClaimFilter()).join(claim_sources, claim_sources.c.claim_seq == claims.c.seq)
    if words:
        query = query.where(claim_sources.c.key.contains(words, autoescape=True))
    if keys is not None:
        query = query.where(value.in_([fold(key) for key in keys]))
    grouped = query.group_by(value)
    total = connection.execute(select(func.count()).select_from(grouped.subquery())).scalar_one()
    rows = connection.execute(grouped.order_by(func.count().desc(), value).limit(window[0]).offset(window[1] or None)).all()
    named = _named(connection, "said_by", [(row.value, row.one) for row in rows])
    return [SourceCount(key=named[row.value][0], name=named[row.value][1], count=row.n) for row in rows], int(total)
