"""Fit how likely a change that is noticed is one: `python -m evaluation.fit_drifts` (origins/drift_doubts.py uses it).

Every change that is noticed between the two texts of an annotated pair (evaluation/retellings) counts as one where the pair is marked with
its kind, and as none where the retelling is faithful; in a pair that is marked with other kinds it is left aside. The pairs of HELD are kept
aside: they alone say what unseen retellings come to (`python -m evaluation.own_retellings fifteenth.odd sixteenth.odd fourteenth.odd eleventh`).
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sklearn.linear_model import LogisticRegression

from evaluation.comparison_data import facts
from evaluation.fit import vectorise, write
from evaluation.own_retellings import DAYS, FOLDER
from pactwatch.model import make_document
from pactwatch.origins.drift import noticed
from pactwatch.origins.drift_doubts import UNDOUBTED, cues_of
from pactwatch.reading.weights import INTERCEPT

OUT = Path(__file__).parents[1] / "src" / "pactwatch" / "data" / "origins" / "drift_chances.tsv"
HELD = {"eleventh": (0, 1), "fourteenth": (1,), "fifteenth": (1,), "sixteenth": (1,)}
"""Sets that are kept aside, by the remainders of their pairs' numbers, from one, by two."""
SEEN, STRENGTH = 3, 0.3
"""Changes that a cue is seen at, at least; the inverse of the regularisation."""
Example = tuple[dict[str, float], bool]


def pairs() -> Iterator[dict[str, Any]]:
    """Yield the annotated pairs that are learnt from."""
    for path in sorted(FOLDER.glob("*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["pairs"]
        yield from (row for number, row in enumerate(rows, 1) if number % 2 not in HELD.get(path.stem, ()))


def examples(pair: dict[str, Any]) -> Iterator[Example]:
    """Yield the cues of each change that is noticed in a pair, and whether it is one."""
    original, retelling = (make_document(pair[side], title="", published=day) for side, day in DAYS.items())
    there, here = facts(original), facts(retelling)
    for by, change in noticed(there, here, {original.id: original.text, retelling.id: retelling.text}):
        if by not in UNDOUBTED and (change.kind in pair["kinds"] or not pair["kinds"]):
            yield dict.fromkeys(cues_of(change, by, there, here), 1.0), bool(pair["kinds"])


def main() -> int:
    """Write the table."""
    found: list[Example] = []
    for number, pair in enumerate(pairs(), 1):
        found += examples(pair)
        if number % 200 == 0:
            print(f"{number} pairs", file=sys.stderr, flush=True)
    vectors, matrix = vectorise([cues for cues, _ in found], SEEN)
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(matrix, [right for _, right in found])
    table = {INTERCEPT: {"drift": float(model.intercept_[0])}}
    table |= {cue: {"drift": float(weight)} for cue, weight in zip(vectors.feature_names_, model.coef_[0], strict=True)}
    write(OUT.parent, OUT.stem, table, "Cues of whether a change is one.", Path(__file__).name)
    print(f"{len(found)} changes, {len(table)} cues", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
