"""How long an answer may wait for what is being computed: a page for a person not long, since it can say so and load itself again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

PAGE = 0.4
"""Seconds that a page waits in all: it is to answer within half a second, the 99th percentile too."""
LEAST = 0.05
"""Seconds that are waited for each value, even where the time of the page is over."""

_until: ContextVar[float | None] = ContextVar("until", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Have the block wait no longer than so many seconds in all, or each call of the function that this decorates."""
    token = _until.set(monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(token)


def bearable(longest: float) -> float:
    """Return how many seconds may be waited now, at most `longest`."""
    until = _until.get()
    return longest if until is None else min(longest, max(LEAST, until - monotonic()))
