"""The bytes of a web archive, from record to record: what is looked at or copied grows with the archive alone, whatever is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

PEEK = 65_536
"""Bytes that are held of content that is passed over."""
_START = re.compile(rb"(\A|\n)(?=WARC/1\.[01]\r?\n)")
_BLANK = re.compile(rb"\n\r?\n")
_ENDS = re.compile(rb"[\r\n]*")
_VERSION_BYTES = 10
_HEADER_BYTES = 65_536


class Source:
    """Bytes as they come, looked at from the front; a gap (None) is crossed by `to_record` alone."""

    def __init__(self, chunks: Iterable[bytes | None]) -> None:
        """Take what gives them; nothing is asked of it yet."""
        self._chunks = iter(chunks)
        self._buffer = bytearray()
        self._gap = False
        self._done = False

    @property
    def ended(self) -> bool:
        """Whether nothing is left."""
        return self._done and not self._buffer

    def to_record(self) -> str | None:
        """Go to where the next record starts, or to the end; return in words what was passed over but blank lines."""
        lost, gap = 0, False
        while True:
            if self._buffer.startswith((b"\r", b"\n")):
                del self._buffer[: _ENDS.match(self._buffer).end()]  # type: ignore[union-attr]  # it always matches
            if len(self._buffer) < _VERSION_BYTES and self._more():
                continue
            found = _START.search(self._buffer)
            if found:
                lost += found.end(1)
                del self._buffer[: found.end(1)]
                return _passed(lost, gap)
            passed = max(0, len(self._buffer) - _VERSION_BYTES)
            lost += passed
            del self._buffer[:passed]
            if self._more():
                continue
            lost += len(self._buffer)
            self._buffer.clear()
            if not self._gap:
                return _passed(lost, gap)
            gap, self._gap = True, False

    def head(self) -> bytes | None:
        """Take the header of the record that starts here; None where another record starts in it, or it does not end.

        Then the last that starts in it is what follows, so that no byte is looked at for one record after the other.
        """
        found: re.Match[bytes] | None = None
        seen = 0
        while found is None:
            found = _BLANK.search(self._buffer, max(0, seen - 2), _HEADER_BYTES)
            seen = len(self._buffer)
            if found is None and (seen >= _HEADER_BYTES or not self._more()):
                break
        end = found.end() if found else _HEADER_BYTES
        last = max((start.end(1) for start in _START.finditer(self._buffer, 1, end)), default=0)
        if found and not last:
            return self.take(end)
        del self._buffer[: last or 1]
        return None

    def take(self, count: int) -> bytes:
        """Take `count` bytes, fewer only at a gap or the end."""
        self.holds(count)
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def skip(self, count: int) -> bool:
        """Pass over `count` bytes; say whether there were so many."""
        while count:
            taken = len(self.take(min(count, PEEK)))
            if not taken:
                return False
            count -= taken
        return True

    def give_back(self, taken: bytes) -> None:
        """Put what was taken last back to the front."""
        self._buffer[:0] = taken

    def holds(self, count: int) -> bool:
        """Whether `count` bytes follow before a gap or the end."""
        while len(self._buffer) < count and self._more():
            pass
        return len(self._buffer) >= count

    def is_between(self, count: int) -> bool:
        """Whether a record may end behind `count` bytes that are here: before a line's end, another record, a gap or the end."""
        self.holds(count + _VERSION_BYTES)
        return len(self._buffer) == count or self._buffer.startswith((b"\r", b"\n", b"WARC/1."), count)

    def _more(self) -> bool:
        if self._gap or self._done:
            return False
        for piece in self._chunks:
            if piece is None:
                self._gap = True
                return False
            if piece:
                self._buffer += piece
                return True
        self._done = True
        return False


def _passed(lost: int, gap: bool) -> str | None:
    if gap:
        return "compressed records are damaged"
    return f"{lost} bytes are no record" if lost else None
