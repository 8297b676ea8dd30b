"""The pool runner: several processes, the same outcomes in the same order.

- The engine is loaded once, in the fork server; its pages are shared by the workers (spawned where fork is missing).
- At most `processes * IN_FLIGHT` documents are under way, so memory does not grow with the number of inputs.
- When a worker dies, each document that was under way is read again in a process of its own; the one that kills
  that process too becomes an error (PW302), and all others are read.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from itertools import islice
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext

from pactwatch.errors import ReadingError, UsageError
from pactwatch.model import Document
from pactwatch.runners.outcome import Outcome, read_one

IN_FLIGHT = 4
"""Documents under way per process: enough that no worker waits while the first of them is still being read."""


def read_pool(documents: Iterable[Document], processes: int, engine: str = "hybrid") -> Iterator[Outcome]:
    """Yield the outcome of each document, in order, read by `processes` worker processes.

    A script that calls this needs the usual `if __name__ == "__main__":` guard of multiprocessing.
    Raise UsageError (PW110) if `processes` is less than 1.
    """
    if processes < 1:
        raise UsageError(f"processes must be at least 1, not {processes}", code="PW110")
    return _run(iter(documents), processes, partial(read_one, engine=engine))


Task = Callable[[Document], Outcome]


def _run(documents: Iterator[Document], processes: int, task: Task) -> Iterator[Outcome]:
    pending: deque[tuple[Document, Future[Outcome]]] = deque()
    executor, started = _executor(processes), False
    try:
        while True:
            for document in islice(documents, processes * IN_FLIGHT - len(pending)):
                pending.append((document, _submit(executor, task, document)))
            if not pending:
                return
            document, future = pending.popleft()
            try:
                outcome = future.result()
            except BrokenProcessPool:
                outcome = _read_alone(task, document)
                executor.shutdown(wait=False, cancel_futures=True)
                executor = _executor(processes)
                pending = deque((waiting, _again(executor, task, waiting, future)) for waiting, future in pending)
            started = True
            yield outcome
    except KeyboardInterrupt:
        if not started:
            _end_server()
        raise
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _executor(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, mp_context=_context(), initializer=_start_worker)


def _context() -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pactwatch.runners.preload"])
    _start_server()
    return context


def _start_server() -> None:
    """Start the fork server deaf to Ctrl-C, which a terminal sends to it too: the parent hears it, and ends the server.

    A mask is inherited from before the server's first line of Python, and what comes meanwhile reaches the parent after.
    """
    from multiprocessing import forkserver, resource_tracker

    resource_tracker.ensure_running()  # first: starting it would lift the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_server() -> None:
    """End a fork server that may still be loading the engine: else it would make workers for a parent that is gone."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        pid = getattr(forkserver._forkserver, "_forkserver_pid", None)
        if pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and end when the parent is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _submit(executor: ProcessPoolExecutor, task: Task, document: Document) -> Future[Outcome]:
    """Submit `document`; a pool that is already broken says so through the future, like one that breaks later."""
    try:
        return executor.submit(task, document)
    except BrokenProcessPool as error:
        future: Future[Outcome] = Future()
        future.set_exception(error)
        return future


def _again(executor: ProcessPoolExecutor, task: Task, document: Document, future: Future[Outcome]) -> Future[Outcome]:
    """Return `future` if it was finished before the pool broke, else submit its document to the new pool."""
    if future.done() and not future.cancelled() and future.exception() is None:
        return future
    return _submit(executor, task, document)


def _read_alone(task: Task, document: Document) -> Outcome:
    with _executor(1) as executor:
        try:
            return executor.submit(task, document).result()
        except BrokenProcessPool:
            message = "the process that read this text died (out of memory, or a fault in a library)"
            return Outcome(document, error=ReadingError(message, code="PW302"))
