"""What texts say wrongly of law, by kind: numbers, paragraphs, days, votes, figures, stances; and what is said rightly."""

from __future__ import annotations

import pytest

from pactwatch.data import read_toml
from pactwatch.instruments import assess, law_errors, register
from pactwatch.instruments.calendar_words import dates
from pactwatch.instruments.conditions import names_of
from pactwatch.instruments.scene import Scene
from pactwatch.model import Engine, Reading, make_document


def reading(text: str, published: str = "2025-11-20") -> Reading:
    document = make_document(text, title=None, published=published)
    return Reading(document=document, engine=Engine(name="none", version="0", models={}), statements=(), claims=(), problems=())


def flagged(text: str, published: str = "2025-11-20") -> dict[str, str]:
    return {error.kind: error.evidence for error in law_errors(reading(text, published), register())}


@pytest.mark.parametrize(("text", "kind"), [
    ("Resolution 1874 forbade North Korea to export seafood.", "wrong_number"),
    ("Work permits for North Koreans were banned by resolution 2094.", "wrong_number"),
    ("Resolution 2375 told states to send North Korean workers home.", "wrong_number"),
    ("Paragraph 17 of resolution 2397 told states to send the workers home.", "wrong_paragraph"),
    ("Paragraph 40 of resolution 2397 obliges states to seize ships.", "wrong_paragraph"),
    ("Article 8 of the treaty of Russia and North Korea is the mutual assistance clause.", "wrong_article"),
    ("It was resolution 2371 that finally forbade work permits for North Koreans, in September 2017.", "wrong_date"),
    ("When the Council passed resolution 2397 just before Christmas 2016, North Korea protested.", "wrong_date"),
    ("The Council ended its arms embargo on Somalia's government in December 2021.", "wrong_date"),
    ("UN sanctions on Iran returned on 18 November 2025.", "wrong_date"),
    ("The State Duma ratified the treaty with North Korea on 6 November 2024.", "wrong_ratification_date"),
    ("The treaty of Russia and North Korea was in force from its ratification.", "wrong_entry_into_force"),
    ("On 4 November 2024 the treaty of Russia and North Korea came into force.", "wrong_entry_into_force"),
    ("The Russian parliament has not ratified the treaty with North Korea.", "wrong_ratification"),
    ("China abstained when the Council adopted resolution 2375.", "wrong_vote"),
    ("Resolution 2216 was adopted unanimously.", "wrong_vote"),
    ("Resolution 2375 on North Korea was adopted with nine votes in favour.", "wrong_vote"),
    ("China vetoed the renewal of the Panel of Experts.", "wrong_vote"),
    ("Crude for North Korea is capped at 525,000 barrels a year.", "wrong_figure"),
    ("North Korea may receive up to 500,000 tonnes of refined petroleum a year.", "wrong_figure"),
    ("North Korea may import 500,000 barrels of refined petroleum a month under resolution 2397.", "wrong_figure"),
    ("Resolution 2397 gave states 12 months to repatriate North Korean workers.", "wrong_figure"),
    ("UN sanctions do not prevent Pyongyang from exporting textiles.", "underbroad"),
    ("Hiring North Korean workers is legal under UN rules.", "underbroad"),
    ("No food may be sent to North Korea under the UN sanctions.", "overbroad"),
    ("There is no longer any UN embargo on weapons for Darfur.", "not_ended"),
    ("The oil cap for North Korea has lapsed.", "not_ended"),
    ("Next month the oil cap for North Korea expires unless the Security Council extends it.", "wrong_term"),
    ("The treaty between Russia and North Korea runs for twenty years.", "wrong_term"),
    ("Russia, North Korea and Belarus are parties to the treaty.", "wrong_parties"),
    ("Bangui needs the consent of the sanctions committee for weapons, the Central African Republic says.", "ended"),
    ("Nobody has to obey Security Council resolutions on North Korea.", "wrong_force"),
    ("The General Assembly banned North Korean coal.", "wrong_issuer"),
])  # fmt: skip
def test_wrong_statements_are_flagged(text: str, kind: str) -> None:
    assert kind in flagged(text), text


@pytest.mark.parametrize("text", [
    "Resolution 2371 of August 2017 prohibits North Korea from exporting coal, iron and seafood.",
    "Paragraph 8 of resolution 2397 deals with workers, paragraph 5 with refined petroleum.",
    "In 2017 resolution 2371 banned coal, and resolution 2375 followed in September with textiles.",
    "The general embargo on Somalia, imposed in 1992, had been terminated in December 2023.",
    "Putin signed the law ratifying the treaty with North Korea on 9 November 2024.",
    "The State Duma ratified the treaty with North Korea on 24 October 2024.",
    "The treaty of Russia and North Korea has been in force since 4 December 2024, in line with Article 51 of the UN Charter.",
    "Resolution 2216 was adopted with Russia abstaining.",
    "Nobody voted against resolution 2397.",
    "Refined oil for North Korea is capped at 500,000 barrels a year, crude at four million.",
    "Deliveries to North Korea exceeded the annual ceiling of 500 000 barrels of refined petroleum.",
    "The ship took 30,000 barrels of diesel to North Korea, well below the yearly cap of 500,000.",
    "Nothing in the resolutions of the Security Council forbids tourism to North Korea.",
    "Do UN sanctions forbid food aid to North Korea?",
    "The United States bars its citizens from visiting North Korea.",
    "The Security Council put the North Korean official on its travel-ban list.",
    "Moscow wants the sanctions on North Korea lifted.",
    "The sanctions on North Korea have not lapsed.",
    "The treaty has no fixed term; Russia and North Korea can leave it with a year's notice.",
])  # fmt: skip
def test_right_statements_are_not(text: str) -> None:
    assert flagged(text) == {}


@pytest.mark.parametrize(("text", "stance", "words"), [
    ("The text forbids it.", "says_forbids", "forbids"), ("The text does not prevent it.", "says_permits", "prevent"),
    ("Nothing in the text forbids it.", "says_permits", "forbids"), ("They may not sell it.", "says_forbids", "may not"),
    ("They are not allowed to sell it.", "says_forbids", "allowed"), ("The text lets nobody sell it.", "says_forbids", "lets nobody"),
    ("There is no longer any embargo.", "says_ended", "There is no longer any embargo"), ("The embargo has lapsed.", "says_ended", "lapsed"),
])  # fmt: skip
def test_stances_count_negations_in(text: str, stance: str, words: str) -> None:
    scene = Scene(reading(text), register().lexicon, register().facts)
    places = scene.sentences[0].hits.get(stance, [])
    shown = {text[slice(*scene.sentences[0].span(*place))] for place in places}
    assert words in shown


@pytest.mark.parametrize("text", ["The embargo has not lapsed.", "It says nothing of the kind.", "Not only the text forbids it."])
def test_no_stance_where_none_is_taken(text: str) -> None:
    scene = Scene(reading(text), register().lexicon, register().facts)
    assert not {"says_ended", "says_permits"} & set(scene.sentences[0].hits)


@pytest.mark.parametrize(("text", "days"), [
    ("It came in summer 2024.", ("2024-06-01", "2024-09-30")), ("It came in the spring of 2016.", ("2016-03-01", "2016-06-30")),
    ("It came on 4 May 2023.", ("2023-05-04", "2023-05-04")), ("The 2016 resolution came.", ("2016-01-01", "2016-12-31")),
])  # fmt: skip
def test_days_that_words_may_mean(text: str, days: tuple[str, str]) -> None:
    scene = Scene(reading(text), register().lexicon, register().facts)
    assert [found for found, _, _ in dates(scene.sentences[0], "2025-01-01")] == [days]


def test_what_only_says_what_the_law_is_raises_nothing() -> None:
    assert assess(reading("Resolution 2375 bans new work permits for North Koreans."), register()) == []
    assert assess(reading("The office issued 40 work permits for North Koreans in Dalian."), register())


def test_a_condition_that_raises_looks_at_the_day() -> None:
    text = "Iraq bought shells and rockets from Iran's state arms industry."
    raised = {finding.provision for finding in assess(reading(text, "2017-05-11"), register())}
    later = {finding.provision for finding in assess(reading(text, "2024-05-11"), register())}
    assert "unsc-2231-2015-pAnnex B 6-b" in raised - later


def test_subjects_and_events_name_what_there_is() -> None:
    known = register()
    names = known.lexicon.classes | set(known.facts)
    table = read_toml("instruments/subjects.toml")
    numbers = {one.number: one for one in known.instruments if one.number}
    for row in table["subject"].values():
        assert set(row["words"]) <= names
        assert set(row["in"]) <= set(numbers)
        assert all(0 < paragraph <= table["paragraphs"].get(number, 99) for number, places in row["in"].items() for paragraph in places)
    assert all(vote[0] + vote[1] + vote[2] == 15 for vote in table["votes"].values())
    dated = read_toml("instruments/press.toml")["dated"]
    assert not {name for row in dated for condition in row["when"] for name in names_of(condition)} - names
    assert all(known.provision(row["source"]) for row in dated)
    assert all(first <= last for row in dated for first, last in row["days"])
