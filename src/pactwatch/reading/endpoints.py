"""Endpoints: where what moves comes from and where it goes ("from Wonsan to Vladivostok", "between Moscow and Pyongyang").

Only the event's own words count, and only for types that tell of a movement or a line; a party is no place unless the
words name it as one.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.reading.actor_register import state_names
from pactwatch.reading.events import Event
from pactwatch.reading.mentions import PlaceMention
from pactwatch.reading.roles import Role
from pactwatch.reading.tree import Sentence

MOVES = frozenset({
    "transfer_arms", "transfer_technology", "deploy_forces", "troop_presence", "send_workers", "demine_or_rebuild", "payment_or_aid",
    "transport_link", "visit_or_meeting",
})
FROM = frozenset({"from", "out"})
TO = frozenset({"to", "into", "toward", "towards", "for"})
BETWEEN = "between"
GOODS = frozenset({"transfer_arms", "payment_or_aid"})
LABOUR = frozenset({"send_workers", "demine_or_rebuild"})
TAKING = frozenset({"dobj", "dative", "nsubj", "nsubjpass", "poss"})
"""Types of events of goods and of labour, which are for the state where they go (soldiers go to another's war), and what gives them to somebody."""


def endpoints(event: Event, places: Sequence[PlaceMention]) -> tuple[PlaceMention | None, PlaceMention | None]:
    """Return origin and destination of an event, None where its own words name none."""
    if event.type not in MOVES:
        return None, None
    sentence = event.unit.clause.sentence
    own = set(event.unit.clause.extent)
    here = [(p, _preposition(sentence, p.head)) for p in places if p.sentence == sentence.index and p.head in own]
    between = [p for p, word in here if word == BETWEEN]
    if len(between) > 1:
        return between[0], between[1]
    return _first(here, FROM), _first(here, TO)


def bound_for(event: Event, recipient: Role | None, destination: PlaceMention | None) -> Role | None:
    """Return who gets what moves: the state of the destination, where the event's own words give it to nobody else."""
    moved = event.type in GOODS or (event.type in LABOUR and recipient is None)
    if destination is None or not destination.country or not moved:
        return recipient
    sentence = event.unit.clause.sentence
    if recipient is not None:
        token = next((t for t in reversed(sentence.tokens) if recipient.span[0] <= t.start and t.end <= recipient.span[1]), None)
        if token is not None and (token.dep in TAKING or _preposition(sentence, token.i) in TO):
            return recipient
    return Role(state_names()[destination.country], destination.country, destination.span) if destination.country in state_names() else recipient


def _first(here: Sequence[tuple[PlaceMention, str]], words: frozenset[str]) -> PlaceMention | None:
    """Return the most precise place that one of `words` governs, the first of several."""
    found = [p for p, word in here if word in words]
    return min(found, key=lambda p: (p.precision == "country", p.first), default=None)


def _preposition(sentence: Sentence, i: int) -> str:
    """Return the preposition that governs token `i`, through what is joined to it; an empty word where none does."""
    token = sentence.tokens[i]
    while token.dep in ("conj", "appos") and token.head != token.i:
        token = sentence.tokens[token.head]
    return sentence.tokens[token.head].lower if token.dep == "pobj" else ""
