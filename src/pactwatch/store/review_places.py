"""The readings that lists show, as their documents came, in ever longer stretches, and how many claims each has.

Asked in two steps, since a database that knows no statistics would look through all claims for a stretch of documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, func, select

from pactwatch.store import schema
from pactwatch.store.outdated import outdated

FIRST, GROWTH, AT_ONCE = 50, 4, 5000
"""Documents of the first stretch, by how much the next one is longer; readings asked about in one query."""
Place = tuple[int, int]
"""The seq of a document and of the reading that shows it: places sort as the documents came."""


def stretches(connection: Connection, first: int) -> Iterator[list[Place]]:
    """Yield the places of the documents from `first` (a seq) on."""
    readings, size = schema.readings, FIRST
    last = connection.execute(select(func.max(readings.c.document_seq))).scalar() or 0
    while first <= last:
        query = select(readings.c.document_seq, readings.c.seq).where(readings.c.document_seq >= first, readings.c.document_seq < first + size)
        rows = connection.execute(query.where(~outdated()).order_by(readings.c.document_seq))
        yield [(row.document_seq, row.seq) for row in rows]
        first, size = first + size, size * GROWTH


def sizes(connection: Connection, places: Sequence[Place], *conditions: ColumnElement[bool]) -> Counter[int]:
    """Return how many claims each reading of `places` has for which `conditions` hold, by its seq."""
    claims, found = schema.claims, Counter[int]()
    for first in range(0, len(places), AT_ONCE):
        readings = [reading for _, reading in places[first : first + AT_ONCE]]
        query = select(claims.c.reading_seq, func.count().label("claims")).where(claims.c.reading_seq.in_(readings), *conditions)
        for row in connection.execute(query.group_by(claims.c.reading_seq)):
            found[row.reading_seq] += row.claims
    return found
