"""Stories as flat rows: one for each document and claimant."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pactwatch.casefile.plain import cell
from pactwatch.model import Document
from pactwatch.origins.types import Claimant, Story

COLUMNS = (
    "story", "title", "document", "published", "publisher", "url", "claimant", "standing", "relays", "same_origin_as", "relation",
    "similarity", "unknown_lineage", "independent_confirmations", "drifts",
)  # fmt: skip
"""The CSV header. `same_origin_as` is the earliest document of the same origin; `drifts` are the sentences, parted by " | "."""


def line(values: Sequence[Any]) -> str:
    """Return one CSV line; text cells are guarded against running as formulas."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([cell(value) if isinstance(value, str) else value for value in values])
    return out.getvalue()


def origin_header() -> str:
    """Return the CSV header line."""
    return line(COLUMNS)


def origin_rows(story: Story, documents: Mapping[str, Document]) -> Iterator[str]:
    """Yield the lines of a story."""
    for name in story.documents:
        document = documents[name]
        copy = next((copy for copy in story.copies if copy.document == name), None)
        behind: list[Claimant | None] = [claimant for claimant in story.claimants if name in claimant.documents]
        drifts = " | ".join(drift.explanation for drift in story.drifts if drift.document == name)
        for claimant in behind or [None]:
            relays = [f"{a} > {b}" for a, b in (claimant.relays if claimant else ()) if b in (document.publisher, *_froms(claimant))]
            yield line([
                story.id, story.title, name, document.published, document.publisher, document.url,
                claimant.name if claimant else "", claimant.standing if claimant else "", "; ".join(relays),
                copy.of if copy else "", copy.relation if copy else "", round(copy.similarity, 3) if copy else None,
                name in story.unknown_lineage, story.independent_confirmations, drifts,
            ])  # fmt: skip


def _froms(claimant: Any) -> set[str]:
    return {link[0] for link in claimant.relays} if claimant else set()
