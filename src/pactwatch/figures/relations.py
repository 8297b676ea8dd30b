"""How two figures stand to each other: one replaces, contains, contradicts or agrees with the other, or measures something else.

Nothing is averaged. Two figures conflict only where both are of one measure, one population, one place and one time (or
would make a running total fall), and no value satisfies both. What cannot be compared has no relation.
"""

from __future__ import annotations

from typing import Literal

from pactwatch.figures.days import gap, overlaps, within
from pactwatch.figures.groups import class_of, same_people, unit_key
from pactwatch.figures.places import WIDE, area
from pactwatch.figures.points import UNBOUNDED, Point, claimant, days_apart, interval, is_after, is_by, overlap, period, same_claimant
from pactwatch.figures.wording import amount, told
from pactwatch.model import Frozen

Kind = Literal["supersedes", "explained_by_sum", "part_of", "different_measure", "conflict", "consistent"]
PLANS = frozenset({"planned", "demanded"})
MOVED = frozenset({"deployed", "present", "workers"})
LEVEL = frozenset({"present"})
PARTS = frozenset({"killed", "wounded", "missing", "captured"})
"""Measures whose figures add up to casualties."""
SAME_TIME = 3
"""Days within which two running totals are of about the same time: a news cycle with its corrections."""
SAME_LEVEL = 7
"""Days within which a level (men present) is taken as unchanged."""
SAME_EVENT = 7
"""Days within which two tolls of one place are taken as those of one event."""
RECAST = 14
"""Days within which one number for another population or state is taken as one report retold."""


class Relation(Frozen, frozen=True, kw_only=True):
    """A relation of point `a` to the points `b` (by Point.key): `basis` says in what a different measure differs."""

    kind: Kind
    a: str
    b: tuple[str, ...]
    why: str
    basis: Literal["measure", "stock_flow", "population", "plan"] | None = None


def relate(one: Point, two: Point) -> Relation | None:
    """Return the relation of two points of one party, whichever comes first; None where they cannot be compared."""
    early, late = (one, two) if one.order <= two.order else (two, one)
    f, g = late.figure, early.figure
    if late.document == early.document and (f.part_of == g.id or g.part_of == f.id):
        part, whole = (late, early) if f.part_of == g.id else (early, late)
        return _relation("part_of", part, whole, f"{told(part)} are a part of {told(whole)}")
    if unit_key(late) != unit_key(early):
        return None
    if _recast(late, early):
        why = f"{told(late)} and {told(early)} are the same number: {_state(late)} in one, {_state(early)} in the other"
        return _relation("conflict", late, early, why)
    if f.measure != g.measure:
        return _across(late, early)
    if not same_people(f.group, g.group):
        why = f"{f.group} are another population than {g.group}"
        return _relation("different_measure", late, early, why, "population")
    if prospective(late) != prospective(early):
        why = "what is planned against what is said to be so"
        return _relation("different_measure", late, early, why, "plan")
    return _same_measure(late, early)


def prospective(p: Point) -> bool:
    """Say whether a figure is of what is to come: planned, demanded, or a strength that a force may reach."""
    f = p.figure
    return f.modality in PLANS or (f.modality == "possible" and f.measure == "deployed" and not f.initial)


def _relation(kind: Kind, a: Point, b: Point, why: str, basis: Literal["measure", "stock_flow", "population", "plan"] | None = None) -> Relation:
    return Relation(kind=kind, a=a.key, b=(b.key,), why=why, basis=basis)


def _state(p: Point) -> str:
    state = "planned" if p.figure.modality in PLANS else p.figure.modality
    return f"{state} {p.figure.group or p.figure.population}"


def _recast(late: Point, early: Point) -> bool:
    """Say whether one number is told of another population, or a plan as done, within days."""
    f, g = late.figure, early.figure
    if late.document == early.document or f.best is None or f.best != g.best or f.best < 10:
        return False
    if not {f.measure, g.measure} <= MOVED or area(f.place, g.place) == "apart" or days_apart(late, early) > RECAST:
        return False
    classes = class_of(f.group), class_of(g.group)
    other = None not in classes and classes[0] != classes[1]
    done = (f.modality in PLANS) != (g.modality in PLANS) and days_apart(late, early) <= SAME_TIME
    return other or (done and f.measure == g.measure and same_claimant(late, early) is not False)


def _across(late: Point, early: Point) -> Relation:
    """Relate two measures: never one series; killed above casualties is a conflict."""
    f, g = late.figure, early.figure
    for part, whole in ((late, early), (early, late)):
        if part.figure.measure in PARTS and whole.figure.measure == "casualties" and _comparable(part, whole):
            if interval(part.figure)[0] > interval(whole.figure)[1] and is_by(part, whole):
                return _relation("conflict", part, whole, f"{told(part)} are more than {told(whole)}")
        first = part.figure.initial and part.figure.measure == "deployed" and whole.figure.measure == "present"
        if first and is_by(part, whole) and interval(part.figure)[0] <= interval(whole.figure)[1] and _real(part, whole):
            return _relation("part_of", part, whole, f"{told(part)} came first and are among {told(whole)}")
    same = f.best is not None and f.best == g.best and days_apart(late, early) <= RECAST
    retold = f"; the number {amount(f)} is the same: a retelling may have changed the measure" if same else ""
    return _relation("different_measure", late, early, f"{f.measure} against {g.measure}{retold}", "measure")


def _real(one: Point, two: Point) -> bool:
    return not prospective(one) and not prospective(two)


def _comparable(one: Point, two: Point) -> bool:
    return (
        one.figure.kind == two.figure.kind == "stock" and area(one.figure.place, two.figure.place) != "apart" and _real(one, two)
        and same_people(one.figure.group, two.figure.group)
    )


def _same_measure(late: Point, early: Point) -> Relation | None:
    f, g = late.figure, early.figure
    if (f.modality == "denied") != (g.modality == "denied"):
        if not overlap(interval(f), interval(g)):
            return None
        denied, said = (late, early) if f.modality == "denied" else (early, late)
        return _relation("conflict", denied, said, f"{told(denied)} is denied, {told(said)} is asserted")
    for part, whole in ((late, early), (early, late)):
        if (part.figure.initial or part.figure.additional) and not (whole.figure.initial or whole.figure.additional):
            later = part.figure.initial or is_by(part, whole)
            if interval(part.figure)[0] <= interval(whole.figure)[1] and later and whole.figure.kind == "stock":
                return _relation("part_of", part, whole, f"{told(part)} are a part of {told(whole)}")
            if part.figure.additional:
                return _relation("different_measure", late, early, "an addition against a total", "stock_flow")
    if f.additional or f.initial or g.additional or g.initial:
        return _agreeing(late, early) if (f.additional, f.initial) == (g.additional, g.initial) and overlap(interval(f), interval(g)) else None
    if f.kind != g.kind:
        return _flow_and_stock(*((late, early) if f.kind == "flow" else (early, late)))
    return _stocks(late, early) if f.kind == "stock" else _flows(late, early)


def _flow_and_stock(flow: Point, stock: Point) -> Relation | None:
    """Relate a flow to a running total: it is a part of it if it ended before its day, at a place of it."""
    f, g = flow.figure, stock.figure
    where = area(f.place, g.place)
    if where == "apart":
        return None
    mine, theirs = period(flow), period(stock)
    placed = where in ("same", "within") or (where == "unknown" and (f.place is None) == (g.place is None))
    if mine and theirs and mine[1] <= theirs[1] and f.measure not in LEVEL and placed:
        if interval(f)[0] > interval(g)[1]:
            return _relation("conflict", flow, stock, f"{told(flow)} in a part of the time are more than {told(stock)} in all")
        return _relation("part_of", flow, stock, f"{told(flow)} in a period or at one place are a part of {told(stock)}")
    return _relation("different_measure", flow, stock, "what happened in a period against a running total", "stock_flow")


def _stocks(late: Point, early: Point) -> Relation | None:
    f, g = late.figure, early.figure
    where, one, two = area(f.place, g.place), interval(f), interval(g)
    if where == "apart":
        return None
    mine, theirs = period(late), period(early)
    if mine and theirs and mine[1] < theirs[0]:
        late, early, f, g, one, two = early, late, g, f, two, one
        where = {"within": "contains", "contains": "within"}.get(where, where)  # type: ignore[assignment]
    apart = gap(mine, theirs) if mine and theirs else days_apart(late, early)
    if where in ("within", "contains"):
        part, whole = (late, early) if where == "within" else (early, late)
        return _inside(part, whole, apart)
    if overlap(one, two):
        return _agreeing(late, early)
    if same_claimant(late, early) and is_after(late, early):
        return _relation("supersedes", late, early, f"{_who(late)} replaces {told(early)} by {told(late)}")
    if f.measure in LEVEL:
        return _conflict(late, early) if apart <= SAME_LEVEL else None
    if apart == UNBOUNDED:
        return None  # of unknown days, nobody can say which total came first
    if apart <= SAME_TIME or two[0] > one[1]:
        return _conflict(late, early)
    return _relation("consistent", late, early, f"a running total may have grown from {told(early)} to {told(late)}")


def _agreeing(late: Point, early: Point) -> Relation:
    f, g = late.figure, early.figure
    changed = (f.low, f.high) != (g.low, g.high) and f.best != g.best
    if same_claimant(late, early) and changed and is_after(late, early) and claimant(late) is not None:
        return _relation("supersedes", late, early, f"{_who(late)} replaces {told(early)} by {told(late)}")
    return _relation("consistent", late, early, f"{told(late)} fits {told(early)}")


def _inside(part: Point, whole: Point, apart: float) -> Relation | None:
    if interval(part.figure)[0] <= interval(whole.figure)[1]:
        return _relation("part_of", part, whole, f"{told(part)} at a place within are a part of {told(whole)}")
    return _conflict(part, whole) if apart <= SAME_LEVEL else None


def _flows(late: Point, early: Point) -> Relation | None:
    f, g = late.figure, early.figure
    where, mine, theirs = area(f.place, g.place), period(late), period(early)
    if where == "apart" or mine is None or theirs is None:
        return None
    local = f.place is not None and f.place.precision not in WIDE and where == "same"
    if not (local and gap(mine, theirs) <= SAME_EVENT) and f.as_of != g.as_of:
        return _nested(late, early) if overlaps(mine, theirs) else None
    if overlap(interval(f), interval(g)):
        return _agreeing(late, early)
    if same_claimant(late, early) and is_after(late, early):
        return _relation("supersedes", late, early, f"{_who(late)} replaces {told(early)} by {told(late)}")
    if f.revised and same_claimant(late, early) is None and (f.best or 0) > (g.best or 0):
        return _relation("supersedes", late, early, f"the toll rose from {told(early)} to {told(late)}")
    return _conflict(late, early)


def _nested(late: Point, early: Point) -> Relation | None:
    mine, theirs = period(late), period(early)
    if mine is None or theirs is None or mine == theirs:
        return None
    if within(mine, theirs):
        return _inside(late, early, 0)
    return _inside(early, late, 0) if within(theirs, mine) else None


def _conflict(a: Point, b: Point) -> Relation | None:
    f, g = a.figure, b.figure
    open_ = f.measure in MOVED and "possible" in (f.modality, g.modality)
    if open_ or (a.document == b.document and same_claimant(a, b) is not False and "denied" not in (f.modality, g.modality)):
        return None  # a statement lists its figures; what only may be contradicts nothing
    return _relation("conflict", a, b, f"{told(a)} against {told(b)} at about the same time")


def _who(p: Point) -> str:
    found = claimant(p)
    return found.name if found else (p.publisher or "the outlet")
