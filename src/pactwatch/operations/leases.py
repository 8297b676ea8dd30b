"""Doing something now and then beside other work, as giving signs of life for a job."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from pactwatch.errors import PactwatchError
from pactwatch.operations import jobs
from pactwatch.operations.opening import Operations


@contextmanager
def repeating(act: Callable[[], None], seconds: float) -> Iterator[None]:
    """Within, `act` is called every so many seconds in a thread of its own, which has ended when the block has."""
    over = threading.Event()

    def run() -> None:
        while not over.wait(seconds):
            act()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def holding(operations: Operations, job: jobs.Job, clock: Callable[[], float]) -> Iterator[None]:
    """Within, the job's lease is extended as long as the process lives."""
    def beat() -> None:
        with suppress(PactwatchError):
            jobs.beat(operations, job, clock())

    with repeating(beat, jobs.LEASE / 3):
        yield
