"""The word classes of events (data/events/lexicon.toml): which class or classes a lemma belongs to."""

from __future__ import annotations

import re
from functools import lru_cache

from pactwatch.data import read_toml

EVENTS = "events/lexicon.toml"
DESIGNATION = re.compile(r"^[A-Z]{1,4}[a-z]{0,3}-?\d+[A-Za-z]{0,3}$")
"""A weapon's designation: F-16, Su-35, T-72B3, KN-23, M777."""
Classes = dict[str, tuple[str, ...]]


@lru_cache(maxsize=8)
def classes(part: str) -> Classes:
    """Return {lemma: its classes} for `part` ("noun" or "verb") of the event lexicon."""
    found: dict[str, list[str]] = {}
    for name, words in read_toml(EVENTS)[part].items():
        for word in words.split():
            found.setdefault(word, []).append(name)
    return {word: tuple(dict.fromkeys(names)) for word, names in found.items()}


def noun_classes(lemma: str, text: str = "") -> tuple[str, ...]:
    """Return the classes of a noun, by lemma; a word shaped like a weapon's designation counts as arms."""
    known = classes("noun").get(lemma) or classes("noun").get(text.lower(), ())
    if not known and text and DESIGNATION.match(text):
        return ("arms",)
    return known


def verb_classes(lemma: str) -> tuple[str, ...]:
    """Return the classes of a verb, by lemma."""
    return classes("verb").get(lemma, ())
