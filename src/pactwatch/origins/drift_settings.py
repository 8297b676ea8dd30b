"""Changed settings: another day, another place, where two sentences tell the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.origins.align import likeness
from pactwatch.origins.drift_types import Change
from pactwatch.origins.types import Facts, Line

ALIKE = 0.45
"""Likeness of two sentences from which they tell one thing."""
SAME = 0.75
"""Likeness from which they are one sentence but for the place: that it is another is sure where the original has it elsewhere."""


def setting_changes(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield sentences whose day or place became one that the original has nowhere, while its own is gone."""
    yield from _days(original, retelling)
    yield from _places(original, retelling)


def _days(original: Facts, retelling: Facts) -> Iterator[Change]:
    published = {(facts.published or "")[:10] for facts in (original, retelling)}
    for n, m in _alike(original, retelling):
        here, there = set(retelling.lines[n].days), set(original.lines[m].days)
        if not here or not there or here & set(original.days) or there & set(retelling.days) or (here | there) & published:
            continue
        if {day[4:] for day in here} & {day[4:] for day in there}:
            continue  # the year was only reckoned, from what else the sentence says
        why = f"{', '.join(sorted(there))} became {', '.join(sorted(here))}"
        yield Change(kind="date", explanation=why, span=retelling.lines[n].span, against=original.lines[m].span)
        return


def _places(original: Facts, retelling: Facts) -> Iterator[Change]:
    known = {place for line in original.lines for place in line.places}
    kept = {place for line in retelling.lines for place in line.places}
    for n, m in _alike(original, retelling):
        here, there = _apart(retelling.lines[n].places, original.lines[m].places)
        if len(here) != 1 or len(there) != 1 or there & kept:
            continue
        if here & known:
            if likeness(retelling.lines[n], original.lines[m]) >= SAME and _country(there) not in retelling.countries:
                yield _place(here, there, retelling.lines[n], original.lines[m])
                return
            continue
        names = {word for line in original.lines for word in line.names} | set(original.heading)
        if _name(here) in names or _country(here) != _country(there):
            continue
        yield _place(here, there, retelling.lines[n], original.lines[m])
        return


def _place(here: set[str], there: set[str], line: Line, other: Line) -> Change:
    why = f"{_name(there).title()} became {_name(here).title()}"
    return Change(kind="place", explanation=why, span=line.span, against=other.span)


def _apart(here: Sequence[str], there: Sequence[str]) -> tuple[set[str], set[str]]:
    """Return the places that only the one or only the other sentence has."""
    return set(here) - set(there), set(there) - set(here)


def _alike(original: Facts, retelling: Facts) -> list[tuple[int, int]]:
    pairs = (
        (-likeness(line, other), n, m) for n, line in enumerate(retelling.lines) for m, other in enumerate(original.lines)
    )
    return [(n, m) for alike, n, m in sorted(pairs) if -alike >= ALIKE]


def _name(places: set[str]) -> str:
    return min(places).partition(":")[0]


def _country(places: set[str]) -> str:
    return min(places).partition(":")[2]
