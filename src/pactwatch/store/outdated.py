"""Which readings lists show: one of each document, that of the newest engine version, of two by one version the later one."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Exists, and_, exists, or_, select

from pactwatch.store import schema


@lru_cache(maxsize=1)
def outdated() -> Exists:
    """Return the condition that lists show another reading of the document: asked row by row, where few rows are wanted."""
    readings = schema.readings
    newer, mine, theirs = readings.alias(), schema.engines.alias(), schema.engines.alias()
    later = or_(theirs.c.rank > mine.c.rank, and_(theirs.c.rank == mine.c.rank, newer.c.seq > readings.c.seq))
    found = select(newer.c.seq).join(theirs, theirs.c.seq == newer.c.engine_seq).join(mine, mine.c.seq == readings.c.engine_seq)
    others = and_(newer.c.document_seq == readings.c.document_seq, newer.c.seq != readings.c.seq)
    return exists(found.where(others, later).correlate(readings))
