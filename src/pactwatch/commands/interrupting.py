"""Ctrl-C that is never lost: parts of the parser swallow the KeyboardInterrupt that reaches them."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interruption:
    """Whether the user asked to stop."""

    def __init__(self) -> None:
        self.asked = False

    def check(self) -> None:
        """Raise KeyboardInterrupt if the user asked to stop."""
        if self.asked:
            raise KeyboardInterrupt


@contextmanager
def noticed_interruption() -> Iterator[Interruption]:
    """Within, Ctrl-C raises KeyboardInterrupt as ever, and is also kept for `Interruption.check`."""
    found = Interruption()

    def note(_number: int, _frame: FrameType | None) -> None:
        found.asked = True
        raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started to outlive Ctrl-C, as by nohup
        yield found
        return
    try:
        before = signal.signal(signal.SIGINT, note)
    except ValueError:  # not the main thread: signals are not ours
        yield found
        return
    try:
        yield found
    finally:
        signal.signal(signal.SIGINT, before)
