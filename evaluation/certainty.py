"""Certainty items: one target event each. The worst error is to read as done what did not happen.

kept_open     share of the items whose event did not happen, and on whose words any claim was read, in which none of
              these claims is read as happened or ongoing;
not_asserted  the same over all such items, where a miss counts as safe (so it is not gated);
found         share of all items with a claim of the target's type on the target's words;
modality      share right among the found.

`certainty.held` are the third of the items (by the hash of their id) that the encoder was not trained on.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from evaluation.measures import Measure, share, unmeasured
from evaluation.scoring import MINIMUM_OVERLAP, overlap, spans_of
from pactwatch.model import Reading, make_document
from pactwatch.read import read

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "certainty-dev" / "items.jsonl"
DONE = frozenset({"happened", "ongoing"})


def judge(item: dict[str, Any], reading: Reading) -> dict[str, bool]:
    """Return for one item: found, right modality, and whether the event is wrongly read as done."""
    target = spans_of(item["target"], item["text"])
    there = [claim for claim in reading.claims if overlap(target, list(claim.evidence)) >= MINIMUM_OVERLAP]
    same = [claim for claim in there if claim.type == item["target"]["type"]]
    return {
        "not_happened": item["not_happened"],
        "touched": bool(there),
        "asserted": any(claim.modality in DONE for claim in there),
        "found": bool(same),
        "right": bool(same) and same[0].modality in {item["modality"], *item["modality_alt"]},
    }


NAMES = ("kept_open", "found", "modality", "not_asserted")


def run(path: Path = DATA) -> list[Measure]:
    """Return the measures; unmeasured where the data is absent."""
    if not path.is_file():
        return [unmeasured(f"{part}.{name}", "../shared is absent") for part in ("certainty", "certainty.held") for name in NAMES]
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    from evaluation.crossfit import FOLDS, fold_of, unseen

    rows: list[tuple[bool, dict[str, bool]]] = []
    for fold in range(FOLDS):
        with unseen(fold):
            part = [item for item in items if fold_of(item["id"], False) == fold]
            rows += [(is_held(i["id"]), judge(i, read(make_document(i["text"], published=i["published"])))) for i in part]
    return measures_of("certainty", [row for _, row in rows]) + measures_of("certainty.held", [row for held, row in rows if held])


def measures_of(part: str, rows: list[dict[str, bool]]) -> list[Measure]:
    """Return the measures of some items."""
    unreal = [row for row in rows if row["not_happened"]]
    touched = [row for row in unreal if row["touched"]]
    found = [row for row in rows if row["found"]]
    return [
        share(f"{part}.kept_open", sum(not row["asserted"] for row in touched), len(touched), "items not happened"),
        share(f"{part}.found", len(found), len(rows), "items"),
        share(f"{part}.modality", sum(row["right"] for row in found), len(found), "items found"),
        share(f"{part}.not_asserted", sum(not row["asserted"] for row in unreal), len(unreal), "items not happened", gated=False),
    ]


def is_held(name: str) -> bool:
    """Say whether an item is kept unseen: a third, by the hash of its id."""
    return hashlib.md5(name.encode(), usedforsecurity=False).digest()[0] % 3 == 0
