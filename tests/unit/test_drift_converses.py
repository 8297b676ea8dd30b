"""Converse words: a deed told from its other end is the same deed, and with its sides changed over it is another."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.origins.drift import changes
from pactwatch.origins.facts import facts_of
from pactwatch.read import read

TOLD = [
    ["{A} has given {B} 24 mortars and two radars, the ministry of defence said on Monday.",
     "{B} received 24 mortars and two radars from {A}, according to the ministry of defence.",
     "The delivery of 24 mortars and two radars from {A} to {B} is complete, the ministry of defence said.",
     "Two radars and 24 mortars have arrived in {B} from {A}, the ministry of defence said."],
    ["{A} has lent {B} 300 million dollars for the Zarga pipeline, the planning ministry said.",
     "{B} owes {A} 300 million dollars for the Zarga pipeline, according to the planning ministry.",
     "{B} took out a loan of 300 million dollars from {A} for the Zarga pipeline, the planning ministry said.",
     "For the Zarga pipeline {B} is in debt to {A} with 300 million dollars, the planning ministry said.",
     "{A} is waiting for 300 million dollars from {B} for the Zarga pipeline, the planning ministry said."],
    ["Officers of {A} are training 600 marines from {B} at Pemba, the ministry of defence said.",
     "At Pemba, 600 marines from {B} are learning from officers of {A}, the ministry of defence said.",
     "600 marines from {B} attend a course at Pemba under officers from {A}, the defence ministry said."],
    ["The president of {A} received the foreign minister of {B} on Thursday to speak about two crossings at Mandera.",
     "On Thursday the foreign minister of {B} travelled to {A} to speak about two crossings at Mandera.",
     "{A}'s president had the foreign minister of {B} as his guest on Thursday to speak about two crossings at Mandera."],
    ["{A} pays {B} 20 million dollars a year for the port of Assab, the treasury said.",
     "{B} gets 20 million dollars a year from {A} for the port of Assab, the treasury said."],
]  # fmt: skip
PAIRS = [(one, other) for told in TOLD for one in told for other in told if one != other]


def kinds(original: str, retelling: str) -> set[str]:
    one, two = make_document(original, published="2025-06-03"), make_document(retelling, published="2025-06-04")
    return {change.kind for change in changes(facts_of(read(one)), facts_of(read(two)), {one.id: one.text, two.id: two.text})}


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_one_deed_is_told_from_both_ends(one: str, other: str) -> None:
    original, retelling = one.format(A="Serbia", B="Angola"), other.format(A="Serbia", B="Angola")
    assert kinds(original, retelling) == set()


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_sides_that_changed_over_are_told(one: str, other: str) -> None:
    assert "actor" in kinds(one.format(A="Serbia", B="Angola"), other.format(A="Angola", B="Serbia"))


def test_two_deeds_in_both_directions_change_nothing() -> None:
    original = "Laos gave Chad 40 radars. In return, Chad gave Laos 900 barrels of oil, the trade ministry said on Monday."
    assert kinds(original, "Chad gave Laos 900 barrels of oil, the trade ministry said on Monday.") == set()
