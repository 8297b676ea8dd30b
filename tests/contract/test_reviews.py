"""The contract of reviews: what each act does, what is refused, what two people see, what a newer reading takes along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from store_builders import clock, reading, tampering, text

from pactwatch.errors import LedgerError, PactwatchError, UsageError
from pactwatch.model import Claim, Judgement, Reading, Review
from pactwatch.store import ClaimFilter, Ledger, open_ledger
from pactwatch.store.opening import change_version
from pactwatch.store.view import View

READ = reading()
SENT, DENIED = (claim.id for claim in READ.claims)


@pytest.fixture(params=["memory", "postgres"])
def ledger(request: pytest.FixtureRequest, where_of: Callable[[str], str]) -> Iterator[Ledger]:
    with open_ledger(where_of(request.param), create=True, who="tester", clock=clock) as opened:
        opened.add(READ)
        yield opened


def review(ledger: Ledger, claim: str = SENT) -> Review:
    with ledger.view() as view:
        return view.review(claim)


def act(ledger: Ledger, action: str, who: str = "A", value: dict[str, Any] | None = None, claim: str = SENT, why: str = "so it is") -> Judgement:
    return ledger.review(claim, action, who=who, why=why, value=value)


def edited(ledger: Ledger, claim: str = SENT) -> Claim:
    with ledger.view() as view:
        return view.edited(view.claim(claim).claim, view.review(claim))


def refused(ledger: Ledger, code: str, action: str, value: dict[str, Any] | None = None, **given: Any) -> PactwatchError:
    before = review(ledger)
    with pytest.raises(PactwatchError) as error:
        act(ledger, action, value=value, **given)
    assert error.value.code == code, error.value
    assert review(ledger) == before
    return error.value


def test_what_nobody_judged_is_unreviewed(ledger: Ledger) -> None:
    assert review(ledger) == Review(claim=SENT)
    with ledger.view() as view:
        assert view.reviews([SENT, "cl-none", DENIED]) == {name: Review(claim=name) for name in (SENT, "cl-none", DENIED)}


def test_accepting_counts_each_person_once_in_order(ledger: Ledger) -> None:
    for who in ("B. Second", "A. First", "b.  second", "A. First"):
        made = act(ledger, "accept", who)
    found = review(ledger)
    assert (found.status, found.by, found.version, found.at) == ("accepted", ("B. Second", "A. First"), 4, clock())
    assert (found.history[-1], made.kind, made.subject, made.who) == (made, "review.accept", SENT, "A. First")
    assert ledger.verify().ok


def test_the_newest_decision_prevails_and_undoing_it_brings_back_the_one_before(ledger: Ledger) -> None:
    act(ledger, "accept", "A")
    rejected = act(ledger, "reject", "B")
    assert (review(ledger).status, review(ledger).by) == ("rejected", ())
    undo = act(ledger, "undo", "C", {"judgement": rejected.id})
    assert (review(ledger).status, review(ledger).by) == ("accepted", ("A",))
    act(ledger, "undo", "C", {"judgement": undo.id})
    assert review(ledger).status == "rejected"
    act(ledger, "accept", "B")
    assert review(ledger).by == ("B",)


def test_nobody_restores_what_another_took_back(ledger: Ledger) -> None:
    act(ledger, "accept", "Ann")
    accepted = act(ledger, "accept", "Ben")
    undo = act(ledger, "undo", "Ben", {"judgement": accepted.id})
    again = act(ledger, "undo", "Ann", {"judgement": undo.id})
    assert review(ledger).by == ("Ann",)
    act(ledger, "undo", "Ben", {"judgement": again.id})
    undo = review(ledger).history[-1]
    act(ledger, "undo", "ben", {"judgement": undo.id})
    assert review(ledger).by == ("Ann", "Ben")
    assert ledger.verify().ok


def test_who_undoes_a_rejection_does_not_bring_back_the_rejecters_acceptance(ledger: Ledger) -> None:
    act(ledger, "accept", "Ann")
    act(ledger, "accept", "Ben")
    rejected = act(ledger, "reject", "ben")
    undo = act(ledger, "undo", "Ann", {"judgement": rejected.id})
    assert (review(ledger).status, review(ledger).by) == ("accepted", ("Ann",))
    act(ledger, "undo", "Ann", {"judgement": undo.id})
    assert review(ledger).status == "rejected"
    assert ledger.verify().ok


def test_a_lone_acceptance_that_another_restores_leaves_the_claim_unreviewed(ledger: Ledger) -> None:
    accepted = act(ledger, "accept", "Ben")
    undo = act(ledger, "undo", "Ben", {"judgement": accepted.id})
    restored = ledger.undo(undo.id, why="he meant it", who="Ann")
    assert (restored.value, review(ledger).status) == ({"status": "unreviewed"}, "unreviewed")
    assert ledger.verify().ok


def test_undo_without_a_name_takes_back_ones_own_last(ledger: Ledger) -> None:
    act(ledger, "accept", "A")
    act(ledger, "accept", "B")
    act(ledger, "undo", "A")
    assert review(ledger).by == ("B",)
    assert "decided nothing" in str(refused(ledger, "PW408", "undo", who="A"))
    refused(ledger, "PW408", "undo", {"judgement": "judgement-zz"})
    second = review(ledger).history[1]
    with ledger.view() as view:
        assert (view.last_act("A"), view.last_act("B")) == (None, second)


def test_an_undone_judgement_is_not_undone_twice(ledger: Ledger) -> None:
    made = act(ledger, "accept")
    act(ledger, "undo", value={"judgement": made.id})
    refused(ledger, "PW412", "undo", {"judgement": made.id})


def test_ledger_undo_keeps_the_status_right_too(ledger: Ledger) -> None:
    made = act(ledger, "accept")
    undone = ledger.undo(made.id, why="wrong")
    assert (undone.value, review(ledger).status) == ({"status": "unreviewed"}, "unreviewed")
    with ledger.view() as view:
        assert view.review_counts() == {"unreviewed": 2, "accepted": 0, "rejected": 0, "retracted": 0}
    assert ledger.verify().ok


def test_a_review_is_only_written_by_review(ledger: Ledger) -> None:
    for kind in ("review.accept", "review.edit", "review.carried", "review.moved"):
        with pytest.raises(UsageError) as error:
            ledger.judge(kind, SENT, {}, why="so")
        assert error.value.code == "PW154"
    assert review(ledger).version == 0


def test_an_edit_sets_the_claim_back_unless_the_editor_accepts(ledger: Ledger) -> None:
    act(ledger, "accept", "A")
    edit = act(ledger, "edit", "B", {"modality": "planned"})
    assert (review(ledger).status, review(ledger).edits) == ("unreviewed", {"modality": "planned"})
    assert (edited(ledger).modality, READ.claims[0].modality) == ("planned", "happened")
    act(ledger, "undo", "B", {"judgement": edit.id})
    assert (review(ledger).status, review(ledger).by, review(ledger).edits) == ("accepted", ("A",), {})
    act(ledger, "edit", "B", {"modality": "planned", "accept": True})
    assert (review(ledger).status, review(ledger).by) == ("accepted", ("B",))
    act(ledger, "accept", "C")
    assert review(ledger).by == ("B", "C")


def test_an_acceptance_of_an_edit_falls_with_the_edit(ledger: Ledger) -> None:
    edit = act(ledger, "edit", "A", {"modality": "planned"})
    act(ledger, "accept", "B")
    undo = act(ledger, "undo", "A", {"judgement": edit.id})
    assert review(ledger).status == "unreviewed"
    act(ledger, "undo", "A", {"judgement": undo.id})
    assert (review(ledger).status, review(ledger).by) == ("accepted", ("B",))


def test_edits_merge_and_are_undone_one_by_one(ledger: Ledger) -> None:
    first = act(ledger, "edit", value={"quantity": {"low": 200}})
    act(ledger, "edit", value={"quantity": {"unit": "deminers"}})
    assert edited(ledger).quantity == READ.claims[0].quantity.__class__(  # type: ignore[union-attr]
        low=200.0, high=300.0, comparator="between", unit="deminers", text="300 sappers", span=(13, 24))
    act(ledger, "undo", value={"judgement": first.id})
    assert review(ledger).edits == {"quantity": {"unit": "deminers"}}


def test_what_a_later_edit_stands_on_is_not_undone_before_it(ledger: Ledger) -> None:
    first = act(ledger, "edit", claim=DENIED, value={"quantity": {"low": 5, "unit": "tanks", "text": "300"}})
    act(ledger, "edit", claim=DENIED, value={"quantity": {"unit": "trucks"}})
    with pytest.raises(LedgerError) as error:
        act(ledger, "undo", claim=DENIED, value={"judgement": first.id})
    assert error.value.code == "PW418"
    with pytest.raises(LedgerError):
        ledger.undo(first.id, why="wrong")
    assert review(ledger, DENIED).version == 2


def test_a_retraction_prevails_until_it_is_undone(ledger: Ledger) -> None:
    refused(ledger, "PW418", "retract")
    act(ledger, "accept", "A")
    made = act(ledger, "retract", "B", why="the outlet withdrew it")
    assert (review(ledger).status, review(ledger).by) == ("retracted", ())
    for action, value in (("accept", None), ("reject", None), ("edit", {"modality": "planned"}), ("retract", None)):
        assert "is retracted, by B: the outlet withdrew it" in str(refused(ledger, "PW418", action, value))
    act(ledger, "note", "C", {"text": "see the correction"})
    act(ledger, "grade", "C", {"grade": 5})
    act(ledger, "undo", "B", {"judgement": made.id})
    assert (review(ledger).status, review(ledger).by, review(ledger).grade) == ("accepted", ("A",), 5)


def test_an_edited_claim_that_was_accepted_once_can_be_retracted(ledger: Ledger) -> None:
    act(ledger, "accept", "A")
    act(ledger, "edit", "B", {"modality": "planned"})
    act(ledger, "retract", "B")
    assert review(ledger).status == "retracted"


def test_grades_are_those_of_the_grade_command_with_its_rule(ledger: Ledger) -> None:
    made = act(ledger, "grade", value={"grade": 3})
    assert (made.kind, made.value, review(ledger).grade, review(ledger).status) == ("claim.credibility", {"grade": "3"}, 3, "unreviewed")
    refused(ledger, "PW152", "grade", {"grade": 1}, claim=DENIED)
    for wrong in (0, 7, "A", None, ""):
        refused(ledger, "PW151", "grade", {"grade": wrong})
    ledger.undo(made.id, why="wrong", kinds=("claim.credibility",))
    assert (review(ledger).grade, review(ledger).version) == (None, 2)


def test_notes_are_kept_with_who_and_can_be_undone(ledger: Ledger) -> None:
    made = act(ledger, "note", "A", {"text": "compare the wire"})
    act(ledger, "note", "B", why="by itself")
    assert [(note.who, note.text) for note in review(ledger).notes] == [("A", "compare the wire"), ("B", "by itself")]
    act(ledger, "undo", "A", {"judgement": made.id})
    assert [note.text for note in review(ledger).notes] == ["by itself"]


def test_what_is_missing_is_refused(ledger: Ledger) -> None:
    refused(ledger, "PW154", "approve")
    refused(ledger, "PW154", "accept", who="  ")
    refused(ledger, "PW124", "note", why=" ")
    act(ledger, "accept", why="")
    refused(ledger, "PW124", "retract", why="")
    refused(ledger, "PW408", "accept", claim="cl-ffff")
    assert review(ledger).history[0].why == "checked against the words"


@pytest.mark.parametrize(("value", "said"), [
    ({}, "at least one field"),
    ({"type": "treaty"}, "type cannot be edited"),
    ({"id": "cl-1"}, "id cannot be edited"),
    ({"modality": "certain"}, "modality: certain is none"),
    ({"modality": "happened"}, "changes nothing"),
    ({"evidence": []}, "stands on some words"),
    ({"evidence": [[0, 4000]]}, "does not lie inside the text"),
    ({"evidence": [[5, 5]]}, "does not lie inside the text"),
    ({"evidence": [[-3, 5]]}, "does not lie inside the text"),
    ({"evidence": [[0, 9], [5, 12]]}, "overlap"),
    ({"evidence": "words that are not there"}, "are not in the text"),
    ({"evidence": "a"}, "times in the text"),
    ({"evidence": [{"span": [0, 7], "quote": "Eastmark"}]}, "stand other words"),
    ({"evidence": [[True, 5]]}, "a span is"),
    ({"agent": {}}, "nothing is given"),
    ({"agent": {"name": " "}}, "give words"),
    ({"agent": {"nom": "X"}}, "it has no field nom"),
    ({"agent": {"name": "X", "span": [0, 4000]}}, "does not lie inside"),
    ({"object": {"actor": "PRK"}}, "give at least its name"),
    ({"quantity": {"low": 900}}, "does not go with low 900"),
    ({"quantity": {"low": -1}}, "a bound is a number"),
    ({"quantity": {"low": True}}, "a bound is a number"),
    ({"quantity": {"high": 10**400}}, "a bound is a number"),
    ({"quantity": {"high": float("nan")}}, "a bound is a number"),
    ({"quantity": {"high": "many"}}, "a bound is a number"),
    ({"quantity": {"comparator": "roughly"}}, "is no comparator"),
    ({"quantity": {"comparator": "exact", "low": 1, "high": 2}}, "does not go with"),
    ({"quantity": {"text": "400 sappers"}}, "are not in the text"),
    ({"quantity": {"span": [0, 5], "text": "300 sappers"}}, "stand other words"),
    ({"quantity": {"change": "sideways"}}, "does not give a claim"),
    ({"quantity": "300 sappers"}, "changes nothing"),
    ({"time": "soon"}, "is no day, month or year"),
    ({"time": {"start": "2025-07", "end": "2025-05"}}, "ends"),
    ({"time": {"start": None, "end": None}}, "give start, end or both"),
    ({"place": "Kursk"}, "which words name it"),
    ({"place": {"name": "Eastmark", "lat": 97}}, "degrees from -90"),
    ({"attributed_to": [None]}, "not null"),
    ({"attributed_to": 5}, "a list of sources"),
    ({"quantity": [1]}, "cannot be"),
    ({"modality": "planned", "accept": "yes"}, "true or false"),
])  # fmt: skip
def test_an_edit_that_cannot_be_is_refused_with_a_reason(ledger: Ledger, value: dict[str, Any], said: str) -> None:
    assert said in str(refused(ledger, "PW155", "edit", value))


@pytest.mark.parametrize(("value", "field", "expected"), [
    ({"quantity": 250}, "quantity", {"low": 250.0, "high": 250.0, "comparator": "exact", "text": "300 sappers"}),
    ({"quantity": {"comparator": "at_least"}}, "quantity", {"low": 300.0, "high": None, "comparator": "at_least"}),
    ({"quantity": {"comparator": "at_most"}}, "quantity", {"low": None, "high": 300.0, "comparator": "at_most"}),
    ({"quantity": {"high": None}}, "quantity", {"low": 300.0, "high": None, "comparator": "at_least"}),
    ({"quantity": {"span": [13, 16]}}, "quantity", {"text": "300", "span": [13, 16], "low": 300.0}),
    ({"quantity": None}, "quantity", None),
    ({"agent": "South Korea"}, "agent", {"name": "South Korea", "actor": "KOR", "span": None}),
    ({"agent": {"name": "Eastmark", "quote": "Eastmark denied"}}, "agent", {"name": "Eastmark", "actor": None, "span": [81, 96]}),
    ({"agent": {"actor": None}}, "agent", {"name": "Norland", "actor": None, "span": [0, 7]}),
    ({"recipient": None}, "recipient", None),
    ({"time": "2025-06"}, "time", {"start": "2025-06-01", "end": "2025-06-30", "precision": "month", "edtf": "2025-06", "text": "in May"}),
    ({"time": {"end": None}}, "time", {"start": "2025-05-01", "end": None, "edtf": "2025-05-01/.."}),
    ({"place": {"name": "Kursk", "quote": "Norland sent"}}, "place", {"name": "Kursk", "country": "RUS", "span": [0, 12]}),
    ({"attributed_to": []}, "attributed_to", []),
    ({"modality_cues": "citing an envoy"}, "modality_cues", [[64, 79]]),
    ({"evidence": "Norland sent 300 sappers"}, "evidence", [[0, 24]]),
])  # fmt: skip
def test_an_edit_is_completed_so_that_the_claim_is_one(ledger: Ledger, value: dict[str, Any], field: str, expected: Any) -> None:
    import msgspec

    assert text()[64:79] == "citing an envoy"
    act(ledger, "edit", value=value)
    found = msgspec.json.decode(msgspec.json.encode(edited(ledger)))[field]
    assert found == expected if not isinstance(expected, dict) else {name: found[name] for name in expected} == expected
    assert ledger.verify().ok


def test_a_source_that_is_there_already_keeps_its_words(ledger: Ledger) -> None:
    act(ledger, "edit", value={"attributed_to": "TASS > Radio Vessin"})
    tass, radio = edited(ledger).attributed_to
    assert (tass.name, tass.actor, tass.span, radio) == ("TASS", "med-tass", None, READ.claims[0].attributed_to[0])


def test_the_second_of_two_who_decide_at_once_is_told_and_nothing_is_lost(ledger: Ledger) -> None:
    seen = review(ledger).version
    first = ledger.review(SENT, "edit", who="A. Analyst", why="so it reads", value={"modality": "planned"}, expected=seen)
    with pytest.raises(LedgerError) as error:
        ledger.review(SENT, "accept", who="B", why="", expected=seen)
    assert error.value.code == "PW414"
    assert "changed meanwhile by A. Analyst: edited it (so it reads)" in str(error.value)
    assert review(ledger).history == (first,)
    ledger.review(SENT, "accept", who="B", why="", expected=review(ledger).version)
    with pytest.raises(LedgerError, match="version is 0"):
        ledger.review(DENIED, "accept", who="B", why="", expected=3)


def noted(ledger: Ledger, who: str) -> bool:
    try:
        ledger.review(SENT, "note", who=who, why=f"by {who}", expected=review(ledger).version)
    except LedgerError as error:
        if error.code != "PW414":
            raise
        return False
    return True


def test_writers_at_once_lose_no_judgement(where: str) -> None:
    with open_ledger(where, create=True, clock=clock) as opened:
        opened.add(READ)

        def work(who: str) -> None:
            for _ in range(10):
                while not noted(opened, who):
                    pass

        threads = [Thread(target=work, args=(who,)) for who in ("A", "B", "C")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(note.who for note in review(opened).notes) == ["A"] * 10 + ["B"] * 10 + ["C"] * 10
        assert opened.verify().ok


def test_a_newer_reading_that_says_the_same_takes_the_review_over(ledger: Ledger) -> None:
    act(ledger, "edit", "A", {"quantity": {"unit": "deminers"}})
    act(ledger, "accept", "A")
    act(ledger, "accept", "B")
    act(ledger, "grade", "A", {"grade": 3})
    act(ledger, "note", "B", {"text": "compare"})
    newer = reading(version="0.2.0")
    ledger.add(newer)
    now = newer.claims[0].id
    found = review(ledger, now)
    assert (found.status, found.by, found.grade, found.edits) == ("accepted", ("A", "B"), 3, {"quantity": {"unit": "deminers"}})
    assert [note.text for note in found.notes] == ["compare"]
    assert [item.subject for item in found.history].count(SENT) == 5
    before = review(ledger, SENT)
    assert (before.now, before.status, before.by, before.version) == (now, "accepted", ("A", "B"), found.version)
    with ledger.view() as view:
        assert view.left_behind() == []
        assert [row.claim.id for row in view.queue(status="accepted")] == [now]
        assert view.review_counts() == {"unreviewed": 1, "accepted": 1, "rejected": 0, "retracted": 0}
    assert ledger.verify().ok


def test_a_decision_about_the_earlier_claim_is_about_the_newer_one(ledger: Ledger) -> None:
    first = act(ledger, "accept", "A")
    newer = reading(version="0.2.0")
    ledger.add(newer)
    made = act(ledger, "retract", "B", why="withdrawn")
    assert (made.subject, review(ledger, SENT).status, review(ledger, newer.claims[0].id).status) == (newer.claims[0].id, "retracted", "retracted")
    refused(ledger, "PW418", "undo", {"judgement": first.id})
    with pytest.raises(LedgerError) as error:
        ledger.undo(first.id, why="wrong")
    assert error.value.code == "PW418"


def test_a_newer_reading_that_says_otherwise_is_to_be_looked_at_again(ledger: Ledger) -> None:
    act(ledger, "accept", "A")
    act(ledger, "grade", "A", {"grade": 2})
    newer = reading(version="0.2.0", modality="planned")
    ledger.add(newer)
    found = review(ledger, newer.claims[0].id)
    assert (found.status, found.by, found.grade, found.differs) == ("unreviewed", (), None, ("modality",))
    assert found.history[0].who == "A"
    assert (review(ledger, SENT).status, review(ledger, SENT).now) == ("accepted", None)
    with ledger.view() as view:
        assert len(view.queue()) == 2
    act(ledger, "accept", "B", claim=newer.claims[0].id)
    assert review(ledger, newer.claims[0].id).by == ("B",)
    assert ledger.verify().ok


def test_what_was_retracted_stays_so_whatever_a_newer_reading_says(ledger: Ledger) -> None:
    act(ledger, "accept", "A")
    act(ledger, "retract", "A")
    newer = reading(version="0.2.0", modality="planned")
    ledger.add(newer)
    assert review(ledger, newer.claims[0].id).status == "retracted"


def test_what_a_newer_reading_does_not_have_is_listed(ledger: Ledger) -> None:
    act(ledger, "accept", "A")
    newer = reading(version="0.2.0")
    ledger.add(Reading(document=newer.document, engine=newer.engine, statements=(), claims=newer.claims[1:], problems=()))
    with ledger.view() as view:
        assert view.left_behind() == [SENT]
        assert view.review_counts() == {"unreviewed": 1, "accepted": 0, "rejected": 0, "retracted": 0}
        assert view.queue(status="accepted") == []
    assert review(ledger).status == "accepted"
    third = reading(version="0.3.0")
    ledger.add(third)
    assert review(ledger, third.claims[0].id).by == ("A",)


def test_an_older_reading_that_comes_later_takes_nothing(ledger: Ledger) -> None:
    act(ledger, "accept", "A")
    older = reading(version="0.0.9")
    ledger.add(older)
    assert (review(ledger, older.claims[0].id).version, review(ledger).version) == (0, 1)


def test_the_same_version_reading_otherwise_reopens_the_claim(ledger: Ledger) -> None:
    act(ledger, "accept", "A")
    ledger.add(reading(modality="planned"))
    found = review(ledger)
    assert (found.status, found.differs) == ("unreviewed", ("modality",))
    assert ledger.verify().ok


def test_a_chain_of_readings_keeps_the_review(ledger: Ledger) -> None:
    act(ledger, "accept", "A")
    for minor in range(2, 6):
        ledger.add(reading(version=f"0.{minor}.0"))
    last = reading(version="0.5.0").claims[0].id
    assert (review(ledger, last).by, review(ledger, SENT).now) == (("A",), last)
    assert review(ledger, last).history[0].who == "A"


def many(count: int) -> list[Reading]:
    return [reading(100 + n, url=f"https://post.example/{n}", title=f"Report {n}") for n in range(count)]


def test_the_queue_runs_as_the_documents_came_with_repeats_last(ledger: Ledger) -> None:
    import msgspec

    first = reading(101, url="https://post.example/x")
    repeated = (msgspec.structs.replace(first.claims[0], same_as=first.claims[1].id), first.claims[1])
    ledger.add(msgspec.structs.replace(first, claims=repeated))
    with ledger.view() as view:
        assert [row.claim.id for row in view.queue()] == [SENT, DENIED, first.claims[1].id, first.claims[0].id]


def test_the_queue_pages_and_filters(ledger: Ledger) -> None:
    readings = many(130)
    ledger.add_many([(one, None) for one in readings])
    every = [SENT, DENIED, *(claim.id for one in readings for claim in one.claims)]
    decided = {claim: action for claim, action in zip(every, ["accept", "reject", None] * 40, strict=False) if action}
    for claim, action in decided.items():
        act(ledger, action, claim=claim)
    expected = {
        "unreviewed": [claim for claim in every if claim not in decided],
        "accepted": [claim for claim in every if decided.get(claim) == "accept"],
        "rejected": [claim for claim in every if decided.get(claim) == "reject"],
    }  # fmt: skip
    kinds = {claim.id: claim.type for one in (READ, *readings) for claim in one.claims}
    with ledger.view() as view:
        for status, claims in expected.items():
            for offset, limit in ((0, 7), (5, 50), (33, 1), (0, None), (400, 5), (len(claims) - 2, 9), (0, 0)):
                found = [row.claim.id for row in view.queue(None, status, limit, offset)]  # type: ignore[arg-type]
                assert found == claims[offset:][:limit], (status, offset, limit)
            denied = [claim for claim in claims if kinds[claim] == "deny"]
            for wanted in (ClaimFilter(type="deny"), ClaimFilter(text="denied", type="deny"), ClaimFilter(type="deny", since="2025-06")):
                assert [row.claim.id for row in view.queue(wanted, status, None)] == denied  # type: ignore[arg-type]
                assert [row.claim.id for row in view.queue(wanted, status, 3, 2)] == denied[2:5]  # type: ignore[arg-type]
                assert view.review_counts(wanted)[status] == len(denied)
            assert view.review_counts()[status] == len(claims)
        assert [row.claim.id for row in view.queue(status=None, limit=None)] == every
        assert [row.claim.id for row in view.queue(ClaimFilter(document="Report 7"), limit=None)] == [
            claim.id for claim in readings[7].claims if claim.id not in decided]


def test_counts_follow_what_other_processes_do(where: str) -> None:
    with open_ledger(where, create=True, clock=clock) as one, open_ledger(where, create=True, clock=clock) as two:
        one.add(READ)
        assert counts(one) == counts(two) == (2, 0)
        two.review(SENT, "accept", who="B", why="")
        assert counts(one) == (1, 1)
        two.add(reading(version="0.2.0", modality="planned"))
        assert counts(one) == counts(two) == (2, 0)
        with one.view() as early:
            early.review_counts()
            two.review(reading(version="0.2.0").claims[0].id, "reject", who="B", why="")
            assert counts(two) == (1, 0)
            assert early.review_counts()["unreviewed"] == 2
        assert counts(one) == (1, 0)


def test_an_open_view_keeps_its_counts_while_others_decide(where: str) -> None:
    with open_ledger(where, create=True, clock=clock) as ledger:
        ledger.add(READ)
        act(ledger, "accept")
        with ledger.view() as early:
            first = tallied(early)
            act(ledger, "reject", claim=DENIED)
            act(ledger, "reject")
            with ledger.view() as late:
                assert [counted["rejected"] for counted in tallied(late)] == [2, 1, 1]
            assert tallied(early) == first
            assert [row.claim.id for row in early.queue(status="unreviewed")] == [DENIED]


def tallied(view: View) -> list[dict[str, int]]:
    return [view.review_counts(wanted) for wanted in (ClaimFilter(), ClaimFilter(said_by="Radio Vessin"), ClaimFilter(type="deny"))]


def counts(ledger: Ledger) -> tuple[int, int]:
    with ledger.view() as view:
        found = view.review_counts()
    return found["unreviewed"], found["accepted"]


def test_activity_tells_who_did_what_newest_first(ledger: Ledger) -> None:
    act(ledger, "accept", "A. Analyst", why="read it")
    with ledger.view() as view:
        newest, read, took = view.activity()
        assert (newest.who, newest.kind, newest.about, newest.why, newest.action) == ("A. Analyst", "review.accept", SENT, "read it", "judgement.add")
        assert (read.action, read.about, read.title, took.action) == ("reading.add", READ.document.id, "Sappers for Eastmark", "document.add")
        assert [item.who for item in view.activity(who="A. Analyst")] == ["A. Analyst"]
        assert [item.seq for item in view.activity(limit=1, offset=1)] == [read.seq]
        assert len(view.activity(since="2025-06-18")) == 3
        assert view.activity(since="2025-06-19") == []
        with pytest.raises(UsageError, match="takes a day"):
            view.activity(since="last week")


@pytest.mark.parametrize(("statement", "message"), [
    ("UPDATE judgements SET subject = 'cl-0000', body = replace(body, '{sent}', 'cl-0000') WHERE seq = 1", "which the ledger does not hold"),
    ("UPDATE judgements SET body = replace(body, '[0,24]', '[0,2400]') WHERE seq = 1", "lies outside the text"),
    ("UPDATE judgements SET body = replace(body, '\"unreviewed\"', '\"accepted\"') WHERE seq = 1", "its history gives unreviewed"),
    ("UPDATE judgements SET body = replace(body, '300 sappers', '900 sappers') WHERE seq = 1", "is not what the text gives"),
])  # fmt: skip
def test_verify_names_a_review_that_was_changed(tmp_path: Path, statement: str, message: str) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path, create=True, who="tester", clock=clock) as opened:
        opened.add(READ)
        opened.review(SENT, "edit", who="A", why="so", value={"evidence": [[0, 24]], "quantity": {"low": 200, "span": [13, 19]}})
        opened.review(SENT, "edit", who="A", why="so", value={"quantity": {"text": "300 sappers", "span": [13, 24]}})
        assert opened.verify().ok
    with tampering(path, "judgements") as connection:
        seq = 2 if "900 sappers" in statement or "history gives" in message else 1
        assert connection.execute(statement.format(sent=SENT).replace("seq = 1", f"seq = {seq}")).rowcount == 1
    with open_ledger(path) as opened:
        found = opened.verify()
    assert any(message in failure.message for failure in found.failures), found.failures
    assert found.failed_claims


@pytest.mark.parametrize("statement", [
    "UPDATE judgements SET at = '2020-01-01T00:00:00Z' WHERE seq = 1", "UPDATE judgements SET who = 'B' WHERE seq = 1",
    "UPDATE judgements SET body = replace(body, 'so', 'no') WHERE seq = 1", "UPDATE judgements SET body = substr(body, 2) WHERE seq = 1",
])  # fmt: skip
def test_verify_names_the_claim_whose_review_was_changed(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path, create=True, who="tester", clock=clock) as opened:
        opened.add(READ)
        opened.review(SENT, "accept", who="A", why="so")
        opened.judge("story.join", "a", {}, why="same")
    with tampering(path, "judgements") as connection:
        assert connection.execute(statement).rowcount == 1
    with open_ledger(path) as opened:
        found = opened.verify()
    assert {failure.subject.partition(" (")[0] for failure in found.failures} == {"judgements row 1"}
    assert found.failed_claims == (SENT,)


@pytest.mark.parametrize("version", [1, 3])
def test_a_ledger_of_an_earlier_version_is_queued_as_it_is(where: str, version: int) -> None:
    wanted = (ClaimFilter(), ClaimFilter(text="sappers"), ClaimFilter(agent="NRL"), ClaimFilter(type="deny"), ClaimFilter(said_by="Radio Vessin"))
    with open_ledger(where, create=True, clock=clock) as opened:
        opened.add(READ)

    def found() -> list[list[str]]:
        with open_ledger(where) as opened, opened.view() as view:
            assert view.review(SENT).status == "unreviewed"
            assert view.review_counts() == {"unreviewed": 2, "accepted": 0, "rejected": 0, "retracted": 0}
            return [[row.claim.id for row in view.queue(one)] for one in wanted]

    before = found()
    change_version(where, version)
    assert found() == before == [[SENT, DENIED], [SENT, DENIED], [SENT], [DENIED], [SENT]]
