"""How many requests compute at a time, and how many values are made beside them: a few, since all share one interpreter.

Ten requests side by side are all ready at the end of their common time; of ten one after the other, the first is ready after a tenth of
it and only the last at the end. Who waits for something that others compute gives the turn away, and nobody waits for a turn for ever:
behind what takes long, as a PDF does, the others go on without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore, local

_mine = local()


class Turns:
    """Turns of which `count` are taken at a time; who waits for one longer than `patience` seconds goes on without."""

    def __init__(self, count: int, patience: float) -> None:
        self._free = Semaphore(count)
        self._patience = patience

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Have this thread wait for a turn, and keep it for the block, or for each call of the function that this decorates.

        Within another turn there is nothing to wait for.
        """
        if getattr(_mine, "turn", None) is not None:
            yield
            return
        self.take()
        try:
            yield
        finally:
            give()

    def take(self) -> None:
        """Wait for a turn, which this thread then has until it gives it away."""
        _mine.turn = self if self._free.acquire(timeout=self._patience) else None

    def over(self) -> None:
        """Let another have the turn."""
        self._free.release()


REQUESTS, MAKING = Turns(4, 3.0), Turns(1, 1.0)
"""Requests that compute: more than one, as one that asks the database computes nothing meanwhile. Values made anew beside them, most of
which take part of a second; behind one that takes minutes the others wait no longer than that."""


@contextmanager
def waiting() -> Iterator[None]:
    """Give the turn of this thread away, if it has one, while something is waited for."""
    had = give()
    try:
        yield
    finally:
        if had is not None:
            had.take()


def give() -> Turns | None:
    """Give this thread's turn away; return whose it was, None where it had none."""
    had: Turns | None = getattr(_mine, "turn", None)
    _mine.turn = None
    if had is not None:
        had.over()
    return had
