"""Who did what, when: the audit log in words, for people to follow each other's work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, Table, func, inspect, select

from pactwatch.errors import UsageError
from pactwatch.model import Document, Frozen, Judgement
from pactwatch.store import schema
from pactwatch.store.codec import clean, day_bounds, decode, plain

AT_ONCE = 5000


class Act(Frozen, frozen=True, kw_only=True):
    """One entry of the audit log: `action` is what was done to `subject` (an id), as judgement.add or reading.add.

    Of a judgement `kind`, `about` (the id that it is about), `value`, `why` and `undoes` are its own. Of a document, capture or
    reading `about` is the document's id, of a list or an instrument its name; `title` is what it is called.
    """

    seq: int
    at: str
    who: str
    action: str
    subject: str
    kind: str | None = None
    about: str | None = None
    value: dict[str, Any] | None = None
    why: str | None = None
    undoes: str | None = None
    title: str | None = None


def activity(connection: Connection, since: str | None, who: str | None, limit: int | None, offset: int) -> list[Act]:
    """Return the entries that are asked for, newest first; see `View.activity`."""
    audit = schema.audit
    query = _asked(select(audit.c.seq, audit.c.at, audit.c.who, audit.c.action, audit.c.subject), since, who)
    rows = connection.execute(query.order_by(audit.c.seq.desc()).limit(limit).offset(offset or None)).all()
    known = _described(connection, rows)
    return [Act(**row._mapping, **known.get(row.subject, {})) for row in rows]


def count(connection: Connection, since: str | None, who: str | None) -> int:
    """Return how many entries are asked for."""
    return int(connection.execute(_asked(select(func.count()).select_from(schema.audit), since, who)).scalar_one())


def _asked(query: Select[Any], since: str | None, who: str | None) -> Select[Any]:
    audit = schema.audit
    if since is not None:
        bounds = day_bounds(since)
        if bounds is None:
            raise UsageError("--since takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")
        query = query.where(audit.c.at >= (since if "T" in since else bounds[0]))
    if who is not None:
        query = query.where(audit.c.who == clean(who))
    return query


def _described(connection: Connection, rows: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """Return the further fields of the acts on each subject."""
    subjects: dict[str, list[str]] = {}
    for row in rows:
        subjects.setdefault(row.action, []).append(row.subject)
    found: dict[str, dict[str, Any]] = {}
    tables = set(inspect(connection).get_table_names())
    for action, wanted in subjects.items():
        describe = _DESCRIBE.get(action)
        for first in range(0, len(wanted), AT_ONCE):
            if describe is not None:
                found |= describe(connection, wanted[first : first + AT_ONCE], tables)
    return found


def _judgements(connection: Connection, wanted: list[str], tables: set[str]) -> dict[str, dict[str, Any]]:
    table = schema.judgements
    if table.name not in tables:
        return {}
    found = {}
    for row in connection.execute(select(table.c.id, table.c.body).where(table.c.id.in_(wanted))):
        one = decode(row.body, Judgement, row.id)
        found[row.id] = {"kind": one.kind, "about": one.subject, "value": one.value, "why": one.why, "undoes": one.undoes}
    return found


def _of_document(table: Table) -> Any:
    def describe(connection: Connection, wanted: list[str], _: set[str]) -> dict[str, dict[str, Any]]:
        documents = schema.documents
        query = select(table.c.id, documents.c.id.label("document"), documents.c.meta).where(table.c.id.in_(wanted))
        if table is not documents:
            query = query.join(documents, documents.c.seq == table.c.document_seq)
        return {
            row.id: {"about": row.document, "title": decode(row.meta, Document, row.document).title}
            for row in connection.execute(query)
        }

    return describe


def _named(table: Table, field: str) -> Any:
    def describe(connection: Connection, wanted: list[str], tables: set[str]) -> dict[str, dict[str, Any]]:
        if table.name not in tables:
            return {}
        found = {}
        for row in connection.execute(select(table.c.id, table.c[field].label("name"), table.c.meta).where(table.c.id.in_(wanted))):
            meta = plain(row.meta)
            found[row.id] = {"about": row.name, "title": str(meta.get("as_of") or meta.get("title") or meta.get("name") or "") or None}
        return found

    return describe


_DESCRIBE = {
    "judgement.add": _judgements,
    "document.add": _of_document(schema.documents),
    "capture.add": _of_document(schema.captures),
    "reading.add": _of_document(schema.readings),
    "list.add": _named(schema.list_copies, "name"),
    "instrument.add": _named(schema.instrument_texts, "instrument"),
}
