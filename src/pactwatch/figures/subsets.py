"""Parts that may add up to a total: searched by value, so that what cannot reach the total is never tried, in bounded work."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from pactwatch.figures.points import Point

STEPS = 20_000
"""Points that are tried for one total at most; a table of numbers makes more sums than anybody meant."""
Fits = Callable[[Point, Point], bool]
"""Says whether two points may be parts of one sum."""


class Subsets:
    """Sets of `parts`, in order of publication, that add up to between `low` and `high`, every two of which `fits` lets stand together."""

    def __init__(self, parts: Sequence[Point], low: float, high: float, fits: Fits, steps: int = STEPS) -> None:
        self._parts = sorted((p for p in parts if 0 <= _value(p) <= high), key=lambda p: (_value(p), p.order))
        self._values = [_value(p) for p in self._parts]
        self._low, self._high, self._fits, self._steps = low, high, fits, steps

    def of(self, size: int) -> Iterator[tuple[Point, ...]]:
        """Yield the sets of `size` points, those with the least parts first, until the steps are used up."""
        yield from self._grown((), 0, 0.0, size)

    def _grown(self, chosen: tuple[Point, ...], start: int, added: float, left: int) -> Iterator[tuple[Point, ...]]:
        if left == 0:
            yield tuple(sorted(chosen, key=lambda p: p.order))
            return
        for i in self._reaching(start, added, left):
            self._steps -= 1
            if self._steps < 0:
                return
            if all(self._fits(p, self._parts[i]) for p in chosen):
                yield from self._grown((*chosen, self._parts[i]), i + 1, added + self._values[i], left - 1)

    def _reaching(self, start: int, added: float, left: int) -> range:
        """Return the places of the values from which, with `left` - 1 more of no less each, the sum can come out right."""
        most = sum(self._values[len(self._values) - left + 1 :]) if left > 1 else 0.0
        first = bisect_left(self._values, self._low - added - most)
        return range(max(start, first), min(bisect_right(self._values, (self._high - added) / left), len(self._values) - left + 1))


def _value(p: Point) -> float:
    return -1.0 if p.figure.best is None else p.figure.best
