"""The stories of the ledger at a path, what was computed for them kept (store/tracing.py).

A ledger that cannot be written is read all the same, and what is missing is computed for this run.
"""

from __future__ import annotations

from pactwatch.commands.ahead import MANY, facts_ahead
from pactwatch.commands.failing import say
from pactwatch.errors import LedgerError
from pactwatch.origins.facts import VERSION
from pactwatch.origins.types import Facts
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.stories import is_kept, keep_stories, trace_around
from pactwatch.store.tracing import FACTS, Traced, trace_view
from pactwatch.store.view import View

__all__ = ["Traced", "trace_ledger"]


def trace_ledger(where: str, *, as_of: str | None = None, anew: bool = False, document: str | None = None) -> Traced:
    """Return the stories of the ledger at `where` as they were known on the day `as_of` (now).

    Where only one `document` is asked for (as ClaimFilter takes it), those of its neighbourhood do.
    """
    with open_ledger(where) as opened, opened.view() as view:
        ids = view.documents_named(document, 2) if document is not None and as_of is None and not anew else []
        near = trace_around(view, ids[0]) if len(ids) == 1 else None
        if near is not None:
            return near
        traced = trace_view(view, as_of=as_of, anew=anew, progress=say, facts=_ahead(where, view, anew=anew))
        kept = is_kept(view)
    if traced.new.facts or traced.new.links or not kept:
        _keep(where, traced)
    return traced


def _ahead(where: str, view: View, *, anew: bool) -> dict[str, Facts]:
    """Return the facts that are missing, computed by processes of their own and kept, where they are many."""
    kept = set() if anew else view.derived_subjects(FACTS, VERSION)
    missing = [reading for reading, _ in view.latest() if reading not in kept]
    if len(missing) < MANY or ":memory:" in where:
        return {}

    def tell(done: int, total: int) -> bool:
        say(f"comparing: {done} of {total} documents")
        return True

    with _writable(where) as ledger:
        return facts_ahead(ledger, missing, tell)


def _writable(where: str) -> Ledger:
    try:
        return open_ledger(where, create=True, busy_seconds=1)
    except LedgerError:
        return open_ledger(where)


def _keep(where: str, traced: Traced) -> None:
    try:
        with open_ledger(where, create=True, busy_seconds=1) as ledger:
            keep_stories(ledger, traced)
    except LedgerError as error:
        say(f"note: what was compared is not kept ({error.code}); the next run computes it again")
