"""The words by which a sentence itself tells how much stands behind it (words.toml, [avowals])."""

from __future__ import annotations

import re
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.types import Line
from pactwatch.origins.words import stem

FUTURE = re.compile(r"\bwould\b")
NEGATION = re.compile(r"\b(?:no|not|none|nobody|nothing|never|without|neither|nor|cannot|only)\b|n['’]t\b", re.IGNORECASE)
NAMES = re.compile(r"\b(may|will)\b")
"""Words that with a capital are a month's or a person's name."""
UNREAL = re.compile(r"\b(that|which|who|whose \w+) would (?:otherwise )?have\b", re.IGNORECASE)
"""What would have been is no doubt of what is: "the mission that would have ended in May"."""
DOUBTED = ("weighed", "wished", "withheld", "weak", "tentative")
"""What keeps a deed from being told as certain."""


@lru_cache(maxsize=16)
def pattern(name: str) -> re.Pattern[str]:
    """Return what shows a standing of this name, at a sentence's head too; only of names ("May", "Will") does case tell."""
    words = (NAMES.sub(r"(?-i:\1)", words) for words in read_toml("origins/words.toml")["avowals"][name])
    return re.compile("|".join(rf"\b(?:{word})\b" for word in words), re.IGNORECASE)


def words_of(line: Line, text: str) -> str:
    """Return a sentence as it stands in its text."""
    return text[line.span[0] : line.span[1]]


def without_unreal(words: str) -> str:
    """Return words without a "would" that doubts nothing."""
    return UNREAL.sub(r"\1 had", words)


def is_reserved(words: str, *, planned: bool = False) -> bool:
    """Say whether a sentence asks, or has a word of wish, condition or doubt; of something `planned`, whether it is still to come."""
    words = without_unreal(words)
    return words.rstrip().endswith("?") or any(pattern(name).search(words) for name in (*DOUBTED, *(("coming",) if planned else ())))


def is_only_future(words: str) -> bool:
    """Say whether a sentence has no more doubt than a "would", which in reported speech is a future: "warned that it would"."""
    return bool(FUTURE.search(words)) and not is_reserved(FUTURE.sub("", words)) and not NEGATION.search(words)


@lru_cache(maxsize=1)
def denials() -> frozenset[str]:
    """Return the stems of the words by which something is denied."""
    return frozenset(stem(word) for word in read_toml("origins/words.toml")["certainty"]["denials"].split())
