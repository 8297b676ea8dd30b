"""Parties under the names that the text gives them: those who act together, and nationals who are not their state."""

from __future__ import annotations

import pytest

from pactwatch.model import Claim, make_document
from pactwatch.read import HYBRID, RULES, read

ENGINES = pytest.mark.parametrize("engine", [RULES, HYBRID])


def claims(text: str, engine: str) -> list[Claim]:
    return list(read(make_document(text, published="2025-06-18"), engine).claims)


def test_those_who_condemn_together_are_named_together() -> None:
    text = "Ukraine and Poland condemned the deployment of North Korean troops to Kursk on Tuesday."
    speech = next(c for c in claims(text, HYBRID) if c.type == "condemn_or_accuse")
    assert speech.agent is not None
    assert speech.agent.name == "Ukraine and Poland"
    assert [s.name for s in speech.attributed_to] in ([], ["Ukraine and Poland"])


@ENGINES
def test_no_one_of_several_speakers_is_left_out_of_what_they_say(engine: str) -> None:
    text = "Ukraine and Poland condemned the deployment of North Korean troops to Kursk on Tuesday."
    for claim in claims(text, engine):
        assert "Poland" not in [s.name for s in claim.attributed_to]


@ENGINES
def test_the_two_sides_of_a_treaty_stay_two(engine: str) -> None:
    text = "Russia and North Korea signed a treaty in Pyongyang on 19 June 2024."
    treaty = next(c for c in claims(text, engine) if c.type == "treaty")
    assert treaty.recipient is None or treaty.recipient.name != "Russia and North Korea"


@ENGINES
def test_nationals_who_fight_are_not_their_state(engine: str) -> None:
    text = "At least 1,000 Cubans are fighting in Russian units near Donetsk, a monitor said."
    agents = [c.agent for c in claims(text, engine) if c.type in ("troop_presence", "deploy_forces")]
    assert agents
    assert "Cuba" not in [a.name for a in agents if a is not None]


@ENGINES
@pytest.mark.parametrize(("text", "blamer", "doer"), [
    ("The United States condemned North Korea for sending troops to Russia.", "United States", "North Korea"),
    ("Ukraine accused Belarus of supplying fuel to Russian forces.", "Ukraine", "Belarus"),
    ("Germany criticised China over its deliveries of drone engines to Russia.", "Germany", "China"),
    ("Belarus was accused by Ukraine of supplying shells to Russian forces.", "Ukraine", "Belarus"),
    ("Moscow thanked Pyongyang for sending 10,000 soldiers to Kursk.", "Moscow", "Pyongyang"),
    ("France condemned Iran's transfer of ballistic missiles to Russia on Monday.", "France", "Iran"),
    ("The State Department condemned the shipment of shells from North Korea to Russia.", "State Department", "North Korea"),
])
def test_whoever_blames_or_thanks_does_not_do_the_deed(text: str, blamer: str, doer: str, engine: str) -> None:
    speech = ("condemn_or_accuse", "statement_support")
    agents = [c.agent.name for c in claims(text, engine) if c.type not in speech and c.agent is not None]
    assert blamer not in agents
    assert set(agents) <= {doer, "North Korea"}


@ENGINES
def test_the_state_that_a_clause_names_sends_its_own_people(engine: str) -> None:
    text = (
        "North Korea sent 10,000 soldiers to Russia. North Korean troops fought in Kursk. North Korea denied it.\n\n"
        "Kenya's police are deployed to Haiti under a UN mandate."
    )
    haiti = [c for c in claims(text, engine) if "police" in text[slice(*c.evidence[0])] and c.type == "deploy_forces"]
    assert [c.agent.name for c in haiti if c.agent is not None] == ["Kenya"] * len(haiti)


@ENGINES
@pytest.mark.parametrize(("text", "condemned"), [
    ("France condemned Iran's transfer of ballistic missiles to Russia on Monday.", "Iran"),
    ("The State Department condemned the shipment of shells from North Korea to Russia.", "North Korea"),
    ("Ukraine accused Belarus of supplying fuel to Russian forces.", "Belarus"),
])
def test_whoever_does_the_deed_is_condemned(text: str, condemned: str, engine: str) -> None:
    found = [c.recipient.name for c in claims(text, engine) if c.type == "condemn_or_accuse" and c.recipient is not None]
    assert set(found) <= {condemned}


@pytest.mark.parametrize(("text", "kind", "agent", "recipient"), [
    ("Tokyo fears that Moscow is helping Pyongyang to build a nuclear submarine.", "transfer_technology", "RUS", None),
    ("The United States urged China to stop buying Iranian oil.", "payment_or_aid", "CHN", "IRN"),
    ("A Russian company hired 400 North Korean workers for a construction site in Vladivostok.", "send_workers", "PRK", None),
    ("NATO has no information that Belarus sent soldiers to Ukraine.", "deploy_forces", "BLR", "UKR"),
    ("Russian state television showed North Korean soldiers training in Vladivostok.", "training", "RUS", "PRK"),
])
def test_who_does_a_deed_is_not_who_tells_asks_or_sees_it(text: str, kind: str, agent: str, recipient: str | None) -> None:
    found = [(c.agent, c.recipient) for c in claims(text, HYBRID) if c.type == kind]
    assert {one.actor for one, _ in found if one is not None} == {agent}
    assert recipient is None or {other.actor for _, other in found if other is not None} == {recipient}


def test_what_is_neither_confirmed_nor_denied_is_no_claim() -> None:
    assert claims("The Kremlin neither confirmed nor denied that North Korean soldiers are in Kursk.", HYBRID) == []


def test_a_cap_is_no_delivery() -> None:
    text = "Russia exported 165,000 barrels of oil to North Korea in March, above the cap of 500,000 a year, the panel said."
    assert [c.quantity.low for c in claims(text, HYBRID) if c.quantity is not None] == [165000]


def test_what_is_claimed_stays_alleged() -> None:
    text = "Wagner paid its fighters in Sudan 240,000 roubles a month, a former commander claimed."
    assert [c.modality for c in claims(text, HYBRID)] == ["alleged"]


@ENGINES
def test_an_exercise_is_held_by_those_whose_jets_the_clause_names(engine: str) -> None:
    text = (
        "North Korea sent soldiers to Russia. North Korea's leader praised them. North Korean troops are in Kursk.\n\n"
        "On Wednesday, South Korean, Japanese and American fighter jets held a joint exercise near Jeju island."
    )
    found = [c for c in claims(text, engine) if c.type == "joint_exercise" and "jets" in text[slice(*c.evidence[0])]]
    held = [c.agent.name for c in found if c.agent is not None]
    assert held
    assert "North Korea" not in held


def test_a_state_known_by_a_speaking_office_alone_is_sent_nobody() -> None:
    text = (
        "North Korea will send 5,000 builders and 1,000 sappers to Kursk, Harbour Courier reported.\n\n"
        "Britain's defence ministry said that the builders might be used near the front."
    )
    sent = [c.recipient for c in claims(text, HYBRID) if c.type in ("demine_or_rebuild", "send_workers", "deploy_forces")]
    assert "GBR" not in {one.actor for one in sent if one is not None}


def test_a_recipient_is_named_by_its_state_and_one_who_is_spoken_of_by_its_capital() -> None:
    sent = read(make_document("North Korea sent 300 shells to Moscow on Monday.", published="2025-05-06")).claims[0]
    assert sent.recipient is not None
    assert (sent.recipient.name, sent.recipient.actor) == ("Russia", "RUS")
    blamed = read(make_document("Kenya condemned Kigali on Monday.", published="2025-05-06")).claims[0]
    assert blamed.recipient is not None
    assert blamed.recipient.name == "Kigali"


@pytest.mark.parametrize(("text", "recipient"), [
    ("Iran shipped 300 drones to the Houthis, a UN panel on Yemen said.", "Houthi"),
    ("Iran sends rifles to the rebels in Sudan, Khartoum said.", "rebel"),
])
def test_arms_for_those_who_fight_a_government_are_not_for_their_state(text: str, recipient: str) -> None:
    got = [c.recipient.name for c in claims(text, HYBRID) if c.type == "transfer_arms" and c.recipient]
    assert got
    assert all(recipient in name for name in got)
