"""Who does what to whom in a sentence: states by their code, others by the stem of their noun ("herder", "soldier")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pactwatch.origins.words import common, stem
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Sentence, Token

LINKS = ("to", "from", "against", "for", "on", "at")
"""Prepositions before whom a deed is done to."""
SPEAKING = frozenset({
    "answer", "comment", "disclose", "give", "name", "react", "reply", "respond", "reveal", "say", "speak", "specify", "tell",
    "be", "have", "do", "add", "announce", "state", "report", "claim", "confirm", "deny", "reject",
})  # fmt: skip
"""Verbs that are no deeds."""
LIGHT = frozenset({"make", "carry", "launch", "give", "conduct", "provide", "offer", "stage", "mount"})
NAMED = frozenset({"gift", "donation", "delivery", "transfer", "loan", "attack", "strike", "raid", "invasion", "training", "grant", "shipment"})
"""Verbs that say nothing of the deed, and nouns that do."""
Role = tuple[str, str, str, str]


def roles_of(sentence: Sentence, actors: Sequence[ActorMention]) -> list[Role]:
    """Return (verb, preposition or "dobj", who acts, whom it is done to) for each verb with both."""
    by_token = _countries(actors)
    found = []
    for token in sentence.tokens:
        if token.pos != "VERB":
            continue
        for acting in (_label(t, by_token) for t in subjects(sentence, token)[:1]):
            for link, other in _objects(sentence, token, by_token):
                if acting and other and other != acting:
                    found.append((stem(_deed(sentence, token)), link, acting, other))
    return found


def _deed(sentence: Sentence, verb: Token) -> str:
    """Return the word for a deed: of "made a gift of it to", the gift."""
    thing = sentence.child(verb.i, "dobj")
    return thing.lemma if thing is not None and verb.lemma in LIGHT and thing.lemma in NAMED else verb.lemma


def doers_of(sentence: Sentence, actors: Sequence[ActorMention]) -> set[tuple[str, str]]:
    """Return (verb, country that acts) for each verb of a deed; who only says something does nothing."""
    by_token = _countries(actors)
    deeds = [t for t in sentence.tokens if t.pos == "VERB" and t.lemma not in SPEAKING]
    return {(stem(t.lemma), code) for t in deeds for who in subjects(sentence, t) if (code := _owner(sentence, who, by_token))}


def _owner(sentence: Sentence, who: Token, by_token: Mapping[int, str]) -> str | None:
    """Return the state that acts, or whose thing it is: "a Russian missile", "a missile of the Ukrainian forces"."""
    if who.i in by_token:
        return by_token[who.i]
    held = [k for c in sentence.children(who.i, "prep") if c.lower == "of" for k in sentence.children(c.i, "pobj")]
    owners = {by_token[t.i] for t in (*sentence.children(who.i, "amod", "compound", "poss"), *held) if t.i in by_token}
    return owners.pop() if len(owners) == 1 else None


def subjects(sentence: Sentence, verb: Token) -> list[Token]:
    """Return who acts: the subject with those joined to it, of a passive whoever stands behind "by"."""
    at: Token | None = verb
    for _ in range(3):
        if at is None:
            return []
        subject = sentence.child(at.i, "nsubj")
        if subject is not None:
            return _with_joined(sentence, subject)
        if (agent := _agent(sentence, at)) is not None:
            return _with_joined(sentence, agent)
        if sentence.child(at.i, "auxpass") is not None:
            return []  # "gunners are to be taught": the subject above is no teacher
        at = sentence.tokens[at.head] if at.dep in ("conj", "xcomp") and at.head != at.i else None
    return []


def _agent(sentence: Sentence, verb: Token) -> Token | None:
    """Return who does what a passive verb tells; "by" may hang on the thing ("was supplied with radars by Tunisia")."""
    held = sentence.child(verb.i, "agent")
    if held is None and sentence.child(verb.i, "nsubjpass") is not None:
        near = [t for c in sentence.children(verb.i, "prep", "dobj") for t in (c, *sentence.children(c.i, "pobj", "prep"))]
        below = [k for t in near for k in (t, *sentence.children(t.i, "prep"))]
        held = next((t for t in below if t.lower == "by"), None)
    return None if held is None else sentence.child(held.i, "pobj")


def _with_joined(sentence: Sentence, token: Token) -> list[Token]:
    found = [token]
    while (following := sentence.child(found[-1].i, "conj")) is not None:
        found.append(following)
    return found


def _objects(sentence: Sentence, verb: Token, by_token: Mapping[int, str]) -> list[tuple[str, str]]:
    found = []
    for child in sentence.children(verb.i):
        if child.dep in ("dobj", "dative", "nsubjpass") and child.pos != "ADP":
            found.append(("dobj", _label(child, by_token)))
        holders = [child] if child.dep in ("prep", "dative") else sentence.children(child.i, "prep") if child.dep == "dobj" else []
        for prep in holders:
            if prep.lower in LINKS:
                found += [(prep.lower, _label(k, by_token)) for k in sentence.children(prep.i, "pobj")]
    return found


def _label(token: Token, by_token: Mapping[int, str]) -> str:
    """Return the state that a token names, else the stem of its noun; "" for a pronoun, a number, a common word."""
    if token.i in by_token:
        return by_token[token.i]
    word = stem(token.text)
    return word if token.pos in ("NOUN", "PROPN") and word not in common() and token.text[0].isalpha() else ""


def _countries(actors: Sequence[ActorMention]) -> dict[int, str]:
    return {i: a.country for a in actors if a.country for i in range(a.first, a.last + 1)}
