"""Who is blamed, thanked or kept from a deed, and by whom: "A accused B of sending arms" lets B send them, and never A.

In "accuse, condemn, thank B of, for or over ...", as in "prevent B from ...", the one acted on does what follows (object control;
Quirk et al., A Comprehensive Grammar of the English Language, 16.38), and a possessive there is his: "over its deliveries".
Whoever "found no evidence that ..." does nothing of what follows either.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.reading.tree import Sentence, Token

OVER = frozenset({"of", "for", "over", "about", "with", "from"})
OBJECTS = ("dobj", "nsubjpass")


@lru_cache(maxsize=8)
def _lemmas(*lists: str) -> frozenset[str]:
    """Return the lemmas of some lists of the clauses' table."""
    table = read_toml("events/clauses.toml")
    return frozenset(lemma for name in lists for lemma in table[name].split())


def blaming_verbs() -> frozenset[str]:
    """Return the lemmas of verbs that blame or thank somebody for something, or keep somebody from it."""
    return _lemmas("blaming", "preventing")


def observing_verbs() -> frozenset[str]:
    """Return the lemmas of verbs whose subject only sees or counts what others do."""
    return _lemmas("observing")


def _stands_apart(sentence: Sentence, verb: Token) -> bool:
    """Say whether the subject of a verb is not who does the deed below it."""
    if verb.pos != "VERB":
        return False
    asks = verb.lemma in _lemmas("requesting") and sentence.child(verb.i, "dobj", "dative") is not None
    return asks or verb.lemma in blaming_verbs() or _penalised(sentence, verb) is not None or looks_for(sentence, verb.i)


def _penalised(sentence: Sentence, verb: Token) -> Token | None:
    """Return the head of those on whom a verb lays a penalty: "imposed sanctions on two firms", "added two firms to its blacklist"."""
    held = sentence.child(verb.i, *OBJECTS)
    if held is None:
        return None
    if verb.lemma in _lemmas("entering"):
        lists = [sentence.child(p.i, "pobj") for p in sentence.children(verb.i, "prep", "dative") if p.lower in ("to", "on", "in")]
        if any(t is not None and t.lemma in _lemmas("lists") for t in lists):
            return held
    if verb.lemma not in _lemmas("imposing") or held.lemma not in _lemmas("penalties"):
        return None
    on = next((p for i in (verb.i, held.i) for p in sentence.children(i, "prep") if p.lower in ("on", "against", "upon")), None)
    return sentence.child(on.i, "pobj") if on is not None else None


def looks_for(sentence: Sentence, i: int) -> bool:
    """Say whether the verb at token `i` has evidence of something as its object."""
    found = sentence.child(i, "dobj")
    return found is not None and found.lemma in _lemmas("evidence")


def blamed_for(sentence: Sentence, i: int) -> Token | None:
    """Return the head of whoever is blamed or thanked for what token `i` is part of, None where nobody is."""
    tokens, below = sentence.tokens, sentence.tokens[i]
    for upper in sentence.ancestors(i):
        if upper.pos == "VERB" and (upper.lemma in blaming_verbs() or _penalised(sentence, upper) is not None):
            blamed = _penalised(sentence, upper) or sentence.child(upper.i, *OBJECTS)
            return blamed if blamed is not None and blamed.i != i and below.dep == "prep" and below.lower in OVER else None
        verb = tokens[upper.head]
        if below.dep == "prep" and below.lower in OVER and upper.dep in OBJECTS and verb.lemma in blaming_verbs():
            return upper if upper.i != i else None  # the parse hangs "for ..." on the one who is blamed
        if upper.pos == "VERB" and upper.dep not in ("pcomp", "xcomp", "conj"):
            return None
        below = upper
    return None


def blamed_by(sentence: Sentence, i: int) -> Token | None:
    """Return the head of whoever the verb at token `i` blames or thanks, None where it does neither."""
    verb = sentence.tokens[i]
    return sentence.child(i, *OBJECTS) if verb.pos == "VERB" and verb.lemma in _lemmas("blaming") else None


def blamers(sentence: Sentence, i: int, *, deed: bool = False) -> Iterator[Token]:
    """Yield the heads of those who blame, thank, keep or ask somebody as to what token `i` is part of, or look for signs of it.

    `deed`: the event is what is blamed, though the blaming verb itself at token `i` stands for it ("condemned the transfer").
    """
    below = sentence.tokens[i]
    for upper in (*([below] if deed else []), *sentence.ancestors(i)):
        if below.dep == "conj" and below.head == upper.i and upper.pos in ("VERB", "AUX"):
            return  # "condemned the drills and fired two missiles"
        below = upper
        if _stands_apart(sentence, upper):
            first = sentence.child(upper.i, "nsubj") or _by(sentence, upper)
            while first is not None and first.i != i:
                yield first
                first = sentence.child(first.i, "conj")
            return
        if upper.dep in ("relcl", "advcl", "ccomp") and upper.pos in ("VERB", "AUX"):
            return


def finders(sentence: Sentence, i: int) -> Iterator[Token]:
    """Yield the head of whoever has or lacks evidence of what token `i` is part of: that one has no part in it at all."""
    for upper in (sentence.tokens[i], *sentence.ancestors(i)):
        if upper.pos == "VERB" and looks_for(sentence, upper.i):
            found = sentence.child(upper.i, "nsubj")
            if found is not None:
                yield found
            return


def helper(sentence: Sentence, i: int) -> Token | None:
    """Return the head of whoever helps another to do what the verb at token `i` says: "Moscow" in "Moscow helps Pyongyang to build"."""
    for upper in sentence.ancestors(i):
        if upper.lemma in ("help", "assist"):
            other = sentence.child(i, "nsubj") or sentence.child(upper.i, "dobj")
            return sentence.child(upper.i, "nsubj") if other is not None else None
    return None


def _by(sentence: Sentence, verb: Token) -> Token | None:
    by = sentence.child(verb.i, "agent")
    return sentence.child(by.i, "pobj") if by is not None else None
