"""Where rules and encoder meet: certainty, sources, times and places of an event.

The rules see grammar, the encoder sees the whole stretch of text and is told what the rules say. In certainty it may weaken
a reading, and strengthen it only where it is all but sure, since a wrong certainty is the worst error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from pactwatch.model import Modality, Source, Span
from pactwatch.reading.event_checks import SPEECH_ACTS
from pactwatch.reading.events import Event
from pactwatch.reading.mentions import ActorMention, Attribution, Certainty, PlaceMention, QuantityMention, TimeMention
from pactwatch.reading.opinions import NOBODY, NOTHING, PUBLISHED, Opinions
from pactwatch.reading.plain import denies_something, is_plainly_told

REAL: frozenset[Modality] = frozenset({"happened", "ongoing"})
WEAKER = 0.5
"""Share of the states that are not real from which a reading as real gives way."""
STRONGER = 0.98
"""Share from which an event that the rules take for planned is real after all."""
STRENGTHENED = frozenset({"planned"})
NEVER = 2.0
"""What was alleged, denied, demanded, asked or hedged in so many words is never made real."""
AMONG_OPEN = 0.8
"""Share from which one state that is not real stands instead of another that the rules read."""
SHOWN = {"alleged": 0.85, "denied": 0.5}
"""Shares from which the outlet keeps its distance, or something is denied, though the rules see none of the words that show it."""
ADDED, REPLACED = 0.8, 0.95
"""Shares from which somebody whom no rule hears is a source: where there is none, or instead of another."""
UNSURE = 0.3
"""Share of the real states below which an event is not real, though none of the others has its share."""
TURNED = ("/prevent-negated", "/fail-negated", "/stop-negated", "/refuse", "/fail", "/deny", "/negation", "/know")
"""Rules by which two cues that undo each other leave the event real ("no doubt"): the encoder hears only that there are two."""
UNPROVEN = ("/confirm", "/confirm-negated", "/doubt", "/evidence-negated", "/observe-negated")
"""Rules by which something is only not borne out, which the encoder takes for denied."""
PLAINLY_OPEN = 0.97
"""Share from which an event that is told plainly is denied or alleged after all."""
HEARD = 0.1
"""Share of all other states below which these say nothing."""
COUNTS = 0.3
"""Chance below which a figure only dates or qualifies the event ("the largest in five years")."""


def certainty(event: Event, read: Certainty, opinions: Opinions | None, *, said: bool = False) -> Certainty:
    """Return the state of an event, `said` by a source or not: the encoder's, which knows the rules' reading, within the bounds above."""
    if event.opinion is None or opinions is None or event.type in SPEECH_ACTS:
        return read
    if read.modality in REAL and read.rule.endswith(TURNED):
        return read
    shares = opinions.states(event.opinion, read.modality)
    denies, plain = denies_something(event.unit.clause.sentence), is_plainly_told(event, read)
    state = settle(told_plainly(shares, read.modality, denies) if plain else shares, read.modality, firm=read.rule == "modality/future", said=said or plain)
    if state == "denied" and read.modality not in REAL and (not denies or read.rule.endswith(UNPROVEN)):
        return read
    return _changed(read, state)


def told_plainly(shares: Mapping[str, float], read: str, denies: bool) -> Mapping[str, float]:
    """Return the shares for an event told plainly, which is denied or alleged only where the encoder is all but sure.

    Denied it is only where its sentence `denies` something at all.
    """
    kept = {"denied": shares["denied"] >= PLAINLY_OPEN and denies, "alleged": shares["alleged"] >= PLAINLY_OPEN}
    left = {state: share if kept.get(state, True) else 0.0 for state, share in shares.items()}
    rest = sum(left.values())
    return {state: share / rest for state, share in left.items()} if rest >= HEARD else dict.fromkeys(shares, 0.0) | {read: 1.0}


def settle(shares: Mapping[str, float], read: str, *, firm: bool = False, said: bool = False) -> str:
    """Return the likeliest state; real only where the rules say so too or, unless these are `firm`, the encoder is all but sure.

    What is `said` by somebody who is named is no allegation by that alone.
    """
    real = sum(shares[s] for s in REAL)
    least = 1 - WEAKER if read in REAL else STRONGER if read in STRENGTHENED and not firm else NEVER
    pool = REAL if real >= least else [s for s in shares if s not in REAL]
    best = max(sorted(pool), key=lambda s: shares[s])
    if read in REAL:
        sure = shares[best] >= SHOWN.get(best, 0.0)
        return best if sure or (real < UNSURE and not (said and best == "alleged")) else read
    return best if best in REAL or shares[best] >= AMONG_OPEN else read


def _changed(read: Certainty, state: str) -> Certainty:
    return read if state == read.modality else Certainty(cast(Modality, state), read.cues, "encoder/state")


def figure(event: Event) -> QuantityMention | None:
    """Return the figure of an event, if it has one that is worth stating."""
    if event.opinion is not None and event.opinion.counts < COUNTS:
        return None
    return event.quantity


def time(event: Event, own: TimeMention | None, times: Sequence[TimeMention], opinions: Opinions | None) -> TimeMention | None:
    """Return the time of an event by the encoder, which knows that of its own words; the day of publication is not stated."""
    if event.opinion is None or opinions is None:
        return own
    at = next((k for k, t in enumerate(times) if t is own), NOTHING)
    shares = opinions.places("time", event.unit, event.opinion.vector, at)
    shares[NOTHING] += shares.pop(PUBLISHED, 0.0)
    k = max(sorted(shares), key=lambda k: shares[k])
    return None if k == NOTHING else times[k]


def place(event: Event, own: PlaceMention | None, places: Sequence[PlaceMention], opinions: Opinions | None) -> PlaceMention | None:
    """Return the place of an event, likewise."""
    if event.opinion is None or opinions is None:
        return own
    at = next((k for k, p in enumerate(places) if p is own), NOTHING)
    shares = opinions.places("place", event.unit, event.opinion.vector, at)
    k = max(sorted(shares), key=lambda k: shares[k])
    return None if k == NOTHING else places[k]


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
