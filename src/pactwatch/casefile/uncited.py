"""Which sentences of a case lack a footnote: every one with a figure or with the name of an actor needs one.

A figure is a digit of any script or a number in words. A name is one of the register's (states, peoples, bodies, officials, capitals
that stand for states) or of the parties or sources of the case's claims, in small letters too, a capitalised word within a sentence that
is no day or month, or a first word that is a name (uncited_first). The check would rather ask for a footnote too many than let one name pass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pactwatch.casefile.case_text import Sentence, parse, sentences
from pactwatch.casefile.case_types import Case, Paragraph
from pactwatch.data import read_rows, read_toml
from pactwatch.model import Claim, Frozen
from pactwatch.reading.actor_register import register, split_names
from pactwatch.reading.gazetteer import Pieces, split_pieces

WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?")
ACTORS = frozenset({"name", "seat", "adjective", "people", "person", "surname"})
"""Forms of the register's entries that name an actor; bodies are common nouns there, places act only in a text."""


SHORT = 4
"""Letters from which a word in small letters is looked up: shorter ones are words ("us", "un")."""


class Uncited(Frozen, frozen=True, kw_only=True):
    """A sentence without a footnote, with what asks for one: figures and names, in the order of the text."""

    paragraph: str
    sentence: str
    found: tuple[str, ...]


def uncited(case: Case, claims: Iterable[Claim] = ()) -> tuple[Uncited, ...]:
    """Return the sentences of the case's paragraphs that have a figure or name and no reference; `claims` lend their names."""
    names = names_in(claims)
    return tuple(one for paragraph in case.paragraphs for one in uncited_in(paragraph, names))


def uncited_in(paragraph: Paragraph, names: Iterable[str] = ()) -> Iterator[Uncited]:
    """Yield the sentences of one paragraph that need a footnote and have none."""
    from pactwatch.casefile.uncited_first import opening_name as opening

    for sentence in sentences(parse(paragraph.text)):
        if not sentence.refs and (found := needing(sentence, names) or opening(sentence.text)):
            yield Uncited(paragraph=paragraph.id, sentence=sentence.text, found=found)


def needing(sentence: Sentence, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the figures and names of a sentence, each once."""
    return tuple(dict.fromkeys([*figures_in(sentence.text), *actors_in(sentence.text, names)]))


def names_in(claims: Iterable[Claim]) -> frozenset[str]:
    """Return the proper names of the claims' parties and sources."""
    parties = (party for claim in claims for party in (claim.agent, claim.recipient, claim.object, *claim.attributed_to))
    return frozenset(" ".join(party.name.split()) for party in parties if party is not None and any(map(str.isupper, party.name)))


def figures_in(text: str) -> Iterator[str]:
    """Yield the figures of a text: runs with a digit, words of number."""
    for word in WORD.finditer(text):
        if any(unicodedata.numeric(char, None) is not None for char in word[0]):
            yield word[0].rstrip(".")
    yield from (char for char in text if not char.isalnum() and unicodedata.numeric(char, None) is not None)
    for found in _number_words().finditer(text):
        yield found[0]


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
    """Yield capitalised words that do not begin a sentence; the first word too where a capitalised one follows it, or it is all capitals."""
    words = list(WORD.finditer(text))
    for n, word in enumerate(words):
        written = word[0].rstrip(".")
        if not written[0].isupper() or written.casefold() in calendar():
            continue
        opens = n == 0 or bool(re.search(r"[:;“\"•]\s*$|^\s*[-–—*]\s*$", text[: word.start()]))
        if not opens or (len(written) > 1 and written.isupper()) or (written.casefold() not in starters() and _goes_on(text, words, n)):
            yield written


def _goes_on(text: str, words: list[re.Match[str]], n: int) -> bool:
    if n + 1 == len(words) or text[words[n].end() : words[n + 1].start()] != " ":
        return False
    following = words[n + 1][0].rstrip(".")
    return following[0].isupper() and following.casefold() not in calendar()


@lru_cache(maxsize=1)
def _number_words() -> re.Pattern[str]:
    data = read_toml("output/paragraphs.toml")["figures"]
    words = r"\b(?:" + "|".join(data["words"].split()) + r")\b"
    return re.compile("|".join([words, *data["phrases"].splitlines()]), re.IGNORECASE)


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
