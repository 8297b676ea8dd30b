"""What the judgements on a claim come to: a pure function from its history to a Review.

A decision (accept, reject) is on the claim as it was then, edits included. It counts while nothing is changed: an edit by
anyone sets the claim back to unreviewed, unless the editor accepts in the same act, and undoing that edit brings
the decisions before it back. The newest decision that counts prevails; a retraction prevails over all until it is undone.
Nobody accepts for another: an acceptance that its author took back counts again only when its author restores it, and one
before a rejection by the same person only when that person took the rejection back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from pactwatch.figures.grades import CLAIM as GRADE
from pactwatch.model import Judgement, Note, Review, ReviewStatus
from pactwatch.people import people, person_key
from pactwatch.store.codec import encode
from pactwatch.store.judgements import in_force

ACCEPT, REJECT, EDIT, NOTE, RETRACT = "review.accept", "review.reject", "review.edit", "review.note", "review.retract"
CARRIED, MOVED = "review.carried", "review.moved"
"""The program's own: the review that came from an earlier reading's claim, and, on that claim, which one it went to."""
KINDS = (ACCEPT, REJECT, EDIT, NOTE, RETRACT, GRADE, CARRIED, MOVED)
STATED = frozenset(KINDS) - {GRADE, MOVED}
"""The kinds whose judgements say the status that they left the claim in, as `value["status"]`; lists find claims by it."""
REVIEWS = STATED | {MOVED}
"""The kinds that only `Ledger.review` and a newer reading write."""
ACTIONS = {"accept": ACCEPT, "reject": REJECT, "edit": EDIT, "grade": GRADE, "note": NOTE, "retract": RETRACT}
BESIDE = frozenset({"accept", "status"})
"""What an edit's value holds beside the fields that it sets."""


def merged(edits: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """Return `edits` with `patch` over them: objects field by field, anything else whole."""
    out = dict(edits)
    for name, value in patch.items():
        before = out.get(name)
        out[name] = {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value
    return out


def patch_of(judgement: Judgement) -> dict[str, Any]:
    """Return the fields that an edit sets."""
    return {name: value for name, value in judgement.value.items() if name not in BESIDE}


def review_of(claim: str, own: Sequence[Judgement], earlier: Sequence[Judgement] = ()) -> Review:
    """Return the review of `claim` from its `own` judgements, oldest first.

    `earlier` are those on the claim of an earlier reading that it came over from: shown, and counted, but what they came to
    is in the judgement that carried them over.
    """
    state, edits = _State(), dict[str, Any]()
    standing, meant = {item.id for item in in_force(own)}, _meant(own)
    for place, item in enumerate(own):
        if item.kind in (EDIT, CARRIED):
            edits = _edits(own[: place + 1])
        if item.id in standing:
            state.take(item, edits, meant=item.id in meant)
        elif item.kind == REJECT and item.id in meant:
            state.forget(item.who, edits)
    status, by, at = state.outcome(edits)
    history = (*earlier, *own)
    return Review(
        claim=claim, status=status, version=len(history), by=by, at=at, grade=state.grade, edits=edits,
        notes=tuple(_note(item) for item in in_force(history) if item.kind == NOTE), history=history, differs=state.differs,
    )  # fmt: skip


def _meant(history: Sequence[Judgement]) -> set[str]:
    """Return the ids of the decisions that stand by what their own authors did, whatever others undid."""
    first: dict[str, tuple[Judgement, int]] = {}
    meant: set[str] = set()
    for item in history:
        start, depth = first.get(item.undoes, (item, -1)) if item.undoes else (item, -1)
        first[item.id] = start, depth + 1
        if person_key(item.who) == person_key(start.who):
            (meant.discard if depth % 2 == 0 else meant.add)(start.id)
    return meant


def _edits(history: Sequence[Judgement]) -> dict[str, Any]:
    """Return the edits that are in force together at the end of `history`."""
    edits: dict[str, Any] = {}
    for item in in_force(history):
        if item.kind == CARRIED:
            edits = dict(item.value.get("edits", {}))
        elif item.kind == EDIT:
            edits = merged(edits, patch_of(item))
    return edits


def _note(item: Judgement) -> Note:
    return Note(judgement=item.id, who=item.who, at=item.at, text=str(item.value.get("text", item.why)))


class _State:
    """What is collected from the judgements in force, oldest first."""

    def __init__(self) -> None:
        self.grade: int | None = None
        self.differs: tuple[str, ...] = ()
        self._decisions: list[tuple[str, str, str, str]] = []
        self._retracted: str | None = None

    def take(self, item: Judgement, edits: dict[str, Any], *, meant: bool) -> None:
        """Take a judgement that is in force, made when `edits` were; `meant` says whether its author means it still."""
        if item.kind == GRADE:
            grade = str(item.value.get("grade", ""))
            self.grade = int(grade) if grade.isdecimal() else None
        elif item.kind == RETRACT:
            self._retracted = item.at
        elif item.kind == CARRIED:
            self._carry(item.value)
        elif item.kind in (ACCEPT, REJECT) or (item.kind == EDIT and item.value.get("accept") is True):
            kind = REJECT if item.kind == REJECT else ACCEPT
            if meant or kind == REJECT:
                self._decisions.append((kind, item.who, item.at, encode(edits)))

    def forget(self, who: str, edits: dict[str, Any]) -> None:
        """Drop the acceptances by `who` of the claim with `edits`."""
        person, content = person_key(who), encode(edits)
        self._decisions = [one for one in self._decisions if (one[0], person_key(one[1]), one[3]) != (ACCEPT, person, content)]

    def _carry(self, value: dict[str, Any]) -> None:
        self.differs = tuple(value.get("differs", ()))
        self._decisions.clear()
        at, content = str(value.get("at") or ""), encode(value.get("edits", {}))
        status = value.get("status")
        if status == "retracted":
            self._retracted = at
        elif status == "rejected":
            self._decisions.append((REJECT, "", at, content))
        elif status == "accepted":
            self._decisions += [(ACCEPT, who, at, content) for who in value.get("by", ())]

    def outcome(self, edits: dict[str, Any]) -> tuple[ReviewStatus, tuple[str, ...], str | None]:
        """Return status, who accepts, and since when, for a claim with `edits`."""
        if self._retracted is not None:
            return "retracted", (), self._retracted
        now = encode(edits)
        counting = [item for item in self._decisions if item[3] == now]
        if not counting:
            return "unreviewed", (), None
        kind, _, at, _ = counting[-1]
        if kind == REJECT:
            return "rejected", (), at
        since = max((n + 1 for n, item in enumerate(counting) if item[0] == REJECT), default=0)
        return "accepted", people(item[1] for item in counting[since:]), at


def with_claim(review: Review, claim: str, now: str | None) -> Review:
    """Return `review` as that of the earlier claim `claim`, which is `now` in a newer reading."""
    return msgspec.structs.replace(review, claim=claim, now=now)
