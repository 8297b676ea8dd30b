"""What the ledger holds already of readings that are about to be added, asked for all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, select

from pactwatch.store import schema
from pactwatch.store.indexing import parts
from pactwatch.store.prepare import Prepared


class Known:
    """The seqs of documents (with their texts' hash), engines, and the ids of captures, bodies and readings that are there.

    `before` are the documents that had been there, `read` the (document, engine) pairs of their readings.
    """

    def __init__(self, connection: Connection, items: Sequence[Prepared]) -> None:
        self._connection = connection
        documents = schema.documents
        wanted = (documents.c.id, documents.c.seq, documents.c.text_sha256)
        found = self._rows(wanted, {item.document["id"] for item in items})
        self.documents: dict[str, tuple[int, str]] = {row[0]: (row[1], row[2]) for row in found}
        self.before = {seq for seq, _ in self.documents.values()}
        captures = [item.capture for item in items if item.capture is not None]
        self.captures = self._ids(schema.captures.c.id, {row["id"] for row in captures})
        self.bodies = self._ids(schema.bodies.c.sha256, {row["sha256"] for row in captures})
        self.readings = self._ids(schema.readings.c.id, {item.reading["id"] for item in items})
        self.engines = self._engines({item.engine["name"] for item in items})
        readings = schema.readings
        self.read = {(row[0], row[1]) for row in self._rows((readings.c.document_seq, readings.c.engine_seq), self.before)}

    def _ids(self, column: Column[str], wanted: set[str]) -> set[str]:
        return {row[0] for row in self._rows((column,), wanted)}

    def _engines(self, names: set[str]) -> dict[tuple[str, str], int]:
        table = schema.engines
        return {(row[0], row[1]): row[2] for row in self._rows((table.c.name, table.c.version, table.c.seq), names)}

    def _rows(self, columns: tuple[Column[Any], ...], wanted: set[str] | set[int]) -> Iterator[Any]:
        """Yield `columns` of the rows whose first column is one of `wanted`."""
        for some in parts(sorted(wanted)):
            yield from self._connection.execute(select(*columns).where(columns[0].in_(some)))
