"""Score the engine on the development claims (../shared/data/claims-dev), which never enter the project.

usage: python evaluation/claims_dev.py [--split tune|held|all] [--per-type] [--show missed|spurious|wrong] [--type TYPE]
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
from pathlib import Path
from typing import Any

from pactwatch.model import Claim, Reading, make_document
from pactwatch.read import HYBRID, read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
DEV = SHARED / "claims-dev"


def is_held(name: str) -> bool:
    """Say whether the text is kept unseen while tuning: a third, by the hash of its id."""
    return hashlib.md5(name.encode(), usedforsecurity=False).digest()[0] % 3 == 0


def load_scorer(path: Path = DEV / "scorer.py") -> Any:
    """Return the scorer that lies beside the data, as a module."""
    spec = importlib.util.spec_from_file_location("claims_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def flat_claim(claim: Claim, text: str) -> dict[str, Any]:
    """Return a claim in the flat form that the scorer compares."""
    quantity = claim.quantity
    row: dict[str, Any] = {
        "type": claim.type,
        "agent": claim.agent.name if claim.agent else "",
        "recipient": claim.recipient.name if claim.recipient else "",
        "object": claim.object.name if claim.object else "",
        "quantity": None,
        "time": claim.time.edtf if claim.time else "",
        "place": claim.place.name if claim.place else "",
        "modality": claim.modality,
        "attributed_to": [source.name for source in claim.attributed_to],
        "evidence": text[claim.evidence[0][0] : claim.evidence[0][1]],
        "rule": claim.rule,
    }
    if quantity:
        row["quantity"] = {
            "low": quantity.low, "high": quantity.high, "comparator": quantity.comparator, "unit": quantity.unit,
        }
    return row


def flat_reading(name: str, reading: Reading) -> dict[str, Any]:
    """Return a reading as {id, claims, quotes}."""
    text = reading.document.text
    quotes = [
        {
            "speaker": s.speakers[-1].name if s.speakers else "",
            "content": " ".join(text[a:b] for a, b in s.content).strip("“”\"‘’ "),
        }
        for s in reading.statements if s.direct
    ]
    return {"id": name, "claims": [flat_claim(c, text) for c in reading.claims], "quotes": quotes}


def load(folder: Path, split: str) -> dict[str, Any]:
    """Return the JSON files of `folder` by id, those of one split."""
    rows = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json"))}
    return {k: v for k, v in rows.items() if split == "all" or is_held(k) == (split == "held")}


def read_all(texts: dict[str, Any], engine: str = HYBRID) -> dict[str, Any]:
    """Read every text, each with weights that were fitted without it."""
    from evaluation.crossfit import FOLDS, fold_of, unseen

    found = {}
    for fold in range(FOLDS):
        with unseen(fold):
            for k, t in texts.items():
                if fold_of(k, is_held(k)) == fold:
                    document = make_document(t["text"], title=t.get("title"), published=t.get("published"))
                    found[k] = flat_reading(k, read(document, engine))
    return {k: found[k] for k in texts}


def main() -> None:
    """Print the scores and, if asked, the errors."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--split", default="tune", choices=["tune", "held", "all"])
    args.add_argument("--per-type", action="store_true")
    args.add_argument("--show", choices=["missed", "spurious", "wrong"])
    args.add_argument("--type")
    args.add_argument("--field", default="modality")
    args.add_argument("--ids")
    ns = args.parse_args()
    scorer = load_scorer()
    texts, golds = load(DEV / "texts", ns.split), load(DEV / "gold", ns.split)
    if ns.ids:
        texts = {k: v for k, v in texts.items() if k in ns.ids.split(",")}
        golds = {k: golds[k] for k in texts}
    preds = read_all(texts)
    result = scorer.score(golds, preds, {k: v["text"] for k, v in texts.items()})
    per_type = result.pop("per_type")
    print(json.dumps(result, indent=1))
    if ns.per_type:
        for kind, row in per_type.items():
            shares = f"P {row['precision']:.2f} R {row['recall']:.2f} F1 {row['f1']:.2f}"
            print(f"{kind:24s} {shares}  gold {row['gold']} pred {row['pred']}")
    if ns.show:
        if ns.split != "tune":
            raise SystemExit("only the tuning split may be looked at")
        show(ns, scorer, texts, golds, preds)


def show(ns: argparse.Namespace, scorer: Any, texts: Any, golds: Any, preds: Any) -> None:
    """Print missed, spurious or wrong claims of the tuning split."""
    for key, gold in golds.items():
        claims, found = gold["claims"], preds[key]["claims"]
        pairs = scorer.match(claims, found, texts[key]["text"])
        if ns.show == "missed":
            rows = [c for i, c in enumerate(claims) if i not in {a for a, _ in pairs}]
        elif ns.show == "spurious":
            rows = [c for i, c in enumerate(found) if i not in {b for _, b in pairs}]
        else:
            rows = []
            for a, b in pairs:
                if ns.type and claims[a]["type"] != ns.type:
                    continue
                left, right = claims[a][ns.field], found[b][ns.field]
                if left != right and not (isinstance(left, str) and scorer.same_name(left, right)):
                    print(f"{key} gold={left!r} pred={right!r} [{found[b]['rule']}] :: {claims[a]['evidence']}")
        for row in rows:
            if not ns.type or row["type"] == ns.type:
                parties = f"A={row['agent']} R={row['recipient']}"
                print(key, row["type"], row["modality"], parties, row.get("rule", ""), "::", row["evidence"])


if __name__ == "__main__":
    main()
