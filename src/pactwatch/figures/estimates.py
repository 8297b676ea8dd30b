"""Estimates of a series by a named policy; figures are chosen, never averaged.

lowest   the lowest credible figure, as ACLED counts fatalities ("the most conservative estimate", ACLED codebook 2024)
triple   low, best and high, as UCDP GED gives them: the lowest and the highest credible figure, and the best supported

A figure whose claim was rejected or retracted is in no series, so in no estimate, and one that was edited counts as edited
(reviewed.py). A figure is credible unless it is denied, planned or demanded, replaced by its own claimant, graded 5 or 6 ("improbable",
"cannot be judged" where somebody said so), or of a running total and more than a quarter older than the latest. The best is
the one with the best grade, then that of most claimants that agree with it, then the latest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pactwatch.figures.days import days_of
from pactwatch.figures.places import place_key
from pactwatch.figures.points import UNBOUNDED, Point, claimant_key, interval, overlap
from pactwatch.figures.relations import prospective
from pactwatch.figures.series import Series
from pactwatch.model import Frozen

STALE = 92
"""Days before the latest credible figure of a running total after which another claimant's older one no longer counts for it."""
Policy = Literal["lowest", "triple"]
DISBELIEVED = frozenset({5, 6})


class Estimate(Frozen, frozen=True, kw_only=True):
    """What a policy makes of the figures of one stock or of one occasion; `claims` are the figures that it chose."""

    policy: Policy
    of: str
    low: float | None
    best: float | None
    high: float | None
    claims: tuple[str, ...]
    left_out: tuple[str, ...]


def estimates(series: Series, policy: Policy, grades: Mapping[str, int] | None = None) -> list[Estimate]:
    """Return an estimate of the running total or level, and of each flow's period or place; `grades` are of claims (1-6)."""
    replaced = {b for r in series.relations if r.kind == "supersedes" for b in r.b}
    given = grades or {}
    parted: dict[str, list[Point]] = {}
    for p in series.points:
        parted.setdefault(_occasion(p), []).append(p)
    made = []
    for name in sorted(parted):
        credible = [p for p in parted[name] if _credible(p, replaced, given)]
        credible = _fresh(credible) if name == "stock" else credible
        if credible:
            left = tuple(p.key for p in parted[name] if p not in credible)
            made.append(_estimate(name, current(credible), policy, given, left))
    return made


def _fresh(points: Sequence[Point]) -> list[Point]:
    """Return the figures that are not older than STALE days before the latest."""
    days = [days_of(p.day) for p in points]
    last = max((d[0] for d in days if d), default=None)
    return [p for p, d in zip(points, days, strict=True) if d is None or last is None or (last - d[0]).days <= STALE]


def _occasion(p: Point) -> str:
    """Return what a flow's figures are of: their place and period; all stocks of a series are of one."""
    f = p.figure
    if f.kind == "stock":
        return "stock"
    days = days_of(f.as_of)
    month = days[0].isoformat()[:7] if days and (days[1] - days[0]).days < 31 else (f.as_of or "")
    return f"flow {place_key(f.place)} {month}".strip()


def _credible(p: Point, replaced: set[str], grades: Mapping[str, int]) -> bool:
    f = p.figure
    return not prospective(p) and f.modality != "denied" and p.key not in replaced and grades.get(p.key, 0) not in DISBELIEVED and not f.additional


def current(points: Sequence[Point]) -> list[Point]:
    """Return the latest figure of each claimant, and its figures of unknown days, which may be later."""
    latest: dict[str, Point] = {}
    for p in sorted(points, key=lambda p: p.order):
        name = claimant_key(p)
        latest[name if p.day else f"{name} {p.document}"] = p
    return sorted(latest.values(), key=lambda p: p.order)


def _estimate(name: str, points: Sequence[Point], policy: Policy, grades: Mapping[str, int], left: tuple[str, ...]) -> Estimate:
    lowest = min(points, key=lambda p: (_least(p), p.order))
    if policy == "lowest":
        value = _least(lowest)
        return Estimate(policy=policy, of=name, low=value, best=value, high=lowest.figure.high, claims=(lowest.key,), left_out=left)
    highest = max(points, key=lambda p: (interval(p.figure)[1], p.order))
    best = best_of(points, grades)
    top = _most(highest)
    return Estimate(
        policy=policy, of=name, low=_least(lowest), best=best.figure.best, high=top,
        claims=tuple(dict.fromkeys((lowest.key, best.key, highest.key))), left_out=left,
    )


def best_of(points: Sequence[Point], grades: Mapping[str, int]) -> Point:
    """Return the best supported figure: by grade, then by how many claimants' figures agree with it, then the latest."""
    def support(p: Point) -> int:
        return sum(overlap(interval(p.figure), interval(q.figure)) for q in points)

    return max(points, key=lambda p: (-grades.get(p.key, 4), support(p), p.order))


def _least(p: Point) -> float:
    f = p.figure
    return f.low if f.low is not None else f.high if f.high is not None else 0.0


def _most(p: Point) -> float | None:
    high = interval(p.figure)[1]
    return None if high == UNBOUNDED else p.figure.high
