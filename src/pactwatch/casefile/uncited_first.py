"""Whether a word that opens a sentence, or what follows a colon or opening quote, is a name: its capital does not tell, so the parser has to."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from pactwatch.casefile.plain import shown
from pactwatch.casefile.uncited_names import calendar, openings, starters
from pactwatch.data import read_toml
from pactwatch.model import Block
from pactwatch.reading.parse import load_model, parse
from pactwatch.reading.tree import Token


@lru_cache(maxsize=4096)
def opening_names(text: str) -> tuple[str, ...]:
    """Return the opening words of a sentence that are names.

    The parser takes one for it; or it would be an auxiliary, yet a past tense follows ("Will came", "May announced it"); or it is a
    singular that the parser has never seen, with a verb after it ("Chosun reported this").
    """
    opening = [word for word in openings(text) if word[0][0].isupper() and word[0].rstrip(".").casefold() not in starters()]
    if not opening:
        return ()
    plain = shown(text)  # code point for code point, without what the parser cannot take
    blocks = [Block(kind="paragraph", start=opening[0].start() if _bullet(plain, opening[0].start()) else 0, end=len(plain))]
    tokens = [token for one in parse(plain, blocks).sentences for token in one.tokens]
    places = {token.start: n for n, token in enumerate(tokens)}
    known = [places[word.start()] for word in opening if word.start() in places]
    return tuple(tokens[at].text for at in known if _named(tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None))


def _bullet(plain: str, start: int) -> bool:
    """Whether nothing but a dash or the like stands before a word, which makes the parser take it for a name."""
    return plain[:start].strip(" -–—*•") == ""


def _named(token: Token, following: Token | None) -> bool:
    named = token.pos == "PROPN" and token.text.casefold() not in calendar()
    return named or (following is not None and _acts(token, following))


def _acts(token: Token, following: Token) -> bool:
    if token.pos == "AUX":
        return following.tag == "VBD" and following.pos == "VERB" and token.text.casefold() in _modal()
    word = token.text.casefold()
    return token.tag == "NN" and following.pos == "VERB" and following.tag in ("VBD", "VBZ") and _unknown(word)


def _unknown(word: str) -> bool:
    endings = tuple(read_toml("output/paragraphs.toml")["names"]["endings"].split())
    return not word.endswith(endings) and word not in _seen()


@lru_cache(maxsize=1)
def _seen() -> frozenset[str]:
    """Return the words that the parser was trained with: its file's, since in memory it adds whatever it reads."""
    return frozenset(msgspec.json.decode((Path(load_model().path) / "vocab" / "strings.json").read_bytes(), type=list[str]))


@lru_cache(maxsize=1)
def _modal() -> frozenset[str]:
    return frozenset({"may", "will", "might", "can"})
