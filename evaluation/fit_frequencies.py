"""Count in how many texts each stem occurs: src/pactwatch/data/origins/frequencies.tsv.

usage: python -m evaluation.fit_frequencies

The texts are the project's own evaluation set and training texts and, where they are there, the development claims
beside the project. Only counts enter the project, no run of words. The comparison sets are left out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from evaluation import own_set, training_set
from pactwatch.origins.words import content

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared" / "data"
TABLE = HERE.parent / "src" / "pactwatch" / "data" / "origins" / "frequencies.tsv"
LEAST = 3
"""Texts that a stem must occur in to be listed; whatever occurs in fewer counts as new."""


def texts() -> Iterator[str]:
    """Yield the texts that are counted."""
    for row in own_set.load_texts("all").values():
        yield row["text"]
    for row, _ in training_set.load_training():
        yield row["text"]
    for path in sorted((SHARED / "claims-dev" / "texts").glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))["text"]


def main() -> None:
    """Write the table."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts():
        counts.update(set(content(text)))
        total += 1
    rows = sorted((word, n) for word, n in counts.items() if n >= LEAST)
    lines = ["# In how many of * news texts each stem occurs (evaluation/fit_frequencies.py). Ours, Apache-2.0.", "stem\ttexts", f"*\t{total}"]
    TABLE.write_text("\n".join([*lines, *(f"{word}\t{n}" for word, n in rows)]) + "\n", encoding="utf-8")
    sys.stderr.write(f"{len(rows)} stems of {total} texts\n")


if __name__ == "__main__":
    main()
