"""Figures that another is a part of, or is held against: what of them was only promised, foreseen, asked for or claimed.

"12 of the 31 tanks promised", "down from the 25,000 that a report had predicted", "fewer than the 200 that Washington forecast".
"""

from __future__ import annotations

from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.model import Modality
from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.tree import Sentence, Token

STATES: dict[str, Modality] = {"promised": "planned", "foreseen": "possible", "asked_for": "demanded", "claimed": "alleged"}
"""What is certain of such a whole, by the list of clauses.toml (`wholes`) that has the word said of it."""
REACH = 7
"""Words behind a figure within which a clause without a relative word has its verb: "the 1,800 the junta had asked for"."""
BESIDE = frozenset((
    "about", "around", "roughly", "some", "nearly", "almost", "only", "just", "the", "its", "their", "an", "a", "estimated", "more", "over",
))  # fmt: skip
"""Words between a preposition and its figure."""
CALENDAR = frozenset({"day", "week", "month", "year", "quarter", "season", "night", "time", "moment"})
"""Words of time: what follows one is said of the time, not of the figure before it."""


def said_of(sentence: Sentence, quantity: QuantityMention) -> tuple[int, Modality] | None:
    """Return the token that says that the whole was promised, foreseen, asked for or claimed, with its state; None where nothing does."""
    noun = quantity.noun if quantity.noun is not None else quantity.number
    kids = [kid for i in (noun, quantity.number) for kid in sentence.children(i, "acl", "relcl", "amod")]
    for token in (*kids, *_behind(sentence, quantity)):
        state = states().get(token.lemma) if token.pos in ("VERB", "ADJ", "NOUN") else None
        if state is not None and not _fulfilled(sentence, token.i):
            return token.i, state
    return None


def is_held_against(sentence: Sentence, quantity: QuantityMention) -> bool:
    """Say whether another figure is held against this one: "down from the 300", "fewer than the 200", "short of the 9,000", "half of the 44"."""
    at = _leading(sentence, quantity)
    word = sentence.word_at(at)
    if sentence.word_at(at - 1) in _pairs().get(word, frozenset()):
        return True
    verb = sentence.tokens[sentence.tokens[at].head]
    to = (place for prep in sentence.children(verb.i, "prep") if prep.lower == "to" for place in sentence.children(prep.i, "pobj"))
    return word == "from" and verb.lemma in _moving() and any(sentence.tokens[i].pos == "NUM" for place in to for i in sentence.subtree(place.i))


def is_measured_by(sentence: Sentence, quantity: QuantityMention) -> bool:
    """Say whether a figure that another is held against is one of another time: not the whole that a part is taken "out of"."""
    return sentence.word_at(_leading(sentence, quantity)) != "of" and is_held_against(sentence, quantity)


def _leading(sentence: Sentence, quantity: QuantityMention) -> int:
    """Return the word before a figure and the words beside it, which may be its preposition."""
    at = quantity.first - 1
    while at > 0 and sentence.word_at(at) in BESIDE:
        at -= 1
    return at


@lru_cache(maxsize=1)
def states() -> dict[str, Modality]:
    """Return the state of a whole by the lemma of what is said of it."""
    lists = read_toml("events/clauses.toml")["wholes"]
    return {lemma: state for name, state in STATES.items() for lemma in lists[name].split()}


@lru_cache(maxsize=1)
def _pairs() -> dict[str, frozenset[str]]:
    """Return the words that with a preposition hold a figure against another."""
    return {word: frozenset(others.split()) for word, others in read_toml("events/clauses.toml")["held_against"].items()}


@lru_cache(maxsize=1)
def _moving() -> frozenset[str]:
    """Return the verbs of what rises or falls from one figure to another."""
    return frozenset(read_toml("events/clauses.toml")["moving"]["verbs"].split())


def _behind(sentence: Sentence, quantity: QuantityMention) -> list[Token]:
    """Return the verb right behind a figure, or that of the clause of one noun phrase that follows it at once, however they were parsed."""
    last = max(quantity.last, quantity.noun or 0)
    after = sentence.tokens[last + 1 : last + 1 + REACH]
    if after and after[0].tag == "VBN":
        return [after[0]]
    relative, phrases = bool(after) and after[0].tag in ("WDT", "WP"), 0
    for token in after[relative:]:
        phrases += token.pos in ("DET", "PRON") or (token.pos == "PROPN" and sentence.tokens[token.i - 1].pos not in ("DET", "PROPN", "ADJ"))
        if token.pos in ("PUNCT", "ADP", "SCONJ", "CCONJ", "ADV") or token.lemma in CALENDAR or phrases > 1:
            return []  # "300 the month before Moscow announced a truce"
        if token.pos == "VERB":
            return [token] if phrases or relative else []
    return []


def _fulfilled(sentence: Sentence, i: int) -> bool:
    """Say whether the promise is denied ("never promised"), or something else is announced ("that it announced it had sent")."""
    return any(k.dep in ("neg", "ccomp") or k.lower == "never" for k in sentence.children(i))
