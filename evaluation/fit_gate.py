"""Fit the gate anew: weights of stems and signs, the least score of a text, the curve of probability (src/pactwatch/data/gate).

usage: python -m evaluation.fit_gate

1. five folds of texts; each fold is scored by a model that did not see it;
2. the least score of short texts (one window) and of long ones (five or more) is the highest at which every source of texts with
   claims keeps RECALL of them, and of claims that stand alone in an article (a stated window by itself) BURIED of them;
3. the curve is Platt's (1999), fitted to the scores of the held-out folds, both kinds of texts weighing the same;
4. the weights that ship are those of all texts.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from evaluation.gate_data import FITTED, Text, load
from pactwatch.reading.gate_words import marks

OUT = Path(__file__).parents[1] / "src" / "pactwatch" / "data" / "gate"
FOLDS, STRENGTH, SEEN, UNSTATED = 5, 0.3, 3, 0.1
"""Folds; inverse strength of the penalty; windows that a mark must occur in; weight of a window without a claim in a text with one."""
SHORT, LONG = 1, 5
RECALL, BURIED = 0.998, 0.80
VERSION = "1"
HEAD = '# Weights of the gate (reading/gate.py), by evaluation/fit_gate.py: log odds by stem; @name is a class; "" the bias.\nmark\tweight\n'

Model = dict[str, float]
Marked = dict[str, list[set[str]]]


def key(text: Text) -> str:
    """Return what a text is found by."""
    return f"{text.source}/{text.name}"


def fit(texts: list[Text], marked: Marked) -> Model:
    """Return the weights fitted on `texts`, the bias by the empty mark."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [(found, stated, 1.0 if stated or not text.relevant else UNSTATED)
            for text in texts for found, stated in zip(marked[key(text)], text.stated, strict=True)]  # fmt: skip
    seen = Counter(mark for found, _, _ in rows for mark in found)
    places = {mark: n for n, mark in enumerate(sorted(mark for mark, count in seen.items() if count >= SEEN))}
    columns, starts = [], [0]
    for found, _, _ in rows:
        columns += sorted(places[mark] for mark in found if mark in places)
        starts.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(places)))
    fitted: Any = LogisticRegression(C=STRENGTH, max_iter=1000)
    fitted.fit(matrix, [stated for _, stated, _ in rows], sample_weight=[weight for _, _, weight in rows])
    weights = {mark: round(float(fitted.coef_[0][n]), 3) for mark, n in places.items()}
    return {"": round(float(fitted.intercept_[0]), 3), **{mark: value for mark, value in weights.items() if abs(value) >= 0.02}}


def score(model: Model, found: set[str]) -> float:
    """Return the log odds of one window."""
    return model[""] + sum(model.get(mark, 0.0) for mark in found)


def held_out(texts: list[Text], marked: Marked) -> dict[str, list[float]]:
    """Return the scores of the windows of each text, by a model that was not fitted on it."""
    scores: dict[str, list[float]] = {}
    fitted = [text for text in texts if text.source in FITTED]
    for fold in range(FOLDS):
        model = fit([text for n, text in enumerate(fitted) if n % FOLDS != fold], marked)
        for n, text in enumerate(fitted):
            if n % FOLDS == fold:
                scores[key(text)] = [score(model, found) for found in marked[key(text)]]
    whole = fit(fitted, marked)
    for text in texts:
        if text.source not in FITTED:
            scores[key(text)] = [score(whole, found) for found in marked[key(text)]]
    return scores


def least_of(values: list[float], share: float) -> float:
    """Return the highest score that `share` of `values` reach, rounded down."""
    ordered = sorted(values)
    return int((ordered[int(len(ordered) * (1 - share))]) * 20 // 1) / 20


def thresholds(texts: list[Text], scores: dict[str, list[float]]) -> tuple[float, float]:
    """Return the least score of short and of long texts."""
    relevant = [text for text in texts if text.relevant and text.source != "later" and scores[key(text)]]
    short = [max(scores[key(text)]) for text in relevant if len(text.windows) < LONG]
    long = [max(scores[key(text)]) for text in relevant if len(text.windows) >= LONG]
    alone = [value for text in relevant if len(text.windows) >= LONG for value, stated in zip(scores[key(text)], text.stated, strict=True) if stated]
    return least_of(short, RECALL), min(least_of(long, RECALL), least_of(alone, BURIED))


def curve(texts: list[Text], scores: dict[str, list[float]], low: float, high: float) -> tuple[float, float]:
    """Return slope and bias of the probability over how far the best window is above what it must be."""
    from sklearn.linear_model import LogisticRegression

    judged = [text for text in texts if text.source in FITTED and scores[key(text)]]
    over = [[max(scores[key(text)]) - _least(len(text.windows), low, high)] for text in judged]
    fitted: Any = LogisticRegression(C=1e6, class_weight="balanced").fit(over, [text.relevant for text in judged])
    return round(float(fitted.coef_[0][0]), 3), round(float(fitted.intercept_[0]), 3)


def _least(count: int, low: float, high: float) -> float:
    return low + min(max(count - SHORT, 0) / (LONG - SHORT), 1.0) * (high - low)


def main() -> int:
    """Fit, write the data files, print what the choice rests on."""
    texts = load()
    marked = {key(text): [marks(window) for window in text.windows] for text in texts}
    scores = held_out(texts, marked)
    low, high = thresholds(texts, scores)
    slope, bias = curve(texts, scores, low, high)
    model = fit([text for text in texts if text.source in FITTED], marked)
    OUT.mkdir(exist_ok=True)
    lines = (f'{mark if mark else chr(34) * 2}\t{value}\n' for mark, value in sorted(model.items()))
    (OUT / "weights.tsv").write_text(HEAD + "".join(lines), encoding="utf-8")
    (OUT / "gate.toml").write_text(
        f'# By evaluation/fit_gate.py. least: what the best window must score in texts of `short` windows and of `long` ones or more.\n'
        f'version = "{VERSION}"\n\n[least]\nshort = {SHORT}\nlong = {LONG}\nof_short = {low}\nof_long = {high}\n\n'
        f"[curve]\nslope = {slope}\nbias = {bias}\n", encoding="utf-8")  # fmt: skip
    for source in sorted({text.source for text in texts}):
        for relevant in (True, False):
            judged = [text for text in texts if text.source == source and text.relevant == relevant and scores[key(text)]]
            passed = sum(max(scores[key(text)]) >= _least(len(text.windows), low, high) for text in judged)
            if judged:
                print(f"{source:14} {'with a claim' if relevant else 'ordinary':13} {passed}/{len(judged)} pass")
    print(f"{len(model)} weights; least {low} (one window) to {high} ({LONG} or more); curve {slope} {bias}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
