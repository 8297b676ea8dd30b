"""Append-only on SQLite: triggers that refuse every change and removal of a row."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Table, UniqueConstraint

from pactwatch.store.schema import APPEND_ONLY


@lru_cache(maxsize=1)
def guards() -> dict[str, dict[str, str]]:
    """Return the triggers of each table by name: no UPDATE, no DELETE, no INSERT OR REPLACE."""
    every: dict[str, dict[str, str]] = {}
    for table in APPEND_ONLY:
        found = every.setdefault(table.name, {})
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
        for change in ("UPDATE", "DELETE"):
            name = f"{table.name}_no_{change.lower()}"
            found[name] = f"CREATE TRIGGER {name} BEFORE {change} ON {table.name} {refuse}"
        name = f"{table.name}_no_replace"
        taken = " OR ".join(_same_key(table))
        found[name] = (
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table.name}"  # noqa: S608 - names from the schema, no input
            f" WHEN EXISTS (SELECT 1 FROM {table.name} WHERE {taken}) {refuse}"
        )
    return every


def _same_key(table: Table) -> list[str]:
    # OR REPLACE removes the rows in its way without asking the DELETE trigger
    unique = [item for item in table.constraints if isinstance(item, UniqueConstraint)]
    unique_indexes = [list(index.columns) for index in table.indexes if index.unique]
    keys = [sorted(column.name for column in item.columns) for item in (table.primary_key, *unique)]
    keys += [sorted(column.name for column in columns) for columns in unique_indexes]
    return ["(" + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")" for key in sorted(keys)]
