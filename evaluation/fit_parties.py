"""Conditional logit over the candidates of each event: which of a document's actors is its agent, its recipient.

The second weights are fitted on votes that come from first weights which have not seen the text (four parts in turn).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer

from evaluation.fit_data import Text
from evaluation.names import same_party
from pactwatch.reading.event_cues import Cues
from pactwatch.reading.parties import Candidate
from pactwatch.reading.party_choice import AGENT, FIRST, OPPOSITE, RECIPIENT, SECOND, Scene
from pactwatch.reading.party_votes import Votes
from pactwatch.reading.weights import softmax

RIDGE = 6.0
SEEN_LEAST = 5
PARTS = 4
ROLES = (AGENT, RECIPIENT)
Table = dict[str, dict[str, float]]
Group = tuple[list[Cues], list[bool]]
Shares = dict[str, list[list[float]]]


class Model:
    """Scores of candidates by their cues."""

    def __init__(self, groups: Sequence[Group], least: int = SEEN_LEAST, ridge: float = RIDGE) -> None:
        """Fit on groups of candidates of which one or more are right; those in which none is say nothing."""
        rows: list[Cues] = []
        right: list[bool] = []
        group: list[int] = []
        for n, (cues, marks) in enumerate(g for g in groups if any(g[1])):
            rows += cues
            right += marks
            group += [n] * len(marks)
        from evaluation.fit import vectorise

        self.vectoriser: DictVectorizer
        self.vectoriser, matrix = vectorise(rows, least)
        self.weights = _logit(matrix.tocsr(), np.array(right, float), np.array(group), ridge)

    def shares(self, rows: Sequence[Cues]) -> list[float]:
        """Return the share of each candidate."""
        return softmax(self.vectoriser.transform(rows) @ self.weights).tolist()

    def by_cue(self) -> dict[str, float]:
        """Return the weights by cue."""
        return dict(zip(self.vectoriser.get_feature_names_out(), map(float, self.weights), strict=True))


class Stage:
    """A text's events with their gold parties."""

    def __init__(self, text: Text) -> None:
        """Set the scenes."""
        self.id, self.casting = text.id, text.casting
        self.examples = [e for e in text.examples if e.gold is not None]
        self.scenes: list[Scene] = [text.casting.scene(e.event, e.sources) for e in self.examples]

    def rows(self, n: int) -> list[Cues]:
        """Return the cues of those near in event `n`."""
        scene = self.scenes[n]
        return [{**self.casting.standing(scene.kind, k), **row} for k, row in zip(scene.near, scene.rows, strict=True)]

    def marks(self, role: str, n: int) -> list[bool]:
        """Say of those near whether they are the gold party of event `n`."""
        name = (self.examples[n].gold or {})[role]
        found = (self.casting.candidates[k - 1] for k in self.scenes[n].near[1:])
        return [not name, *(bool(name) and any(same_party(name, m) for m in names(c)) for c in found)]

    def first_groups(self, role: str) -> list[Group]:
        """Return what the first weights are fitted on."""
        return [(self.rows(n), self.marks(role, n)) for n in range(len(self.scenes))]

    def shares(self, models: dict[str, Model]) -> Shares:
        """Return the shares that `models` give, by role and event."""
        return {
            role: [self.casting.spread(s, m.shares(self.rows(n))) for n, s in enumerate(self.scenes)]
            for role, m in models.items()
        }

    def second_rows(self, role: str, shares: Shares) -> list[list[Cues]]:
        """Return the cues with the votes."""
        votes = Votes([s.kind for s in self.scenes], shares[role], shares[OPPOSITE[role]])
        return [
            [{**a, **b} for a, b in zip(self.rows(n), votes.cues(n, s.near), strict=True)] for n, s in enumerate(self.scenes)
        ]

    def second_groups(self, role: str, shares: Shares) -> list[Group]:
        """Return what the second weights are fitted on."""
        return [(rows, self.marks(role, n)) for n, rows in enumerate(self.second_rows(role, shares))]


def fit_parties(texts: Sequence[Text]) -> Table:
    """Return the table of parties: for each cue its weight in the first and second choice of each role."""
    first, second = fit_models([Stage(t) for t in texts])
    table: Table = {}
    for turn, models in ((FIRST, first), (SECOND, second)):
        for role, model in models.items():
            for cue, weight in model.by_cue().items():
                table.setdefault(cue, {})[f"{role}-{turn}"] = weight
    return table


def fit_models(stages: Sequence[Stage]) -> tuple[dict[str, Model], dict[str, Model]]:
    """Return the first and the second model of each role."""
    stages = [s for s in stages if s.scenes]
    shares: dict[str, Shares] = {}
    for part in range(PARTS):
        models = _first([s for s in stages if _part(s) != part])
        shares |= {s.id: s.shares(models) for s in stages if _part(s) == part}
    second = {r: Model([g for s in stages for g in s.second_groups(r, shares[s.id])]) for r in ROLES}
    return _first(stages), second


def _first(stages: Sequence[Stage]) -> dict[str, Model]:
    return {role: Model([g for s in stages for g in s.first_groups(role)]) for role in ROLES}


def names(candidate: Candidate) -> set[str]:
    """Return the names by which the text calls a candidate."""
    return {candidate.name, *(m.name for m in candidate.mentions)}


def _part(stage: Stage) -> int:
    return int(hashlib.sha256(f"part {stage.id}".encode()).hexdigest(), 16) % PARTS


def _logit(matrix: Any, right: Any, group: Any, ridge: float) -> Any:
    count = int(group[-1]) + 1

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        top = np.full(count, -1e9)
        np.maximum.at(top, group, scores)
        raised = np.exp(scores - top[group])
        whole = np.bincount(group, raised, count)
        good = np.bincount(group, raised * right, count) + 1e-12
        value = (np.log(whole) - np.log(good)).sum() + ridge / 2 * float(weights @ weights)
        slope = matrix.T @ (raised / whole[group] - raised * right / good[group]) + ridge * weights
        return float(value), slope

    return minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
