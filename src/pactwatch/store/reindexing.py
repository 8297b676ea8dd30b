"""The tables of lists and the full-text index made anew from what is stored, in portions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, Row, func, select

from pactwatch.model import Claim, Document
from pactwatch.store import schema
from pactwatch.store.codec import decode
from pactwatch.store.dialect import Dialect
from pactwatch.store.indexing import ClaimLine, Indexer, Name, ReadingLine
from pactwatch.store.prepare import searched
from pactwatch.store.relisting import edited_claims, relist

PORTION = 500
"""Readings that are indexed at once."""


def reindex(
    connection: Connection, dialect: Dialect, after: int = 0, progress: Callable[[str, int, int], None] | None = None, *, edits: bool = True
) -> None:
    """Index the readings with a seq above `after`, all of which come after those that are indexed already; not `edits`: as read."""
    last = connection.execute(select(func.max(schema.readings.c.seq))).scalar() or 0
    indexer = Indexer(connection, dialect)
    for start in range(after + 1, last + 1, PORTION):
        lines = list(reading_lines(connection, start, start + PORTION - 1))
        indexer.add(lines, {line.document_seq for line in lines})
        if edits:
            relist(connection, dialect, edited_claims(connection, start, start + PORTION - 1))
        if progress is not None:
            progress("index of lists", min(start + PORTION - 1, last), last)


def reading_lines(connection: Connection, first: int, last: int) -> Iterator[ReadingLine]:
    """Yield the stored readings with seqs from `first` to `last` as lists need them; LedgerError PW404 where one is damaged."""
    readings, documents, engines = schema.readings, schema.documents, schema.engines
    query = select(readings.c.seq, readings.c.document_seq, engines.c.rank, documents.c.meta, documents.c.id)
    query = query.join(engines, engines.c.seq == readings.c.engine_seq).join(documents, documents.c.seq == readings.c.document_seq)
    query = query.where(readings.c.seq.between(first, last)).order_by(readings.c.seq)
    claims, sources = _claims(connection, first, last), _sources(connection, first, last)
    for row in connection.execute(query).all():
        title = decode(row.meta, Document, row.id).title
        lines = [_line(claim, sources.get(claim.seq, ()), title) for claim in claims.get(row.seq, ())]
        yield ReadingLine(row.document_seq, row.seq, row.rank, lines)


def _claims(connection: Connection, first: int, last: int) -> dict[int, list[Row[tuple[object, ...]]]]:
    claims, found = schema.claims, dict[int, list[Row[tuple[object, ...]]]]()
    query = select(claims).where(claims.c.reading_seq.between(first, last)).order_by(claims.c.seq)
    for row in connection.execute(query):
        found.setdefault(row.reading_seq, []).append(row)
    return found


def _sources(connection: Connection, first: int, last: int) -> dict[int, tuple[Name, ...]]:
    claims, sources, found = schema.claims, schema.claim_sources, dict[int, tuple[Name, ...]]()
    query = select(sources.c.claim_seq, sources.c.key, sources.c.actor).join(claims, claims.c.seq == sources.c.claim_seq)
    for row in connection.execute(query.where(claims.c.reading_seq.between(first, last)).order_by(sources.c.seq)):
        found[row.claim_seq] = (*found.get(row.claim_seq, ()), (row.key, row.actor))
    return found


def _line(row: Row[tuple[object, ...]], sources: tuple[Name, ...], title: str | None) -> ClaimLine:
    words = searched(decode(row.body, Claim, f"claim {row.id}"), decode(row.quotes, tuple[str, ...], f"claim {row.id}"), title)
    return ClaimLine(
        seq=row.seq, type=row.type, modality=row.modality,
        agent=None if row.agent_key is None else (row.agent_key, row.agent_actor),
        recipient=None if row.recipient_key is None else (row.recipient_key, row.recipient_actor),
        first_day=row.first_day, last_day=row.last_day, sources=sources, words=words,
    )  # fmt: skip
