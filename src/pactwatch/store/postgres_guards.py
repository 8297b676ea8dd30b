"""Append-only on PostgreSQL: triggers that refuse every change, removal and emptying, whatever role asks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from pactwatch.store.schema import APPEND_ONLY

STATE = "PW407"
"""The SQLSTATE with which a change is refused."""
CHANGES = {"update": 2 + 16, "delete": 2 + 8, "truncate": 2 + 32}
"""What is refused, with the type by which the server knows such a trigger: before the statement, and the change."""
REFUSAL = f"""
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only', ERRCODE = '{STATE}';
END
"""


def create_refusal(connection: Connection) -> None:
    """Create the function that the triggers call."""
    connection.exec_driver_sql(f"CREATE OR REPLACE FUNCTION pactwatch_refuse() RETURNS trigger LANGUAGE plpgsql AS $refuse${REFUSAL}$refuse$")


def add_guards(connection: Connection, tables: Sequence[str]) -> None:
    """Create the triggers of `tables`; ALWAYS, so that a session in the role of a replica meets them too."""
    for table in tables:
        for change in CHANGES:
            name = f"{table}_no_{change}"
            connection.exec_driver_sql(f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION pactwatch_refuse()")
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def remove_guards(connection: Connection, tables: Sequence[str]) -> None:
    """Remove the triggers of `tables`."""
    for table in tables:
        for change in CHANGES:
            connection.exec_driver_sql(f"DROP TRIGGER {table}_no_{change} ON {table}")


def missing_guards(connection: Connection) -> list[str]:
    """Return the names of triggers that are missing, switched off or changed, or whose function is changed."""
    there = set(connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").scalars())
    query = (
        "SELECT t.tgname, c.relname, t.tgtype, t.tgenabled, t.tgqual IS NULL AND t.tgattr = '' AND p.prosrc = :refusal"
        " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    )
    found = {tuple(row) for row in connection.execute(text(query), {"refusal": REFUSAL})}
    expected = [(f"{table.name}_no_{change}", table.name, kind) for table in APPEND_ONLY if table.name in there for change, kind in CHANGES.items()]
    return [name for name, table, kind in expected if (name, table, kind, "A", True) not in found]
