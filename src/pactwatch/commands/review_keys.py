"""Keys one by one from a terminal, or from what is piped in; lines where words are asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

END = ""
"""What `key` returns at the end of the input."""
_ARROWS = {"[C": "s", "[B": "s", "[D": "b", "[A": "b"}
_ESCAPE, _INTERRUPT = "\x1b", "\x03"


class Keys:
    """Reads keys. On a terminal a key counts as soon as it is pressed; what is piped in is read character by character."""

    def __init__(self, stream: Any = None) -> None:
        self._stream = stream or sys.stdin
        self._terminal = self._stream.isatty()

    def key(self) -> str:
        """Return the next key in its own case, arrows as `s` (next) and `b` (back); white space is passed over. END at the end."""
        while True:
            with self._single() as read:
                found = str(read())
                if found == _ESCAPE:
                    found = _ARROWS.get(str(read()) + str(read()), " ") if self._terminal else " "
            if found == _INTERRUPT:
                raise KeyboardInterrupt
            if found == END or not found.isspace():
                return found

    def line(self, prompt: str) -> str:
        """Return a line of words after `prompt`, without its end; "" at the end of the input."""
        if self._terminal:
            sys.stdout.write(prompt)
            sys.stdout.flush()
        return str(self._stream.readline()).strip()

    @contextmanager
    def _single(self) -> Iterator[Any]:
        if not self._terminal:
            yield lambda: self._stream.read(1)
            return
        try:
            import termios
            import tty
        except ImportError:  # no such terminals here: a key is a line's first character
            yield lambda: self._stream.readline()[:1]
            return
        number = self._stream.fileno()
        before = termios.tcgetattr(number)
        try:
            tty.setcbreak(number)
            yield lambda: self._stream.read(1)
        finally:
            termios.tcsetattr(number, termios.TCSADRAIN, before)
