"""Claimants of a story: the voices of its documents joined across them, those beside the matter left out.

Two voices are one claimant when they share a key (a register id, a surname, a body) or speak for one side. A voice counts
where it is heard at the head of its document or speaks of what the story's heads are about; who is heard on something else
further down confirms nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from pactwatch.origins.align import weight
from pactwatch.origins.matters import HEAD, events_of, is_about
from pactwatch.origins.types import Claimant, Facts, Standing, Voice
from pactwatch.origins.voice_names import ASSUMED, is_common, outlet_key

SHORT = 6
"""Sentences of a report that is about one thing."""
MUCH = 6.0
"""What a voice further down in a longer one must share with the story's heads, as a sum of rarities."""
OUTLET = "(own reporting)"


class Heard:
    """One voice in one document."""

    def __init__(self, document: str, voice: Voice) -> None:
        self.document = document
        self.voice = voice
        self.keys = set(voice.keys)

    @property
    def side(self) -> str | None:
        """Whom the voice speaks for; None for itself."""
        side = self.voice.side
        return None if side.startswith(("name:", "person:", "id:")) else side


def claimants_of(story: Sequence[Facts]) -> list[Claimant]:
    """Return the claimants of a story's documents, the one heard in most documents first."""
    core, events = _core(story), events_of(story)
    outlets = {outlet_key(facts.publisher) for facts in story if facts.publisher}
    every = [Heard(facts.document, voice) for facts in story for voice in facts.voices if not outlets & names_of(voice)]
    by_id = {facts.document: facts for facts in story}
    heard = [one for one in every if _counts(one.voice, by_id[one.document], core) and is_about(one.voice, by_id[one.document], events)]
    known = {key for one in heard for key in one.keys}
    sides = {one.side for one in heard} - {None}
    heard = [one for one in every if one in heard or one.keys & known or (one.side in sides and set(one.voice.words) & core)]
    heard += passed_on_by_outlets(story, heard)
    order = {facts.document: n for n, facts in enumerate(story)}
    publishers = {facts.document: facts.publisher for facts in story}
    found = [_claimant(group, order, publishers) for group in _joined(heard)]
    found += _outlets(story)
    return sorted(found, key=lambda c: (c.standing == "comment", -len(c.documents), order[c.documents[0]], c.name))


def _core(story: Sequence[Facts]) -> frozenset[str]:
    """Return the stems of a story's heads (title, first sentences) that at least two documents have anywhere.

    All stems of its head where a document stands alone.
    """
    counts = Counter(word for facts in story for word in {*facts.words, *facts.heading, *facts.names})
    heads = {word for facts in story for word in _head(facts)}
    least = 2 if len(story) > 1 else 1
    return frozenset(word for word in heads if counts[word] >= least)


def _head(facts: Facts) -> set[str]:
    lines = facts.lines[: HEAD + 1]
    return {*facts.heading, *(word for line in lines for word in (*line.words, *line.names))}


def _counts(voice: Voice, facts: Facts, core: frozenset[str]) -> bool:
    """Say whether a voice speaks of the story's event; in a short report that takes less than in a long one."""
    if min(voice.lines, default=0) <= HEAD or len(facts.voices) == 1:
        return True
    shared = weight(frozenset(voice.words) & core)
    return shared > 0 if len(facts.lines) <= SHORT else shared >= MUCH


def names_of(voice: Voice) -> set[str]:
    """Return the keys under which a voice may be an outlet of the story."""
    return {*voice.keys, outlet_key(voice.name), outlet_key(voice.voice)}


def passed_on_by_outlets(story: Sequence[Facts], heard: Sequence[Heard]) -> list[Heard]:
    """Return what documents have from another outlet of the story: those who are heard there, the outlet being the relay."""
    outlets = {outlet_key(facts.publisher): facts for facts in story if facts.publisher}
    known = {(one.document, key) for one in heard for key in one.keys if one.voice.standing != "comment"}
    found = []
    for facts in story:
        for voice in facts.voices:
            for source in [outlets[key] for key in sorted(names_of(voice)) if key in outlets and outlets[key] is not facts]:
                there = [one for one in heard if one.document == source.document and min(one.voice.lines, default=0) <= HEAD]
                new = [one for one in there if not any((facts.document, key) in known for key in one.keys)]
                found += [Heard(facts.document, _through(one.voice, voice, source.publisher or "")) for one in new]
    return found


def _through(voice: Voice, relay: Voice, outlet: str) -> Voice:
    """Return a voice as it is heard where its words come from an outlet."""
    chains = tuple((*chain, outlet) for chain in (voice.relays or ((),)))
    return msgspec.structs.replace(voice, lines=relay.lines, spans=relay.spans, claims=relay.claims, relays=chains, words=relay.words)


def _joined(heard: Sequence[Heard]) -> list[list[Heard]]:
    """Return the voices in groups that share keys, directly or through others, then those that speak for one side.

    A side that was only assumed (`ASSUMED`) gives way to one that any of the group's voices names.
    """
    by_key = _grouped([(one.keys, [one]) for one in heard])
    return _grouped([({f"side:{side}" for side in _sides(group)} or {f"alone:{n}"}, group) for n, group in enumerate(by_key)])


def _sides(group: Sequence[Heard]) -> set[str]:
    sides = {one.side for one in group if one.side is not None}
    named = {side for side in sides if not side.startswith(ASSUMED)}
    assumed = {side.removeprefix(ASSUMED) for side in sides - named}
    return named or (assumed if len(assumed) == 1 else set())


def _grouped(given: Sequence[tuple[set[str], list[Heard]]]) -> list[list[Heard]]:
    groups: list[tuple[set[str], list[Heard]]] = []
    for its_keys, its_members in given:
        keys, members = set(its_keys), list(its_members)
        for group in [group for group in groups if group[0] & keys]:
            keys |= group[0]
            members = group[1] + members
            groups = [other for other in groups if other is not group]
        groups.append((keys, members))
    return [members for _, members in groups]


def _claimant(group: Sequence[Heard], order: Mapping[str, int], publishers: Mapping[str, str | None]) -> Claimant:
    standing = standing_of([one.voice.standing for one in group])
    stated = [one for one in group if standing == "comment" or one.voice.standing != "comment"]
    documents = sorted({one.document for one in stated}, key=order.__getitem__)
    best = _best(group)
    links: set[tuple[str, ...]] = set()
    for one in stated:
        outlet = publishers[one.document]
        for chain in one.voice.relays:
            whole = [*chain, *([outlet] if outlet else [])]
            links |= {(a, b) for a, b in pairwise(whole) if a != b}
    return Claimant(
        name=best.name,
        actor=best.actor,
        standing=standing,
        claims=tuple(dict.fromkeys(claim for one in stated for claim in one.voice.claims)),
        documents=tuple(documents),
        relays=tuple(sorted(links)),
        voices=tuple(dict.fromkeys(one.voice.voice for one in stated)),
    )


def standing_of(standings: Sequence[Standing]) -> Standing:
    """Return the standing of several words of one claimant: what it ever states itself counts."""
    if "own" in standings:
        return "own"
    return "deny" if "deny" in standings else "comment"


def _best(group: Sequence[Heard]) -> Voice:
    """Return the voice that names a claimant best: no mere state, a proper name, in most documents, at the head, in full."""
    heard_in: dict[str, set[str]] = {}
    for one in group:
        for key in one.keys:
            heard_in.setdefault(key, set()).add(one.document)

    def rank(one: Heard) -> tuple[object, ...]:
        voice = one.voice
        return (
            voice.kind in ("state", "people"),
            is_common(voice.name),
            -max(len(heard_in[key]) for key in one.keys),
            voice.kind == "person" and voice.name == voice.voice,
            min(voice.lines, default=9) > HEAD,
            -len(voice.name),
            voice.name,
        )

    return min(group, key=rank).voice


def _outlets(story: Sequence[Facts]) -> list[Claimant]:
    """Return the outlets that report on their own knowledge, each once; those without a name may all be one."""
    found: dict[str, list[Facts]] = {}
    for facts in story:
        if facts.own:
            found.setdefault(" ".join((facts.publisher or "").casefold().split()), []).append(facts)
    return [_outlet(of_one) for of_one in found.values()]


def _outlet(of_one: Sequence[Facts]) -> Claimant:
    name = f"{of_one[0].publisher or 'the outlet'} {OUTLET}"
    documents = tuple(facts.document for facts in of_one)
    return Claimant(name=name, actor=None, standing="own", claims=(), documents=documents, relays=(), voices=(name,))
