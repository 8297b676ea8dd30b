"""The ledger's figures as series, reviewed: what does not count is left out and told beside them, what was edited counts as edited."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pactwatch.commands.populations import Population, known_measures, population
from pactwatch.errors import UsageError
from pactwatch.figures.estimates import Policy
from pactwatch.figures.points import Point, point
from pactwatch.figures.reviewed import LeftOut, reviewed
from pactwatch.figures.rulings import Standing
from pactwatch.figures.series import Known, Series, known_on, make_series
from pactwatch.store.view import View


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What of the figures is asked for; `population` is a party or words of a population, `as_of` a day, month or year."""

    measure: str | None = None
    population: str | None = None
    as_of: str | None = None
    policy: Policy | None = None


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The series that are asked for, and the points that count in none, as their claims were rejected or retracted."""

    series: list[Series]
    left_out: list[LeftOut]


def find_figures(view: View, asked: Asked) -> Found:
    """Return the series that are asked for, and what is left out of them; UsageError PW121 for a measure that there is not."""
    wanted, standing = population(asked.population), view.standing()
    return of_measure(series_in(points_of(view, wanted, moved(standing)), standing, wanted, asked.as_of), asked.measure)


def find_series(view: View, asked: Asked) -> list[Series]:
    """Return the series that are asked for; their relations take in the party's figures of every measure."""
    return find_figures(view, asked).series


def moved(standing: Standing) -> tuple[str, ...]:
    """Return the documents of claims whose parties people changed: their figures may be of another population than they were read as."""
    edits = [(one.document, one.edited) for one in standing.of.values() if one.edited is not None]
    names = ("agent", "recipient", "object")
    return tuple(dict.fromkeys(name for name, e in edits if any(getattr(e.found, part) != getattr(e.now, part) for part in names)))


def points_of(view: View, wanted: Population, documents: Sequence[str] = ()) -> list[Point]:
    """Return the points that can be of a population, as the machine read them, and all of `documents`."""
    rows = view.figures(parties=wanted.parties, words=wanted.words, documents=documents)
    return [point(row.figure, row.document, row.known_at) for row in rows]


def series_in(points: Sequence[Point], standing: Standing, wanted: Population, as_of: str | None, known: Known | None = None) -> Found:
    """Return the series of a population among `points` with what is left out, of every measure; `known` as of `make_series`."""
    counting, left = reviewed(known_on(points, as_of), standing)
    series = [s for s in make_series(counting, wanted.may_hold, known) if wanted.holds(s.points)]
    return Found(series=series, left_out=sorted((one for one in left if wanted.holds([one.point])), key=lambda one: one.point.order))


def of_measure(found: Found, measure: str | None) -> Found:
    """Return of what was found the series of a measure; UsageError PW121 where there is no such measure."""
    if measure is None:
        return found
    name = " ".join(measure.casefold().split())
    if name not in known_measures() and not any(s.measure == name for s in found.series):
        listed = ", ".join(sorted({s.measure for s in found.series} or known_measures()))
        raise UsageError(f"--measure {measure} is no measure; these are: {listed}", code="PW121")
    left = [one for one in found.left_out if one.point.figure.measure == name]
    return Found(series=[s for s in found.series if s.measure == name], left_out=left)
