"""Documents as a list: by words of the title, publisher or day, each with how many claims it has."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, func, literal, select

from pactwatch.errors import UsageError
from pactwatch.model import Document, Frozen
from pactwatch.store import schema
from pactwatch.store.codec import clean, day_bounds, decode, fold


class DocumentFilter(Frozen, frozen=True, kw_only=True):
    """Which documents to list; all that is given must hold. `title` are words of it; days are of publication."""

    title: str | None = None
    url: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int = 50
    offset: int = 0


class DocumentRow(Frozen, frozen=True, kw_only=True):
    """One listed document, without its text: the reading that lists show, when it came, and how many claims it has."""

    document: Document
    reading: str
    engine: str
    version: str
    added_at: str
    added_by: str
    claims: int


class ReadingRow(Frozen, frozen=True, kw_only=True):
    """One reading of a document; `latest` is the one that lists show."""

    id: str
    document: str
    engine: str
    version: str
    added_at: str
    added_by: str
    latest: bool
    claims: int


Shown = Select[tuple[int]]
"""Selects the seqs of the readings that lists show."""
IsShown = ColumnElement[bool]
"""The condition that lists show a reading."""


def documents(connection: Connection, shown: IsShown, wanted: DocumentFilter) -> list[DocumentRow]:
    """Return the documents that `wanted` asks for, the newest in the ledger first.

    Which they are is found before anything else is looked up: claims are counted of a page's documents, not of all.
    """
    table, readings, engines = schema.documents, schema.readings, schema.engines
    page = _listed(select(readings.c.seq.label("reading")), shown, wanted).order_by(table.c.seq.desc())
    chosen = page.limit(wanted.limit).offset(wanted.offset or None).subquery("page")
    columns = (
        table.c.id, table.c.meta, readings.c.id.label("reading"), engines.c.name, engines.c.version, readings.c.at, readings.c.who,
        _claims().label("claims"),
    )  # fmt: skip
    query = select(*columns).select_from(chosen).join(readings, readings.c.seq == chosen.c.reading)
    query = query.join(table, table.c.seq == readings.c.document_seq).join(engines, engines.c.seq == readings.c.engine_seq)
    query = query.order_by(table.c.seq.desc())
    return [
        DocumentRow(
            document=decode(row.meta, Document, row.id), reading=row.reading, engine=row.name, version=row.version, added_at=row.at,
            added_by=row.who, claims=row.claims,
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def count_documents(connection: Connection, shown: Shown, wanted: DocumentFilter) -> int:
    """Return how many documents `wanted` asks for, its limit and offset left aside."""
    if not _conditions(wanted):  # each document has one reading that lists show
        return int(connection.execute(select(func.count()).select_from(shown.subquery())).scalar_one())
    return int(connection.execute(_listed(select(func.count()), schema.readings.c.seq.in_(shown), wanted)).scalar_one())


def readings(connection: Connection, shown: Shown, document: str | None, limit: int, offset: int) -> list[ReadingRow]:
    """Return the readings of a document (of all), newest first."""
    table, engines = schema.readings, schema.engines
    columns = (
        table.c.id, schema.documents.c.id.label("document"), engines.c.name, engines.c.version, table.c.at, table.c.who,
        _claims().label("claims"), table.c.seq.in_(shown).label("latest"),
    )  # fmt: skip
    query = select(*columns).join(schema.documents, schema.documents.c.seq == table.c.document_seq)
    query = query.join(engines, engines.c.seq == table.c.engine_seq)
    if document is not None:
        query = query.where(schema.documents.c.id == document)
    rows = connection.execute(query.order_by(table.c.seq.desc()).limit(limit).offset(offset or None))
    return [
        ReadingRow(
            id=row.id, document=row.document, engine=row.name, version=row.version, added_at=row.at, added_by=row.who,
            latest=bool(row.latest), claims=row.claims,
        )
        for row in rows
    ]  # fmt: skip


def count_readings(connection: Connection, document: str | None) -> int:
    """Return how many readings there are of a document, or of all."""
    query = select(func.count()).select_from(schema.readings)
    if document is not None:
        query = query.join(schema.documents, schema.documents.c.seq == schema.readings.c.document_seq).where(schema.documents.c.id == document)
    return int(connection.execute(query).scalar_one())


def _claims() -> Any:
    found = select(func.count()).select_from(schema.claims).where(schema.claims.c.reading_seq == schema.readings.c.seq)
    return found.correlate(schema.readings).scalar_subquery()


def _listed(query: Select[Any], shown: IsShown, wanted: DocumentFilter) -> Select[Any]:
    table, found = schema.documents, schema.readings
    query = query.select_from(table).join(found, found.c.document_seq == table.c.seq)
    return query.where(shown, *_conditions(wanted))


def _conditions(wanted: DocumentFilter) -> list[ColumnElement[bool]]:
    table = schema.documents
    found: list[ColumnElement[bool]] = []
    words = fold(wanted.title) if wanted.title else None
    if words:
        found.append(literal(" ", String).concat(table.c.title_key).concat(" ").contains(f" {words} ", autoescape=True))
    if wanted.url is not None:
        found.append(table.c.url == clean(wanted.url))
    if wanted.since is not None:
        found.append(table.c.published >= _day("since", wanted.since)[0])
    if wanted.until is not None:
        found.append(func.substr(table.c.published, 1, 10) <= _day("until", wanted.until)[1])
    return found


def _day(name: str, value: str) -> tuple[str, str]:
    bounds = day_bounds(value)
    if bounds is None:
        raise UsageError(f"{name} takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")
    return bounds
