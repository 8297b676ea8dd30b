"""Provisions as a case uses them: the register with what a ledger adds to it."""

from __future__ import annotations

from pactwatch.instruments.register import Register, register
from pactwatch.store.view import View


def known_register(view: View) -> Register:
    """Return the instruments that the program carries with those that users added to the ledger."""
    return register(user_files(view).values())


def user_files(view: View) -> dict[str, str]:
    """Return the newest register file of each instrument that users added, by the instrument's id."""
    return {
        text.instrument: view.instrument_body(text.id).decode("utf-8", "replace")
        for text in view.instrument_texts() if text.kind == "register"
    }  # fmt: skip
