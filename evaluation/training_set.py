"""The training texts: newly written, annotated by the conventions of claims-dev, kept in a form that is quick to write.

A file holds several texts. Each starts with a line `=== id | published | title`, the text follows, then a line `---`,
then one claim a line, its fields parted by ` | `:

    type | agent | recipient | object | figure | unit | time | place | modality | source > inner source | evidence

`figure` is `=N` exact, `~N` about, `>=N`, `>N`, `<=N`, `<N`, `A-B`, with a `v` after it when it is vague, or empty.
Run `python -m evaluation.training_set FILE...` to check files.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pactwatch.model import Modality

FOLDER = Path(__file__).parent / "training"
TYPES = frozenset({
    "casualties", "condemn_or_accuse", "demine_or_rebuild", "deny", "deploy_forces", "joint_exercise",
    "other", "payment_or_aid", "sanction_or_designate", "send_workers", "statement_support", "training",
    "transfer_arms", "transfer_technology", "transport_link", "treaty", "troop_presence", "visit_or_meeting",
})
FIGURE = re.compile(r"(=|~|>=|>|<=|<)([\d.]+)(v?)|([\d.]+)-([\d.]+)(v?)")
COMPARATORS = {"=": "exact", "~": "about", ">=": "at_least", ">": "more_than", "<=": "at_most", "<": "less_than"}
DAY = r"\d{4}(-\d\d(-\d\d)?)?"
TIME = re.compile(rf"({DAY}|{DAY}/{DAY}|{DAY}/\.\.|\.\./{DAY})?")
HEAD = re.compile(r"=== (\S+) \| (\d{4}-\d\d-\d\d) \| (.+)")


def load_training(folder: Path = FOLDER) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield (text row, gold row), shaped as in claims-dev, in the order of the files. Raises ValueError on a bad line."""
    for path in sorted(folder.glob("*.txt")):
        yield from parse(path.read_text(encoding="utf-8"))


def parse(content: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the texts of one file's content."""
    for part in re.split(r"^(?==== )", content, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        found = HEAD.fullmatch(head.strip())
        if not found:
            raise ValueError(f"bad head line: {head}")
        text, _, claims = body.partition("\n---\n")
        text = text.strip() + "\n"
        rows = [_claim(line, text, found[1]) for line in claims.splitlines() if line.strip()]
        yield ({"id": found[1], "published": found[2], "title": found[3], "text": text},
               {"id": found[1], "claims": rows, "quotes": []})


def _claim(line: str, text: str, name: str) -> dict[str, Any]:
    fields = [f.strip() for f in line.split("|")]
    problem = _problem(fields, text)
    if problem:
        raise ValueError(f"{name}: {problem}: {line}")
    kind, agent, recipient, thing, figure, unit, time, place, modality, sources, evidence = fields
    return {
        "type": kind, "agent": agent, "recipient": recipient, "object": thing, "quantity": _figure(figure, unit),
        "time": time, "place": place, "modality": modality,
        "attributed_to": [s.strip() for s in sources.split(">") if s.strip()], "evidence": evidence,
    }


def _problem(fields: list[str], text: str) -> str | None:
    if len(fields) != 11:
        return f"{len(fields)} fields instead of 11"
    if fields[0] not in TYPES:
        return "unknown type"
    if fields[4] and not FIGURE.fullmatch(fields[4]):
        return "bad figure"
    if not TIME.fullmatch(fields[6]):
        return "bad time"
    if fields[8] not in get_args(Modality):
        return "unknown modality"
    if not fields[10] or fields[10] not in text:
        return "evidence is not in the text"
    return None


def _figure(figure: str, unit: str) -> dict[str, Any] | None:
    if not figure:
        return None
    found = FIGURE.fullmatch(figure)
    if found is None:
        raise ValueError(figure)
    if found[1]:
        comparator, low = COMPARATORS[found[1]], float(found[2])
        high: float | None = low
        row = {"low": None if found[1].startswith("<") else low, "high": None if found[1].startswith(">") else high,
               "comparator": comparator, "unit": unit}
    else:
        row = {"low": float(found[4]), "high": float(found[5]), "comparator": "between", "unit": unit}
    return row | ({"vague": True} if found[3] or found[6] else {})


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        for part in re.split(r"^(?==== )", Path(argument).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            try:
                for text_row, gold_row in parse(part):
                    print(text_row["id"], len(text_row["text"].split()), "words", len(gold_row["claims"]), "claims")
            except ValueError as error:
                print("BAD", error)
