"""Series of figures, as `pactwatch figures` finds them: what was read kept until a further text is, reviews put on top.

A review changes the series of the parties whose figures it is of; those of all others are taken as they were made before.
"""

from __future__ import annotations

from collections.abc import Hashable

from pactwatch.commands.figure_series import Asked, Found, moved, of_measure, points_of, series_in
from pactwatch.commands.populations import population
from pactwatch.errors import UsageError
from pactwatch.figures.points import Point
from pactwatch.figures.series import Known
from pactwatch.model import Frozen
from pactwatch.store.codec import day_bounds
from pactwatch.store.view import View
from pactwatch.web.computed.kept import PATIENCE, Got, Kept

DAYS = 16
"""Days of which the series of each party are kept beside those that were asked for."""


class Points(Frozen, frozen=True, kw_only=True):
    """The points of a population as the machine read them, the claims that they rest on, and the series made of them by party."""

    points: list[Point]
    claims: frozenset[str]
    known: dict[str | None, Known]


class SeriesOf:
    """Series by what is asked; policies and grades change estimates only, which are not kept."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def found(self, view: View, asked: Asked, *, patience: float = PATIENCE) -> Got[Found]:
        """Return the series that are asked for and what is left out. UsageError PW120 for no date, PW121 for no such measure.

        What came just now is waited for as long as `patience` says, in seconds.
        """
        if asked.as_of is not None and day_bounds(asked.as_of) is None:
            raise UsageError("as_of takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")
        wanted, standing = population(asked.population), view.standing()
        of = ("points", asked.population)
        documents = moved(standing)
        read = self._kept.get(of, (view.stamps().readings, documents), lambda own: _points(points_of(own, wanted, documents)), patience=patience)

        def make(_: View) -> Found:
            days = read.value.known
            if len(days) > DAYS:
                days.clear()
            known = days.setdefault(asked.as_of, {})
            return series_in(read.value.points, standing, wanted, asked.as_of, known)

        version: Hashable = (read.version, standing.among(read.value.claims))
        got = self._kept.get(("series", asked.population, asked.as_of), version, make, patience=patience)
        return Got(of_measure(got.value, asked.measure), got.version, read.fresh and got.fresh)


def _points(points: list[Point]) -> Points:
    return Points(points=points, claims=frozenset(p.figure.claim for p in points if p.figure.claim is not None), known={})
