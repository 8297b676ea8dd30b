"""The ledger: append-only, hash-chained, checkable; SQLite in one file by default.

`open_ledger` gives a Ledger: `add` and `add_many` write, `view()` looks things up, `verify()` checks everything.
"""

from pactwatch.store.activity import Act
from pactwatch.store.ledger import Ledger, open_ledger
from pactwatch.store.prepare import canonical
from pactwatch.store.types import Added, ClaimFilter, ClaimRow, ClaimView, Failure, FigureRow, Verification

__all__ = ["Act", "Added", "ClaimFilter", "ClaimRow", "ClaimView", "Failure", "FigureRow", "Ledger", "Verification", "canonical", "open_ledger"]
