"""Missions that a text only describes, under their own names."""

from __future__ import annotations

import pytest

from pactwatch.data import read_rows
from pactwatch.reading.actors import find_actors
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.parse import parse


def names(text: str) -> list[tuple[str, str]]:
    """Return the words and the name of each mention of a mission."""
    found = find_actors(parse(text, split_blocks(text)))
    said = ((text[m.span[0] : m.span[1]], m.name) for m in found)
    return [(words, name) for words, name in said if words.lower().endswith(("mission", "force", "eutm"))]


@pytest.mark.parametrize(("text", "name"), [
    ("The United Nations peacekeeping mission in Mali closed its last camp.", "MINUSMA"),
    ("The U.N. peacekeeping force in southern Lebanon reported two wounded.", "UNIFIL"),
    ("The EU's training mission in Somalia lost four vehicles.", "EUTM Somalia"),
    ("The NATO-led force in Kosovo sent 600 soldiers more.", "KFOR"),
    ("The UN mission in Abyei lost six soldiers.", "UNISFA"),
])  # fmt: skip
def test_a_described_mission_has_its_name(text: str, name: str) -> None:
    assert [found for _, found in names(text)] == [name]


def test_what_was_named_is_meant_afterwards() -> None:
    text = "The spokesman of UNMISS counted 40 dead. The UN mission blamed militias. The mission sent patrols."
    assert names(text) == [("UN mission", "UNMISS"), ("mission", "UNMISS")]


@pytest.mark.parametrize("text", [
    "A new UN mission in Lebanon was proposed.",
    "The African Union mission in Somalia has 11,000 soldiers.",
    "The EU mission in Mali has closed.",
    "The UN mission left early.",
])
def test_what_may_be_another_keeps_its_words(text: str) -> None:
    assert all("mission" in name for _, name in names(text)), names(text)


def test_a_stem_is_the_mission_of_the_state_that_is_named() -> None:
    assert names("In Somalia, EUTM has trained 150 soldiers.") == [("EUTM", "EUTM Somalia")]


def test_each_mission_is_an_organisation() -> None:
    known = {row["id"] for row in read_rows("actors/organisations.tsv")}
    assert {row["id"] for row in read_rows("actors/missions.tsv")} <= known
