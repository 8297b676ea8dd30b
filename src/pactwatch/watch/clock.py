"""Time as a watch knows it: the system's clock, or one on which waiting takes no time. Times are seconds since 1970, UTC."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What a watch asks the time, and waits by; it waits `patience` seconds at most before it looks for work that others added."""

    patience: float

    def now(self) -> float:
        """Return the time."""

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Let `seconds` pass, or less where `stop` is set meanwhile."""


class SystemClock:
    """The time of this machine."""

    patience = 1.0

    def now(self) -> float:
        """Return the time."""
        return time.time()

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Wait for `seconds`, or until `stop` is set."""
        stop.wait(seconds)


class SimulatedClock:
    """A time that passes only where it is waited for: a day of watching takes as long as its work."""

    patience = 60.0

    def __init__(self, start: float) -> None:
        self._now = start

    def now(self) -> float:
        """Return the simulated time."""
        return self._now

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Let `seconds` pass at once."""
        if not stop.is_set():
            self._now += max(0.0, seconds)


def stamp(at: float) -> str:
    """Return a time as ISO 8601 in UTC, to the second, as the ledger writes times."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
