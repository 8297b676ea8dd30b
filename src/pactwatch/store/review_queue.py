"""Which claims stand where: the queue of a status, and how many there are of each.

Every judgement of a review says the status that it leaves its claim in (`review_state.STATED`), so the newest one of a claim
tells, and the database finds claims by it without their histories.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, exists, func, inspect, literal, select

from pactwatch.model import Claim, Document, ReviewStatus
from pactwatch.store import schema
from pactwatch.store.codec import decode
from pactwatch.store.dialect import Dialect
from pactwatch.store.filters import conditions
from pactwatch.store.outdated import outdated
from pactwatch.store.review_state import KINDS, MOVED, STATED
from pactwatch.store.types import ClaimFilter, ClaimRow

DECIDED: tuple[ReviewStatus, ...] = ("accepted", "rejected", "retracted")
_CANONICAL = '"same_as":null'
"""In the JSON of a claim that repeats no other; within a string of JSON its quotes would be escaped."""
_STATED = sorted(STATED)


def queue(
    connection: Connection, dialect: Dialect, wanted: ClaimFilter, status: ReviewStatus | None, limit: int | None, offset: int
) -> list[ClaimRow]:
    """Return the claims of `wanted` in `status` (None: any); see `View.queue`."""
    claims, readings, documents, engines = schema.claims, schema.readings, schema.documents, schema.engines
    columns = (claims.c.body, claims.c.quotes, claims.c.id, documents.c.meta, engines.c.name, engines.c.version, readings.c.id.label("reading"))
    query = _listed(select(*columns), wanted, dialect)
    if status is not None:
        query = query.where(_stands(connection, status))
    repeats = case((claims.c.body.contains(_CANONICAL, autoescape=True), 0), else_=1)
    query = query.order_by(documents.c.seq, repeats, claims.c.position).limit(limit).offset(offset or None)
    return [_row(row) for row in connection.execute(query)]


def counts(connection: Connection, dialect: Dialect, wanted: ClaimFilter) -> dict[str, int]:
    """Return the number of claims of `wanted` in each status."""
    total = int(connection.execute(_listed(select(func.count()), wanted, dialect)).scalar_one())
    found = dict.fromkeys(DECIDED, 0)
    if _has_judgements(connection):
        stated = select(schema.judgements.c.subject).where(schema.judgements.c.kind.in_(_STATED))
        for status in DECIDED:
            query = _listed(select(func.count()), wanted, dialect).where(schema.claims.c.id.in_(stated), _newest_says(status))
            found[status] = int(connection.execute(query).scalar_one())
    return {"unreviewed": total - sum(found.values())} | found


def left_behind(connection: Connection) -> list[str]:
    """Return the claims with a review that no shown reading has, oldest judgement first; see `View.left_behind`."""
    if not _has_judgements(connection):
        return []
    judged, claims, readings = schema.judgements, schema.claims, schema.readings
    moved = judged.alias()
    shown = exists(select(claims.c.seq).join(readings, readings.c.seq == claims.c.reading_seq).where(claims.c.id == judged.c.subject, ~outdated()))
    gone = exists(select(moved.c.seq).where(moved.c.subject == judged.c.subject, moved.c.kind == MOVED))
    query = select(judged.c.subject).where(judged.c.kind.in_(KINDS), ~shown, ~gone).group_by(judged.c.subject)
    return list(connection.execute(query.order_by(func.min(judged.c.seq))).scalars())


def _listed(query: Select[Any], wanted: ClaimFilter, dialect: Dialect) -> Select[Any]:
    claims, readings, documents, engines = schema.claims, schema.readings, schema.documents, schema.engines
    query = query.select_from(documents).join(readings, readings.c.document_seq == documents.c.seq)
    query = query.join(claims, claims.c.reading_seq == readings.c.seq).join(engines, engines.c.seq == readings.c.engine_seq)
    return query.where(~outdated(), *conditions(wanted, dialect))


def _stands(connection: Connection, status: ReviewStatus) -> ColumnElement[bool]:
    if not _has_judgements(connection):
        return literal(status == "unreviewed")
    return ~_newest_says(*DECIDED) if status == "unreviewed" else _newest_says(status)


def _newest_says(*statuses: str) -> ColumnElement[bool]:
    """Return the condition that the newest judgement of a claim's review states one of `statuses`."""
    judged, newer = schema.judgements.alias(), schema.judgements.alias()
    newest = select(func.max(newer.c.seq)).where(newer.c.subject == schema.claims.c.id, newer.c.kind.in_(_STATED))
    says = [judged.c.body.contains(f'"status":"{status}"', autoescape=True) for status in statuses]
    condition = says[0]
    for other in says[1:]:
        condition = condition | other
    found = select(judged.c.seq).where(judged.c.seq == newest.correlate(schema.claims).scalar_subquery(), condition)
    return exists(found.correlate(schema.claims))


def _has_judgements(connection: Connection) -> bool:
    return inspect(connection).has_table(schema.judgements.name)


def _row(row: Any) -> ClaimRow:
    subject = f"claim {row.id}"
    return ClaimRow(
        claim=decode(row.body, Claim, subject), quotes=decode(row.quotes, tuple[str, ...], subject),
        document=decode(row.meta, Document, f"the document of {subject}"), engine=row.name, version=row.version, reading=row.reading,
    )  # fmt: skip
