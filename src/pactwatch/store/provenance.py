"""Where readings come from: when each came into the ledger, and the captures of its document; for many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, select

from pactwatch.model import Frozen
from pactwatch.store import schema
from pactwatch.store.codec import decode
from pactwatch.store.prepare import StoredCapture

PORTION = 400
"""Ids that one query asks for: databases bound how many values a statement takes."""


class Provenance(Frozen, frozen=True, kw_only=True):
    """When a reading came into the ledger (ISO 8601, UTC), by whom, and its document's captures, without bytes, the first first."""

    at: str
    who: str
    captures: tuple[StoredCapture, ...]


def provenance(connection: Connection, readings: Collection[str]) -> dict[str, Provenance]:
    """Return the provenance of each of `readings` (ids); of one that is not there, nothing."""
    found: dict[str, Provenance] = {}
    for portion in _portions(sorted(readings)):
        table = schema.readings
        query = select(table.c.id, table.c.at, table.c.who, table.c.document_seq).where(table.c.id.in_(portion))
        rows = list(connection.execute(query))
        captures = _captures(connection, {row.document_seq for row in rows})
        found |= {row.id: Provenance(at=row.at, who=row.who, captures=tuple(captures.get(row.document_seq, ()))) for row in rows}
    return found


def _captures(connection: Connection, documents: Collection[int]) -> dict[int, list[StoredCapture]]:
    table = schema.captures
    query = select(table.c.document_seq, table.c.id, table.c.meta).where(table.c.document_seq.in_(documents)).order_by(table.c.seq)
    found: dict[int, list[StoredCapture]] = {}
    for row in connection.execute(query):
        found.setdefault(row.document_seq, []).append(decode(row.meta, StoredCapture, row.id))
    return found


def _portions(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), PORTION):
        yield ids[start : start + PORTION]
