"""Texts with and without a claim worth reading, as the gate is fitted on and measured by them.

with a claim     evaluation/training (the later third measured only), evaluation/set; development claims and certainty items
                 (shared data, where it is present); sentences of evaluation/training_sentences/certainty.jsonl: one sentence is a text as well
ordinary         the texts of these sets that hold none; GUM (shared data; news, interviews, academic, court: CC BY, biographies and
                 travel guides: CC BY-SA, measured only); articles of evaluation/corpus.py; PolNeAR (political news, measured only)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation import corpus, own_set
from evaluation.claims_dev import DEV
from evaluation.training_set import load_training
from pactwatch.reading.gate_words import windows

HERE = Path(__file__).parent
SHARED = DEV.parent
LATER = "ijloyz"
"""First letters of training texts that were written after the gate was fitted: it is measured on them, never fitted."""
FITTED = frozenset({"training", "set", "dev", "certainty", "certainty-dev", "gum-by", "corpus-train"})
"""The sources that weights may be fitted on; the others are only measured."""
CORPUS = 700


@dataclass(frozen=True)
class Text:
    """One text: its windows, which of them state a claim, and whether the text holds one."""

    source: str
    name: str
    title: str | None
    text: str
    windows: tuple[str, ...]
    stated: tuple[bool, ...]
    relevant: bool


def load() -> list[Text]:
    """Return all texts that are present, in a fixed order."""
    return [*_with_gold(), *_sentences(), *_ordinary()]


def _with_gold() -> Iterator[Text]:
    for row, gold in load_training():
        yield _text("later" if row["id"][0] in LATER else "training", row["id"], row["title"], row["text"], gold["claims"])
    texts = own_set.load_texts()
    for name, gold in own_set.load_gold(texts).items():
        yield _text("set", name, texts[name]["title"], texts[name]["text"], gold["claims"])
    for path in sorted((DEV / "texts").glob("*.json")):
        row, gold = (json.loads((DEV / part / path.name).read_text(encoding="utf-8")) for part in ("texts", "gold"))
        yield _text("dev", row["id"], row.get("title"), row["text"], gold["claims"])


def _sentences() -> Iterator[Text]:
    for source, path in (("certainty", HERE / "training_sentences" / "certainty.jsonl"), ("certainty-dev", SHARED / "certainty-dev" / "items.jsonl")):
        for number, row in enumerate(_rows(path)):
            found = tuple(windows(row["text"]))
            yield Text(source, str(number), None, row["text"], found, (True,) * len(found), True)


def _ordinary() -> Iterator[Text]:
    for row in _rows(SHARED / "attribution" / "gum_attributions.jsonl"):
        yield _plain("gum-by" if row["licence"].startswith("CC BY ") else "gum-sa", row["doc_id"], row["text"])
    for part in ("train", "held"):
        for row in corpus.articles(CORPUS, seed=11, relevant=0, domains=part):
            if row["language"] == "en" and row["copy_of"] is None:
                yield _plain(f"corpus-{part}", row["url"], row["text"])
    for name in ("polnear_dev", "polnear_train"):
        for row in _rows(SHARED / "attribution" / f"{name}.jsonl"):
            yield _plain("polnear", row["doc_id"], row["text"])


def _text(source: str, name: str, title: str | None, text: str, claims: Iterable[dict[str, Any]]) -> Text:
    found = windows(text)
    evidence = [_flat(quote) for claim in claims for quote in _quotes(claim) if quote]
    stated = tuple(any(quote in _flat(window) or _flat(window) in quote or quote[:40] in _flat(window) for quote in evidence) for window in found)
    return Text(source, name, title, text, tuple(found), stated, bool(evidence))


def _plain(source: str, name: str, text: str) -> Text:
    found = tuple(windows(text))
    return Text(source, name, None, text, found, (False,) * len(found), False)


def _quotes(claim: dict[str, Any]) -> list[str]:
    given = claim.get("evidence") or ""
    return [given] if isinstance(given, str) else [item if isinstance(item, str) else item.get("text", "") for item in given]


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.is_file():
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)
