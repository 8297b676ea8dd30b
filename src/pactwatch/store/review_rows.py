"""What the tally of reviews asks of the ledger: which judgements came, and which claims lists show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from pactwatch.store import schema
from pactwatch.store.outdated import outdated
from pactwatch.store.relisting import CHANGING
from pactwatch.store.review_places import Place
from pactwatch.store.review_state import STATED

AT_ONCE = 5000
UNREVIEWED = "unreviewed"
_STATUS = re.compile(r'"status":"([a-z]+)"')
"""In the JSON of a judgement; within a string of it, the quotes would be escaped."""


def stated(connection: Connection, after: int) -> Iterator[tuple[int, str, str, bool]]:
    """Yield the judgements after the one with this seq that state a claim's status: seq, claim, status, whether it may be edited by it."""
    table = schema.judgements
    query = select(table.c.seq, table.c.subject, table.c.body, table.c.kind).where(table.c.seq > after, table.c.kind.in_(sorted(STATED)))
    for row in connection.execute(query.order_by(table.c.seq)):
        found = _STATUS.search(row.body)
        yield row.seq, row.subject, found[1] if found else UNREVIEWED, row.kind in CHANGING


def shown_claims(connection: Connection) -> int:
    """Return how many claims the readings that lists show have."""
    claims, readings = schema.claims, schema.readings
    every = connection.execute(select(func.count()).select_from(claims)).scalar_one()
    hidden = select(func.count()).select_from(readings).join(claims, claims.c.reading_seq == readings.c.seq).where(outdated())
    return int(every) - int(connection.execute(hidden).scalar_one())


def read_again(connection: Connection, after: int) -> tuple[set[str], int]:
    """Return the claims of the documents that were read after the reading with this seq, and the seq of the first of these."""
    claims, readings, newer = schema.claims, schema.readings, schema.readings.alias()
    documents = select(newer.c.document_seq).where(newer.c.seq > after)
    first = connection.execute(select(func.min(newer.c.document_seq)).where(newer.c.seq > after)).scalar() or 0
    query = select(claims.c.id).join(readings, readings.c.seq == claims.c.reading_seq).where(readings.c.document_seq.in_(documents))
    return set(connection.execute(query).scalars()), int(first)


def shown_among(connection: Connection, wanted: list[str]) -> Iterator[tuple[str, Place]]:
    """Yield those of the claims `wanted` that lists show, each with the place of its reading."""
    claims, readings, judged = schema.claims, schema.readings, schema.judgements
    query = select(claims.c.id, readings.c.document_seq, readings.c.seq).join(readings, readings.c.seq == claims.c.reading_seq).where(~outdated())
    if len(wanted) > AT_ONCE:  # rather all that were ever judged, and of these the wanted ones
        among, every = set(wanted), select(judged.c.subject).where(judged.c.kind.in_(sorted(STATED)))
        parts = [claims.c.id.in_(every)]
    else:
        among, parts = set(wanted), [claims.c.id.in_(wanted)] if wanted else []
    for part in parts:
        yield from ((row.id, (row.document_seq, row.seq)) for row in connection.execute(query.where(part)) if row.id in among)
