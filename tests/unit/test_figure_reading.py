"""What figures measure, of whom, where, when: newly written sentences, officials by office."""

from __future__ import annotations

import pytest

from pactwatch.model import Figure, make_document
from pactwatch.read import read

Wanted = list[tuple[str, float | None, float | None]]


def figures(text: str, published: str = "2025-06-18") -> list[Figure]:
    return list(read(make_document(text, published=published)).figures)


def measures(text: str) -> Wanted:
    return [(f.measure, f.low, f.high) for f in figures(text)]


HARM: list[tuple[str, Wanted]] = [
    ("The coalition's toll now stands at 412 dead and some 1,900 injured, its command reported.", [("killed", 412, 412), ("wounded", 1900, 1900)]),
    ("Russia lost 1,240 soldiers killed and wounded in one day, the Ukrainian General Staff said.", [("casualties", 1240, 1240)]),
    ("Up to 60 soldiers of the northern contingent were taken prisoner near the river, the staff said.", [("captured", None, 60)]),
    ("At least 35 sailors remain unaccounted for after the sinking of the patrol ship.", [("missing", 35, None)]),
    ("The army buried 17 men on Monday; four more are in hospital.", [("killed", 17, 17), ("wounded", 4, 4)]),
    ("The minister put North Korean losses at around 3,000.", [("casualties", 3000, 3000)]),
    ("Casualties among the North Koreans may be as high as 4,000, a think tank wrote.", [("casualties", None, 4000)]),
    ("Losses in the brigade have passed 200, an officer said.", [("casualties", 200, None)]),
    ("The death toll has risen to 89, the governor said.", [("killed", 89, 89)]),
    ("Four observers, among them their deputy chief, were killed on the road.", [("killed", 4, 4)]),
    ("Of the 11,000 North Koreans sent to Kursk, about 4,000 are out of action, officials said.",
     [("deployed", 11000, 11000), ("casualties", 4000, 4000)]),
    ("Forty of the attackers were killed, the colonel said.", [("killed", 40, 40)]),
    ("The blast left 14 people dead and dozens hurt.", [("killed", 14, 14), ("wounded", 12, None)]),
    ("Ukraine handed over the remains of 27 Russian soldiers.", [("bodies", 27, 27)]),
    ("The Houthis released 25 sailors; one remains in captivity.", [("released", 25, 25), ("captured", 1, 1)]),
]
FORCES: list[tuple[str, Wanted]] = [
    ("More than 30 instructors are stationed at the base near Bamako.", [("present", 30, None)]),
    ("By the end of March, the ministry counted 7,300 North Korean soldiers on Russian soil.", [("present", 7300, 7300)]),
    ("Kenya will add 217 officers to the 400 already in Haiti.", [("deployed", 217, 217), ("present", 400, 400)]),
    ("The number of foreign fighters in the region has fallen to fewer than 900, a panel wrote.", [("present", None, 900)]),
    ("A further 1,500 troops left for Vladivostok last week, bringing the total to 3,000.", [("deployed", 1500, 1500), ("deployed", 3000, 3000)]),
    ("A first group of 120 soldiers flew out of the capital on Friday.", [("withdrawn", 120, 120)]),
    ("Norway has trained 1,200 Ukrainian soldiers since January.", [("trained", 1200, 1200)]),
    ("The mission's planned strength of 2,500 is far off, its spokesman said.", [("deployed", 2500, 2500)]),
    ("Uganda has more than 4,000 troops in eastern Congo, while Rwanda keeps 3,000 to 4,000 there.",
     [("present", 4000, None), ("present", 3000, 4000)]),
    ("Pyongyang sent 5,000 military construction workers and 1,000 sappers to Kursk.", [("deployed", 5000, 5000), ("deployed", 1000, 1000)]),
    ("Some 25,000 North Korean labourers are to be sent to factories in Tatarstan.", [("workers", 25000, 25000)]),
    ("About 8,000 North Korean workers arrived in 2024.", [("workers", 8000, 8000)]),
]
THINGS: list[tuple[str, Wanted]] = [
    ("North Korea has shipped about 12,000 containers to Russia since August 2023, the ministry in Seoul estimates.", [("containers", 12000, 12000)]),
    ("Up to nine million shells and rockets were shipped in 2024, the monitors reckon.", [("shells", None, 9_000_000)]),
    ("Iran delivered 200 ballistic missiles to Russia in September, officials said.", [("missiles", 200, 200)]),
    ("Kyiv could buy between 100 and 150 Gripen E fighters, the prime minister said.", [("aircraft", 100, 150)]),
    ("Portugal has delivered three Leopards to Ukraine.", [("tanks", 3, 3)]),
    ("Pyongyang earned as much as $20 billion from the arms trade, researchers reckon.", [("money", None, 20e9)]),
    ("Tokyo agreed to lend 64.38 billion yen for patrol ships.", [("money", 64_380_000_000, 64_380_000_000)]),
    ("The union approved €1.5 billion in aid for Kyiv, of which 500 million is earmarked for ammunition.",
     [("money", 1.5e9, 1.5e9), ("money", 5e8, 5e8)]),
]


@pytest.mark.parametrize(("text", "wanted"), HARM + FORCES + THINGS, ids=lambda v: v[:40] if isinstance(v, str) else "")
def test_measures_and_bounds(text: str, wanted: Wanted) -> None:
    assert measures(text) == wanted


@pytest.mark.parametrize("text", [
    "The eleven-nation team met for the third time in six weeks.",
    "The minister, 55, signed two agreements in Room 14 on 3 May.",
    "One in ten listeners turned the radio off.",
    "Fourteen members voted for the resolution.",
])
def test_numbers_of_nothing_that_is_followed_make_no_figure(text: str) -> None:
    assert measures(text) == []


def test_a_share_is_worked_out_and_says_of_what() -> None:
    whole, part = sorted(figures("North Korea has taken over 6,000 casualties in Kursk, about a third of them killed."), key=lambda f: -(f.best or 0))
    assert (part.measure, part.low, part.best, part.high, part.comparator) == ("killed", 2000, 2000, 2000, "about")
    assert part.part_of == whole.id
    assert part.derived == "about a third of over 6,000 casualties"


def test_a_product_is_worked_out() -> None:
    (found,) = figures("Two brigades of 6,000 men each are to arrive in spring, the intelligence service told parliament.")
    assert (found.low, found.high, found.derived, found.modality) == (12000, 12000, "Two brigades of 6,000 men", "planned")


def test_parts_go_with_their_whole_through_a_list() -> None:
    text = "Russia has lost more than 640,000 men, of whom 170,000 were killed and over 450,000 wounded, the president said."
    whole, killed, wounded = figures(text)
    assert [killed.part_of, wounded.part_of] == [whole.id, whole.id]
    assert {f.population for f in (whole, killed, wounded)} == {"Russian soldiers"}


@pytest.mark.parametrize(("text", "kind", "as_of"), [
    ("In the past week more than 1,000 North Koreans were killed or wounded in the attacks.", "flow", "2025-06-11/2025-06-18"),
    ("More than 6,000 North Koreans have been killed or wounded in Kursk.", "stock", "2025-06-18"),
    ("As of March, North Korea had suffered over 4,500 casualties in Kursk.", "stock", "2025-03"),
    ("Over 11,000 North Korean troops were sent to Russia in 2024.", "flow", "2024"),
    ("Sixty-three servicemen were killed in a strike on a base in Makiivka.", "flow", "2025-06-18"),
    ("31,000 Ukrainian soldiers have been killed since February 2022.", "stock", "2025-06-18"),
])
def test_stock_and_flow_with_their_time(text: str, kind: str, as_of: str) -> None:
    (found,) = figures(text)
    assert (found.kind, found.as_of) == (kind, as_of)


@pytest.mark.parametrize(("text", "party", "population"), [
    ("Losses of Kim's troops in Kursk have passed 200, an official said.", "PRK", "North Korean soldiers"),
    ("November cost Russia 45,680 casualties, the ministry says.", "RUS", "Russians"),
    ("On Monday units of the Korean army lost at least 30 men around Kursk.", "PRK", "North Korean soldiers"),
    ("Four hundred Kenyan police officers landed in Haiti.", "KEN", "Kenyan police"),
    ("Some 4,000 North Korean deminers and builders are to repair roads in Kursk.", "PRK", "North Korean sappers and builders"),
])
def test_whose_figure(text: str, party: str, population: str) -> None:
    found = figures(text)[0]
    assert found.party is not None
    assert (found.party.actor, found.population) == (party, population)


def test_who_kills_is_not_who_is_counted() -> None:
    found = figures("Turkish forces killed 47 militants in northern Iraq, the ministry in Ankara said.")[0]
    assert found.party is None or found.party.actor != "TUR"


def test_places_of_sources_are_not_places_of_figures() -> None:
    found = figures("About 11,000 North Korean soldiers are in Kursk, a spokesman in Seoul said.")[0]
    assert found.place is not None
    assert found.place.name.startswith("Kursk")


def test_words_of_the_figure_stand_in_the_text() -> None:
    text = "“Some 1,100 of them were killed or hurt”, the staff said; 300 more are missing."
    for f in figures(text):
        assert text[f.span[0] : f.span[1]] == f.text
        assert f.evidence[0] <= f.span[0] < f.span[1] <= f.evidence[1] + len(f.text)


def test_likelihood_is_kept_as_said() -> None:
    (found,) = figures("Britain's defence ministry says that North Korea has highly likely taken over 5,000 casualties.")
    assert found.likelihood == "highly likely"


def test_first_parts_and_rises_are_marked() -> None:
    assert figures("The first 400 police officers landed in Haiti on Tuesday.")[0].initial
    assert figures("The number of dead at Makiivka has risen to 89.")[0].revised
    assert figures("Pyongyang has thrown 6,000 more troops into Kursk.")[0].additional


def test_what_is_counted_as_shipped_is_a_figure_of_shells() -> None:
    test_measures_and_bounds("The monitors count up to nine million shells and rockets that were shipped in 2024.", [("shells", None, 9_000_000)])


@pytest.mark.parametrize(("text", "population"), [
    ("Officials believe that the engines are meant for Russian factories. Eleven people were killed in Kharkiv.", "people"),
    ("Iran trained 150 Belarusian soldiers in Isfahan. Eleven people were killed in Kharkiv.", "people"),
    ("North Korea sent 3,000 soldiers to Kursk. About 300 were killed.", "North Korean soldiers"),
    ("Russian conscripts held the road. Eleven soldiers were killed.", "Russian soldiers"),
])  # fmt: skip
def test_a_nation_named_beside_something_else_is_not_that_of_the_dead(text: str, population: str) -> None:
    assert [f.population for f in read(make_document(text)).figures if f.measure == "killed"] == [population]
