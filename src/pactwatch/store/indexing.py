"""Keeping the tables of lists: which reading of a document is shown, its claims in order, their names and words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, delete, func, or_, select

from pactwatch.store import schema
from pactwatch.store.dialect import Dialect
from pactwatch.store.places import A_DOCUMENT, place, span

T = TypeVar("T")
Name = tuple[str, str | None]
"""A folded name and a folded actor id."""
AT_ONCE = 400
"""Values of one IN; SQLite takes 32,766 parameters, older ones 999."""


class ClaimLine(NamedTuple):
    """What lists need of a stored claim: its seq, what filters ask for, and the words that a search finds it by."""

    seq: int
    type: str
    modality: str
    agent: Name | None
    recipient: Name | None
    first_day: str | None
    last_day: str | None
    sources: tuple[Name, ...]
    words: str


class ReadingLine(NamedTuple):
    """A stored reading with its claims in order; `rank` is its engine's."""

    document_seq: int
    seq: int
    rank: str
    claims: Sequence[ClaimLine]


class Indexer:
    """Brings the tables of lists up to date with readings that were just stored, within one write transaction."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect

    def add(self, readings: Sequence[ReadingLine], documents: Collection[int]) -> None:
        """Index `readings`, the newest stored ones, in the order of their seq; `documents` are the seqs of those that had others before."""
        if not readings:
            return
        shown = self._shown(documents)
        before = self._before(documents, readings[0].seq)
        stored = set(shown)
        chosen: dict[int, tuple[ReadingLine, int]] = {}
        for reading in readings:
            document = reading.document_seq
            start = before.get(document, 0)
            before[document] = start + len(reading.claims)
            if (reading.rank, reading.seq) > shown.get(document, ("", 0)):
                shown[document] = (reading.rank, reading.seq)
                chosen[document] = (reading, start)
        self._remove([document for document in chosen if document in stored])
        self._insert(list(chosen.values()))

    def _shown(self, documents: Collection[int]) -> dict[int, tuple[str, int]]:
        listed, readings, engines = schema.listed_readings, schema.readings, schema.engines
        query = select(listed.c.document_seq, engines.c.rank, readings.c.seq).join(readings, readings.c.seq == listed.c.reading_seq)
        query = query.join(engines, engines.c.seq == readings.c.engine_seq)
        found: dict[int, tuple[str, int]] = {}
        for some in parts(documents):
            for row in self._connection.execute(query.where(listed.c.document_seq.in_(some))):
                found[row.document_seq] = (row.rank, row.seq)
        return found

    def _before(self, documents: Collection[int], first: int) -> dict[int, int]:
        """Return how many claims each of `documents` has in readings before the one with the seq `first`."""
        claims, readings = schema.claims, schema.readings
        query = select(readings.c.document_seq, func.count(claims.c.seq)).join(claims, claims.c.reading_seq == readings.c.seq)
        query = query.where(readings.c.seq < first).group_by(readings.c.document_seq)
        found: dict[int, int] = {}
        for some in parts(documents):
            found |= {row[0]: row[1] for row in self._connection.execute(query.where(readings.c.document_seq.in_(some)))}
        return found

    def _remove(self, documents: Sequence[int]) -> None:
        claims, sources, readings = schema.listed_claims, schema.listed_sources, schema.listed_readings
        for some in parts(documents, 100):
            for table in (claims, sources):
                ranges = (table.c.place.between(seq * A_DOCUMENT, (seq + 1) * A_DOCUMENT - 1) for seq in some)
                self._connection.execute(delete(table).where(or_(*ranges)))
            self._connection.execute(delete(readings).where(readings.c.document_seq.in_(some)))

    def _insert(self, chosen: Sequence[tuple[ReadingLine, int]]) -> None:
        names = self.names({name for reading, _ in chosen for claim in reading.claims for name in _named(claim)})
        claims: list[dict[str, Any]] = []
        sources: list[dict[str, Any]] = []
        words: list[tuple[int, str]] = []
        for reading, start in chosen:
            for position, claim in enumerate(reading.claims, start):
                where = place(reading.document_seq, position)
                claims.append({
                    "place": where, "claim_seq": claim.seq, "type": claim.type, "modality": claim.modality,
                    "agent": names[claim.agent] if claim.agent else None,
                    "recipient": names[claim.recipient] if claim.recipient else None,
                    "span": span(claim.first_day, claim.last_day), "first_day": claim.first_day, "last_day": claim.last_day,
                })  # fmt: skip
                sources += [{"name": seq, "place": where} for seq in sorted({names[name] for name in claim.sources})]
                words.append((where, claim.words))
        rows = [{"document_seq": reading.document_seq, "reading_seq": reading.seq} for reading, _ in chosen]
        self._dialect.insert(self._connection, schema.listed_readings, rows)
        self._dialect.insert(self._connection, schema.listed_claims, claims)
        self._dialect.insert(self._connection, schema.listed_sources, sources)
        self._dialect.index_claims(self._connection, words)

    def names(self, wanted: Collection[Name]) -> dict[Name, int]:
        """Return the seq of each name, new ones added."""
        table, found = schema.claim_names, dict[Name, int]()
        for keys in parts({key for key, _ in wanted}):
            stored = self._connection.execute(select(table.c.seq, table.c.key, table.c.actor).where(table.c.key.in_(keys)))
            found |= {(row.key, row.actor): row.seq for row in stored}
        new = sorted(set(wanted) - set(found), key=lambda name: (name[0], name[1] or ""))
        if new:
            first = (self._connection.execute(select(func.max(table.c.seq))).scalar() or 0) + 1
            found |= {name: seq for seq, name in enumerate(new, first)}
            rows = [{"seq": seq, "key": key, "actor": actor} for seq, (key, actor) in enumerate(new, first)]
            self._dialect.insert(self._connection, table, rows)
        return found


def parts(values: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Yield `values` in lists that one statement takes."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def _named(claim: ClaimLine) -> Iterator[Name]:
    yield from (name for name in (claim.agent, claim.recipient) if name is not None)
    yield from claim.sources
