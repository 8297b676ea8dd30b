"""Nouns that announce the event over an aside, which the parser loses: "There is no proof, the panel stresses, that ..."."""

from __future__ import annotations

from pactwatch.reading.modality_clause import negative_noun
from pactwatch.reading.modality_cues import cues_of
from pactwatch.reading.modality_nouns import find_little
from pactwatch.reading.modality_state import Walk
from pactwatch.reading.tree import Token

ANNOUNCING = ("evidence", "suggest", "likely", "consider", "claim", "accuse", "false", "doubt", "ask", "report")
SPEAKING = frozenset({"report", "believe", "claim", "know", "suggest", "confirm", "observe"})
LONGEST = 10
"""How many words an aside may have."""


def apply_asides(walk: Walk) -> None:
    """Apply the noun that an aside between commas parts from its "that" clause, where the event is in that clause."""
    for token in (walk.sentence.tokens[walk.trigger], *walk.sentence.ancestors(walk.trigger)):
        mark = next((t for t in walk.sentence.children(token.i, "mark") if t.lower == "that"), None)
        noun = _announced(walk, mark) if mark is not None else None
        if noun is None or noun.i in walk.path:
            continue
        name = next((n for n in cues_of(noun, "nouns") if n in ANNOUNCING), None)
        if name is not None:
            negator = negative_noun(walk.sentence, noun.i) or find_little(walk, noun)
            walk.weak, walk.shield = False, None
            walk.apply(name, noun, negator is not None, negator)
            return


def _announced(walk: Walk, that: Token) -> Token | None:
    """Return the noun before the aside that ends right before a "that", or None."""
    tokens = walk.sentence.tokens
    if that.i < 4 or tokens[that.i - 1].text != ",":
        return None
    opening = next((i for i in range(that.i - 2, max(that.i - 2 - LONGEST, 0), -1) if tokens[i].text == ","), None)
    if opening is None or not any(SPEAKING & set(cues_of(t, "verbs")) for t in tokens[opening:that.i]):
        return None
    noun = tokens[opening - 1]
    return noun if noun.pos == "NOUN" else None
