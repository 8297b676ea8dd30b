"""Lists of claims in ledgers before version 4 that are only looked at: asked of the claims themselves, which grows with them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from pactwatch.model import Claim, Document
from pactwatch.store import schema
from pactwatch.store.codec import decode
from pactwatch.store.dialect import Dialect
from pactwatch.store.filters import conditions
from pactwatch.store.types import ClaimFilter, ClaimRow

COLUMNS = (
    schema.claims.c.body, schema.claims.c.quotes, schema.claims.c.id, schema.documents.c.meta,
    schema.engines.c.name, schema.engines.c.version, schema.readings.c.id.label("reading"),
)  # fmt: skip
"""What a listed claim is made of."""


def row_of(row: Any) -> ClaimRow:
    """Return the listed claim that a row of COLUMNS is; LedgerError PW404 where it is damaged."""
    subject = f"claim {row.id}"
    return ClaimRow(
        claim=decode(row.body, Claim, subject), quotes=decode(row.quotes, tuple[str, ...], subject),
        document=decode(row.meta, Document, f"the document of {subject}"), engine=row.name, version=row.version, reading=row.reading,
    )  # fmt: skip


def claims(wanted: ClaimFilter, dialect: Dialect) -> Select[Any]:
    """Select the claims that `wanted` asks for, in the order of lists."""
    query = _listed(select(*COLUMNS), wanted, dialect)
    query = query.order_by(schema.documents.c.seq, schema.readings.c.seq, schema.claims.c.position)
    return query.limit(wanted.limit).offset(wanted.offset or None)


def count(wanted: ClaimFilter, dialect: Dialect) -> Select[Any]:
    """Select the number of claims that `wanted` asks for, its limit and offset left aside."""
    return _listed(select(func.count()), wanted, dialect)


def latest_readings() -> Select[tuple[int]]:
    """Select the seq of the reading of each document that lists show."""
    readings, engines = schema.readings, schema.engines
    order = (engines.c.rank.desc(), readings.c.seq.desc())
    place = func.row_number().over(partition_by=readings.c.document_seq, order_by=order).label("place")
    ranked = select(readings.c.seq, place).join(engines, engines.c.seq == readings.c.engine_seq).subquery()
    return select(ranked.c.seq).where(ranked.c.place == 1)


def _listed(query: Select[Any], wanted: ClaimFilter, dialect: Dialect) -> Select[Any]:
    claims, readings, documents = schema.claims, schema.readings, schema.documents
    latest = latest_readings().subquery("latest")
    query = query.select_from(claims).join(readings, readings.c.seq == claims.c.reading_seq)
    query = query.join(latest, latest.c.seq == readings.c.seq)
    query = query.join(documents, documents.c.seq == readings.c.document_seq)
    query = query.join(schema.engines, schema.engines.c.seq == readings.c.engine_seq)
    return query.where(*conditions(wanted, dialect, listed=False))
