"""What rests on a claim: figures, stories, findings, and the places of cases that use it (case_uses). What a retraction has to reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pactwatch.casefile.case_uses import CaseUse, cases_with, ids_of
from pactwatch.figures.points import Point, point
from pactwatch.figures.series import make_series
from pactwatch.instruments.assess import assess
from pactwatch.instruments.findings import Finding
from pactwatch.instruments.register import register
from pactwatch.model import Frozen, Reading
from pactwatch.store.tracing import Traced
from pactwatch.store.view import View


class FigureUse(Frozen, frozen=True, kw_only=True):
    """A point that the claim gives to a series: the series by measure, population and place, the point by its figure and words."""

    figure: str
    measure: str
    population: str
    place: str | None
    as_of: str | None
    text: str
    points: int


class StoryUse(Frozen, frozen=True, kw_only=True):
    """The story that the claim's document belongs to, with all its documents."""

    story: str
    documents: tuple[str, ...]


class FindingUse(Frozen, frozen=True, kw_only=True):
    """A finding in which the claim stands; `main` tells that it is the one that raised it."""

    finding: str
    provision: str
    cite: str
    main: bool


class Dependents(Frozen, frozen=True, kw_only=True):
    """All that rests on `claim`; `ids` are the ids that it has had in the readings of its text, `repeats` the claims that repeat it."""

    claim: str
    ids: tuple[str, ...]
    repeats: tuple[str, ...]
    figures: tuple[FigureUse, ...]
    stories: tuple[StoryUse, ...]
    findings: tuple[FindingUse, ...]
    cases: tuple[CaseUse, ...]


def dependents(view: View, claim_id: str, stories: Traced | None = None) -> Dependents:
    """Return what rests on the claim with this id, or the start of it; `stories` as traced already, without them none are named.

    Raises LedgerError PW408 where there is no such claim, PW409 where there are several.
    """
    found = view.claim(claim_id)
    review = view.review(found.claim.id)
    ids = ids_of(review)
    reading = found.reading if review.now is None else view.claim(review.now).reading
    figures = tuple(_figures(view, reading, ids))
    return Dependents(
        claim=found.claim.id,
        ids=ids,
        repeats=tuple(claim.id for claim in reading.claims if claim.same_as in ids),
        figures=figures,
        stories=tuple(_stories(reading, stories)),
        findings=tuple(_finding(item, ids) for item in assess(reading, register(view.register_files().values())) if _stands_in(item, ids)),
        cases=cases_with(view, ids, series_of(figures), stories),
    )


def series_of(figures: Iterable[FigureUse]) -> tuple[tuple[str, str], ...]:
    """Return measure and population of the series that figures are points of."""
    return tuple(dict.fromkeys((one.measure, one.population) for one in figures))


def _figures(view: View, reading: Reading, ids: tuple[str, ...]) -> Iterator[FigureUse]:
    own = [figure for figure in reading.figures if figure.claim in ids]
    for figure in own:
        parties = [figure.party.actor] if figure.party and figure.party.actor else []
        rows = view.figures(parties=parties, words=None if parties else figure.population or None)
        points: list[Point] = [point(row.figure, row.document, row.known_at) for row in rows]
        for series in make_series(points):
            if any(item.figure.id == figure.id for item in series.points):
                yield FigureUse(
                    figure=figure.id, measure=series.measure, population=series.population, place=series.place,
                    as_of=figure.as_of, text=figure.text, points=len(series.points),
                )  # fmt: skip


def _stories(reading: Reading, stories: Traced | None) -> Iterator[StoryUse]:
    documents = next((one for one in stories.stories if reading.document.id in one), None) if stories is not None else None
    if stories is not None and documents is not None:  # a text that came just now may not be compared yet
        yield StoryUse(story=stories.id_of(documents), documents=documents)


def _stands_in(finding: Finding, ids: tuple[str, ...]) -> bool:
    return finding.claim in ids or any(claim in ids for claim in finding.claims)


def _finding(finding: Finding, ids: tuple[str, ...]) -> FindingUse:
    return FindingUse(finding=finding.id, provision=finding.provision, cite=finding.cite, main=finding.claim in ids)
