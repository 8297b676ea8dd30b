"""Words that speak against an act, and the same words about something else: comment, geography, other people's business."""

from __future__ import annotations

import pytest

from pactwatch.instruments.register import register
from pactwatch.instruments.scene import Scene
from pactwatch.model import Engine, Reading, make_document


def holds(fact: str, text: str) -> bool:
    """Say whether a fact holds in the first sentence of a text of which nothing was read."""
    known = register()
    reading = Reading(document=make_document(text), engine=Engine(name="none", version="0", models={}), statements=(), claims=(), problems=())
    view = Scene(reading, known.lexicon, known.facts)
    return view.find(fact, view.sentences[0]) is not None


@pytest.mark.parametrize("text", [
    "The launchers have not yet left the depot.", "None of the crates has been seen since.", "The order fell through in March.",
    "None has arrived so far.", "The sale of the frigates stalled.", "Khartoum turned down the offer of howitzers.",
])  # fmt: skip
def test_goods_that_did_not_come_are_not_done(text: str) -> None:
    assert holds("not_done", text)


@pytest.mark.parametrize("text", [
    "The embassy has not yet replied to a letter.", "None of the shippers commented.", "The ministry turned down a request for an interview.",
    "Officials in Doha have not yet explained the flights.", "Questions to the owner have not yet been answered.",
    "None of the pilots was in uniform.", "The advance on the town stalled in April.", "Seoul has not yet confirmed the account.",
])  # fmt: skip
def test_silence_and_other_peoples_business_do_not_undo_an_act(text: str) -> None:
    assert not holds("not_done", text)


@pytest.mark.parametrize("text", [
    "Tehran denies any part in it.", "The envoy dismissed the account.", "He called all that a pack of lies.",
    "Doha denied it when questions were put to it.",
])  # fmt: skip
def test_who_says_that_it_is_not_so_denies(text: str) -> None:
    assert holds("denied_deed", text)


@pytest.mark.parametrize("text", [
    "The island lies off the coast of Eritrea.", "The hull lies at anchor near Batam.", "Its captain was denied entry to the port.",
    "Kampala rejected a draft resolution on Monday.", "The agent brushed aside our questions.", "The yard neither confirms nor denies it.",
])  # fmt: skip
def test_places_permits_and_drafts_are_no_denials(text: str) -> None:
    assert not holds("denied_deed", text)


@pytest.mark.parametrize("text", [
    "North Korean sergeants drilled Ethiopian recruits for a year.", "North Korean gunners taught Syrian rocket crews in Homs.",
    "North Korean gunners coached Syrian crews at a range near Homs.",
])  # fmt: skip
def test_who_trains_others_is_not_trained(text: str) -> None:
    assert holds("training_from_dprk", text)
    assert not holds("training_to_dprk", text)
    assert not holds("arms_from_dprk", text)


@pytest.mark.parametrize("text", [
    "North Korean pilots trained in Russia's south with Russian airmen.", "North Korean soldiers trained near Omsk under Russian majors.",
    "North Korean cadets were taught by Chinese instructors.", "North Korean sappers drilled for weeks by Russian engineers came home.",
])  # fmt: skip
def test_who_trains_abroad_or_by_others_trains_nobody(text: str) -> None:
    assert holds("training_to_dprk", text)
    assert not holds("training_from_dprk", text)


@pytest.mark.parametrize("text", [
    "The sanctions committee cleared the tractors in May.", "The lift was authorised by the Security Council before it was shipped.",
])  # fmt: skip
def test_a_committee_that_agreed_said_yes(text: str) -> None:
    assert holds("committee_said_yes", text)


@pytest.mark.parametrize("text", [
    "The lift was never cleared by the sanctions committee.", "The deal has yet to be authorised by the Security Council.",
    "The shipment must be approved by the sanctions committee.", "Neither pump was cleared by the committee.",
    "The lease is waiting to be cleared by the sanctions committee.", "The sanctions committee should have granted it, the firm says.",
])  # fmt: skip
def test_a_committee_that_did_not_agree_or_must_first_said_no_yes(text: str) -> None:
    assert not holds("committee_said_yes", text)


@pytest.mark.parametrize(("text", "expected"), [
    ("Two oil tankers went to North Korea.", False), ("The oil tanker took diesel to North Korea.", True),
    ("Oil went to North Korea by tanker.", True),
])  # fmt: skip
def test_oil_is_a_cargo_unless_it_names_the_ship(text: str, expected: bool) -> None:
    assert holds("refined", text) is expected
    assert not holds("crude", text)
