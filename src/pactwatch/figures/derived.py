"""Figures worked out of others by interval arithmetic, with their inputs named: loss rates, shares of the dead."""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.figures.points import UNBOUNDED, Point, interval
from pactwatch.figures.relations import prospective
from pactwatch.figures.series import Series
from pactwatch.figures.wording import told
from pactwatch.model import Frozen

RATES = (
    ("loss rate", "casualties", "deployed"),
    ("loss rate", "killed", "deployed"),
    ("share killed", "killed", "casualties"),
)


class Derived(Frozen, frozen=True, kw_only=True):
    """A ratio of two figures: `low` and `high` bound it (0-1 or above), None where an input is open on that side."""

    name: str
    population: str
    numerator: str
    denominator: str
    low: float | None
    high: float | None
    inputs: tuple[str, str]
    why: str


def derive(series: Sequence[Series]) -> list[Derived]:
    """Return the ratios that the latest running totals of one party give; the inputs' own doubt stays in the bounds."""
    latest: dict[tuple[str | None, str], Point] = {}
    for s in series:
        stocks = [p for p in s.points if _is_total(p)]
        if stocks and s.party:
            newest = stocks[-1]
            held = latest.get((s.party, s.measure))
            if held is None or held.order < newest.order:
                latest[s.party, s.measure] = newest
    made = []
    for party in sorted({key[0] for key in latest if key[0]}):
        for name, above, below in RATES:
            top, base = latest.get((party, above)), latest.get((party, below))
            if top is not None and base is not None:
                made.append(ratio(name, party, top, base))
    return made


def _is_total(p: Point) -> bool:
    """Say whether a point is a running total that is said to be so."""
    f = p.figure
    return f.kind == "stock" and not prospective(p) and f.modality != "denied" and not f.additional and not f.per


def ratio(name: str, population: str, top: Point, base: Point) -> Derived:
    """Return top / base as an interval: the least of the one over the most of the other, and the other way round."""
    (a, b), (c, d) = interval(top.figure), interval(base.figure)
    low = None if d in (UNBOUNDED, 0) else a / d
    high = None if b == UNBOUNDED or c == 0 else b / c
    return Derived(
        name=name, population=population, numerator=top.figure.measure, denominator=base.figure.measure, low=low, high=high,
        inputs=(top.key, base.key), why=f"{told(top)} over {told(base)}",
    )
