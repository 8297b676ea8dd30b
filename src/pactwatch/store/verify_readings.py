"""Readings against their hash, and the rows of statements, claims and sources against their reading and the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, inspect, select

from pactwatch.errors import LedgerError
from pactwatch.ids import sha256_hex
from pactwatch.model import Document
from pactwatch.store import schema
from pactwatch.store.codec import decode
from pactwatch.store.identity import named_by_content
from pactwatch.store.prepare import ReadingBody, claim_row, engine_row, figure_row, reading_id, source_rows, statement_row
from pactwatch.store.report import Report
from pactwatch.store.spans import claim_spans, figure_spans, outside, statement_spans
from pactwatch.store.types import FailureKind
from pactwatch.store.verify_content import differing
from pactwatch.store.view import restored


def check_readings(connection: Connection, report: Report) -> None:
    """Check every reading with all that hangs on it."""
    readings, documents, engines = schema.readings, schema.documents, schema.engines
    query = select(readings, documents.c.id.label("document"), documents.c.meta, documents.c.text, engines.c.name, engines.c.version, engines.c.rank)
    query = query.join(documents, documents.c.seq == readings.c.document_seq, isouter=True)
    query = query.join(engines, engines.c.seq == readings.c.engine_seq, isouter=True)
    figures = inspect(connection).has_table(schema.figures.name)
    for row in connection.execute(query.order_by(readings.c.seq).execution_options(yield_per=100)):
        report.count("readings")
        subject = f"readings row {row.seq} ({row.id})"
        with report.row("reading", subject, row.document_seq):
            try:
                _Reading(connection, report, row, figures=figures).check(subject)
            except LedgerError as error:
                report.fail("reading", subject, str(error), report.claims_of(row.document_seq))


class _Reading:
    """One row of readings, decoded, with its document."""

    def __init__(self, connection: Connection, report: Report, row: Row[Any], *, figures: bool) -> None:
        self._figures = figures
        self._connection = connection
        self._report = report
        self._row = row
        self._digest = sha256_hex(row.body.encode("utf-8", "surrogateescape"))
        self._body = decode(row.body, ReadingBody, "its content")
        self._document = restored(row.meta, row.text, "its document")

    def check(self, subject: str) -> None:
        """Report what is wrong with the reading, then what is wrong with its parts."""
        row, body = self._row, self._body
        expected = {"sha256": self._digest, "id": reading_id(body, self._digest), "document": body.document, **engine_row(body.engine)}
        for message in differing(expected, row):
            self._report.fail("reading", subject, message, tuple(claim.id for claim in body.claims))
        text = self._document.text
        statements = [statement_row(n, item, text) for n, item in enumerate(body.statements)]
        claims = [claim_row(n, item, self._document) for n, item in enumerate(body.claims)]
        self._check_rows("statement", schema.statements, statements)
        seqs = self._check_rows("claim", schema.claims, claims)
        if self._figures:  # a ledger of a version before them keeps them in the reading alone
            self._check_rows("figure", schema.figures, [figure_row(n, item) for n, item in enumerate(body.figures)])
        for claim, seq in zip(body.claims, seqs, strict=False):
            if seq is not None:
                self._check_sources(claim.id, seq, source_rows(claim.attributed_to))
        self._check_content(self._document)

    def _check_rows(self, kind: FailureKind, table: Table, expected: Sequence[dict[str, Any]]) -> list[int | None]:
        """Compare the reading's rows in `table` with what its content gives; return the seq of each, None where missing."""
        query = select(table).where(table.c.reading_seq == self._row.seq).order_by(table.c.position, table.c.seq)
        rows = {row.position: row for row in reversed(self._connection.execute(query).all())}
        seqs: list[int | None] = []
        for wanted in expected:
            self._report.count(f"{kind}s")
            claims = (str(wanted["id"]),) if kind == "claim" else ()
            row = rows.pop(wanted["position"], None)
            seqs.append(None if row is None else row.seq)
            if row is None:
                self._report.fail(kind, f"{table.name} ({wanted['id']})", f"its row is missing; {self._row.id} has it", claims)
                continue
            for message in differing(wanted, row):
                self._report.fail(kind, f"{table.name} row {row.seq} ({wanted['id']})", message, claims)
        for row in rows.values():
            self._report.fail(kind, f"{table.name} row {row.seq} ({row.id})", f"{self._row.id} does not have it")
        return seqs

    def _check_sources(self, claim: str, seq: int, expected: list[dict[str, Any]]) -> None:
        table = schema.claim_sources
        query = select(table).where(table.c.claim_seq == seq).order_by(table.c.position)
        rows = self._connection.execute(query).all()
        if len(rows) != len(expected):
            message = f"{len(rows)} sources are stored, its content gives {len(expected)}"
            self._report.fail("claim", f"claim_sources of claims row {seq} ({claim})", message, (claim,))
            return
        for wanted, row in zip(expected, rows, strict=True):
            for message in differing(wanted, row):
                self._report.fail("claim", f"claim_sources row {row.seq} ({claim})", message, (claim,))

    def _check_content(self, document: Document) -> None:
        for figure in self._body.figures:
            if found := outside(figure_spans(figure), len(document.text)):
                self._report.fail("figure", f"figure {figure.id}", _outside(found), (figure.claim,) if figure.claim else ())
        for statement in self._body.statements:
            if found := outside(statement_spans(statement), len(document.text)):
                self._report.fail("statement", f"statement {statement.id}", _outside(found))
        for claim in self._body.claims:
            if found := outside(claim_spans(claim), len(document.text)):
                self._report.fail("claim", f"claim {claim.id}", _outside(found), (claim.id,))
            if not named_by_content(claim, document.id, self._body.engine):
                self._report.fail("claim", f"claim {claim.id}", "the id is not the hash of its content", (claim.id,))


def _outside(found: tuple[str, tuple[int, int]]) -> str:
    name, (start, end) = found
    return f"the span {start}:{end} of its {name} lies outside the text"
