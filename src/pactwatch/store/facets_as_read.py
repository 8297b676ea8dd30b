"""Facets, sources and pairs of a ledger of a version before the tables of lists that is only looked at: counted as claims were read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, func, select

from pactwatch.model import Claim
from pactwatch.store.codec import decode, fold
from pactwatch.store.facets import FACETS, PARTIES, Facet, FacetValue, SourceCount, others, party
from pactwatch.store.schema import claim_sources, claims
from pactwatch.store.types import ClaimFilter

Listed = Callable[[Any, ClaimFilter], Any]
"""Joins a query with the tables of claims and narrows it to those that a filter asks for."""


def facets(connection: Connection, listed: Listed, wanted: ClaimFilter, most: int) -> tuple[Facet, ...]:
    """Return the facets, of each the `most` frequent values."""
    return tuple(Facet(name=name, values=tuple(_values(connection, listed, wanted, name, most))) for name in FACETS)


def _values(connection: Connection, listed: Listed, wanted: ClaimFilter, name: str, most: int) -> list[FacetValue]:
    rest = others(wanted, name)
    if name == "said_by":
        value = func.coalesce(claim_sources.c.actor, claim_sources.c.key)
        query = listed(select(value.label("value"), func.count(claims.c.seq.distinct()).label("n"), func.min(claims.c.seq).label("one")), rest)
        query = query.join(claim_sources, claim_sources.c.claim_seq == claims.c.seq)
    else:
        value = _COLUMNS[name]
        query = listed(select(value.label("value"), func.count().label("n"), func.min(claims.c.seq).label("one")), rest)
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
    if field not in PARTIES:
        return {value: (value, value) for value, _ in found}
    query = select(claims.c.seq, claims.c.body, claims.c.id).where(claims.c.seq.in_([one for _, one in found]))
    bodies = {row.seq: decode(row.body, Claim, f"claim {row.id}") for row in connection.execute(query)}
    return {value: party(bodies[one], field, value) for value, one in found}


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


def pairs(connection: Connection, listed: Listed, limit: int) -> list[tuple[tuple[str, str], int]]:
    """Return the folded ids of agents and recipients that claims name together, most often first, with how many claims do."""
    one, two = claims.c.agent_actor, claims.c.recipient_actor
    query = listed(select(one.label("one"), two.label("two"), func.count().label("n")), ClaimFilter())
    query = query.where(one.is_not(None), two.is_not(None)).group_by(one, two).order_by(func.count().desc(), one, two).limit(limit)
    return [((row.one, row.two), row.n) for row in connection.execute(query)]
