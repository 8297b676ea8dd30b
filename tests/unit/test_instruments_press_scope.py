"""What texts say wrongly of exemptions, of whom measures bind, how long they hold, who voted how and who is a party; and rightly."""

from __future__ import annotations

import pytest

from pactwatch.instruments import assess, law_errors, register
from pactwatch.instruments.casts import casts
from pactwatch.instruments.scene import Scene
from pactwatch.model import Engine, Reading, make_document


def reading(text: str, published: str = "2025-11-20") -> Reading:
    document = make_document(text, title=None, published=published)
    return Reading(document=document, engine=Engine(name="none", version="0", models={}), statements=(), claims=(), problems=())


def flagged(text: str, published: str = "2025-11-20") -> dict[str, str]:
    return {error.kind: error.evidence for error in law_errors(reading(text, published), register())}


@pytest.mark.parametrize(("text", "kind"), [
    ("The embargo on North Korea exempts revolvers and rifles, the gunsmith said.", "underbroad"),
    ("The arms ban on North Korea concerns heavy weapons only, a broker wrote.", "underbroad"),
    ("Resolution 2321 stops scientific cooperation with North Korea, even medical research.", "overbroad"),
    ("Resolution 2375 also applies to the Russian coal line through Rajin in North Korea.", "overbroad"),
    ("Under resolution 2397 naturalised North Koreans must be sent home too.", "overbroad"),
    ("Resolution 2397 exempts nurses from the duty to send North Koreans home.", "underbroad"),
    ("UN sanctions leave out joint ventures with North Korea that are older than 2017.", "underbroad"),
    ("The Darfur embargo exempts the RSF.", "underbroad"),
    ("The embargo on the Central African Republic leaves out the rebels.", "underbroad"),
    ("UN rules let states renew work permits for North Koreans.", "underbroad"),
    ("Banks are exempt from the UN sanctions on North Korea.", "wrong_force"),
    ("The sanctions on North Korea bind only the members of the Security Council.", "wrong_force"),
    ("Only those states that voted for the resolutions on North Korea are bound by them.", "wrong_force"),
    ("The UN measures on North Korea have to be renewed each spring.", "wrong_term"),
    ("The ban on North Korean coal lost its force in 2021.", "not_ended"),
    ("The Panel of Experts on North Korea can fine shipowners.", "wrong_power"),
    ("The MSMT, a body of the United Nations, watches North Korea.", "wrong_issuer"),
    ("States must report oil sold to North Korea to the committee twice a year.", "wrong_figure"),
    ("Either side may leave the treaty of Russia and North Korea at three months' notice.", "wrong_term"),
    ("Cuba has acceded to the treaty of Russia and North Korea.", "wrong_parties"),
    ("The treaty of Russia and North Korea obliges Belarus to send soldiers.", "wrong_parties"),
    ("Serbia sells pumps. As a party to the treaty of Moscow and Pyongyang it pays no duty.", "wrong_parties"),
    ("Moscow and Beijing vetoed the extension of the Panel of Experts on North Korea.", "wrong_vote"),
    ("The mandate of the North Korea experts fell by a Chinese veto.", "wrong_vote"),
    ("China and Russia stood aside when resolution 2371 was adopted.", "wrong_vote"),
    ("The treaty of Russia and North Korea takes effect on 1 February 2025.", "wrong_entry_into_force"),
    ("The Kremlin signed; on 24 October, with the vote of the Duma, the treaty with North Korea took effect in Russia.", "wrong_entry_into_force"),
    ("The UN ban on work permits for North Koreans dates from 2014.", "wrong_date"),
    ("The UN embargo, subject to which Omdurman is too, covers Sudan.", "overbroad"),
    ("Iran, Russia and North Korea concluded the defence treaty of 2024.", "wrong_parties"),
    ("The panel of experts, now the UN's own team MSMT, watches North Korea.", "wrong_issuer"),
    ("The humanitarian exemption of resolution 2664 has expired.", "not_ended"),
    ("Resolution 2216 put the embargo on Darfur.", "wrong_number"),
    ("North Korea may buy three million barrels of crude a year.", "wrong_figure"),
])  # fmt: skip
def test_wrong_statements_are_flagged(text: str, kind: str) -> None:
    assert kind in flagged(text), text


@pytest.mark.parametrize("text", [
    "Resolution 2270 took small arms into the embargo on North Korea.",
    "The embargo on North Korea had left out rifles until 2016.",
    "Resolution 2321 exempts medical exchanges with North Korea.",
    "Resolution 2397 leaves out Russian coal that passes through Rajin in North Korea.",
    "Resolution 2397 exempts refugees from the duty to send North Koreans home.",
    "Dams on the Yalu are exempt from the ban on joint ventures with North Korea.",
    "Banks, too, are bound by the UN sanctions on North Korea.",
    "The sanctions on North Korea bind not only the members of the Council.",
    "Japan's own ban on trade with North Korea is renewed every two years.",
    "If the sanctions on North Korea had to be renewed each year, Moscow would stop them.",
    "The Panel of Experts on North Korea could recommend but could fine nobody.",
    "Belarus hopes to join the treaty of Russia and North Korea.",
    "Iran has its own treaty with Russia, and North Korea another.",
    "China abstained when Russia vetoed the extension of the Panel of Experts on North Korea.",
    "Washington deplored the veto that ended the Panel of Experts on North Korea.",
    "In June 2024 Putin and Kim signed; in October soldiers came to Russia; in December the treaty took effect in North Korea.",
    "In September the Council had capped refined oil for North Korea at two million barrels.",
    "Tokyo proposed a cap of 250,000 barrels of refined oil a year for North Korea.",
    "The treaty of Russia and North Korea was ratified in November and has been in force since December 2024.",
    "Half of the North Korean workers had been sent home by March 2019, as resolution 2397 demands.",
    "Resolution 2397 told states to send North Korean workers home by 22 December 2019, and China voted for it.",
    "The right of self-defence stands in Article 51 of the UN Charter, the rank of the Charter in Article 103.",
    "Resolution 2664 covers all help for basic human needs.",
    "The MSMT was set up by eleven states after the Panel of Experts on North Korea had gone.",
    "The UN ban on work permits for North Koreans dates from 2017.",
    "The Security Council forbade the general to travel and froze his North Korean accounts.",
])  # fmt: skip
def test_right_statements_are_not(text: str) -> None:
    assert flagged(text) == {}


@pytest.mark.parametrize(("text", "voters"), [
    ("Moscow and Beijing vetoed it.", {("cast_veto", "RUS"), ("cast_veto", "CHN")}),
    ("It fell by a veto of China.", {("cast_veto", "CHN")}),
    ("Russia, which had abstained, left.", {("cast_abstain", "RUS")}),
    ("France regretted at length and in public that there had been a veto.", set()),
    ("China did not abstain.", set()),
])  # fmt: skip
def test_who_voted_how(text: str, voters: set[tuple[str, str]]) -> None:
    scene = Scene(reading(text), register().lexicon, register().facts)
    assert {(cast.stand, cast.state) for cast in casts(scene.sentences[0])} == voters


@pytest.mark.parametrize(("text", "stance"), [
    ("The ban leaves out rifles.", "says_exempts"), ("The ban does not extend to rifles.", "says_exempts"),
    ("The ban extends to rifles.", "says_covers"), ("The ban makes no exception for rifles.", "says_covers"),
])  # fmt: skip
def test_what_rules_leave_out_and_take_in(text: str, stance: str) -> None:
    scene = Scene(reading(text), register().lexicon, register().facts)
    assert stance in scene.sentences[0].hits


def test_a_name_may_begin_a_sentence_with_a_capital() -> None:
    scene = Scene(reading("The Council met. Yesterday the council of Brno met."), register().lexicon, register().facts)
    assert ["norm_body" in sentence.hits for sentence in scene.sentences] == [True, False]


@pytest.mark.parametrize(("text", "provision"), [
    ("A Kampala lender kept a correspondent account for the Foreign Trade Bank of North Korea.", "unsc-1718-2006-p8-d"),
    ("A Yanji firm runs a noodle plant together with a trading company of North Korea.", "unsc-2375-2017-p18"),
])  # fmt: skip
def test_accounts_and_shared_plants_raise_their_paragraphs(text: str, provision: str) -> None:
    assert provision in {finding.provision for finding in assess(reading(text, "2019-05-02"), register())}


@pytest.mark.parametrize("text", [
    "Resolution 2371 finally forbade any new work permits for North Koreans.",
    "Whether the workers from North Korea in Vladivostok are paid is an open matter.",
])  # fmt: skip
def test_what_the_law_is_and_what_is_open_raise_nothing(text: str) -> None:
    assert assess(reading(text), register()) == []
