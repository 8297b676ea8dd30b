"""Whether the first word of a sentence is a name: its capital does not tell, so the parser has to."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from pactwatch.casefile.plain import shown
from pactwatch.casefile.uncited import WORD, calendar, starters
from pactwatch.data import read_toml
from pactwatch.model import Block
from pactwatch.reading.parse import load_model, parse
from pactwatch.reading.tree import Token


@lru_cache(maxsize=4096)
def opening_name(text: str) -> tuple[str, ...]:
    """Return the first word of a sentence where it is a name.

    The parser takes it for one; or it would be an auxiliary, yet a past tense follows ("Will came", "May announced it"); or it is a
    singular that the parser has never seen, with a verb after it ("Chosun reported this").
    """
    first = WORD.search(text)
    if first is None or not first[0][0].isupper() or first[0].casefold() in starters():
        return ()
    plain = shown(text)  # code point for code point, without what the parser cannot take
    tokens = [token for one in parse(plain, [Block(kind="paragraph", start=0, end=len(plain))]).sentences for token in one.tokens]
    at = next((n for n, token in enumerate(tokens) if token.start == first.start()), None)
    if at is None:
        return ()
    token, following = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    named = token.pos == "PROPN" and first[0].casefold() not in calendar()
    return (token.text,) if named or (following is not None and _acts(token, following)) else ()


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
