"""From one version of the schema to another, up and down, with the data: one module a version, one transaction for all steps.

The operations are Alembic's; the record of versions is the ledger's own (docs/decisions/0004-migrations.md).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, inspect, select

import pactwatch
from pactwatch.errors import LedgerError
from pactwatch.store import codes, schema
from pactwatch.store.dialect import Dialect
from pactwatch.store.tables import forget_tables

FIRST = 1
"""The first version of the schema."""
Progress = Callable[[str, int, int], None]
"""Is told what is done, how far it is, and of how much."""


class Step(NamedTuple):
    """What a step works with."""

    connection: Connection
    dialect: Dialect
    progress: Progress


def silent(what: str, done: int, whole: int) -> None:
    """Tell nobody."""


def version_of(connection: Connection) -> int:
    """Return the version of the schema that a ledger records."""
    return int(connection.execute(select(func.max(schema.schema_versions.c.version))).scalar() or 0)


def migrate(connection: Connection, dialect: Dialect, to: int, progress: Progress = silent) -> None:
    """Bring a ledger to version `to` within the open write transaction.

    Raises LedgerError PW421 where there is no such version, or going down would lose what the audit log speaks of.
    """
    if not FIRST <= to <= schema.VERSION:
        message = f"there is no version {to} of a ledger; this program knows {FIRST} to {schema.VERSION}"
        raise LedgerError(message, code=codes.MIGRATION)
    step, have = Step(connection, dialect, progress), version_of(connection)
    for version in range(have + 1, to + 1):
        import_module(f"{__name__}.v{version}").up(step)
    for version in range(have, to, -1):
        import_module(f"{__name__}.v{version}").down(step)
    if to != have:
        _record(step, to)


def present(connection: Connection) -> set[str]:
    """Return the names of the tables that are there."""
    return set(inspect(connection).get_table_names())


def add_tables(step: Step, *names: str) -> None:
    """Create those of the tables called `names` that are missing, with their guards."""
    there = present(step.connection)
    tables = [table for table in schema.metadata.sorted_tables if table.name in names and table.name not in there]
    schema.metadata.create_all(step.connection, tables=tables, checkfirst=False)
    step.dialect.create_guards(step.connection, [table.name for table in tables if table in schema.APPEND_ONLY])


def drop_tables(step: Step, *names: str) -> None:
    """Remove the tables called `names`, the last first; LedgerError PW421 where the log holds what is in one of them."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    logged = [name for name in names if name in ("judgements", "instrument_texts", "list_copies")]
    for name in logged:
        held = step.connection.execute(select(func.count()).select_from(schema.metadata.tables[name])).scalar_one()
        if held:
            message = f"{step.dialect.where} cannot go back: its {held} {name.replace('_', ' ')} would be lost, which the audit log speaks of"
            raise LedgerError(message, code=codes.MIGRATION)
    operations = Operations(MigrationContext.configure(step.connection))
    for name in reversed(names):
        operations.drop_table(name)
    forget_tables(step.connection)


def _record(step: Step, to: int) -> None:
    """Record the version; one that was gone back from is not kept, since the highest counts."""
    versions, name = schema.schema_versions, schema.schema_versions.name
    if version_of(step.connection) > to:
        step.dialect.drop_guards(step.connection, [name])
        step.connection.execute(delete(versions).where(versions.c.version > to))
        step.dialect.create_guards(step.connection, [name])
    if version_of(step.connection) < to:
        step.connection.execute(insert(versions).values({"version": to, "program": pactwatch.__version__}))
