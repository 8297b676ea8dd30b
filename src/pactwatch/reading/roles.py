"""Roles: who acts (agent), on or for whom (recipient), with what (object), read from a clause by event type.

For casualties the agent is the party that suffers them, for speech acts (deny, condemn, support) the speaker; both
follow the conventions of the project's evaluation set.
"""

from __future__ import annotations

from dataclasses import dataclass

from pactwatch.data import read_toml
from pactwatch.model import Span
from pactwatch.reading.clauses import Clause
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Sentence

DROPPED = frozenset({"det", "predet", "relcl", "acl", "appos", "advcl", "punct", "cc", "conj", "case", "nummod"})


@dataclass(slots=True)
class Role:
    """A filled role: the fullest name, the register id if known, and the words."""

    name: str
    actor: str | None
    span: Span


class Actors:
    """The actor mentions of a document, by sentence, for look-up from a token."""

    def __init__(self, mentions: list[ActorMention]) -> None:
        """Index `mentions` by sentence."""
        self.by_sentence: dict[int, list[ActorMention]] = {}
        for mention in mentions:
            self.by_sentence.setdefault(mention.sentence, []).append(mention)

    def at(self, sentence: Sentence, i: int) -> ActorMention | None:
        """Return the mention headed by token `i`, else the shortest that covers it."""
        here = self.by_sentence.get(sentence.index, [])
        headed = [m for m in here if m.head == i]
        covering = headed or [m for m in here if m.first <= i <= m.last]
        return min(covering, key=lambda m: (m.last - m.first, m.first), default=None)

    def role(self, sentence: Sentence, i: int | None, *, named: bool = False) -> Role | None:
        """Return the role filled by the noun phrase at token `i`; with `named` only if an actor is known there."""
        if i is None:
            return None
        mention = self.at(sentence, i)
        if mention is not None:
            return Role(mention.name, mention.actor, mention.span)
        token = sentence.tokens[i]
        if named or token.pos not in ("NOUN", "PROPN"):
            return None
        kept = sentence.subtree(i, lambda t: t.dep in DROPPED or t.dep == "prep")
        first, last = kept[0], i
        return Role(sentence.words(first, last), None, sentence.span(first, last))


def agent_of(clause: Clause, kind: str, actors: Actors) -> Role | None:
    """Return who acts; for casualties, who suffers."""
    sentence = clause.sentence
    if kind == "casualties":
        for i in (_theme(clause), clause.subject, clause.preps.get("among")):
            if (found := _affiliated(sentence, i, actors)) is not None:
                return found
        return None
    if clause.passive:
        return actors.role(sentence, clause.by) or _affiliated(sentence, clause.preps.get("from"), actors)
    if clause.kind == "noun":
        return (
            actors.role(sentence, clause.by)
            or actors.role(sentence, clause.subject, named=True)
            or _affiliated(sentence, clause.object, actors)
            or actors.role(sentence, clause.preps.get("from"), named=True)
        )
    return actors.role(sentence, clause.subject)


def recipient_of(clause: Clause, kind: str, actors: Actors) -> Role | None:
    """Return on or for whom the event is done, by the prepositions of its type, in order."""
    sentence = clause.sentence
    row = read_toml("events/roles.toml")["recipient"].get(kind, {})
    for slot in row.get("slots", "dative to for against with").split():
        i = {"dative": clause.dative, "object": clause.object, "patient": _patient(clause)}.get(slot)
        if i is None:
            i = clause.preps.get(slot)
        found = actors.role(sentence, i, named=slot not in ("dative",))
        if found is not None:
            return found
    return None


def object_of(clause: Clause, actors: Actors) -> Role | None:
    """Return the thing acted on, as its noun phrase."""
    i = _theme(clause)
    if i is None or clause.sentence.tokens[i].pos not in ("NOUN", "PROPN"):
        return None
    return actors.role(clause.sentence, i)


def _patient(clause: Clause) -> int | None:
    return clause.subject if clause.passive else None


def _theme(clause: Clause) -> int | None:
    if clause.passive:
        return clause.subject if clause.subject is not None else clause.object
    return clause.object if clause.object is not None else None


def _affiliated(sentence: Sentence, i: int | None, actors: Actors) -> Role | None:
    """Return the actor at a noun phrase, or the one that its modifiers and its "of" name."""
    if i is None:
        return None
    found = actors.role(sentence, i, named=True)
    if found is not None:
        return found
    for k in sentence.subtree(i, lambda t: t.dep in ("relcl", "acl", "advcl")):
        found = actors.role(sentence, k, named=True)
        if found is not None:
            return found
    return actors.role(sentence, i)
