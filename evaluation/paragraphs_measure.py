"""Paragraphs of news with certainties (evaluation/paragraphs): no event may be read so that a reader would be seriously misled.

safe    share of the checks in which no claim on the words has a modality that is wrong for them; a miss counts as safe
right   share of those with a claim on the words in which one has a modality that is right
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.measures import Measure, share
from pactwatch.model import Reading, make_document
from pactwatch.read import read

FOLDER = Path(__file__).parent / "paragraphs"
SPEECH = frozenset({"deny", "condemn_or_accuse", "statement_support"})
"""Types of acts of speech: where another event is told by the same words, its certainty is what is asked for."""
LOTS = ("first", "second")


def load(lot: str) -> list[dict[str, Any]]:
    """Return the paragraphs of one lot."""
    return [json.loads(line) for line in (FOLDER / f"{lot}.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]


def judged(row: dict[str, Any], reading: Reading) -> Iterator[tuple[bool, bool, bool]]:
    """Yield for each check of a paragraph: is it safe, is there a claim, is one right."""
    for check in row["checks"]:
        start = row["text"].index(check["words"])
        there = [c for c in reading.claims if start <= c.trigger[0] < start + len(check["words"])]
        told = {c.modality for c in there if c.type not in SPEECH} or {c.modality for c in there} or {"none"}
        yield told.isdisjoint(check["wrong"]), bool(there), not told.isdisjoint(check["right"])


def run() -> list[Measure]:
    """Return the measures of both lots."""
    found = []
    for lot in LOTS:
        rows = [one for row in load(lot) for one in judged(row, read(make_document(row["text"], published=row["published"])))]
        claimed = [right for _, there, right in rows if there]
        found.append(share(f"paragraphs.{lot}.safe", sum(safe for safe, _, _ in rows), len(rows), "checks"))
        found.append(share(f"paragraphs.{lot}.right", sum(claimed), len(claimed), "checks with a claim"))
    return found
