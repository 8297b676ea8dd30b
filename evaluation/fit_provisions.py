"""Fit the chances that a text bears on each provision: `python -m evaluation.fit_provisions` (instruments/likelihood.py uses them).

Texts are those of evaluation/assessments, but for HELD, which say how well it does on texts that nothing was fitted on. A provision
that a text is expected to raise counts, and one that it may raise where its conditions raise it. Those with fewer than FEWEST texts get
no chance: their conditions decide alone.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sklearn.linear_model import LogisticRegression

from evaluation.assessment import OWN, own_texts, reading_of
from evaluation.fit import vectorise, write
from pactwatch.instruments.assess import raised, too_early
from pactwatch.instruments.likelihood import asked, column_of, cues_of
from pactwatch.instruments.register import Register, register
from pactwatch.instruments.scene import Scene
from pactwatch.reading.weights import INTERCEPT

OUT = Path(__file__).parents[1] / "src" / "pactwatch" / "data" / "instruments" / "chances.tsv"
HELD = {"fresh7": (0, 1), "fresh8": (1,), "fresh9": (1,), "fresh10": (1,), "fresh11": (0, 1)}
"""Lots that are kept aside, by the remainders of their numbers by two."""
FEWEST, SEEN, STRENGTH = 4, 3, 1.0
"""Texts of a provision and of a cue at least; the inverse of the regularisation."""


def is_held(lot: str, name: str) -> bool:
    """Say whether a text is kept aside."""
    return int(name[1:]) % 2 in HELD.get(lot, ())


def texts() -> Iterator[dict[str, Any]]:
    """Yield the annotated texts that are learnt from."""
    for path in sorted(OWN.parent.glob("*.toml")):
        yield from (row for row in own_texts(path) if not is_held(path.stem, row["id"]))


def example(row: dict[str, Any], known: Register) -> tuple[set[str], set[str]]:
    """Return the cues of a text, and the provisions that it bears on."""
    reading = reading_of(row["text"], row["title"], row["published"])
    scene = Scene(reading, known.lexicon, known.facts)
    facts = scene.possible(asked())
    cues = {cue for sentence in scene.sentences for cue in cues_of(scene, sentence, facts)}
    maybe = [one for one in known.raisable if one.id in row.get("allow", ()) and not too_early(one, row["published"])]
    return cues, {*row.get("expect", ()), *(one.id for one in maybe if raised(one, scene, scene.sentences))}


def main() -> int:
    """Write the table."""
    known = register()
    examples = [example(row, known) for row in texts()]
    vectors, matrix = vectorise([dict.fromkeys(cues, 1.0) for cues, _ in examples], SEEN)
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for provision in known.raisable:
        bears = [provision.id in right for _, right in examples]
        if sum(bears) < FEWEST:
            continue
        model = LogisticRegression(C=STRENGTH, max_iter=400).fit(matrix, bears)
        table[INTERCEPT][column_of(provision.id)] = float(model.intercept_[0])
        for cue, weight in zip(vectors.feature_names_, model.coef_[0], strict=True):
            table[cue][column_of(provision.id)] = float(weight)
    write(OUT.parent, OUT.stem, table, "Cues of the provisions that a text bears on.", Path(__file__).name)
    print(f"{len(examples)} texts, {len(table[INTERCEPT])} provisions, {len(table)} cues", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
