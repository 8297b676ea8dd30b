"""Pacts: the register, claims that contradict it, what went each way, names for it."""

from __future__ import annotations

from urllib.parse import urlsplit

import msgspec
import pytest

from pactwatch.figures.days import days_of
from pactwatch.figures.pacts import Told, contradictions, deed_of, names_given, state_of, transfers
from pactwatch.figures.register import pacts_between, register
from pactwatch.model import Reading, Source, make_document
from pactwatch.read import read


def reading(text: str, published: str = "2025-06-18") -> Reading:
    return read(make_document(text, published=published))


def told(text: str, published: str = "2025-06-18") -> list[Told]:
    found = reading(text, published)
    return [
        Told(claim=c, quote=" […] ".join(text[a:b] for a, b in c.evidence), document=found.document) for c in found.claims
    ]


def test_every_event_of_the_register_has_a_day_and_a_source() -> None:
    assert {p.id for p in register()} >= {"treaty-dprk-rus-2024", "treaty-irn-rus-2025"}
    for pact in register():
        assert len(set(pact.parties)) == 2
        for event in pact.events:
            assert days_of(event.date), event
            assert event.sources, event
            assert all(urlsplit(s).scheme == "https" for s in event.sources)
            assert event.of is None or event.of in pact.parties


def test_the_treaty_of_2024_has_its_four_dates() -> None:
    dates = {(e.event, e.of): e.date for e in pacts_between("RUS", "PRK")[0].events}
    assert dates["signed", None] == "2024-06-19"
    assert dates["ratified", "RUS"] == "2024-11-09"
    assert dates["ratified", "PRK"] == "2024-11-11"
    assert dates["in_force", None] == "2024-12-04"


def test_a_wrong_date_of_signing_is_flagged_with_what_did_happen_then() -> None:
    text = "The cooperation of Russia and North Korea deepened after the signing of a mutual defence treaty in November last year."
    (found,) = contradictions(told(text), pacts_between("PRK", "RUS"))
    assert (found.deed, found.claimed) == ("signed", "2024-11")
    assert found.register == ("signed 2024-06-19",)
    assert "ratified by PRK 2024-11-11" in found.nearest


def test_right_dates_and_other_pacts_are_not_flagged() -> None:
    pacts = pacts_between("PRK", "RUS")
    for text in (
        "Russia and North Korea signed a partnership treaty in June 2024.",
        "Moscow and Pyongyang ratified the treaty in November 2024.",
        "The treaty between Russia and North Korea entered into force on 4 December 2024.",
        "Russia and North Korea signed a treaty of friendship in February 2000.",
        "Russia and Iran signed a partnership treaty in January 2025.",
        "Russia and North Korea signed a treaty against piracy in 1961.",
        "Russia and North Korea signed an agreement on a road bridge over the Tumen River on April 30, 2025.",
        "North Korean leader Kim Jong Un signed a decree ratifying the treaty with Russia on November 11, 2024.",
        "Putin signed on November 9, 2024 a law ratifying the treaty between Russia and North Korea.",
    ):
        assert contradictions(told(text), pacts) == [], text


def test_an_agreement_is_the_pact_beside_its_own_words() -> None:
    (found,) = contradictions(told("Russia and North Korea signed a strategic partnership agreement in November 2024."), pacts_between("PRK", "RUS"))
    assert (found.deed, found.claimed) == ("signed", "2024-11")


def test_deeds() -> None:
    assert deed_of("he signed a decree ratifying the treaty") == "ratified"
    assert deed_of("they signed an accord on fishing") is None
    assert deed_of("they signed a defence accord") == "signed"
    assert deed_of("the treaty took effect in May") == "in_force"
    assert deed_of("they ratified the pact") == "ratified"
    assert deed_of("they signed a contract") is None


def test_what_goes_each_way_with_its_state() -> None:
    text = (
        "Moscow announced that North Korea will send 1,000 sappers to Russia. "
        "South Korea's intelligence service said that North Korea sent 20,000 containers of shells to Russia."
    )
    found = transfers(told(text), "PRK", "RUS")
    assert {(t.giver, t.taker, t.state) for t in found} >= {("PRK", "RUS", "planned")}
    assert all(t.state != "confirmed" for t in found)


def test_confirmed_is_what_a_party_itself_says() -> None:
    claims = reading("Russia said that North Korea has sent 3,000 soldiers to Kursk.").claims
    sent = next(c for c in claims if c.type == "deploy_forces")
    assert state_of(sent, ("PRK", "RUS")) == "confirmed"
    assert state_of(sent, ("PRK", "CHN")) == "alleged"


@pytest.mark.parametrize(("said", "state"), [
    ("TASS said", "alleged"), ("Mediazona said", "alleged"), ("Ukraine's foreign ministry said Russia told it", "alleged"),
    ("Ukraine's foreign ministry said, citing Russia's defence ministry,", "alleged"),
    ("Reuters reported, citing the Kremlin,", "confirmed"), ("The Kremlin said, citing Kim Jong Un,", "confirmed"),
])  # fmt: skip
def test_nobody_confirms_for_a_party(said: str, state: str) -> None:
    sent = next(c for c in reading(f"{said} that North Korea has sent 3,000 soldiers to Russia.").claims if c.type == "deploy_forces")
    assert state_of(sent, ("PRK", "RUS")) == state


def test_an_outlet_of_a_party_that_cites_another_state_confirms_nothing() -> None:
    sent = next(c for c in reading("Russia said that North Korea has sent 3,000 soldiers to Kursk.").claims if c.type == "deploy_forces")
    chain = (Source(name="TASS", actor="med-tass"), Source(name="National Intelligence Service", actor="KOR-NIS"))
    assert state_of(msgspec.structs.replace(sent, attributed_to=chain), ("PRK", "RUS")) == "alleged"


def test_names_by_side() -> None:
    text = "“This is fraternal assistance,” Sergei Shoigu said. The US State Department called it an illicit soldier-for-hire scheme."
    found = reading(text)
    names = names_given(text, found.document.id, found.statements)
    assert ("RUS", "fraternal assistance", "approving") in {(n.side, n.name, n.puts) for n in names}
    assert ("USA", "soldiers for hire", "disapproving") in {(n.side, n.name, n.puts) for n in names}
    assert all(n.words in text for n in names)


def test_a_demand_is_no_plan_and_a_demand_to_end_is_no_transfer() -> None:
    for text in (
        "Japan urged North Korea to stop supplying missiles to Russia.",
        "Seoul demanded that Russia expel the North Korean workers.",
        "Japan demanded that North Korea withdraw its soldiers from Russia.",
        "The United States called on North Korea not to send weapons to Russia.",
    ):
        assert transfers(told(text), "PRK", "RUS") == [], text
    (found,) = transfers(told("Russia's president demanded that North Korea send 2,000 more soldiers to Russia."), "PRK", "RUS")
    assert (found.giver, found.state) == ("PRK", "demanded")
