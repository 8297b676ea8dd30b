"""Which two figures of one party are compared: all where they are few, else those near in time and those that a total must not fall below.

1. few      of up to FAMILY points of a party every two; of a larger one, every two of each measure that has up to FAMILY
2. near     else those within NEAR days of one measure or with one number, of other measures within SAME_TIME
3. claimed  each running total with the latest earlier one of each claimant, of its measure and, of harm, of casualties too
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from pactwatch.figures.days import days_of
from pactwatch.figures.points import Point, claimant_key
from pactwatch.figures.relations import PARTS, SAME_TIME

FAMILY = 60
"""Points of one party, or of one measure, that are all compared with each other."""
NEAR = 14
"""Days within which the points of a larger one are."""
OFTEN = 3000
"""Comparisons of one point at most, the nearest in time first: copies of one report need not all be compared."""
CLAIMANTS = 5
"""Claimants whose latest running total one is compared with, the latest first."""
AHEAD = 2**31
"""A day after all others: a day that is not known is near each, as it lies between none and this."""
Two = tuple[int, int]
"""The places of two points, the earlier first."""


class Pairs:
    """The pairs of some points, in order of publication, that are compared."""

    def __init__(self, family: Sequence[Point]) -> None:
        self._family = family
        self._sizes = Counter(p.figure.measure for p in family)
        self._small = {measure for measure, size in self._sizes.items() if size <= FAMILY}
        self._measures = [p.figure.measure for p in family]
        days = [days_of(p.day) for p in family]
        self._firsts = [one[0].toordinal() if one else 0 for one in days]
        self._lasts = [one[1].toordinal() if one else AHEAD for one in days]
        self._done: Counter[str] = Counter()

    def __iter__(self) -> Iterator[tuple[Point, Point]]:
        """Yield each pair once."""
        self._done.clear()
        for i, j in self._chosen():
            for measure in {self._measures[i], self._measures[j]}:
                self._done[measure] += 1
            yield self._family[i], self._family[j]

    def left_out(self) -> dict[str, int]:
        """Return by measure how many pairs that its points are in were not compared, once all pairs were yielded."""
        every = len(self._family)
        pairs = {measure: size * (size - 1) // 2 + size * (every - size) for measure, size in self._sizes.items()}
        return {measure: count - self._done[measure] for measure, count in pairs.items()}

    def _chosen(self) -> Iterator[Two]:
        for i in range(len(self._family)):
            if len(self._family) <= FAMILY:
                yield from ((i, j) for j in range(i + 1, len(self._family)))
            else:
                yield from self._near(i)
        if len(self._family) > FAMILY:
            yield from self._few()
            yield from self._claimed()

    def _near(self, i: int) -> Iterator[Two]:
        for j in range(i + 1, min(len(self._family), i + 1 + OFTEN)):
            apart = self._apart(i, j)
            if apart > NEAR:
                break
            if self._is_near(i, j, apart) and not self._is_few(i, j):
                yield i, j

    def _few(self) -> Iterator[Two]:
        for measure in sorted(self._small):
            places = [n for n, p in enumerate(self._family) if p.figure.measure == measure]
            yield from ((i, j) for n, i in enumerate(places) for j in places[n + 1 :])

    def _claimed(self) -> Iterator[Two]:
        latest: dict[str, dict[str, int]] = {}
        for j, p in enumerate(self._family):
            if p.figure.kind != "stock":
                continue
            for measure in (p.figure.measure, *_against(p.figure.measure)):
                for i in islice(reversed(latest.get(measure, {}).values()), CLAIMANTS):
                    if not (self._is_few(i, j) or (j - i <= OFTEN and self._is_near(i, j, self._apart(i, j)))):
                        yield i, j
            mine = latest.setdefault(p.figure.measure, {})
            mine.pop(claimant_key(p), None)
            mine[claimant_key(p)] = j

    def _apart(self, i: int, j: int) -> int:
        """Return the days between two points; none where the day of one is not known."""
        return max(0, self._firsts[j] - self._lasts[i], self._firsts[i] - self._lasts[j])

    def _is_near(self, i: int, j: int, apart: int) -> bool:
        if apart <= SAME_TIME or apart > NEAR:
            return apart <= SAME_TIME
        return self._measures[i] == self._measures[j] or self._family[i].figure.best == self._family[j].figure.best

    def _is_few(self, i: int, j: int) -> bool:
        return self._measures[i] == self._measures[j] and self._measures[i] in self._small


def _against(measure: str) -> tuple[str, ...]:
    """Return the measures whose running totals bound one: the dead are never more than all losses."""
    return ("casualties",) if measure in PARTS else tuple(sorted(PARTS)) if measure == "casualties" else ()
