"""Comparing reports: stories, claimants, independence and drift on the comparison sets beside the project.

All stories' texts are put into one index, as a ledger would hold them, and each original with each of its retellings into
one of its own. A pair of documents counts as found when both are in one story and the relation is the gold one.
Retellings: a third is held out by group (comparison_data.py). The stories all fell to the tuning part, so what the fit of
the story weights alone is worth is also measured leaving out each pair of twin stories (evaluation/fit_stories.py).
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

from evaluation.comparison_data import (
    CLAIMS,
    COMPARISON,
    Item,
    claim_items,
    facts,
    is_held,
    load_retellings,
    load_stories,
    story_items,
    to_document,
)
from evaluation.measures import Measure, share, unmeasured
from pactwatch.origins.index import build
from pactwatch.origins.trace import trace
from pactwatch.origins.types import Story

NAMES = (
    "comparison.pairs_f1", "comparison.near_verbatim_f1", "comparison.independent_precision", "comparison.claimants_f1",
    "comparison.confirmations", "comparison.hard_negatives_apart", "comparison.groups", "comparison.groups_apart",
    *(f"comparison.drift.{part}.{what}" for part in ("tune", "held") for what in ("recall", "precision", "kinds", "faithful")),
)  # fmt: skip


def run() -> list[Measure]:
    """Return the measures; unmeasured where the data is absent."""
    if not COMPARISON.is_dir():
        return [unmeasured(name, "../shared is absent") for name in NAMES]
    return [*_stories(), *_groups(), *_drifts()]


def traced(items: Iterable[Item]) -> dict[str, Story]:
    """Return the story of each item by its name, with all of them in one index."""
    listed = list(items)
    index = build([facts(item.document) for item in listed])
    texts = {item.document.id: item.document.text for item in listed}
    found = {story: trace([index.facts(name) for name in story], texts) for story in index.stories()}
    return {item.name: found[index.story_of(item.document.id)] for item in listed}


def _stories() -> list[Measure]:
    gold, items = load_stories(), story_items()
    found = traced(items)
    names = {item.document.id: item.name for item in items}
    read = {
        frozenset((names[pair.a], names[pair.b])): pair.relation for story in {s.id: s for s in found.values()}.values() for pair in story.pairs
    }
    wanted = {frozenset((p["a"], p["b"])): p["relation"] for story in gold["stories"] for p in story["pairs"]}
    right = sum(read.get(pair) == relation for pair, relation in wanted.items())
    copies = [pair for pair, relation in wanted.items() if relation == "near_verbatim"]
    copied = [pair for pair, relation in read.items() if relation == "near_verbatim"]
    called = [pair for pair, relation in read.items() if relation == "independent"]
    both, confirmed = _claimants(gold["stories"], found)
    apart = [found[pair["a"]].id != found[pair["b"]].id for pair in gold["hard_negatives"]]
    return [
        _f1("comparison.pairs_f1", right, len(wanted), len(read), "pairs"),
        _f1("comparison.near_verbatim_f1", len(set(copies) & set(copied)), len(copies), len(copied), "copies"),
        share("comparison.independent_precision", sum(wanted.get(pair) == "independent" for pair in called), len(called), "pairs called so"),
        _f1("comparison.claimants_f1", *both, "claimants"),
        share("comparison.confirmations", sum(confirmed), len(confirmed), "stories"),
        share("comparison.hard_negatives_apart", sum(apart), len(apart), "look-alikes"),
    ]


def _claimants(stories: list[dict[str, Any]], found: dict[str, Story]) -> tuple[tuple[int, int, int], list[bool]]:
    """Return (right, gold, read) claimants by name, and for each story whether its confirmations are counted right."""
    same = _same_name()
    hits = gold = read = 0
    confirmed = []
    for story in stories:
        mine = max((found[name] for name in story["documents"]), key=lambda s: len(s.documents))
        left = list(mine.claimants)
        for wanted in story["claimants"]:
            match = next((c for c in left if same(wanted["name"], c.name)), None)
            if match is not None:
                left.remove(match)
                hits += 1
        gold += len(story["claimants"])
        read += len(mine.claimants)
        confirmed.append(mine.independent_confirmations == story["independent_confirmations"])
    return (hits, gold, read), confirmed


def _same_name() -> Callable[[str, str], bool]:
    """Return the comparison of names of the scorer beside the data."""
    spec = importlib.util.spec_from_file_location("claims_dev_scorer", CLAIMS / "scorer.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(CLAIMS / "scorer.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.same_name  # type: ignore[no-any-return]


def _groups() -> list[Measure]:
    groups = json.loads((CLAIMS / "groups.json").read_text(encoding="utf-8"))
    items = claim_items()
    found = traced(items)
    ids = {item.name: item.document.id for item in items}
    right = judged = 0
    for group in groups["groups"]:
        for a, b in combinations(group["ids"], 2):
            judged += 1
            pairs = {frozenset((p.a, p.b)): p.relation for p in found[a].pairs}
            right += pairs.get(frozenset((ids[a], ids[b]))) == group["relation"]
    apart = [found[row["ids"][0]].id != found[row["ids"][1]].id for row in groups["hard_negatives"]]
    return [share("comparison.groups", right, judged, "pairs"), share("comparison.groups_apart", sum(apart), len(apart), "look-alikes", gated=False)]


def _drifts() -> list[Measure]:
    out: list[Measure] = []
    for part in ("tune", "held"):
        rows = [row for row in load_retellings() if is_held(row["group"]) == (part == "held")]
        found = [(row, kinds_of(row)) for row in rows]
        drifted = [(row, kinds) for row, kinds in found if row["label"] == "drift"]
        faithful = [kinds for row, kinds in found if row["label"] == "faithful"]
        flagged = [(row, kinds) for row, kinds in found if kinds]
        told = [(row, kinds) for row, kinds in drifted if kinds]
        name = f"comparison.drift.{part}"
        out += [
            share(f"{name}.recall", len(told), len(drifted), "drifted retellings"),
            share(f"{name}.precision", len(told), len(flagged), "flagged retellings"),
            share(f"{name}.kinds", sum(bool(kinds & set(row["kinds"])) for row, kinds in told), len(told), "drifts found"),
            share(f"{name}.faithful", sum(not kinds for kinds in faithful), len(faithful), "faithful retellings"),
        ]
    return out


def kinds_of(row: dict[str, Any]) -> set[str]:
    """Return the kinds of drift that are found when an original and its retelling are all that a ledger holds."""
    items = [Item(side, to_document(row[side]), row["group"], row["group"]) for side in ("original", "retelling")]
    found = traced(items)
    return {drift.kind for drift in found["retelling"].drifts}


def _f1(name: str, right: int, gold: int, read: int, of: str) -> Measure:
    measure = share(name, 2 * right, gold + read, of)
    return Measure(name, measure.value, measure.low, measure.high, f"{gold} {of}", gated=True)
