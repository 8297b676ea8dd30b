"""The rulings on a ledger's claims (figures/rulings.py), kept while it is open and brought up to date with what was judged since.

Only claims that somebody rejected, retracted or edited have one; of judgements after the last look only those claims are read anew
that they are about. Who looks at a state of some moments ago gets the newest rulings all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any

from sqlalchemy import Connection, func, select

from pactwatch.errors import UsageError
from pactwatch.figures.rulings import Edited, Ruling, Standing
from pactwatch.model import Claim, Document, Judgement, Review
from pactwatch.store import schema
from pactwatch.store.codec import bytes_text, decode
from pactwatch.store.indexing import parts
from pactwatch.store.judgements import in_force
from pactwatch.store.outdated import outdated
from pactwatch.store.review_edits import edited
from pactwatch.store.review_rows import read_again
from pactwatch.store.review_state import CARRIED, EDIT, REJECT, RETRACT, STATED
from pactwatch.store.reviews import reviews
from pactwatch.store.tables import has_table

CHANGING = frozenset({REJECT, RETRACT, EDIT, CARRIED})
"""The kinds after which a claim may count otherwise than it was read."""
DECIDING = {"rejected": REJECT, "retracted": RETRACT}


class Standings:
    """The rulings of one ledger; threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._judged = self._read = 0
        self._now = Standing()

    def of(self, connection: Connection) -> Standing:
        """Return the rulings as they stand."""
        if not has_table(connection, schema.judgements):
            return Standing()
        newest = [select(func.max(table.c.seq)).scalar_subquery() for table in (schema.judgements, schema.readings)]
        judged, read = (int(value or 0) for value in connection.execute(select(*newest)).one())
        with self._lock:
            wanted = self._changed(connection) if judged > self._judged else set()
            if read > self._read and self._now:  # what a newer reading hides has no ruling any more
                wanted |= read_again(connection, self._read)[0] & self._now.of.keys()
            if wanted:
                kept = {claim: one for claim, one in self._now.of.items() if claim not in wanted}
                self._now = Standing(kept | {one.claim: one for one in rulings(connection, sorted(wanted))})
            self._judged, self._read = max(judged, self._judged), max(read, self._read)
            return self._now

    def _changed(self, connection: Connection) -> set[str]:
        """Return the claims whose rulings the judgements since the last look may have changed."""
        judged = schema.judgements
        query = select(judged.c.subject, judged.c.kind).where(judged.c.seq > self._judged, judged.c.kind.in_(sorted(STATED)))
        rows = connection.execute(query.distinct()).all()
        return {row.subject for row in rows if row.kind in CHANGING or row.subject in self._now.of}


def rulings(connection: Connection, claims: Iterable[str]) -> Iterator[Ruling]:
    """Yield the rulings on those of `claims` that have one and that lists show."""
    ruled = {claim: one for claim, one in reviews(connection, claims).items() if one.now is None and (one.edits or one.status in DECIDING)}
    table, readings, documents = schema.claims, schema.readings, schema.documents
    query = select(table.c.id, table.c.body, table.c.quotes, documents.c.id.label("document"), documents.c.meta).select_from(table)
    query = query.join(readings, readings.c.seq == table.c.reading_seq).join(documents, documents.c.seq == readings.c.document_seq)
    for some in parts(sorted(ruled)):
        for row in connection.execute(query.where(table.c.id.in_(some), ~outdated())).all():
            yield _ruling(connection, ruled[row.id], row)


def _ruling(connection: Connection, review: Review, row: Any) -> Ruling:
    last = _decision(review)
    return Ruling(
        claim=row.id, document=row.document, status=review.status, who=last.who, at=last.at, why=last.why,
        edited=_edited(connection, review, row) if review.edits else None,
    )  # fmt: skip


def _decision(review: Review) -> Judgement:
    """Return the judgement to which a ruling is owed: the newest that left the claim out, else that edited it."""
    kind = DECIDING.get(review.status, EDIT)
    held = in_force(review.history)
    return next((one for wanted in (kind, CARRIED) for one in reversed(held) if one.kind == wanted), review.history[-1])


def _edited(connection: Connection, review: Review, row: Any) -> Edited | None:
    subject = f"claim {row.id}"
    found = decode(row.body, Claim, subject)
    try:
        now = edited(found, review.edits)
    except UsageError:  # an edit of another version of the program that gives no claim; `verify` names it
        return None
    quotes = decode(row.quotes, tuple[str, ...], subject)
    if now.evidence != found.evidence:
        text = connection.execute(select(schema.documents.c.text).where(schema.documents.c.id == row.document)).scalar_one()
        quotes = tuple(bytes_text(text)[start:end] for start, end in now.evidence)
    return Edited(found=found, now=now, quotes=quotes, document=decode(row.meta, Document, f"the document of {subject}"))
