"""A line of progress on stderr: how many, how fast, how long still."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from pactwatch.intake.taken import Meter

LARGE = 20_000_000
"""Bytes of inputs from which a log, which is no terminal, is told of progress as well."""
SECONDS = 30.0
"""Between two lines in a log."""


class Progress:
    """Counts texts (or `what`) on stderr if that is a terminal and stdout is not (there, the results are the progress).

    With `meter` and `sources` it also tells the share of their bytes that went by, the rate and the time left; where they
    are large and stderr is no terminal, as a line now and then.
    """

    def __init__(self, quiet: bool, what: str = "texts read", *, meter: Meter | None = None, sources: Sequence[str] = ()) -> None:
        self._what = what
        self._meter = meter
        self._count = 0
        self._began = self._told = time.monotonic()
        self._passed = 0
        self._bar: Any = None
        self._task: Any = None
        self._size = 0 if quiet or meter is None else _size(sources)
        self._lines = not quiet and not sys.stderr.isatty() and self._size >= LARGE
        if not quiet and sys.stderr.isatty() and not sys.stdout.isatty():
            self._bar, self._task = _bar()

    def step(self) -> None:
        """Count one more."""
        self._count += 1
        if self._count == 1 and self._meter is not None:
            self._passed, self._began = self._meter.bytes, time.monotonic()  # archives that are done took no time
        if self._bar is not None:
            self._bar.update(self._task, shown=self._shown())
        elif self._lines and time.monotonic() - self._told >= SECONDS:
            self._told = time.monotonic()
            print(self._shown(), file=sys.stderr, flush=True)  # noqa: T201 - a line of a log

    def _shown(self) -> str:
        seconds = time.monotonic() - self._began
        shown = f"{self._count:,} {self._what}"
        if seconds < 2:
            return shown
        shown += f", {self._count / seconds:,.1f} a second"
        gone = (self._meter.bytes if self._meter is not None else 0) - self._passed
        whole = self._size - self._passed
        if whole > 0 and 0 < gone < whole:
            shown += f", {100 * (gone + self._passed) / self._size:.0f} %, about {_duration(seconds * (whole - gone) / gone)} left"
        return shown

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()


def _bar() -> tuple[Any, Any]:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Bar(SpinnerColumn(), TextColumn("{task.fields[shown]}"), TimeElapsedColumn(), console=Console(stderr=True), transient=True)
    return bar, bar.add_task("read", total=None, shown="")


def _size(sources: Sequence[str]) -> int:
    """Return the bytes of all files among `sources` and below them."""
    size = 0
    for source in sources:
        files = [Path(root, name) for root, _, names in os.walk(source) for name in names] if os.path.isdir(source) else [Path(source)]
        for path in files:
            try:
                size += path.stat().st_size
            except (OSError, ValueError):
                continue
    return size


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
