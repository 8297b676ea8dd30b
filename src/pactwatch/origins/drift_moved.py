"""Moved numbers: two figures that changed places, a bare number put in a figure's place, a death where there was none.

1. exchanged   "121 votes to 6, with 38 abstentions" told as "121 to 38, with 6 abstentions"
2. put in      "1.96 billion dollars; it rose by 310 million" told as "310 million dollars"
3. fated       "stopped 340 migrants" told as "340 migrants drowned"
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.align import is_scale, likeness, main_value, same_thing, same_value, values
from pactwatch.origins.drift_counted import change, number_of
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import words_of
from pactwatch.origins.types import Facts, Figure
from pactwatch.origins.words import WORD, stem
from pactwatch.reading.numbers import find_numbers
from pactwatch.reading.parse import straighten

ALIKE = 0.6
"""Likeness of two sentences from which a fate is that of the same people."""
SAME = 0.8
"""Likeness of two sentences from which they are one but for the numbers."""
ODD = 20
"""A number from which two figures with it are no chance."""
LEAST = 3
"""A number below it may stand for anything."""
FATES = frozenset({"killed"})
"""What nobody tells by a word that only hints at it."""


def exchanged(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield two figures of different units, in what is one sentence, each of which now has the other's number."""
    for figure in retelling.figures:
        for other in retelling.figures:
            if other.line != figure.line or _kind(figure) >= _kind(other) or same_value(figure, other) or main_value(figure) < LEAST:
                continue
            one, two = _of(figure, other, original), _of(other, figure, original)
            if one is None or two is None or one.line != two.line or _has(figure, original) or _has(other, original):
                continue
            if likeness(retelling.lines[figure.line], original.lines[one.line]) >= SAME:
                why = f"{number_of(one)} and {number_of(two)} changed places"
                yield change("number", figure, one, why)
                return


def _kind(figure: Figure) -> tuple[str, str]:
    return figure.unit, figure.measure


def _of(figure: Figure, number: Figure, original: Facts) -> Figure | None:
    """Return the original's figure of the kind of `figure` with the number of `number`."""
    return next((o for o in original.figures if _kind(o) == _kind(figure) and values(o) == values(number) and not o.heading), None)


def _has(figure: Figure, original: Facts) -> bool:
    return any(_kind(o) == _kind(figure) and same_value(o, figure) for o in original.figures)


def put_in(figure: Figure, original: Facts, retelling: Facts, numbers: set[float], text: str) -> Iterator[Change]:
    """Yield a figure whose number the original gives without a unit, in a sentence that there has another number of this unit."""
    if figure.heading or figure.vague or main_value(figure) not in numbers or figure.unit == "":
        return
    told = {number.low for number in find_numbers(straighten(text).lower())}
    for other in original.figures:
        if other.unit != figure.unit or other.heading or not same_thing(figure, other) or main_value(other) in told:
            continue
        if likeness(retelling.lines[figure.line], original.lines[other.line], numbers=False) >= SAME:
            why = f"{number_of(other)} became {number_of(figure)}, a number that the original gives of something else"
            yield change("number", figure, other, why)
            return


def fated(figure: Figure, same: list[Figure], original: Facts, retelling: Facts, before: str) -> Iterator[Change]:
    """Yield people who die only in the retelling: the original's sentence has no word of death, nor has that of the same number."""
    if figure.measure not in FATES or figure.heading or main_value(figure) < LEAST or any(other.measure for other in same):
        return
    for other in same:
        line = original.lines[other.line]
        told = {stem(match[0]) for match in WORD.finditer(words_of(line, before))}
        if not other.verb or other.verb in _spoken() or told & _deadly():
            continue
        if _may_be(figure, other) and likeness(retelling.lines[figure.line], line) >= ALIKE:
            yield change("measure", figure, other, f"{number_of(other)} became dead")
            return


def _may_be(figure: Figure, other: Figure) -> bool:
    """Say whether a figure may be that of another: of one thing, or too odd for chance ("burned 40 lorries", "killed 40 drivers")."""
    return same_thing(figure, other) or (main_value(figure) >= ODD and bool(other.counted) and not is_scale(other))


@lru_cache(maxsize=1)
def _spoken() -> frozenset[str]:
    """Return the verbs that tell a number and nothing of its people: "spoke of 18 civilians", "there were 18"."""
    words = read_toml("origins/words.toml")
    return frozenset(stem(word) for word in (*words["voices"]["speech"].split(), *words["deadly"]["telling"].split()))


@lru_cache(maxsize=1)
def _deadly() -> frozenset[str]:
    table = read_toml("origins/words.toml")
    lists = (table["measures"]["killed"], table["measures"]["casualties"], table["deadly"]["words"])
    return frozenset(stem(word) for words in lists for word in words.split())
