"""What a figure counts, by its noun phrase: the words, the states that those counted belong to, whether it is only a base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pactwatch.reading.mentions import ActorMention, QuantityMention
from pactwatch.reading.tree import Sentence

OWN = frozenset({"its", "their", "our", "his", "her"})
BASE = frozenset({"of", "among", "from"})
"""Prepositions before what others are a part of."""
WHOLES = frozenset({"them", "whom", "which", "these", "those"})
LINKS = frozenset({"from", "are", "were", "being", "of"})
DEPTH = 3


def noun_of(sentence: Sentence, q: QuantityMention) -> int:
    """Return the noun that is counted: of "ten Azerbaijani soldiers", where the number hangs on the adjective, the soldiers."""
    at = q.noun if q.noun is not None else q.number
    for _ in range(DEPTH):
        token = sentence.tokens[at]
        if q.noun is None or token.dep not in ("amod", "compound", "nmod") or not token.text[0].isupper() or token.head <= at:
            return at
        at = token.head
    return at


def phrase(sentence: Sentence, q: QuantityMention) -> list[int]:
    """Return the tokens of the noun phrase that is counted, its modifiers among them, in order."""
    start = noun_of(sentence, q)
    kept = {t.i for t in sentence.children(start, "amod", "compound", "nmod", "poss", "nummod")} | {start}
    for prep in sentence.children(start, "prep"):
        if prep.lower in ("of", "from"):
            kept |= {t.i for t in sentence.children(prep.i, "pobj")}
            kept |= {k.i for t in sentence.children(prep.i, "pobj") for k in sentence.children(t.i, "amod", "compound", "poss")}
    return sorted(kept)


def nations_of(sentence: Sentence, q: QuantityMention, actors: Sequence[ActorMention]) -> tuple[str, ...]:
    """Return the states that what is counted belongs to; "its people" are those of the one state that the sentence names."""
    tokens = _own_part(sentence, q)
    by_token = {i: a.country for a in actors if a.country and a.kind != "media" for i in range(a.first, a.last + 1)}
    named = {by_token[i] for i in tokens if i in by_token}
    named = named or _of_part(sentence, q, by_token)
    every = set(by_token.values())
    if not named and len(every) == 1 and any(sentence.tokens[i].lower in OWN for i in tokens):
        named = every
    return tuple(sorted(named))


def _of_part(sentence: Sentence, q: QuantityMention, by_token: Mapping[int, str]) -> set[str]:
    """Return the states that a part belongs to, by what follows it: "60 percent of them from Congo"."""
    if sentence.word_at(q.last + 1) != "of" or sentence.word_at(q.last + 2) not in WHOLES:
        return set()
    at = q.last + 3 + (sentence.word_at(q.last + 3) in LINKS)
    return {by_token[at]} if at in by_token else set()


def _own_part(sentence: Sentence, q: QuantityMention) -> list[int]:
    """Return the tokens that belong to this figure alone: of "20 Indian and four Chinese soldiers" up to "Indian"."""
    noun = noun_of(sentence, q)
    joint = next((i for i in range(q.number, noun) if sentence.tokens[i].dep == "cc"), None)
    if joint is not None:
        return list(range(q.number + 1, joint))
    return [i for i in phrase(sentence, q) if i >= q.first or sentence.tokens[i].dep == "poss"]


def is_base(sentence: Sentence, q: QuantityMention) -> bool:
    """Say whether a figure stands only for what others are a part of: "of the 640 recruits"."""
    at = sentence.tokens[q.noun if q.noun is not None else q.number]
    for _ in range(DEPTH):
        if at.dep == "pobj":
            return sentence.tokens[at.head].lower in BASE
        if at.head == at.i:
            return False
        at = sentence.tokens[at.head]
    return False
