"""Fit the weights by which two documents are put into one story: src/pactwatch/data/origins/weights.toml.

usage: python -m evaluation.fit_stories

Logistic regression over pairs of texts within each comparison set, the held third left out. Texts of those sets come from
all over the years, so that nearness of publication would tell too much: each pair of different stories is shown once more
as if published within days (`SHIFTED` is its weight), unless it is a pair of twins, which only their dates tell apart.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from evaluation.comparison_data import Item, claim_items, facts, is_held, retelling_items, story_items
from pactwatch.origins.similarity import Prepared, features

TABLE = Path(__file__).resolve().parent.parent / "src" / "pactwatch" / "data" / "origins" / "weights.toml"
SHIFTED = 0.01
SEED = 7


def pairs(items: list[Item]) -> Iterator[tuple[Item, Item]]:
    """Yield the pairs of texts of one set that are both tuned on."""
    yield from combinations([item for item in items if not is_held(item.group)], 2)


def rows(sets: list[list[Item]]) -> tuple[list[str], list[list[float]], list[bool], list[float]]:
    """Return the names of the features, then one row, label and weight a pair."""
    source = np.random.default_rng(SEED)
    values: list[list[float]] = []
    labels: list[bool] = []
    weights: list[float] = []
    names: list[str] = []
    for items in sets:
        for a, b in pairs(items):
            found = features(Prepared(facts(a.document)), Prepared(facts(b.document)))
            names = list(found)
            same = a.story == b.story
            values.append(list(found.values()))
            labels.append(same)
            weights.append(1.0)
            if not same and a.group != b.group:
                values.append(list(shifted(found, source).values()))
                labels.append(False)
                weights.append(SHIFTED)
    return names, values, labels, weights


def shifted(found: dict[str, float], source: np.random.Generator) -> dict[str, float]:
    """Return the features of a pair as if its texts had been published within three days."""
    day = float(source.random())
    return found | {
        "gap": float(np.log1p(source.integers(0, 4))), "far": 0.0, "same_day": float(day < 0.25), "other_day": float(0.25 <= day < 0.65),
    }  # fmt: skip


def main() -> None:
    """Fit and write."""
    names, values, labels, weights = rows([story_items(), retelling_items(), claim_items()])
    model = LogisticRegression(C=1.0, max_iter=5000).fit(np.array(values), np.array(labels), sample_weight=np.array(weights))
    table = dict(zip(names, model.coef_[0], strict=True)) | {"bias": model.intercept_[0]}
    lines = ["# Weights of evaluation/fit_stories.py: log odds that two documents are about one event. Ours, Apache-2.0.", "", "[stories]"]
    TABLE.write_text("\n".join([*lines, *(f"{name} = {value:.4f}" for name, value in table.items())]) + "\n", encoding="utf-8")
    sys.stderr.write(f"fitted on {len(labels)} pairs, {sum(labels)} of one story\n")


if __name__ == "__main__":
    main()
