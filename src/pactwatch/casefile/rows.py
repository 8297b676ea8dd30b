"""Readings and claims for other programs: JSON bytes, and flat rows for CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from pactwatch.casefile.plain import cell
from pactwatch.model import Claim, Document, Place, Review, Span

COLUMNS = (
    "claim", "type", "modality", "agent", "agent_id", "recipient", "recipient_id", "object", "low", "high",
    "comparator", "unit", "quantity", "time_start", "time_end", "time_precision", "time", "place", "country",
    "origin", "destination", "said_by", "evidence", "start", "end", "same_as", "rule", "plover_event", "plover_mode",
    "cameo", "document", "title", "publisher", "published", "url",
)  # fmt: skip
"""The CSV header. `said_by` runs from the outermost source to the innermost, parted by " > "."""

REVIEWED = ("status", "accepted_by", "machine_modality")
"""Columns beside those of a claim as it was edited: what review came to, and the modality that the program read."""


def encode_json(value: Any) -> bytes:
    r"""Return `value` (Structs, dicts, lists) as JSON in UTF-8; lone surrogates, which UTF-8 has not, become \\u escapes."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode("ascii")


def csv_header() -> str:
    """Return the CSV header line."""
    return _line(COLUMNS)


def reviewed_header() -> str:
    """Return the CSV header line of claims with what review came to."""
    return csv_cells((*COLUMNS, *REVIEWED))


def reviewed_line(values: Mapping[str, str | float | int | None], review: Review, found: Claim) -> str:
    """Return the CSV line of a claim as edited, whose `flat` row is `values`, with its review and the modality of the claim as `found`."""
    return csv_cells((*(values[column] for column in COLUMNS), review.status, "; ".join(review.by), found.modality))


def csv_rows(document: Document, claims: tuple[Claim, ...]) -> Iterator[str]:
    """Yield one CSV line per claim; text cells are guarded against running as formulas."""
    for claim in claims:
        values = flat(document, claim)
        yield csv_cells(values[column] for column in COLUMNS)


def csv_cells(values: Iterable[str | float | None]) -> str:
    """Return one CSV line; text cells are guarded against running as formulas."""
    return _line([cell(value) if isinstance(value, str) else value for value in values])


def flat(document: Document, claim: Claim) -> dict[str, str | float | int | None]:
    """Return `claim` as one flat row with the columns of COLUMNS."""
    quantity, time, agent, recipient = claim.quantity, claim.time, claim.agent, claim.recipient
    start, end = _bounds(claim.evidence)
    return {
        "claim": claim.id, "type": claim.type, "modality": claim.modality,
        "agent": agent.name if agent else "", "agent_id": agent.actor if agent else None,
        "recipient": recipient.name if recipient else "", "recipient_id": recipient.actor if recipient else None,
        "object": claim.object.name if claim.object else "",
        "low": _number(quantity.low if quantity else None), "high": _number(quantity.high if quantity else None),
        "comparator": quantity.comparator if quantity else "", "unit": quantity.unit if quantity else "",
        "quantity": quantity.text if quantity else "",
        "time_start": time.start if time else None, "time_end": time.end if time else None,
        "time_precision": time.precision if time else "", "time": time.text if time else "",
        "place": _place(claim.place), "country": claim.place.country if claim.place else None,
        "origin": _place(claim.origin), "destination": _place(claim.destination),
        "said_by": " > ".join(source.name for source in claim.attributed_to),
        "evidence": " […] ".join(document.text[a:b] for a, b in claim.evidence), "start": start, "end": end,
        "same_as": claim.same_as, "rule": claim.rule, "plover_event": claim.plover.event,
        "plover_mode": claim.plover.mode, "cameo": claim.cameo, "document": document.id, "title": document.title,
        "publisher": document.publisher, "published": document.published, "url": document.url,
    }  # fmt: skip


def _bounds(spans: tuple[Span, ...]) -> tuple[int | None, int | None]:
    return (spans[0][0], spans[-1][1]) if spans else (None, None)


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _place(place: Place | None) -> str:
    return place.name if place else ""


def csv_line(values: Iterable[str]) -> str:
    """Return one CSV line of text cells, each guarded against running as a formula."""
    return _line([cell(value) for value in values])


def _line(values: Any) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(values)
    return out.getvalue()
