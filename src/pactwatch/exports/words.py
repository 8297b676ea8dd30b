"""A claim in one sentence that cannot be quoted without its state and its source."""

from __future__ import annotations

from pactwatch.casefile.plain import one_line
from pactwatch.casefile.wording import (
    modality_gloss,
    modality_word,
    place_words,
    quantity_words,
    route_words,
    source_words,
    time_words,
    type_words,
    who_words,
)
from pactwatch.model import Claim

STATUS = {
    "unreviewed": "nobody has reviewed this claim", "accepted": "accepted in review", "rejected": "rejected in review",
    "retracted": "accepted once, then retracted",
}  # fmt: skip
"""A review's status in words."""
REFUSED = frozenset({"rejected", "retracted"})
"""Statuses of claims that people do not stand by: nothing is made of them that could be taken for a fact."""


def claim_words(claim: Claim) -> str:
    """Return the claim in one sentence: "[planned] North Korea → Russia, sends forces: 6,000 workers; according to Sergei Shoigu"."""
    object_words = claim.object.name if claim.object else ""
    details = [quantity_words(claim.quantity), object_words if claim.quantity is None else "", time_words(claim.time),
               _where(claim), route_words(claim)]  # fmt: skip
    said = "; ".join(part for part in details if part)
    who = who_words(claim) or "somebody"
    event = f"[{modality_word(claim.modality)}] {who}, {type_words(claim.type)}{f': {said}' if said else ''}"
    return one_line(f"{event}; {source_phrase(claim)}")


def source_phrase(claim: Claim) -> str:
    """Return who says so: "according to Sergei Shoigu, as told by TASS", or that the outlet does."""
    return f"according to {source_words(claim.attributed_to)}" if claim.attributed_to else "stated by the outlet itself, without a source"


def modality_sentence(claim: Claim) -> str:
    """Return what state the event is in, and what that means: "planned: announced, ordered or agreed, not yet done"."""
    return f"{modality_word(claim.modality)}: {modality_gloss(claim.modality)}"


def _where(claim: Claim) -> str:
    place = place_words(claim.place)
    return f"in {place}" if place and claim.place not in (claim.origin, claim.destination) else ""
