"""Figures worked out of others by interval arithmetic, with their inputs named: loss rates, shares of the dead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pactwatch.figures.counting import parts_of
from pactwatch.figures.groups import class_of, same_people
from pactwatch.figures.places import area
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
    """Return the ratios of the latest running totals of one party's same people; the inputs' own doubt stays in the bounds."""
    totals = _totals(series)
    made = []
    for party in sorted({key[0] for key in totals}):
        for name, above, below in RATES:
            bases = {key[2]: points for key, points in totals.items() if key[:2] == (party, below)}
            for key, tops in totals.items():
                base = _base(tops[-1], bases.get(key[2]) or _only(key[2], bases)) if key[:2] == (party, above) else None
                if base is not None:
                    made.append(ratio(name, party, tops[-1], base))
    return made


def _totals(series: Sequence[Series]) -> dict[tuple[str, str, str | None], list[Point]]:
    """Return the running totals by party, measure and class of people in order; a part is no total."""
    found: dict[tuple[str, str, str | None], list[Point]] = {}
    for s in series:
        stocks = [p for p in s.points if _is_total(p)]
        parts = parts_of(stocks, s)
        whole = [p for p in stocks if p.figure.id not in parts]
        if whole and s.party:
            people = next((c for p in s.points if (c := class_of(p.figure.group)) is not None), None)
            found.setdefault((s.party, s.measure, people), []).extend(whole)
    return {key: sorted(points, key=lambda p: p.order) for key, points in found.items()}


def _only(people: str | None, bases: Mapping[str | None, list[Point]]) -> list[Point]:
    """Return the totals that may be of the same people where none are said to be: the largest series' for people unsaid, else those."""
    return next(iter(bases.values()), []) if people is None else bases.get(None, [])


def _base(top: Point, bases: Sequence[Point]) -> Point | None:
    """Return the latest of `bases` that may hold those of `top`: the same people, at no other place."""
    fits = [p for p in bases if same_people(top.figure.group, p.figure.group) and area(top.figure.place, p.figure.place) != "apart"]
    return fits[-1] if fits else None


def _is_total(p: Point) -> bool:
    """Say whether a point is a running total that is said to be so."""
    f = p.figure
    return f.kind == "stock" and not prospective(p) and f.modality != "denied" and not (f.additional or f.initial or f.per)


def ratio(name: str, population: str, top: Point, base: Point) -> Derived:
    """Return top / base as an interval: the least of the one over the most of the other, and the other way round."""
    (a, b), (c, d) = interval(top.figure), interval(base.figure)
    low = None if d in (UNBOUNDED, 0) else a / d
    high = None if b == UNBOUNDED or c == 0 else b / c
    return Derived(
        name=name, population=population, numerator=top.figure.measure, denominator=base.figure.measure, low=low, high=high,
        inputs=(top.key, base.key), why=f"{told(top)} over {told(base)}",
    )
