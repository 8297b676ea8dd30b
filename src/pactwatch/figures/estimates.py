"""Estimates of a series by a named policy; figures are chosen, never averaged.

lowest   the lowest credible figure, as ACLED counts fatalities ("the most conservative estimate", ACLED codebook 2024)
triple   low, best and high, as UCDP GED gives them: the lowest and the highest credible figure, and the best supported

A figure whose claim was rejected or retracted is in no series, so in no estimate, and one that was edited counts as edited
(reviewed.py); which of the others count is told in counting.py, and each that does not is left out with the reason. The best is the one
with the best grade, then that of most claimants that agree with it, then the latest. Of a first part there is neither best nor high, of
a limit above ("fewer than 300") no low, and of "more than" and "fewer than" no best: what is not given is open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pactwatch.figures.counting import counted
from pactwatch.figures.occasions import STOCK, occasions
from pactwatch.figures.points import UNBOUNDED, Point, interval, overlap
from pactwatch.figures.series import Series
from pactwatch.model import Frozen

Policy = Literal["lowest", "triple"]
LIMITS = frozenset({"at_most", "less_than"})
STRICT = frozenset({"more_than", "less_than"})
"""Comparators whose bound is not itself a figure that was given."""


class Estimate(Frozen, frozen=True, kw_only=True):
    """What a policy makes of the figures of one stock or of one occasion; `claims` are the figures that it chose.

    `reasons` say of each figure that is `left_out` why it is.
    """

    policy: Policy
    of: str
    low: float | None
    best: float | None
    high: float | None
    claims: tuple[str, ...]
    left_out: tuple[str, ...]
    reasons: dict[str, str]


def estimates(series: Series, policy: Policy, grades: Mapping[str, int] | None = None) -> list[Estimate]:
    """Return an estimate of the running total or level, and of each flow's period or place; `grades` are of claims (1-6)."""
    given = grades or {}
    parted = occasions(series.points)
    made = []
    for name in sorted(parted):
        points, left = counted(parted[name], series, given, stock=name == STOCK)
        if points:
            made.append(_estimate(name, points, policy, given, _by_claim(parted[name], left)))
    return made


def _by_claim(points: Sequence[Point], left: Mapping[str, str]) -> dict[str, str]:
    """Return why figures are left out by Point.key, of several on one claim each reason once."""
    found: dict[str, dict[str, None]] = {}
    for p in points:
        if p.figure.id in left:
            found.setdefault(p.key, {})[left[p.figure.id]] = None
    return {key: "; ".join(reasons) for key, reasons in found.items()}


def _estimate(name: str, points: Sequence[Point], policy: Policy, grades: Mapping[str, int], left: dict[str, str]) -> Estimate:
    lowest = min(points, key=lambda p: (_low(p) is None, _low(p) or _high(p) or 0.0, p.order))
    low, best, high, chosen = _low(lowest), _low(lowest) if _best(lowest) is not None else None, _high(lowest), [lowest]
    if policy == "triple":
        supported, highest = best_of(points, grades), max(points, key=lambda p: (interval(p.figure)[1], p.order))
        best, high, chosen = _best(supported), _high(highest), [lowest, supported, highest]
    claims = tuple(dict.fromkeys(p.key for p in chosen))
    return Estimate(policy=policy, of=name, low=low, best=best, high=high, claims=claims, left_out=tuple(left), reasons=left)


def best_of(points: Sequence[Point], grades: Mapping[str, int]) -> Point:
    """Return the best supported figure: by grade, then by how many claimants' figures agree with it, then the latest."""
    def support(p: Point) -> int:
        return sum(overlap(interval(p.figure), interval(q.figure)) for q in points)

    return max(points, key=lambda p: (-grades.get(p.key, 4), support(p), p.order))


def _low(p: Point) -> float | None:
    """Return the least that a figure allows, None where it is only a limit above: of "fewer than 300" there is no least."""
    return None if p.figure.comparator in LIMITS else p.figure.low


def _best(p: Point) -> float | None:
    return None if p.figure.initial or p.figure.comparator in STRICT else p.figure.best


def _high(p: Point) -> float | None:
    high = interval(p.figure)[1]
    return None if high == UNBOUNDED or p.figure.initial else p.figure.high
