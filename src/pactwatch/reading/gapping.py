"""Whose figure it is where the verb is left out: "Chad lost 14 soldiers, Togo three and Mali one".

In gapping a later conjunct keeps only what differs, here an actor and its figure (Quirk et al., A Comprehensive Grammar of the
English Language, 13.92-94). The parser hangs both on the only verb there is. The actor has the part that its counterpart has: that
of the subject, or, where an actor stands between verb and figure ("gave Chad 20 trucks, Togo ten"), of the one who gets it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pactwatch.reading.mentions import ActorMention, QuantityMention
from pactwatch.reading.tree import Sentence, Token

LINKS = frozenset({",", ";", "and", "while", "but"})
ENDS = frozenset({",", ";", ".", ")", "(", "and", "while", "but", "in", "on", "last", "this", "since", "by", "at"})
VERBS = frozenset({"VERB", "AUX"})


@dataclass(slots=True)
class Gap:
    """A conjunct without a verb: its actor, the token of its figure, and whose part the actor has; `gets` if it is given what is counted."""

    mention: ActorMention
    number: int
    instead: ActorMention
    gets: bool


def gaps(sentence: Sentence, mentions: Sequence[ActorMention]) -> list[Gap]:
    """Return the conjuncts of a sentence that are nothing but an actor and its figure, after a full one with a figure."""
    tokens = sentence.tokens
    found: list[Gap] = []
    for mention in sorted(mentions, key=lambda m: m.first):
        number = _figure_after(tokens, mention.last)
        first = _figure_before(tokens, found[0].mention.first if found else mention.first) if number else None
        verb = next((t for t in reversed(tokens[: first.i]) if t.pos in VERBS), None) if first else None
        if number is None or first is None or verb is None or not _is_linked(tokens, mention):
            continue
        if any(t.pos in VERBS for t in tokens[first.i : mention.first]):
            continue  # that verb has the figure
        given = [m for m in mentions if m.first > verb.i and m.last == first.i - 1]
        doing = [m for m in mentions if m.last < verb.i]
        if given or doing:
            instead = given[0] if given else max(((_is_subject(sentence, m, verb), m.last, m.first, m) for m in doing), key=lambda row: row[:3])[3]
            found.append(Gap(mention, number.i, instead, bool(given)))
    return found


def gap_of(found: Sequence[Gap], quantity: QuantityMention) -> Gap | None:
    """Return the conjunct without a verb whose figure this is, None where it has a verb."""
    return next((g for g in found if quantity.first <= g.number <= max(quantity.last, quantity.number)), None)


def _is_subject(sentence: Sentence, mention: ActorMention, verb: Token) -> bool:
    token = sentence.tokens[mention.head]
    return token.dep in ("nsubj", "nsubjpass") and token.head in (verb.i, verb.head)


def _figure_after(tokens: Sequence[Token], last: int) -> Token | None:
    """Return the figure right after token `last`, if its conjunct ends with it or with what it counts."""
    if last + 1 >= len(tokens) or tokens[last + 1].tag != "CD":
        return None
    end = last + 1
    while end + 1 < len(tokens) and tokens[end + 1].tag == "CD":
        end += 1
    after = tokens[end + 1] if end + 1 < len(tokens) else None
    return tokens[end] if after is None or after.lower in ENDS else None


def _figure_before(tokens: Sequence[Token], first: int) -> Token | None:
    """Return the figure of the full conjunct before token `first`."""
    return next((t for t in reversed(tokens[:first]) if t.tag == "CD"), None)


def _is_linked(tokens: Sequence[Token], mention: ActorMention) -> bool:
    """Say whether an actor stands right after a comma, or after "and" that follows a noun or a figure."""
    at = mention.first - 1
    if at > 0 and tokens[at].tag == "DT":
        at -= 1
    return at > 0 and tokens[at].lower in LINKS and (tokens[at].lower != "and" or tokens[at - 1].pos in ("NOUN", "PROPN", "NUM", "PUNCT"))
