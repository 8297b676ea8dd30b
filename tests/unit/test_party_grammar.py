"""Whose deed and whose figure it is where grammar alone says so: conjuncts without a verb, penalties, ways, denied words."""

from __future__ import annotations

import pytest

from pactwatch.model import Claim, Reading, make_document
from pactwatch.read import read


def reading(text: str) -> Reading:
    """Read a text of June 2025."""
    return read(make_document(text, published="2025-06-18"))


def claims(text: str, kind: str) -> list[Claim]:
    """Return the claims of a type."""
    return [c for c in reading(text).claims if c.type == kind]


def agent(claim: Claim) -> str | None:
    """Return the name of who does it."""
    return claim.agent.name if claim.agent else None


def recipient(claim: Claim) -> str | None:
    """Return the name of whom it is done to or for."""
    return claim.recipient.name if claim.recipient else None


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("South Africa lost 14 soldiers, Malawi three and Uruguay one.", "casualties", {"14": "South Africa", "three": "Malawi", "one": "Uruguay"}),
        ("Poland delivered 60 tanks, Germany 18 and Spain 10.", "transfer_arms", {"60": "Poland", "18": "Germany", "10": "Spain"}),
        ("Kenya sent 400 police to Haiti, Jamaica 24, and Guatemala 150.", "deploy_forces", {"400": "Kenya", "24": "Jamaica", "150": "Guatemala"}),
        ("Norway sent 200 rifles to Chad in May and Sweden 50.", "transfer_arms", {"200": "Norway", "50": "Sweden"}),
    ],
)
def test_a_conjunct_without_a_verb_has_its_own_figure(text: str, kind: str, expected: dict[str, str]) -> None:
    found = {c.quantity.text.split()[0]: agent(c) for c in claims(text, kind) if c.quantity}
    assert found == expected
    assert not any(recipient(c) in expected.values() for c in claims(text, kind))
    parties = {f.text.split()[0]: f.party.name for f in reading(text).figures if f.party}
    assert parties == expected


def test_a_conjunct_without_a_verb_is_given_its_own_figure() -> None:
    found = claims("The United States gave Ukraine 20 launchers, Poland 12 and Romania five.", "transfer_arms")
    assert {c.quantity.text.split()[0]: (agent(c), recipient(c)) for c in found if c.quantity} == {
        "20": ("United States", "Ukraine"), "12": ("United States", "Poland"), "five": ("United States", "Romania"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey sold 24 drones to Ethiopia, 12 to Somalia and six to Chad.", {"24": "Ethiopia", "12": "Somalia", "six": "Chad"}),
        ("Moscow shipped 40 tonnes of shells to Mali and 15 tonnes to Niger.", {"40": "Mali", "15": "Niger"}),
        ("Russia gave 300 and 200 rifles to Mali and Niger respectively.", {"300": "Mali", "200": "Niger"}),
    ],
)
def test_each_share_goes_to_its_own(text: str, expected: dict[str, str]) -> None:
    found = [c for c in claims(text, "transfer_arms") if c.quantity]
    assert {c.quantity.text.split()[0]: recipient(c) for c in found if c.quantity} == expected
    assert len({agent(c) for c in found}) == 1


def test_respectively_parts_those_who_send() -> None:
    text = "Russia and Belarus sent 300 and 200 soldiers respectively to Mali."
    found = claims(text, "deploy_forces")
    assert {c.quantity.text.split()[0]: agent(c) for c in found if c.quantity} == {"300": "Russia", "200": "Belarus"}
    assert {f.text.split()[0]: f.party.name for f in reading(text).figures if f.party} == {"300": "Russia", "200": "Belarus"}


def test_a_side_has_its_own_losses() -> None:
    found = claims("Russia lost 1,200 men at Kursk against 300 on the Ukrainian side, Kyiv said.", "casualties")
    assert {c.quantity.text.split()[0]: agent(c) for c in found if c.quantity} == {"1,200": "Russia", "300": "Ukraine"}


@pytest.mark.parametrize(
    "text",
    [
        "Seoul counts 600 North Korean dead, Kyiv 1,000.",
        "Seoul puts the number of North Korean dead at 600 and Kyiv at 1,000.",
    ],
)
def test_who_tells_another_figure_is_its_source(text: str) -> None:
    found = claims(text, "casualties")
    assert {c.quantity.text: [s.name for s in c.attributed_to] for c in found if c.quantity} == {"600": ["Seoul"], "1,000": ["Kyiv"]}
    assert {agent(c) for c in found} == {"North Korea"}


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Iran delivered 40 drones in May, ten fewer than in April.", {"40 drones"}),
        ("Some 12,000 North Koreans had been sent by March, 3,000 more than Seoul had estimated.", {"Some 12,000 North Koreans"}),
        ("Losses fell from 2,500 to fewer than 300.", {"2,500", "fewer than 300"}),
        ("The US has 500 more troops in Niger than in 2012.", set()),
    ],
)
def test_a_difference_counts_nothing(text: str, counted: set[str]) -> None:
    found = reading(text)
    assert {c.quantity.text for c in found.claims if c.quantity} <= counted
    assert {f.text for f in found.figures} == counted


def test_what_is_done_to_a_part_is_not_done_to_all() -> None:
    found = reading("Twelve of the 30 drones were shot down, the rest hit a depot.")
    assert [c.quantity.text for c in found.claims if c.quantity] == ["Twelve"]
    assert [f.text for f in found.figures if f.measure.endswith("destroyed")] == ["Twelve"]


def test_a_promised_whole_is_planned() -> None:
    found = reading("The first 200 of 1,000 promised officers arrived on Monday.")
    assert {f.text: f.modality for f in found.figures} == {"200": "happened", "1,000 promised officers": "planned"}


def test_a_count_between_semicolons_is_not_denied() -> None:
    assert {c.modality for c in claims("Seoul puts the dead at 600; Kyiv at 1,000.", "casualties")} == {"happened"}


def test_who_or_which_is_whom_the_clause_hangs_on() -> None:
    text = "The pact was criticised by Russia's foreign ministry, which summoned the Finnish ambassador when it was signed."
    assert [agent(c) for c in claims(text, "visit_or_meeting")] == ["Russia's foreign ministry"]


def test_figures_of_verbs_of_their_own_are_no_gaps() -> None:
    found = claims("Chad lost 14 soldiers in May, and Niger buried three of its own.", "casualties")
    assert all(agent(c) != "Niger" for c in found if c.quantity and c.quantity.text.startswith("14"))


@pytest.mark.parametrize(
    ("text", "kind", "doer"),
    [
        ("The EU imposed sanctions on three Chinese companies for selling electronics to Russia.", "transfer_technology", "Chinese companies"),
        ("Sanctions were placed by London on two Iranian firms for supplying drone engines to Moscow.", "transfer_technology", "Iranian firms"),
        ("Japan blacklisted a Hong Kong firm for shipping machine tools to Russia.", "transfer_technology", "Hong Kong firm"),
        ("The U.S. Treasury added a Dubai trader to its blacklist for delivering rifles to the RSF.", "transfer_arms", "Dubai trader"),
        ("Washington fined a Turkish bank for financing shipments of drones to Sudan.", "transfer_arms", "Turkish bank"),
    ],
)
def test_who_is_penalised_for_a_deed_did_it(text: str, kind: str, doer: str) -> None:
    assert [agent(c) for c in claims(text, kind)] == [doer]


def test_evidence_ends_before_the_preposition_of_another_deed() -> None:
    text = "Japan blacklisted a Hong Kong firm for shipping machine tools to Russia."
    [claim] = claims(text, "sanction_or_designate")
    assert text[slice(*claim.evidence[0])] == "Japan blacklisted a Hong Kong firm"


@pytest.mark.parametrize(
    "text",
    [
        "The cargo went from Nampo through Riga to Murmansk, carrying 200 containers of shells.",
        "Iran shipped 300 missiles to Yemen via Oman.",
        "Russia flew 40 troops across Mali to Niger.",
    ],
)
def test_who_lies_on_the_way_gives_and_gets_nothing(text: str) -> None:
    passed = {"Latvia", "Riga", "Oman", "Mali"}
    assert reading(text).claims
    assert not any({agent(c), recipient(c)} & passed for c in reading(text).claims)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Kyiv says 40 civilians died in the strike. Moscow rejected the figure.", "Ukraine"),
        ("The United States said Iran had shipped 200 missiles to Russia. Tehran called the allegation baseless.", "United States"),
        ("South Korea's spy agency put the number of North Korean dead at 600. Pyongyang dismissed that as slander.", "South Korea's spy agency"),
        ("Phnom Penh says Thai drones crossed the border, a charge that Bangkok denies.", "Cambodia"),
        ("Two soldiers were hurt, the force said. Al-Shabaab denied a claim by the villagers that a drone had been shot down.", "villagers"),
        ("Eritrea's mission in Geneva dismissed the relatives' account as fabricated.", "relatives"),
    ],
)
def test_whoever_said_it_is_denied(text: str, denied: str) -> None:
    assert [recipient(c) for c in claims(text, "deny")] == [denied]


@pytest.mark.parametrize(
    "text",
    [
        "A new road was opened in May. Moscow denied the reports of a second one.",
        "Moscow said on Monday that 40 civilians had died. On Tuesday Moscow denied it.",
    ],
)
def test_who_denies_a_matter_or_takes_back_his_own_words_denies_nobody(text: str) -> None:
    assert [recipient(c) for c in claims(text, "deny")] == [None]


def test_who_looks_on_has_killed_nobody() -> None:
    found = claims("The blast hit Goma, killing 12 people and wounding seven soldiers, as China looked on.", "casualties")
    assert [recipient(c) for c in found] == [None, None]
