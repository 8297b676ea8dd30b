"""Places of claims that a filter asks for by what was read: what people edited is weighed by whoever asks, as balances do."""

from __future__ import annotations

from sqlalchemy import Connection, select, union_all

from pactwatch.store import schema
from pactwatch.store.dialect import Dialect
from pactwatch.store.filters import conditions
from pactwatch.store.listing import Listing
from pactwatch.store.relisting import EDITING
from pactwatch.store.types import ClaimFilter


def places_as_read(connection: Connection, dialect: Dialect, wanted: ClaimFilter) -> list[int]:
    """Return the places of the listed claims that `wanted` asks for, in their order; it asks for no words and no document."""
    judged, listed, claims = schema.judgements, schema.listed_claims, schema.claims
    edited = select(judged.c.subject).where(judged.c.kind.in_(EDITING))
    chosen = Listing(connection, dialect).places(wanted).chosen.subquery("chosen")
    own = select(chosen.c.place).join(claims, claims.c.seq == chosen.c.claim_seq).where(claims.c.id.not_in(edited))
    others = select(listed.c.place).join(claims, claims.c.seq == listed.c.claim_seq)
    others = others.where(claims.c.id.in_(edited), *conditions(wanted, dialect, listed=False))
    return sorted(connection.execute(union_all(own, others)).scalars())
