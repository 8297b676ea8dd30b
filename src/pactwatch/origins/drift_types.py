"""One change that a retelling made, before it is told: kind, sentence, both spans."""

from __future__ import annotations

from pactwatch.model import Frozen, Span
from pactwatch.origins.types import DriftKind


class Change(Frozen, frozen=True, kw_only=True):
    """`span` lies in the retelling, `against` in the original; the claims are those that the figures belong to."""

    kind: DriftKind
    explanation: str
    span: Span
    against: Span
    claim: str | None = None
    against_claim: str | None = None
