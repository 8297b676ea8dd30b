"""Pages of claims: which places a ClaimFilter asks for, found by the filter that fewest claims pass, whatever there is.

Each filter can say which places it finds (by its own index) and whether it holds of one. Where one of them finds few, these
are looked through; else the list is walked in its order until a page is full, which then is soon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, Integer, Select, and_, cast, exists, false, func, literal, or_, select, union_all

from pactwatch.store.codec import clean
from pactwatch.store.dialect import Dialect, Walk
from pactwatch.store.filters import days, named_document
from pactwatch.store.names import NAMES, Names
from pactwatch.store.places import A_DOCUMENT, CLOSE, WIDE, earliest_close
from pactwatch.store.schema import claims, documents, listed_claims, listed_sources
from pactwatch.store.types import ClaimFilter

Condition = ColumnElement[bool]
LISTED = listed_claims.c
FEW, FEW_DAYS = 20_000, 500_000
"""Claims of one filter up to which these are looked through rather than the list; by days they lie together in an index."""
COUNTED = 8
"""How many times as many are few where all are to be counted; by days, no more than FEW_DAYS ever are."""
SURE = 4
"""How many times more than asked for must be likely for nothing to be counted."""
RANGES = 40
"""Documents up to which their stretches of places are asked for one by one."""


class Found(NamedTuple):
    """One filter: the condition on a listed claim, the places that it finds, up to how many are few; `ordered` if one index has both.

    `walk` is how words are found in the order of places, `likely` about how many there are where that is known.
    """

    holds: Condition
    places: Select[Any]
    few: int = FEW
    ordered: bool = False
    walk: Walk | None = None
    likely: int | None = None


class Places(NamedTuple):
    """The places of some listed claims with the claims' seqs, and the column that gives their order."""

    chosen: Select[Any]
    order: ColumnElement[int]


class Listing:
    """Finds the places that filters ask for, in one open connection on a ledger of version 4."""

    def __init__(self, connection: Connection, dialect: Dialect, known: Names | None = None) -> None:
        self._connection = connection
        self._dialect = dialect
        self._names = known or Names()

    def places(self, wanted: ClaimFilter) -> Places:
        """Return the places that `wanted` asks for, its limit and offset left aside."""
        return self._places(list(self._filters(wanted)))

    def _places(self, filters: Sequence[Found], times: int = 1) -> Places:
        """Return the places that pass all of `filters`; few are so many `times` what a page takes for few."""
        if not filters or (len(filters) == 1 and filters[0].ordered):
            return Places(select(LISTED.place, LISTED.claim_seq).where(*(f.holds for f in filters)), LISTED.place)
        best = self._fewest(filters, times) if len(filters) > 1 or filters[0].walk is None else None
        if best is None:
            return _walking(filters)
        chosen = select(LISTED.place, LISTED.claim_seq).where(LISTED.place.in_(best.places), *(f.holds for f in filters if f is not best))
        return Places(chosen, LISTED.place)

    def count(self, wanted: ClaimFilter, at_most: int | None = None) -> int:
        """Return how many claims `wanted` asks for; no further than `at_most`."""
        filters = list(self._filters(wanted))
        # what is counted is more than a page, so an index is worth its reading for longer
        alone = len(filters) == 1 and filters[0].walk is None
        if at_most is not None and len(filters) == 1 and (filters[0].likely or 0) > SURE * at_most:
            return at_most
        places = filters[0].places if alone else self._places(filters, COUNTED).chosen
        inner = places if at_most is None else places.limit(at_most)
        return int(self._connection.execute(select(func.count()).select_from(inner.subquery())).scalar_one())

    def among(self, wanted: ClaimFilter, ids: Sequence[str]) -> Select[Any]:
        """Select those of the claims `ids` that `wanted` asks for."""
        filters = list(self._filters(wanted))
        walk = next((f.walk for f in filters if f.walk is not None), None)
        holds = [f.holds if f.walk is None else f.walk.holds for f in filters]
        query = select(claims.c.id).select_from(listed_claims if walk is None else walk.joined)
        return query.join(claims, claims.c.seq == LISTED.claim_seq).where(claims.c.id.in_(ids), *holds)

    def _fewest(self, filters: Sequence[Found], times: int) -> Found | None:
        best: tuple[int, Found] | None = None
        for found in filters:
            few = max(found.few, min(found.few * times, FEW_DAYS))
            most = few if best is None else min(few, best[0])
            if found.likely is not None and found.likely > 2 * most:
                continue
            inner = found.places.limit(most + 1).subquery()
            count = int(self._connection.execute(select(func.count()).select_from(inner)).scalar_one())
            if count <= most:
                best = (count, found)
        return best[1] if best else None

    def _filters(self, wanted: ClaimFilter) -> Iterator[Found]:
        if wanted.text is not None:
            yield self._text(wanted.text)
        if wanted.document is not None:
            yield self._document(wanted.document)
        for column, name in ((LISTED.agent, wanted.agent), (LISTED.recipient, wanted.recipient)):
            if name is not None:
                yield self._party(column, name)
        if wanted.said_by is not None:
            yield self._said_by(wanted.said_by)
        for column, value in ((LISTED.type, wanted.type), (LISTED.modality, wanted.modality)):
            if value is not None:
                yield _by(column == clean(value), ordered=True)
        if wanted.since is not None or wanted.until is not None:
            yield _days(wanted)

    def _text(self, query: str) -> Found:
        found, walk = self._dialect.matching_claims(query), self._dialect.holding_words(query)
        if found is None or walk is None:
            return _by(false())
        return Found(LISTED.place.in_(found), found, walk=walk, likely=self._dialect.likely_matches(self._connection, query))

    def _party(self, column: ColumnElement[int], name: str) -> Found:
        seqs = self._names.meant(self._connection, name)
        return _by(column.in_(seqs), ordered=isinstance(seqs, list) and len(seqs) == 1)

    def _said_by(self, name: str) -> Found:
        seqs = self._names.meant(self._connection, name)
        sources = listed_sources.c
        # the sum keeps the database from trying each of many names in turn: a place has few
        holds = exists(select(sources.place).where(sources.place == LISTED.place, (sources.name + 0).in_(seqs)))
        places = select(sources.place).where(sources.name.in_(seqs))
        return Found(holds, places if isinstance(seqs, list) and len(seqs) == 1 else places.distinct())

    def _document(self, query: str) -> Found:
        documents_named = select(named_document(query).subquery().c.seq)
        few = list(self._connection.execute(documents_named.limit(NAMES + 1)).scalars())
        seqs = few if len(few) <= NAMES else documents_named
        if isinstance(seqs, list) and len(seqs) <= RANGES:
            return _by(or_(false(), *(LISTED.place.between(seq * A_DOCUMENT, (seq + 1) * A_DOCUMENT - 1) for seq in seqs)))
        first = cast(documents.c.seq, BigInteger) * A_DOCUMENT
        within = and_(LISTED.place >= first, LISTED.place < first + A_DOCUMENT)
        places = select(LISTED.place).select_from(documents).join(listed_claims, within).where(documents.c.seq.in_(seqs))
        return Found((LISTED.place.op("/")(literal(A_DOCUMENT, Integer))).in_(seqs), places)


def _by(holds: Condition, *, ordered: bool = False) -> Found:
    return Found(holds, select(LISTED.place).where(holds), ordered=ordered)


def _days(wanted: ClaimFilter) -> Found:
    since = days("since", wanted.since)[0] if wanted.since is not None else None
    until = days("until", wanted.until)[1] if wanted.until is not None else None
    holds = [LISTED.last_day >= since] if since is not None else []
    holds += [LISTED.first_day <= until] if until is not None else []
    close = [LISTED.span == CLOSE, *holds, *([LISTED.first_day >= earliest_close(since)] if since is not None else [])]
    wide = [LISTED.span == WIDE, *holds]
    both = union_all(select(LISTED.place).where(*close), select(LISTED.place).where(*wide)).subquery()
    return Found(and_(*holds), select(both.c.place), few=FEW_DAYS)


def _walking(filters: Sequence[Found]) -> Places:
    """Return the places of the list that pass all of `filters`, as the words' index gives them where there are words."""
    walk = next((f.walk for f in filters if f.walk is not None), None)
    chosen = select(LISTED.place, LISTED.claim_seq)
    if walk is None:
        return Places(chosen.where(*(f.holds for f in filters)), LISTED.place)
    chosen = chosen.select_from(walk.joined).where(walk.holds, *(f.holds for f in filters if f.walk is None))
    return Places(chosen, walk.order)
