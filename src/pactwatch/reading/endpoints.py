"""Endpoints: where what moves comes from and where it goes ("from Wonsan to Vladivostok", "between Moscow and Pyongyang").

Only the event's own words count, and only for types that tell of a movement or a line; a party is no place unless the
words name it as one.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.reading.events import Event
from pactwatch.reading.mentions import PlaceMention
from pactwatch.reading.tree import Sentence

MOVES = frozenset({
    "transfer_arms", "transfer_technology", "deploy_forces", "troop_presence", "send_workers", "demine_or_rebuild", "payment_or_aid",
    "transport_link", "visit_or_meeting",
})
FROM = frozenset({"from", "out"})
TO = frozenset({"to", "into", "toward", "towards", "for"})
BETWEEN = "between"


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
