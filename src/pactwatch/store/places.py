"""Where a claim stands in every list: its `place`, which no other claim has and which never changes.

The document's seq, then how many claims of the document came before it, in readings of any engine. So a later reading of a
document takes further places of the same document, and the words of a claim can be indexed by its place once and for all.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from pactwatch.errors import LedgerError
from pactwatch.store import codes

A_DOCUMENT = 1 << 20
"""Places of one document."""
NEAR = 31
"""Days within which the two ends of a claim's time count as close together."""
CLOSE, WIDE = 0, 1


def place(document_seq: int, before: int) -> int:
    """Return the place of the claim that `before` others of its document precede; LedgerError PW406 beyond a million."""
    if before >= A_DOCUMENT:
        raise LedgerError(f"a document has more than {A_DOCUMENT - 1} claims in all its readings", code=codes.REFUSED)
    return document_seq * A_DOCUMENT + before


@lru_cache(maxsize=65536)
def span(first: str | None, last: str | None) -> int | None:
    """Return whether two days are close together; None where there are none. A day is found by its month if most spans are CLOSE."""
    if first is None or last is None:
        return None
    try:
        apart = date.fromisoformat(last) - date.fromisoformat(first)
    except ValueError:  # year 0, an open end
        return WIDE
    return CLOSE if apart.days <= NEAR else WIDE


def earliest_close(since: str) -> str:
    """Return the first day that a claim may begin on which is close and not over before `since`."""
    try:
        return (date.fromisoformat(since) - timedelta(days=NEAR)).isoformat()
    except (ValueError, OverflowError):
        return ""
