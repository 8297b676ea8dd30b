"""Keys one by one from a terminal, or from what is piped in; lines where words are asked for."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

END = ""
"""What `key` returns at the end of the input."""
_ARROWS = {"[C": "s", "[B": "s", "[D": "b", "[A": "b"}
_ESCAPE = "\x1b"


class Keys:
    """Reads keys; use it in a `with` block. On a terminal a key counts as soon as it is pressed, and none that comes early is lost."""

    def __init__(self, stream: Any = None) -> None:
        self._stream = stream or sys.stdin
        self._terminal = self._stream.isatty()
        self._before: Any = None

    def __enter__(self) -> Keys:
        self._single()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._lines()

    def key(self) -> str:
        """Return the next key in its own case, arrows as `s` (next) and `b` (back); white space is passed over. END at the end."""
        while True:
            found = str(self._stream.read(1))
            if found == _ESCAPE:
                found = _ARROWS.get(str(self._stream.read(2)), " ") if self._terminal else " "
            if found == END or not found.isspace():
                return found

    def line(self, prompt: str) -> str:
        """Return a line of words after `prompt`, without its end; "" at the end of the input."""
        if not self._terminal:
            return str(self._stream.readline()).strip()
        self._lines()
        try:
            sys.stdout.write(prompt)
            sys.stdout.flush()
            return str(self._stream.readline()).strip()
        finally:
            self._single()

    def _single(self) -> None:
        """Have the terminal hand over each key; where there are no such terminals, a key is followed by Enter."""
        if not self._terminal:
            return
        try:
            import termios
            import tty
        except ImportError:
            return
        number = self._stream.fileno()
        self._before = termios.tcgetattr(number)
        tty.setcbreak(number, termios.TCSADRAIN)

    def _lines(self) -> None:
        if self._before is not None:
            import termios

            termios.tcsetattr(self._stream.fileno(), termios.TCSADRAIN, self._before)
            self._before = None
