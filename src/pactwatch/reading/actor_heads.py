"""Which tokens of a sentence head an actor, and of what kind."""

from __future__ import annotations

from dataclasses import dataclass

from pactwatch.reading.actor_phrases import Anchors
from pactwatch.reading.actor_register import noun_kinds, words
from pactwatch.reading.gazetteer import fold
from pactwatch.reading.tree import Sentence, Token

ENTITY_KINDS = {"PERSON": "person", "ORG": "organisation", "NORP": "people", "GPE": "other", "LAW": "instrument"}
INSIDE = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "npadvmod"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "agent", "pobj", "dobj", "poss", "conj", "appos", "dative", "attr"})


@dataclass(slots=True, frozen=True)
class Candidate:
    """A token that may head an actor. `rule` says why: name, entity, noun, subject or adjective."""

    head: int
    kind: str
    rule: str


def candidates(sentence: Sentence, anchors: Anchors, capitals: bool) -> list[Candidate]:
    """Return the heads of a sentence, at most one for each token."""
    found = []
    kinds = noun_kinds()
    for token in sentence.tokens:
        if token.i in anchors:
            candidate = _named(sentence, token, anchors)
        elif not token.text[0].isalnum():
            continue
        else:
            candidate = _noun(sentence, token, kinds, capitals) or _entity(sentence, token)
        if candidate:
            found.append(candidate)
    return found


def _named(sentence: Sentence, token: Token, anchors: Anchors) -> Candidate | None:
    """Return the candidate for a name of the register if `token` is the head of its words."""
    match = anchors[token.i]
    if token.i != match_head(sentence, match.first, match.last):
        return None
    entry = match.values[0]
    if entry.form == "body":
        return None if token.dep in INSIDE else Candidate(token.i, entry.kind, "body")
    if entry.form == "adjective":
        noun = token.dep not in INSIDE and token.pos in ("NOUN", "PROPN") and match.last == token.i
        return Candidate(token.i, "people" if noun else "state", "adjective")
    if _is_forename(sentence, token, match.last):
        return None
    return Candidate(token.i, entry.kind, entry.form)


def _is_forename(sentence: Sentence, token: Token, last: int) -> bool:
    """Say whether a name like "Jordan", "Israel" or "Chad" is a person's: entity of a person that goes on."""
    after = sentence.tokens[last + 1] if last + 1 < len(sentence) else None
    return token.ent == "PERSON" and after is not None and after.ent == "PERSON" and not after.ent_start


def match_head(sentence: Sentence, first: int, last: int) -> int:
    """Return the token of a stretch that its other tokens hang on: the last whose head lies outside."""
    tokens = sentence.tokens
    for i in range(last, first - 1, -1):
        head = tokens[i].head
        outside = head == i or not first <= head <= last
        if outside and tokens[i].tag != "POS" and tokens[i].text[0].isalnum():
            return i
    return last


def _noun(sentence: Sentence, token: Token, kinds: dict[str, str], capitals: bool) -> Candidate | None:
    """Return the candidate for a common noun of the lists that is no mere modifier."""
    kind = kinds.get(token.lower)
    if kind is None or token.dep in INSIDE or (token.pos not in ("NOUN", "PROPN", "ADJ") and not capitals):
        return None
    if token.pos == "ADJ" and token.dep not in ("nsubj", "nsubjpass", "dobj"):
        return None
    if kind == "person" and token.text[0].isupper() and _is_title(sentence, token):
        return None
    return Candidate(token.i, kind, "noun")


def _is_title(sentence: Sentence, token: Token) -> bool:
    """Say whether the noun stands as a title before a name on which it hangs."""
    after = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence) else None
    return after is not None and after.ent == "PERSON" and token.head > token.i


def _entity(sentence: Sentence, token: Token) -> Candidate | None:
    """Return the candidate for an entity or a capitalised subject that no list has."""
    if token.pos not in ("PROPN", "NOUN", "ADJ", "X") or token.dep in INSIDE:
        return None
    kind = ENTITY_KINDS.get(token.ent)
    if kind is not None and token.text[0].isupper():
        return Candidate(token.i, kind, "entity")
    if token.text[0].isupper() and token.pos == "PROPN":
        if _titled(sentence, token):
            return Candidate(token.i, "person", "entity")
        if fold(token.text) in words("companies", "suffixes") or token.dep in ("nsubj", "nsubjpass"):
            calendar = token.ent in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL")
            return None if calendar else Candidate(token.i, "organisation", "subject")
    return None


def _titled(sentence: Sentence, token: Token) -> bool:
    """Say whether a capitalised word is a name after a title: "Rep. Park Sun-won"."""
    kids = sentence.kids[token.i]
    return any(fold(sentence.tokens[k].text) in words("titles") for k in kids if k < token.i)
