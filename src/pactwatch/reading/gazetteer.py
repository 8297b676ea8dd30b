"""Names from tables found in sentences: folded word pieces, indexed by their first piece, longest match first.

A piece is a run of letters or digits, in lower case, without diacritics and without full stops, so that
"Kim Jong-un", "KIM JONG UN" and "Kim Jong Un" are one key, and so are "U.S." and "US".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from pactwatch.reading.tree import Sentence

Value = TypeVar("Value")

SPLIT = re.compile(r"[^\w]+|_+")
JOINERS = frozenset({"-", "'"})
SHORT = 6
"""A name in capitals of at most so many letters is an acronym: it is found in capitals only."""


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return `word` in lower case, without diacritics and full stops."""
    low = word.lower().replace(".", "")
    if low.isascii():
        return low
    decomposed = unicodedata.normalize("NFKD", low.replace("ł", "l").replace("ø", "o").replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def split_pieces(word: str) -> tuple[tuple[str, str], ...]:
    """Return the pieces of one token as (folded, as written); a token of other signs is a piece of its own."""
    if word.isalnum():
        return ((fold(word), word),)
    bare = word.replace(".", "")
    found = tuple((fold(part), part) for part in SPLIT.split(bare) if part)
    return found or ((word, word),)


@dataclass(slots=True)
class Pieces:
    """A sentence as pieces: keys, the words as written, and the token each came from."""

    keys: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    capitals: bool = False


def pieces_of(sentence: Sentence) -> Pieces:
    """Return the pieces of `sentence`; a hyphen or apostrophe inside a word joins and is left out."""
    found, before = Pieces(), -1
    tokens = sentence.tokens
    last = len(tokens) - 1
    for token in tokens:
        i = token.i
        glued = token.start == before and i < last and tokens[i + 1].start == token.end
        before = token.end
        if token.text in JOINERS and glued:
            continue
        for key, word in split_pieces(token.text):
            found.keys.append(key)
            found.words.append(word)
            found.tokens.append(i)
    found.capitals = is_capitals(sentence.text)
    return found


def is_capitals(text: str) -> bool:
    """Say whether a sentence is set in capitals throughout, as headlines are."""
    lower = sum(map(str.islower, text))
    return 8 * lower < len(text) and sum(map(str.isupper, text)) >= 8


@dataclass(slots=True, frozen=True)
class Match(Generic[Value]):
    """A name found: tokens `first` through `last`, and what the tables know of it (several values when ambiguous)."""

    first: int
    last: int
    values: tuple[Value, ...]


class Lexicon(Generic[Value]):
    """Names with their values, found by `find`."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], list[tuple[Value, bool, bool]]] = {}
        self._lengths: dict[str, list[int]] = {}

    def add(self, name: str, value: Value) -> None:
        """Add `name`; one in capitals is an acronym, one that begins with a capital is found so only."""
        pieces = [pair for part in name.replace("-", " ").split() for pair in split_pieces(part)]
        if not pieces:
            return
        keys = tuple(key for key, _ in pieces)
        acronym = len(pieces) == 1 and name.isupper() and len(keys[0]) <= SHORT
        known = self._names.setdefault(keys, [])
        capital = pieces[0][1][0].isupper()
        for n, (old, cap, upper) in enumerate(known):
            if old == value:
                known[n] = (value, cap and capital, upper and acronym)
                return
        known.append((value, capital, acronym))
        lengths = self._lengths.setdefault(keys[0], [])
        if len(keys) not in lengths:
            lengths.append(len(keys))
            lengths.sort(reverse=True)

    def get(self, name: str) -> tuple[Value, ...]:
        """Return the values of `name`, whatever its case."""
        keys = tuple(key for part in name.replace("-", " ").split() for key, _ in split_pieces(part))
        return tuple(value for value, _, _ in self._names.get(keys, ()))

    def find(self, pieces: Pieces) -> list[Match[Value]]:
        """Return the names in `pieces` from left to right, the longest at each place, none overlapping."""
        found: list[Match[Value]] = []
        at, size = 0, len(pieces.keys)
        while at < size:
            match, taken = self.match(pieces, at)
            if match:
                found.append(match)
            at += taken
        return found

    def match(self, pieces: Pieces, at: int) -> tuple[Match[Value] | None, int]:
        """Return the longest name at piece `at` and the number of pieces it takes (1 when there is none)."""
        for length in self._lengths.get(pieces.keys[at], ()):
            known = self._names.get(tuple(pieces.keys[at : at + length]))
            if not known or at + length > len(pieces.keys):
                continue
            word = pieces.words[at]
            capital = word[0].isupper() or not word[0].isalpha()
            values = tuple(
                value for value, cap, acronym in known
                if (capital or not cap) and (not acronym or word.isupper())
            )
            if values and not (word.isdigit() and self._parts_another(pieces, at, length)):
                return Match(pieces.tokens[at], pieces.tokens[at + length - 1], values), length
        return None, 1

    def _parts_another(self, pieces: Pieces, at: int, length: int) -> bool:
        """Say whether a name that begins with a number would end within another name: "38 North" in "38 North Korean engineers"."""
        for k in range(at + 1, at + length):
            match, taken = self.match(pieces, k)
            if match and k + taken > at + length:
                return True
        return False
