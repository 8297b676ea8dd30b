"""Opening the operations of a ledger: its tables are made where they are missing, in the ledger's own database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, inspect
from sqlalchemy.dialects import postgresql, sqlite

from pactwatch.operations import schema
from pactwatch.store import Ledger

Row = Mapping[str, Any]


class Operations:
    """The operations beside one open ledger, which must be open for writing."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        with ledger.beside() as connection:
            there = exists(connection)
        if not there:
            with ledger.beside(write=True) as connection:
                schema.metadata.create_all(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes; it is undone where the block fails."""
        with self.ledger.beside(write=True) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a connection to look things up."""
        with self.ledger.beside() as connection:
            yield connection


def exists(connection: Connection) -> bool:
    """Whether the ledger has operations: all of their tables."""
    return set(schema.metadata.tables) <= set(inspect(connection).get_table_names())


def add_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert those of `rows` whose keys are not there yet."""
    if not rows:
        return
    made = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    connection.execute(made.on_conflict_do_nothing(), list(rows))


def put(connection: Connection, table: Table, row: Row) -> None:
    """Insert `row`, or change the row with its primary key to what it says."""
    keys = [column.name for column in table.primary_key]
    made: Any = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    rest = {name: value for name, value in row.items() if name not in keys}
    connection.execute(made.values(**row).on_conflict_do_update(index_elements=keys, set_=rest))


def packed(value: object) -> str:
    """Return `value` as JSON for a body column; halves of characters are replaced, since no database takes them."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        import json

        return json.dumps(msgspec.to_builtins(value)).encode("utf-8", "replace").decode()


def unpacked(stored: object) -> Any:
    """Return what `packed` wrote, as plain lists and dictionaries."""
    return msgspec.json.decode(stored if isinstance(stored, str) else "null")
