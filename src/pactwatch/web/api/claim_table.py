"""Claims as a table: each as people edited it, and where it stands in review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pactwatch.casefile.rows import flat, reviewed_header, reviewed_line
from pactwatch.model import Review
from pactwatch.store import ClaimRow
from pactwatch.store.view import View

AT_ONCE = 500


def claim_lines(view: View, rows: Iterable[ClaimRow]) -> Iterator[str]:
    """Yield the lines of a CSV file of claims, the header first."""
    yield reviewed_header()
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        reviews = view.reviews([row.claim.id for row in some])
        for row in some:
            yield _line(view, row, reviews[row.claim.id])


def _line(view: View, row: ClaimRow, review: Review) -> str:
    claim = view.edited(row.claim, review)
    values = flat(row.document, claim)
    quotes: Iterable[str] = row.quotes
    if claim.evidence != row.claim.evidence:
        text = view.document(row.document.id).text
        quotes = [text[start:end] for start, end in claim.evidence]
    values["evidence"] = " […] ".join(quotes)
    return reviewed_line(values, review, row.claim)
