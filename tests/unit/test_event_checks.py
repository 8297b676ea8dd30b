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
