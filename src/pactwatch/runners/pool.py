"""The pool runner: several processes, the same outcomes in the same order.

- The engine is loaded once, in the fork server; its pages are shared by the workers (spawned where fork is missing).
- At most `processes * IN_FLIGHT` documents are under way, so memory does not grow with the number of inputs.
- Ctrl-C while the fork server loads ends the server; while a worker is being started it waits until that one stands, so
  that no half-made process is left to fail aloud after its parent.
- When a worker dies, each document that was under way is read again in a process of its own; the one that kills
  that process too becomes an error (PW302), and all others are read.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from multiprocessing.connection import wait
from types import TracebackType
from typing import TypeVar

from pactwatch.errors import ReadingError, UsageError
from pactwatch.model import Document
from pactwatch.reading.threads import say_one_thread, share_processors
from pactwatch.runners.fork_server import interruption_later, server_context
from pactwatch.runners.outcome import Outcome, read_one

ENGINE = "pactwatch.runners.preload"
IN_FLIGHT = 4
"""Documents under way per process: enough that no worker waits while the first of them is still being read."""


def read_pool(documents: Iterable[Document], processes: int, engine: str = "hybrid") -> Iterator[Outcome]:
    """Yield the outcome of each document, in order, read by `processes` worker processes.

    A script that calls this needs the usual `if __name__ == "__main__":` guard of multiprocessing.
    Raise UsageError (PW110) if `processes` is less than 1.
    """
    return _read(Workers(processes), documents, partial(read_one, engine=engine))


def _read(workers: Workers, documents: Iterable[Document], task: Callable[[Document], Outcome]) -> Iterator[Outcome]:
    with workers:
        yield from workers.map(iter(documents), task, _died)


Item = TypeVar("Item")
Made = TypeVar("Made")


class Workers:
    """Worker processes for as many maps, one after the other, as are wanted; use them in a `with` block, or close them.

    `preload` names the module that they share: the engine, unless something lighter is enough for what they are to do.
    Raise UsageError (PW110) if `processes` is less than 1.
    """

    def __init__(self, processes: int, preload: str = ENGINE) -> None:
        if processes < 1:
            raise UsageError(f"processes must be at least 1, not {processes}", code="PW110")
        self._processes = processes
        self._preload = preload
        self._executor: ProcessPoolExecutor | None = None

    def map(self, items: Iterator[Item], task: Callable[[Item], Made], died: Callable[[Item], Made]) -> Generator[Made, None, None]:
        """Yield what `task` makes of each item, in order; what kills its process gives what `died` makes of it."""
        pending: deque[tuple[Item, Future[Made]]] = deque()
        try:
            while True:
                for item in islice(items, self._processes * IN_FLIGHT - len(pending)):
                    pending.append((item, self._submit(task, item)))
                if not pending:
                    return
                item, future = pending.popleft()
                try:
                    made = future.result()
                except BrokenProcessPool:
                    made = _alone(task, item, died, self._preload)
                    self.close()
                    pending = deque((waiting, self._again(task, waiting, future)) for waiting, future in pending)
                yield made
        finally:
            for _, future in pending:
                future.cancel()

    def close(self) -> None:
        """Let the processes end; what was submitted and not begun is dropped."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None

    def _submit(self, task: Callable[[Item], Made], item: Item) -> Future[Made]:
        """Submit `item`; a pool that is already broken says so through the future, like one that breaks later."""
        if self._executor is None:
            self._executor = _executor(self._processes, self._preload)
        try:
            with interruption_later():  # a worker may be started here
                return self._executor.submit(task, item)
        except BrokenProcessPool as error:
            future: Future[Made] = Future()
            future.set_exception(error)
            return future

    def _again(self, task: Callable[[Item], Made], item: Item, future: Future[Made]) -> Future[Made]:
        """Return `future` if it was finished before the pool broke, else submit its item to the new pool."""
        if future.done() and not future.cancelled() and future.exception() is None:
            return future
        return self._submit(task, item)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _executor(processes: int, preload: str) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, mp_context=server_context(preload), initializer=_start_worker, initargs=(processes,))


def _start_worker(processes: int) -> None:
    """Leave Ctrl-C to the parent, processors to the other `processes`, and end when the parent is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    say_one_thread()
    if processes > 1:
        share_processors()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _alone(task: Callable[[Item], Made], item: Item, died: Callable[[Item], Made], preload: str) -> Made:
    with _executor(1, preload) as executor:
        try:
            return executor.submit(task, item).result()
        except BrokenProcessPool:
            return died(item)


def _died(document: Document) -> Outcome:
    message = "the process that read this text died (out of memory, or a fault in a library)"
    return Outcome(document, error=ReadingError(message, code="PW302"))
