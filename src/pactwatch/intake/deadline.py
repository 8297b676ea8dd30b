"""One time limit over many waits."""

from __future__ import annotations

import time

from pactwatch.intake.codes import Code, failure


class Deadline:
    """A point in time, `seconds` from its making; a slow peer cannot move it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Return the seconds left, at most `most`. Raises IntakeError (TIMEOUT) when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise failure(Code.TIMEOUT, f"the host took longer than {self._seconds:g} seconds; try again or raise the limit")
        return left if most is None else min(left, most)
