"""Reviews when a newer engine reads a text again: a claim gets another id, and its review must not be lost.

A claim of the new reading on the same words, of the same type and figure, takes over the review of the earlier one. If it
says what was reviewed, it stands as it stood; if it says anything else, it is to be looked at again, with the edits still on it,
unless it was retracted, which it stays. What the new reading does not have keeps its review under the old id (`View.left_behind`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from pactwatch.errors import UsageError
from pactwatch.figures.grades import CLAIM as GRADE
from pactwatch.model import Claim, Judgement, Review
from pactwatch.store import schema
from pactwatch.store.codec import decode
from pactwatch.store.judgements import in_force
from pactwatch.store.review_edits import FIELDS, edited
from pactwatch.store.review_state import CARRIED, KINDS, MOVED
from pactwatch.store.reviews import reviews
from pactwatch.store.tables import has_table

_POINTING = ("span", "cue")
"""What points at words only: a claim that points elsewhere for the same name says the same."""


def carried(connection: Connection, document: int, reading: int, claims: Iterable[str]) -> list[Judgement]:
    """Return the judgements by which the `reading` (seq) of `document` (seq) takes over earlier reviews; `claims` are its bodies."""
    earlier = _reviewed(connection, document, reading)
    if not earlier or not _is_shown(connection, document, reading):
        return []
    new = _Claims([decode(body, Claim, "a claim") for body in claims])
    known = reviews(connection, [claim.id for claim in earlier])
    made: list[Judgement] = []
    taken: set[str] = set()
    for old in earlier:
        review, claim = known[old.id], new.like(old)
        moved = any(item.kind == MOVED for item in in_force(review.history) if item.subject == old.id)
        if claim is not None and claim.id not in taken and review.now is None and not moved:
            taken.add(claim.id)
            made += _taken_over(old, claim, review)
    return made


def _taken_over(old: Claim, new: Claim, review: Review) -> Iterator[Judgement]:
    differs, edits = differences(old, new, review.edits)
    if old.id == new.id and not differs:
        return
    status = review.status if not differs or review.status == "retracted" else "unreviewed"
    accepting = status == "accepted"
    why = f"{old.id} in a newer reading" + (f", which has another {', '.join(differs)}: look at it again" if differs else ", which says the same")
    value: dict[str, Any] = {
        "from": old.id, "status": status, "by": list(review.by) if accepting else [], "at": review.at if status == review.status else None,
        "edits": edits, "differs": differs,
    }  # fmt: skip
    yield _judgement(CARRIED, new.id, value, why)
    if old.id == new.id:
        return
    yield _judgement(MOVED, old.id, {"to": new.id, "differs": bool(differs)}, why)
    grades = [item for item in in_force(review.history) if item.kind == GRADE and item.subject == old.id]
    if grades and not differs:
        given = grades[-1]
        yield _judgement(GRADE, new.id, given.value | {"carried": given.id}, f"{why}; graded by {given.who} on {given.at[:10]}: {given.why}")


def differences(old: Claim, new: Claim, edits: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """Return the fields in which `new` does not say what `old` did, both with `edits`, and the edits that still fit."""
    before = _says(edited(old, edits))
    fitting = dict(edits)
    for name, value in edits.items():
        try:
            edited(new, {name: value})
        except UsageError:
            del fitting[name]
    after = _says(edited(new, fitting))
    return [name for name in FIELDS if name != "modality_cues" and (before[name] != after[name] or (name in edits) != (name in fitting))], fitting


def _says(claim: Claim) -> dict[str, Any]:
    whole: dict[str, Any] = msgspec.to_builtins(claim)
    return {name: _unpointed(whole[name]) for name in FIELDS}


def _unpointed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: item for name, item in value.items() if name not in _POINTING}
    return [_unpointed(item) for item in value] if isinstance(value, list | tuple) else value


class _Claims:
    """The claims of a reading, found by what they stand on."""

    def __init__(self, claims: list[Claim]) -> None:
        self._exact = {(_key(claim), claim.trigger): claim for claim in claims}
        self._alike: dict[object, list[Claim]] = {}
        for claim in claims:
            self._alike.setdefault(_key(claim), []).append(claim)

    def like(self, old: Claim) -> Claim | None:
        """Return the claim of the same type on the same words and figure, by the same verb if there are several."""
        exact = self._exact.get((_key(old), old.trigger))
        alike = self._alike.get(_key(old), [])
        return exact or (alike[0] if len(alike) == 1 else None)


def _key(claim: Claim) -> object:
    return claim.type, claim.evidence, claim.quantity.span if claim.quantity else None


def _judgement(kind: str, subject: str, value: dict[str, Any], why: str) -> Judgement:
    return Judgement(id="", seq=0, kind=kind, subject=subject, value=value, who="", at="", why=why)


def _reviewed(connection: Connection, document: int, reading: int) -> list[Claim]:
    """Return the claims of the document's other readings that have a review, those of the newest first."""
    if not has_table(connection, schema.judgements):
        return []
    claims, readings, engines, judged = schema.claims, schema.readings, schema.engines, schema.judgements
    with_review = select(judged.c.seq).where(judged.c.subject == claims.c.id, judged.c.kind.in_(KINDS)).exists()
    query = select(claims.c.id, claims.c.body).join(readings, readings.c.seq == claims.c.reading_seq)
    query = query.join(engines, engines.c.seq == readings.c.engine_seq)
    query = query.where(readings.c.document_seq == document, readings.c.seq != reading, with_review)
    rows = connection.execute(query.order_by(engines.c.rank.desc(), readings.c.seq.desc(), claims.c.position))
    found: dict[str, Claim] = {}
    for row in rows:
        found.setdefault(row.id, decode(row.body, Claim, row.id))
    return list(found.values())


def _is_shown(connection: Connection, document: int, reading: int) -> bool:
    readings, engines = schema.readings, schema.engines
    query = select(readings.c.seq).join(engines, engines.c.seq == readings.c.engine_seq).where(readings.c.document_seq == document)
    return connection.execute(query.order_by(engines.c.rank.desc(), readings.c.seq.desc()).limit(1)).scalar() == reading
