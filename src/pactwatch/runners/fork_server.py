"""The fork server of the pool: loaded once, deaf to Ctrl-C, and never left to make workers for a parent that is gone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.context import BaseContext
from types import FrameType


def server_context(preload: str) -> BaseContext:
    """Return the context whose processes share the module `preload`, loaded once; spawned ones where fork is missing."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    _start_server(context)
    return context


def _start_server(context: BaseContext) -> None:
    """Start the fork server, deaf to Ctrl-C, which a terminal sends to it too, and wait until it has loaded the engine.

    A mask is inherited from before the server's first line of Python, and what comes meanwhile reaches the parent after.
    Interrupted while it waits, the parent ends the server, which would else make workers for a parent that is gone.
    """
    from multiprocessing import forkserver, resource_tracker

    resource_tracker.ensure_running()  # first: starting it would lift the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    try:
        first = context.Process(target=_nothing)  # type: ignore[attr-defined]  # each context has one, the base only by name
        first.start()  # returns when the server has made it
        first.join()
    except KeyboardInterrupt:
        _end_server(getattr(forkserver._forkserver, "_forkserver_pid", None))
        raise


def _nothing() -> None:
    """Do nothing: the first process of a fork server is there to be waited for."""


def _end_server(pid: int | None) -> None:
    if pid is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


@contextmanager
def interruption_later() -> Iterator[None]:
    """Let a Ctrl-C that comes within be heard at the end of it."""
    heard: list[FrameType | None] = []
    handler = signal.getsignal(signal.SIGINT)
    if not callable(handler) or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, lambda _number, frame: heard.append(frame))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
    if heard:
        handler(signal.SIGINT, heard[-1])
