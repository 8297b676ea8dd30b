"""What is expensive to compute from a whole ledger, kept by this process: stories, series of figures, findings.

Everything is made from what was kept before as far as that goes; while a slow one is made anew, the one before serves.
"""

from __future__ import annotations

from pactwatch.store import Ledger
from pactwatch.web.computed.findings import Findings
from pactwatch.web.computed.kept import Kept
from pactwatch.web.computed.series import SeriesOf
from pactwatch.web.computed.stories import Stories

__all__ = ["Computed", "Findings", "Kept", "SeriesOf", "Stories"]


class Computed:
    """One of these for a server."""

    def __init__(self, ledger: Ledger) -> None:
        self.kept = Kept(ledger)
        self.stories = Stories(ledger, self.kept)
        self.series = SeriesOf(self.kept)
        self.findings = Findings(self.kept)

    def warm(self) -> None:
        """Begin to compute what the first pages will ask for."""
        self.stories.warm()
        self.findings.warm()

    def close(self) -> None:
        """End what is being computed."""
        self.kept.close()
