"""One thread for a reading's sums.

numpy's linear algebra spreads even small products over all cores and waits for them in a busy loop: a reading then takes
twice the processor time, and two of them beside each other are no faster than one. Processes share out the documents, not
the sums; and one order of summing gives the same bits on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from threadpoolctl import ThreadpoolController


@contextmanager
def one_thread() -> Iterator[None]:
    """Within, linear algebra runs on one thread; afterwards on as many as before."""
    with _controller().limit(limits=1, user_api="blas"):
        yield


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    """Return what sets the threads of the libraries that are loaded, found once a process (some milliseconds)."""
    import numpy  # noqa: F401 - its library must be loaded to be found

    return ThreadpoolController()
