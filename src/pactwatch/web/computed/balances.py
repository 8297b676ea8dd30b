"""Balances of pacts: what was read between two parties kept until a further text is, reviews put on top."""

from __future__ import annotations

from typing import Any

from pactwatch.commands.pacts import gather_pact, pact_data
from pactwatch.figures.balances import Pair, touching
from pactwatch.store.filters import last_day
from pactwatch.store.view import View
from pactwatch.web.computed.kept import Got, Kept


class Balances:
    """Balances by their parties and day."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def found(self, view: View, pair: Pair, as_of: str | None) -> Got[dict[str, Any]]:
        """Return the balance between two parties, without where each of its claims stands. UsageError PW120 for no date."""
        until = last_day("as-of", as_of)
        read = self._kept.get(("pact", *pair, until), view.stamps().readings, lambda own: gather_pact(own, pair, as_of))
        rulings = touching(read.value, view.standing(), until)
        got = self._kept.get(("balance", *pair, until), (read.version, rulings), lambda _: pact_data(read.value, rulings))
        return Got(got.value, got.version, read.fresh and got.fresh)
