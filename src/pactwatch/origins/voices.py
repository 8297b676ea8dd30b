"""Who speaks in a document, for whom, and through which relays its words came.

1. every speaker of a statement that stands for something said, and every source of a claim
2. its noun phrase names whom it speaks for: a body, a state, an armed group, itself        voice_names.py
3. media and agencies between speaker and outlet are relays; so is who passes another's word on   relays.py
4. mentions of one speaker are joined by their keys
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pactwatch.model import Document, Reading, Source, Span, Statement
from pactwatch.origins.relays import carriers_of, is_hearer, partner_in, passed_on, relays_of
from pactwatch.origins.stances import act_by, stance_of
from pactwatch.origins.types import Standing, Voice
from pactwatch.origins.voice_names import PRONOUNS, Named, countries_in, is_crowd, named, of_many, outlet_key
from pactwatch.origins.words import content
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Parsed, Sentence

SAID = frozenset({"asserts", "confirms", "denies", "retracts", "doubts", "does_not_confirm"})
NO_SPEECH = ("attr.demanding", "attr.ordering", "attr.commitment")
"""Rules of statements that tell what somebody wants or will do: no word about what happened."""


PLACING = frozenset({"in", "at"})
BODIES = frozenset({"organisation", "agency", "ministry", "unit", "company"})
SAYING = frozenset({"say", "announce", "report", "tell", "state", "declare", "disclose"})
PARTNER = "name:partner service"
"""The key of a service that is only called a partner's: within one story it is taken for the same one."""


@dataclass(slots=True)
class _Voice:
    """A voice while its mentions are gathered."""

    named: Named
    keys: set[str]
    stances: list[str] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    relays: set[tuple[str, ...]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


def voices_of(parsed: Parsed, actors: Sequence[ActorMention], reading: Reading) -> tuple[Voice, ...]:
    """Return the voices of a reading's document, in the order in which they are first heard."""
    found: list[_Voice] = []
    home = _home(reading.document, parsed)
    for sentence, who, span, contents, stance in _speakers(parsed, actors, reading):
        if who.kind in ("media", "instrument") or (reading.document.publisher and outlet_key(reading.document.publisher) in who.keys):
            continue
        if passed_on(sentence, span) or is_crowd(who) or is_hearer(who.bare, sentence.text):
            continue
        voice = _known(found, who, home)
        voice.stances.append(stance)
        voice.lines.update(_line_numbers(parsed, [span, *contents]))
        voice.spans.append(span)
        voice.words.update(w for a, b in contents for w in content(parsed.text[a:b]))
    found = _without_vague(found)
    carried = [(o.speakers[0], {s.span for one in inner for s in one.speakers}) for o, inner in carriers_of(reading)]
    for voice in found:
        elsewhere = {n for other in found if other is not voice for n in _line_numbers(parsed, other.spans)}
        voice.relays |= relays_of(parsed, actors, _line_numbers(parsed, voice.spans), elsewhere, voice.keys)
        voice.relays |= {(o.name,) for o, spans in carried if spans & set(voice.spans) and o.actor is None and o.name != voice.named.name}
        voice.claims = _claims_of(reading, voice)
        _pass_on(parsed, voice)
    return tuple(_finished(voice) for voice in sorted(found, key=lambda v: min(v.spans)))


def _speakers(
    parsed: Parsed, actors: Sequence[ActorMention], reading: Reading
) -> Iterator[tuple[Sentence, Named, Span, tuple[Span, ...], str]]:
    """Yield each speaker with its sentence, span, what it says and how."""
    passing = {statement.id for statement, _ in carriers_of(reading)}
    for statement in reading.statements:
        if statement.id in passing:
            continue
        if statement.stance not in SAID or statement.rule.startswith(NO_SPEECH) or statement.rule.endswith("infinitive"):
            continue
        media = all(source.actor and source.actor.startswith("med-") for source in statement.speakers)
        nearby = _nearby(parsed, actors, statement) if media else ()
        for source in (*statement.speakers, *nearby):
            found = _placed(parsed, actors, source)
            if found is not None:
                yield (*found, statement.content, stance_of(statement, source, reading))
    for source, sentence, content_span in (*_believed(parsed, actors), *_quoted(parsed, actors), *_saying(parsed, actors, reading)):
        found = _placed(parsed, actors, source)
        if found is not None:
            yield (sentence, *found[1:], (content_span,), "asserts")
    for claim in reading.claims:
        for source in claim.attributed_to[-1:]:
            found = _placed(parsed, actors, source)
            if found is not None:
                yield (*found, claim.evidence, act_by(claim, source, reading.document.text))


def _believed(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[tuple[Source, Sentence, Span]]:
    """Yield whom one has to believe: "if one believes the spokesman", "if the man from the service is to be believed"."""
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            if token.lemma != "believe":
                continue
            subject = sentence.child(token.i, "nsubj")
            told = sentence.child(token.i, "nsubjpass")
            if told is None and token.dep == "xcomp" and sentence.child(token.i, "auxpass") is not None:
                told = sentence.child(token.head, "nsubj")
            if told is None and (subject is None or subject.lower not in ("one", "you", "we")):
                continue
            reach = [a for a in actors if a.sentence == sentence.index and a.kind not in ("media", "pronoun", "people")]
            near = [a for a in reach if (a.first > token.i) == (told is None)]
            best = min(near, key=lambda a: abs(a.first - token.i), default=None)
            if best is not None and best.name.lower() != "one":
                yield Source(name=best.name, actor=best.actor, span=best.span), sentence, (sentence.start, sentence.end)


def _saying(parsed: Parsed, actors: Sequence[ActorMention], reading: Reading) -> Iterator[tuple[Source, Sentence, Span]]:
    """Yield who is the subject of a plain verb of saying in a sentence in which the reading found no statement."""
    cues = [statement.cue[0] for statement in reading.statements if statement.cue]
    for sentence in parsed.sentences:
        if any(sentence.start <= cue < sentence.end for cue in cues):
            continue
        for token in sentence.tokens:
            subject = sentence.child(token.i, "nsubj") if token.lemma in SAYING and token.pos == "VERB" else None
            if subject is None:
                continue
            near = [a for a in actors if a.sentence == sentence.index and a.first <= subject.i <= a.last and a.name.lower() not in PRONOUNS]
            for actor in near[:1]:
                yield Source(name=actor.name, actor=actor.actor, span=actor.span), sentence, (sentence.start, sentence.end)


def _quoted(parsed: Parsed, actors: Sequence[ActorMention]) -> Iterator[tuple[Source, Sentence, Span]]:
    """Yield whom somebody else quotes: "the agency quotes the spokesman as saying"."""
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            quoted = sentence.child(token.i, "dobj") if token.lemma in ("quote", "cite") else None
            if quoted is None:
                continue
            near = [a for a in actors if a.sentence == sentence.index and a.first <= quoted.i <= a.last and a.kind not in ("media", "pronoun")]
            for actor in near[:1]:
                yield Source(name=actor.name, actor=actor.actor, span=actor.span), sentence, (sentence.start, sentence.end)


def _placed(parsed: Parsed, actors: Sequence[ActorMention], source: Source) -> tuple[Sentence, Named, Span] | None:
    if source.span is None:
        return None
    sentence = next((s for s in parsed.sentences if s.start <= source.span[0] < s.end), None)
    if sentence is None:
        return None
    source = _at_place(sentence, [a for a in actors if a.sentence == sentence.index], source)
    if source.span is None:
        return None
    who = named(source, [a for a in actors if a.sentence == sentence.index], parsed, actors)
    return None if who is None else (sentence, who, source.span)


def _at_place(sentence: Sentence, actors: Sequence[ActorMention], source: Source) -> Source:
    """Return who speaks where a source is only its place: of "the UN mission in Congo reported" the mission, not Congo."""
    place = next((a for a in actors if a.span == source.span and a.kind == "state"), None)
    token = sentence.tokens[place.last] if place is not None else None
    if token is None or token.dep != "pobj" or sentence.tokens[token.head].lower not in PLACING:
        return source
    noun = sentence.tokens[sentence.tokens[token.head].head]
    body = next((a for a in actors if a.first <= noun.i <= a.last and a.kind in BODIES and a.span != source.span), None)
    return source if body is None else Source(name=body.name, actor=body.actor, span=body.span, cue=source.cue)


def _nearby(parsed: Parsed, actors: Sequence[ActorMention], statement: Statement) -> tuple[Source, ...]:
    """Return the person or body next to the cue of a statement whose speaker the reading left open."""
    if statement.cue is None:
        return ()
    cue = statement.cue
    sentence = next((s for s in parsed.sentences if s.start <= cue[0] < s.end), None)
    if sentence is None:
        return ()
    inside = [
        a for a in actors
        if a.sentence == sentence.index and a.kind in ("person", "ministry", "government", "unit", "organisation", "agency")
        and a.name.lower() not in PRONOUNS
        and a.span[1] <= cue[0] and cue[0] - a.span[1] < 80
    ]  # fmt: skip
    best = max(inside, key=lambda a: (a.kind == "person", a.span[0]), default=None)
    return () if best is None else (Source(name=best.name, actor=best.actor, span=best.span, cue=cue),)


def _known(found: list[_Voice], who: Named, home: str | None) -> _Voice:
    if who.official and who.side is None and home is not None and not of_many(who):
        who = who.at_home(home)
    for voice in found:
        if voice.keys & who.keys:
            voice.keys |= who.keys
            if who.rank > voice.named.rank:
                voice.named = who
            return voice
    voice = _Voice(who, set(who.keys))
    found.append(voice)
    return voice


def _home(document: Document, parsed: Parsed) -> str | None:
    """Return the country that a body without one belongs to: the title's first, else the first sentence's first."""
    lead = parsed.sentences[0].text if parsed.sentences else ""
    return next(iter([*countries_in(document.title or ""), *countries_in(lead)]), None)


def _without_vague(found: list[_Voice]) -> list[_Voice]:
    """Give what "an affiliate of ..." said to the one group that the document names as a speaker."""
    vague = [voice for voice in found if voice.named.vague]
    groups = [voice for voice in found if not voice.named.vague and not voice.named.official]
    if not vague or len(groups) != 1:
        return found
    for voice in vague:
        groups[0].spans += voice.spans
        groups[0].lines |= voice.lines
        groups[0].words |= voice.words
        groups[0].stances += voice.stances
    return [voice for voice in found if not voice.named.vague]


def _pass_on(parsed: Parsed, voice: _Voice) -> None:
    """Where a service says that it has its word from a partner, make the partner the voice and the service a relay."""
    partner = next((p for s in parsed.sentences if _heard_in(s, voice) and (p := partner_in(s.text))), None)
    if partner is None:
        return
    passing = voice.named.name
    voice.relays = {(passing, *chain) for chain in voice.relays} or {(passing,)}
    voice.named = replace(voice.named, bare=partner, actor=None, side="partner", person=False, official=False, keys=frozenset({PARTNER}))
    voice.keys = {PARTNER}


def _heard_in(sentence: Sentence, voice: _Voice) -> bool:
    return sentence.index in voice.lines or sentence.index - 1 in voice.lines


def _line_numbers(parsed: Parsed, spans: Sequence[Span]) -> set[int]:
    return {s.index for s in parsed.sentences if any(s.start < b and a < s.end for a, b in spans)}


def _claims_of(reading: Reading, voice: _Voice) -> list[str]:
    places = set(voice.spans)
    return [c.id for c in reading.claims if any(s.span in places for s in c.attributed_to)]


def _finished(voice: _Voice) -> Voice:
    who = voice.named
    return Voice(
        name=who.name, voice=who.voice, actor=who.actor, kind=who.kind, side=who.side or who.key, keys=tuple(sorted(voice.keys)),
        standing=_standing(voice.stances), lines=tuple(sorted(voice.lines)), spans=tuple(dict.fromkeys(voice.spans)),
        claims=tuple(voice.claims), relays=tuple(sorted(voice.relays)), words=tuple(sorted(voice.words)),
        confirms="confirms" in voice.stances,
    )  # fmt: skip


def _standing(stances: Sequence[str]) -> Standing:
    """Return what somebody does, by the first word on it: a denial that gives details stays a denial."""
    if "does_not_confirm" in stances and not {"confirms", "denies"} & set(stances):
        return "comment"
    first = next((stance for stance in stances if stance in ("asserts", "confirms", "denies")), None)
    if first is None:
        return "comment"
    return "deny" if first == "denies" else "own"
