"""Provisions as a case uses them: the register with what a ledger adds to it."""

from __future__ import annotations

from pactwatch.instruments.register import Register, register
from pactwatch.store.view import View


def known_register(view: View) -> Register:
    """Return the instruments that the program carries with those that users added to the ledger."""
    return register(view.register_files().values())
