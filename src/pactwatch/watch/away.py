"""A ledger that is away for a while: all workers of a watch wait for it, and it is said once, not by each of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from pactwatch.errors import LedgerError

SILENT = 60.0
"""Seconds within which it is not said again."""
PAUSE = 5.0
"""Seconds after which a ledger that is away is tried again; they are real ones, also where time is simulated."""


class Away:
    """Whether the ledger is away; `tell` is given a line when it goes and when it is back."""

    def __init__(self, tell: Callable[[str, str], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._since: float | None = None
        self._said = -SILENT

    def wait(self, error: LedgerError, stop: threading.Event) -> float:
        """Wait a little for a ledger that failed by `error`, or until `stop` is set; return for how many seconds it has been away."""
        now = time.monotonic()
        with self._lock:
            is_news = self._since is None and now - self._said >= SILENT
            since = self._since = now if self._since is None else self._since
            self._said = now if is_news else self._said
        if is_news:
            self._tell("away", f"{error.code} {error}; it is tried again every {PAUSE:g} s")
        stop.wait(PAUSE)
        return time.monotonic() - since

    def is_back(self) -> None:
        """Note that the ledger answers."""
        if self._since is None:
            return
        with self._lock:
            was, self._since = self._since, None
        if was is not None and was <= self._said:
            self._tell("away", f"the ledger is back after {time.monotonic() - was:.0f} s")
