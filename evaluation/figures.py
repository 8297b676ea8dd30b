"""Figures: what they measure, their bounds, how they stand to each other, and what was known on a day.

found       share of the gold points on whose words a figure was read;
measure     share of all gold points whose figure has the right measure (a missed point counts as wrong);
bounds      share of all gold points whose figure has the right low and high;
relations   share of the gold relations that are found between the right points, with the basis of other measures;
as_of       share of the as-of queries answered with exactly the expected statements;
counted     measures of the figures in the development claims, as their type and unit give it; the half of the texts that
            nobody looked at while the words in data/figures were collected.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.measures import Measure, share, unmeasured
from pactwatch.figures.points import Point, point
from pactwatch.figures.relations import Relation
from pactwatch.figures.series import known_on, make_series
from pactwatch.model import Figure, make_document
from pactwatch.read import read
from pactwatch.reading.figure_words import group_of, is_money, materiel

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
NAMES = ("figures.found", "figures.measure", "figures.bounds", "figures.relations", "figures.as_of")
COUNTED = "figures.counted"
HARMED = frozenset({"killed", "wounded", "casualties"})
DONE = frozenset({"happened", "ongoing"})
Keys = dict[tuple[str, int], str | None]


def run(shared: Path = SHARED) -> list[Measure]:
    """Return the measures; unmeasured where the data is absent."""
    path = shared / "comparison-dev" / "figures.jsonl"
    if not path.is_file():
        return [unmeasured(name, "../shared is absent") for name in (*NAMES, COUNTED)]
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    expected = json.loads((path.parent / "expected.json").read_text(encoding="utf-8"))
    points = {row["id"]: points_of(row) for row in rows}
    pairs = [(gold, matched(gold, row["text"], points[row["id"]])) for row in rows for gold in row["points"]]
    total = len(pairs)
    keys = {(row["id"], n): _key(matched(gold, row["text"], points[row["id"]])) for row in rows for n, gold in enumerate(row["points"])}
    series = make_series(p for group in points.values() for p in group)
    relations = list(dict.fromkeys(r for s in series for r in s.relations))
    held = sum(holds(gold, relations, keys) for gold in expected["relations"])
    answered = sum(answer(query, points) == sorted(query["expected"]) for query in expected["as_of_queries"])
    return [
        share(NAMES[0], sum(found is not None for _, found in pairs), total, "points", gated=False),
        share(NAMES[1], sum(found is not None and found.figure.measure == gold["measure"] for gold, found in pairs), total, "points"),
        share(NAMES[2], sum(found is not None and same_bounds(gold, found.figure) for gold, found in pairs), total, "points"),
        share(NAMES[3], held, len(expected["relations"]), "relations"),
        share(NAMES[4], answered, len(expected["as_of_queries"]), "queries"),
        counted(shared / "claims-dev"),
    ]


def points_of(row: dict[str, Any]) -> list[Point]:
    """Return the points read in one statement."""
    reading = read(make_document(row["text"], published=row["published"], publisher=row["publisher"]))
    return [point(figure, reading.document) for figure in reading.figures]


def matched(gold: dict[str, Any], text: str, points: list[Point]) -> Point | None:
    """Return the point read on the gold point's words; of several the one whose bounds are right."""
    start = text.find(gold["evidence"])
    end = start + len(gold["evidence"])
    there = [p for p in points if start >= 0 and p.figure.span[0] < end and start < p.figure.span[1]]
    return min(there, key=lambda p: (not same_bounds(gold, p.figure), p.figure.measure != gold["measure"]), default=None)


def same_bounds(gold: dict[str, Any], figure: Figure) -> bool:
    """Say whether low and high are right."""
    return (figure.low, figure.high) == (gold["low"], gold["high"])


def _key(found: Point | None) -> str | None:
    return found.key if found else None


def holds(gold: dict[str, Any], relations: list[Relation], keys: Keys) -> bool:
    """Say whether a gold relation was found between its points, in either direction."""
    one, two = _ends(gold, "a", keys), _ends(gold, "b", keys)
    for r in relations:
        touched = (r.a in one and set(r.b) & two) or (r.a in two and set(r.b) & one)
        if touched and r.kind == gold["relation"] and gold.get("basis", r.basis) == r.basis:
            return True
    return False


def _ends(gold: dict[str, Any], end: str, keys: Keys) -> set[str]:
    n = gold[f"{end}_point"]
    return {key for (name, at), key in keys.items() if name == gold[end] and n in (None, at) and key is not None}


def answer(query: dict[str, Any], points: dict[str, list[Point]]) -> list[str]:
    """Return the statements with a point that was known on the query's day and passes its filter."""
    known = {p.figure.id for p in known_on((p for group in points.values() for p in group), query["as_of"])}
    return sorted(name for name, group in points.items() if any(p.figure.id in known and passes(query["filter"], p) for p in group))


def passes(wanted: dict[str, Any], p: Point) -> bool:
    """Say whether a point passes a filter; "asserted" is what is told as happened or ongoing."""
    f = p.figure
    state = "asserted" if f.modality in DONE else f.modality
    shown = {"party": f.party.name if f.party else None, "measure": f.measure, "modality": state, "stock_or_flow": f.kind}
    return all(shown[name] == value if isinstance(value, str) else shown[name] in value for name, value in wanted.items())


def is_unseen(name: str) -> bool:
    """Say whether a text belongs to the half that is only measured."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 1


def wanted_measure(claim: dict[str, Any]) -> str | None:
    """Return the measure that a gold claim's type and unit give its figure, None where they give none."""
    unit, kind = claim["quantity"]["unit"], claim["type"]
    if is_money(unit):
        return "money"
    if kind == "casualties":
        return unit if unit in HARMED else None
    if kind == "transfer_arms":
        return materiel(unit)
    by_kind = {"deploy_forces": "deployed", "demine_or_rebuild": "deployed", "troop_presence": "present"}
    if kind == "send_workers":
        return "workers" if unit == "workers" else None
    return by_kind.get(kind) if group_of(unit) else None


def counted(folder: Path) -> Measure:
    """Return the share of the unseen development claims' figures whose measure is right, of those read."""
    right = judged = 0
    for wanted, found in _counted_pairs(folder):
        judged += 1
        right += wanted == found
    return share(COUNTED, right, judged, "figures read")


def _counted_pairs(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not is_unseen(gold["id"]):
            continue
        row = json.loads((folder / "texts" / path.name).read_text(encoding="utf-8"))
        figures = read(make_document(row["text"], published=row["published"], title=row.get("title"))).figures
        for claim in gold["claims"]:
            wanted = wanted_measure(claim) if claim.get("quantity") else None
            if wanted is None:
                continue
            start = row["text"].find(claim["evidence"])
            near = [
                f for f in figures
                if (f.low, f.high) == (claim["quantity"]["low"], claim["quantity"]["high"]) and abs(f.span[0] - start) <= 200 + len(claim["evidence"])
            ]
            if near:
                yield wanted, min(near, key=lambda f: (f.measure != wanted, abs(f.span[0] - start))).measure
