"""A firm that no register has is heard under its name where the text goes on about "the company". Sentences are newly written."""

from __future__ import annotations

import pytest

from pactwatch.reading.actors import find_actors
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.parse import parse


def named(text: str) -> list[str]:
    """Return the names of the actors of a text, in its order."""
    return [m.name for m in find_actors(parse(text, split_blocks(text)))]


@pytest.mark.parametrize("text", [
    "Halden Optik, a maker of night sights, sold 300 sights to Mali. The company rejects the charge.",
    "Police in Oslo accused Halden Optik of selling 300 sights to Mali. The firm denied it.",
    "Norway listed Halden Optik, a supplier of sights, and Ole Berg. The manufacturer denied any wrong.",
])
def test_the_company_is_the_firm_that_was_named(text: str) -> None:
    assert named(text).count("Halden Optik") == 2


def test_of_two_firms_the_company_is_neither() -> None:
    text = "Halden Optik, a maker of sights, sold them to Berg Marine, a shipyard, and neither paid. The company denied it."
    assert "company" in named(text)


def test_a_body_that_is_no_firm_is_not_the_company() -> None:
    assert "company" in named("The Security Council met in New York on Monday. The company denied it.")


def test_an_object_that_ends_a_name_is_an_actor() -> None:
    assert "Halden Optik" in named("Police in Oslo accused Halden Optik of selling 300 sights to Mali.")
