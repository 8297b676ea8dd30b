"""Sums that explain a figure: 11,000 + 3,000 = 14,000; 100 killed + 1,000 wounded = 1,100 casualties.

Parts come from one statement (one document), so that a sum is never found by trying all numbers of a ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from pactwatch.figures.groups import class_of, unit_key
from pactwatch.figures.places import area
from pactwatch.figures.points import Point, days_apart
from pactwatch.figures.relations import PARTS, PLANS, RECAST, Relation, prospective
from pactwatch.figures.statements import LARGEST, ROUGH, SPAN, Statements
from pactwatch.figures.subsets import Fits, Subsets
from pactwatch.figures.wording import told

LIMITS = frozenset({"at_most", "less_than"})
FLOATING = 1e-9
"""The part of a total by which a sum of exact figures may miss it: what adding decimals loses."""


def find_sums(points: Sequence[Point]) -> list[Relation]:
    """Return for each point of one party the sums of points of one document that give it, the fewest parts first.

    A figure and a part of it, as other sums tell, are never added: of 6,000 = 1,000 + 5,000, not 6,000 + 5,000.
    """
    found = list(_sums(points))
    inside = {frozenset((r.a, part)) for r in found if r.kind == "explained_by_sum" for part in r.b}
    return [r for r in found if not any(frozenset(two) in inside for two in combinations(r.b, 2))]


def _sums(points: Sequence[Point]) -> Iterator[Relation]:
    statements = Statements(points)
    for total in points:
        if total.figure.per or total.figure.best is None:
            continue
        for group in statements.near(total):
            parts = [p for p in group if p is not total and p.figure.best is not None and _near(p, total)]
            found = next((chosen for chosen in _choices(parts, total) if _of_one_state(chosen, total) and adds_up(chosen, total)), None)
            if found:
                yield _relation(total, found)


def _near(p: Point, total: Point) -> bool:
    return days_apart(p, total) <= SPAN and unit_key(p) == unit_key(total) and area(p.figure.place, total.figure.place) != "apart"


def _choices(parts: Sequence[Point], total: Point) -> Iterator[tuple[Point, ...]]:
    alike = [p for p in parts if p.figure.measure == total.figure.measure and p.figure.part_of is None]
    yield from _reaching(alike, total, _disjoint)
    if total.figure.measure == "casualties":
        harmed = [p for p in parts if p.figure.measure in PARTS]
        for chosen in _reaching(harmed, total, _of_two_measures):
            if {"killed", "wounded"} <= {p.figure.measure for p in chosen}:
                yield chosen


def _reaching(parts: Sequence[Point], total: Point, fits: Fits) -> Iterator[tuple[Point, ...]]:
    """Yield the parts that give about the total, the fewest first; limits never add up to what is none, nor the other way round."""
    wanted = total.figure.best or 0
    alike = [p for p in parts if (p.figure.comparator in LIMITS) == (total.figure.comparator in LIMITS)]
    slack = wanted * (ROUGH if any(p.figure.comparator != "exact" for p in (*alike, total)) else FLOATING)
    found = Subsets(alike, wanted - slack, wanted + slack, lambda one, two: _standing(one) == _standing(two) and fits(one, two))
    for size in range(2, min(LARGEST, len(alike)) + 1):
        yield from found.of(size)


def _of_two_measures(one: Point, two: Point) -> bool:
    return one.figure.measure != two.figure.measure


def _disjoint(one: Point, two: Point) -> bool:
    """Say whether parts of one measure are of different people, periods or places, so that they may be added."""
    f, g = one.figure, two.figure
    apart = f.group != g.group or f.as_of != g.as_of or f.additional != g.additional or area(f.place, g.place) == "apart"
    return apart and one.document == two.document


def _of_one_state(chosen: Sequence[Point], total: Point) -> bool:
    """Say whether parts may be added to each other, and their sum held against the total.

    What is told to be so is not added to what only may be, is to come or is denied; a limit ("up to 2,000") is no part of
    a figure that is none. A total in another state than its parts is only the same number retold (see `_recast`).
    """
    states = {_standing(p) for p in chosen}
    limits = {p.figure.comparator in LIMITS for p in (*chosen, total)}
    return len(states) == len(limits) == 1 and (states == {_standing(total)} or _recast(total, chosen))


def _standing(p: Point) -> str:
    """Return whether a figure is told to be so, is open or is denied."""
    if p.figure.modality == "denied":
        return "denied"
    return "open" if prospective(p) or p.figure.modality == "possible" else "told"


def adds_up(chosen: Sequence[Point], total: Point) -> bool:
    """Say whether the parts give the total: exactly, or within 3 % (ROUGH) where any of the figures is rough or a bound."""
    added = sum(p.figure.best or 0 for p in chosen)
    wanted = total.figure.best or 0
    rough = any(p.figure.comparator != "exact" for p in (*chosen, total))
    return abs(added - wanted) <= (ROUGH * wanted if rough else 0)


def _relation(total: Point, chosen: tuple[Point, ...]) -> Relation:
    parts = " + ".join(told(p) for p in chosen)
    if _recast(total, chosen):
        why = f"{told(total)}, {total.figure.modality}, is the number of {parts}, {chosen[0].figure.modality}: other people or another state"
        return Relation(kind="conflict", a=total.key, b=tuple(p.key for p in chosen), why=why)
    return Relation(kind="explained_by_sum", a=total.key, b=tuple(p.key for p in chosen), why=f"{parts} = {told(total)}")


def _recast(total: Point, chosen: Sequence[Point]) -> bool:
    """Say whether the total is told of other people than its parts, or as done what they plan, within days."""
    if any(p.document == total.document for p in chosen):
        return False
    if days_apart(total, chosen[0]) > RECAST:
        return False
    classes = {class_of(p.figure.group) for p in chosen}
    mine = class_of(total.figure.group)
    others = mine is not None and None not in classes and mine not in classes
    return others and (total.figure.modality in PLANS) != (chosen[0].figure.modality in PLANS)
