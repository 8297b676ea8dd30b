"""From a head to a mention: the phrase, its name, its id and its state."""

from __future__ import annotations

from pactwatch.data import read_toml
from pactwatch.reading.actor_heads import Candidate, ends_name
from pactwatch.reading.actor_names import name_start
from pactwatch.reading.actor_phrases import (
    AT,
    Anchors,
    left_edge,
    match_country,
    phrase_country,
    phrase_name,
    right_edge,
    trim,
)
from pactwatch.reading.actor_register import Entry, noun_kinds, state_names
from pactwatch.reading.gazetteer import Match
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Sentence

PROPER = frozenset({"name", "seat", "people", "place"})


def build(sentence: Sentence, candidate: Candidate, anchors: Anchors) -> ActorMention | None:
    """Return the mention that `candidate` heads, None if its words are no actor after all."""
    head = candidate.head
    match = anchors.get(head)
    entry = match.values[0] if match else None
    if candidate.rule == "adjective" and candidate.kind == "state" and match and entry:
        span = (match.first, match.last)
        return _mention(sentence, candidate, span, state_names()[entry.id], (entry.id, entry.country))
    if candidate.rule in PROPER and match and entry:
        return _proper(sentence, candidate, anchors, entry)
    if candidate.kind == "person" and candidate.rule in ("person", "surname", "entity"):
        return _person(sentence, candidate, anchors, entry)
    return _phrase(sentence, candidate, anchors, entry)


def _proper(sentence: Sentence, candidate: Candidate, anchors: Anchors, entry: Entry) -> ActorMention | None:
    """Return the mention of a name of the register: its own words, and a noun that it is joined with before it."""
    match = anchors[candidate.head]
    country = match_country(match)
    ids = {value.id for value in match.values if value.form == entry.form}
    actor = entry.id if len(ids) == 1 and entry.form != "place" else None
    if entry.form == "people":
        return _phrase(sentence, candidate, anchors, None)
    first = match.first
    if entry.form != "name" or entry.kind == "state":
        first = trim(sentence, first, match.last)
    name = phrase_name(sentence, first, match.last)
    if name.removeprefix("The ")[:1].islower():  # "the world body"
        name = entry.name
    if entry.form == "name" and entry.kind != "state":
        first = _owner_start(sentence, first, candidate.head, anchors)
    return _mention(sentence, candidate, (first, match.last), name, (actor, country))


def _owner_start(sentence: Sentence, first: int, head: int, anchors: Anchors) -> int:
    """Return the token at which a state that owns the name begins ("Ukraine's HUR"), else `first`."""
    edge = left_edge(sentence, head, anchors)
    owner = anchors.get(edge)
    if edge < first and owner is not None and owner.values[0].kind == "state" and first - owner.last <= 2:
        return edge
    return first


def _person(
    sentence: Sentence, candidate: Candidate, anchors: Anchors, entry: Entry | None
) -> ActorMention | None:
    """Return the mention of a person: titles and state before the name are in the span, the name is the name."""
    head = candidate.head
    last = anchors[head].last if head in anchors else _name_end(sentence, head)
    first = trim(sentence, left_edge(sentence, head, anchors), head)
    start = anchors[head].first if entry and entry.form == "person" else name_start(sentence, first, head, anchors)
    first = min(first, start)
    known = entry if entry and entry.form in ("person", "surname") else None
    if known and known.form == "surname" and start < anchors[head].first:
        known = None
    country = known.country if known else phrase_country(sentence, (first, start - 1), start - 1, anchors)
    name = known.name if known and known.form == "surname" else phrase_name(sentence, start, last)
    kind = Candidate(head, "person", f"person-{candidate.rule}" if last > start else f"single-{candidate.rule}")
    return _mention(sentence, kind, (first, last), name, (known.id if known else None, country))


def _name_end(sentence: Sentence, head: int) -> int:
    """Return the last token of a person's name: the parse may hang its end on its beginning."""
    tokens, last = sentence.tokens, head
    while last + 2 < len(tokens) and tokens[last + 1].text == "-" and ends_name(sentence, last + 2):
        last += 2
    while last + 1 < len(tokens) and tokens[last + 1].ent == "PERSON" and not tokens[last + 1].ent_start:
        if tokens[last + 1].tag == "POS":
            break
        last += 1
    return last


def _phrase(
    sentence: Sentence, candidate: Candidate, anchors: Anchors, entry: Entry | None
) -> ActorMention | None:
    """Return the mention of a whole noun phrase: office, body, unit, group, document, unknown name."""
    head = candidate.head
    last = right_edge(sentence, head, candidate.kind, anchors)
    edge = left_edge(sentence, head, anchors)
    first = trim(sentence, edge, anchors[head].first if head in anchors else head)
    country = phrase_country(sentence, (first, last), head, anchors)
    actor = None
    if entry and entry.form == "body":
        actor = f"{country}-{entry.id}" if country else default_body(sentence, anchors[head])
    kind = candidate.kind
    if candidate.rule == "subject" and sentence.tokens[head].lower in noun_kinds():
        kind = noun_kinds()[sentence.tokens[head].lower]
    name = phrase_name(sentence, first, last)
    if not any(c.isalnum() for c in name):
        return None
    if kind == "person" and (start := _holder_start(sentence, head, last, anchors)):
        match = anchors.get(last)
        known = match.values[0] if match and match.values[0].form == "person" and match.first >= start else None
        held = (known.id, known.country) if known else (None, country)
        return _mention(sentence, Candidate(head, kind, "person-office"), (first, last), phrase_name(sentence, start, last), held)
    return _mention(sentence, Candidate(head, kind, candidate.rule), (first, last), name, (actor, country))


def _holder_start(sentence: Sentence, head: int, last: int, anchors: Anchors) -> int | None:
    """Return the token at which the holder's name begins after an office and its place: "Ambassador to Warsaw Jo Doe"."""
    tokens = sentence.tokens
    place = next((i for i in range(head + 2, last) if i in anchors and tokens[head + 1].lower in AT), None)
    if place is None or anchors[place].values[0].kind not in ("state", "organisation", "other"):
        return None
    start = anchors[place].last + 1
    name = tokens[start : last + 1]
    if not 2 <= len(name) <= 4 or any(t.pos != "PROPN" or not t.text[0].isupper() for t in name):
        return None
    return start


def default_body(sentence: Sentence, match: Match[Entry]) -> str | None:
    """Return the id of the body that a name in capitals stands for without a state ("the Security Council")."""
    found: str | None = read_toml("actors/nouns.toml")["defaults"].get(sentence.words(match.first, match.last))
    return found


def _mention(
    sentence: Sentence, candidate: Candidate, span: tuple[int, int], name: str, known: tuple[str | None, str | None]
) -> ActorMention:
    """Return the mention over tokens `span`, `known` being its id and its state."""
    first, last = span
    return ActorMention(
        sentence.index, first, last, candidate.head, sentence.span(first, last), name, known[0], candidate.kind,
        known[1], candidate.rule,
    )
