"""The statements that can hold the parts of a total: documents with several figures, looked up by day and by what they can add up to.

Of thousands of figures of one party, few are near a total; without this each would be held against every statement.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pactwatch.figures.days import Days, days_of
from pactwatch.figures.points import Point

SPAN = 60
"""Days between a total and the statement of its parts."""
LARGEST = 4
"""Parts of a sum at most."""
ROUGH = 0.03
"""The part of a total by which a sum of rough figures may miss it."""


class _Statement(NamedTuple):
    """The figures of one document: the days of its publication as numbers, the least and the most that its figures add up to."""

    number: int
    first: int
    last: int
    least: float
    most: float
    points: list[Point]


class Statements:
    """The documents with several figures among some points of one party."""

    def __init__(self, points: Sequence[Point]) -> None:
        """Sort the documents by their days."""
        groups: dict[str, list[Point]] = {}
        for p in points:
            groups.setdefault(p.document, []).append(p)
        made = [_statement(n, group) for n, group in enumerate(groups.values()) if len(group) > 1]
        self._of = {one.points[0].document: one for one in made}
        self._dated = sorted((one for one in made if one.last), key=lambda one: (one.first, one.number))
        self._firsts = [one.first for one in self._dated]
        self._widest = max((one.last - one.first for one in self._dated), default=0)

    def near(self, total: Point) -> Iterator[list[Point]]:
        """Yield the figures of each document that may hold the parts of `total`, as the documents came."""
        own, days = self._of.get(total.document), days_of(total.day)
        found = self._around(days) if days else []
        if own is not None and all(own is not one for one in found):
            found = [*found, own]
        wanted = total.figure.best or 0
        for one in sorted(found, key=lambda one: one.number):
            if one.least <= wanted + abs(wanted) * ROUGH and one.most >= wanted - abs(wanted) * ROUGH:
                yield one.points

    def _around(self, days: Days) -> list[_Statement]:
        first, last = days[0].toordinal(), days[1].toordinal()
        start = bisect_left(self._firsts, first - SPAN - self._widest)
        end = bisect_right(self._firsts, last + SPAN)
        return [one for one in self._dated[start:end] if one.last >= first - SPAN]


def _statement(number: int, points: list[Point]) -> _Statement:
    days = days_of(points[0].day)
    first, last = (days[0].toordinal(), days[1].toordinal()) if days else (0, 0)
    values = sorted(p.figure.best for p in points if p.figure.best is not None)
    least = min((sum(values[:size]) for size in range(2, LARGEST + 1)), default=0)
    most = max((sum(values[-size:]) for size in range(2, LARGEST + 1)), default=0)
    return _Statement(number, first, last, least, most, points)
