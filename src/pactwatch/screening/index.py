"""Finding the few listed names that a query could be: by keys of sound, not by looking at every entry."""

from __future__ import annotations

import gc
import heapq
import math
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from pactwatch.screening.bodies import body_of, initials
from pactwatch.screening.glossary import sure_legal_words
from pactwatch.screening.korean import given_keys, key_of, surname_of
from pactwatch.screening.model import ListCopy, ListEntry
from pactwatch.screening.ships import ship_of
from pactwatch.screening.sino import sino_keys
from pactwatch.screening.sounds import group_key, loose, skeleton
from pactwatch.screening.variants import imo_numbers, imo_numbers_listed, variants
from pactwatch.screening.words import Words, particles, person_words, plain_words

_REFERENCE = re.compile(r"\([A-Z]{2}[EeIi]\.\d{3}\)")

MOST = 30
"""How many listed names of a kind are compared with a query."""

COMMON = 0.25
"""Keys that more than this share of the names have say nothing."""

FAR = 0.3
"""Names that share less than this of what the best one shares with the query are not compared."""

NEIGHBOUR = 0.5
"""What a key that differs by one consonant is worth beside an equal one."""


@dataclass(slots=True, frozen=True)
class Listed:
    """One name of one entry of one copy; `weak` says that the list calls it a weak alias."""

    copy: ListCopy
    entry: ListEntry
    name: str
    words: Words
    weak: bool


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector back: it finds nothing among hundreds of thousands of small tuples, and takes half the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class Index:
    """The names of one or more lists, found by `find`."""

    def __init__(self, copies: Iterable[ListCopy]) -> None:
        self.names: list[Listed] = []
        self._postings: dict[str, list[int]] = {}
        self._ships: dict[str, list[int]] = {}
        with _uncollected():
            for copy in copies:
                for entry in copy.entries:
                    self._add(copy, entry)
            self._near = self._neighbours()
        self._weights: dict[str, float] = {}

    def _add(self, copy: ListCopy, entry: ListEntry) -> None:
        seen: set[tuple[str, ...]] = set()
        first = len(self.names)
        for name, weak in _names(entry):
            for words in words_of(name, entry.schema):
                if words.words in seen:
                    continue
                seen.add(words.words)
                number = len(self.names)
                self.names.append(Listed(copy, entry, name, words, weak))
                for key in set(keys(words, entry.schema)):
                    self._postings.setdefault(key, []).append(number)
        if entry.schema == "Vessel" and len(self.names) > first:
            for imo in imo_numbers_listed(entry.numbers):
                self._ships.setdefault(imo, []).append(first)

    def _neighbours(self) -> dict[str, list[str]]:
        near: dict[str, list[str]] = {}
        for key in self._postings:
            if key.startswith("s:") and len(key) >= 6:
                for shorter in _shorter(key):
                    near.setdefault(shorter, []).append(key)
        return near

    def weigh(self, word: str) -> float:
        """Return how much a personal name part tells: 1 where few listed names have it, down to 0.5."""
        known = self._weights.get(word)
        if known is None:
            share = len(self._postings.get(f"s:{group_key(word) or skeleton(word)}", ())) / (len(self.names) + 1)
            known = self._weights[word] = 1.0 if share < 0.004 else max(0.5, 1.0 - 12 * (share - 0.004))
        return known

    def find(self, query: str) -> Iterator[tuple[Listed, Words]]:
        """Yield the listed names that `query` may be, with the reading of the query that found them."""
        for schema in _schemas(query):
            found: list[tuple[float, int, int]] = []
            readings: list[Words] = []
            for text in variants(query, schema):
                for words in words_of(text, schema):
                    found += [(score, -len(readings), -number) for number, score in self._scores(words, schema).items()]
                    readings.append(words)
            best = heapq.nlargest(MOST, found)
            for score, reading, number in best:
                if score >= FAR * best[0][0]:
                    yield self.names[-number], readings[-reading]

    def numbered(self, query: str) -> Iterator[tuple[Listed, str]]:
        """Yield one name of each listed ship whose IMO number `query` gives, with the number."""
        for number in imo_numbers(query):
            for at in self._ships.get(number, ()):
                yield self.names[at], number

    def _scores(self, words: Words, schema: str) -> dict[int, float]:
        scores: dict[int, float] = {}
        total = len(self.names) or 1
        wanted = set(keys(words, schema))
        if schema == "Person":
            wanted |= {f"k:{key}" for key in sino_keys(words.words)}
        for key, worth in self._widened(wanted).items():
            found = self._postings.get(key, ())
            if len(found) > COMMON * total and len(found) > 50:
                continue
            told = worth * math.log(1 + total / (1 + len(found)))
            for number in found:
                scores[number] = scores.get(number, 0.0) + told
        return scores

    def _widened(self, wanted: set[str]) -> dict[str, float]:
        found = dict.fromkeys(wanted, 1.0)
        for key in wanted:
            if key.startswith("s:") and len(key) >= 6:
                for shorter in _shorter(key):
                    for other in self._near.get(shorter, ()):
                        found.setdefault(other, NEIGHBOUR)
        return found


def _schemas(query: str) -> tuple[str, ...]:
    """Return the kinds of entry that a query may be: a company's legal form or a ship's prefix settle it."""
    words = [word for text in variants(query, "Organization")[:1] for way in plain_words(text)[:1] for word in way.words]
    if ship_of(tuple(words)).prefixed:
        return ("Vessel",)
    if any(word in sure_legal_words() for word in words[1:]):
        return ("Organization", "Vessel")
    return ("Person", "Organization", "Vessel")


def _shorter(key: str) -> Iterator[str]:
    yield key
    for i in range(2, len(key)):
        yield key[:i] + key[i + 1 :]


def _names(entry: ListEntry) -> Iterator[tuple[str, bool]]:
    for names, weak in (((entry.name, *entry.aliases, *entry.scripts), False), (entry.weak_aliases, True)):
        for name in names:
            if _REFERENCE.search(name):
                continue  # it says which other entry bears this name
            for variant in variants(name, entry.schema):
                yield variant, weak


def words_of(name: str, schema: str) -> tuple[Words, ...]:
    """Return the ways to read a name of an entry of this kind."""
    return person_words(name) if schema == "Person" else plain_words(name)


def keys(words: Words, schema: str) -> Iterator[str]:
    """Yield the keys under which a name is found."""
    if schema == "Person":
        yield from _person_keys(words.words)
    elif schema == "Organization":
        yield from _body_keys(words.words)
    else:
        ship = ship_of(words.words)
        yield f"v:{key_of(ship.letters)}:{' '.join(ship.numbers)}"
        yield f"v:{ship.letters}"


def _person_keys(words: tuple[str, ...]) -> Iterator[str]:
    small = particles()
    parts = [word for word in words if word not in small and len(word) > 1] or list(words)
    for word in parts:
        group = group_key(word.replace("'", ""))
        yield f"s:{group or skeleton(word)}"
        if len(skeleton(word)) < 2:
            yield f"l:{loose(word)}"
    for one, two in pairwise(parts):
        yield f"s:{skeleton(one + two)}"
    if 2 <= len(words) <= 4:
        for surname, given in ((words[0], words[1:]), (words[-1], words[:-1])):
            if surname_of(surname):
                yield from (f"k:{key}" for key in given_keys("".join(given)))


def _body_keys(words: tuple[str, ...]) -> Iterator[str]:
    body = body_of(words)
    if not any(term.kind in {"own", "generic", "number", "state", "korea"} for term in body.terms):
        yield f"e:{' '.join(words)}"
    for term in body.terms:
        if term.kind in {"own", "generic", "number", "state"}:
            yield f"o:{term.key}"
        if term.kind == "own":
            yield f"c:{key_of(term.key)}"
    letters = initials(body)
    if len(letters) >= 3:
        yield f"a:{letters}"
    if len(words) == 1:
        yield f"a:{words[0]}"
    if body.core:
        yield f"c:{body.core}"
    told = [term.key for term in body.terms if term.kind in {"generic", "number", "own"}]
    yield from (f"p:{one} {two}" for one, two in pairwise(told))
