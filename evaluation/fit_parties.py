"""Conditional logit over the candidates of each event: which of a document's actors is its agent, its recipient."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer

from evaluation.fit_data import Example, Text
from evaluation.names import same_party
from pactwatch.reading.parties import Candidate
from pactwatch.reading.party_choice import AGENT, RECIPIENT
from pactwatch.reading.roles import agent_of, recipient_of

RIDGE = 4.0
SEEN_LEAST = 5
ROUNDS = 4
FIELDS = {AGENT: "agent", RECIPIENT: "recipient"}
Parties = dict[str, Candidate | None]
Chosen = dict[tuple[str, int], Parties]


class Model:
    """Scores of candidates by their cues."""

    def __init__(self, vectoriser: DictVectorizer, weights: Any) -> None:
        """Keep what was fitted."""
        self.vectoriser, self.weights = vectoriser, weights

    def best(self, rows: Sequence[dict[str, float]]) -> int:
        """Return the place of the best row."""
        return int(np.argmax(self.vectoriser.transform(rows) @ self.weights))

    def table(self) -> dict[str, dict[str, float]]:
        """Return the weights by cue."""
        names = self.vectoriser.get_feature_names_out()
        return {name: {"score": float(w)} for name, w in zip(names, self.weights, strict=True)} | {"*": {"score": 0.0}}


def fit_parties(texts: Sequence[Text]) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    """Return the tables of agents and of recipients."""
    chosen: Chosen = {}
    for turn in range(ROUNDS):
        part = [t for t in texts if _part(t) == turn]
        rest = [t for t in texts if _part(t) != turn]
        models = {role: fit_role(rest, role, {}) for role in FIELDS}
        for text in part:
            chosen |= predict(text, models)
    return fit_role(texts, AGENT, chosen).table(), fit_role(texts, RECIPIENT, chosen).table()


def fit_role(texts: Sequence[Text], role: str, chosen: Chosen) -> Model:
    """Fit one role. `chosen` are predictions that stand for the parties of the events before; gold where it has none."""
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    group: list[int] = []
    for text in texts:
        for n, example in enumerate(claims_of(text)):
            marks = marked(text, example, role)
            if any(marks):
                group += [group[-1] + 1 if group else 0] * len(marks)
                rows += rows_of(text, example, role, chosen.get((text.id, n)))
                right += marks
            remember(text, example, chosen.get((text.id, n)))
        forget(text)
    from evaluation.fit import vectorise

    vectoriser, matrix = vectorise(rows, SEEN_LEAST)
    return Model(vectoriser, _logit(matrix.tocsr(), np.array(right, float), np.array(group)))


def predict(text: Text, models: dict[str, Model]) -> Chosen:
    """Return what the models choose for the claims of a text, each with the choices before it."""
    out: Chosen = {}
    for n, example in enumerate(claims_of(text)):
        found: Parties = {}
        for role, model in models.items():
            best = model.best(rows_of(text, example, role, found))
            found[role] = text.casting.candidates[best - 1] if best else None
        out[text.id, n] = found
        text.casting.remember(example.event.type, found[AGENT], found[RECIPIENT])
    forget(text)
    return out


def claims_of(text: Text) -> list[Example]:
    """Return the units that are claims."""
    return [e for e in text.examples if e.gold is not None]


def rows_of(text: Text, example: Example, role: str, found: Parties | None) -> list[dict[str, float]]:
    """Return the cues of nobody and of each candidate; for a recipient, `found` (else the gold) names the agent."""
    casting, event = text.casting, example.event
    setting, slots = casting.setting(event, example.sources)
    propose = agent_of if role == AGENT else recipient_of
    if role == RECIPIENT:
        agent = found[AGENT] if found is not None else gold_of(text, example, AGENT)
        setting.agent = agent.key if agent else None
    return casting.rows(setting, slots, casting.proposed(propose(setting.clause, event.type, casting.actors)))


def marked(text: Text, example: Example, role: str) -> list[bool]:
    """Say of nobody and of each candidate whether it is the gold party."""
    name = (example.gold or {})[FIELDS[role]]
    return [not name, *(bool(name) and any(same_party(name, n) for n in names(c)) for c in text.casting.candidates)]


def names(candidate: Candidate) -> set[str]:
    """Return the names by which the text calls a candidate."""
    return {candidate.name, *(m.name for m in candidate.mentions)}


def gold_of(text: Text, example: Example, role: str) -> Candidate | None:
    """Return the first candidate that is the gold party."""
    marks = marked(text, example, role)[1:]
    return next((c for c, mark in zip(text.casting.candidates, marks, strict=True) if mark), None)


def remember(text: Text, example: Example, found: Parties | None) -> None:
    """Keep an event's parties, the predicted ones if there are any, for those after it."""
    parties = found if found is not None else {role: gold_of(text, example, role) for role in FIELDS}
    text.casting.remember(example.event.type, parties[AGENT], parties[RECIPIENT])


def forget(text: Text) -> None:
    """Let the next pass over the text start anew."""
    text.casting.forget()


def _part(text: Text) -> int:
    return int(hashlib.sha256(f"part {text.id}".encode()).hexdigest(), 16) % ROUNDS


def _logit(matrix: Any, right: Any, group: Any) -> Any:
    count = int(group[-1]) + 1

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        top = np.full(count, -1e9)
        np.maximum.at(top, group, scores)
        raised = np.exp(scores - top[group])
        whole = np.bincount(group, raised, count)
        good = np.bincount(group, raised * right, count) + 1e-12
        value = (np.log(whole) - np.log(good)).sum() + RIDGE / 2 * float(weights @ weights)
        slope = matrix.T @ (raised / whole[group] - raised * right / good[group]) + RIDGE * weights
        return float(value), slope

    return minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
