"""Who is blamed or thanked, and by whom: "A accused B of sending arms" lets B send them, and never A.

In "accuse, condemn, criticise, thank B of, for or over ..." the one acted on does what follows (object control; Quirk et al.,
A Comprehensive Grammar of the English Language, 16.38), and a possessive there is his: "over its deliveries".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.reading.tree import Sentence, Token

OVER = frozenset({"of", "for", "over", "about", "with"})
OBJECTS = ("dobj", "nsubjpass")


@lru_cache(maxsize=1)
def blaming_verbs() -> frozenset[str]:
    """Return the lemmas of verbs that blame or thank somebody for something."""
    return frozenset(read_toml("events/clauses.toml")["blaming"].split())


def blamed_for(sentence: Sentence, i: int) -> Token | None:
    """Return the head of whoever is blamed or thanked for what token `i` is part of, None where nobody is."""
    tokens, below = sentence.tokens, sentence.tokens[i]
    for upper in sentence.ancestors(i):
        if upper.lemma in blaming_verbs() and upper.pos == "VERB":
            blamed = sentence.child(upper.i, *OBJECTS)
            return blamed if blamed is not None and below.dep == "prep" and below.lower in OVER else None
        verb = tokens[upper.head]
        if below.dep == "prep" and below.lower in OVER and upper.dep in OBJECTS and verb.lemma in blaming_verbs():
            return upper if upper.i != i else None  # the parse hangs "for ..." on the one who is blamed
        if upper.pos == "VERB" and upper.dep not in ("pcomp", "xcomp", "conj"):
            return None
        below = upper
    return None


def blamers(sentence: Sentence, i: int, *, deed: bool = False) -> Iterator[Token]:
    """Yield the heads of those who blame or thank somebody for what token `i` is part of, or condemn the deed itself.

    `deed`: the event is what is blamed, though the blaming verb itself at token `i` stands for it ("condemned the transfer").
    """
    for upper in (*([sentence.tokens[i]] if deed else []), *sentence.ancestors(i)):
        if upper.lemma in blaming_verbs() and upper.pos == "VERB":
            first = sentence.child(upper.i, "nsubj") or _by(sentence, upper)
            while first is not None and first.i != i:
                yield first
                first = sentence.child(first.i, "conj")
            return
        if upper.dep in ("relcl", "advcl", "ccomp") and upper.pos in ("VERB", "AUX"):
            return


def _by(sentence: Sentence, verb: Token) -> Token | None:
    by = sentence.child(verb.i, "agent")
    return sentence.child(by.i, "pobj") if by is not None else None
