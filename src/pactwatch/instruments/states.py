"""The state of an act (planned, possible, alleged, denied, ...) as an assessment takes it: in doubt the weaker one."""

from __future__ import annotations

from collections.abc import Iterable

from pactwatch.instruments.scene import Sentence
from pactwatch.model import Claim, Modality, Span

SPEECH = frozenset({"condemn_or_accuse", "statement_support", "deny", "other"})
"""Claim types that are no act in the world, or of none that the register knows: they give no act its state."""
OPEN: frozenset[Modality] = frozenset({"planned", "possible", "demanded"})
"""States in which an act has not been reported as done."""
ORDER: tuple[Modality, ...] = ("happened", "ongoing", "alleged", "demanded", "planned", "possible", "denied")
"""States, the surest first."""
BEFORE = 90
"""Code points before the act within which a word of plan or doubt counts as its own."""
_CUES: tuple[tuple[str, Modality], ...] = (
    ("cue_denied", "denied"), ("cue_possible", "possible"), ("cue_planned", "planned"), ("cue_demanded", "demanded"),
    ("cue_alleged", "alleged"),
)  # fmt: skip


def state(sentence: Sentence, act: Span, claim: Claim | None) -> tuple[Modality, Span | None, bool]:
    """Return the state of the act at `act`, the words that decide it, and whether these stand in the sentence as such.

    A word of plan, doubt or denial before the act or within it decides; else the nearest claim does; else it happened.
    """
    for name, modality in _CUES:
        for place in sentence.hits.get(name, ()):
            span = sentence.span(*place)
            if act[0] - BEFORE <= span[0] <= act[1]:
                return modality, span, True
    if claim is not None and claim.type not in SPEECH:
        cue = claim.modality_cues[0] if claim.modality_cues else None
        return ("happened" if claim.modality == "ongoing" else claim.modality), cue, False
    return "happened", None, False


def weakest(states: Iterable[Modality]) -> Modality:
    """Return the least sure of `states`; what some report and some deny is alleged at most, and so is what nobody tells of."""
    known = set(states) or {"alleged"}
    if "denied" in known and len(known) > 1:
        known = {*known, "alleged"} - {"denied"}
    return max(known, key=ORDER.index)


def told(claim: Claim | None) -> Modality:
    """Return the state in which a claim tells of an act; a claim that tells of speech, and none at all, leave it alleged."""
    if claim is None or claim.type in SPEECH - {"other"}:
        return "alleged" if claim is None else weakest(("alleged", claim.modality))
    return claim.modality


def careful(sentence: Sentence, act: Span, claim: Claim | None) -> tuple[Modality, Span | None, bool]:
    """Return what `state` does, never surer than the claim: what is published of a reviewed claim is in its state."""
    modality, cue, said = state(sentence, act, claim)
    weak = weakest((modality, told(claim)))
    return (weak, cue, said) if weak == modality else (weak, None, False)
