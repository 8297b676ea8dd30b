"""What lists find a claim by after people edited it: its state, parties, sources and days as they stand, not as they were read.

The tables of lists follow from the readings and, for claims that somebody edited, from the judgements; the claims themselves
never change. Words are found as the article has them, edited or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, delete, select, update

from pactwatch.errors import LedgerError, UsageError
from pactwatch.model import Claim, Document, Review
from pactwatch.store import schema
from pactwatch.store.codec import decode
from pactwatch.store.dialect import Dialect
from pactwatch.store.indexing import Indexer, Name, parts
from pactwatch.store.places import span
from pactwatch.store.prepare import Row, asked_row, source_rows
from pactwatch.store.review_edits import edited
from pactwatch.store.review_state import CARRIED, EDIT, MOVED
from pactwatch.store.reviews import reviews
from pactwatch.store.tables import has_table

CHANGING = (EDIT, CARRIED)
"""The kinds of judgements that edit a claim; undos of them are of the same kinds."""
EDITING = (*CHANGING, MOVED)
"""The kinds of judgements, and of undos of them, after which lists may find a claim otherwise than before."""
DAMAGED = (LedgerError, ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What reading a damaged row raises: its values come in any type."""
SINCE = 6
"""The version of ledgers from which on lists go by edits."""


class Standing(NamedTuple):
    """A claim that lists show as it stands: its place, id, what filters ask of it (`asked_row`), and the names of its sources."""

    place: int
    id: str
    row: Row
    sources: tuple[Name, ...]


def relist(connection: Connection, dialect: Dialect, claims: Iterable[str], *, edits: bool = True) -> None:
    """Let lists find those of `claims` (ids) that they show by what stands, within the open write transaction; not `edits`: as read."""
    indexer, listed, sources = Indexer(connection, dialect), schema.listed_claims, schema.listed_sources
    for some in parts(sorted(set(claims))):
        found = list(standing(connection, some, edits=edits))
        if not found:
            continue
        names = indexer.names({name for one in found for name in (*_parties(one.row), *one.sources) if name is not None})
        connection.execute(update(listed).where(listed.c.place == bindparam("its_place")), [_values(one, names) for one in found])
        connection.execute(delete(sources).where(sources.c.place.in_([one.place for one in found])))
        rows = [{"name": seq, "place": one.place} for one in found for seq in sorted({names[name] for name in one.sources})]
        dialect.insert(connection, sources, rows)


def standing(connection: Connection, claims: Sequence[str], *, edits: bool = True) -> Iterator[Standing]:
    """Yield those of `claims` that lists show, as their edits have them; one whose edits give no claim, as it was read.

    What is damaged is left out: `verify` names it where it stands.
    """
    known = _reviews(connection, claims) if edits else {}
    for row in connection.execute(_shown().where(schema.claims.c.id.in_(claims))).all():
        with suppress(*DAMAGED):
            claim = as_edited(decode(row.body, Claim, f"claim {row.id}"), known.get(row.id))
            published = decode(row.meta, Document, f"the document of claim {row.id}").published
            sources = tuple((str(one["key"]), one["actor"]) for one in source_rows(claim.attributed_to))
            yield Standing(row.place, row.id, asked_row(claim, published), sources)


def _reviews(connection: Connection, claims: Sequence[str]) -> dict[str, Review]:
    try:
        return reviews(connection, claims)
    except DAMAGED:
        if len(claims) == 1:
            return {}
        return {name: review for claim in claims for name, review in _reviews(connection, [claim]).items()}


def edited_claims(connection: Connection, first: int = 0, last: int | None = None) -> list[str]:
    """Return the claims (ids) that a judgement may have edited; those of the readings with seqs from `first` to `last` (None: any)."""
    judged, claims = schema.judgements, schema.claims
    if not has_table(connection, judged):
        return []
    query = select(judged.c.subject).where(judged.c.kind.in_(EDITING)).distinct()
    if last is not None:
        of_readings = select(claims.c.id).where(claims.c.reading_seq.between(first, last))
        query = query.where(judged.c.subject.in_(of_readings))
    return sorted(connection.execute(query).scalars())


def _shown() -> Select[Any]:
    claims, readings, documents, listed = schema.claims, schema.readings, schema.documents, schema.listed_claims
    query = select(listed.c.place, claims.c.id, claims.c.body, documents.c.meta).join(claims, claims.c.seq == listed.c.claim_seq)
    return query.join(readings, readings.c.seq == claims.c.reading_seq).join(documents, documents.c.seq == readings.c.document_seq)


def as_edited(claim: Claim, review: Review | None) -> Claim:
    """Return `claim` as its `review` leaves it; as it was read where a newer reading has it, or its edits give no claim."""
    try:
        return claim if review is None or review.now is not None else edited(claim, review.edits)
    except UsageError:  # of another version of the program; `verify` names it
        return claim


def _parties(row: Row) -> tuple[Name | None, Name | None]:
    agent, recipient = ((row[f"{party}_key"], row[f"{party}_actor"]) for party in ("agent", "recipient"))
    return (None if agent[0] is None else agent), (None if recipient[0] is None else recipient)


def _values(one: Standing, names: dict[Name, int]) -> dict[str, Any]:
    agent, recipient = _parties(one.row)
    return {
        "its_place": one.place, "modality": one.row["modality"], "first_day": one.row["first_day"], "last_day": one.row["last_day"],
        "span": span(one.row["first_day"], one.row["last_day"]),
        "agent": names[agent] if agent else None, "recipient": names[recipient] if recipient else None,
    }  # fmt: skip
