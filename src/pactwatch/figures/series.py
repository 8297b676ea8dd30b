"""Series: points by measure, population and party, with their conflicts, explanations and estimates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from pactwatch.figures.days import days_of
from pactwatch.figures.groups import class_of, party_key, unit_key, with_parties
from pactwatch.figures.pairs import Pairs
from pactwatch.figures.places import place_key
from pactwatch.figures.points import Point
from pactwatch.figures.related import Related, relations_of
from pactwatch.figures.relations import Relation
from pactwatch.model import Frozen
from pactwatch.reading.figure_measures import is_of_people


class Series(Frozen, frozen=True, kw_only=True):
    """The points of one measure of one population, in order of publication, with the relations that touch them.

    `uncompared` are the pairs of figures, of which one is of this measure, that were too many to be compared (pairs.py).
    """

    measure: str
    unit: str
    population: str
    party: str | None
    place: str | None
    points: tuple[Point, ...]
    relations: tuple[Relation, ...]
    uncompared: int = 0

    @property
    def conflicts(self) -> tuple[Relation, ...]:
        """The relations in which two figures contradict each other."""
        return tuple(r for r in self.relations if r.kind == "conflict")

    @property
    def explained(self) -> tuple[Relation, ...]:
        """The relations that say why two unlike figures do not contradict each other."""
        return tuple(r for r in self.relations if r.kind not in ("conflict",))


class Known:
    """What was made of each party's points: its series by the points that they were made of, and how every two of the points stand to each other."""

    def __init__(self) -> None:
        self.series: dict[Hashable, list[Series]] = {}
        self.related: dict[Hashable, Related] = {}


def known_on(points: Iterable[Point], day: str | None) -> list[Point]:
    """Return what is known to be published by the end of `day` (ISO day, month or year), all of it without one."""
    if day is None:
        return list(points)
    until = days_of(day)
    last = until[1].isoformat() if until else day
    return [p for p in points if p.day and p.day <= last]


def make_series(
    points: Iterable[Point], wanted: Callable[[Sequence[Point]], bool] | None = None, known: Known | None = None
) -> list[Series]:
    """Return the series of `points`, the largest first; the order in which points come changes nothing.

    With `wanted`, only those of parties whose points it holds of: the relations of others are not looked for. `known` is what was
    made of the points of the same documents before: what is the same is taken from it, and it then holds what is now.
    """
    ordered = with_parties(unique(points))
    families: dict[tuple[str, str], list[Point]] = {}
    for p in ordered:
        families.setdefault((party_key(p), "people" if is_of_people(p.figure.measure) else p.figure.measure), []).append(p)
    before, now = known or Known(), Known()
    for party, family in families.items():
        if wanted is None or wanted(family):
            name = party, tuple((p.figure.id, None if p.machine is None else p.figure) for p in family)
            related = before.related.get(party, {})
            made = before.series.get(name)
            now.series[name] = made if made is not None else _of_family(family, related)
            now.related[party] = related
    if known is not None:
        known.series, known.related = now.series, now.related
    return sorted((s for some in now.series.values() for s in some), key=lambda s: (-len(s.points), s.measure, s.population, s.unit))


def _of_family(family: Sequence[Point], related: Related) -> list[Series]:
    """Return the series of one party; `related` is how some of its points stand to each other, and then those of now."""
    touching: dict[str, dict[Relation, None]] = {}
    pairs = Pairs(family)
    for r in relations_of(family, pairs, related):
        for key in (r.a, *r.b):
            touching.setdefault(key, {})[r] = None
    left = pairs.left_out()
    return [_series(group, touching, left[group[0].figure.measure]) for group in _groups(family)]


def unique(points: Iterable[Point]) -> list[Point]:
    """Return each figure once, however often it came."""
    return list({p.figure.id: p for p in points}.values())


def _groups(family: Sequence[Point]) -> list[list[Point]]:
    """Return the points by measure, unit and population; what leaves the population unsaid joins the most frequent one."""
    by: dict[tuple[str, str], list[Point]] = {}
    for p in family:
        by.setdefault((p.figure.measure, unit_key(p)), []).append(p)
    groups = []
    for points in by.values():
        classes = Counter(c for p in points if (c := class_of(p.figure.group)) is not None)
        usual = min(classes, key=lambda c: (-classes[c], c)) if classes else None
        parted: dict[str | None, list[Point]] = {}
        for p in points:
            parted.setdefault(class_of(p.figure.group) or usual, []).append(p)
        groups += list(parted.values())
    return groups


def _series(points: list[Point], touching: Mapping[str, Mapping[Relation, None]], uncompared: int) -> Series:
    relations = dict.fromkeys(r for key in dict.fromkeys(p.key for p in points) for r in touching.get(key, ()))
    names = Counter(p.figure.population for p in points)
    units = Counter(p.figure.unit for p in points)
    places = {place_key(p.figure.place) for p in points}
    first = points[0].figure
    place = first.place.name if len(places) == 1 and first.place else None
    return Series(
        measure=first.measure, unit=unit_key(points[0]) or min(units, key=lambda u: (-units[u], u)),
        population=min(names, key=lambda name: (-names[name], name)), party=first.party.name if first.party else None, place=place,
        points=tuple(points), relations=tuple(sorted(relations, key=lambda r: (r.kind, r.a, r.b))),
        uncompared=uncompared,
    )
