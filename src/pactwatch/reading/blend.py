"""Where rules and encoder meet: certainty, sources, times and places of an event.

The rules see grammar, the encoder sees the whole stretch of text and is told what the rules say. In certainty it may weaken
a reading, and strengthen it only where it is all but sure, since a wrong certainty is the worst error.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import cast

from pactwatch.model import Modality, Source, Span
from pactwatch.reading.attribution_unnamed import names_nobody
from pactwatch.reading.event_checks import SPEECH_ACTS
from pactwatch.reading.events import Event
from pactwatch.reading.mentions import ActorMention, Attribution, Certainty, PlaceMention, QuantityMention, TimeMention
from pactwatch.reading.opinions import NOBODY, NOTHING, PUBLISHED, Opinions
from pactwatch.reading.plain import denies_something, is_plainly_told, is_told_in_passing, is_undoubted, said_apart, told_apart
from pactwatch.reading.settling import REAL, TURNED, is_overheard, settle, told_plainly, worded

ADDED, REPLACED = 0.8, 0.95
"""Shares from which somebody whom no rule hears is a source: where there is none, or instead of another."""
OWN = 1.5
"""How much the time and the place in the event's own words count beside the others: the encoder is surer of itself than it is right."""
COUNTS = 0.3
"""Chance below which a figure only dates or qualifies the event ("the largest in five years")."""


def certainty(event: Event, read: Certainty, opinions: Opinions | None, *, said: bool = False, asked: bool = False) -> Certainty:
    """Return the state of an event: the encoder's, which knows the rules' reading, within the bounds of settling.py.

    It is `said` by a source or not; what is only `asked`, and not answered with a no, the encoder may not take for denied.
    """
    if event.opinion is None or opinions is None or event.type in SPEECH_ACTS:
        return read
    if read.modality in REAL and (_is_turned(event, read) or is_undoubted(event, read)):
        return read
    shares = opinions.states(event.opinion, read.modality)
    sentence, plain = event.unit.clause.sentence, is_plainly_told(event, read)
    elsewhere = said_apart(event)
    denies = denies_something(sentence, elsewhere)
    if plain:
        own = denies and denies_something(sentence, elsewhere | told_apart(event))
        heard = told_plainly(shares, read.modality, own, said)
    else:
        passing = read.rule == "modality/tense" and is_told_in_passing(event)
        heard = worded(shares, read.modality, denies, passing)
    state = settle(heard, read.modality, firm=read.rule == "modality/future", said=said or plain, plain=plain)
    if state == read.modality or (asked and state == "denied") or is_overheard(state, read, denies):
        return read
    return Certainty(cast(Modality, state), read.cues, "encoder/state")


def _is_turned(event: Event, read: Certainty) -> bool:
    """Say whether two cues undo each other; "jokes about a garrison that nobody has seen" has none that do."""
    clause = event.unit.clause
    return read.rule.endswith(TURNED) and not (read.rule.endswith("/false") and clause.sentence.tokens[clause.head].dep == "relcl")


def figure(event: Event) -> QuantityMention | None:
    """Return the figure of an event, if it has one that is worth stating."""
    if event.opinion is not None and event.opinion.counts < COUNTS:
        return None
    return event.quantity


def time(
    event: Event, own: TimeMention | None, times: Sequence[TimeMention], opinions: Opinions | None, barred: Collection[int] = ()
) -> TimeMention | None:
    """Return the time of an event by the encoder, which knows that of its own words; the day of publication is not stated.

    `barred` are the places of times that belong to something else.
    """
    if event.opinion is None or opinions is None:
        return own
    at = next((k for k, t in enumerate(times) if t is own), NOTHING)
    shares = _places("time", event, at, opinions)
    shares[NOTHING] += shares.pop(PUBLISHED, 0.0)
    k = max(sorted(k for k in shares if k not in barred), key=lambda k: shares[k])
    return None if k == NOTHING else times[k]


def place(event: Event, own: PlaceMention | None, places: Sequence[PlaceMention], opinions: Opinions | None) -> PlaceMention | None:
    """Return the place of an event, likewise."""
    if event.opinion is None or opinions is None:
        return own
    at = next((k for k, p in enumerate(places) if p is own), NOTHING)
    shares = _places("place", event, at, opinions)
    k = max(sorted(shares), key=lambda k: shares[k])
    return None if k == NOTHING else places[k]


def _places(role: str, event: Event, own: int, opinions: Opinions) -> dict[int, float]:
    """Return the encoder's shares of times or places, by their place in the list, with that of the event's own words raised."""
    if event.opinion is None:
        return {own: 1.0}
    shares = opinions.places(role, event.unit, event.opinion.vector, own)
    return {k: share * OWN if k == own != NOTHING else share for k, share in shares.items()}


def sources(
    event: Event, chain: tuple[Source, ...], actors: Sequence[ActorMention], unheard: Mapping[str, float],
    attributions: Sequence[Attribution] = (),
) -> tuple[Source, ...]:
    """Return the chain of sources, its innermost link an actor that was no candidate where the encoder is sure of it.

    `unheard` are the encoder's shares of those who were not weighed (source_choice.py). One of several who speak together
    somewhere in `attributions` is named with them.
    """
    key, share = max(unheard.items(), key=lambda item: (item[1], item[0]), default=(NOBODY, 0.0))
    if key == NOBODY or share < (REPLACED if chain else ADDED):
        return chain
    mention = _nearest(key, event.unit.clause.sentence.index, actors)
    sentence = event.unit.clause.sentence
    if mention is not None and mention.sentence == sentence.index and any(names_nobody(sentence, t.i) for t in sentence.ancestors(mention.head)):
        return chain  # of "nobody in the capital believes" the capital says nothing
    if mention is None or any(s.name == mention.name or holds(s.span, mention.span) for s in chain):
        return chain
    several = (s for a in attributions for s in a.speakers if s.actor is None and " and " in s.name)
    group = next((s for s in several if holds(s.span, mention.span)), None)
    if group is not None:
        return (*chain[:-1], Source(name=group.name, actor=None, span=group.span))
    return (*chain[:-1], Source(name=mention.name, actor=mention.actor, span=mention.span))


def holds(group: Span | None, one: Span | None) -> bool:
    """Say whether `one` is of those who are heard together."""
    return group is not None and one is not None and group[0] <= one[0] and one[1] <= group[1]


def source_key(name: str, actor: str | None) -> str:
    """Return the key of a source among a document's candidates."""
    return actor or name.lower()


def _nearest(key: str, sentence: int, actors: Sequence[ActorMention]) -> ActorMention | None:
    """Return the mention of the actor `key` nearest to a sentence, rather before than after it."""
    own = [m for m in actors if key in (m.actor, m.name.lower(), m.country if m.kind == "state" else None)]
    return min(own, key=lambda m: (abs(m.sentence - sentence), m.sentence > sentence, m.first), default=None)
