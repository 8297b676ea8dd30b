"""The stories of the ledger at a path, what was computed for them kept (store/tracing.py).

A ledger that cannot be written is read all the same, and what is missing is computed for this run.
"""

from __future__ import annotations

from pactwatch.commands.failing import say
from pactwatch.errors import LedgerError
from pactwatch.origins.facts import VERSION
from pactwatch.store import open_ledger
from pactwatch.store.tracing import FACTS, LINKS, New, Traced, trace_view

__all__ = ["Traced", "trace_ledger"]


def trace_ledger(where: str, *, as_of: str | None = None, anew: bool = False) -> Traced:
    """Return the stories of the ledger at `where` as they were known on the day `as_of` (now)."""
    with open_ledger(where) as opened, opened.view() as view:
        traced = trace_view(view, as_of=as_of, anew=anew, progress=say)
    if traced.new.facts or traced.new.links:
        _keep(where, traced.new)
    return traced


def _keep(where: str, new: New) -> None:
    try:
        with open_ledger(where, create=True, busy_seconds=1) as ledger:
            ledger.derive(FACTS, VERSION, new.facts)
            ledger.derive(LINKS, VERSION, new.links)
    except LedgerError as error:
        say(f"note: what was compared is not kept ({error.code}); the next run computes it again")
