"""How numbers stand, what they measure and count: each with a change and with its harmless neighbour."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.origins.drift import changes
from pactwatch.origins.facts import facts_of
from pactwatch.read import read


def kinds(original: str, retelling: str) -> set[str]:
    one, two = make_document(original, published="2025-06-03"), make_document(retelling, published="2025-06-04")
    return {change.kind for change in changes(facts_of(read(one)), facts_of(read(two)), {one.id: one.text, two.id: two.text})}


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Chad's navy will raise its crews on the lake to 1,900 sailors by autumn, the minister said.",
     "By autumn the crews of Chad's navy on the lake are to grow by 1,900 sailors, the minister said.", {"measure"}),
    ("Chad's navy will raise its crews on the lake from 1,400 to 1,900 sailors by autumn, the minister said.",
     "By autumn the crews of Chad's navy on the lake are to grow by 500 to 1,900 sailors, the minister said.", set()),
    ("The latest delivery brings the number of Chad's patrol boats to 31, the navy said in Bol.",
     "Chad has been sent another 31 patrol boats, the navy said in Bol.", {"measure"}),
    ("Chile's navy seized 14 tonnes of cocaine in June, up from nine tonnes in May, its commander said.",
     "The Chilean navy's haul came to nine tonnes of cocaine in June, its commander said.", {"number"}),
    ("Chile's navy seized 14 tonnes of cocaine in June, up from nine tonnes in May, its commander said.",
     "Nine tonnes in May became 14 in June: the Chilean navy seizes more cocaine, its commander said.", set()),
    ("Togo's army has 8,200 soldiers, among them 700 recruits who joined in May, the general staff said.",
     "Togo's army numbers 8,900 soldiers after 700 recruits joined in May, the general staff said.", {"number"}),
    ("Togo's army has 8,200 soldiers, among them 700 recruits who joined in May, the general staff said.",
     "Togo's army numbers 8,200 soldiers, 700 of whom joined as recruits in May, the general staff said.", set()),
    ("Togo's army has 8,200 soldiers, among them 700 recruits who joined in May, the general staff said.",
     "Togo's army has 8,200 soldiers plus 700 recruits who joined in May, the general staff said.", {"number"}),
])  # fmt: skip
def test_how_numbers_stand(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Mali's forces lost 210 men, dead and wounded, in the battle for Djibo, a spokesman said.",
     "The battle for Djibo cost the lives of 210 members of Mali's forces, its spokesman said.", {"measure"}),
    ("Thirty-one soldiers were killed or wounded when two trucks struck mines near Damboa, an officer said.",
     "Mines near Damboa killed 31 soldiers in two trucks, an officer said.", {"measure"}),
    ("Twelve soldiers were killed and 31 wounded near Beni, an army spokeswoman in Kampala said.",
     "The army in Kampala counted 43 casualties near Beni, twelve of them dead, its spokeswoman said.", set()),
])  # fmt: skip
def test_fates_that_were_counted_together(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("The missile flies 280 kilometres, an Indian admiral said; Vietnam wants to place it on the coast.",
     "Vietnam wants the missile for its coast. Its range is 280 miles, according to an admiral from India.", {"measure"}),
    ("The rebels stand 50 kilometres north of Goma, the mission said.", "The rebels are about 31 miles from Goma, the mission said.", set()),
    ("The rebels stand 50 kilometres north of Goma, the mission said.", "The rebels are about 80 miles from Goma, the mission said.", {"number"}),
    ("Iran has paid 65 million euros for the engines, a court in Paris heard.",
     "The engines cost Iran 65 million dollars, a court in Paris heard.", {"measure"}),
    ("The mill at Sfax grinds 2,000 tonnes of wheat a week, the operator said.",
     "The mill at Sfax grinds 104,000 tonnes of wheat a year, the operator said.", set()),
    ("The mill at Sfax grinds 2,000 tonnes of wheat a week, the operator said.",
     "The mill at Sfax grinds 14,000 tonnes of wheat a year, the operator said.", {"number"}),
])  # fmt: skip
def test_figures_in_other_units(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Egypt buys 60 lorries from China, the army said in Cairo.", "The army in Cairo buys 60 tanks from China for Egypt.", {"measure"}),
    ("Egypt buys 60 lorries from China, the army said in Cairo.", "The army in Cairo gets 60 Chinese trucks for Egypt.", set()),
    ("Egypt buys 60 lorries from China, the army said in Cairo.", "The army in Cairo gets 60 Chinese vehicles for Egypt.", set()),
    ("India delivered 900 tonnes of rice to Mozambique, the consul in Beira said.",
     "India delivered 900 tonnes of wheat to Mozambique, the consul in Beira said.", {"measure"}),
])  # fmt: skip
def test_things_of_another_kind(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected
