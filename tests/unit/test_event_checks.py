"""What the weights may not say: purposes, denials, wholes, what is left open. Sentences are newly written."""

import pytest

from pactwatch.model import Claim, make_document
from pactwatch.read import read

STATE = " The defence ministry in Oslo and the government in Riga published a joint statement on the treaty."


def claims_of(text: str) -> list[tuple[str, Claim]]:
    text += STATE
    return [(text[slice(*c.evidence[0])], c) for c in read(make_document(text, published="2025-06-18")).claims]


@pytest.mark.parametrize("sentence", [
    "The ministry did not say whether 300 soldiers had been sent to Latvia.",
    "Norway's army could not confirm that 300 soldiers were sent to Latvia.",
    "Officials declined to say how many soldiers were sent to Latvia.",
    "Reporters asked the minister whether 300 soldiers had been sent to Latvia.",
])
def test_what_is_left_open_is_no_claim(sentence: str) -> None:
    assert [c.type for words, c in claims_of(sentence) if "sent" in words] == []


def test_a_denied_breach_is_a_denial() -> None:
    found = [c for words, c in claims_of("Norway has denied that it breaks any sanctions.") if "breaks" in words]
    assert {c.modality for c in found} <= {"denied"}
    assert "condemn_or_accuse" not in {c.type for c in found}


def test_a_purpose_supports_nothing_aloud() -> None:
    sentence = "The State Department condemned the use of foreign soldiers to support the war."
    assert "statement_support" not in {c.type for _, c in claims_of(sentence)}


def test_the_whole_of_a_toll_is_no_toll() -> None:
    sentence = "More than 6,000 of about 11,000 Norwegian soldiers were killed in Latvia."
    harmed = [c.quantity.low for _, c in claims_of(sentence) if c.type == "casualties" and c.quantity]
    assert 11000 not in harmed


@pytest.mark.parametrize("sentence", [
    "Two officials said that Norway would send 500 soldiers to Latvia.",
    "Eleven deputies demanded that Norway withdraw its soldiers from Latvia.",
])
def test_how_many_speak_is_no_figure_of_what_they_tell(sentence: str) -> None:
    figures = {c.quantity.text for _, c in claims_of(sentence) if c.quantity and c.type in ("deploy_forces", "troop_presence")}
    assert not {f for f in figures if "officials" in f or "deputies" in f}


@pytest.mark.parametrize(("sentence", "denies"), [
    ("Norway's minister dismissed three commanders on Monday.", False),
    ("Norway's minister dismissed the general on Monday.", False),
    ("Norway's minister dismissed the report on Monday.", True),
    ("Norway's minister rejected the claim on Monday.", True),
])  # fmt: skip
def test_who_dismisses_a_person_denies_nothing(sentence: str, denies: bool) -> None:
    found = read(make_document(sentence + " Riga had asked for 300 soldiers.", published="2025-06-18")).claims
    assert ("denied" in {c.modality for c in found if sentence.startswith(sentence[slice(*c.evidence[0])])}) is denies


@pytest.mark.parametrize("sentence", [
    "Norway did manage to send 300 soldiers to Latvia.",
    "Riga did not doubt that 300 soldiers had been sent to Latvia.",
    "Why Norway sent 300 soldiers to Latvia is a mystery to its allies.",
])  # fmt: skip
def test_what_somebody_managed_or_nobody_doubts_was_done(sentence: str) -> None:
    assert {c.modality for words, c in claims_of(sentence) if "300" in words} == {"happened"}


@pytest.mark.parametrize(("sentence", "speaker"), [
    ("Ukraine's military said it had lost two depots. The ministry said that Iran had delivered 200 missiles.", "ministry"),
    ("Norway's defence ministry said it had lost two depots. The ministry said that Iran had delivered 200 missiles.", "Norway's defence ministry"),
])  # fmt: skip
def test_a_ministry_is_no_military_that_spoke_before(sentence: str, speaker: str) -> None:
    found = [c for words, c in claims_of(sentence) if "200" in words]
    assert [c.attributed_to[-1].name.casefold() for c in found] == [speaker.casefold()]


def test_trains_that_run_again_are_no_exercise_told_of_before() -> None:
    text = "Two navies ended their joint drill off Bergen on Monday. Trains from Oslo to Riga will run again from May."
    found = {text[slice(*c.evidence[0])]: c.type for c in read(make_document(text, published="2025-06-18")).claims}
    assert found["Trains from Oslo to Riga will run again from May"] == "transport_link"


def test_an_ordinal_of_what_was_said_is_no_figure_of_the_deed() -> None:
    found = claims_of("Norway will send 500 soldiers to Latvia, the second such announcement this month.")
    assert [c.quantity.low for _, c in found if c.quantity] == [500]


@pytest.mark.parametrize(("sentence", "kind"), [
    ("Moscow announced that Norway will send 1,000 sappers to Latvia.", "demine_or_rebuild"),
    ("Moscow announced that Norway will send 1,000 soldiers to Latvia.", "deploy_forces"),
])
def test_people_who_are_sent_are_no_arms(sentence: str, kind: str) -> None:
    text = sentence + " Riga said that Norway sent 20,000 containers of shells to Latvia."
    found = [c for c in read(make_document(text, published="2025-06-18")).claims if c.quantity and c.quantity.low == 1000]
    assert [c.type for c in found] == [kind]
