"""Series as plain data for JSON and CSV: the interface that other programs rely on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from pactwatch.figures.estimates import Policy, estimates
from pactwatch.figures.grades import Grade
from pactwatch.figures.points import Point, claimant, side
from pactwatch.figures.probability import probability
from pactwatch.figures.relations import Relation
from pactwatch.figures.reviewed import LeftOut
from pactwatch.figures.rulings import ruling_data
from pactwatch.figures.series import Series
from pactwatch.figures.wording import amount
from pactwatch.model import Figure

LABELS = {
    "explained_by_sum": "sum", "part_of": "part of", "different_measure": "different measure", "supersedes": "superseded",
    "consistent": "consistent", "conflict": "conflict",
}
Grades = Mapping[str, Grade]


def series_data(series: Series, policy: Policy | None, sources: Grades, claims: Grades) -> dict[str, Any]:
    """Return one series with its points, conflicts, explanations and, with a policy, its estimates."""
    keys = {p.figure.id: p.key for p in series.points}
    credible = {key: grade.credibility for key, grade in claims.items() if grade.credibility is not None}
    made = estimates(series, policy, credible) if policy else []
    return {
        "measure": series.measure, "unit": series.unit, "population": series.population, "party": series.party, "place": series.place,
        "points": [point_data(p, keys, sources, claims) for p in series.points],
        "conflicts": [{"claims": [r.a, *r.b], "reason": r.why} for r in series.conflicts],
        "explained": [explained_data(r) for r in series.explained],
        "uncompared": series.uncompared, "estimates": [msgspec.to_builtins(estimate) for estimate in made],
    }


def explained_data(relation: Relation) -> dict[str, Any]:
    """Return why two figures do not contradict each other: `by` in words, `relation` as a fixed term."""
    return {
        "claims": [relation.a, *relation.b], "by": f"{LABELS[relation.kind]}: {relation.why}", "relation": relation.kind,
        "basis": relation.basis,
    }


def relation_data(relation: Relation) -> dict[str, Any]:
    """Return any relation with its two ends apart: `a` replaces, sums up, is a part of or contradicts `b`."""
    return {"relation": relation.kind, "a": relation.a, "b": list(relation.b), "basis": relation.basis, "why": relation.why}


def point_data(p: Point, keys: Mapping[str, str], sources: Grades, claims: Grades) -> dict[str, Any]:
    """Return one point. `claim` is its claim's id, or the figure's own id where no claim carries it."""
    f, source = p.figure, claimant(p)
    graded = sources.get(source_key(source.actor, source.name)) if source else None
    chance = probability(f.likelihood, side(source))
    return {
        "claim": p.key, "figure": f.id, "has_claim": f.claim is not None, "measure": f.measure, "as_of": f.as_of, "published": p.published,
        "known_at": p.known_at, "low": f.low, "best": f.best, "high": f.high, "comparator": f.comparator, "vague": f.vague,
        "text": f.text, "unit": f.unit, "per": f.per, "population": f.population, "group": f.group,
        "party": f.party.name if f.party else None, "party_id": f.party.actor if f.party else None,
        "place": f.place.name if f.place else None, "country": f.place.country if f.place else None,
        "stock_or_flow": f.kind, "additional": f.additional, "initial": f.initial,
        "part_of": keys.get(f.part_of, f.part_of) if f.part_of else None, "derived": f.derived, "modality": f.modality,
        "sources": [s.name for s in f.attributed_to], "claimant": source.name if source else None,
        "likelihood": msgspec.to_builtins(chance) if chance else None, "reliability": graded.grade if graded else None,
        "credibility": claims[p.key].credibility if p.key in claims else None,
        "unsupported": claims[p.key].unsupported if p.key in claims else None,
        "document": p.document, "publisher": p.publisher, "title": p.title, "url": p.url, "span": list(f.span), "evidence": list(f.evidence),
        "rule": f.rule, "edited": p.machine is not None, "machine": None if p.machine is None else machine_data(p.machine),
    }


def machine_data(f: Figure) -> dict[str, Any]:
    """Return what the machine read of a figure that people edited."""
    return {
        "measure": f.measure, "as_of": f.as_of, "low": f.low, "best": f.best, "high": f.high, "comparator": f.comparator, "unit": f.unit,
        "population": f.population, "party": f.party.name if f.party else None, "place": f.place.name if f.place else None,
        "modality": f.modality, "sources": [s.name for s in f.attributed_to], "text": f.text, "amount": amount(f),
    }


def with_reviews(data: dict[str, Any], statuses: Mapping[str, str]) -> dict[str, Any]:
    """Return the data of a series with the review status of the claim that each point rests on: null where it rests on none."""
    points = [p | {"review": statuses.get(p["claim"], "unreviewed") if p["has_claim"] else None} for p in data["points"]]
    return data | {"points": points}


def left_out_data(left: LeftOut) -> dict[str, Any]:
    """Return a figure that does not count, as the machine read it, with who left it out, when and why."""
    f, source = left.point.figure, claimant(left.point)
    return ruling_data(left.ruling) | {
        "figure": f.id, "measure": f.measure, "population": f.population, "amount": amount(f), "text": f.text,
        "published": left.point.published, "claimant": source.name if source else None, "document": left.point.document,
    }


def source_key(actor: str | None, name: str) -> str:
    """Return what a source is graded by: its register id, else its name in lower case."""
    return actor or " ".join(name.casefold().split())


def all_relations(series: Sequence[Series]) -> list[Relation]:
    """Return the relations of all series, each once."""
    return list(dict.fromkeys(r for s in series for r in s.relations))


COLUMNS = (
    "measure", "population", "party_id", "place", "as_of", "published", "low", "best", "high", "comparator", "unit", "per",
    "stock_or_flow", "additional", "modality", "claimant", "sources", "text", "claim", "figure", "document", "publisher",
    "title", "url", "reliability", "credibility", "derived", "part_of",
    "review", "edited",
)


def point_rows(data: Sequence[dict[str, Any]]) -> list[list[str]]:
    """Return the points of series data as rows of COLUMNS."""
    rows = []
    for series in data:
        for p in series["points"]:
            rows.append([_cell(p.get(name)) for name in COLUMNS])
    return rows


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else str(value)
    return " > ".join(value) if isinstance(value, list) else str(value)
