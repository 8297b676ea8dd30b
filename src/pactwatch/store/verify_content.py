"""Captured bytes, documents and captures against their hashes and ids."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from pactwatch.errors import LedgerError
from pactwatch.ids import sha256_hex
from pactwatch.model import Document
from pactwatch.store import schema
from pactwatch.store.codec import bytes_text, decode, encode, unpack
from pactwatch.store.identity import document_id
from pactwatch.store.prepare import StoredCapture, capture_id, document_row
from pactwatch.store.report import Report


def check_bodies(connection: Connection, report: Report) -> None:
    """Check that all captured bytes unpack to what their SHA-256 and size say."""
    for row in connection.execute(select(schema.bodies).order_by(schema.bodies.c.seq).execution_options(yield_per=100)):
        report.count("captured bytes")
        subject = f"bodies row {row.seq} (sha256 {row.sha256})"
        try:
            whole = sha256_hex(unpack(row.body, row.size)) == row.sha256
            why = "the captured bytes do not give their sha256"
        except (ValueError, TypeError) as error:
            whole, why = False, str(error)
        if not whole:
            report.fail("capture", subject, why, _resting_on(connection, report, str(row.sha256)))


def _resting_on(connection: Connection, report: Report, sha256: str) -> tuple[str, ...]:
    captures = schema.captures
    documents = connection.execute(select(captures.c.document_seq).where(captures.c.sha256 == sha256)).scalars().all()
    return tuple(sorted({claim for document in documents for claim in report.claims_of(document)}))


def check_documents(connection: Connection, report: Report) -> None:
    """Check that each text gives its SHA-256, and each document's row and id follow from its content."""
    for row in connection.execute(select(schema.documents).order_by(schema.documents.c.seq).execution_options(yield_per=100)):
        report.count("documents")
        subject = f"documents row {row.seq} ({row.id})"
        with report.row("document", subject, row.seq):
            for message in _document_faults(row):
                report.fail("document", subject, message, report.claims_of(row.seq))


def _document_faults(row: Row[Any]) -> list[str]:
    if sha256_hex(row.text) != row.text_sha256:
        return ["the text does not give its sha256"]
    try:
        known = decode(row.meta, Document, "its description")
    except LedgerError as error:
        return [str(error)]
    document = Document(**{name: getattr(known, name) for name in Document.__struct_fields__} | {"text": bytes_text(row.text)})
    faults = differing(document_row(document), row)
    if not faults and document_id(document) != row.id:
        faults = ["the id is not the hash of text and publication"]
    return faults


def check_captures(connection: Connection, report: Report) -> None:
    """Check that each capture's row and id follow from its description."""
    captures, documents = schema.captures, schema.documents
    query = select(captures, documents.c.id.label("document")).join(documents, documents.c.seq == captures.c.document_seq, isouter=True)
    for row in connection.execute(query.order_by(captures.c.seq).execution_options(yield_per=500)):
        report.count("captures")
        subject = f"captures row {row.seq} ({row.id})"
        with report.row("capture", subject, row.document_seq):
            try:
                stored = decode(row.meta, StoredCapture, "its description")
                expected = {"id": capture_id(row.document, stored), "sha256": stored.sha256, "meta": encode(stored)}
                faults = differing(expected, row)
            except LedgerError as error:
                faults = [str(error)]
            for message in faults:
                report.fail("capture", subject, message, report.claims_of(row.document_seq))


def differing(expected: dict[str, Any], row: Row[Any]) -> list[str]:
    """Return one message for each column of `row` that is not as its content asks."""
    stored = row._mapping
    return [
        f"{name} is {_short(stored[name])}, its content gives {_short(value)}"
        for name, value in expected.items()
        if stored[name] != value
    ]


def _short(value: object) -> str:
    words = repr(value)
    return words if len(words) <= 60 else f"{words[:57]}..."
