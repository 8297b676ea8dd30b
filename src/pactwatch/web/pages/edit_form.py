"""The form that edits a claim: its fields as text, and what of a sent form differs from what it showed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pactwatch.casefile.wording import modality_word
from pactwatch.errors import UsageError
from pactwatch.model import Claim, Place
from pactwatch.store.codes import BAD_EDIT
from pactwatch.store.edit_fields import COMPARATORS
from pactwatch.web.pages.words import modalities

LABELS = {
    "agent": "Who", "recipient": "To whom", "object": "What", "modality": "State",
    "quantity.low": "At least", "quantity.high": "At most", "quantity.comparator": "Said as",
    "quantity.unit": "Unit", "quantity.text": "Words of the figure", "time": "When", "time.text": "Words of the time",
    "place": "Where", "origin": "From", "destination": "To", "attributed_to": "Said by",
}  # fmt: skip
HINTS = {
    "time": "2025-06-18, 2025-06 or a/b", "attributed_to": "outermost first: TASS > Shoigu", "quantity.text": "as in the text",
    "time.text": "as in the text", "place": "as the text names it",
}  # fmt: skip


SPANS = re.compile(r"\s*(?:\d+\s*[-:]\s*\d+|“[^”]+”|\"[^\"]+\")\s*(?:,\s*|$)")
"""One of several spans, or words in quotation marks, of the evidence."""


def values_of(claim: Claim) -> dict[str, str]:
    """Return the fields of a claim as the form shows them; "" for what is not known."""
    quantity, time = claim.quantity, claim.time
    return {
        "agent": claim.agent.name if claim.agent else "", "recipient": claim.recipient.name if claim.recipient else "",
        "object": claim.object.name if claim.object else "", "modality": claim.modality,
        "quantity.low": _number(quantity.low) if quantity else "", "quantity.high": _number(quantity.high) if quantity else "",
        "quantity.comparator": quantity.comparator if quantity else "", "quantity.unit": quantity.unit if quantity else "",
        "quantity.text": quantity.text if quantity else "", "time": time.edtf if time else "", "time.text": time.text if time else "",
        "place": _place(claim.place), "origin": _place(claim.origin), "destination": _place(claim.destination),
        "attributed_to": " > ".join(source.name for source in claim.attributed_to),
        "evidence": ", ".join(f"{start}-{end}" for start, end in claim.evidence),
    }  # fmt: skip


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}" if value.is_integer() else str(value)


def _place(place: Place | None) -> str:
    return place.name if place else ""


def fields(claim: Claim, given: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Return the fields of the form; with `given`, a form that was refused, what was changed in it stays as it was typed."""
    now = values_of(claim)
    sent = given or {}
    typed = {name: sent[f"f.{name}"] for name in now if f"f.{name}" in sent and sent[f"f.{name}"] != sent.get(f"was.{name}")}
    return [
        {
            "name": name, "label": LABELS.get(name, "Evidence"), "value": typed.get(name, value), "was": value, "hint": HINTS.get(name, ""),
            "options": _options(name), "typed": name in typed,
        }
        for name, value in now.items()
    ]  # fmt: skip


def _options(name: str) -> list[tuple[str, str]]:
    if name == "modality":
        return [(key, modality_word(key)) for key in modalities()]
    if name == "quantity.comparator":
        return [("", "as the bounds say"), *((key, key.replace("_", " ")) for key in COMPARATORS)]
    return []


def patch_of(given: Mapping[str, str]) -> dict[str, Any]:
    """Return what a sent form changes, as a partial claim. UsageError PW155 for a bound that is no number."""
    changed = {
        name.removeprefix("f."): value.strip() for name, value in given.items()
        if name.startswith("f.") and value.strip() != given.get(f"was.{name.removeprefix('f.')}", "").strip()
    }  # fmt: skip
    patch: dict[str, Any] = {}
    for name, value in changed.items():
        field, _, part = name.partition(".")
        if name == "evidence":
            patch[name] = _evidence(value)
        elif field == "quantity":
            patch.setdefault("quantity", {})[part] = _bound(name, value) if part in ("low", "high") else value or None
        elif field == "time":
            patch.setdefault("time", {})[part or "edtf"] = value
        elif name == "attributed_to":
            patch[name] = [item.strip() for item in value.split(">") if item.strip()]
        else:
            patch[name] = value or None
    return _without(patch, given)


def _without(patch: dict[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """Return `patch` with a figure or time that was emptied taken away whole, and without words that nothing was typed for."""
    if "quantity" in patch:
        if not given.get("f.quantity.low", "").strip() and not given.get("f.quantity.high", "").strip():
            patch["quantity"] = None
        else:
            patch["quantity"] = {name: value for name, value in patch["quantity"].items() if value is not None or name in ("low", "high")}
    if "time" in patch and not given.get("f.time", "").strip():
        patch["time"] = None
    return patch


def _bound(name: str, value: str) -> float | None:
    if not value:
        return None
    try:
        return float(value.replace(",", "").replace(" ", ""))
    except ValueError as error:
        raise UsageError(f"{LABELS[name]}: {value} is no number", code=BAD_EDIT) from error


def _evidence(value: str) -> list[list[int] | str]:
    """Return spans, and words of the text that the ledger is to find: some of each, parted by commas, or words as they are."""
    items, rest = [], 0
    while found := SPANS.match(value, rest):
        items.append(_span(found.group().strip(" ,\t\r\n")))
        rest = found.end()
    if value and rest < len(value):
        return [part.strip() for part in value.split("[…]") if part.strip()]  # pages put this between the parts of an evidence
    return items


def _span(item: str) -> list[int] | str:
    if not item[0].isdigit():
        return item[1:-1].strip()
    start, _, end = item.replace(":", "-").partition("-")
    return [int(start), int(end)]
