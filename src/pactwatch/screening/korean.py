"""Korean names in Latin letters: which syllables a spelling can stand for, and what two spellings can have in common.

Systems of romanisation disagree and most texts drop their marks, so a spelling is a set of syllables. Two names agree
where, syllable by syllable, the sets meet. Tables: data/screening/korean.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.screening.scripts import korean_surnames

FILE = "screening/korean.toml"
DIFFERS = 9.0
"""The cost of two syllables that cannot be the same."""

Spelled = tuple[str, str, str]
"""A syllable as it is spelled: onset, vowel, coda."""


@dataclass(slots=True, frozen=True)
class KoreanName:
    """A name read as Korean: the surname's Hangul readings, the given name's ways to be parted into syllables."""

    surname: str
    surnames: frozenset[str]
    given: tuple[tuple[Spelled, ...], ...]
    written: str


@lru_cache(maxsize=1)
def _surname_readings() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for hangul, spellings in korean_surnames().items():
        for spelling in spellings:
            found.setdefault(spelling, set()).add(hangul)
    return {spelling: frozenset(names) for spelling, names in found.items()}


@lru_cache(maxsize=65536)
def surname_of(word: str) -> frozenset[str]:
    """Return the Korean surnames that `word` (folded Latin letters) can stand for."""
    known = _surname_readings().get(word)
    if known is not None:
        return known
    bare = word.replace("'", "")
    if bare != word and bare in _surname_readings():
        return _surname_readings()[bare]
    # a spelling that was made from Hangul, as "gweon"
    return frozenset()


@lru_cache(maxsize=1)
def _parts() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    data = read_toml(FILE)
    return tuple(tuple(sorted(data[part], key=len, reverse=True)) for part in ("onsets", "vowels", "codas"))  # type: ignore[return-value]


@lru_cache(maxsize=65536)
def syllables(word: str) -> tuple[tuple[Spelled, ...], ...]:
    """Return all ways to part `word` into at most three Korean syllables; none where it cannot be Korean."""
    if not 1 <= len(word) <= 18:
        return ()
    return tuple(_ways(word, 3))


def _ways(word: str, most: int) -> list[tuple[Spelled, ...]]:
    if not word:
        return [()]
    if most == 0:
        return []
    onsets, vowels, codas = _parts()
    found = []
    for onset in onsets:
        if not word.startswith(onset):
            continue
        for vowel in vowels:
            if not word.startswith(vowel, len(onset)):
                continue
            start = len(onset) + len(vowel)
            for coda in codas:
                if word.startswith(coda, start):
                    rest = word[start + len(coda) :].lstrip("'")
                    found += [((onset, vowel, coda), *way) for way in _ways(rest, most - 1)]
    return found


@lru_cache(maxsize=4096)
def _letters(part: str, spelling: str) -> dict[str, float]:
    pairs = (item.partition(":") for item in read_toml(FILE)[part][spelling].split())
    return {letter: float(cost or 0) for letter, _, cost in pairs} or {"": 0.0}


def _gap(part: str, left: str, right: str) -> float:
    one, two = _letters(part, left), _letters(part, right)
    return min((cost + two[letter] for letter, cost in one.items() if letter in two), default=DIFFERS)


@lru_cache(maxsize=262144)
def syllable_gap(left: Spelled, right: Spelled) -> float:
    """Return what it costs to take two spelled syllables for one: 0 for usual spellings, DIFFERS where they cannot be."""
    if left == right:
        return 0.0
    return min(_gap("onsets", left[0], right[0]) + _gap("vowels", left[1], right[1]) + _gap("codas", left[2], right[2]), DIFFERS)


@lru_cache(maxsize=65536)
def korean_names(words: tuple[str, ...]) -> tuple[KoreanName, ...]:
    """Return the ways to read `words` (folded, two to four) as a Korean name, surname first or last."""
    if not 2 <= len(words) <= 4:
        return ()
    found = []
    for surname, given in ((words[0], words[1:]), (words[-1], words[:-1])):
        readings = surname_of(surname)
        if readings:
            ways = _joined(given)
            if ways:
                found.append(KoreanName(surname, readings, ways, "".join(given)))
    return tuple(found)


def _joined(given: tuple[str, ...]) -> tuple[tuple[Spelled, ...], ...]:
    ways: list[tuple[Spelled, ...]] = [()]
    for word in given:
        parted = syllables(word)
        ways = [(*before, *after) for before in ways for after in parted]
        if not ways:
            return ()
    return tuple(way for way in ways if 1 <= len(way) <= 3)


def given_gap(left: KoreanName, right: KoreanName) -> float:
    """Return the least cost at which the given names agree; DIFFERS where they cannot."""
    return ways_gap(left.given, right.given)


@lru_cache(maxsize=65536)
def ways_gap(left: tuple[tuple[Spelled, ...], ...], right: tuple[tuple[Spelled, ...], ...]) -> float:
    """Return the least cost at which one way of each to part a word into syllables agree; DIFFERS where none do."""
    best = DIFFERS
    for one in left:
        for two in right:
            if len(one) == len(two):
                gaps = [syllable_gap(a, b) for a, b in zip(one, two, strict=True)]
                best = min(best, max(gaps) if DIFFERS in gaps else sum(gaps))
    return best


def given_keys(given: str) -> list[str]:
    """Return the keys of a given name: two for each n that may be ng (see korean.toml on q and x)."""
    forms = [given.replace("x", "e")] if "q" in given else [given]
    while "q" in forms[0]:
        forms = [form.replace("q", coda, 1) for form in forms for coda in ("n", "ng")]
    return [key_of(form) for form in forms]


@lru_cache(maxsize=131072)
def key_of(given: str) -> str:
    """Return the consonants of a given name as all systems would agree on: the key by which names are found."""
    low = given.replace("ng", "N").replace("ch", "c").replace("sh", "s").replace("ts", "c")
    return low.replace("kh", "k").replace("th", "t").replace("ph", "p").translate(_SOUNDS)


_SOUNDS = {ord(old): new for old, new in zip("gdbjlr", "ktpcll", strict=True)} | {ord(char): None for char in "aeiouwy'"}
