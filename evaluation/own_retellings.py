"""Drift on retellings of our own (evaluation/retellings): `python -m evaluation.own_retellings [SET...]`.

`second` was written before the rules of drift were mended, `tuning` is what they were mended by.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

from evaluation.comparison import traced
from evaluation.comparison_data import Item
from pactwatch.model import make_document

FOLDER = Path(__file__).parent / "retellings"
DAYS = {"original": "2025-06-01", "retelling": "2025-06-02"}


def kinds_found(pair: dict[str, Any]) -> set[str]:
    """Return the kinds of drift that are found where a ledger holds nothing but the two texts."""
    items = [Item(side, make_document(pair[side], title="", published=day), pair["name"], pair["name"]) for side, day in DAYS.items()]
    return {drift.kind for drift in traced(items)["retelling"].drifts}


def report(name: str) -> None:
    """Print recall, precision, kinds and faithful ones left alone of a set, then each pair that is wrong."""
    pairs = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["pairs"]
    found = [(pair, kinds_found(pair)) for pair in pairs]
    drifted = [(pair, kinds) for pair, kinds in found if pair["kinds"]]
    told = [(pair, kinds) for pair, kinds in drifted if kinds]
    faithful = [(pair, kinds) for pair, kinds in found if not pair["kinds"]]
    alone = sum(not kinds for _, kinds in faithful)
    right, flagged = sum(bool(kinds & set(pair["kinds"])) for pair, kinds in told), sum(bool(kinds) for _, kinds in found)
    print(f"{name}: recall {len(told)}/{len(drifted)}, precision {len(told)}/{flagged}, kinds {right}/{len(told)}, "
          f"faithful left alone {alone}/{len(faithful)}")  # fmt: skip
    for pair, kinds in found:
        if bool(kinds) != bool(pair["kinds"]):
            print(f"  {'flagged' if kinds else 'missed'}: {pair['name']} {sorted(kinds) or pair['kinds']}")


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ("second", "tuning"):
        report(wanted)
