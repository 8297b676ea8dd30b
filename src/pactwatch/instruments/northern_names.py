"""Names written as the DPRK writes them: "Kim Su Gil" (the South joins with a hyphen), ships such as "Rye Song Gang 1"."""

from __future__ import annotations

import re
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.instruments.lexicon import DPRK_CLASS, Hits
from pactwatch.instruments.words import Words

SOUTH = "KOR"
"""The class of the state whose people some papers write alike: a sentence that names it gives no such name."""
PERSON = (DPRK_CLASS, "people", "northern_person")
SHIP = (DPRK_CLASS, "ships", "item", "northern_ship")
_SYLLABLE = re.compile(
    "(kk|tt|pp|ss|jj|ch|kh|th|ph|[kgntdrlmpbsjh])?(wae|yae|ya|yo|yu|ye|wa|wo|we|wi|ae|oe|ui|a|o|u|e|i)(ng|[knlmptr])?"
)
_MOST = 4
"""Words of a ship's name before its number."""


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether a capitalised word can be one Korean syllable in the North's spelling."""
    return word[:1].isupper() and len(word) <= 6 and _SYLLABLE.fullmatch(word.lower()) is not None


@lru_cache(maxsize=1)
def _names() -> tuple[frozenset[str], frozenset[str]]:
    table = read_toml("instruments/northern_names.toml")
    return frozenset(table["surnames"]), frozenset(table["ship_syllables"])


def mark(words: Words, hits: Hits) -> None:
    """Put persons and ships with names of the DPRK into the classes of a sentence."""
    if SOUTH in hits:
        return
    plain = words.plain
    at = 0
    while at < len(plain):
        end = at
        while end < len(plain) and is_syllable(plain[end]):
            end += 1
        if end - at >= 2:
            _mark(plain, at, end, hits)
        at = max(end, at + 1)


def _mark(plain: tuple[str, ...], start: int, end: int, hits: Hits) -> None:
    surnames, of_ships = _names()
    number = plain[end] if end < len(plain) else ""
    if number.isdigit() and len(number) <= 2 and end - start <= _MOST and not of_ships.isdisjoint(plain[start:end]):
        _put(hits, SHIP, (start, end + 1))
    elif end - start == 3 and plain[start] in surnames:
        _put(hits, PERSON, (start, end))


def _put(hits: Hits, classes: tuple[str, ...], place: tuple[int, int]) -> None:
    for name in classes:
        hits.setdefault(name, []).append(place)
