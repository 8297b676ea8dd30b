"""Tables of weights: what is written is what is read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.reading.weights import INTERCEPT, Weights, table_text

LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
CUES = st.text(LETTERS, min_size=1, max_size=12).filter(lambda cue: cue[0] != "#" and cue != INTERCEPT)


@given(st.dictionaries(CUES, st.dictionaries(st.sampled_from(["a", "b", "c"]), st.floats(-9, 9)), max_size=6))
def test_a_table_gives_back_what_is_not_negligible(table: dict[str, dict[str, float]]) -> None:
    weights = Weights(table_text("A note.", table, ["a", "b", "c"], 0.02))
    assert weights.classes == ("a", "b", "c")
    for cue, row in table.items():
        wanted = [w if abs(w := row.get(name, 0.0)) >= 0.02 else 0.0 for name in weights.classes]
        assert weights.scores([{cue: 1.0}])[0] == pytest.approx(wanted, rel=0.006)


def test_intercepts_are_kept_however_small() -> None:
    weights = Weights(table_text("A note.", {INTERCEPT: {"a": 0.001, "b": 3.0}}, ["a", "b"], 0.02))
    shares = weights.shares([{}])[0]
    assert np.isclose(shares[1] / shares[0], np.exp(2.999))


def test_a_text_without_rows_has_no_classes() -> None:
    assert Weights("# A note.\n").scores([{"x": 1.0}]).shape == (1, 0)
