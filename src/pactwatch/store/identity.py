"""Ids that follow from the content, recomputed: what the engines call a claim, and what the ledger checks."""

from __future__ import annotations

from pactwatch.ids import content_id
from pactwatch.model import Claim, Document, Engine, make_document

OWN = frozenset({"rules", "hybrid"})
"""The engines whose ids are recomputed; another engine's are covered by the hash of its reading alone."""


def document_id(document: Document) -> str:
    """Return the id that follows from the document's text and publication."""
    known = {name: getattr(document, name) for name in ("url", "title", "publisher", "published")}
    return make_document(document.text, **known).id


def named_by_content(claim: Claim, document: str, engine: Engine) -> bool:
    """Whether the claim's id is the hash of document, engine, its version, type, evidence, trigger and figure."""
    if engine.name not in OWN:
        return True
    figure = claim.quantity.span if claim.quantity else None
    evidence = claim.evidence[0] if claim.evidence else None
    return claim.id == content_id(
        "cl", document, engine.name, engine.version, claim.type, evidence, claim.trigger, figure
    )
