"""Who tells of an event: the best of those who speak nearby, or nobody.

1. the cues of the sentence itself give a chain of sources (attribution_chain.py);
2. weights (data/events/sources.tsv) choose among its innermost link, other voices nearby (source_cues.py), the event's own
   actor, and nobody; with the encoder, its shares count beside them;
3. whoever is chosen brings along the chain through which it was heard where it spoke.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log

from pactwatch.reading.attribution_chain import sources_of
from pactwatch.reading.attribution_tails import is_speaker
from pactwatch.reading.blend import holds, source_key
from pactwatch.reading.event_checks import tells_itself
from pactwatch.reading.event_cues import Cues
from pactwatch.reading.events import Event
from pactwatch.reading.mentions import Attribution
from pactwatch.reading.opinions import NOBODY, Opinions, Shares
from pactwatch.reading.roles import Actors, Role, phrase
from pactwatch.reading.source_cues import Own, Teller, nobody_cues, self_cues, voice_cues
from pactwatch.reading.units import Unit
from pactwatch.reading.voices import Voice, Voices
from pactwatch.reading.weights import load_weights

TABLE = "sources"
ENCODER, LEAST, UNKNOWN = 0.7, 0.01, 0.2
"""How much the logarithms of the encoder's shares count, the least share, and that of a voice that it knows no mention of."""


TOGETHER = frozenset({"state", "government", "ministry"})
"""Kinds of actors who speak with one voice when they act together; of persons and groups each has its own."""


@dataclass(slots=True)
class Stand:
    """An event with those who may tell it: nobody first, then voices, then its own actor if that is no voice yet."""

    teller: Teller
    near: list[Voice]
    own: Own | None
    rows: list[Cues]

    def names(self) -> list[str]:
        """Return the names of the candidates, an empty one for nobody."""
        return ["", *(v.name for v in self.near), *([self.own.role.name] if self.own else [])]

    def keys(self) -> list[str]:
        """Return their keys."""
        return [NOBODY, *(v.key for v in self.near), *([self.own.key] if self.own else [])]


@dataclass(slots=True)
class Told:
    """Who was chosen: attributions from the outermost to its own, or, beside `chain`, the event's own actor.

    `unheard` are the encoder's shares of actors who were no candidates.
    """

    chain: list[Attribution]
    own: Role | None = None
    unheard: Shares = field(default_factory=dict)


def stand_of(voices: Voices, actors: Actors, unit: Unit, kind: str, chain: Sequence[Attribution]) -> Stand:
    """Return an event of type `kind` with its candidates; `chain` are the sources that its own sentence gives."""
    last = chain[-1] if chain else None
    heard = source_key(last.speakers[0].name, last.speakers[0].actor) if last is not None else None
    teller = Teller(unit, kind, heard, last.rule if last else "", _cue(voices, last), _own(actors, unit))
    near = voices.near(teller.sentence.index, heard)
    own = teller.own if teller.own is not None and all(v.key != teller.own.key for v in near) else None
    if own is not None and last is not None and any(holds(s.span, own.role.span) for s in last.speakers):
        own = None  # one of several who are heard together
    rows = [nobody_cues(voices, teller, near), *(voice_cues(voices, v, teller, near) for v in near)]
    if own is not None:
        rows.append(dict.fromkeys(["own", f"own:{own.kind}", *self_cues(teller)], 1.0))
    return Stand(teller, near, own, rows)


def _own(actors: Actors, unit: Unit) -> Own | None:
    """Return who acts in the event's clause: an actor, or another noun phrase of a known kind of speaker."""
    clause, sentence = unit.clause, unit.clause.sentence
    i = clause.by if clause.passive or clause.subject is None else clause.subject
    if i is None:
        return None
    mention = actors.at(sentence, i)
    if mention is not None:
        role, kind = Role(mention.name, mention.actor, mention.span), mention.kind
        if mention.kind in TOGETHER:
            role = actors.joined(sentence, mention)
    elif is_speaker(sentence.tokens[i]):
        role, kind = phrase(sentence, i), "phrase"
    else:
        return None
    return Own(source_key(role.name, role.actor), role, kind, tells_itself(clause, role.span))


def _cue(voices: Voices, a: Attribution | None) -> str:
    """Return the lemma of an attribution's cue."""
    if a is None or a.cue_token is None:
        return ""
    return voices.parsed.sentences[a.sentence].tokens[a.cue_token].lemma


def choose(
    voices: Voices, actors: Actors, events: Sequence[Event], chains: Sequence[Sequence[Attribution]], opinions: Opinions | None = None
) -> list[Told]:
    """Return who tells each event; `chains` are the sources that the sentences themselves give, outermost first."""
    weights = load_weights(TABLE)
    stands = [stand_of(voices, actors, e.unit, e.type, chain) for e, chain in zip(events, chains, strict=True)]
    scores = iter(weights.scores([row for stand in stands for row in stand.rows])[:, 0].tolist()) if stands else iter(())
    told = []
    for event, stand, chain in zip(events, stands, chains, strict=True):
        keys, shares = stand.keys(), _shares(event, stand, opinions)
        several = _several(voices, actors, stand) if shares else {}
        heard = [sum(shares.get(one, 0.0) for one in several[key]) if key in several else shares.get(key, UNKNOWN) for key in keys]
        said = [ENCODER * log(max(share, LEAST)) if shares else 0.0 for share in heard]
        ranked = [(next(scores) + share, -k) for k, share in enumerate(said)]
        chosen = _told(voices, stand, -max(ranked)[1], chain)
        known = {*keys, *(one for members in several.values() for one in members)}
        chosen.unheard = {key: share for key, share in shares.items() if key not in known}
        told.append(chosen)
    return told


def _shares(event: Event, stand: Stand, opinions: Opinions | None) -> Shares:
    """Return the encoder's shares of who tells; none where it has no opinion."""
    if opinions is None or event.opinion is None:
        return {}
    heard = stand.teller.heard
    return opinions.actors("source", event.unit, event.opinion.vector, {heard: 1} if heard else {})


def _several(voices: Voices, actors: Actors, stand: Stand) -> dict[str, set[str]]:
    """Return the keys of those who are heard together, by their common key: the encoder knows each of them by itself."""
    here = stand.teller.sentence.index
    told = [voices.attributions[voice.nearest(here)] for voice in stand.near]
    spans = [(v.key, a.sentence, a.speakers[0].span) for v, a in zip(stand.near, told, strict=True)]
    if stand.own is not None:
        spans.append((stand.own.key, here, stand.own.role.span))
    found = {}
    for key, sentence, span in spans:
        members = {source_key(m.name, m.actor) for m in actors.by_sentence.get(sentence, ()) if span and holds(span, m.span)}
        if len(members) > 1 and key not in members:
            found[key] = members
    return found


def _told(voices: Voices, stand: Stand, k: int, chain: Sequence[Attribution]) -> Told:
    """Return candidate `k` with the chain through which it is heard."""
    if not k:
        return Told([])
    if k > len(stand.near):
        return Told(list(chain), stand.own.role if stand.own else None)
    voice = stand.near[k - 1]
    if voice.key == stand.teller.heard:
        return Told(list(chain))
    outer = [a for a in chain if source_key(a.speakers[0].name, a.speakers[0].actor) == voice.key]
    if outer:
        return Told(list(chain[: list(chain).index(outer[0]) + 1]))
    return Told(chain_to(voices.attributions, voice.nearest(stand.teller.sentence.index)))


def chain_to(attributions: Sequence[Attribution], n: int) -> list[Attribution]:
    """Return the attribution at place `n` behind those that it stands inside, those that count as sources only."""
    found: list[Attribution] = []
    place: int | None = n
    while place is not None and len(found) < len(attributions):
        found.append(attributions[place])
        place = attributions[place].parent
    return sources_of(found[::-1])
