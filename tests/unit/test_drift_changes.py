"""What a retelling changes, mechanism by mechanism: each with a change and with its harmless neighbour."""

from __future__ import annotations

import pytest

from pactwatch.model import Document, make_document
from pactwatch.origins.drift import changes
from pactwatch.origins.facts import facts_of
from pactwatch.origins.roles import doers_of, roles_of
from pactwatch.read import read
from pactwatch.reading.actors import find_actors
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.parse import parse


def kinds(original: str, retelling: str) -> set[str]:
    one, two = document(original, "2025-06-02"), document(retelling, "2025-06-03")
    texts = {one.id: one.text, two.id: two.text}
    return {change.kind for change in changes(facts_of(read(one)), facts_of(read(two)), texts)}


def document(text: str, day: str) -> Document:
    return make_document(text, published=day)


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Chad's council passed the law by 80 votes to 30, with 12 abstentions, on Monday.",
     "Chad's council passed the law by 80 votes to 12, with 30 abstentions, on Monday.", {"number"}),
    ("Chad owes its suppliers 900 million dollars, the audit office in N'Djamena found. That is 120 million more than a year ago.",
     "Chad owes its suppliers 120 million dollars, the audit office in N'Djamena found.", {"number"}),
    ("Chad owes its suppliers 900 million dollars, the audit office in N'Djamena found. That is 120 million more than a year ago.",
     "Chad owes its suppliers 900 million dollars, 120 million more than a year ago, the audit office in N'Djamena found.", set()),
    ("Laos stopped 240 smugglers at the Mekong on Monday, its police said.",
     "At the Mekong 240 smugglers drowned on Monday, the police of Laos said.", {"measure"}),
    ("The police of Laos spoke of 240 smugglers at the Mekong on Monday.",
     "At the Mekong 240 smugglers died on Monday, the police of Laos said.", set()),
    ("Chad lost 300 soldiers near Bol, 90 of them killed, the rebels of the lake said on Monday.",
     "Chad had 300 soldiers killed near Bol, the rebels of the lake said on Monday.", {"measure"}),
])  # fmt: skip
def test_numbers_that_moved(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Laos seized a boat with 5 million litres of fuel on Monday, its navy said.",
     "Laos seized a boat with 5 million barrels of fuel on Monday, its navy said.", {"measure"}),
    ("The Laotian navy held 300 kilograms of opium on Monday.", "The Laotian navy held 300 kilos of opium on Monday.", set()),
    ("Laos trained 800 recruits for ten weeks at Pakse, General Somphone Keo said.",
     "Laos trained 800 recruits for ten months at Pakse, General Somphone Keo said.", {"measure"}),
    ("Laos trained 800 recruits for twelve weeks at Pakse, General Somphone Keo said.",
     "Laos trained 800 recruits for three months at Pakse, General Somphone Keo said.", set()),
    ("Laos will keep its engineers in Pakse to the end of December, General Somphone Keo said.",
     "Laos will keep its engineers in Pakse to the end of June, General Somphone Keo said.", {"date"}),
])  # fmt: skip
def test_units_and_spans_of_time(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Half of the 60 boats that Laos ordered from Chad have been delivered, its navy said on Monday.",
     "Chad has delivered 60 boats to Laos, its navy said on Monday.", {"number"}),
    ("Laos built 70 of the 90 kilometres of wall along the Mekong, General Somphone Keo said.",
     "Of the wall along the Mekong 70 kilometres stand and 20 kilometres are left, General Somphone Keo of Laos said.", set()),
    ("In Laos 60 percent want peace with Chad, a survey by the institute Mekong Poll shows.",
     "More than half of Laos want peace with Chad, a survey by the institute Mekong Poll shows.", set()),
    ("Of 200 recruits 50 passed the test, General Somphone Keo of Laos said.",
     "One in four of 200 recruits passed the test, General Somphone Keo of Laos said.", set()),
    ("Chad freed 15 rebels on Monday, among them Ali Moussa, the opposition said.",
     "Ali Moussa and 14 other rebels were freed in Chad on Monday, the opposition said.", set()),
    ("Less than a tenth of the loan of Laos has been spent, Minister Somphone Keo said.",
     "Not even ten percent of the loan of Laos has been spent, Minister Somphone Keo said.", set()),
])  # fmt: skip
def test_wholes_shares_and_bounds(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Nine police officers were injured when students stormed the port of Bol on Monday, the mayor said.",
     "Nine students were injured when they stormed the port of Bol on Monday, the mayor said.", {"actor"}),
    ("Three workers were killed in the port of Bol on Monday, the mayor said.",
     "Three civilians were killed in the port of Bol on Monday, the mayor said.", set()),
    ("Chad supplied Laos with 30 boats on Monday, the navy said.",
     "Chad was supplied with 30 boats by Laos on Monday, the navy said.", {"actor"}),
    ("Soldiers fired on herders near Bol on Monday, the mayor said.",
     "Herders fired on soldiers near Bol on Monday, the mayor said.", {"actor"}),
    ("Chad and Laos exchanged 90 prisoners on Monday, the mayor of Bol said.",
     "Laos and Chad exchanged 90 prisoners on Monday, the mayor of Bol said.", set()),
    ("A rocket of the Laotian army came down on a farm near Bol on Monday, the mayor said.",
     "A Thai rocket came down on a farm near Bol on Monday, the mayor said.", {"actor"}),
])  # fmt: skip
def test_who_it_was(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Most members of Chad's union are against the sale of the port, the union said on Monday.",
     "Most members of Chad's union are in favour of the sale of the port, the union said on Monday.", {"modality"}),
    ("There is no proof that Laos jammed the radar of the port of Bol, Minister Idriss Adoum said.",
     "Laos jammed the radar of the port of Bol, Minister Idriss Adoum said.", {"modality"}),
    ("There is no proof that Laos jammed the radar of the port of Bol, Minister Idriss Adoum said.",
     "Minister Idriss Adoum sees no evidence that Laos jammed the radar of the port of Bol.", set()),
    ("The opposition in Chad wants to cut the budget of the navy, its leader Idriss Adoum said.",
     "The opposition in Chad cut the budget of the navy, its leader Idriss Adoum said.", {"modality"}),
    ("Investigators have not ruled out a bomb in the crash near Bol, Minister Idriss Adoum said.",
     "Was it a bomb that caused the crash near Bol? Minister Idriss Adoum would not exclude it.", set()),
    ("No fewer than 1,500 dockers work in Bol, Minister Idriss Adoum said.",
     "At least 1,500 dockers work in Bol, Minister Idriss Adoum said.", set()),
    ("Chad says that it took the port of Bol, which the army of Laos rejected as untrue.",
     "Chad says that the port of Bol is in its hands. Not so, answers the army of Laos.", set()),
])  # fmt: skip
def test_how_certain_it_is(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Two people familiar with the talks said that Chad would buy 700 lorries. The Laotian foreign ministry declined to comment.",
     "Chad would buy 700 lorries, the Laotian foreign ministry said.", {"attribution"}),
    ("The port of Bol cost 46 million euros, Admiral Idriss Adoum said. Italian colonel Livia Moretti expects 150 sailors.",
     "The port of Bol cost 46 million euros, Italian colonel Livia Moretti said.", {"attribution"}),
    ("Seven men from Nepal were hurt by a bomb near Bunia on Monday, the UN mission in Congo said.",
     "A bomb near Bunia hurt seven men from Nepal on Monday, the United Nations mission in Congo reported.", set()),
    ("Laos opens an office in Damascus with a staff of eight, its foreign ministry said. Visas are issued in Beirut.",
     "Laos opens an office in Beirut with a staff of eight, its foreign ministry said.", {"place"}),
])  # fmt: skip
def test_who_said_it_and_where(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected


def test_roles_are_of_states_and_of_others() -> None:
    text = "French troops fired on herders near Bol. The herders and the fishermen fled. A missile of the Ukrainian forces came down."
    parsed = parse(text, split_blocks(text))
    actors = find_actors(parsed, None)
    (first, second, third) = parsed.sentences
    assert ("fire", "on", "FRA", "herder") in roles_of(first, [a for a in actors if a.sentence == 0])
    assert roles_of(second, []) == []
    assert doers_of(third, [a for a in actors if a.sentence == 2]) == {("come", "UKR")}


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Peru's dockyard at Callao had a turnover of 80 million dollars from foreign navies last year, its report says.",
     "Peru's dockyard at Callao made a profit of 80 million dollars with foreign navies last year, its report says.", {"measure"}),
    ("Peru's dockyard at Callao had a turnover of 80 million dollars from foreign navies last year, its report says.",
     "Peru's dockyard at Callao had revenues of 80 million dollars from foreign navies last year, its report says.", set()),
    ("Ghana has put nine anti-aircraft missile launchers at Tema into service, the army staff said on Monday.",
     "At Tema nine anti-aircraft missiles have come into service with Ghana's army, its staff said on Monday.", {"measure"}),
    ("Another 70 Egyptian welders arrived in Juba on Monday, which brings their number to 410, the works ministry there said.",
     "Egypt now has 70 welders in Juba, the works ministry there said after the arrival on Monday.", {"number"}),
    ("Another 70 Egyptian welders arrived in Juba on Monday, which brings their number to 410, the works ministry there said.",
     "Egypt now has 410 welders in Juba, the works ministry there said after the arrival of another 70 on Monday.", set()),
    ("Chad's council housed 250 families of herders from Bol at the lake, its relief office said.",
     "Chad's council housed 250 people, herders from Bol, at the lake, its relief office said.", {"measure"}),
])  # fmt: skip
def test_things_that_are_counted_otherwise(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Two Laotian battalions left the Pakse district a week after the truce was signed, General Somphone Keo said on Monday.",
     "Two Laotian battalions left the Pakse district a week before the truce was signed, General Somphone Keo said on Monday.", {"date"}),
    ("Two Laotian battalions left the Pakse district a week after the truce was signed, General Somphone Keo said on Monday.",
     "A week after the signing of the truce two Laotian battalions left the Pakse district, General Somphone Keo said on Monday.", set()),
    ("Canada put five Peruvian firms that sold gold for the rebels of Bol under sanctions, its treasury said.",
     "Five Chilean firms that sold gold for the rebels of Bol were put under sanctions, the Canadian treasury said.", {"actor"}),
    ("Kenya has handed three patrol boats to the coast guard of Comoros, the naval staff in Nairobi said on Friday.",
     "Comoros has made a gift of three patrol boats to the coast guard of Kenya, the naval staff in Nairobi said on Friday.", {"actor"}),
    ("Kenya has handed three patrol boats to the coast guard of Comoros, the naval staff in Nairobi said on Friday.",
     "Kenya has made a gift of three patrol boats to the coast guard of Comoros, the naval staff in Nairobi said on Friday.", set()),
])  # fmt: skip
def test_order_states_and_gifts(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Gunners from Laos and Chad rehearsed the defence of an airstrip near Pakse on Monday, the general staff in Vientiane said.",
     "Laotian and Chadian gunners practised how to defend an airstrip near Savannakhet on Monday, the general staff in Vientiane said.", {"place"}),
    ("Gunners from Laos and Chad rehearsed the defence of an airstrip near Pakse on Monday, the general staff in Vientiane said.",
     "Laotian and Chadian gunners practised how to defend an airstrip at Pakse on Monday, the general staff said.", set()),
    ("Chad will send 70 sappers to Laos in June, provided that parliament ratifies the accord, the defence staff in N'Djamena said.",
     "Chad will send 70 sappers to Laos in June, the defence staff in N'Djamena said.", {"modality"}),
    ("Chad will send 70 sappers to Laos in June, provided that parliament ratifies the accord, the defence staff in N'Djamena said.",
     "Chad will send 70 sappers to Laos in June if its deputies agree, the defence staff in N'Djamena said.", set()),
])  # fmt: skip
def test_towns_and_conditions(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected
