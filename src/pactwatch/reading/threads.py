"""One thread for a reading's sums, and one or two for its encoder.

numpy's linear algebra spreads even small products over all cores and waits for them in a busy loop: a reading then takes
twice the processor time, and two of them beside each other are no faster than one. Processes share out the documents, not
the sums; and one order of summing gives the same bits on every machine.

The program says so to the libraries before they are loaded (`say_one_thread`). Where pactwatch is itself a library, they are told
while a reading lasts, unless other threads run: to look through what is loaded while another thread loads something may stop both.

The encoder's products are large, its threads do not wait in a loop, and they sum in the same order however many there are. So
where a process reads alone, it takes a second processor that has nothing else to do; processes that share the work do not.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

VARIABLE = "OPENBLAS_NUM_THREADS"
OF_ENCODER = "PACTWATCH_ENCODER_THREADS"
MOST_OF_ENCODER = 2
"""Threads of the encoder in a process that reads alone: two take 0.57 of the time of one, on two cores."""
_found: list[Any] = []  # threadpoolctl ships no types


def say_one_thread() -> None:
    """Have linear algebra that is loaded from now on, here and in processes that are started, run on one thread."""
    os.environ.setdefault(VARIABLE, "1")


def share_processors() -> None:
    """Have the encoder, here and in processes that are started from now on, run on one thread: others read beside it."""
    os.environ[OF_ENCODER] = "1"


def encoder_threads() -> int:
    """Return on how many threads the encoder runs: $PACTWATCH_ENCODER_THREADS, else as many as there are processors, up to MOST_OF_ENCODER."""
    told = os.environ.get(OF_ENCODER, "")
    return int(told) if told.isdecimal() and int(told) else min(MOST_OF_ENCODER, processors())


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def one_thread() -> Iterator[None]:
    """Within, linear algebra runs on one thread; afterwards on as many as before."""
    if not _found and os.environ.get(VARIABLE) != "1" and threading.active_count() == 1:
        _found.append(_controller())
    if not _found:
        yield
        return
    with _found[0].limit(limits=1, user_api="blas"):
        yield


def _controller() -> Any:
    """Return what sets the threads of the libraries that are loaded, found once a process (some milliseconds)."""
    import numpy  # noqa: F401 - its library must be loaded to be found
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
