"""Roles: who acts (agent), on or for whom (recipient), with what (object), read from a clause by event type.

For casualties the agent is the party that suffers them, for speech acts (deny, condemn, support) the speaker; both
follow the conventions of the project's evaluation set.
"""

from __future__ import annotations

from dataclasses import dataclass

from pactwatch.data import read_toml
from pactwatch.model import Span
from pactwatch.reading.actor_register import state_names
from pactwatch.reading.clauses import Clause
from pactwatch.reading.coreference import resolve_pronoun
from pactwatch.reading.lexicon import verb_classes
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Parsed, Sentence

DROPPED = frozenset({"det", "predet", "relcl", "acl", "appos", "advcl", "punct", "cc", "conj", "case", "nummod"})


@dataclass(slots=True)
class Role:
    """A filled role: the fullest name, the register id if known, and the words."""

    name: str
    actor: str | None
    span: Span


class Actors:
    """The actor mentions of a document, by sentence, for look-up from a token."""

    def __init__(self, parsed: Parsed, mentions: list[ActorMention]) -> None:
        """Index `mentions` by sentence."""
        self.parsed = parsed
        self.by_sentence: dict[int, list[ActorMention]] = {}
        for mention in mentions:
            self.by_sentence.setdefault(mention.sentence, []).append(mention)

    def at(self, sentence: Sentence, i: int) -> ActorMention | None:
        """Return the mention headed by token `i`, else the shortest that covers it, else what a pronoun stands for."""
        here = self.by_sentence.get(sentence.index, [])
        headed = [m for m in here if m.head == i]
        covering = headed or [m for m in here if m.first <= i <= m.last]
        if covering:
            return min(covering, key=lambda m: (m.last - m.first, m.first))
        return resolve_pronoun(self.parsed, self.by_sentence, sentence, i)

    def role(self, sentence: Sentence, i: int | None) -> Role | None:
        """Return the role filled by the actor at token `i`, None where no actor is known there."""
        mention = self.at(sentence, i) if i is not None else None
        return self.joined(sentence, mention) if mention else None

    def first_of(self, sentence: Sentence, mention: ActorMention) -> ActorMention:
        """Return the first of the actors that "and" joins with a mention of the sentence: "Ukraine" for "Ukraine and Poland"."""
        first = mention
        while (token := sentence.tokens[first.head]).dep == "conj" and token.head < token.i:
            headed = [m for m in self.by_sentence.get(sentence.index, ()) if m.head == token.head]
            if not headed or headed[0].kind != mention.kind:
                break
            first = headed[0]
        return first

    def joined(self, sentence: Sentence, mention: ActorMention) -> Role:
        """Return the role of a mention with the actors that "and" joins to it ("Beijing, Seoul and Tokyo")."""
        names, last = [mention.name], mention.span[1]
        k: int | None = mention.head if mention.sentence == sentence.index else None
        while k is not None:
            follower = sentence.child(k, "conj")
            other = self.at(sentence, follower.i) if follower else None
            if other is None or other.span[0] < last or follower is None or follower.pos == "VERB":
                break
            names.append(other.name)
            last, k = other.span[1], other.head
        name = ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]
        return Role(name, mention.actor if len(names) == 1 else None, (mention.span[0], last))

    def state_of(self, sentence: Sentence, i: int | None) -> Role | None:
        """Return the state to which the noun phrase at token `i` belongs: of its actor, modifiers or "of" phrase."""
        if i is None:
            return None
        mention = self.at(sentence, i)
        if mention is not None and mention.country and mention.kind in GROUP_KINDS:
            return Role(state_names()[mention.country], mention.country, mention.span)
        if mention is not None and mention.kind not in GROUP_KINDS:
            return self.joined(sentence, mention)
        for k in sentence.subtree(i, lambda t: t.dep in ("relcl", "acl", "advcl", "conj")):
            if k != i and (inner := self.at(sentence, k)) is not None and inner.country:
                return Role(state_names()[inner.country], inner.country, inner.span)
        return None


def phrase(sentence: Sentence, i: int) -> Role:
    """Return the noun phrase at token `i` as a role, without determiner and what follows the head."""
    kept = sentence.subtree(i, lambda t: t.dep in DROPPED or t.dep == "prep")
    return Role(sentence.words(kept[0], i), None, sentence.span(kept[0], i))


def agent_of(clause: Clause, kind: str, actors: Actors) -> Role | None:
    """Return who acts; for casualties, who suffers; for troops, arms and workers, the state that they belong to."""
    sentence = clause.sentence
    slots: tuple[int | None, ...]
    if kind == "casualties":
        slots = (_theme(clause), clause.subject, clause.preps.get("among"), clause.preps.get("of"))
    elif clause.passive:
        slots = (clause.by, clause.preps.get("from"), clause.subject if kind in OWNED else None)
    elif clause.kind == "noun":
        slots = (clause.by, clause.subject, clause.preps.get("from"), clause.object)
    else:
        verb = verb_classes(sentence.tokens[clause.head].lemma)
        silent = kind in OWNED and ("say" in verb or "estimate" in verb or _takes(verb, kind))
        subject = None if silent else clause.subject
        slots = (subject, clause.preps.get("from"), clause.object if kind in OWNED else None)
    for i in slots:
        if (found := actors.state_of(sentence, i) if kind in OWNED else actors.role(sentence, i)) is not None:
            return found
    return None


GROUP_KINDS = frozenset({"people", "unit", "other"})
OWNED = frozenset({"casualties", "deploy_forces", "troop_presence", "transfer_arms", "send_workers", "demine_or_rebuild",
                   "payment_or_aid", "transport_link", "transfer_technology"})
"""Types whose agent is the state behind the men and things that the clause names."""


def _takes(verb: tuple[str, ...], kind: str) -> bool:
    """Say whether the subject of a verb of these classes is the one who gets: "received", of people also "hired"."""
    return "get" in verb or (kind in ("send_workers", "deploy_forces", "demine_or_rebuild") and "recruit" in verb)


def recipient_of(clause: Clause, kind: str, actors: Actors) -> Role | None:
    """Return on or for whom the event is done, by the prepositions of its type, in order."""
    sentence = clause.sentence
    if clause.kind == "verb" and not clause.passive and _takes(verb_classes(sentence.tokens[clause.head].lemma), kind):
        taker = actors.role(sentence, clause.subject) if kind in OWNED else None
        if taker is not None:
            return taker
    row = read_toml("events/roles.toml")["recipient"].get(kind, {})
    for slot in row.get("slots", "dative to for against with").split():
        i = {"dative": clause.dative, "object": clause.object, "patient": _patient(clause)}.get(slot)
        if i is None:
            i = clause.preps.get(slot)
        found = actors.role(sentence, i)
        if found is None and slot == "object" and kind == "condemn_or_accuse":
            found = _doer(sentence, i, actors)
        if found is not None:
            return found
    return None


def _doer(sentence: Sentence, deed: int | None, actors: Actors) -> Role | None:
    """Return whose a condemned deed is: "Iran's transfer", "the shipment by Iran", "the shipment of arms from Iran"."""
    if deed is None:
        return None
    kids = [k for k in sentence.children(deed) if k.dep in ("poss", "amod", "compound", "nmod")]
    inner = [k for p in sentence.children(deed, "prep") if p.lower in ("by", "from", "of") for k in (p, *sentence.children(p.i, "pobj"))]
    preps = [p for k in inner for p in sentence.children(k.i, "prep")] + [p for p in inner if p.dep == "prep"]
    by = [sentence.child(p.i, "pobj") for p in preps if p.lower in ("by", "from")]
    for kid in (*kids, *by):
        found = actors.role(sentence, kid.i) if kid is not None else None
        if found is not None:
            return found
    return None


def object_of(clause: Clause) -> Role | None:
    """Return the thing acted on, as its noun phrase."""
    i = _theme(clause)
    if i is None or clause.sentence.tokens[i].pos not in ("NOUN", "PROPN"):
        return None
    return phrase(clause.sentence, i)


def _patient(clause: Clause) -> int | None:
    return clause.subject if clause.passive else None


def _theme(clause: Clause) -> int | None:
    if clause.passive:
        return clause.subject if clause.subject is not None else clause.object
    return clause.object if clause.object is not None else None
