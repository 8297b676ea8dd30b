"""The comparison sets beside the project, read once: retellings, stories, groups of development texts.

A third is held out by the hash of its group (a story's twin pair, a retelling's original, a group of texts): nothing is
tuned on it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pactwatch.model import Document, Reading, make_document
from pactwatch.origins.facts import facts_of
from pactwatch.origins.types import Facts
from pactwatch.read import read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
COMPARISON = SHARED / "comparison-dev"
CLAIMS = SHARED / "claims-dev"


def is_held(group: str) -> bool:
    """Say whether a group belongs to the held third."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % 3 == 0


@dataclass(frozen=True)
class Item:
    """One text of a set: its document, the story that it belongs to, the group that is held or tuned on as one."""

    name: str
    document: Document
    story: str
    group: str


def to_document(row: dict[str, Any]) -> Document:
    """Return a row of any of the sets as a document."""
    return make_document(row["text"], title=row.get("title"), published=row.get("published"), publisher=row.get("publisher"), url=row.get("url"))


@lru_cache(maxsize=1024)
def reading_of(document: Document) -> Reading:
    """Return the reading of a document, read once."""
    return read(document)


@lru_cache(maxsize=1024)
def facts(document: Document) -> Facts:
    """Return the facts of a document, read once."""
    return facts_of(reading_of(document))


def load_stories() -> dict[str, Any]:
    """Return stories.json."""
    found: dict[str, Any] = json.loads((COMPARISON / "stories.json").read_text(encoding="utf-8"))
    return found


def load_retellings() -> list[dict[str, Any]]:
    """Return the rows of retellings.jsonl."""
    lines = (COMPARISON / "retellings.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def story_items() -> list[Item]:
    """Return the texts of the stories."""
    out = []
    for story in load_stories()["stories"]:
        for name in story["documents"]:
            row = json.loads((COMPARISON / "story_texts" / f"{name}.json").read_text(encoding="utf-8"))
            out.append(Item(name, to_document(row), story["id"], story["twin"]))
    return out


def retelling_items() -> list[Item]:
    """Return originals (each once) and retellings."""
    out: dict[str, Item] = {}
    for row in load_retellings():
        out.setdefault(row["group"], Item(row["group"], to_document(row["original"]), row["group"], row["group"]))
        out[row["id"]] = Item(row["id"], to_document(row["retelling"]), row["group"], row["group"])
    return list(out.values())


def claim_items() -> list[Item]:
    """Return the development texts; those of one group are one story, all others stand alone."""
    parent: dict[str, str] = {}
    for group in json.loads((CLAIMS / "groups.json").read_text(encoding="utf-8"))["groups"]:
        first = min(parent.get(name, name) for name in group["ids"])
        parent.update(dict.fromkeys(group["ids"], first))
    out = []
    for path in sorted((CLAIMS / "texts").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        story = parent.get(row["id"], row["id"])
        out.append(Item(row["id"], to_document(row), f"c{story}", f"c{story}"))
    return out
