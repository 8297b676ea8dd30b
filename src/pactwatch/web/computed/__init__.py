"""What is expensive to compute from a whole ledger, kept by this process: stories, series of figures, findings.

Everything is made from what was kept before as far as that goes; while a slow one is made anew, the one before serves.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from pactwatch.alerts.looking import look_again
from pactwatch.commands.screening import screener_on
from pactwatch.errors import LedgerError
from pactwatch.screening.model import ListCopy
from pactwatch.screening.on_day import DayScreener
from pactwatch.store import Ledger
from pactwatch.store.lists import KeptCopy
from pactwatch.store.view import View
from pactwatch.web.computed.balances import Balances
from pactwatch.web.computed.findings import Findings
from pactwatch.web.computed.kept import Got, Kept
from pactwatch.web.computed.series import SeriesOf
from pactwatch.web.computed.stories import Stories
from pactwatch.web.errors import WebError
from pactwatch.web.remembered import Remembered

__all__ = ["DRAWN", "Balances", "Computed", "Findings", "Kept", "SeriesOf", "Stories"]

T = TypeVar("T")
DRAWN = 24
"""Pages, series and maps that are kept drawn: each may have megabytes."""
QUICK = 2000
"""Values of the quick kind that are kept."""
COUNTED, COUNTS_REST = 512, 30.0
"""Counts over the claims of a filter that are kept, and how many times as long as the counting they stand while people edit."""
COUNTS_WAIT = 0.1
"""Seconds that a request waits for newer counts."""
SOON = 0.3
"""Seconds to wait for new texts to be looked at."""


class Computed:
    """One of these for a server: `kept`, `drawn` and `counted` are made in the background, `quick` by the first request that asks for it.

    `counted` are counts that change with every edit, as facets: a line of their own, so that they wait for nothing that takes minutes.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.kept = Kept(ledger)
        self.drawn = Kept(ledger, DRAWN, workers=1)
        self.counted = Kept(ledger, COUNTED, workers=1, rest=COUNTS_REST)
        self.quick = Remembered(QUICK)
        self.stories = Stories(ledger, self.kept, self.quick)
        self.series = SeriesOf(self.kept)
        self.balances = Balances(self.kept)
        self.findings = Findings(ledger, self.kept, self.quick)

    def count(self, key: Hashable, view: View, make: Callable[[View], T]) -> Got[T]:
        """Return counts over listed claims as of `view`, or those of some edits before where counting takes long."""
        return self.counted.get(key, view.listed_stamp(), make, patience=COUNTS_WAIT)

    def screener(self, view: View, day: str, only: list[str]) -> DayScreener:
        """Return what screens against the lists as they stood on `day`. UsageError PW142 where there is no list."""

        def load(kept: KeptCopy) -> ListCopy:
            with self._ledger.view() as own:
                return own.list_entries(kept)

        key = ("screener", day, *sorted(name.casefold() for name in only))
        return self.quick.get(key, view.stamps().lists, lambda: screener_on(view, day, only, load))

    def look(self) -> bool:
        """Begin to look at what new texts reopen (alerts/looking.py); say whether all have been looked at.

        Views that are open by then do not see what was found.
        """
        with self._ledger.view() as view:
            stamps = view.stamps()
        if not stamps.judgements:
            return True
        try:
            return self.kept.get("looked", stamps.readings, lambda _: self._look(), patience=SOON, longest=SOON).fresh
        except (WebError, LedgerError):
            return False

    def _look(self) -> int:
        return look_again(self._ledger, stop=lambda: self.kept.closing)

    def warm(self) -> None:
        """Begin to compute what the first pages will ask for."""
        self.stories.warm()
        self.findings.warm()

    def close(self) -> None:
        """End what is being computed."""
        self.kept.close()
        self.drawn.close()
        self.counted.close()
