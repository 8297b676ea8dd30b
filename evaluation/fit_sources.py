"""Conditional logit over those who may tell of an event: the voices near it, its own actor, and nobody."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.fit_data import Example, Text
from evaluation.fit_parties import Group, Model, Table
from evaluation.names import same_party

CLASS = "source"
RIDGE = 12.0
"""Chosen by five-fold cross-validation over texts, by rules alone."""


def fit_sources(texts: Sequence[Text]) -> Table:
    """Return the table of sources: for each cue its weight."""
    return {cue: {CLASS: weight} for cue, weight in fit_model([e for t in texts for e in t.examples]).by_cue().items()}


def fit_model(examples: Sequence[Example]) -> Model:
    """Return the model of who tells."""
    return Model([group(e) for e in examples if e.stand is not None], ridge=RIDGE)


def group(example: Example) -> Group:
    """Return the cues of the candidates of one event, and which of them is right."""
    assert example.stand is not None
    assert example.gold is not None
    wanted = example.gold["attributed_to"][-1:]
    return example.stand.rows, [(same_party(wanted[0], name) if wanted else False) if name else not wanted for name in example.stand.names()]
