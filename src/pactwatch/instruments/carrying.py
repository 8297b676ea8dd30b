"""Who "they" are: a sentence that begins with a pronoun goes on about the people of the DPRK of the sentence before it."""

from __future__ import annotations

from collections.abc import Callable

from pactwatch.instruments.lexicon import DPRK_CLASS, Hits
from pactwatch.instruments.places import DPRK_PEOPLE
from pactwatch.instruments.words import Words

GROUP = "dprk_group"
"""The fact that a sentence speaks of people of the DPRK."""
OTHERS = "foreign_group"
"""The fact that it speaks of another state's people too: then nobody can tell who "they" are."""
PRONOUNS = frozenset({"they", "these", "both", "each"})
_CLASSES = (DPRK_CLASS, DPRK_PEOPLE, "people", "carried")


def carry(words: Words, hits: Hits, before: Callable[[str], object | None]) -> None:
    """Let the pronoun at the beginning of a sentence count as people of the DPRK, if those are whom `before` speaks of.

    `before` says whether a fact holds in the sentence before; a sentence that names the DPRK or its people keeps its words.
    """
    if words.lower[0] not in PRONOUNS or DPRK_PEOPLE in hits:
        return
    if before(GROUP) is None or before(OTHERS) is not None:
        return
    for name in _CLASSES:
        hits[name] = [(0, 1), *hits.get(name, [])]
