"""Parties under the names that the text gives them: those who act together, and nationals who are not their state."""

from __future__ import annotations

import pytest

from pactwatch.model import Claim, make_document
from pactwatch.read import HYBRID, RULES, read

ENGINES = pytest.mark.parametrize("engine", [RULES, HYBRID])


def claims(text: str, engine: str) -> list[Claim]:
    return list(read(make_document(text, published="2025-06-18"), engine).claims)


def test_those_who_condemn_together_are_named_together() -> None:
    text = "Ukraine and Poland condemned the deployment of North Korean troops to Kursk on Tuesday."
    speech = next(c for c in claims(text, HYBRID) if c.type == "condemn_or_accuse")
    assert speech.agent is not None
    assert speech.agent.name == "Ukraine and Poland"
    assert [s.name for s in speech.attributed_to] in ([], ["Ukraine and Poland"])


@ENGINES
def test_no_one_of_several_speakers_is_left_out_of_what_they_say(engine: str) -> None:
    text = "Ukraine and Poland condemned the deployment of North Korean troops to Kursk on Tuesday."
    for claim in claims(text, engine):
        assert "Poland" not in [s.name for s in claim.attributed_to]


@ENGINES
def test_the_two_sides_of_a_treaty_stay_two(engine: str) -> None:
    text = "Russia and North Korea signed a treaty in Pyongyang on 19 June 2024."
    treaty = next(c for c in claims(text, engine) if c.type == "treaty")
    assert treaty.recipient is None or treaty.recipient.name != "Russia and North Korea"


@ENGINES
def test_nationals_who_fight_are_not_their_state(engine: str) -> None:
    text = "At least 1,000 Cubans are fighting in Russian units near Donetsk, a monitor said."
    agents = [c.agent for c in claims(text, engine) if c.type in ("troop_presence", "deploy_forces")]
    assert agents
    assert "Cuba" not in [a.name for a in agents if a is not None]
