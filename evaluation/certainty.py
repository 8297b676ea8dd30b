"""Certainty items: one target event each. The worst error is to read as done what did not happen.

kept_open     share of the items whose event did not happen, and on whose words any claim was read, in which none of
              these claims is read as happened or ongoing;
not_asserted  the same over all such items, where a miss counts as safe (so it is not gated);
found         share of all items with a claim of the target's type on the target's words;
modality      share right among the found.
"""

from __future__ import annotations

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


def run(path: Path = DATA) -> list[Measure]:
    """Return the measures; unmeasured where the data is absent."""
    names = ("certainty.kept_open", "certainty.found", "certainty.modality", "certainty.not_asserted")
    if not path.is_file():
        return [unmeasured(name, "../shared is absent") for name in names]
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    from evaluation.crossfit import FOLDS, fold_of, unseen

    rows = []
    for fold in range(FOLDS):
        with unseen(fold):
            part = [item for item in items if fold_of(item["id"], False) == fold]
            rows += [judge(item, read(make_document(item["text"], published=item["published"]))) for item in part]
    unreal = [row for row in rows if row["not_happened"]]
    touched = [row for row in unreal if row["touched"]]
    found = [row for row in rows if row["found"]]
    return [
        share(names[0], sum(not row["asserted"] for row in touched), len(touched), "items not happened"),
        share(names[1], len(found), len(rows), "items"),
        share(names[2], sum(row["right"] for row in found), len(found), "items found"),
        share(names[3], sum(not row["asserted"] for row in unreal), len(unreal), "items not happened", gated=False),
    ]
