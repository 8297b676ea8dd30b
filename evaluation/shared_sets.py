"""Measures on data that lies beside the project and never enters it; each is unmeasured where its data is absent.

- development claims: ../shared/data/claims-dev, by the scorer that lies there;
- PolNeAR attributions: evaluation/polnear.py, by the scorer that lies beside the data.
"""

from __future__ import annotations

import importlib
import math
from functools import lru_cache
from typing import Any

from evaluation.error_classes import ErrorClasses, collect
from evaluation.measures import Measure, claim_measures, quote_measures, unmeasured
from evaluation.scoring import Tally
from pactwatch.read import HYBRID, RULES

DEV_FIELDS = {
    "agent": "agent", "recipient": "recipient", "modality": "modality", "time": "time", "place": "place",
    "attribution": "attribution", "attribution_outermost": "outermost source",
    "attribution_innermost": "innermost source", "quantity_all": "quantity", "quantity_unit": "unit",
}


def to_tallies(result: dict[str, Any]) -> tuple[Tally, Tally]:
    """Return the claims' and the quotes' counts of one text from what the development scorer says."""
    claims = Tally(result["claims"]["tp"], result["claims"]["gold"], result["claims"]["pred"])
    for theirs, ours in DEV_FIELDS.items():
        judged = result["matched_with_quantity"] if theirs.startswith("quantity") else result["matched"]
        accuracy = result["accuracy_among_matched"].get(theirs)
        if accuracy is not None and judged:
            claims.judged[ours] += judged
            claims.fields[ours] += math.floor(accuracy * judged + 0.5)
    quotes = Tally(result["quotes"]["tp"], result["quotes"]["gold"], result["quotes"]["pred"])
    if quotes.found:
        quotes.judged["speaker"] += quotes.found
        quotes.fields["speaker"] += math.floor(result["quotes"]["speaker_accuracy"] * quotes.found + 0.5)
    return claims, quotes


@lru_cache(maxsize=2)
def read_dev(engine: str = HYBRID) -> dict[str, Any]:
    """Read every development text once."""
    from evaluation import claims_dev

    return claims_dev.read_all(claims_dev.load(claims_dev.DEV / "texts", "all"), engine)


def dev_errors() -> ErrorClasses | None:
    """Return the error classes of the tuning part, never of the held one; None where the data is absent."""
    from evaluation import claims_dev

    if not claims_dev.DEV.is_dir():
        return None
    texts, gold = claims_dev.load(claims_dev.DEV / "texts", "tune"), claims_dev.load(claims_dev.DEV / "gold", "tune")
    return collect((k, row["text"], gold[k]["claims"], read_dev()[k]["claims"]) for k, row in texts.items())


def run_claims_dev() -> list[Measure]:
    """Return the measures on the development claims by the default engine: the tuning part, the held part, all."""
    rows = score_dev(HYBRID)
    return [m for split in ("tune", "held", "all") for m in measures_of(f"dev.{split}", rows, split)]


def run_rules() -> list[Measure]:
    """Return the measures on the held development claims by rules alone."""
    return measures_of("rules.dev.held", score_dev(RULES), "held")


def score_dev(engine: str) -> dict[str, tuple[Tally, Tally]] | None:
    """Return the counts of each development text; None where the data is absent."""
    from evaluation import claims_dev

    if not claims_dev.DEV.is_dir():
        return None
    scorer = claims_dev.load_scorer()
    texts, golds = claims_dev.load(claims_dev.DEV / "texts", "all"), claims_dev.load(claims_dev.DEV / "gold", "all")
    found = read_dev(engine)
    return {k: to_tallies(scorer.score({k: golds[k]}, {k: found[k]}, {k: texts[k]["text"]})) for k in texts}


def measures_of(name: str, rows: dict[str, tuple[Tally, Tally]] | None, split: str) -> list[Measure]:
    """Return the measures of one part; `all` repeats the others, so it has no floors."""
    from evaluation import claims_dev

    chosen = [row for k, row in (rows or {}).items() if split == "all" or claims_dev.is_held(k) == (split == "held")]
    found = claim_measures(name, [c for c, _ in chosen], gated=split != "all")
    found += quote_measures(name, [q for _, q in chosen], gated=split != "all")
    return found if rows is not None else [unmeasured(m.name, "../shared is absent", gated=m.gated) for m in found]


def run_polnear() -> list[Measure]:
    """Return F1 at ov50 of content, source and linked attributions on PolNeAR dev."""
    names = ("content", "source", "linked")
    try:
        result = importlib.import_module("evaluation.polnear").run()
    except FileNotFoundError:
        return [unmeasured(f"polnear.{name}_ov50", "../shared is absent") for name in names]
    except ModuleNotFoundError as error:
        if error.name != "evaluation.polnear":
            raise
        return [unmeasured(f"polnear.{name}_ov50", "evaluation/polnear.py is absent") for name in names]
    found = {name: dig(result, name) for name in names}
    return [
        unmeasured(f"polnear.{name}_ov50", "the scorer gave no such figure")
        if value is None
        else Measure(f"polnear.{name}_ov50", value, basis="PolNeAR dev")
        for name, value in found.items()
    ]


def dig(result: Any, name: str) -> float | None:
    """Return the ov50 F1 of the role `name` as a share (the scorer gives percent); None if it is not there."""
    value = result.get(name) if isinstance(result, dict) else None
    while isinstance(value, dict):
        value = value.get("ov50", value.get("F1"))
    return value / 100 if isinstance(value, int | float) else None
