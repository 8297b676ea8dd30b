"""The words by which a sentence tells how much stands behind it, and what a figure counts."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.origins.drift_names import names_voice
from pactwatch.origins.drift_words import is_reserved, pattern
from pactwatch.origins.facts import facts_of
from pactwatch.origins.types import Facts
from pactwatch.read import read


@pytest.mark.parametrize(("name", "words", "found"), [
    ("withheld", "The army declined to confirm the loss.", True),
    ("withheld", "It could neither confirm nor deny the loss.", True),
    ("withheld", "The army confirmed the loss.", False),
    ("vouching", "The ministry admitted the loss.", True),
    ("vouching", "The ministry spoke of a loss.", False),
    ("weighed", "Chad may buy ten helicopters.", True),
    ("weighed", "Chad bought ten helicopters in May.", False),
    ("wished", "Chad has asked France for ten helicopters.", True),
    ("wished", "Chad was asked about ten helicopters.", False),
    ("settled", "Chad is to get ten helicopters.", True),
    ("settled", "Chad got ten helicopters.", False),
])  # fmt: skip
def test_what_shows_a_standing(name: str, words: str, found: bool) -> None:
    assert bool(pattern(name).search(words)) is found


def test_what_is_to_come_keeps_only_a_plan_open() -> None:
    assert is_reserved("Two ships are to leave in June.", planned=True)
    assert not is_reserved("Two ships are to leave in June.")
    assert is_reserved("Two ships might leave in June.")
    assert not is_reserved("Two ships left in May.", planned=True)


def facts(text: str) -> Facts:
    return facts_of(read(make_document(text, published="2025-06-18")))


@pytest.mark.parametrize(("text", "nations"), [
    ("After the storm 11 Serbian soldiers are missing.", {11: ("SRB",)}),
    ("Some 20 Indian and four Chinese soldiers were killed.", {20: ("IND",), 4: ("CHN",)}),
    ("Thailand said that 15 of its people had died.", {15: ("THA",)}),
    ("Thailand and Laos said that 15 of their people had died.", {15: ()}),
])  # fmt: skip
def test_whose_people_a_figure_counts(text: str, nations: dict[int, tuple[str, ...]]) -> None:
    assert {figure.low: figure.nations for figure in facts(text).figures} == nations


def test_a_base_is_only_what_others_are_a_part_of() -> None:
    (whole, part) = facts("Of the 640 recruits who were trained in Kent, 75 have gone back.").figures
    assert (whole.base, part.base, part.part) == (True, False, True)
    (whole, part) = facts("Malaysia detained 320 workers, among them 45 North Koreans.").figures
    assert (whole.base, part.part) == (False, True)


def test_those_who_are_dead_are_measured_without_a_verb() -> None:
    assert {figure.low: figure.measure for figure in facts("After the storm 11 soldiers are missing.").figures} == {11: "missing"}


def test_who_does_what_is_told_of_deeds_alone() -> None:
    (line,) = facts("Qatar will finance the salaries of Lebanese soldiers, Lebanon said.").lines
    assert line.doers == (("financ", "QAT"),)


def test_a_blogger_speaks_for_no_state() -> None:
    (voice,) = facts("Forty North Korean trucks crossed the bridge on Sunday, the military blogger Rybalka wrote.").voices
    assert voice.side == "person:rybalka"


@pytest.mark.parametrize(("said", "retold", "named"), [
    ("Four men died, Kenya's police said.", "That is the toll of the Kenyan police.", True),
    ("Four men died, Kenya's police said.", "That is the toll of the Ugandan police.", False),
    ("Four men died, said Han Seo-yeon.", "Han Seo-yeon knows of four dead.", True),
    ("Four men died, said Han Seo-yeon.", "Han Ji-min knows of four dead.", False),
])  # fmt: skip
def test_a_sentence_names_a_speaker_by_body_and_state_or_by_surname(said: str, retold: str, named: bool) -> None:
    (voice,) = facts(said).voices
    (line,) = facts(retold).lines
    assert names_voice(line, voice, retold) is named
