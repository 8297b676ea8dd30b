"""Relevance: whether a text is about the affairs of states at all, so that a recipe's shells stay shells.

A text passes when it names enough of the offices, bodies and means through which states act, those of
data/events/relevance.toml. The threshold is low on purpose: a missed report costs more than a claim too many.
"""

from __future__ import annotations

from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.reading.tree import Parsed

FLOOR = 2
"""Distinct words of state affairs below which a text has no claims; chosen on the development texts' tuning part."""


@lru_cache(maxsize=1)
def state_words() -> frozenset[str]:
    """Return the lemmas that speak of state affairs."""
    return frozenset(read_toml("events/relevance.toml")["words"].split())


def is_relevant(parsed: Parsed) -> bool:
    """Say whether the text speaks of state affairs."""
    words = state_words()
    found = {t.lemma for s in parsed.sentences for t in s.tokens if t.lemma in words or t.lower in words}
    countries = {t.lower for s in parsed.sentences for t in s.tokens if t.ent in ("GPE", "NORP")}
    return len(found) >= FLOOR or (len(found) == 1 and len(countries) >= 2)
