"""How many claims stand in each status, kept while a ledger is open and brought up to date with what was added since.

Nothing in a ledger changes but by addition, so what was counted up to one judgement and one reading stays counted; only the
judgements after it are read, and the claims of documents that were read again are looked at anew. Who still looks at a state
of some judgements ago gets the counts less these.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from threading import Lock
from typing import NamedTuple, cast

from sqlalchemy import Connection, func, select

from pactwatch.model import ReviewStatus
from pactwatch.store import schema
from pactwatch.store.review_places import Place, sizes, stretches
from pactwatch.store.review_rows import UNREVIEWED, read_again, shown_among, shown_claims, stated
from pactwatch.store.tables import has_table

DECIDED = ("accepted", "rejected", "retracted")
REMEMBERED = 10_000
"""Judgements that can be taken off again for who looks at an earlier state."""
ASKED = 32
"""Filters whose claims are kept."""
Taken = Mapping[str, str]
"""The status before of the claims whose later judgements an earlier state does not have."""


class Found(NamedTuple):
    """The claims of a filter, as of a reading and of the newest judgement that edits a claim."""

    read: int
    edited: int
    claims: frozenset[str]


class Tally:
    """The counts of one ledger; threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._judged = self._read = self._edited = 0
        self._total = 0
        self._status: dict[str, str] = {}
        self._shown: dict[str, Place] = {}
        self._counts: dict[str, Counter[Place]] = {}
        self._open = 0
        self._changes: deque[tuple[int, str, str]] = deque(maxlen=REMEMBERED)
        self._edits: deque[tuple[int, str]] = deque(maxlen=REMEMBERED)
        self._asked: OrderedDict[Hashable, Found] = OrderedDict()

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

    def statuses(self, connection: Connection, claims: Iterable[str]) -> dict[str, ReviewStatus] | None:
        """Return the status of each of these claims; None as `counts`."""
        with self._lock:
            taken = self._catch_up(connection)
            if taken is None:
                return None
            return {claim: cast("ReviewStatus", taken.get(claim) or self._status.get(claim, UNREVIEWED)) for claim in claims}

    def of(
        self, connection: Connection, name: Hashable, fetch: Callable[[], Iterable[str] | None], among: Callable[[Iterable[str]], Iterable[str]]
    ) -> dict[str, int] | None:
        """Return the number of claims in each status among those that `fetch` gives, which are kept under `name`.

        None as `counts`, and where `fetch` gives None, since they are too many to be kept.

        Which claims a filter finds changes with readings, so they are fetched once for each state of these, and with edits: of the
        claims that were edited since, `among` says which it finds now.
        """
        with self._lock:
            if self._catch_up(connection) is None:
                return None
            read, edited, known = self._read, self._edited, self._asked.get(name)
            before = _judged(connection) < edited
            changed = self._edited_since(known.edited) if known is not None and known.read == read and not before else None
        if known is None or changed is None:
            fetched = fetch()
            if fetched is None:
                return None
            claims = frozenset(fetched)
        else:
            claims = known.claims if not changed else (known.claims - changed) | frozenset(among(changed))
        with self._lock:
            kept = self._asked.get(name)
            if not before and (kept is None or (kept.read, kept.edited) <= (read, edited)):  # of an earlier state nothing is kept
                self._asked[name] = Found(read, edited, claims)
                self._asked.move_to_end(name)
            while len(self._asked) > ASKED:
                self._asked.popitem(last=False)
            decided = self._status.keys() if len(self._status) < len(claims) else claims
            judged = [claim for claim in decided if claim in claims]
        found = self.decided_among(connection, judged)
        return None if found is None else {UNREVIEWED: len(claims) - found.total()} | {status: found[status] for status in DECIDED}

    def _edited_since(self, seq: int) -> frozenset[str] | None:
        """Return the claims that judgements after the one with this seq edit; None where too many came to be remembered."""
        if len(self._edits) == REMEMBERED and self._edits[0][0] > seq + 1:
            return None
        return frozenset(claim for at, claim in self._edits if at > seq)

    def edited_until(self, connection: Connection) -> int | None:
        """Return the place of the newest judgement that edits a claim or undoes that; None as `counts`, and of an earlier state."""
        with self._lock:
            return None if self._catch_up(connection) is None or _judged(connection) < self._edited else self._edited

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
        if not has_table(connection, schema.judgements):
            return None
        judged = _judged(connection)
        read = connection.execute(select(func.max(schema.readings.c.seq))).scalar() or 0
        if read < self._read or (judged < self._judged and read > self._read):
            return None
        if judged < self._judged:
            return self._since(judged)
        anew: set[str] = set()
        if read > self._read:
            self._total = shown_claims(connection)
            if self._read:
                again, first = read_again(connection, self._read)
                anew |= set(self._status) & again
                self._open = min(self._open, first)
        for seq, claim, status, edits in stated(connection, self._judged) if judged > self._judged else ():
            if edits:
                self._edited = seq
                self._edits.append((seq, claim))
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
        for claim, place in shown_among(connection, sorted(claims)):
            self._shown[claim] = place
            self._count(claim, 1)


def _judged(connection: Connection) -> int:
    """Return the seq of the newest judgement that a connection sees."""
    return int(connection.execute(select(func.max(schema.judgements.c.seq))).scalar() or 0)
