"""Where rules and encoder meet: certainty, sources, times and places of an event.

The rules see grammar, the encoder sees the whole stretch of text. In certainty grammar keeps the upper hand: the encoder
may weaken a reading, and strengthen it only where it is all but sure, since a wrong certainty is the worst error.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.model import Modality, Source
from pactwatch.reading.events import Event
from pactwatch.reading.mentions import ActorMention, Certainty, PlaceMention, TimeMention
from pactwatch.reading.opinions import NOBODY, NOTHING, PUBLISHED, Opinions

REAL: frozenset[Modality] = frozenset({"happened", "ongoing"})
WEAKER = 0.55
"""Share of the states that are not real from which a reading as real gives way."""
STRONGER = 0.97
"""Share from which an event that the rules keep open is real after all."""
AMONG_OPEN = 0.6
"""Share from which one open state gives way to another."""
NAMED = 0.6
"""Share from which somebody is the source of a claim that the rules give none."""
KEPT_TIME = KEPT_PLACE = 0.5
"""What a time or place in the event's own words has ahead of the others."""


def certainty(event: Event, read: Certainty) -> Certainty:
    """Return the state of an event: the rules' unless the encoder speaks clearly against it."""
    if event.opinion is None:
        return read
    shares = event.opinion.states
    real = sum(shares[s] for s in REAL)
    best: str = max(shares, key=lambda s: shares[s])
    if read.modality in REAL:
        if 1 - real < WEAKER:
            return _changed(read, best) if best in REAL and shares[best] > 0.8 else read
        return _changed(read, max((s for s in shares if s not in REAL), key=lambda s: shares[s]))
    if real >= STRONGER:
        return _changed(read, best)
    open_best = max((s for s in shares if s not in REAL), key=lambda s: shares[s])
    return _changed(read, open_best) if shares[open_best] >= AMONG_OPEN else read


def _changed(read: Certainty, state: str) -> Certainty:
    if state == read.modality:
        return read
    return Certainty(state, read.cues, "encoder/state")  # type: ignore[arg-type]


def time(event: Event, own: TimeMention | None, times: Sequence[TimeMention], opinions: Opinions | None) -> TimeMention | None:
    """Return the time of an event: that of its own words unless another is far likelier."""
    if event.opinion is None or opinions is None:
        return own
    shares = opinions.places("time", event.unit, event.opinion.vector)
    shares[NOTHING] = shares.get(NOTHING, 0.0) + shares.pop(PUBLISHED, 0.0)
    at = next((k for k, t in enumerate(times) if t is own), NOTHING)
    k = _likeliest(shares, at if own else None, KEPT_TIME)
    return None if k == NOTHING else times[k]


def place(event: Event, own: PlaceMention | None, places: Sequence[PlaceMention], opinions: Opinions | None) -> PlaceMention | None:
    """Return the place of an event, likewise."""
    if event.opinion is None or opinions is None:
        return own
    shares = opinions.places("place", event.unit, event.opinion.vector)
    at = next((k for k, p in enumerate(places) if p is own), NOTHING)
    k = _likeliest(shares, at if own else None, KEPT_PLACE)
    return None if k == NOTHING else places[k]


def _likeliest(shares: dict[int, float], own: int | None, ahead: float) -> int:
    if own is not None:
        shares[own] = shares.get(own, 0.0) + ahead
    return max(sorted(shares), key=lambda k: shares[k])


def sources(
    event: Event, chain: tuple[Source, ...], actors: Sequence[ActorMention], opinions: Opinions | None
) -> tuple[Source, ...]:
    """Return the chain of sources; where the rules find none, whom the encoder is sure to hear speak."""
    if event.opinion is None or opinions is None or chain:
        return chain
    shares = opinions.actors("source", event.unit, event.opinion.vector)
    key, share = max(shares.items(), key=lambda item: (item[1], item[0]))
    if key == NOBODY or share < NAMED:
        return chain
    mention = _nearest(key, event.unit.clause.sentence.index, actors)
    return (Source(name=mention.name, actor=mention.actor, span=mention.span),) if mention else chain


def _nearest(key: str, sentence: int, actors: Sequence[ActorMention]) -> ActorMention | None:
    """Return the mention of the actor `key` nearest to a sentence, rather before than after it."""
    own = [m for m in actors if key in (m.actor, m.name.lower(), m.country if m.kind == "state" else None)]
    return min(own, key=lambda m: (abs(m.sentence - sentence), m.sentence > sentence, m.first), default=None)
