"""Which figures and sentences of a retelling tell the same thing as which of the original."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.types import Facts, Figure, Line
from pactwatch.origins.words import rarity, stem

RATE = " per "
"""What parts the unit of a rate from its period: "shells per day" are counted all the same."""
MUCH_ALIKE, LESS_ALIKE, GREAT_DEAL = 0.55, 0.4, 10.0
"""Likeness of two sentences from which they tell one thing; less is enough where they share so much, as a sum of rarities."""
NEAR = 0.02
"""Share by which two values may differ and still be one figure, rounded."""


def weight(words: Sequence[str] | frozenset[str]) -> float:
    """Return how much a set of stems tells."""
    return sum(rarity(word) for word in set(words))


def line_words(line: Line) -> frozenset[str]:
    """Return the stems and names of a sentence."""
    return frozenset((*line.words, *line.names, *line.numbers))


def likeness(one: Line, other: Line, *, numbers: bool = True) -> float:
    """Return the share, 0 to 1, of what the shorter of two sentences tells that the other tells too."""
    a, b = line_words(one), line_words(other)
    if not numbers:
        a, b = a - set(one.numbers), b - set(other.numbers)
    least = min(weight(a), weight(b))
    return weight(a & b) / least if least else 0.0


def shared(one: Line, other: Line) -> float:
    """Return how much two sentences tell in common: of a short one, likeness alone would make too much."""
    return weight(line_words(one) & line_words(other))


def tells_one_thing(one: Line, other: Line) -> bool:
    """Say whether two sentences tell one thing: they are much alike, or less so and share a great deal."""
    return likeness(one, other) >= (MUCH_ALIKE if shared(one, other) < GREAT_DEAL else LESS_ALIKE)


def best_lines(line: Line, facts: Facts, least: float = 0.25) -> list[int]:
    """Return the numbers of the sentences of `facts` that tell most of what `line` tells, the best first."""
    found = sorted(((likeness(line, other), -n) for n, other in enumerate(facts.lines)), reverse=True)
    return [-n for value, n in found if value >= least][:2]


def values(figure: Figure) -> tuple[float, ...]:
    """Return the bounds that a figure gives."""
    return tuple(sorted({value for value in (figure.low, figure.high) if value is not None}))


def main_value(figure: Figure) -> float:
    """Return the figure's number as a reader remembers it."""
    return values(figure)[-1] if figure.comparator in ("at_most", "less_than", "between") else values(figure)[0]


def same_value(one: Figure, other: Figure) -> bool:
    """Say whether two figures give the same number, rounding allowed where one of them is said to be rough."""
    rough = "about" in (one.comparator, other.comparator) or one.vague or other.vague or one.comparator != other.comparator
    return any(near(a, b, rough=rough) for a in values(one) for b in values(other))


def near(a: float, b: float, *, rough: bool = True) -> bool:
    """Say whether two numbers are one, give or take rounding."""
    return a == b or (rough and abs(a - b) <= NEAR * max(abs(a), abs(b)))


@lru_cache(maxsize=1)
def groups() -> dict[str, str]:
    """Return the group of people that each noun's stem names: forces, militants, civilians, ..."""
    table = read_toml("origins/words.toml")["groups"]
    return {stem(word): name for name, words in table.items() for word in words.split()}


def people(figure: Figure) -> frozenset[str]:
    """Return the groups of people that a figure counts."""
    known = groups()
    named = frozenset(known[word] for word in figure.counted if word in known)
    return named or frozenset(known[word] for word in (stem(figure.unit),) if word in known)


@lru_cache(maxsize=1)
def fates() -> frozenset[str]:
    """Return the stems of the words that tell what happened to those counted."""
    return frozenset(stem(word) for words in read_toml("origins/words.toml")["measures"].values() for word in words.split())


@lru_cache(maxsize=256)
def is_within(one: str, other: str) -> bool:
    """Say whether a group of people is another, or belongs to it: workers are civilians."""
    return one == other or one in read_toml("origins/words.toml")["within"].get(other, "").split()


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    table = read_toml("origins/words.toml")["units"]
    return {stem(word): name for name, words in table.items() for word in words.split()}


@lru_cache(maxsize=1)
def _sizes() -> dict[str, tuple[str, float]]:
    table = read_toml("origins/words.toml")["dimensions"]
    return {unit: (name, float(size)) for name, units in table.items() for unit, size in units.items()}


def dimension(figure: Figure) -> str:
    """Return the dimension that a figure is measured in: "length", "mass", "money"; "" for what is only counted."""
    unit = unit_of(figure)
    return "money" if unit.isupper() else _sizes().get(unit, ("", 0.0))[0]


def size(figure: Figure) -> float:
    """Return a measured figure reckoned over to the first unit of its dimension, so that miles compare with kilometres."""
    return main_value(figure) * _sizes().get(unit_of(figure), ("", 1.0))[1]


def other_unit(one: Figure, other: Figure) -> bool:
    """Say whether two figures are measured in different units: kilometres and metres, euros and dollars."""
    a, b = (unit_of(figure) for figure in (one, other))
    return bool(a and b and a != b)


def unit_of(figure: Figure) -> str:
    """Return the unit that a figure is measured in: a currency's code, or the name of its unit; "" where it is none known."""
    unit = figure.unit.partition(RATE)[0]
    if unit.isupper() and len(unit) == 3:
        return unit
    return next((name for part in unit.split() if (name := _units().get(stem(part)))), "")


@lru_cache(maxsize=1)
def _scales() -> frozenset[str]:
    return frozenset(stem(word) for word in read_toml("origins/words.toml")["scales"]["words"].split())


def is_scale(figure: Figure) -> bool:
    """Say whether a figure is measured in a unit (tons, kilometres, dollars, percent) rather than counted."""
    parts = {stem(part) for part in figure.unit.partition(RATE)[0].split()}
    return bool(parts & _scales()) or (figure.unit.isupper() and len(figure.unit) == 3)


def things(figure: Figure) -> frozenset[str]:
    """Return the stems of what is counted, without words of state and size."""
    return frozenset((*figure.counted, *(stem(part) for part in figure.unit.split())))


def same_thing(one: Figure, other: Figure) -> bool:
    """Say whether two figures may count the same kind of thing: both people, or a noun in common, or one of them unnamed."""
    if is_scale(one) != is_scale(other):
        return False
    if _are_people(one) and _are_people(other):
        return True
    a, b = things(one), things(other)
    return bool(a & b) or not a or not b


def _are_people(figure: Figure) -> bool:
    """Say whether a figure counts people, by a noun for them or as nationals ("2,900 Thais")."""
    return bool(people(figure)) or (len(figure.nations) == 1 == len(figure.counted) and not is_scale(figure))


def measures_agree(one: Figure, other: Figure) -> bool:
    """Say whether what happened to those counted may be the same."""
    return one.measure == other.measure or not one.measure or not other.measure


def context(one: Figure, other: Figure, a: Facts, b: Facts) -> float:
    """Return how alike the sentences and nouns of two figures are, 0 to 2."""
    lines = likeness(a.lines[one.line], b.lines[other.line], numbers=False)
    shared = things(one) & things(other)
    least = min(weight(things(one)), weight(things(other)))
    return lines + (weight(shared) / least if least else 0.0)
