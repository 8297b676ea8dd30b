"""What a rule trips over: it is told of as an alert of its own, and keeps no other rule from being looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from pactwatch.alerts.matching import make
from pactwatch.alerts.rules import AnyRule, ReopenedRule, Rules
from pactwatch.errors import LedgerError
from pactwatch.operations.alerts import Alert
from pactwatch.store.away import comes_back
from pactwatch.store.dialect import Dialect, guarded
from pactwatch.store.view import View

Found = list[tuple[AnyRule, Alert]]
_Item = TypeVar("_Item")


class Tripping:
    """Does the parts of one look, each by itself; `found` are the alerts of those that failed."""

    def __init__(self, view: View, dialect: Dialect, rules: Rules, what: str) -> None:
        """Keep what is looked at: `what`, as "readings:7"."""
        self.found: Found = []
        self._view, self._dialect, self._rules, self._what = view, dialect, rules, what

    def all_of(self, part: str, items: Callable[[], Iterable[_Item]]) -> list[_Item]:
        """Return all `items`, or none where one of them fails. A ledger that is away, busy or full is raised: LedgerError."""
        try:
            with guarded(self._dialect):
                return list(items())
        except Exception as error:
            if comes_back(error):
                raise
            if isinstance(error, LedgerError):
                self._view.connection.rollback()  # PostgreSQL answers nothing more in a transaction that a statement failed in
            self.found.append(failure(self._rules, self._what, part, error))
            return []


def failure(rules: Rules, what: str, part: str, error: Exception) -> tuple[AnyRule, Alert]:
    """Return the alert that says that something could not be looked at: it is not passed over in silence."""
    rule = ReopenedRule(id=rules.own("pactwatch"))
    kind, _, seq = what.partition(":")
    told = f"{getattr(error, 'code', type(error).__name__)}: {error}"
    text = f"{kind} {seq} of the ledger could not be looked at by {part} ({told}), which may have missed something in it; the others did look"
    return rule, make(rule, f"failed:{what}:{part}", "Something new could not be looked at", text)
