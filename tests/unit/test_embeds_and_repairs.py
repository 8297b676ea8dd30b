"""Embedded posts speak for their authors; cues that the tagger hides are found again. Texts are newly written."""

import pytest

from pactwatch.model import make_document
from pactwatch.read import read
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.parse import parse

POST = """The army of Norway and the government of Latvia signed a treaty on Monday, the ministry said.

🚨 BREAKING: Norway to send 900 soldiers to Latvia

Norway will send 900 soldiers and 40 tanks to Latvia, officials say.

— Front Desk Flash (@frontdeskflash) June 17, 2025

The defence ministry in Oslo has published no figures on the soldiers so far."""


def test_what_a_post_says_is_its_authors_never_the_outlets() -> None:
    claims = [c for c in read(make_document(POST, published="2025-06-18")).claims if c.quantity and c.quantity.low == 900]
    assert claims
    for claim in claims:
        assert claim.attributed_to[0].name == "Front Desk Flash"
        assert POST[slice(*claim.attributed_to[0].span)] == "Front Desk Flash"


@pytest.mark.parametrize(("text", "speaker"), [
    ("Polish intelligence estimates around 900 Belarusians are now training in Serbia.", "Polish intelligence"),
    ("Norwegian intelligence estimates around 300 soldiers are already serving in Latvia.", "Norwegian intelligence"),
])
def test_a_verb_of_saying_that_looks_like_a_noun_is_a_cue(text: str, speaker: str) -> None:
    reading = read(make_document(text, published="2025-06-18"))
    counted = [c for c in reading.claims if c.quantity]
    assert counted
    assert {c.attributed_to[0].name for c in counted} == {speaker}


def test_a_plural_noun_stays_a_noun() -> None:
    text = "The army's estimates of losses are rising, and its reports on the drills are secret."
    for sentence in parse(text, split_blocks(text)).sentences:
        assert {t.lower for t in sentence.tokens if t.pos == "VERB"} & {"estimates", "reports"} == set()


@pytest.mark.parametrize("text", [
    "Norway is sending 120 soldiers to Latvia, confirmed by the defence minister during a visit to Riga.",
    "Norway will send 120 soldiers to Latvia, as confirmed by the defence minister on Monday.",
])
def test_who_confirms_in_a_bracketing_participle_is_the_source(text: str) -> None:
    claims = [c for c in read(make_document(text, published="2025-06-18")).claims if c.quantity]
    assert [[s.name for s in c.attributed_to] for c in claims] == [["defence minister"]]
