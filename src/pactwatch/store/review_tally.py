"""How many claims stand in each status, kept while a ledger is open and brought up to date with what was added since.

Nothing in a ledger changes but by addition, so what was counted up to one judgement and one reading stays counted; only the
judgements after it are read, and the claims of documents that were read again are looked at anew. Who still looks at a state
of some judgements ago gets the counts less these.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from threading import Lock

from sqlalchemy import Connection, func, inspect, select

from pactwatch.store import schema
from pactwatch.store.outdated import outdated
from pactwatch.store.review_places import Place, sizes, stretches
from pactwatch.store.review_state import STATED

AT_ONCE = 5000
_STATUS = re.compile(r'"status":"([a-z]+)"')
"""In the JSON of a judgement; within a string of it, the quotes would be escaped."""
DECIDED = ("accepted", "rejected", "retracted")
UNREVIEWED = "unreviewed"
REMEMBERED = 10_000
"""Judgements that can be taken off again for who looks at an earlier state."""
Taken = Mapping[str, str]
"""The status before of the claims whose later judgements an earlier state does not have."""


class Tally:
    """The counts of one ledger; threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._judged = self._read = 0
        self._total = 0
        self._status: dict[str, str] = {}
        self._shown: dict[str, Place] = {}
        self._counts: dict[str, Counter[Place]] = {}
        self._open = 0
        self._changes: deque[tuple[int, str, str]] = deque(maxlen=REMEMBERED)

    def counts(self, connection: Connection) -> dict[str, int] | None:
        """Return the number of shown claims in each status; None where `connection` sees fewer readings than were counted."""
        with self._lock:
            taken = self._catch_up(connection)
            if taken is None:
                return None
            decided = {status: self._places(status, taken).total() for status in DECIDED}
            return {UNREVIEWED: self._total - sum(decided.values())} | decided

    def decided_among(self, connection: Connection, claims: Iterable[str]) -> Counter[str] | None:
        """Return how many of these claims are in each status of those that were decided about; None as `counts`."""
        with self._lock:
            taken = self._catch_up(connection)
            if taken is None:
                return None
            found = Counter(taken.get(claim) or self._status.get(claim, UNREVIEWED) for claim in claims)
            return Counter({status: found[status] for status in DECIDED})

    def decided(self, connection: Connection) -> int | None:
        """Return about how many claims a judgement states the status of; None as `counts`."""
        with self._lock:
            return None if self._catch_up(connection) is None else len(self._status)

    def places(self, connection: Connection, statuses: Iterable[str]) -> Counter[Place] | None:
        """Return how many claims of each reading are in one of `statuses`; None as `counts`."""
        with self._lock:
            taken = self._catch_up(connection)
            if taken is None:
                return None
            found: Counter[Place] = Counter()
            for status in statuses:
                found.update(self._places(status, taken))
            return +found

    def open_from(self, connection: Connection) -> int:
        """Return the seq of a document before which every claim is decided about: where the queue begins."""
        with self._lock:
            taken = self._catch_up(connection)
            if taken is None:
                return 0
            earliest = min((self._shown[claim][0] for claim in taken if claim in self._shown), default=None)
            for places in stretches(connection, self._open):
                counted = sizes(connection, places)
                for document, reading in places:
                    if counted[reading] > sum(decided[document, reading] for decided in self._decided()):
                        self._open = document
                        return document if earliest is None else min(document, earliest)
                    self._open = document + 1
            return self._open if earliest is None else min(self._open, earliest)

    def _places(self, status: str, taken: Taken) -> Counter[Place]:
        """Return how many claims of each reading are in `status`, with what was `taken` back."""
        found = self._counts.get(status, Counter())
        changed = [claim for claim in taken if claim in self._shown]
        if changed:
            found = Counter(found)
            for claim in changed:
                found[self._shown[claim]] += (taken[claim] == status) - (self._status[claim] == status)
        return found

    def _decided(self) -> Iterator[Counter[Place]]:
        return (self._counts[status] for status in DECIDED if status in self._counts)

    def _catch_up(self, connection: Connection) -> Taken | None:
        """Count what is new; return what is to be taken back where `connection` sees fewer judgements, None where it cannot be."""
        if not inspect(connection).has_table(schema.judgements.name):
            return None
        judged = connection.execute(select(func.max(schema.judgements.c.seq))).scalar() or 0
        read = connection.execute(select(func.max(schema.readings.c.seq))).scalar() or 0
        if read < self._read or (judged < self._judged and read > self._read):
            return None
        if judged < self._judged:
            return self._since(judged)
        anew: set[str] = set()
        if read > self._read:
            self._total = _shown_claims(connection)
            if self._read:
                again, first = _read_again(connection, self._read)
                anew |= set(self._status) & again
                self._open = min(self._open, first)
        for seq, claim, status in _stated(connection, self._judged) if judged > self._judged else ():
            before = self._status.get(claim)
            self._changes.append((seq, claim, before or UNREVIEWED))
            if before is None:
                anew.add(claim)
            elif claim in self._shown:
                self._count(claim, -1)
            self._status[claim] = status
            if claim in self._shown:
                self._count(claim, 1)
        self._look_again(connection, anew)
        self._judged, self._read = judged, read
        return {}

    def _since(self, judged: int) -> Taken | None:
        """Return the statuses as of the judgement with the seq `judged` of the claims that later ones are about."""
        if len(self._changes) == REMEMBERED and self._changes[0][0] > judged:
            return None
        taken: dict[str, str] = {}
        for seq, claim, before in reversed(self._changes):
            if seq <= judged:
                break
            taken[claim] = before
        return taken

    def _count(self, claim: str, change: int) -> None:
        self._open = min(self._open, self._shown[claim][0])  # looked at again, if all of it is decided about
        self._counts.setdefault(self._status[claim], Counter())[self._shown[claim]] += change

    def _look_again(self, connection: Connection, claims: set[str]) -> None:
        for claim in claims & self._shown.keys():
            self._count(claim, -1)
            del self._shown[claim]
        for claim, place in _shown_among(connection, sorted(claims)):
            self._shown[claim] = place
            self._count(claim, 1)


def _stated(connection: Connection, after: int) -> Iterable[tuple[int, str, str]]:
    table = schema.judgements
    query = select(table.c.seq, table.c.subject, table.c.body).where(table.c.seq > after, table.c.kind.in_(sorted(STATED))).order_by(table.c.seq)
    for row in connection.execute(query):
        found = _STATUS.search(row.body)
        yield row.seq, row.subject, found[1] if found else UNREVIEWED


def _shown_claims(connection: Connection) -> int:
    claims, readings = schema.claims, schema.readings
    every = connection.execute(select(func.count()).select_from(claims)).scalar_one()
    hidden = select(func.count()).select_from(readings).join(claims, claims.c.reading_seq == readings.c.seq).where(outdated())
    return int(every) - int(connection.execute(hidden).scalar_one())


def _read_again(connection: Connection, after: int) -> tuple[set[str], int]:
    """Return the claims of the documents that were read after the reading with this seq, and the seq of the first of these."""
    claims, readings, newer = schema.claims, schema.readings, schema.readings.alias()
    documents = select(newer.c.document_seq).where(newer.c.seq > after)
    first = connection.execute(select(func.min(newer.c.document_seq)).where(newer.c.seq > after)).scalar() or 0
    query = select(claims.c.id).join(readings, readings.c.seq == claims.c.reading_seq).where(readings.c.document_seq.in_(documents))
    return set(connection.execute(query).scalars()), int(first)


def _shown_among(connection: Connection, wanted: list[str]) -> Iterator[tuple[str, Place]]:
    claims, readings, judged = schema.claims, schema.readings, schema.judgements
    query = select(claims.c.id, readings.c.document_seq, readings.c.seq).join(readings, readings.c.seq == claims.c.reading_seq).where(~outdated())
    if len(wanted) > AT_ONCE:  # rather all that were ever judged, and of these the wanted ones
        among, every = set(wanted), select(judged.c.subject).where(judged.c.kind.in_(sorted(STATED)))
        parts = [claims.c.id.in_(every)]
    else:
        among, parts = set(wanted), [claims.c.id.in_(wanted)] if wanted else []
    for part in parts:
        yield from ((row.id, (row.document_seq, row.seq)) for row in connection.execute(query.where(part)) if row.id in among)
