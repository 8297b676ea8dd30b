"""The ledger: append-only, hash-chained, checkable; SQLite in one file by default.

`open_ledger` gives a Ledger: `add` and `add_many` write, `view()` looks things up, `verify()` checks everything.
What this package gives is imported when it is asked for: reading without a ledger needs no database.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pactwatch.store.activity import Act
    from pactwatch.store.ledger import Ledger, open_ledger
    from pactwatch.store.prepare import canonical
    from pactwatch.store.types import Added, ClaimFilter, ClaimRow, ClaimView, Failure, FigureRow, Verification

__all__ = ["Act", "Added", "ClaimFilter", "ClaimRow", "ClaimView", "Failure", "FigureRow", "Ledger", "Verification", "canonical", "open_ledger"]

_PLACES = {"Act": "activity", "Ledger": "ledger", "open_ledger": "ledger", "canonical": "prepare"}


def __getattr__(name: str) -> Any:
    """Return what the package gives as `name`, from the module that has it (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_PLACES.get(name, 'types')}"), name)
    globals()[name] = found
    return found
