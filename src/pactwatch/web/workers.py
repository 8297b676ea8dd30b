"""Threads that work beside the requests, and that a server which ends need not wait for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Any

Task = tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]
Tasks = SimpleQueue["Task | None"]


class Workers:
    """So many daemon threads, which take what is submitted in its order; they begin with the first task, anew after `close`."""

    def __init__(self, count: int, name: str) -> None:
        self._count = count
        self._name = name
        self._tasks: Tasks = SimpleQueue()
        self._threads: list[Thread] = []
        self._lock = Lock()

    @property
    def closing(self) -> bool:
        """Whether nothing was submitted since `close`: what is still under way had better end."""
        return not self._threads

    def submit(self, function: Callable[..., Any], *given: Any) -> Future[Any]:
        """Have `function` called; the Future holds what it returns or raises."""
        future: Future[Any] = Future()
        with self._lock:
            if not self._threads:
                self._tasks = SimpleQueue()
                self._threads = [Thread(target=_work, args=(self._tasks,), name=f"{self._name}-{n}", daemon=True) for n in range(self._count)]
                for thread in self._threads:
                    thread.start()
            self._tasks.put((future, function, given))
        return future

    def close(self, seconds: float = 3.0) -> None:
        """Begin nothing more, and wait a while for what is under way."""
        with self._lock:
            threads, self._threads = self._threads, []
            while not self._tasks.empty():
                task = self._tasks.get()
                if task is not None:
                    task[0].cancel()
            for _ in threads:
                self._tasks.put(None)
        until = monotonic() + seconds
        for thread in threads:
            thread.join(max(0.0, until - monotonic()))


def _work(tasks: Tasks) -> None:
    while (task := tasks.get()) is not None:
        future, function, given = task
        with suppress(RuntimeError):  # a future that was cancelled meanwhile takes no result
            try:
                future.set_result(function(*given))
            except BaseException as error:
                future.set_exception(error)
