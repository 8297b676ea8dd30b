"""The names of a text: those of the register, capitalised words that open no sentence, words of scripts that have no capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pactwatch.data import read_rows, read_toml
from pactwatch.reading.actor_register import register, split_names
from pactwatch.reading.gazetteer import Pieces, split_pieces

WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?")
PART = re.compile(r"(?P<sign>^|[.'’&-])(?P<part>[^.'’&-]+)")
OPENS = re.compile(r"[:;•]\s*[\"'“‘«„(\[]*\s*$|(?:^|[\s(\[])\"$|[“«„]\s*$|^\s*[-–—*]\s*$")
OPENS_PERHAPS = re.compile(r"[(\[‘‹]\s*$|(?:^|\s)'$")
"""Where a name may stand as well as a sentence may begin: only words that begin sentences are taken for that."""
ACTORS = frozenset({"name", "seat", "adjective", "people", "person", "surname"})
"""Forms of the register's entries that name an actor; bodies are common nouns there, places act only in a text."""
SHORT = 4
"""Letters from which a word in small letters is looked up: shorter ones are words ("us", "un")."""


def actors_in(text: str, names: Iterable[str] = ()) -> Iterator[str]:
    """Yield the names of a text."""
    for name in names:
        flags = re.NOFLAG if name.casefold() in _common() else re.IGNORECASE
        if name.casefold() in text.casefold() and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags):
            yield name
    yield from registered(text)
    yield from _small(text)
    yield from _capitalised(text)


def registered(text: str) -> Iterator[str]:
    """Yield the names of a text that the register knows, as they are written."""
    yield from (name for name, _ in entries_in(text))
    yield from (word for found in WORD.finditer(text) if re.sub(r"['’]s?$", "", word := found[0].rstrip(".")) in _surnames())


def entries_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the names of actors in a text as they are written, each with the register's id of it."""
    pieces, words = Pieces(), list(WORD.finditer(text))
    for n, word in enumerate(words):
        for key, written in split_pieces(word[0]):
            pieces.keys.append(key)
            pieces.words.append(written)
            pieces.tokens.append(n)
    for match in register().find(pieces):
        known = [entry for entry in match.values if entry.form in ACTORS]
        if known:
            yield text[words[match.first].start() : words[match.last].end()].rstrip("."), known[0].id


def openings(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text whose capital tells nothing: the first, and those after a colon, semicolon, bullet or opening quote."""
    yield from (word for n, word in enumerate(WORD.finditer(text)) if n == 0 or OPENS.search(text, 0, word.start()))


def _small(text: str) -> Iterator[str]:
    """Yield the register's names of states, peoples and seats in small letters ("the kremlin"), but for those that are common words."""

    def raised(word: re.Match[str]) -> str:
        known = word[0].islower() and len(word[0]) >= SHORT and word[0] not in _common()
        return word[0].capitalize() if known and len(word[0].capitalize()) == len(word[0]) else word[0]

    capital = WORD.sub(raised, text)
    if capital != text and len(capital) == len(text):
        for name in dict.fromkeys(name for name, _ in entries_in(capital)):
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", capital):
                written = text[found.start() : found.end()]
                if any(word.islower() and len(word) >= SHORT for word in WORD.findall(written)) and written != name:
                    yield written


def _capitalised(text: str) -> Iterator[str]:
    """Yield words with a capital, or of a script without, that no beginning of a sentence explains."""
    words, opening = list(WORD.finditer(text)), {word.start() for word in openings(text)}
    for n, word in enumerate(words):
        written = word[0].rstrip(".")
        if _within(written) or any(map(_caseless, written)):
            yield written
            continue
        if not _capital(written[0]) or written.casefold().replace("’", "'") in calendar():
            continue
        common = written.casefold() in starters()
        explained = common or not _goes_on(text, words, n) if word.start() in opening else common and OPENS_PERHAPS.search(text, 0, word.start())
        if not explained:
            yield written


def _within(written: str) -> bool:
    """Whether a word has a capital that no beginning of a sentence gives it: "al-Zindani", "McCain", "NATO"."""
    if written[0].isdigit() or written.casefold() in calendar():
        return False
    for found in PART.finditer(written):
        part, sign = found["part"], found["sign"]
        if any(map(_capital, part[1:])):
            return True
        skipped = calendar() | (starters() if sign == "." else frozenset())
        if sign and _capital(part[0]) and part.casefold() not in skipped:
            return True
    return False


def _capital(char: str) -> bool:
    return unicodedata.category(char) in ("Lu", "Lt")


def _caseless(char: str) -> bool:
    """Whether a letter is of a script whose names have no capitals: Arabic, Han, Hangul, and Georgian, whose capitals set whole lines."""
    category = unicodedata.category(char)
    return (category == "Lo" and char not in "ªº") or (category == "Ll" and char.title() == char != char.upper())


def _goes_on(text: str, words: list[re.Match[str]], n: int) -> bool:
    if n + 1 == len(words) or text[words[n].end() : words[n + 1].start()] != " ":
        return False
    following = words[n + 1][0].rstrip(".")
    return _capital(following[0]) and following.casefold() not in calendar()


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    names = {name for row in read_rows("actors/officials.tsv") for name in split_names(row["surname"])}
    return frozenset(name for name in names if name.casefold() not in starters())  # "No" opens sentences


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(read_toml("output/paragraphs.toml")["names"]["common"].split())


@lru_cache(maxsize=1)
def calendar() -> frozenset[str]:
    """Return the days and months."""
    return frozenset(read_toml("output/paragraphs.toml")["names"]["calendar"].split())


@lru_cache(maxsize=1)
def starters() -> frozenset[str]:
    """Return the words that begin sentences and are no names."""
    return frozenset(read_toml("output/paragraphs.toml")["ends"]["starters"].split())
