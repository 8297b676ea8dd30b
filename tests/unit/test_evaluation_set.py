"""The shipped evaluation set is well formed: evidence stands in its text, every value is one of the model's."""

import re
from typing import get_args

import pytest

from evaluation import own_set
from pactwatch.model import Comparator, Modality

TEXTS = own_set.load_texts()
GOLD = own_set.load_gold(TEXTS)
TYPES = {
    "casualties", "condemn_or_accuse", "demine_or_rebuild", "deny", "deploy_forces", "joint_exercise", "other",
    "payment_or_aid", "sanction_or_designate", "send_workers", "statement_support", "training", "transfer_arms",
    "transfer_technology", "transport_link", "treaty", "troop_presence", "visit_or_meeting",
}
DAY = r"(\d{4}(-\d\d(-\d\d)?)?)"
TIME = re.compile(rf"({DAY}|{DAY}/{DAY}|{DAY}/\.\.|\.\./{DAY})?")
KEYS = {
    "type", "agent", "recipient", "object", "quantity", "time", "place", "modality", "attributed_to", "evidence",
}
OPEN = {"at_least": "high", "more_than": "high", "at_most": "low", "less_than": "low"}


@pytest.mark.parametrize("name", TEXTS)
def test_gold_is_well_formed(name):
    text, gold = TEXTS[name]["text"], GOLD[name]
    assert gold["id"] == name
    for claim in gold["claims"]:
        assert set(claim) - {"same_as"} == KEYS
        assert claim["evidence"] in text
        assert claim["evidence"].strip() == claim["evidence"] != ""
        assert claim["type"] in TYPES
        assert claim["modality"] in get_args(Modality)
        assert TIME.fullmatch(claim["time"]), claim["time"]
        assert claim["object"]
        assert claim.get("same_as", 0) < len(gold["claims"])
    for quote in gold["quotes"]:
        assert quote["content"] in text
        assert quote["speaker"]


@pytest.mark.parametrize("name", TEXTS)
def test_gold_quantities_agree_with_their_comparators(name):
    for claim in GOLD[name]["claims"]:
        quantity = claim["quantity"]
        if quantity is None:
            continue
        low, high, comparator = quantity["low"], quantity["high"], quantity["comparator"]
        assert comparator in get_args(Comparator)
        assert quantity["unit"]
        if comparator in OPEN:
            assert quantity[OPEN[comparator]] is None
            assert (low is None) != (high is None)
        elif comparator == "between":
            assert low < high
        else:
            assert low == high


@pytest.mark.parametrize("name", TEXTS)
def test_texts_are_complete_and_say_how_they_were_made(name):
    row = TEXTS[name]
    assert set(row) == {"id", "title", "published", "style", "publisher", "held", "note", "text"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["published"])
    assert "invented" in row["note"].lower()
    assert 90 <= len(row["text"].split()) <= 400


def test_at_least_a_third_is_held_and_some_texts_have_no_claim():
    held = [name for name, row in TEXTS.items() if row["held"]]
    empty = [name for name, gold in GOLD.items() if not gold["claims"]]
    assert len(TEXTS) >= 72
    assert 1 / 3 <= len(held) / len(TEXTS) <= 0.45
    assert len(empty) >= 9
    assert any(name in held for name in empty)
