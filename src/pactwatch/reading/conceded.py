"""Denials that are given up: "nobody disputes any longer that ...", "admitted what he had denied: ..."."""

from __future__ import annotations

from pactwatch.reading.tree import Sentence, Token

NOBODY = frozenset({"nobody", "no-one", "none", "few"})
ANYONE = frozenset({"anyone", "anybody", "one", "soul", "observer", "analyst", "historian", "expert", "witness", "critic", "sceptic", "skeptic",
                    "opposition", "scholar", "side"})
"""Nouns that with a "no", a "hardly" or a "not even" stand for all there are; that a certain official denies nothing says nothing."""
NEGATING = frozenset({"no", "not", "hardly", "scarcely", "barely", "even"})
LONGER = frozenset({"longer", "more"})
ADMITTING = frozenset({"admit", "confess", "own", "concede", "acknowledge", "confirm", "grant", "come", "bear", "prove",
                      "establish", "recognise", "recognize"})


def is_given_up(s: Sentence, v: int) -> bool:
    """Say whether nobody denies or disputes it (any more), at the verb of denying, token `v`."""
    kids = s.children(v)
    subject = next((t for t in kids if t.dep == "nsubj"), s.tokens[v - 1] if v and s.tokens[v - 1].pos == "NOUN" else None)
    if any(t.lower == "anymore" or (t.lower in LONGER and s.word_at(t.i - 1) in {"no", "any"}) for t in kids):
        return any(t.dep == "neg" for t in kids) or s.word_at(v - 2) == "no" or (subject is not None and _is_nobody(s, subject))
    return subject is not None and _is_nobody(s, subject)


def _is_nobody(s: Sentence, subject: Token) -> bool:
    if subject.lower in NOBODY or (subject.lower == "one" and s.word_at(subject.i - 1) == "no"):
        return True
    before = {t.lower for t in s.tokens[max(0, subject.i - 4) : subject.i]}
    return subject.lemma in ANYONE and bool(before & NEGATING)


def is_owned_up_to(s: Sentence, v: int) -> bool:
    """Say whether token `v` tells in a "what" clause what is then admitted: "confessed what he had disputed for a year"."""
    token = s.tokens[v]
    if token.dep == "acomp":
        token = s.tokens[token.head]  # "what was once doubted"
    if not any(t.lower == "what" for t in s.children(token.i)):
        return False
    while token.dep in {"ccomp", "pcomp", "prep", "pobj", "dobj", "csubj", "csubjpass"} and token.head != token.i:
        token = s.tokens[token.head]
        if token.lemma in ADMITTING:
            return not any(t.dep == "neg" for t in s.children(token.i))
    return False
