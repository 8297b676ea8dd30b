"""Findings as people reviewed the claims that they rest on: what does not count raises nothing, what was edited counts as edited.

A sentence raises a provision by its words; it rests on the claim nearest to these. Where that claim does not count, and no other of
the same kind stands there that does, the sentence raises nothing; one of which no claim counts shows nothing for others either.
A finding keeps the id that it has without reviews, so that what people decided about it stays with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from pactwatch.instruments import states
from pactwatch.instruments.assess import Anchor, all_raised, day_of, finding_of, nearest
from pactwatch.instruments.findings import Finding
from pactwatch.instruments.listed import ListedName
from pactwatch.instruments.register import Register
from pactwatch.instruments.scene import Scene, Sentence
from pactwatch.model import Claim, Modality, Reading, Span

Reviewed = Mapping[str, Claim | None]
"""Claims as people edited them, by id; None for one that does not count."""


def assess_reviewed(
    reading: Reading, register: Register, reviewed: Reviewed, only: str | None = None, scene: Scene | None = None, listed: Sequence[ListedName] = ()
) -> list[Finding]:
    """Return the findings of a reading as `assess` does, its claims as `reviewed`; a `scene` that is given is changed with it."""
    scene = scene or Scene(reading, register.lexicon, register.facts, listed)
    groups = list(all_raised(scene, register, only))
    before = {claim.id: claim for claim in reading.claims}
    _review(scene, reviewed)
    found = []
    for provision, number, group in groups:
        standing = [again for anchor in group if (again := _again(anchor, scene, reviewed, before)) is not None]
        if standing:
            found.append(finding_of(provision, scene, standing, number))
    return found


def _review(scene: Scene, reviewed: Reviewed) -> None:
    """Take the claims of a scene as reviewed; a sentence in which no act that it told of counts any more is silent."""
    for sentence in scene.sentences:
        kept = tuple(_counting(sentence.claims, reviewed))
        told = _acts(sentence.claims) or sentence.claims
        sentence.silent = bool(told) and not any(claim.id in {one.id for one in told} for claim in kept)
        sentence.claims = kept
        sentence.facts.clear()
    scene.reading = msgspec.structs.replace(scene.reading, claims=tuple(_counting(scene.reading.claims, reviewed)))


def _counting(claims: Sequence[Claim], reviewed: Reviewed) -> Iterator[Claim]:
    for claim in claims:
        now = reviewed.get(claim.id, claim)
        if now is not None:
            yield now


def _acts(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.type not in states.SPEECH]


def _again(anchor: Anchor, scene: Scene, reviewed: Reviewed, before: Mapping[str, Claim]) -> Anchor | None:
    """Return an anchor with the claim that it rests on now; None where that does not count, and no other stands in for it."""
    sentence, found = anchor.sentence, anchor.claim
    if found is None:
        return anchor
    span = anchor.fired.spans[0] if anchor.fired.spans else (sentence.words.start, sentence.words.end)
    claim = reviewed.get(found.id, found)
    if claim is None:
        claim = nearest([one for one in sentence.claims if one.type == found.type or one.trigger == found.trigger], span)
    if claim is None:
        return None
    modality, cue, said = _state(sentence, span, claim, before[claim.id])
    return Anchor(sentence, anchor.fired, modality, cue, said, day_of(scene, sentence, claim), claim)


def _state(sentence: Sentence, span: Span, claim: Claim, found: Claim) -> tuple[Modality, Span | None, bool]:
    """Return the state of an act as `states.state` does; a state that a person gave goes before any word of the sentence."""
    if claim.modality == found.modality or claim.type in states.SPEECH:
        return states.state(sentence, span, claim)
    cue = claim.modality_cues[0] if claim.modality_cues else claim.trigger
    return "happened" if claim.modality == "ongoing" else claim.modality, cue, claim.modality in states.OPEN
