"""Changed things: the number of tanks told as one of drones, the tonnes of rice as tonnes of wheat (origins/things.toml)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.align import likeness, people, same_value, things
from pactwatch.origins.drift_counted import change, number_of
from pactwatch.origins.drift_types import Change
from pactwatch.origins.similarity import oddness
from pactwatch.origins.types import Facts, Figure
from pactwatch.origins.words import stem

ALIKE = 0.35
"""Likeness of two sentences from which a number that both have is that of one thing."""
ODD = 1.0
"""Oddness (similarity.py) of a number that is no chance."""
DWELT = "buildings"


def thing_changes(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield figures that count another kind of thing than any figure of the original with their number."""
    yield from _held_by_people(original, retelling)
    known = {word for line in original.lines for word in line.words}
    kept = {word for line in retelling.lines for word in line.words}
    for figure in retelling.figures:
        here = _kinds(figure)
        same = [other for other in original.figures if same_value(figure, other) and not other.heading]
        if not here or not same or figure.heading or oddness(figure) < ODD or any(not _kinds(o) or _kinds(o) & here for o in same):
            continue
        for other in same:
            there = _kinds(other)
            moved = {family for family, _ in here} == {family for family, _ in there}
            if not moved or _is_told(here, known) or _is_told(there, kept):
                continue
            if likeness(retelling.lines[figure.line], original.lines[other.line], numbers=False) >= ALIKE:
                yield change("measure", figure, other, f"{number_of(other)} ({_named(there)}) became {number_of(figure)} ({_named(here)})")
                return


def _held_by_people(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield an odd number of things told as one of people, or of people as things: "lost 26 boats", "26 fishermen were lost"."""
    for figure in retelling.figures:
        same = [other for other in original.figures if same_value(figure, other) and not other.heading]
        if len(same) != 1 or figure.heading or figure.vague or oddness(figure) < ODD:
            continue
        turned = (_are_people(figure) and _are_things(same[0])) or (_are_people(same[0]) and _are_things(figure))
        if turned and likeness(retelling.lines[figure.line], original.lines[same[0].line], numbers=False) >= ALIKE:
            yield change("measure", figure, same[0], f"{number_of(same[0])} became {number_of(figure)}")
            return


def _are_people(figure: Figure) -> bool:
    return bool(people(figure)) or figure.unit.endswith(("men", "women", "people"))


def _are_things(figure: Figure) -> bool:
    """Say whether a figure counts things; houses and villages are left aside, as they may stand for who lives there."""
    families = {family for family, _ in _kinds(figure)}
    return bool(families) and DWELT not in families and figure.unit.endswith("s") and not people(figure)


def _is_told(kinds: frozenset[tuple[str, str]], words: set[str]) -> bool:
    """Say whether a text speaks of a kind anywhere: then its other figure may be meant."""
    return any(word in words for word, kind in _table().items() if kind in kinds)


def _kinds(figure: Figure) -> frozenset[tuple[str, str]]:
    return frozenset(_table()[word] for word in things(figure) if word in _table())


def _named(kinds: frozenset[tuple[str, str]]) -> str:
    return ", ".join(sorted(kind for _, kind in kinds))


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, str]]:
    """Return the family and the kind of each stem."""
    families = read_toml("origins/things.toml")
    return {stem(word): (family, kind) for family, kinds in families.items() for kind, words in kinds.items() for word in words.split()}
