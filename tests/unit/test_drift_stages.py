"""Changed states, stages, partners, magnitudes and numbers that changed places: each with its harmless neighbour."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.origins.drift import changes
from pactwatch.origins.facts import facts_of
from pactwatch.read import read


def kinds(original: str, retelling: str) -> set[str]:
    one, two = make_document(original, published="2025-06-02"), make_document(retelling, published="2025-06-03")
    texts = {one.id: one.text, two.id: two.text}
    return {change.kind for change in changes(facts_of(read(one)), facts_of(read(two)), texts)}


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Bolivia's senate voted by 21 to 9 to send 650 soldiers to the border with Paraguay, its president said.",
     "Bolivia has 650 soldiers standing at the border with Paraguay, the president of its senate said.", {"modality"}),
    ("Bolivia's senate voted by 21 to 9 to send 650 soldiers to the border with Paraguay, its president said.",
     "The senate of Bolivia wants 650 soldiers to go to the border with Paraguay, its president said.", set()),
    ("Niger and Benin failed to sign their pipeline pact of 300 million dollars in Cotonou on Tuesday, the mediator said.",
     "Niger and Benin signed their pipeline pact of 300 million dollars in Cotonou on Tuesday, the mediator said.", {"modality"}),
    ("Niger and Benin failed to sign their pipeline pact of 300 million dollars in Cotonou on Tuesday, the mediator said.",
     "The pipeline pact of Niger and Benin, worth 300 million dollars, was left unsigned in Cotonou on Tuesday, the mediator said.", set()),
])  # fmt: skip
def test_what_the_reading_takes_for_open_told_as_real(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Malta's prosecutors accuse a port chief in Marsa of having taken 90,000 euros from smugglers. A verdict is expected in May.",
     "A port chief in Marsa has been convicted of taking 90,000 euros from smugglers, Malta's prosecutors say.", {"modality"}),
    ("Malta froze 14 million euros of Libyan money in Valletta, the finance ministry said. Nothing has been confiscated.",
     "Malta has confiscated 14 million euros of Libyan money in Valletta, the finance ministry said.", {"measure"}),
    ("Malta froze 14 million euros of Libyan money in Valletta, the finance ministry said. Nothing has been confiscated.",
     "In Valletta 14 million euros of Libyan money are frozen but not confiscated, Malta's finance ministry said.", set()),
    ("Malta's coast guard seized three lorries with 800 barrels of oil near Marsa, it said.",
     "Malta's coast guard set fire to three lorries with 800 barrels of oil near Marsa and burned them, it said.", {"measure"}),
])  # fmt: skip
def test_another_stage_of_one_affair(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) & {"modality", "measure"} == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("In Gabon 140 people were shot dead in May, 35 of them by poachers and 90 by soldiers, the bishop of Oyem said.",
     "Poachers shot 90 people dead in Gabon in May and soldiers 35, the bishop of Oyem said. In all 140 died.", {"number"}),
    ("In Gabon 140 people were shot dead in May, 35 of them by poachers and 90 by soldiers, the bishop of Oyem said.",
     "Soldiers shot 90 people dead in Gabon in May and poachers 35, the bishop of Oyem said. In all 140 died.", set()),
    ("About 60,000 people are affected by the flood near Luang Prabang, the governor said. Rice is short.",
     "The flood near Luang Prabang hit 6,000 Laotian villagers, the governor said. There is too little rice.", {"number"}),
    ("Ecuador will buy 15 fewer trainer jets from Italy than planned, General Luis Mora said. It had ordered 40.",
     "Ecuador will buy just 15 trainer jets from Italy instead of 40, General Luis Mora said.", {"number"}),
    ("Ecuador will buy 15 fewer trainer jets from Italy than planned, General Luis Mora said. It had ordered 40.",
     "Ecuador cuts its order of Italian trainer jets from 40 to 25, General Luis Mora said.", set()),
    ("Togo pays fishermen 500 dollars a month, instead of 300, the minister of fisheries in Lome said.",
     "Togo raises the monthly pay of fishermen by 200 dollars to 500, the minister of fisheries in Lome said.", set()),
    ("Togo's fishermen lost 26 boats to the storm, the harbour master of Lome said.",
     "Twenty-six fishermen of Togo were lost in the storm, the harbour master of Lome said.", {"measure"}),
])  # fmt: skip
def test_numbers_that_changed_places_or_size(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) & {"number", "measure"} == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Ghana and Togo held a joint exercise off Tema on Friday for the first time. Benin's navy watched from 12 miles.",
     "Benin and Togo held a joint exercise off Tema on Friday for the first time. Ghana's navy watched from 12 miles.", {"actor"}),
    ("Ghana and Togo held a joint exercise off Tema on Friday for the first time. Benin's navy watched from 12 miles.",
     "Togo and Ghana held a joint exercise off Tema on Friday, a first. The navy of Benin looked on from 12 miles.", set()),
])  # fmt: skip
def test_partners(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) & {"actor"} == expected


def test_falling_barrels_kill_nobody() -> None:
    original = "South Sudan exported 92,000 barrels of oil a day in May, the oil minister said. A year ago it had been 150,000."
    assert kinds(original, "South Sudan's oil exports fell from 150,000 barrels daily to 92,000 in May, the oil minister said.") == set()
