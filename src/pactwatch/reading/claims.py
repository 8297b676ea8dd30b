"""Claims: events joined with their parties, figure, time, place, certainty and sources, under ids from their content.

A claim's id hashes the document, the engine and its version, the evidence spans, the trigger, the figure and the type, so that
reading twice gives the same ids and a new engine version gives new ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from pactwatch.ids import content_id
from pactwatch.model import Claim, Document, Engine, Party, Place, Quantity, Source, Statement, Time
from pactwatch.reading import blend
from pactwatch.reading.attribution_chain import chain_for, sources_of
from pactwatch.reading.counted import unit_of
from pactwatch.reading.countries import Countries
from pactwatch.reading.disputing import Spoken, disputed
from pactwatch.reading.embeds import embed_sources
from pactwatch.reading.endpoints import bound_for, endpoints
from pactwatch.reading.event_checks import wholes
from pactwatch.reading.events import Event
from pactwatch.reading.excepted import is_excepted
from pactwatch.reading.figure_wholes import is_held_against, said_of
from pactwatch.reading.gapping import has_several, pair_of, pairs
from pactwatch.reading.harming import harmed
from pactwatch.reading.mentions import ActorMention, Attribution, Certainty, PlaceMention, QuantityMention, TimeMention
from pactwatch.reading.modality import judge
from pactwatch.reading.modality_clause import figures_set_apart
from pactwatch.reading.opinions import Opinions
from pactwatch.reading.party_choice import cast_events
from pactwatch.reading.plain import silences
from pactwatch.reading.plover import coded
from pactwatch.reading.questions import claims_nothing, is_question, says_no
from pactwatch.reading.roles import Actors, Role, object_of
from pactwatch.reading.source_choice import Told, choose
from pactwatch.reading.tree import Parsed, Sentence, beside
from pactwatch.reading.voices import Voices
from pactwatch.reading.whole_times import WholeTimes


@dataclass(slots=True)
class Mentions:
    """Everything that was found in a document, as the claims are made from it."""

    actors: list[ActorMention]
    places: list[PlaceMention]
    times: list[TimeMention]
    attributions: list[Attribution]
    statements: list[Statement]


def make_statements(document: Document, attributions: Sequence[Attribution], engine: Engine) -> list[Statement]:
    """Return one statement an attribution, in order; the id hashes document, engine and its version, cue and content."""
    found = []
    for a in attributions:
        speakers = tuple(Source(name=s.name, actor=s.actor, span=s.span, cue=a.cue) for s in a.speakers)
        key = (document.id, engine.name, engine.version, a.cue, a.content, tuple(s.name for s in speakers), a.rule)
        found.append(Statement(
            id=content_id("st", *key), speakers=speakers, cue=a.cue, content=tuple(a.content),
            direct=a.direct, stance=a.stance, rule=a.rule,
        ))
    return found


def make_claims(
    document: Document, parsed: Parsed, events: list[Event], mentions: Mentions, engine: Engine, opinions: Opinions | None = None
) -> list[Claim]:
    """Return the claims of a document in text order; every span is exact.

    What somebody only asks, or will not confirm, is no claim: it shows in the statement's stance. Nor is what a question asks of
    somebody, or wonders about (questions.py).
    """
    if opinions is not None:
        opinions.learn(mentions.actors, mentions.times, mentions.places)
    events = [e for e in events if not _is_left_open(e, mentions.attributions) and not claims_nothing(e.unit.clause)]
    chains = [chain_for(mentions.attributions, e.unit.clause.sentence.index, e.span) for e in events]
    sources = [source_keys([mentions.attributions[n] for n in chain]) for chain in chains]
    authors, countries = embed_sources(parsed), Countries(mentions.actors, mentions.places)
    parties = cast_events(parsed, mentions.actors, events, sources, opinions)
    heard = [sources_of([mentions.attributions[n] for n in chain]) for chain in chains]
    actors = Actors(parsed, mentions.actors)
    parties = [harmed(event, cast, actors) for event, cast in zip(events, parties, strict=True)]
    spoken = Spoken(document.text, mentions.attributions, actors, countries)
    parties = [disputed(event, cast, spoken) for event, cast in zip(events, parties, strict=True)]
    tellers = choose(Voices(parsed, mentions.attributions, mentions.actors), actors, events, heard, opinions)
    claims: dict[str, Claim] = {}
    bases, apart = wholes(e.unit for e in events), WholeTimes(events, mentions.times)
    for event, chain, cast, told in zip(events, chains, parties, tellers, strict=True):
        author = authors.get(event.unit.clause.sentence.block_index)
        claim = _claim(document, parsed, event, engine, Found(mentions, chain, told, cast, author, opinions, countries, bases, apart))
        claims.setdefault(claim.id, claim)
    return link_repeats(list(claims.values()))


@dataclass(slots=True)
class Found:
    """What was found for one event.

    The attributions that hold it, who tells it, its parties, the author of its embedded post, actors' countries.
    """

    mentions: Mentions
    chain: Sequence[int]
    told: Told
    cast: tuple[Role | None, Role | None]
    author: Source | None
    opinions: Opinions | None
    countries: Countries
    wholes: frozenset[tuple[int, int]]
    apart: WholeTimes


def _of_whole(event: Event, certainty: Certainty, bases: frozenset[tuple[int, int]], apart: WholeTimes) -> Certainty:
    """Return what is certain of a figure that another is a part of, or is held against: "12 of the 31 promised", "down from the 60 forecast"."""
    q, sentence = event.quantity, event.unit.clause.sentence
    if q is None or certainty.modality not in ("happened", "ongoing") or not (q.span in bases or is_held_against(sentence, q)):
        return certainty
    said = said_of(sentence, q)
    if said is None:
        past = certainty.modality == "ongoing" and apart.own(event) is not None  # "up from 3,000 in early 2024"
        return Certainty("happened", certainty.cues, "modality/whole-of-then") if past else certainty
    word, state = said
    return Certainty(state, [sentence.span(word, word)], "modality/promised-whole" if state == "planned" else f"modality/whole-{state}")


def _claim(document: Document, parsed: Parsed, event: Event, engine: Engine, found: Found) -> Claim:
    clause, sentence = event.unit.clause, event.unit.clause.sentence
    trigger = sentence.span(clause.head, clause.head)
    agent, recipient = found.cast
    mentions, opinions, countries = found.mentions, found.opinions, found.countries
    speakers = [mentions.attributions[n] for n in found.chain]
    statement = mentions.statements[found.chain[-1]].id if found.chain else None
    sources = blend.sources(event, _sources(event, found.told, countries), mentions.actors, found.told.unheard, mentions.attributions)
    refused = _refused(speakers)
    if refused is not None:
        sources = _without(sources, refused)
    if found.author is not None and all(s.name != found.author.name for s in sources):
        sources = (found.author, *sources)
    teller = _teller(event, mentions.actors)
    if teller is not None:
        sources, statement = (*sources[:-1], teller), None
    time = _time_of(event, mentions.times, opinions, found.apart)
    place = blend.place(event, _nearest_place(event, mentions.places), mentions.places, opinions)
    certainty = judge(
        sentence, clause.head, event.type, published=document.published, time=time, attributions=speakers,
        beside=beside(parsed, sentence.index),
    )
    apart = figures_set_apart(sentence) if event.quantity else {}
    if event.quantity and event.quantity.number in apart:
        negator = apart[event.quantity.number].i
        certainty = Certainty("denied", [sentence.span(negator, negator)], "modality/set-against")
    elif not apart:  # the encoder takes the "not" of "30, not 40" for that of the whole
        following = parsed.sentences[sentence.index + 1 : sentence.index + 2]
        asked = is_question(sentence) and not any(says_no(s) for s in following)
        certainty = blend.certainty(event, certainty, opinions, said=bool(speakers), asked=asked)
    if certainty.modality == "denied" and event.quantity and is_excepted(sentence, event.quantity.number):
        certainty = Certainty("ongoing" if event.type == "troop_presence" else "happened", [], "modality/excepted")
    if refused is not None and certainty.modality not in {"alleged", "denied"}:
        certainty = Certainty("alleged", certainty.cues, certainty.rule)
    if certainty.modality != "denied" and (denier := _contradicted(speakers)) is not None:
        sources = _without(sources, denier)
    certainty = _of_whole(event, certainty, found.wholes, found.apart)
    origin, destination = endpoints(event, mentions.places)
    recipient = bound_for(event, recipient, destination)
    plover, cameo = coded(event, certainty.modality)
    quantity = _quantity(event, blend.figure(event), document.text)
    key = (document.id, engine.name, engine.version, event.type, event.span, trigger, quantity.span if quantity else None)
    return Claim(
        id=content_id("cl", *key), type=event.type, plover=plover, cameo=cameo,
        agent=_party(agent, countries), recipient=_party(recipient, countries), object=_party(object_of(clause), countries),
        quantity=quantity, time=_time(time, document.text),
        place=_place(place), origin=_place(origin), destination=_place(destination), modality=certainty.modality,
        modality_cues=tuple(certainty.cues), attributed_to=sources, evidence=(event.span,), trigger=trigger,
        same_as=None, rule=event.rule, cues=event.cues, statement=statement,
    )


def _teller(event: Event, actors: Sequence[ActorMention]) -> Source | None:
    """Return who tells the figure of a conjunct without a verb: "Seoul counts 600 dead, Kyiv 1,000"."""
    sentence = event.unit.clause.sentence
    if event.quantity is None or not has_several(sentence):
        return None
    own = pair_of(pairs(sentence, [m for m in actors if m.sentence == sentence.index]), event.quantity)
    return Source(name=own.mention.name, actor=own.mention.actor, span=own.mention.span) if own is not None and own.part == "tells" else None


LEFT_OPEN = frozenset({"does_not_confirm", "asks"})


def _refused(speakers: Sequence[Attribution]) -> Attribution | None:
    """Return who will not confirm what an unnamed report says, of attributions from the outermost on; None where nobody does.

    The report alone alleges it: "neither confirmed nor denied a report that ...".
    """
    for outer, inner in pairwise(speakers):
        if outer.stance in LEFT_OPEN and not inner.speakers and inner.stance not in LEFT_OPEN:
            return outer
    return None


def _without(sources: tuple[Source, ...], attribution: Attribution) -> tuple[Source, ...]:
    """Return `sources` without those who speak in `attribution`."""
    names = {one.name for one in attribution.speakers}
    return tuple(s for s in sources if s.name not in names)


def _contradicted(speakers: Sequence[Attribution]) -> Attribution | None:
    """Return whose denial another one denies, of attributions from the outermost on; None where nobody's: he says the contrary."""
    for outer, inner in pairwise(speakers):
        if inner.stance == "denies" and outer.stance in {"denies", "doubts"}:
            return inner
    return None


def _is_left_open(event: Event, attributions: Sequence[Attribution]) -> bool:
    """Say whether the event is the content, or the very act, of asking, of not confirming or of silence."""
    clause = event.unit.clause
    if clause.head in silences(clause.sentence):
        return True
    chain = chain_for(attributions, clause.sentence.index, event.span)
    if chain and attributions[chain[-1]].stance in LEFT_OPEN:
        return not _is_not_ruled_out(clause.sentence, attributions[chain[-1]])
    heads = {clause.head}
    if any(t.lower == "neither" for t in clause.sentence.children(clause.head)):  # "neither confirmed nor denied"
        heads |= {t.i for t in clause.sentence.children(clause.head, "conj")}
    return any(a.stance in LEFT_OPEN for a in attributions if a.sentence == clause.sentence.index and a.cue_token in heads)


def _is_not_ruled_out(sentence: Sentence, attribution: Attribution) -> bool:
    """Say whether somebody does not rule something out, which is said to be possible."""
    cue = sentence.tokens[attribution.cue_token] if attribution.sentence == sentence.index and attribution.cue_token is not None else None
    return cue is not None and cue.lemma in {"rule", "exclude"}


def source_keys(speakers: Sequence[Attribution]) -> frozenset[str]:
    """Return the register ids (or names in lower case) of the first speaker of each attribution of a chain."""
    return frozenset(blend.source_key(s.name, s.actor) for a in speakers for s in a.speakers[:1])


def _sources(event: Event, told: Told, countries: Countries) -> tuple[Source, ...]:
    """Return the chain, outermost first; whoever tells of its own act comes last, the act being the cue."""
    found: list[Source] = []
    for speaker in told.chain:
        for s in speaker.speakers[:1]:
            if not found or found[-1].name != s.name:
                found.append(Source(name=s.name, actor=s.actor, span=s.span, country=countries.of(s.name, s.actor), cue=speaker.cue))
    own = told.own
    if own is not None:
        cue = event.unit.clause.sentence.span(event.unit.clause.head, event.unit.clause.head)
        found.append(Source(name=own.name, actor=own.actor, span=own.span, country=countries.of(own.name, own.actor), cue=cue))
    return tuple(found)


def _time_of(event: Event, times: list[TimeMention], opinions: Opinions | None, apart: WholeTimes) -> TimeMention | None:
    """Return the time of an event: that of its figure alone, where it is held against another, else none that another figure has so."""
    own, barred = apart.own(event), apart.barred(event)
    if own is not None:
        return times[own]
    nearest = _nearest_time(event, [t for n, t in enumerate(times) if n not in barred])
    return blend.time(event, nearest, times, opinions, barred)


def _nearest_time(event: Event, times: list[TimeMention]) -> TimeMention | None:
    """Return the time in the event's own words, nearest to its head."""
    clause = event.unit.clause
    own = set(clause.extent)
    here = [t for t in times if t.sentence == clause.sentence.index and t.edtf and (t.head in own or t.first in own)]
    return min(here, key=lambda t: (abs(t.first - clause.head), t.first), default=None)


def _nearest_place(event: Event, places: list[PlaceMention]) -> PlaceMention | None:
    """Return the place that a locative preposition governs in the event's own words, the most precise one first."""
    clause, sentence = event.unit.clause, event.unit.clause.sentence
    own = set(clause.extent)
    here = [
        p for p in places
        if p.sentence == sentence.index and p.head in own
        and sentence.tokens[p.head].dep in ("pobj", "npadvmod", "conj")
        and sentence.tokens[sentence.tokens[p.head].head].lower in LOCATIVE
    ]
    return min(here, key=lambda p: (abs(p.first - clause.head), p.first), default=None)


LOCATIVE = frozenset({
    "in", "at", "near", "on", "off", "outside", "inside", "around", "over", "from", "to", "into", "across", "along",
    "within", "towards",
})


def _party(role: Role | None, countries: Countries) -> Party | None:
    if role is None:
        return None
    return Party(name=role.name, actor=role.actor, span=role.span, country=countries.of(role.name, role.actor))


def _quantity(event: Event, q: QuantityMention | None, text: str) -> Quantity | None:
    if q is None:
        return None
    unit = unit_of(event.unit, event.type, q.unit)
    return Quantity(low=q.low, high=q.high, comparator=q.comparator, unit=unit, text=text[q.span[0] : q.span[1]],
                    span=q.span, part_of=q.part_of, change=q.change, vague=q.vague)


def _time(t: TimeMention | None, text: str) -> Time | None:
    if t is None:
        return None
    words = text[t.span[0] : t.span[1]]
    return Time(start=t.start, end=t.end, precision=t.precision, text=words, span=t.span, edtf=t.edtf)


def _place(p: PlaceMention | None) -> Place | None:
    if p is None:
        return None
    return Place(name=p.name, country=p.country, lat=p.lat, lon=p.lon, precision=p.precision, span=p.span,
                 alternatives=p.alternatives)


def link_repeats(claims: list[Claim]) -> list[Claim]:
    """Set `same_as` where a later claim repeats an earlier one: same type, figure, parties and certainty."""
    first: dict[tuple[object, ...], str] = {}
    out = []
    for claim in claims:
        key = _identity(claim)
        if key is None or key not in first:
            if key is not None:
                first[key] = claim.id
            out.append(claim)
        else:
            out.append(_with_same_as(claim, first[key]))
    return out


def _identity(claim: Claim) -> tuple[object, ...] | None:
    """Return what makes two mentions one event; None where too little is known to say so."""
    q, agent = claim.quantity, claim.agent
    if q is None or agent is None:
        return None
    return (claim.type, q.low, q.high, q.comparator, q.unit, agent.actor or agent.name.lower(), claim.modality)


def _with_same_as(claim: Claim, other: str) -> Claim:
    return msgspec.structs.replace(claim, same_as=other)

