"""Score attributions on PolNeAR dev (../shared/data/attribution), which never enters the project.

usage: python evaluation/polnear.py [--limit N]

Left out of the comparison, because PolNeAR does not annotate them: the medium that a speaker talks to, and the quoted
parts of a content that is in as a whole.
"""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path
from typing import Any

from pactwatch.reading.actors import find_actors
from pactwatch.reading.attribution import find_attributions
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.parse import parse

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "attribution"
DEV = FOLDER / "polnear_dev.jsonl"
NOT_ANNOTATED = frozenset({"attr.quote.part", "attr.relay.addressee", "attr.relay.continued"})


def load_scorer(path: Path = FOLDER / "scorer.py") -> Any:
    """Return the scorer that lies beside the data, as a module; FileNotFoundError if it is not there."""
    if not path.exists():
        raise FileNotFoundError(path)
    spec = importlib.util.spec_from_file_location("polnear_scorer", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(text: str) -> dict[str, Any]:
    """Return the attributions of `text` in the scorer's form."""
    parsed = parse(text, split_blocks(text))
    rows = [
        {
            "source": [list(s.span) for s in a.speakers if s.span],
            "cue": [list(a.cue)] if a.cue else [],
            "content": [list(span) for span in a.content],
        }
        for a in find_attributions(parsed, find_actors(parsed))
        if a.rule not in NOT_ANNOTATED
    ]
    return {"attributions": rows}


def run(limit: int | None = None) -> dict[str, Any]:
    """Return the scorer's result over the first `limit` documents (all without one); FileNotFoundError without data."""
    scorer = load_scorer()
    gold = dict(list(scorer.load(DEV).items())[:limit])
    found: dict[str, Any] = scorer.score(gold, {name: predict(row["text"]) for name, row in gold.items()})
    return found


def main() -> None:
    """Print F1, precision and recall at ov50."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--limit", type=int)
    result = run(args.parse_args().limit)
    for name in ("content", "source", "linked"):
        row = result[name].get("ov50", result[name])
        print(f"{name:8s} ov50  P {row['P']:5.1f}  R {row['R']:5.1f}  F1 {row['F1']:5.1f}")
    print("content recall by type", result["content_recall_by_type"])


if __name__ == "__main__":
    main()
