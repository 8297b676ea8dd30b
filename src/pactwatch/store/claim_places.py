"""Where claims stand: the figures that carry them and the documents that they are of, in every reading of these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select

from pactwatch.model import Figure
from pactwatch.store import schema
from pactwatch.store.codec import decode
from pactwatch.store.indexing import parts
from pactwatch.store.tables import has_table


def figures_of(connection: Connection, claims: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the figures that carry each of `claims`, by claim; older readings count too, claims without any are left out."""
    wanted, found = dict.fromkeys(claims), defaultdict[str, dict[str, None]](dict)
    if not wanted or not has_table(connection, schema.figures):
        return {}
    table, held = schema.figures, schema.claims
    for some in parts(wanted):
        readings = select(held.c.reading_seq).where(held.c.id.in_(some))
        for row in connection.execute(select(table.c.id, table.c.body).where(table.c.reading_seq.in_(readings)).order_by(table.c.seq)):
            claim = decode(row.body, Figure, f"figure {row.id}").claim
            if claim is not None and claim in wanted:
                found[claim][row.id] = None
    return {claim: tuple(figures) for claim, figures in found.items()}


def documents_of(connection: Connection, claims: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the documents in which a reading found one of `claims`."""
    held, readings, documents = schema.claims, schema.readings, schema.documents
    query = select(documents.c.id).distinct().join(readings, readings.c.document_seq == documents.c.seq)
    query = query.join(held, held.c.reading_seq == readings.c.seq).order_by(documents.c.id)
    found = (name for some in parts(dict.fromkeys(claims)) for name in connection.execute(query.where(held.c.id.in_(some))).scalars())
    return tuple(dict.fromkeys(found))
