"""Where the name of an actor ends: before a reason or a price, after a number that was taken together with a place."""

from __future__ import annotations

import pytest

from pactwatch.reading.actors import find_actors
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.parse import parse


def names_in(text: str) -> set[str]:
    """Return the names of the actors of a text."""
    return {mention.name for mention in find_actors(parse(text, split_blocks(text)), "2025-06-18")}


@pytest.mark.parametrize(("text", "name"), [
    ("Norway thanked the Defence Institute for its swift help.", "Defence Institute"),
    ("The camp is being built by a Norwegian firm for 9 million euros.", "Norwegian firm"),
    ("The envoys assured the Federal Government of their support.", "Federal Government"),
])
def test_a_name_ends_before_a_reason_or_a_price(text: str, name: str) -> None:
    found = names_in(text)
    assert not {other for other in found if other.startswith(name) and other != name}
    assert name in found


@pytest.mark.parametrize("text", ["At Kaunas 90 soldiers were captured.", "By May eleven soldiers had deserted."])
def test_a_place_or_a_month_before_a_number_is_no_part_of_who_is_counted(text: str) -> None:
    assert "soldiers" in names_in(text)


def test_a_number_that_names_a_unit_stays() -> None:
    assert "Bureau 39 officials" in names_in("The Bureau 39 officials sent workers abroad.")


@pytest.mark.parametrize(("text", "name"), [
    ("Resolution 2397 required all states to send workers home.", "Resolution 2397"),
    ("Decree 612 was signed by Office 39.", "Office 39"),
])
def test_a_number_behind_a_document_or_an_office_is_part_of_its_name(text: str, name: str) -> None:
    assert name in names_in(text)
