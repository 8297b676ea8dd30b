"""Verification: everything in the ledger is computed anew from its content, and the content against the audit log.

1. the file's own checks, foreign keys, append-only guards           dialect
2. captured bytes give their SHA-256                                  verify_content
3. texts give their SHA-256, documents and captures their ids         verify_content
4. readings give their SHA-256; statements, claims and their sources  verify_readings
   are what the reading says; spans quote the text; claim ids follow
5. judgements give their ids                                          verify_judgements
6. reviews are of claims that are there, their edits fit the text     verify_reviews
7. official texts give their SHA-256, their paragraphs those on       verify_instruments
   record
8. copies of sanctions lists are what their files say                 verify_lists
9. the tables of lists are what readings and claims say               verify_listed
10. the audit log's chain; each row has its entry, each entry its row verify_audit
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from sqlalchemy import Connection, Engine, inspect, select

from pactwatch.errors import LedgerError
from pactwatch.store import schema
from pactwatch.store.audit import GENESIS
from pactwatch.store.dialect import Dialect, guarded
from pactwatch.store.migrations import present, version_of
from pactwatch.store.report import Report
from pactwatch.store.types import Verification
from pactwatch.store.verify_audit import check_audit
from pactwatch.store.verify_content import check_bodies, check_captures, check_documents
from pactwatch.store.verify_instruments import check_instruments
from pactwatch.store.verify_judgements import check_judgements
from pactwatch.store.verify_listed import check_listed
from pactwatch.store.verify_lists import check_lists
from pactwatch.store.verify_readings import check_readings
from pactwatch.store.verify_reviews import check_reviews

Check = Callable[[Connection, Report], None]


def verify(engine: Engine, dialect: Dialect, seen: str | None = None) -> Verification:
    """Check one consistent state of the whole ledger; what fails is named, and the rest is still checked.

    `seen` is an audit head of an earlier verification, which the log must still hold.
    """
    with guarded(dialect), engine.connect() as connection:
        report = Report(connection)
        steps: dict[str, Check] = {
            "storage": lambda connection, report: _check_storage(connection, report, dialect),
            "captured bytes": check_bodies,
            "documents": check_documents,
            "captures": check_captures,
            "readings": check_readings,
            "judgements": check_judgements,
            "reviews": check_reviews,
            "instrument texts": check_instruments,
            "lists": check_lists,
            "lists of claims": check_listed,
            "audit log": lambda connection, report: check_audit(connection, report, seen),
        }
        for name, step in steps.items():
            _guarded_step(name, step, connection, report, dialect)
        head = digest = ""
        try:
            with guarded(dialect):
                head, digest = audit_head(connection), content_digest(connection)
        except LedgerError as error:
            report.fail("database", "audit log", str(error))
        return Verification(checked=report.checked, failures=report.failures, audit_head=head, content_sha256=digest)


def content_digest(connection: Connection) -> str:
    """Return the SHA-256 over the ids of documents, captures, readings and copies of lists, each of which is a hash of its content."""
    digest = hashlib.sha256()
    tables = [schema.documents, schema.captures, schema.readings]
    if inspect(connection).has_table(schema.list_copies.name):
        tables.append(schema.list_copies)
    for table in tables:
        for found in connection.execute(select(table.c.id).order_by(table.c.id)).scalars():
            digest.update(f"{found}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def audit_head(connection: Connection) -> str:
    """Return the hash of the newest entry of the audit log."""
    newest = select(schema.audit.c.hash).order_by(schema.audit.c.seq.desc()).limit(1)
    return str(connection.execute(newest).scalar() or GENESIS)


def missing_tables(connection: Connection) -> list[str]:
    """Return the tables that a ledger of its version should have and lacks."""
    version, there = version_of(connection), present(connection)
    every = (table.name for table in schema.metadata.sorted_tables)
    return [name for name in every if schema.SINCE.get(name, 1) <= version and name not in there]


def _guarded_step(name: str, step: Check, connection: Connection, report: Report, dialect: Dialect) -> None:
    try:
        with guarded(dialect):
            step(connection, report)
    except LedgerError as error:
        report.fail("database", name, str(error))


def _check_storage(connection: Connection, report: Report, dialect: Dialect) -> None:
    for line in dialect.self_check(connection):
        report.fail("database", dialect.where, line)
    for name in missing_tables(connection):
        report.fail("schema", name, "this table is missing")
    for name in dialect.missing_guards(connection):
        report.fail("schema", name, "this guard against changes is missing or was changed")
