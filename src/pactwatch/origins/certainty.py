"""How certain a word's event is, by the verbs, auxiliaries and nouns above it: fact, present, open, planned or denied.

Rougher than a claim's modality (reading/modality.py), but there for every word, so that a claim that one of two texts
lacks does not hide a change.
"""

from __future__ import annotations

from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.types import Certainty
from pactwatch.origins.words import stem
from pactwatch.reading.tree import Sentence, Token

DEPTH = 6
"""Heads above a word that are looked at."""
UNDER = ("xcomp", "ccomp", "dobj", "acl", "prep", "pobj", "pcomp")
"""How what is planned or possible hangs on the word that says so."""
ORDER: tuple[Certainty, ...] = ("denied", "planned", "open", "present")
BOUNDS = frozenset({"fewer", "less", "more", "later", "sooner", "earlier"})
PRESENT = frozenset({"VBZ", "VBP"})


@lru_cache(maxsize=8)
def _words(name: str) -> frozenset[str]:
    return frozenset(read_toml("origins/words.toml")["certainty"][name].split())


def certainty_of(sentence: Sentence, i: int) -> Certainty:
    """Return the certainty of the event that token `i` names or belongs to."""
    found: list[Certainty] = []
    at, before, depth = sentence.tokens[i], None, 0
    while depth <= DEPTH:
        found.append(_own(sentence, at, before))
        if at.dep == "appos" and sentence.tokens[at.head].lemma in _words("planning"):
            found.append("planned")
        if at.head == at.i or at.dep in ("relcl", "advcl", "parataxis", "appos") or (at.dep == "ccomp" and not _governs(sentence, at)):
            break
        if at.dep == "conj" and any(c.lower == "but" for c in sentence.children(at.head, "cc")):
            break
        before, at, depth = at, sentence.tokens[at.head], depth + 1
    return next((wanted for wanted in ORDER if wanted in found), "fact")


def _governs(sentence: Sentence, token: Token) -> bool:
    """Say whether the verb above a clause tells how certain its content is."""
    above = sentence.tokens[token.head]
    return above.lemma in _words("denying") | _words("open_verbs") | _words("planning")


def _own(sentence: Sentence, token: Token, below: Token | None) -> Certainty:
    children = sentence.children(token.i)
    if token.lemma in _words("excluding") and any(c.dep == "neg" for c in children):
        return "open"  # "has not ruled out"
    negated = any(c.dep == "neg" or (c.dep == "det" and c.lower == "no") for c in children if not _is_bound(sentence, c))
    if negated and token.pos in ("VERB", "NOUN", "AUX", "ADJ"):
        return "denied"
    if below is not None and token.lemma in _words("denying") and _is_denied(token, below):
        return "denied"
    settled = below is not None and token.lemma in _words("settling") and below.dep == "prep"  # "agreed on a ceasefire"
    if below is not None and not settled and token.lemma in _words("planning") and below.dep in (*UNDER, "amod", "nsubjpass"):
        return "planned"
    if token.pos == "NOUN" and any(c.dep == "amod" and c.lower in _words("planned") for c in children):
        return "planned"  # "the announced dispatch"
    if token.pos in ("NOUN", "PROPN") and any(c.dep in ("acl", "relcl") and _has_to(sentence, c) for c in children):
        return "planned"
    if token.pos == "VERB" and token.dep in ("ROOT", "ccomp") and _has_to(sentence, token) and sentence.child(token.i, "nsubj"):
        return "planned"  # a headline: "Oslo to send engineers"
    if below is not None and token.lemma in _words("open_verbs") and below.dep in (*UNDER, "nsubj"):
        return "open"
    if below is not None and below.dep == "xcomp" and token.lemma in _words("open_raising"):
        return "open"  # "appears to have unloaded"
    if below is not None and token.lemma == "ask" and (below.dep == "xcomp" or (below.dep == "prep" and below.lower == "for")):
        return "planned"  # "asked for twelve more", not "asked about them"
    if token.lemma == "be" and any((c.dep == "xcomp" and _has_to(sentence, c)) or _is_due(sentence, c) for c in children):
        return "planned"
    if token.lemma == "have" and below is not None and below.dep == "xcomp" and _has_to(sentence, below):
        return "planned"  # "has to halve its rations"
    if token.pos == "VERB" and any(c.dep == "advcl" and _is_unless(sentence, c) for c in children):
        return "open"
    for child in children:
        if child.dep == "aux" and child.lower in ("may", "might", "could", "would"):
            return "open"
        if child.dep == "aux" and child.lower in ("will", "shall", "should"):
            return "planned"
        if child.dep in ("advmod", "amod") and child.lower in _words("open_adverbs"):
            return "open"
    if token.pos == "VERB" and token.dep in ("xcomp", "ROOT", "ccomp") and _is_to(sentence, token):
        return "planned"
    return "present" if _is_present(token, children) else "fact"


def _is_bound(sentence: Sentence, token: Token) -> bool:
    """Say whether a "no" or "not" only bounds a number: "no fewer than 1,200 workers are employed"."""
    after = sentence.tokens[token.i + 1 : token.i + 3]
    return [t.lower for t in after][1:] == ["than"] and after[0].lower in BOUNDS


def _is_denied(verb: Token, below: Token) -> bool:
    """Say whether a word is what a verb denies: neither who denies, nor an officer who is dismissed."""
    removed = verb.lemma == "dismiss" and below.dep == "dobj" and stem(below.text) in _officers()
    return below.dep not in ("nsubj", "nsubjpass", "npadvmod") and not removed


@lru_cache(maxsize=1)
def _officers() -> frozenset[str]:
    table = read_toml("origins/words.toml")
    return frozenset(stem(word) for words in (table["voices"]["offices"], *table["groups"].values()) for word in words.split())


def _is_due(sentence: Sentence, token: Token) -> bool:
    """Say whether a word tells that something is to come: "due to arrive", "due in May"; what is "due to artillery" has a cause."""
    if token.dep != "acomp" or token.lower not in _words("due"):
        return False
    after = sentence.tokens[token.i + 1 : token.i + 2]
    return not any(t.lower == "to" for t in after) or any(_has_to(sentence, c) for c in sentence.children(token.i, "xcomp", "ccomp"))


def _is_present(token: Token, children: list[Token]) -> bool:
    """Say whether a verb tells a deed in the present tense: "sends", "are going"; what is or stands so is a fact."""
    if token.lemma not in _words("coming"):
        return False
    goes_on = token.tag == "VBG" and any(c.dep == "aux" and c.lower in ("is", "are", "'s", "'re") for c in children)
    return goes_on or (token.tag in PRESENT and not any(c.dep in ("aux", "auxpass") for c in children))


def _is_to(sentence: Sentence, token: Token) -> bool:
    """Say whether a verb stands in "is to go": a bare infinitive under a form of "be"."""
    above = sentence.tokens[token.head]
    return _has_to(sentence, token) and above.lemma == "be" and above.i < token.i


def _is_unless(sentence: Sentence, verb: Token) -> bool:
    return any(c.lower == "unless" for c in sentence.children(verb.i, "mark", "advmod"))


def _has_to(sentence: Sentence, verb: Token) -> bool:
    return any(c.dep == "aux" and c.lower == "to" for c in sentence.children(verb.i))
