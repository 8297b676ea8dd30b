"""Which tables a ledger has: those of earlier versions, opened for reading, lack some.

One view asks many times, and each asking takes as long as a small query; within its one state of the ledger the answer is the same.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Table, inspect

_there: WeakKeyDictionary[Connection, set[str]] = WeakKeyDictionary()
"""The tables that were found, for as long as a view or a writer has its connection, of which each makes one of its own."""


def has_table(connection: Connection, table: Table) -> bool:
    """Say whether the ledger has a table."""
    known = _there.get(connection)
    if known is None:
        known = _there[connection] = set()
    if table.name not in known and inspect(connection).has_table(table.name):
        known.add(table.name)
    return table.name in known


def forget_tables(connection: Connection) -> None:
    """Look again, as tables were removed."""
    _there.pop(connection, None)
