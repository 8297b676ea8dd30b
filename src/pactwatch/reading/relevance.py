"""Relevance: how much a text speaks of the affairs of states, so that a recipe's shells stay shells.

What counts are the offices, bodies and means through which states act (data/events/relevance.toml) and the countries
that are named. They speak for or against every claim of the text as cues among others; only a text with neither has none.
"""

from __future__ import annotations

from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.reading.tree import Parsed

MOST = 5
SHORT = 2
"""Sentences up to which a text is too short to say much of itself."""


@lru_cache(maxsize=1)
def state_words() -> frozenset[str]:
    """Return the lemmas that speak of state affairs."""
    return frozenset(read_toml("events/relevance.toml")["words"].split())


@lru_cache(maxsize=1)
def opening_words() -> frozenset[str]:
    """Return the lemmas that make a text worth reading without counting among its affairs."""
    return frozenset(read_toml("events/relevance.toml")["opening"].split())


def is_relevant(parsed: Parsed) -> bool:
    """Say whether the text names any office, body, means or country at all."""
    words = opening_words()
    return any(_found(parsed)) or any(t.lemma.lower() in words or t.lower in words for s in parsed.sentences for t in s.tokens)


def _found(parsed: Parsed) -> tuple[set[str], set[str]]:
    words = state_words()
    found = {t.lemma for s in parsed.sentences for t in s.tokens if t.lemma in words or t.lower in words}
    return found, {t.lower for s in parsed.sentences for t in s.tokens if t.ent in ("GPE", "NORP")}


def relevance_cues(parsed: Parsed) -> dict[str, float]:
    """Return the cues of a text's relevance: distinct words of state affairs, and countries, each up to five."""
    found, countries = _found(parsed)
    length = "short" if len(parsed.sentences) <= SHORT else "long"
    return {f"affairs:{min(len(found), MOST)}+{length}": 1.0, f"states:{min(len(countries), MOST)}+{length}": 1.0, length: 1.0}
