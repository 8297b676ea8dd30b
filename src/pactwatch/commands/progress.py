"""A line of progress on stderr, where somebody watches it and stdout goes elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any


class Progress:
    """Counts texts (or `what`) on stderr if that is a terminal and stdout is not (there, the results are the progress)."""

    def __init__(self, quiet: bool, what: str = "texts read") -> None:
        self._bar: Any = None
        self._task: Any = None
        if not quiet and sys.stderr.isatty() and not sys.stdout.isatty():
            from rich.console import Console
            from rich.progress import Progress as Bar
            from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (SpinnerColumn(), TextColumn(f"{{task.completed:.0f}} {what}"), TimeElapsedColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("read", total=None)

    def step(self) -> None:
        """Count one more."""
        if self._bar is not None:
            self._bar.advance(self._task)

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()
