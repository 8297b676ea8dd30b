"""A point: one figure with the publication that gave it, as series and relations see it."""

from __future__ import annotations

from functools import lru_cache

from pactwatch.data import read_rows
from pactwatch.figures.days import Days, days_of, gap
from pactwatch.model import Document, Figure, Frozen, Source

UNBOUNDED = float("inf")
ROUGH = 0.1
"""How far from "about N" a figure may lie and still agree with it: a tenth, the usual rounding of reports."""


class Point(Frozen, frozen=True, kw_only=True):
    """A figure with its document's publication; `known_at` is when the ledger came to know it (ISO 8601).

    `machine` is the figure as it was read, where people edited it: `figure` is then as edited.
    """

    figure: Figure
    document: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    known_at: str | None = None
    machine: Figure | None = None

    @property
    def key(self) -> str:
        """The id by which outputs refer to the point: its claim's, or where none carries it the figure's own."""
        return self.figure.claim or self.figure.id

    @property
    def day(self) -> str:
        """The day of publication; "" where it is not known: when a text came into the ledger says nothing of its day."""
        return (self.published or "")[:10]

    @property
    def order(self) -> tuple[str, str, int, str]:
        """What points are sorted by: neither the order of arrival nor that of reading shows in it."""
        return self.day, self.document, self.figure.span[0], self.figure.id


def point(figure: Figure, document: Document, known_at: str | None = None) -> Point:
    """Return the point that `figure` makes with its document."""
    return Point(
        figure=figure, document=document.id, title=document.title, publisher=document.publisher, url=document.url,
        published=document.published, known_at=known_at,
    )


def interval(figure: Figure) -> tuple[float, float]:
    """Return the closed interval of values that a figure allows; "about" allows a tenth on both sides."""
    low = figure.low if figure.low is not None else 0.0
    high = figure.high if figure.high is not None else UNBOUNDED
    if figure.comparator == "about" and figure.best is not None:
        return figure.best * (1 - ROUGH), figure.best * (1 + ROUGH)
    if figure.comparator == "less_than" and figure.high is not None:
        return figure.high * (1 - 2 * ROUGH), figure.high
    return low, high


def overlap(one: tuple[float, float], two: tuple[float, float]) -> bool:
    """Say whether two intervals share a value."""
    return one[0] <= two[1] and two[0] <= one[1]


def is_after(one: Point, two: Point) -> bool:
    """Say whether `one` was published on a later day than `two`; a day that is not known is neither before nor after."""
    return bool(one.day and two.day) and one.day > two.day


def is_by(one: Point, two: Point) -> bool:
    """Say whether `one` is known to have been published by the day of `two`: one text is of one day, known or not."""
    return one.document == two.document or (bool(one.day and two.day) and one.day <= two.day)


def days_apart(one: Point, two: Point) -> float:
    """Return the days between the publications of two figures; infinite where they are not known."""
    a, b = days_of(one.day), days_of(two.day)
    return 0 if one.document == two.document else gap(a, b) if a and b else UNBOUNDED


def period(point: Point) -> Days | None:
    """Return the days for which a figure holds: its own, else that of publication."""
    return days_of(point.figure.as_of) or days_of(point.day)


@lru_cache(maxsize=1)
def _officials() -> dict[str, str]:
    return {row["id"]: row["country"] for row in read_rows("actors/officials.tsv")}


@lru_cache(maxsize=1)
def _organisations() -> dict[str, str]:
    return {row["id"]: row["country"] for row in read_rows("actors/organisations.tsv")}


@lru_cache(maxsize=1)
def _media() -> frozenset[str]:
    return frozenset(row["id"] for row in read_rows("actors/organisations.tsv") if row["kind"] == "media")


def is_media(source: Source) -> bool:
    """Say whether a source is a medium of the register, which relays what others say and speaks for no state."""
    return source.actor in _media()


def claimant(point: Point) -> Source | None:
    """Return who claims the figure: the innermost source, None where the outlet asserts it."""
    return point.figure.attributed_to[-1] if point.figure.attributed_to else None


def claimant_key(point: Point) -> str:
    """Return what the figures of one claimant share, whatever words each text has for it; of none, those of one outlet (of one text).

    Outlets whose names are not known are not one: then each text is a claimant of its own.
    """
    source = claimant(point)
    return (source.actor or source.name.casefold()) if source else f"outlet {point.publisher or point.document}"


def side(source: Source | None) -> str | None:
    """Return the state for which a source speaks, None where that is not known."""
    if source is None or source.actor is None:
        return None
    actor = source.actor
    found = _officials().get(actor) or _organisations().get(actor)
    if found:
        return found
    prefix = actor.split("-", maxsplit=1)[0]
    return prefix if len(prefix) == 3 and prefix.isupper() else None


def same_claimant(one: Point, two: Point) -> bool | None:
    """Say whether two figures come from one claimant, or one state's bodies; None where that cannot be told."""
    a, b = claimant(one), claimant(two)
    if a is None or b is None:
        return one.publisher == two.publisher if a is None and b is None and one.publisher and two.publisher else None
    if (a.actor is not None and a.actor == b.actor) or a.name.casefold() == b.name.casefold():
        return True
    sides = side(a), side(b)
    if None in sides:
        return None
    return sides[0] == sides[1]
