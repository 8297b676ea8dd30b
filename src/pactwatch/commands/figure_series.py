"""The ledger's figures as series, reviewed: what does not count is left out and told beside them, what was edited counts as edited."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pactwatch.commands.populations import Population, known_measures, population
from pactwatch.errors import UsageError
from pactwatch.figures.estimates import Policy
from pactwatch.figures.points import Point, point
from pactwatch.figures.reviewed import LeftOut, reviewed, state_of
from pactwatch.figures.rulings import Edited, Ruling, Standing
from pactwatch.figures.series import Known, Series, known_on, make_series, unique
from pactwatch.model import Party
from pactwatch.store.indexing import parts
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
    points = [*points_of(view, wanted), *moved_points(view, moves_into(wanted, standing))]
    return of_measure(series_in(points, standing, wanted, asked.as_of), asked.measure)


def find_series(view: View, asked: Asked) -> list[Series]:
    """Return the series that are asked for; their relations take in the party's figures of every measure."""
    return find_figures(view, asked).series


def points_of(view: View, wanted: Population) -> list[Point]:
    """Return the points that can be of a population, as the machine read them."""
    return [point(row.figure, row.document, row.known_at) for row in view.figures(parties=wanted.parties, words=wanted.words)]


def moves_into(wanted: Population, standing: Standing) -> tuple[Ruling, ...]:
    """Return the edits of parties by which figures read as another population's may be of this one."""
    if not (wanted.parties or wanted.words):
        return ()
    return tuple(one for one in standing.of.values() if one.counts and one.edited is not None and _moves(one.edited, wanted))


def moved_points(view: View, moves: Sequence[Ruling]) -> list[Point]:
    """Return the points of the claims that were edited so, as the machine read them."""
    claims, documents = {one.claim for one in moves}, list(dict.fromkeys(one.document for one in moves))
    rows = (row for some in parts(documents) for row in view.figures(documents=some))
    return [point(row.figure, row.document, row.known_at) for row in rows if row.figure.claim in claims]


def _moves(edited: Edited, wanted: Population) -> bool:
    pairs = ((getattr(edited.found, name), getattr(edited.now, name)) for name in ("agent", "recipient", "object"))
    changed: list[Party | None] = [now for found, now in pairs if found != now]
    return bool(changed) and (not wanted.parties or any(now is None or {now.actor, state_of(now)} & {*wanted.parties} for now in changed))


def series_in(points: Sequence[Point], standing: Standing, wanted: Population, as_of: str | None, known: Known | None = None) -> Found:
    """Return the series of a population among `points` with what is left out, of every measure; `known` as of `make_series`."""
    counting, left = reviewed(known_on(unique(points), as_of), standing)
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
