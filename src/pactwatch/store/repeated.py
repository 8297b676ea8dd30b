"""Claims that tell the same event as another one of their document (`same_as`): counted once, and left out of exports."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, select

from pactwatch.store.dialect import Dialect
from pactwatch.store.filters import conditions
from pactwatch.store.outdated import outdated
from pactwatch.store.schema import claims, documents, engines, readings
from pactwatch.store.types import ClaimFilter, ClaimRow
from pactwatch.store.unlisted import row_of

_CANONICAL = '"same_as":null'
"""In the JSON of a claim that repeats no other; within a string of JSON its quotes would be escaped."""


def repeated(
    connection: Connection, dialect: Dialect, wanted: ClaimFilter, limit: int, offset: int, *, listed: bool = True
) -> list[ClaimRow]:
    """Return the claims of `wanted` that repeat another one, its own limit and offset left aside; `listed` as in `conditions`."""
    columns = (claims.c.body, claims.c.quotes, claims.c.id, documents.c.meta, engines.c.name, engines.c.version, readings.c.id.label("reading"))
    query = _listed(select(*columns), dialect, wanted, listed=listed).join(engines, engines.c.seq == readings.c.engine_seq)
    query = query.order_by(documents.c.seq, claims.c.position).limit(limit).offset(offset or None)
    return [row_of(row) for row in connection.execute(query)]


def count_repeated(connection: Connection, dialect: Dialect, wanted: ClaimFilter, *, listed: bool = True) -> int:
    """Return how many claims of `wanted` repeat another one."""
    return int(connection.execute(_listed(select(func.count()), dialect, wanted, listed=listed)).scalar_one())


def _listed(query: Select[Any], dialect: Dialect, wanted: ClaimFilter, *, listed: bool) -> Select[Any]:
    query = query.select_from(claims).join(readings, readings.c.seq == claims.c.reading_seq)
    query = query.join(documents, documents.c.seq == readings.c.document_seq)
    return query.where(~outdated(), ~claims.c.body.contains(_CANONICAL, autoescape=True), *conditions(wanted, dialect, listed=listed))
