"""Series of figures, as `pactwatch figures` finds them: what was read kept until a further text is, reviews put on top.

A review changes the series of the parties whose figures it is of; those of all others are taken as they were made before.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from threading import Lock

from pactwatch.commands.figure_series import Asked, Found, moved_points, moves_into, of_measure, points_of, series_in
from pactwatch.commands.populations import population
from pactwatch.errors import UsageError
from pactwatch.figures.points import Point
from pactwatch.figures.rulings import Ruling
from pactwatch.figures.series import Known
from pactwatch.model import Frozen
from pactwatch.store.codec import day_bounds
from pactwatch.store.view import View
from pactwatch.web.computed.kept import Got, Kept

DAYS = 16
"""Days of which the series of each party are kept beside those that were asked for."""


class Points(Frozen, frozen=True, kw_only=True):
    """The points of a population as the machine read them, the claims that they rest on, and the series made of them by party."""

    points: list[Point]
    claims: frozenset[str]
    known: dict[str | None, Known]


class Choices(Frozen, frozen=True, kw_only=True):
    """The days on which figures were published, and what they measure; of none there is nothing to choose from."""

    days: list[str]
    measures: list[str]


class SeriesOf:
    """Series by what is asked; policies and grades change estimates only, which are not kept."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._moved = Moved()

    def found(self, view: View, asked: Asked) -> Got[Found]:
        """Return the series that are asked for and what is left out. UsageError PW120 for no date, PW121 for no such measure."""
        if asked.as_of is not None and day_bounds(asked.as_of) is None:
            raise UsageError("as_of takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")
        wanted, standing = population(asked.population), view.standing()
        moves = moves_into(wanted, standing)
        read = self._points(view, asked.population)

        def make(own: View) -> Found:
            days = read.value.known
            if len(days) > DAYS:
                days.clear()
            known = days.setdefault(asked.as_of, Known())
            found = series_in([*read.value.points, *self._moved.of(own, moves)], standing, wanted, asked.as_of, known)
            if asked.as_of is not None:
                known.related.clear()  # of days gone by few things change, and each would keep as many pairs
            return found

        version: Hashable = (read.version, standing.among(read.value.claims), moves)
        got = self._kept.get(("series", asked.population, asked.as_of), version, make)
        return Got(of_measure(got.value, asked.measure), got.version, read.fresh and got.fresh)

    def choices(self, view: View) -> Choices:
        """Return what the figures of the whole ledger can be asked by, as the machine read them."""
        read = self._points(view, None)
        return self._kept.get("choices", read.version, lambda _: _choices(read.value.points)).value

    def _points(self, view: View, of: str | None) -> Got[Points]:
        wanted = population(of)
        return self._kept.get(("points", of), view.stamps().readings, lambda own: _points(points_of(own, wanted)))


class Moved:
    """The points whose party people edited, each read once until a further text is; threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._readings: Hashable = None
        self._by_claim: dict[str, list[Point]] = {}

    def of(self, view: View, moves: Sequence[Ruling]) -> list[Point]:
        """Return the points of the claims of `moves`, as the machine read them."""
        readings = view.stamps().readings
        with self._lock:
            if readings != self._readings:
                self._readings, self._by_claim = readings, {}
            new = [one for one in moves if one.claim not in self._by_claim]
            found: dict[str, list[Point]] = {one.claim: [] for one in new}
            for p in moved_points(view, new):
                found[p.figure.claim or ""].append(p)
            self._by_claim |= found  # not before all of them are read
            return [p for one in moves for p in self._by_claim[one.claim]]


def _points(points: list[Point]) -> Points:
    return Points(points=points, claims=frozenset(p.figure.claim for p in points if p.figure.claim is not None), known={})


def _choices(points: list[Point]) -> Choices:
    return Choices(days=sorted({p.day for p in points if p.day}), measures=sorted({p.figure.measure for p in points}))
