"""The state of an act (planned, possible, alleged, denied, ...) as an assessment takes it: in doubt the weaker one."""

from __future__ import annotations

from pactwatch.instruments.scene import Sentence
from pactwatch.model import Claim, Modality, Span

SPEECH = frozenset({"condemn_or_accuse", "statement_support", "deny", "other"})
"""Claim types that are no act in the world, or of none that the register knows: they give no act its state."""
OPEN: frozenset[Modality] = frozenset({"planned", "possible", "demanded"})
"""States in which an act has not been reported as done."""
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
