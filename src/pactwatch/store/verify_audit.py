"""The audit log against itself, against the rows that it speaks of, and the rows against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, and_, exists, inspect, select

from pactwatch.ids import sha256_hex
from pactwatch.store import schema
from pactwatch.store.audit import AuditEntry, broken
from pactwatch.store.report import Report
from pactwatch.store.types import FailureKind

PORTION = 200
"""Rows that are held at once."""
LOGGED: dict[str, tuple[FailureKind, Table, str]] = {
    "document.add": ("document", schema.documents, "meta"),
    "capture.add": ("capture", schema.captures, "meta"),
    "reading.add": ("reading", schema.readings, "body"),
    "judgement.add": ("judgement", schema.judgements, "body"),
    "instrument.add": ("instrument", schema.instrument_texts, "meta"),
    "list.add": ("list", schema.list_copies, "meta"),
}
"""Each action with the kind and table of its subject, and the column whose SHA-256 the log holds."""


def check_audit(connection: Connection, report: Report, seen: str | None = None) -> None:
    """Check the chain, then each logged row against its entry, then each entry for its row.

    `seen` is the hash of an entry that the log once held; without it, a log that was cut off is whole.
    """
    entries = connection.execute(select(schema.audit).order_by(schema.audit.c.seq).execution_options(yield_per=PORTION))
    for entry, message in broken(_counted(entries, report)):
        report.fail("audit", f"audit row {entry.seq} ({entry.action} {entry.subject})", message)
    tables = set(inspect(connection).get_table_names())
    for action, (kind, table, column) in LOGGED.items():
        if table.name not in tables:
            _check_none(connection, report, action, table)
            continue
        _check_logged(connection, report, action, kind, (table, column))
        _check_present(connection, report, action, table)
    if seen is not None and connection.execute(select(schema.audit.c.seq).where(schema.audit.c.hash == seen)).first() is None:
        report.fail("audit", f"audit entry {seen}", "the log held it before and does not any more")
    known = select(schema.audit).where(schema.audit.c.action.not_in(LOGGED))
    for row in connection.execute(known):
        report.fail("audit", f"audit row {row.seq} ({row.action} {row.subject})", "no such action is known")


def _counted(rows: Any, report: Report) -> Iterator[AuditEntry]:
    for row in rows:
        report.count("audit entries")
        yield AuditEntry(**row._mapping)


def _check_logged(
    connection: Connection, report: Report, action: str, kind: FailureKind, content: tuple[Table, str]
) -> None:
    table, column = content
    audit = schema.audit
    entry = and_(audit.c.subject == table.c.id, audit.c.action == action)
    signed = [table.c[name].label(f"row_{name}") for name in ("at", "who") if name in table.c]
    query = select(table.c.seq, table.c.id, table.c[column].label("content"), *signed, audit.c.seq.label("entry"),
                   audit.c.payload_sha256, audit.c.at, audit.c.who)  # fmt: skip
    for row in connection.execute(query.join(audit, entry, isouter=True).order_by(table.c.seq).execution_options(yield_per=PORTION)):
        subject = f"{table.name} row {row.seq} ({row.id})"
        document = _document_of(connection, table, row.seq)
        with report.row(kind, subject, document):
            for message in _faults(row):
                report.fail(kind, subject, message, report.claims_of(document))


def _faults(row: Any) -> Iterator[str]:
    if row.entry is None:
        yield "the audit log has no entry for it"
        return
    if sha256_hex(row.content.encode("utf-8", "surrogateescape")) != row.payload_sha256:
        yield f"its content is not what audit row {row.entry} recorded"
    for name in ("at", "who"):
        if row._mapping.get(f"row_{name}", row._mapping[name]) != row._mapping[name]:
            yield f"{name} is not what audit row {row.entry} recorded"


def _check_present(connection: Connection, report: Report, action: str, table: Table) -> None:
    audit = schema.audit
    there = exists(select(table.c.seq).where(table.c.id == audit.c.subject))
    for row in connection.execute(select(audit).where(audit.c.action == action, ~there).order_by(audit.c.seq)):
        message = f"audit row {row.seq} recorded it, but its row in {table.name} is missing"
        report.fail("audit", row.subject, message)


def _check_none(connection: Connection, report: Report, action: str, table: Table) -> None:
    for row in connection.execute(select(schema.audit).where(schema.audit.c.action == action).order_by(schema.audit.c.seq)):
        report.fail("audit", row.subject, f"audit row {row.seq} recorded it, but the table {table.name} is missing")


def _document_of(connection: Connection, table: Table, seq: int) -> object:
    if table is schema.documents:
        return seq
    if "document_seq" not in table.c:
        return None
    return connection.execute(select(table.c.document_seq).where(table.c.seq == seq)).scalar()
