"""Wordings by which two readers who did not know the program misled it: sentences of our own, one mechanism each."""

from __future__ import annotations

import pytest

from pactwatch.casefile.wording import deed_words
from pactwatch.model import Claim, make_document
from pactwatch.read import read


def claims(text: str) -> list[Claim]:
    return list(read(make_document(text, published="2025-06-15")).claims)


def of(text: str, figure: float | None = None, kind: str = "") -> Claim:
    """Return the claim of a figure, or of a type, in a text."""
    found = [
        c for c in claims(text)
        if (figure is None or (c.quantity is not None and figure in (c.quantity.low, c.quantity.high))) and (not kind or c.type == kind)
    ]
    assert found, text
    return found[0]


@pytest.mark.parametrize(("text", "figure", "state"), [
    ("About 4,000 North Koreans were employed at the plant, down from the 25,000 workers that an agency had predicted in May.", 25_000, "possible"),
    ("Iran shipped 40 missiles to Russia, far fewer than the 200 that Washington had forecast.", 200, "possible"),
    ("Russia sent 3,000 troops to Belarus, well short of the 9,000 expected by analysts.", 9_000, "planned"),
    ("Kenya has deployed 400 officers to Haiti out of the 1,000 it pledged.", 1_000, "planned"),
    ("Rwanda has 9,000 troops in South Kivu, up from 3,000 in early 2024.", 3_000, "happened"),
    ("Rwanda has 9,000 troops in South Kivu, up from 3,000 in early 2024.", 9_000, "ongoing"),
    ("Three hundred soldiers were wounded, down from 900 the week the two sides agreed to a ceasefire.", 900, "happened"),
])
def test_a_figure_held_against_another_has_the_state_that_is_said_of_it(text: str, figure: float, state: str) -> None:
    found = of(text, figure)
    assert found.modality == state
    assert found.quantity is not None
    assert found.quantity.low == figure == found.quantity.high  # "fewer than the 200" is no bound


def test_a_figure_held_against_another_keeps_its_time_to_itself() -> None:
    text = "Turkey transferred 12 drones to Ethiopia, compared with 20 a year earlier."
    assert of(text, 12).time is None
    then = of(text, 20).time
    assert then is not None
    assert then.edtf.startswith("2024")


@pytest.mark.parametrize(("text", "kind", "state"), [
    ("Iran no longer supplies drones to Russia.", "transfer_arms", "denied"),
    ("Iran still supplies drones to Russia.", "transfer_arms", "ongoing"),
    ("Canada has yet to ratify the pact and will take part with fewer than 50 soldiers in the exercise.", "joint_exercise", "planned"),
    ("Uganda denied a UN report that its soldiers had crossed into Congo, where they trained 600 M23 rebels.", "training", "denied"),
    ("It is no longer clear how many soldiers North Korea sent to Russia last year.", "deploy_forces", "happened"),
    ("Iran no longer merely sells drones to Russia but builds them in Tatarstan.", "transfer_arms", "ongoing"),
    ("Drone pilots see North Korean soldiers returning to their trenches near Sudzha.", "troop_presence", "ongoing"),
    ("Kim accepted an invitation to Moscow and met Putin there on May 9, 2025.", "visit_or_meeting", "happened"),
    ("Turkey denied a report that it had agreed to send 500 commandos to Mogadishu, where it runs its largest base.", "deploy_forces", "denied"),
    ("Beijing has barred exports of dual-use goods to eight European defence firms.", "sanction_or_designate", "happened"),
    ("Hungary blocked a new package of sanctions against Belarus.", "sanction_or_designate", "denied"),
    ("The president, who has not visited Russia since 2023, accepted an invitation to Moscow.", "visit_or_meeting", "planned"),
    ("A Rotterdam court acquitted him of having been paid 40,000 euros by the FSB.", "payment_or_aid", "denied"),
])
def test_states(text: str, kind: str, state: str) -> None:
    assert of(text, kind=kind).modality == state


def test_a_visit_that_only_dates_a_silence_is_not_denied() -> None:
    states = [c.modality for c in claims("The minister stopped short of announcing a deal during a visit to Moscow.") if c.trigger[0] > 50]
    assert states == ["happened"]


@pytest.mark.parametrize(("text", "agent", "recipient"), [
    ("Ukraine said it had killed 38 North Korean engineers near Belgorod.", "PRK", "UKR"),
    ("Imports of shells from Iran rose to 300 in May.", "IRN", None),
    ("Berlin is withholding Taurus missiles from Kyiv.", "DEU", "UKR"),
    ("Iran seized the moment, shipping 200 missiles to Russia.", "IRN", "RUS"),
    ("Moscow called its joint drill with Minsk a success.", "RUS", "BLR"),
])
def test_parties(text: str, agent: str | None, recipient: str | None) -> None:
    found = claims(text)[-1]
    assert (found.agent.country if found.agent else None) == agent
    assert (found.recipient.country if found.recipient else None) == recipient
    assert not any(party and party.country == "USA" for c in claims(text) for party in (c.agent, c.recipient))


@pytest.mark.parametrize(("text", "kind", "nobody"), [
    ("Forces of Yemen's government seized a dhow carrying 750 tonnes of weapons for the Houthis.", "transfer_arms", "YEM"),
    ("Moscow has called the drills provocative.", "joint_exercise", "RUS"),
    ("Turkey denied a Bloomberg report that it had agreed to send 500 commandos to Mogadishu.", "deploy_forces", "USA"),
])
def test_who_has_no_part_in_it(text: str, kind: str, nobody: str) -> None:
    for found in claims(text):
        if found.type == kind:
            assert found.agent is None or nobody not in (found.agent.country, found.agent.actor)


@pytest.mark.parametrize("text", [
    "Representative Yoon Seok-min told reporters that 300 soldiers had died. Yoon said more would follow.",
    "Yoon Seok-min told reporters that 300 soldiers had died. Yoon said more would follow.",
])
def test_a_surname_is_that_of_the_person_whom_the_text_has_named(text: str) -> None:
    names = {speaker.name for statement in read(make_document(text, published="2025-06-15")).statements for speaker in statement.speakers}
    assert names == {"Yoon Seok-min"}


@pytest.mark.parametrize(("text", "words", "code"), [
    ("Rwanda has pulled two battalions out of Goma.", "withdraws forces", ("RETREAT", "087")),
    ("Rwanda still keeps 5,000 soldiers in Goma.", "troops present", None),
    ("Uganda has threatened to bring home all 4,500 soldiers from Somalia.", "withdraws forces", ("RETREAT", "087")),
    ("Russian soldiers left for Mali on Monday.", "troops present", None),
    ("Russia left 3,000 troops in Syria.", "troops present", None),
    ("Russia pulled 3,000 North Korean soldiers into the assault on Sumy.", "troops present", None),
    ("The first 1,500 North Korean soldiers left Chongjin by ship to Vladivostok on October 8.", "sends forces", None),
    ("The last French soldiers left the Kossei base in January.", "withdraws forces", ("RETREAT", "087")),
    ("The EU lifted sanctions pressure on Russia to a new level.", "sanctions", None),
    ("Britain removed the bank from its sanctions list.", "eases sanctions", ("CONCEDE", "085")),
    ("The United States lifted sanctions on Belaruskali.", "eases sanctions", ("CONCEDE", "085")),
    ("Britain imposed sanctions on the bank.", "sanctions", ("SANCTION", "163")),
])
def test_who_leaves_and_who_lifts_sanctions_have_words_and_codes_of_their_own(text: str, words: str, code: tuple[str, str] | None) -> None:
    found = claims(text)[0]
    assert deed_words(found) == words
    if code is None:
        assert found.plover.event != "RETREAT"
    else:
        assert (found.plover.event, found.cameo) == code


@pytest.mark.parametrize(("text", "unit"), [
    ("The soldiers arrived in two batches in May. Seoul put the number of North Korean dead at around 2,300.", "killed"),
    ("The EU listed 20 firms on Monday, and froze 300 million euros. In all 7.5 billion has been frozen since 2022.", "EUR"),
])
def test_bare_figures_count_what_their_own_words_say(text: str, unit: str) -> None:
    last = claims(text)[-1].quantity
    assert last is not None
    assert last.unit == unit


def test_bodies_in_capitals_keep_their_figures() -> None:
    found = claims("UNIFIL has reported 12 dead, MINUSCA 8 and AMISOM 40.")
    assert [c.quantity.low for c in found if c.quantity] == [12, 8, 40]


def test_the_time_of_a_whole_that_a_part_is_taken_from_is_that_of_the_part() -> None:
    when = of("Bombs dropped from 12 planes in January 2025 killed 40 soldiers in Goma.", 40).time
    assert when is not None
    assert when.edtf == "2025-01"


def test_names_hold_no_figures() -> None:
    found = claims("Two vessels, ORCHID STAR and NADIA 7, were sanctioned by Britain. Russia's 102nd base in Gyumri has 3,000 soldiers.")
    assert [c.quantity.low for c in found if c.quantity] == [2, 3_000]


@pytest.mark.parametrize(("last", "speaker"), [
    ("He has denied any wrongdoing.", "Alvaro Quijano"),
    ("He added that 46 were home.", "Gustavo Petro"),
])
def test_who_denies_is_whoever_was_named_last(last: str, speaker: str) -> None:
    text = (
        "President Gustavo Petro said that he had ordered the men home. The United States sanctioned the network behind them, "
        f"led by retired Colonel Alvaro Quijano. {last}"
    )
    statements = read(make_document(text, published="2025-06-15")).statements
    assert statements[-1].speakers[0].name == speaker
