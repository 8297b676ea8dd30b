"""Figures of a text: each whole, and the same whatever it is written like."""

from __future__ import annotations

import pytest

from pactwatch.casefile.uncited_figures import figures_in, keys_of, lacking


@pytest.mark.parametrize(("text", "known"), [
    ("6.000 men", "6,000"), ("6'000 men", "6,000"), ("6’000 men", "6.000"), ("6\u00a0000 men", "6,000"), ("6\u202f000 men", "6,000"),
    ("6\u2009000 men", "6000"), ("six thousand men", "6,000"), ("half of them", "50 percent"), ("a 300-strong unit", "300"),
    ("300-400 men", "300 to 400"),
    ("1.234,5 tons", "1,234.5"), ("10,00,000", "1,000,000"), ("6bn", "6,000,000,000"), ("٣٠٠", "300"), ("five to ten", "5-10"), ("a dozen", "12"),
    ("mid-2025", "in 2025"), ("the T-72", "T-72s and a T-72"), ("paragraph 8", "para. 8"), ("paragraphs 8 and 9", "para. 9; para. 8"),
])  # fmt: skip
def test_one_figure_is_known_however_it_is_written(text: str, known: str) -> None:
    assert lacking(text, keys_of([known])) == []


@pytest.mark.parametrize(("text", "known"), [
    ("1,000,000 troops", "1,000 killed"), ("1 000 000 troops", "1 000 killed"), ("6 million men", "6 killed, 40 million paid"),
    ("50% left", "50 left"),
    ("50 left", "50% left"), ("12 killed", "para. 12"), ("17 dead", "2025-06-17"), ("72 tanks", "T-72"), ("Mi-8", "8"), ("000 men", "1,000"),
    ("six thousand men", "six men of two thousand"), ("17th", "17"), ("3.5 tons", "35 tons"),
])  # fmt: skip
def test_parts_and_kin_of_a_figure_are_others(text: str, known: str) -> None:
    assert len(lacking(text, keys_of([known]))) == 1


def test_figures_side_by_side_in_two_texts_are_two() -> None:
    assert lacking("300 and 400", keys_of(["300", "400"])) == []
    assert lacking("300400", keys_of(["300", "400"])) == ["300400"]


def test_figures_are_named_whole() -> None:
    text = "Of 1,000,000 men, 40 million marks and half a dozen T-72s six remain."
    assert list(figures_in(text)) == ["1,000,000", "40 million", "half a dozen", "T-72s", "six"]
