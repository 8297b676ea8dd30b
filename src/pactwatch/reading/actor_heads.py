"""Which tokens of a sentence head an actor, and of what kind."""

from __future__ import annotations

from dataclasses import dataclass

from pactwatch.reading.actor_phrases import Anchors
from pactwatch.reading.actor_register import noun_kinds, words
from pactwatch.reading.gazetteer import fold
from pactwatch.reading.place_gazetteer import cities
from pactwatch.reading.tree import Sentence, Token

ENTITY_KINDS = {"PERSON": "person", "ORG": "organisation", "NORP": "people", "GPE": "other", "LAW": "instrument"}
INSIDE = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "npadvmod"})
NUMERIC = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
OWN_BODIES = frozenset({"ministry", "agency"})
ACTING = frozenset({"nsubj", "nsubjpass", "agent", "poss"})
OBJECTS = frozenset({"dobj", "pobj", "dative", "conj"})
NAMES = frozenset({"PERSON", "ORG"})


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
            candidate = _noun(sentence, token, kinds, capitals)
            if candidate is None and not capitals:
                candidate = _entity(sentence, token)
        if candidate:
            found.append(candidate)
    return found


def _named(sentence: Sentence, token: Token, anchors: Anchors) -> Candidate | None:
    """Return the candidate for a name of the register if `token` is the head of its words."""
    match = anchors[token.i]
    if token.i != match_head(sentence, match.first, match.last):
        return None
    entry = match.values[0]
    if entry.form == "place":
        return Candidate(token.i, "other", "place") if token.dep in ACTING else None
    if entry.form == "body":
        proper = entry.kind in OWN_BODIES or sentence.tokens[match.first].text[0].isupper()
        return Candidate(token.i, entry.kind, "body") if proper or token.dep not in INSIDE else None
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
    if kind is None or token.dep in INSIDE or _glued(sentence, token.i):
        return None
    if not capitals and not _is_nominal(token):
        return None
    if kind == "person" and token.text[0].isupper() and _is_title(sentence, token):
        return None
    return Candidate(token.i, kind, "noun")


def _is_nominal(token: Token) -> bool:
    """Say whether a word of the lists is used as a noun; an adjective is ("the wounded") as a subject or object."""
    return token.pos in ("NOUN", "PROPN") or (token.pos == "ADJ" and token.dep in ("nsubj", "nsubjpass", "dobj"))


def _is_title(sentence: Sentence, token: Token) -> bool:
    """Say whether the noun stands as a title before a name on which it hangs."""
    after = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence) else None
    return after is not None and after.ent == "PERSON" and token.head > token.i


def _entity(sentence: Sentence, token: Token) -> Candidate | None:
    """Return the candidate for an entity or a capitalised subject that no list has."""
    if token.dep in INSIDE and not (token.dep == "npadvmod" and token.ent == "PERSON"):
        return None
    if ends_name(sentence, token.i):
        return Candidate(token.i, "person", "entity")
    if token.pos not in ("PROPN", "NOUN", "ADJ", "X") or not token.text[0].isupper() or _is_city(token):
        return None
    kind = ENTITY_KINDS.get(token.ent)
    if kind is None and token.pos == "PROPN" and token.ent not in NUMERIC:
        if _titled(sentence, token):
            kind = "person"
        elif fold(token.text) in words("companies", "suffixes") or token.dep in ("nsubj", "nsubjpass"):
            return Candidate(token.i, "organisation", "subject")
        elif token.dep in OBJECTS and _goes_on_from_name(sentence, token):
            return Candidate(token.i, "organisation", "entity")
    return Candidate(token.i, kind, "entity") if kind else None


def _goes_on_from_name(sentence: Sentence, token: Token) -> bool:
    """Say whether an object that is no entity ends a name that begins as one: "accused Halden Optik of"."""
    before = sentence.tokens[token.i - 1] if token.i else None
    return before is not None and before.pos == "PROPN" and before.head == token.i and before.dep == "compound" and before.ent in NAMES


def _is_city(token: Token) -> bool:
    """Say whether an entity is a city of the gazetteer that does nothing itself."""
    return token.ent in ("ORG", "GPE", "LOC", "PERSON") and token.dep not in ACTING and bool(cities(fold(token.text)))


def _glued(sentence: Sentence, i: int) -> bool:
    """Say whether token `i` is tied to the one before or after it by a hyphen ("ship-to-ship")."""
    tokens = sentence.tokens
    before = i > 0 and tokens[i - 1].text == "-" and tokens[i - 1].end == tokens[i].start
    return before or (i + 1 < len(tokens) and tokens[i + 1].text == "-" and tokens[i + 1].start == tokens[i].end)


def ends_name(sentence: Sentence, i: int) -> bool:
    """Say whether token `i` is the end of a hyphenated name ("Lee Seong-kweun"), which the entities often cut off."""
    tokens = sentence.tokens
    if i < 3 or tokens[i - 1].text != "-" or tokens[i - 1].end != tokens[i].start or tokens[i].dep in INSIDE:
        return False
    given, family = tokens[i - 2], tokens[i - 3]
    if given.end != tokens[i - 1].start or not given.text[0].isupper():
        return False
    return given.ent == "PERSON" or (family.text[0].isupper() and fold(family.text) in words("names", "family_first"))


def _titled(sentence: Sentence, token: Token) -> bool:
    """Say whether a capitalised word is a name after a title: "Rep. Park Sun-won"."""
    kids = sentence.kids[token.i]
    return any(fold(sentence.tokens[k].text) in words("titles") for k in kids if k < token.i)
