"""Which claims stand where: the queue of a status, and how many there are of each.

Every judgement of a review says the status that it leaves its claim in (`review_state.STATED`), so the newest one of a claim
tells, and the database finds claims by it without their histories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, case, exists, func, literal, or_, select

from pactwatch.model import ReviewStatus
from pactwatch.store import schema
from pactwatch.store.dialect import Dialect
from pactwatch.store.filters import conditions
from pactwatch.store.indexing import parts
from pactwatch.store.listing import Listing
from pactwatch.store.outdated import outdated
from pactwatch.store.review_places import Place, sizes, stretches
from pactwatch.store.review_state import KINDS, MOVED, STATED
from pactwatch.store.review_tally import DECIDED, Tally
from pactwatch.store.tables import has_table
from pactwatch.store.types import ClaimFilter, ClaimRow
from pactwatch.store.unlisted import row_of

AT_ONCE = 5000
"""Readings fetched in one query."""
HELD = 50_000
"""Claims of a filter up to which their ids are kept, to count how they stand."""
_STATED = sorted(STATED)


def queue(
    connection: Connection, dialect: Dialect, tally: Tally, wanted: ClaimFilter, status: ReviewStatus | None, limit: int | None, offset: int
) -> list[ClaimRow]:
    """Return the claims of `wanted` in `status` (None: any); see `View.queue`.

    First only counted, reading by reading, in ever longer stretches of documents until the page is covered; then its readings
    are fetched. So the first pages cost the same however long the ledger is.
    """
    end = None if limit is None else offset + limit
    having = [_stands(connection, status)] if status is not None else []
    passed, skipped, readings = 0, 0, list[int]()
    for reading, count in _by_reading(connection, dialect, tally, wanted, status):
        if passed + count <= offset:
            skipped += count
        elif count:
            readings.append(reading)
        passed += count
        if end is not None and passed >= end:
            break
    found = _fetched(connection, wanted, dialect, having, readings)
    return found[offset - skipped if readings else 0 : None if end is None else max(end - skipped, 0)]


def _by_reading(
    connection: Connection, dialect: Dialect, tally: Tally, wanted: ClaimFilter, status: ReviewStatus | None
) -> Iterator[tuple[int, int]]:
    """Yield the shown readings, as their documents came, with how many claims each has that are asked for."""
    decided = tally.places(connection, DECIDED if status == "unreviewed" else [status] if status else []) if is_all(wanted) else None
    if decided is not None and status in DECIDED:
        yield from ((place[1], count) for place, count in sorted(decided.items()))
        return
    known: Counter[Place] = Counter() if decided is None else decided
    asked_of_each = [_stands(connection, status)] if status is not None and decided is None else []
    first = tally.open_from(connection) if status == "unreviewed" else 0
    if _leaves_few(wanted):
        for row in connection.execute(_counted(connection, wanted, dialect, [*asked_of_each, schema.readings.c.document_seq >= first])).all():
            yield row.seq, int(row.claims)
        return
    given = [*_by_row(connection, wanted, dialect), *asked_of_each]
    for places in stretches(connection, first):
        counted = sizes(connection, places, *given)
        yield from ((reading, counted[reading] - known[document, reading]) for document, reading in places)


def is_all(wanted: ClaimFilter) -> bool:
    """Whether `wanted` leaves out no claim, limit and offset aside."""
    return msgspec.structs.replace(wanted, limit=None, offset=0) == ClaimFilter()


def _by_row(connection: Connection, wanted: ClaimFilter, dialect: Dialect) -> list[ColumnElement[bool]]:
    """Return the conditions of `wanted` for claims found by their reading: looking through few, a database shall not go by type."""
    kind = [] if wanted.type is None else [schema.claims.c.type.concat("") == wanted.type]
    return [*kind, *_conditions(connection, msgspec.structs.replace(wanted, type=None), dialect)]


def _conditions(connection: Connection, wanted: ClaimFilter, dialect: Dialect) -> Iterator[ColumnElement[bool]]:
    # a ledger of an earlier version, opened for reading, lacks the tables of lists
    return conditions(wanted, dialect, listed=has_table(connection, schema.listed_claims))


def _leaves_few(wanted: ClaimFilter) -> bool:
    return any(given is not None for given in (wanted.text, wanted.document, wanted.agent, wanted.recipient, wanted.said_by))


def _counted(connection: Connection, wanted: ClaimFilter, dialect: Dialect, having: list[ColumnElement[bool]]) -> Select[Any]:
    readings = schema.readings
    query = _listed(connection, select(readings.c.document_seq, readings.c.seq, func.count().label("claims")), wanted, dialect).where(*having)
    return query.group_by(readings.c.document_seq, readings.c.seq).order_by(readings.c.document_seq)


def _fetched(
    connection: Connection, wanted: ClaimFilter, dialect: Dialect, having: list[ColumnElement[bool]], readings: list[int]
) -> list[ClaimRow]:
    """Return the claims of some readings, in each those that repeat another one last."""
    claims, documents, engines = schema.claims, schema.documents, schema.engines
    columns = (claims.c.body, claims.c.quotes, claims.c.id, claims.c.position, documents.c.meta, engines.c.name, engines.c.version,
               schema.readings.c.id.label("reading"))  # fmt: skip
    found: list[ClaimRow] = []
    for first in range(0, len(readings), AT_ONCE):
        query = select(*columns).select_from(schema.readings).join(claims, claims.c.reading_seq == schema.readings.c.seq)
        query = query.join(engines, engines.c.seq == schema.readings.c.engine_seq)
        query = query.join(documents, documents.c.seq == schema.readings.c.document_seq)
        query = query.where(schema.readings.c.seq.in_(readings[first : first + AT_ONCE]), *_by_row(connection, wanted, dialect), *having)
        rows = connection.execute(query.order_by(schema.readings.c.document_seq, claims.c.position))
        for _, group in groupby(rows, key=lambda row: row.reading):
            found += sorted((row_of(row) for row in group), key=lambda row: row.claim.same_as is not None)
    return found


def counts(
    connection: Connection, dialect: Dialect, wanted: ClaimFilter, tally: Tally, listing: Listing, total: Callable[[], int]
) -> dict[str, int]:
    """Return the number of claims of `wanted`, of which there are `total`, in each status; which are decided about is kept in `tally`."""
    if is_all(wanted) and (kept := tally.counts(connection)) is not None:
        return kept
    asked, many = msgspec.structs.replace(wanted, limit=None, offset=0), cache(total)

    def ids() -> Iterable[str] | None:
        return connection.execute(_ids(connection, wanted, dialect, listing)).scalars() if many() <= HELD else None

    held = tally.of(connection, asked, ids, lambda some: _among(connection, asked, listing, some))
    return held if held is not None else _counts(connection, dialect, wanted, tally, listing, many())


def _counts(connection: Connection, dialect: Dialect, wanted: ClaimFilter, tally: Tally, listing: Listing, total: int) -> dict[str, int]:
    found = _decided(connection, dialect, wanted, tally, listing, total) if _has_judgements(connection) else Counter[str]()
    return {"unreviewed": total - found.total()} | {status: found[status] for status in DECIDED}


def _decided(connection: Connection, dialect: Dialect, wanted: ClaimFilter, tally: Tally, listing: Listing, total: int) -> Counter[str]:
    """Return how many of the `total` claims of `wanted` are in each status that somebody decided on."""
    judged, claims = schema.judgements, schema.claims
    decided = tally.decided(connection)
    if decided is not None:
        query = _ids(connection, wanted, dialect, listing)
        if decided < total:  # look at those that are decided about, rather than at those that are asked for
            subjects = select(judged.c.subject).where(judged.c.kind.in_(_STATED))
            query = query.where(claims.c.id.in_(subjects))
        found = tally.decided_among(connection, connection.execute(query).scalars().all())
        if found is not None:
            return found
    newest = select(func.max(judged.c.seq)).where(judged.c.subject == claims.c.id, judged.c.kind.concat("").in_(_STATED))  # by subject, not kind
    says = case(*((judged.c.body.contains(f'"status":"{status}"', autoescape=True), status) for status in DECIDED), else_="unreviewed")
    query = _listed(connection, select(says.label("status"), func.count()), wanted, dialect)
    query = query.join(judged, judged.c.seq == newest.correlate(claims).scalar_subquery()).group_by("status")
    return Counter({status: count for status, count in connection.execute(query).all() if status in DECIDED})


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


def _ids(connection: Connection, wanted: ClaimFilter, dialect: Dialect, listing: Listing) -> Select[Any]:
    """Select the ids of the claims of `wanted`: by the tables of lists, where there are such."""
    claims = schema.claims
    if not has_table(connection, schema.listed_claims):
        return _listed(connection, select(claims.c.id), wanted, dialect)
    chosen = listing.places(wanted).chosen.subquery("chosen")
    return select(claims.c.id).select_from(chosen).join(claims, claims.c.seq == chosen.c.claim_seq)


def _among(connection: Connection, wanted: ClaimFilter, listing: Listing, some: Iterable[str]) -> Iterator[str]:
    """Yield those of the claims `some` (ids) that `wanted` asks for."""
    for part in parts(some):
        yield from connection.execute(listing.among(wanted, part)).scalars()


def _listed(connection: Connection, query: Select[Any], wanted: ClaimFilter, dialect: Dialect) -> Select[Any]:
    claims, readings, documents = schema.claims, schema.readings, schema.documents
    query = query.select_from(readings).join(claims, claims.c.reading_seq == readings.c.seq)
    if wanted.document is not None:
        query = query.join(documents, documents.c.seq == readings.c.document_seq)
    return query.where(~outdated(), *_conditions(connection, wanted, dialect))


def _stands(connection: Connection, status: ReviewStatus) -> ColumnElement[bool]:
    if not _has_judgements(connection):
        return literal(status == "unreviewed")
    return ~_newest_says(*DECIDED) if status == "unreviewed" else _newest_says(status)


def _newest_says(*statuses: str) -> ColumnElement[bool]:
    """Return the condition that the newest judgement of a claim's review states one of `statuses`."""
    judged, newer = schema.judgements.alias(), schema.judgements.alias()
    newest = select(func.max(newer.c.seq)).where(newer.c.subject == schema.claims.c.id, newer.c.kind.concat("").in_(_STATED))  # by subject, not kind
    says = or_(*(judged.c.body.contains(f'"status":"{status}"', autoescape=True) for status in statuses))
    found = select(judged.c.seq).where(judged.c.seq == newest.correlate(schema.claims).scalar_subquery(), says)
    return exists(found.correlate(schema.claims))


def _has_judgements(connection: Connection) -> bool:
    return has_table(connection, schema.judgements)
