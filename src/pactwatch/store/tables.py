"""Which tables a ledger has: those of earlier versions, opened for reading, lack some.

A table that is there stays, so a connection asks for each once: requests ask many times, and each asking takes as long as a small query.
"""

from __future__ import annotations

from sqlalchemy import Connection, Table, inspect

KNOWN = "tables that are there"
"""Under which a connection of the database keeps the names, for as long as it is open."""


def has_table(connection: Connection, table: Table) -> bool:
    """Say whether the ledger has a table."""
    known: set[str] = connection.info.setdefault(KNOWN, set())
    if table.name not in known and inspect(connection).has_table(table.name):
        known.add(table.name)
    return table.name in known
