"""A claim in the words that pages show: one place, so that every list says the same of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pactwatch.casefile.elsewhere import elsewhere
from pactwatch.casefile.plain import one_line, shown
from pactwatch.casefile.wording import (
    deed_words,
    modality_gloss,
    modality_sign,
    modality_word,
    place_words,
    quantity_words,
    route_words,
    source_words,
    time_words,
    who_words,
)
from pactwatch.data import read_toml
from pactwatch.model import Block, Claim, Document

STATUS = {
    "unreviewed": ("unreviewed", "○"), "accepted": ("accepted", "✓"), "rejected": ("rejected", "✕"), "retracted": ("retracted", "⊘"),
}  # fmt: skip
"""The word and sign of each review status, told apart without colour."""
SHORT = 11
"""Characters of an id in a list: the prefix and enough to tell claims of one ledger apart."""
QUOTE = 320
"""Code points of a quotation in a list."""


def modality(key: str) -> dict[str, str]:
    """Return key, word, sign and gloss of a modality."""
    return {"key": key, "word": modality_word(key), "sign": modality_sign(key), "gloss": modality_gloss(key)}


def modalities() -> list[str]:
    """Return the modalities in the order in which they are listed."""
    return list(read_toml("output/wording.toml")["modality"])


def types() -> list[str]:
    """Return the claim types that have words of their own."""
    return list(read_toml("output/wording.toml")["type"])


def status(key: str) -> dict[str, str]:
    """Return key, word and sign of a review status."""
    word, sign = STATUS.get(key, (key, "·"))
    return {"key": key, "word": word, "sign": sign}


def document_card(document: Document) -> dict[str, Any]:
    """Return id, label (outlet, else title) and day of a document."""
    title = one_line(document.title or "Untitled")
    publisher = one_line(document.publisher) if document.publisher else None
    return {
        "id": document.id, "title": title, "publisher": publisher, "published": (document.published or "")[:10] or None,
        "label": f"{publisher}: {title}" if publisher else title, "url": document.url,
    }  # fmt: skip


def headline(claim: Claim) -> str:
    """Return a claim in a line: who, to whom, what, how many, where, when."""
    where = route_words(claim) or (f"in {place_words(claim.place)}" if claim.place else "")
    what = quantity_words(claim.quantity) or (claim.object.name if claim.object else "")
    parts = [who_words(claim), deed_words(claim) if not what else f"{deed_words(claim)}: {what}", where, time_words(claim.time)]
    return one_line(" · ".join(part for part in parts if part))


def claim_card(claim: Claim, document: Document, quotes: tuple[str, ...] = (), review: Any = None) -> dict[str, Any]:
    """Return what lists show of a claim; `review` is its review, None where it is not asked for."""
    quote = one_line(" […] ".join(quotes))
    return {
        "id": claim.id, "short": claim.id[:SHORT], "type": deed_words(claim), "kind": claim.type, "modality": modality(claim.modality),
        "headline": headline(claim), "quote": quote if len(quote) <= QUOTE else f"{quote[: QUOTE - 1]}…",
        "said_by": one_line(source_words(claim.attributed_to)), "document": document_card(document), "same_as": claim.same_as,
        "status": status(review.status) if review is not None else None, "grade": review.grade if review is not None else None,
    }  # fmt: skip


ROWS: Mapping[str, str] = {
    "agent": "Who", "recipient": "To whom", "object": "What", "quantity": "How many", "modality": "State", "time": "When", "place": "Where",
    "origin": "From", "destination": "To", "attributed_to": "Said by", "evidence": "Evidence",
}  # fmt: skip
"""The fields of a claim that a person may edit or reads first, with their labels."""


def field_words(claim: Claim, field: str, text: str) -> str:
    """Return one field of a claim in words; "" where it is not known."""
    value = getattr(claim, field)
    if field == "quantity":
        return quantity_words(value)
    if field == "modality":
        return modality_word(value)
    if field == "time":
        return shown(time_words(value))
    if field in ("place", "origin", "destination"):
        return shown(place_words(value))
    if field == "attributed_to":
        return one_line(source_words(value))
    if field == "evidence":
        return one_line(" […] ".join(text[a:b] for a, b in value))
    return one_line(value.name) if value is not None else ""


def sides(machine: Claim, edited: Claim, text: str, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """Return the fields of a claim, the machine's words beside those in force, whether they differ, and what was read elsewhere."""
    rows, inferred = [], elsewhere(machine, text, blocks)
    for field, label in ROWS.items():
        read, now = field_words(machine, field, text), field_words(edited, field, text)
        if read or now:
            changed = getattr(machine, field) != getattr(edited, field)
            rows.append({"field": field, "label": label, "machine": read, "now": now, "changed": changed, "elsewhere": field in inferred})
    return rows
