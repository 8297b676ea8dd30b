"""The relations among the points of one party: of every two that are compared, and the sums, without what another relation explains."""

from __future__ import annotations

from collections.abc import Sequence, Set

from pactwatch.figures.pairs import Pairs
from pactwatch.figures.points import Point
from pactwatch.figures.relations import Relation, relate
from pactwatch.figures.sums import find_sums

Related = dict[tuple[str, str], Relation | None]
"""How two figures (ids) stand to each other as the machine read them; kept, as people edit few of thousands."""
Value = tuple[str, float | None]
"""A measure and a number."""


def relations_of(family: Sequence[Point], pairs: Pairs, related: Related) -> list[Relation]:
    """Return the relations among the points of one party, in order: of its `pairs`, and the sums.

    What is in `related` is not looked for anew; it then holds the pairs of now.
    """
    found = _of_pairs(pairs, related) + find_sums(family)
    kept: dict[tuple[str, str, tuple[str, ...]], Relation] = {}
    for r in found:
        if r.a not in r.b or len(r.b) > 1:
            kept.setdefault((r.kind, r.a, r.b), r)
    values = {p.key: (p.figure.measure, p.figure.best) for p in family}
    summed = {(values[r.a], values[b]) for r in kept.values() if r.kind == "explained_by_sum" for b in r.b}
    wanted = [r for r in kept.values() if not (r.kind == "conflict" and len(r.b) == 1 and _is_part(values[r.a], values[r.b[0]], summed))]
    return sorted(wanted, key=lambda r: (r.kind, r.a, r.b))


def _of_pairs(pairs: Pairs, related: Related) -> list[Relation]:
    found, now = list[Relation](), Related()
    for one, two in pairs:
        if one.machine is not None or two.machine is not None:
            r = relate(one, two)
        else:
            key = one.figure.id, two.figure.id
            r = now[key] = related[key] if key in related else relate(one, two)
        if r is not None and not _goes_without_saying(r, one, two):
            found.append(r)
    related.clear()
    related.update(now)
    return found


def _is_part(one: Value, two: Value, summed: Set[tuple[Value, Value]]) -> bool:
    """Say whether one of two numbers is told to be a part of the other, whoever tells them here."""
    return (one, two) in summed or (two, one) in summed


def _goes_without_saying(r: Relation, one: Point, two: Point) -> bool:
    """Say whether a relation is of no news: what one text says twice agrees, and its measures differ on purpose."""
    return one.document == two.document and r.kind in ("consistent", "different_measure")
