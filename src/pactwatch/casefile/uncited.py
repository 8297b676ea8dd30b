"""Which sentences of a case lack a footnote: every one with a figure or with the name of an actor needs one.

A figure is a digit of any script or a number in words. A name is one of the register's (states, peoples, bodies, officials, capitals
that stand for states), one of the parties or sources of the case's claims, a capitalised word within a sentence that is no day
or month, or a first word that the parser takes for a name. The check would rather ask for a footnote too many than let one name pass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pactwatch.casefile.case_text import Sentence, parse, sentences
from pactwatch.casefile.case_types import Case, Paragraph
from pactwatch.casefile.plain import shown
from pactwatch.data import read_rows, read_toml
from pactwatch.model import Claim, Frozen
from pactwatch.reading.actor_register import register, split_names
from pactwatch.reading.gazetteer import Pieces, split_pieces

WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?")
ACTORS = frozenset({"name", "seat", "adjective", "people", "person", "surname"})
"""Forms of the register's entries that name an actor; bodies are common nouns there, places act only in a text."""


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
    for sentence in sentences(parse(paragraph.text)):
        if not sentence.refs and (found := needing(sentence, names) or opening_name(sentence.text)):
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
        if name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield name
    yield from _registered(text)
    yield from _capitalised(text)


def _registered(text: str) -> Iterator[str]:
    pieces, words = Pieces(), list(WORD.finditer(text))
    for n, word in enumerate(words):
        for key, written in split_pieces(word[0]):
            pieces.keys.append(key)
            pieces.words.append(written)
            pieces.tokens.append(n)
    for match in register().find(pieces):
        if any(entry.form in ACTORS for entry in match.values):
            yield text[words[match.first].start() : words[match.last].end()].rstrip(".")
    yield from (word[0].rstrip(".") for word in words if re.sub(r"['’]s?$", "", word[0].rstrip(".")) in _surnames())


def _capitalised(text: str) -> Iterator[str]:
    """Yield capitalised words that do not begin a sentence; the first word too where a capitalised one follows it, or it is all capitals."""
    words = list(WORD.finditer(text))
    for n, word in enumerate(words):
        written = word[0].rstrip(".")
        if not written[0].isupper() or written.casefold() in _calendar():
            continue
        opens = n == 0 or bool(re.search(r"[:;“\"•]\s*$|^\s*[-–—*]\s*$", text[: word.start()]))
        if not opens or (len(written) > 1 and written.isupper()) or (written.casefold() not in _starters() and _goes_on(text, words, n)):
            yield written


def _goes_on(text: str, words: list[re.Match[str]], n: int) -> bool:
    if n + 1 == len(words) or text[words[n].end() : words[n + 1].start()] != " ":
        return False
    following = words[n + 1][0].rstrip(".")
    return following[0].isupper() and following.casefold() not in _calendar()


@lru_cache(maxsize=4096)
def opening_name(text: str) -> tuple[str, ...]:
    """Return the first word of a sentence where the parser takes it for a name: capitals do not tell there."""
    first = WORD.search(text)
    if first is None or not first[0][0].isupper() or first[0].casefold() in _starters() | _calendar():
        return ()
    from pactwatch.model import Block
    from pactwatch.reading.parse import parse as parsed

    text = shown(text)  # code point for code point, without what the parser cannot take
    found = [token for one in parsed(text, [Block(kind="paragraph", start=0, end=len(text))]).sentences for token in one.tokens]
    return tuple(token.text for token in found if token.start == first.start() and token.pos == "PROPN")


@lru_cache(maxsize=1)
def _number_words() -> re.Pattern[str]:
    data = read_toml("output/paragraphs.toml")["figures"]
    words = r"\b(?:" + "|".join(data["words"].split()) + r")\b"
    return re.compile("|".join([words, *data["phrases"].splitlines()]), re.IGNORECASE)


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    names = {name for row in read_rows("actors/officials.tsv") for name in split_names(row["surname"])}
    return frozenset(name for name in names if name.casefold() not in _starters())  # "No" opens sentences


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    return frozenset(read_toml("output/paragraphs.toml")["names"]["calendar"].split())


@lru_cache(maxsize=1)
def _starters() -> frozenset[str]:
    return frozenset(read_toml("output/paragraphs.toml")["ends"]["starters"].split())
