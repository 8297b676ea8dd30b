"""Documents and readings: the lists, a document with its text, a whole reading."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response
from litestar.params import Parameter

from pactwatch.casefile.rows import csv_header, csv_rows
from pactwatch.errors import LedgerError
from pactwatch.model import Reading
from pactwatch.store import codes
from pactwatch.store.document_list import DocumentFilter
from pactwatch.store.view import View
from pactwatch.web.api.parameters import Day, Limit, Offset
from pactwatch.web.api.reply import asked_for_csv, conditional, csv_of, paged, table
from pactwatch.web.api.shapes import DocumentPage, ReadingPage, WholeDocument
from pactwatch.web.context import Context
from pactwatch.web.routes import get

DocumentId = Annotated[str, Parameter(max_length=100, description="a document's id")]
COLUMNS = ("id", "title", "publisher", "published", "url", "language", "reading", "engine", "version", "added_at", "added_by", "claims")
WHOLE = ("id", "title", "publisher", "published", "url", "language", "text_sha256", "capture_sha256", "extractor", "text")


@get("/api/v1/documents", name="api.documents", tags=["documents"])
def documents(
    ctx: Context,
    *,
    title: Annotated[str | None, Parameter(max_length=500, description="words of the title")] = None,
    url: Annotated[str | None, Parameter(max_length=2000, description="the address it was published at")] = None,
    since: Day = None,
    until: Day = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response[DocumentPage]:
    """List the documents, the newest in the ledger first; days are those of publication."""
    wanted, as_csv = DocumentFilter(title=title, url=url, since=since, until=until, limit=limit, offset=offset), asked_for_csv(ctx)

    def make(view: View) -> Any:
        rows = view.documents(wanted)
        if as_csv:
            return table("documents", COLUMNS, [[getattr(row.document, name, None) or getattr(row, name, None) for name in COLUMNS] for row in rows])
        listed = [{**_of(row), "document": row.document} for row in rows]
        return paged(ctx, "documents", listed, view.count_documents(wanted), limit, offset)

    return conditional(ctx, make)


@get("/api/v1/documents/{document:str}", name="api.document", tags=["documents"])
def document(ctx: Context, document: DocumentId) -> Response[WholeDocument]:
    """Return a document with its text, its captures and its readings; as CSV one row without captures."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        found = view.document(document)
        if as_csv:
            return table("document", WHOLE, [[getattr(found, name) for name in WHOLE]])
        captures = [{name: getattr(one, name) for name in one.__struct_fields__ if name != "body"} for one in view.captures(document)]
        return {"document": found, "captures": captures, "readings": view.reading_rows(document, 1000)[0]}

    return conditional(ctx, make)


@get("/api/v1/readings", name="api.readings", tags=["documents"])
def readings(
    ctx: Context,
    document: Annotated[str | None, Parameter(max_length=100, description="only those of the document with this id")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response[ReadingPage]:
    """List the readings, newest first; `latest` are those that lists show."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        rows, total = view.reading_rows(document, limit, offset)
        if as_csv:
            columns = ("id", "document", "engine", "version", "added_at", "added_by", "latest", "claims")
            return table("readings", columns, [[getattr(row, name) for name in columns] for row in rows])
        return paged(ctx, "readings", rows, total, limit, offset)

    return conditional(ctx, make)


@get("/api/v1/readings/{reading:str}", name="api.reading", tags=["documents"])
def reading(
    ctx: Context, reading: Annotated[str, Parameter(max_length=100, description="a reading's id, or that of a document for its newest")]
) -> Response[Reading]:
    """Return a whole reading: document, engine, statements, claims, figures; as CSV a row for each claim, as `read --format csv`."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        found = _reading(view, reading)
        return csv_of("reading", [csv_header(), *csv_rows(found.document, found.claims)]) if as_csv else found

    return conditional(ctx, make)


def _reading(view: View, wanted: str) -> Reading:
    if not wanted.startswith("doc-"):
        return view.reading(wanted)
    found = view.latest_of([wanted])
    if not found:
        raise LedgerError(f"the ledger holds no document {wanted}", code=codes.UNKNOWN_ID)
    return view.reading(found[0][0])


def _of(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__struct_fields__}


handlers = [documents, document, readings, reading]
