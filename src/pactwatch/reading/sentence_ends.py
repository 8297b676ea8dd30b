"""Full stops after a single capital that end a sentence: "... aboard the Lady R. South African officials ...".

The parser takes the capital for an initial ("John R. Smith") and reads on. A sentence ends there where

1. the next word cannot be a surname: a country's adjective ("South African"), or a word that opens sentences ("They");
2. the text elsewhere, or the register of ships, has the name without more to it ("the Lady R was loaded", "the Lady R, ...").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pactwatch.data import read_rows
from pactwatch.reading.actor_register import split_names

CAPITAL = re.compile(r"(?<![\w.&-])(?P<name>[A-Z][\w'-]+ [A-Z])\. (?=[\"']?(?P<next>[A-Z][\w-]*(?: [A-Z][\w-]*)?))")
ON_X = re.compile(r"(?<!\w)(?:on|to|via) X\. (?=[\"']?[A-Z][a-z])")
"""Where a post on the platform X ends a sentence: "denied it in a post on X. Salaries had been paid"."""
OPENERS = frozenset({"The", "This", "That", "These", "Those", "It", "He", "She", "They", "We", "But", "And", "After", "When", "While",
                     "Its", "His", "Their", "According", "Meanwhile", "However", "There"})


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    """Return the adjectives of countries ("South African", "Iranian")."""
    return frozenset(name for row in read_rows("actors/states.tsv") for name in split_names(row["adjectives"]))


@lru_cache(maxsize=1)
def _ships() -> frozenset[str]:
    return frozenset(name for row in read_rows("actors/ships.tsv") for name in (row["name"], *split_names(row["aliases"])))


def sentence_starts(block: str, text: str) -> list[int]:
    """Return the offsets in `block` at which a sentence begins after a single capital; `text` is the document around it."""
    return [m.end() for m in CAPITAL.finditer(block) if _ends(m["name"], m["next"], text)] + [m.end() for m in ON_X.finditer(block)]


def _ends(name: str, following: str, text: str) -> bool:
    if {following, following.split(maxsplit=1)[0]} & (_adjectives() | OPENERS) or name in _ships():
        return True
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w|\.)", text) is not None


def prepared(nlp: Any, block: str, text: str) -> Any:
    """Return what the parser is to read: the block, or its tokens with the starts of such sentences marked."""
    starts = sentence_starts(block, text)
    if not starts:
        return block
    doc = nlp.make_doc(block)
    for token in doc:
        if token.idx in starts and token.i:
            token.is_sent_start = True
    return doc
