"""Comparing the names of ships and aircraft: the whole name, and the number in it above all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pactwatch.data import read_toml
from pactwatch.screening.glossary import FILE
from pactwatch.screening.korean import key_of
from pactwatch.screening.persons import NOTHING, Likeness
from pactwatch.screening.words import Words


@dataclass(slots=True, frozen=True)
class Ship:
    """A ship's name without prefix and article: the letters joined, and the numbers in it."""

    letters: str
    numbers: tuple[str, ...]
    prefixed: bool
    parts: int


@lru_cache(maxsize=1)
def _prefixes() -> frozenset[str]:
    return frozenset(word.replace(".", "") for word in read_toml(FILE)["vessels"]["prefixes"].split())


@lru_cache(maxsize=65536)
def ship_of(words: tuple[str, ...]) -> Ship:
    """Return a ship's name given in folded words."""
    rest = [word for word in words if word != "the"]
    prefixed = False
    while len(rest) > 1 and rest[0] in _prefixes():
        rest, prefixed = rest[1:], True
    numbers = read_toml(FILE)["numbers"]
    found: list[str] = []
    letters: list[str] = []
    for word in rest:
        if word.isdigit() or (word in numbers and rest.index(word) > 0):
            found.append((numbers.get(word) or word).lstrip("0") or "0")
        elif word not in {"no", "and"}:
            letters.append(word.replace("'", ""))
    return Ship("".join(letters), tuple(found), prefixed, len(letters))


def compare_ships(query: Words, listed: Words) -> Likeness:
    """Return how alike two ships' names are; ships with different numbers are different ships."""
    one, two = ship_of(query.words), ship_of(listed.words)
    if not one.letters or not two.letters:
        same = one.numbers == two.numbers and bool(one.numbers) and one.letters == two.letters
        return Likeness(0.9, ("the number is the same",)) if same else NOTHING
    if one.numbers != two.numbers:
        return Likeness(0.45, ("the number in the name differs",)) if one.letters == two.letters else NOTHING
    if one.letters == two.letters:
        return Likeness(1.0 if query.words == listed.words else 0.98, ("the whole name is the same",))
    ratio = Levenshtein.normalized_similarity(one.letters, two.letters)
    if key_of(one.letters) == key_of(two.letters) and ratio >= 0.7 and len(one.letters) >= 5:
        return Likeness(0.72 + 0.2 * ratio, ("the same consonants, as one name in two romanisations has",))
    return Likeness(0.55 * ratio, ("spelled nearly alike",)) if ratio >= 0.85 else NOTHING
