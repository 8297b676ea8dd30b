"""Which figures of a stock or an occasion count for its estimate, and why each other one does not.

Left out is what is denied, not yet so, replaced by its own claimant or disbelieved, what is a part of another figure that counts, and what
of a running total is more than a quarter older than the latest. A first part ("the first 1,500") counts only where no whole is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import product

from pactwatch.figures.days import days_of
from pactwatch.figures.points import Point, claimant_key
from pactwatch.figures.relations import prospective, relate
from pactwatch.figures.series import Series
from pactwatch.figures.wording import told

STALE = 92
"""Days before the latest credible figure of a running total after which another claimant's older one no longer counts for it."""
DISBELIEVED = frozenset({5, 6})
Reasons = dict[str, str]
"""Why figures are left out, in words, by Figure.id: several may stand on one claim."""


def counted(points: Sequence[Point], series: Series, grades: Mapping[str, int], *, stock: bool) -> tuple[list[Point], Reasons]:
    """Return which of the figures of one occasion count, in order, and why the others do not; `grades` are of claims (1-6)."""
    replaced = {b for r in series.relations if r.kind == "supersedes" for b in r.b}
    left: Reasons = {p.figure.id: why for p in points if (why := _incredible(p, replaced, grades))}
    kept = _without(points, left)
    rules: list[Callable[[Sequence[Point]], Reasons]] = [*([_stale] if stock else []), partial(parts_of, series=series), _outdated]
    for rule in rules:
        left |= rule(kept)
        kept = _without(kept, left)
    return kept, left


def _without(points: Sequence[Point], left: Reasons) -> list[Point]:
    return [p for p in points if p.figure.id not in left]


def _incredible(p: Point, replaced: set[str], grades: Mapping[str, int]) -> str | None:
    f = p.figure
    if f.modality == "denied":
        return "denied"
    if prospective(p):
        return f"{f.modality}: not said to be so"
    if p.key in replaced:
        return "replaced by its own claimant"
    if grades.get(p.key, 0) in DISBELIEVED:
        return f"graded {grades[p.key]}"
    return "comes on top of a total" if f.additional else None


def _stale(points: Sequence[Point]) -> Reasons:
    days = [days_of(p.day) for p in points]
    last = max((d[0] for d in days if d), default=None)
    old = [p for p, d in zip(points, days, strict=True) if d is not None and last is not None and (last - d[0]).days > STALE]
    return {p.figure.id: f"more than {STALE} days older than the latest" for p in old}


def parts_of(points: Sequence[Point], series: Series) -> Reasons:
    """Return which figures are parts of others of `points`, by the relations of the series or by their own words."""
    figures = {p.figure.id: p for p in points}
    of = {p.figure.id: figures[p.figure.part_of] for p in points if p.figure.part_of in figures}
    by: dict[str, list[Point]] = {}
    for p in points:
        by.setdefault(p.key, []).append(p)
    for r in series.relations:
        for part, whole in product(by.get(r.a, ()), by.get(r.b[0], ())) if r.kind == "part_of" else ():
            if relate(part, whole) == r:
                of.setdefault(part.figure.id, whole)
    found = {part: f"a part of {told(whole)}" for part, whole in of.items()}
    if any(not p.figure.initial for p in points):
        found |= {p.figure.id: "the first part only" for p in points if p.figure.initial and p.figure.id not in found}
    return found


def _outdated(points: Sequence[Point]) -> Reasons:
    """Return the figures that their claimants gave later ones for; those of unknown days may be later themselves."""
    latest: dict[str, Point] = {}
    found: Reasons = {}
    for p in sorted(points, key=lambda p: p.order):
        name = claimant_key(p) if p.day else f"{claimant_key(p)} {p.document}"
        if name in latest:
            found[latest[name].figure.id] = f"its claimant gave another after it: {told(p)}"
        latest[name] = p
    return found
