"""How far each file of rules has looked at the ledger, and which file that is.

Files with a `name` have cursors of that name. The one without has those that are called after the tables alone: another such
file is refused, since each would step past what the other has not seen.
"""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, func, select

from pactwatch.alerts.codes import OTHER_RULES
from pactwatch.alerts.rules import Rules
from pactwatch.errors import UsageError
from pactwatch.operations import schema
from pactwatch.operations.opening import Operations, add_new, exists, put
from pactwatch.store import schema as ledger_schema

READINGS, JUDGEMENTS = "readings", "judgements"
TABLES = {READINGS: ledger_schema.readings, JUDGEMENTS: ledger_schema.judgements}


def prefix(rules: Rules) -> str:
    """Return how the cursors of a file of rules begin."""
    return f"rules.{rules.name}." if rules.name else ""


def begin(connection: Connection, start: str, *, from_now: bool) -> None:
    """Set the cursors that begin with `start` where there are none yet: at the end of the ledger (`from_now`), or at its beginning."""
    for name, table in TABLES.items():
        head = int(connection.execute(select(func.max(table.c.seq))).scalar() or 0) if from_now else 0
        add_new(connection, schema.cursors, [{"name": f"{start}{name}", "seq": head}])


def has_begun(connection: Connection, rules: Rules) -> bool:
    """Whether a ledger was ever looked at by these rules."""
    names = [f"{prefix(rules)}{name}" for name in TABLES]
    return exists(connection) and connection.execute(select(schema.cursors.c.name).where(schema.cursors.c.name.in_(names))).first() is not None


def following(connection: Connection, start: str, tables: tuple[str, ...]) -> tuple[str, int, int] | None:
    """Return the next thing that cursors which begin with `start` have not passed: its table, where the cursor is, its seq."""
    at = {row.name: row.seq for row in connection.execute(select(schema.cursors))}
    for name in tables:
        before = at.get(f"{start}{name}", 0)
        found = connection.execute(select(func.min(TABLES[name].c.seq)).where(TABLES[name].c.seq > before)).scalar()
        if found is not None:
            return name, before, int(found)
    return None


def hold(operations: Operations, rules: Rules, file: Path, *, take_over: bool = False) -> None:
    """Note that `file` has these rules. UsageError PW184 where it has no name, and another one without looked before (`take_over`: it stops)."""
    sets, here = schema.rule_files, os.path.abspath(file)
    with operations.writing() as connection:
        known = connection.execute(select(sets.c.file).where(sets.c.name == rules.name)).scalar()
        if known is not None and known != here and not rules.name and not take_over:
            raise UsageError(
                f"{known} has the rules by which this ledger is looked at; to use {file} beside it, begin that with a line name = \"...\"; "
                f"to go on with {file} in its place: `pactwatch alerts run {file} --take-over`", code=OTHER_RULES,
            )  # fmt: skip
        put(connection, sets, {"name": rules.name, "file": here})
