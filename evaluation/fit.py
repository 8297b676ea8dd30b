"""Fit the weights of events and parties on annotated texts: `make fit`, or `python -m evaluation.fit`.

The texts are the project's own (evaluation/set, evaluation/training) and, where it lies beside the project, claims-dev,
whose texts stay there. The tables in src/pactwatch/data/events are fitted on all of them and ship; `make eval` reads each
text with weights fitted without it (evaluation/crossfit.py).

Events: multinomial logistic regression over cues (scikit-learn). Parties: conditional logit over the candidates of each
event (McFadden 1974), fitted by L-BFGS, after a first round whose predictions stand for the parties of the events before.
Sources: likewise, over those who speak nearby.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from evaluation.fit_data import Example, Text, load_texts
from evaluation.fit_parties import fit_parties
from evaluation.fit_sources import fit_sources
from pactwatch.reading.weights import INTERCEPT, table_text

SHIPPED = Path(__file__).parents[1] / "src" / "pactwatch" / "data" / "events"
SEEN_LEAST = 3
"""Cues seen in fewer units are left out."""
NEGLIGIBLE = 0.02
TYPE_C, CHANCE_C = 0.2, 0.04
"""Inverse regularisation; chosen by five-fold cross-validation over texts."""
Table = dict[str, dict[str, float]]


def vectorise(rows: Sequence[dict[str, float]], least: int = SEEN_LEAST) -> tuple[DictVectorizer, Any]:
    """Return a vectoriser over the cues seen at least `least` times, and the matrix."""
    counts = Counter(cue for row in rows for cue in row)
    vectoriser = DictVectorizer()
    return vectoriser, vectoriser.fit_transform([{c: v for c, v in row.items() if counts[c] >= least} for row in rows])


def fit_events(examples: Sequence[Example]) -> tuple[Table, Table]:
    """Return the tables of chances and of types."""
    vectoriser, matrix = vectorise([e.cues for e in examples])
    labels = np.array([e.kind or "" for e in examples])
    some = labels != ""
    names = list(vectoriser.get_feature_names_out())
    chance = LogisticRegression(C=CHANCE_C, max_iter=2000).fit(matrix, some)
    chances: Table = {INTERCEPT: {"none": 0.0, "some": float(chance.intercept_[0])}}
    chances |= {cue: {"some": float(w)} for cue, w in zip(names, chance.coef_[0], strict=True)}
    kinds = LogisticRegression(C=TYPE_C, max_iter=2000).fit(matrix[some], labels[some])
    types: Table = {INTERCEPT: dict(zip(kinds.classes_, map(float, kinds.intercept_), strict=True))}
    for n, cue in enumerate(names):
        types[cue] = dict(zip(kinds.classes_, map(float, kinds.coef_[:, n]), strict=True))
    return chances, types


def write(folder: Path, name: str, table: Table, note: str, by: str = "fit.py") -> None:
    """Write a table in the order of its cues, without what is negligible."""
    classes = sorted({name for row in table.values() for name in row})
    text = table_text(f"{note} Written by evaluation/{by}; do not edit.", table, classes, NEGLIGIBLE)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.tsv").write_text(text, encoding="utf-8")


def fit(texts: Sequence[Text], folder: Path) -> None:
    """Fit all tables on `texts` and write them into `folder`."""
    chances, types = fit_events([e for t in texts for e in t.examples])
    write(folder, "chances", chances, "Cues of whether a unit is a claim.")
    write(folder, "types", types, "Cues of a claim's type.")
    write(folder, "parties", fit_parties(texts), "Cues of who acts and on or for whom.")
    write(folder, "sources", fit_sources(texts), "Cues of who tells.")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="evaluation.fit", description=__doc__.split("\n")[0])
    parser.parse_args()
    start = time.monotonic()
    texts = load_texts()
    claims = sum(e.kind is not None for t in texts for e in t.examples)
    print(f"{len(texts)} texts, {claims} claims aligned", file=sys.stderr)
    fit(texts, SHIPPED)
    print(f"fitted in {time.monotonic() - start:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
