"""Questions claim nothing, or leave open what they ask; only an answer denies it."""

from __future__ import annotations

import pytest

from pactwatch.model import Reading, make_document
from pactwatch.read import read

ENGINES = ("rules", "hybrid")


def reading(text: str, engine: str) -> Reading:
    return read(make_document(text, published="2025-06-18"), engine)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", [
    "Will you sell 40 howitzers to Estonia?",
    "Madam Minister, has Denmark handed 40 howitzers to Estonia?",
    "General, why would Denmark hand 40 howitzers to Estonia?",
    "But would the king dare to send 300 of his own guards to Estonia?",
    "Can Copenhagen deliver 40 howitzers to Estonia?",
])
def test_a_question_put_to_somebody_or_about_what_might_come_claims_nothing(text: str, engine: str) -> None:
    found = reading(text, engine)
    assert not found.claims
    assert not found.figures


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", [
    "Has Denmark handed 40 howitzers to Estonia? The army in Copenhagen does not comment on shipments.",
    "Did Denmark hand 40 howitzers to Estonia? The minister would neither confirm nor deny it.",
    "Did Denmark not hand 40 howitzers to Estonia last spring?",
    "Could it be that Danish gunners have moved into Tartu?",
])
def test_what_is_asked_without_an_answer_is_possible(text: str, engine: str) -> None:
    assert {claim.modality for claim in reading(text, engine).claims if claim.type != "deny"} <= {"possible", "alleged"}


@pytest.mark.parametrize("text", [
    "Did Serbia sell 10,000 shells to Ukraine? No, the ministry said.",
    "Did Serbia sell 10,000 shells to Ukraine? It never sold any, the ministry said.",
])
def test_an_answer_may_deny_what_was_asked(text: str) -> None:
    assert {claim.modality for claim in reading(text, "hybrid").claims} == {"denied"}


def test_a_question_why_takes_the_event_for_granted() -> None:
    assert [claim.modality for claim in reading("Why did Tehran send 400 missiles to Moscow?", "hybrid").claims] == ["happened"]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_figure_that_somebody_does_not_confirm_is_not_theirs(engine: str) -> None:
    found = reading("The defence ministry in Oslo did not confirm that it had lent 60,000 shells to Latvia.", engine)
    assert not found.claims
    assert all(figure.attributed_to == () for figure in found.figures)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", [
    "Oslo said nothing about howitzers for Estonia.",
    "The minister's speech made no mention of payments to Riga.",
    "The army would not comment on whether gunners had gone to Tartu.",
])
def test_what_is_passed_over_in_silence_is_no_claim(text: str, engine: str) -> None:
    assert not [claim for claim in reading(text, engine).claims if claim.type not in ("other", "statement_support")]


@pytest.mark.parametrize("engine", ENGINES)
def test_silence_about_a_number_denies_nothing(engine: str) -> None:
    found = reading("Denmark handed howitzers to Estonia, the army confirmed, but it did not say how many.", engine).claims
    assert [claim.modality for claim in found if claim.type == "transfer_arms"] == ["happened"]
