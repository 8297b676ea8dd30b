"""Any history of reviews: the status is what a simple model says, nothing unreviewed is accepted, writers lose nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.errors import LedgerError, PactwatchError
from pactwatch.ids import content_id
from pactwatch.model import Claim, Engine, Judgement, Plover, Reading, make_document
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.judgements import make_judgement
from pactwatch.store.review_state import ACCEPT, CARRIED, EDIT, KINDS, NOTE, REJECT, RETRACT, review_of

TEXT = "Norland sent sappers to Eastmark. Eastmark denied it."
PEOPLE = ("A", "B", "C")
MODALITIES = ("planned", "alleged", "possible")


def claim_of(document: str, version: str, number: int, **parts: Any) -> Claim:
    span = (number, number + 12)
    key = content_id("cl", document, "rules", version, "other", span, span, None)
    known = dict.fromkeys(("agent", "recipient", "object", "quantity", "time", "place", "origin", "destination", "same_as"))
    rest: dict[str, Any] = {"modality": "happened", "modality_cues": (), "attributed_to": (), "rule": "made.up"} | parts
    return Claim(id=key, type="other", plover=Plover(event="AID"), cameo="07", evidence=(span,), trigger=span, **known, **rest)


def reading(version: str, count: int, **parts: Any) -> Reading:
    document = make_document(TEXT, title="Sappers")
    claims = tuple(claim_of(document.id, version, n, **parts) for n in range(count))
    return Reading(document=document, engine=Engine(name="rules", version=version, models={}), statements=(), claims=claims, problems=())


@dataclass
class Model:
    """One claim's review, said anew: a list of acts, each standing or not; what counts is read off it from the end."""

    acts: list[dict[str, Any]] = field(default_factory=list)

    def standing(self, place: int, upto: int | None = None) -> bool:
        upto = len(self.acts) if upto is None else upto
        undone_by = [n for n in range(place + 1, upto) if self.acts[n].get("undoes") == place]
        return not any(self.standing(n, upto) for n in undone_by)

    def modality(self, upto: int | None = None) -> str | None:
        upto = len(self.acts) if upto is None else upto
        edits = [act["modality"] for n, act in enumerate(self.acts[:upto]) if act["action"] == "edit" and self.standing(n, upto)]
        return edits[-1] if edits else None

    def meant(self, place: int) -> bool:
        """Whether the one who acted still means it, by the last undo, of the act or of an undo of it, by that person."""
        sides, means = {place: True}, True
        for n, act in enumerate(self.acts):
            if act.get("undoes") in sides:
                sides[n] = not sides[act["undoes"]]
                means = sides[n] if act["who"] == self.acts[place]["who"] else means
        return means

    def status(self) -> tuple[str, tuple[str, ...]]:
        now, decided = self.modality(), list[tuple[str, str]]()
        for n, act in enumerate(self.acts):
            accepts = act["action"] == "accept" or act.get("accept")
            counts = (accepts or act["action"] == "reject") and self.modality(n + 1) == now
            if self.standing(n) and act["action"] == "retract":
                return "retracted", ()
            if self.standing(n) and counts and not (accepts and not self.meant(n)):
                decided.append(("accepted" if accepts else "rejected", act["who"]))
            elif counts and not accepts and not self.standing(n) and self.meant(n):
                decided = [one for one in decided if one != ("accepted", act["who"])]
        status = decided[-1][0] if decided else "unreviewed"
        last = max((n + 1 for n, one in enumerate(decided) if one[0] == "rejected"), default=0)
        return status, tuple(dict.fromkeys(who for _, who in decided[last:]))


STEPS = st.lists(st.tuples(st.sampled_from(["accept", "reject", "edit", "edit_accept", "note", "retract", "undo"]), st.sampled_from(PEOPLE),
                           st.integers(0, 9)), max_size=14)  # fmt: skip
VALUES: dict[str, Any] = {"note": lambda n: {"text": f"note {n}"}}


@settings(max_examples=1000, deadline=None)
@given(steps=STEPS)
def test_the_status_of_any_history_is_that_of_a_simple_model(steps: list[tuple[str, str, int]]) -> None:
    """The pure function alone: rows as the ledger would hold them, whatever was allowed."""
    model, rows = Model(), list[Judgement]()
    kinds = {"accept": ACCEPT, "reject": REJECT, "edit": EDIT, "edit_accept": EDIT, "note": NOTE, "retract": RETRACT}
    for action, who, n in steps:
        undoes: str | None = None
        act: dict[str, Any] = {"action": action.removesuffix("_accept"), "who": who, "accept": action == "edit_accept"}
        value: dict[str, Any] = {"modality": MODALITIES[n % 3], "accept": action == "edit_accept"} if action.startswith("edit") else {}
        if action == "undo":
            place = n % len(rows) if rows else 0
            if not rows or not model.standing(place):
                continue
            act["undoes"], undoes = place, rows[place].id
        act["modality"] = MODALITIES[n % 3]
        kind = rows[act["undoes"]].kind if undoes else kinds[action]
        given_row = Judgement(id="", seq=0, kind=kind, subject="cl-1", value=value, who="", at="", why="so", undoes=undoes)
        rows.append(make_judgement(len(rows) + 1, "2025-06-18T10:00:00Z", who, given_row))
        model.acts.append(act)
        found = review_of("cl-1", rows)
        assert (found.status, found.by) == model.status()
        assert found.edits == ({"modality": model.modality()} if model.modality() else {})
        assert (found.status == "accepted") == bool(found.by)
        assert found.version == len(rows)


def test_undoing_undos_swings_to_and_fro() -> None:
    rows = [make_judgement(1, "", "A", Judgement(id="", seq=0, kind=ACCEPT, subject="cl-1", value={}, who="", at="", why="so"))]
    for depth in range(1, 9):
        undo = Judgement(id="", seq=0, kind=ACCEPT, subject="cl-1", value={}, who="", at="", why="so", undoes=rows[-1].id)
        rows.append(make_judgement(depth + 1, "", "B", undo))
        assert review_of("cl-1", rows).status == ("unreviewed" if depth % 2 else "accepted")


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "accept", "reject", "edit", "edit_accept", "note", "retract", "undo", "undo_own", "read"]),
        st.integers(0, 3), st.sampled_from(PEOPLE), st.integers(0, 30),
    ), max_size=15,
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(acts=ACTS)
def test_any_history_in_a_ledger_agrees_with_itself(acts: list[tuple[str, int, str, int]]) -> None:
    """Queue, counts, reviews and verification tell one story, through newer readings too; refused acts change nothing."""
    readings = [reading("0.1.0", 4)]
    with open_ledger(":memory:", who="reader") as ledger:
        ledger.add(readings[0])
        for action, number, who, n in acts:
            if action == "read":
                readings.append(reading(f"0.{len(readings) + 1}.0", 4 - n % 2, modality="happened" if n % 3 else "planned"))
                ledger.add(readings[-1])
                continue
            claim = readings[n % len(readings)].claims[min(number, 2)]
            _act(ledger, claim, action, who, n)
        _check(ledger, readings[-1])
        assert ledger.verify().ok


REFUSED = ("PW155", "PW408", "PW412", "PW418")
"""An edit that changes nothing; nothing of one's own to undo; undone already; not as things stand."""


def _act(ledger: Ledger, claim: Claim, action: str, who: str, n: int) -> None:
    with ledger.view() as view:
        before = view.review(claim.id)
    value: dict[str, Any] | None = None
    if action.startswith("edit"):
        value = {"modality": MODALITIES[n % 3], "accept": action == "edit_accept"}
    elif action == "undo" and before.history:
        value = {"judgement": before.history[n % len(before.history)].id}
    try:
        made = [ledger.review(claim.id, action.partition("_")[0], who=who, why="so", value=value, expected=before.version)]
    except PactwatchError as error:
        made, code = [], error.code
    with ledger.view() as view:
        after = view.review(claim.id)
    if not made:
        assert (code in REFUSED, after) == (True, before)
        return
    assert (after.history[-1], after.version) == (made[0], before.version + 1)
    with pytest.raises(LedgerError, match="changed meanwhile by"):
        ledger.review(claim.id, "note", who="D", why="late", expected=before.version)


def _check(ledger: Ledger, shown: Reading) -> None:
    with ledger.view() as view:
        reviews = view.reviews(claim.id for claim in shown.claims)
        counts = view.review_counts()
        queued = {status: {row.claim.id for row in view.queue(status=status)} for status in counts}  # type: ignore[arg-type]
        kept = view.review_counts(wanted=None)
    assert counts == kept
    assert {name: number for name, number in counts.items() if number} == dict(Counter(review.status for review in reviews.values()))
    for name, review in reviews.items():
        assert name in queued[review.status]
        assert (review.status == "accepted") == bool(review.by)
        decided = [item for item in review.history if item.kind in (ACCEPT, EDIT, CARRIED)]
        assert review.status != "accepted" or decided
        assert all(item.kind in KINDS for item in review.history)


@settings(max_examples=40, deadline=None)
@given(turns=st.lists(st.tuples(st.sampled_from(PEOPLE[:2]), st.booleans()), max_size=16))
def test_two_who_look_before_they_write_never_lose_one(turns: list[tuple[str, bool]]) -> None:
    """Each turn a person looks again or writes by what they saw last: what is written is there, what is refused is told."""
    seen, written = dict.fromkeys(PEOPLE, 0), list[str]()
    with open_ledger(":memory:", who="reader") as ledger:
        read = reading("0.1.0", 1)
        ledger.add(read)
        claim = read.claims[0].id
        for who, looks in turns:
            if looks:
                with ledger.view() as view:
                    seen[who] = view.review(claim).version
                continue
            try:
                written.append(ledger.review(claim, "note", who=who, why="so", expected=seen[who]).id)
                seen[who] += 1
            except LedgerError as error:
                assert error.code == "PW414"  # noqa: PT017 - either outcome is right, this one only so
                assert seen[who] != len(written)
        with ledger.view() as view:
            assert [item.id for item in view.review(claim).history] == written
