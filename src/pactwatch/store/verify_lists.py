"""Copies of sanctions lists: against their ids, their entries, and the files that these were read from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, inspect, select

from pactwatch.errors import LedgerError, ListError
from pactwatch.screening.formats import READERS, read_list
from pactwatch.store import schema
from pactwatch.store.codec import decode
from pactwatch.store.lists import StoredCopy, copy_id, copy_row, entries_digest, entry_row, stored_files
from pactwatch.store.report import Report
from pactwatch.store.verify_content import differing

SHOWN = 20
"""How many differing entries of one copy are named."""


def check_lists(connection: Connection, report: Report) -> None:
    """Check every copy of a list; a ledger of a version before them has none."""
    table = schema.list_copies
    if not inspect(connection).has_table(table.name):
        return
    for row in connection.execute(select(table).order_by(table.c.seq)).all():
        report.count("list copies")
        subject = f"list_copies row {row.seq} ({row.id})"
        with report.row("list", subject):
            for message in _faults(connection, report, row):
                report.fail("list", subject, message)


def _faults(connection: Connection, report: Report, row: Row[Any]) -> list[str]:
    try:
        copy = decode(row.meta, StoredCopy, "its description")
    except LedgerError as error:
        return [str(error)]
    faults = differing(copy_row(copy), row)
    if copy_id(copy) != row.id:
        faults.append("the id is not the hash of list, day and files")
    table = schema.list_entries
    stored = connection.execute(select(table).where(table.c.copy_seq == row.seq).order_by(table.c.position)).all()
    for _ in stored:
        report.count("list entries")
    rows = [{"position": entry.position, "reference": entry.reference, "body": entry.body} for entry in stored]
    if len(rows) != copy.count or entries_digest(rows) != copy.entries_sha256:
        faults.append("its entries are not those that were added")
    return faults + _against_files(connection, copy, stored)


def _against_files(connection: Connection, copy: StoredCopy, stored: Any) -> list[str]:
    """Read the files again and compare; entries that another version of the reader made rest on their digest alone."""
    if READERS.get(copy.form) != copy.reader:
        return []
    try:
        read = read_list(stored_files(connection, copy), copy.form, copy.columns)
    except (ListError, ValueError) as error:
        return [f"its files cannot be read again: {error}"]
    expected = [entry_row(number, entry) for number, entry in enumerate(read.entries)]
    faults = [] if len(expected) == len(stored) else [f"its files give {len(expected)} entries, {len(stored)} are stored"]
    wrong = [row.reference for row, made in zip(stored, expected, strict=False) if differing(made, row)]
    return faults + [f"entry {reference} is not what the files say" for reference in wrong[:SHOWN]]
