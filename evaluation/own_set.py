"""Our own evaluation set (evaluation/set): loading, reading, scoring. A third is held out, by a key in each text."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from evaluation.measures import Measure, claim_measures, quote_measures
from evaluation.scoring import Flat, score_claims, score_quotes
from pactwatch.model import Claim, Document, Reading, make_document
from pactwatch.read import HYBRID, RULES, read

ROOT = Path(__file__).parent / "set"


def load_texts(split: str = "all", root: Path = ROOT) -> dict[str, dict[str, Any]]:
    """Return the texts by id; `split` is tune, held or all."""
    rows = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((root / "texts").glob("*.json"))]
    return {row["id"]: row for row in rows if split == "all" or row["held"] == (split == "held")}


def load_gold(ids: dict[str, Any], root: Path = ROOT) -> dict[str, Flat]:
    """Return the gold claims and quotes of the texts `ids`."""
    return {name: json.loads((root / "gold" / f"{name}.json").read_text(encoding="utf-8")) for name in ids}


def to_document(row: dict[str, Any]) -> Document:
    """Return one text as a document."""
    known = {"title": row["title"], "published": row["published"], "publisher": row["publisher"] or None}
    return make_document(row["text"], **known)


def flat_claim(claim: Claim, text: str) -> Flat:
    """Return a read claim in the form of the gold, with the spans of its evidence."""
    quantity = claim.quantity
    return {
        "type": claim.type,
        "agent": claim.agent.name if claim.agent else "",
        "recipient": claim.recipient.name if claim.recipient else "",
        "object": claim.object.name if claim.object else "",
        "quantity": quantity and {
            "low": quantity.low, "high": quantity.high, "comparator": quantity.comparator, "unit": quantity.unit,
        },
        "time": claim.time.edtf if claim.time else "",
        "place": claim.place.name if claim.place else "",
        "modality": claim.modality,
        "attributed_to": [source.name for source in claim.attributed_to],
        "evidence": text[claim.evidence[0][0] : claim.evidence[0][1]] if claim.evidence else "",
        "spans": list(claim.evidence),
        "rule": claim.rule,
    }


def flat_reading(reading: Reading) -> Flat:
    """Return a reading in the form of the gold: claims, and quotes with their speaker."""
    text = reading.document.text
    quotes = [
        {
            "speaker": statement.speakers[-1].name if statement.speakers else "",
            "content": " ".join(text[a:b] for a, b in statement.content),
        }
        for statement in reading.statements
        if statement.direct
    ]
    return {"claims": [flat_claim(claim, text) for claim in reading.claims], "quotes": quotes}


@lru_cache(maxsize=2)
def read_set(engine: str = HYBRID) -> dict[str, Flat]:
    """Read every text of the set once, each with weights that were fitted without it."""
    from evaluation.crossfit import FOLDS, fold_of, unseen

    found, texts = {}, load_texts()
    for fold in range(FOLDS):
        with unseen(fold):
            found |= {k: flat_reading(read(to_document(t), engine)) for k, t in texts.items() if fold_of(k, t["held"]) == fold}
    return {name: found[name] for name in texts}


def run() -> list[Measure]:
    """Return the measures of both parts by the default engine."""
    return [m for split in ("tune", "held") for m in measures_of(f"own.{split}", split, HYBRID)]


def run_rules() -> list[Measure]:
    """Return the measures of the held part by rules alone."""
    return measures_of("rules.own.held", "held", RULES)


def measures_of(name: str, split: str, engine: str) -> list[Measure]:
    """Return the measures of one part of the set."""
    texts = load_texts(split)
    gold, found = load_gold(texts), read_set(engine)
    claims = [score_claims(gold[k]["claims"], found[k]["claims"], texts[k]["text"]) for k in texts]
    quotes = [score_quotes(gold[k]["quotes"], found[k]["quotes"]) for k in texts]
    return claim_measures(name, claims) + quote_measures(name, quotes)
