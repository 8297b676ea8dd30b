"""Actors: states, bodies, offices, persons, units, companies, groups of people and documents that speak.

1. names      the register's names in each sentence, longest first                 reading/gazetteer.py
2. heads      which tokens head an actor: a name, an entity, a noun of the lists
3. phrases    the whole noun phrase around each head, its name and its state        reading/actor_phrases.py
4. outermost  of nested phrases the widest stays
5. document   surnames to full names, acronyms to long forms, "the Defence Ministry" to the one named before,
              appositions ("Dmitry Peskov, the Kremlin spokesman") to the person     reading/actor_names.py
"""

from __future__ import annotations

from operator import attrgetter

from pactwatch.reading.actor_build import build
from pactwatch.reading.actor_heads import Candidate, candidates
from pactwatch.reading.actor_links import link_document
from pactwatch.reading.actor_phrases import Anchors, left_edge, phrase_name, right_edge
from pactwatch.reading.actor_register import register, words
from pactwatch.reading.gazetteer import pieces_of
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Parsed, Sentence


def find_actors(parsed: Parsed, published: str | None = None) -> list[ActorMention]:  # noqa: ARG001
    """Return the mentions of actors in `parsed`, sorted by sentence and first token; no two overlap.

    `published` (ISO 8601) is taken for the day when office holders are looked up; the register has no terms of
    office yet, so it changes nothing.
    """
    found: list[ActorMention] = []
    for sentence in parsed.sentences:
        found.extend(sentence_actors(sentence))
    return link_document(parsed, found)


def sentence_actors(sentence: Sentence) -> list[ActorMention]:
    """Return the outermost mentions of one sentence, with what the sentence alone tells of them."""
    pieces = pieces_of(sentence)
    anchors: Anchors = {}
    for match in register().find(pieces):
        if pieces.capitals and sentence.tokens[match.first].lower in words("capitals"):
            continue
        for i in range(match.first, match.last + 1):
            anchors.setdefault(i, match)
    built = [build(sentence, c, anchors) for c in candidates(sentence, anchors, pieces.capitals)]
    return outermost([mention for mention in built if mention is not None and not _is_platform(sentence, mention)])


def _is_platform(sentence: Sentence, mention: ActorMention) -> bool:
    """Say whether a mention is only where something was posted ("in a post on X"), not who did it."""
    return mention.name.rstrip(".") == "X" and (mention.name == "X." or sentence.word_at(mention.first - 1) in {"on", "via"})


def outermost(mentions: list[ActorMention]) -> list[ActorMention]:
    """Return the mentions that lie in no wider one, in order; of two that cross, the wider."""
    taken: set[int] = set()
    kept = []
    for mention in sorted(mentions, key=lambda m: (m.first - m.last, m.first)):
        cover = range(mention.first, mention.last + 1)
        if taken.isdisjoint(cover):
            taken.update(cover)
            kept.append(mention)
    return sorted(kept, key=attrgetter("first"))


def actor_at(mentions: list[ActorMention], token: int) -> ActorMention | None:
    """Return the mention of a sentence whose head is `token`, else the one that covers it, else None."""
    covering = None
    for mention in mentions:
        if mention.head == token:
            return mention
        if mention.first <= token <= mention.last:
            covering = mention
    return covering


def phrase_at(sentence: Sentence, token: int) -> ActorMention:
    """Return a mention of kind "other" for the noun phrase that `token` heads, for actors of no known sort."""
    anchors: Anchors = {}
    first, last = left_edge(sentence, token, anchors), right_edge(sentence, token, "other", anchors)
    candidate = Candidate(token, "other", "phrase")
    mention = build(sentence, candidate, anchors)
    if mention is not None:
        return mention
    return ActorMention(
        sentence.index, first, last, token, sentence.span(first, last), phrase_name(sentence, first, last), None,
        "other", rule="phrase",
    )


def joined(sentence: Sentence, mentions: list[ActorMention], mention: ActorMention) -> list[ActorMention]:
    """Return `mention` and the mentions of its sentence that "and" or a comma joins to it, in order."""
    group = {mention.head}
    for other in mentions:
        token = sentence.tokens[other.head]
        if token.dep == "conj" and token.head in group:
            group.add(other.head)
    return [m for m in mentions if m.head in group]


def resolve_name(mentions: list[ActorMention], name: str) -> ActorMention | None:
    """Return the first mention of the document that goes by `name` (its full name or its words), or None."""
    wanted = name.casefold()
    return next((m for m in mentions if m.name.casefold() == wanted), None)
