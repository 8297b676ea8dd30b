"""Web archives (WARC 1.0, 1.1; ISO 28500) record by record, in bounded memory, past whatever is damaged.

fastwarc ends a file at the first header that is damaged; here the next line that starts a record goes on.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Iterator

from pactwatch.model import Frozen

_START = re.compile(rb"(\A|\n)(?=WARC/1\.[01]\r?\n)")
_BLANK = re.compile(rb"\n\r?\n")
_VERSION_BYTES = 10
_HEADER_BYTES = 65_536
_PEEK = 65_536
_LABEL = re.compile(r"([a-z0-9]+)[:](\S+)", re.IGNORECASE)


class Record(Frozen, frozen=True, kw_only=True):
    """One record: `number` counts from 1, header names are in lower case, `length` is that of the content in bytes.

    `content` is all of it, or only its start where it was larger than allowed (`whole` false). `damage` says in words
    what is wrong with it, None for a sound record.
    """

    number: int
    headers: dict[str, str]
    content: bytes
    length: int
    whole: bool = True
    damage: str | None = None


def records(chunks: Iterable[bytes | None], most: int) -> Iterator[Record]:
    """Yield the records of a web archive whose bytes are `chunks`, None among them where some are missing.

    Content of more than `most` bytes is passed over, but for its start.
    """
    source, number, told = _Source(chunks), 0, False
    while True:
        lost = source.to_record()
        if lost and not told:
            number += 1
            yield Record(number=number, headers={}, content=b"", length=0, damage=lost)
        if source.ended:
            return
        number += 1
        found = _record(source, number, most)
        told = found.damage is not None
        yield found


def _record(source: _Source, number: int, most: int) -> Record:
    head = source.head()
    if head is None:
        return Record(number=number, headers={}, content=b"", length=0, damage="its header is cut short")
    headers = fields(head)
    try:
        length = int(headers["content-length"])
    except (KeyError, ValueError):
        length = -1
    if length < 0:
        return Record(number=number, headers=headers, content=b"", length=0, damage="its header gives no length")
    whole = length <= most
    content = source.take(length if whole else min(length, _PEEK))
    cut = len(content) < (length if whole else min(length, _PEEK)) or (not whole and not source.skip(length - len(content)))
    if cut:
        source.give_back(content)
        return Record(number=number, headers=headers, content=b"", length=length, damage="its content is cut short")
    if whole and not source.is_between():
        source.give_back(content)
        return Record(number=number, headers=headers, content=b"", length=length, damage="its length is wrong")
    damage = _digest_problem(headers.get("warc-block-digest"), content) if whole else None
    return Record(number=number, headers=headers, content=content, length=length, whole=whole, damage=damage)


def fields(head: bytes) -> dict[str, str]:
    """Return the fields of a header block by lower-case name; of several by one name the first; folded lines are joined."""
    found: dict[str, str] = {}
    lines = re.sub(rb"\r?\n[ \t]+", b" ", head).splitlines()
    for line in lines:
        name, colon, value = line.partition(b":")
        if colon:
            found.setdefault(_text(name).strip().lower(), _text(value).strip())
    return found


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _digest_problem(labelled: str | None, content: bytes) -> str | None:
    """Return what is wrong where the record carries a digest of a kind that is known and its content gives another one."""
    found = _LABEL.fullmatch(labelled or "")
    name = found[1].lower().replace("-", "") if found else ""
    if found is None or name not in {"sha1", "sha256", "md5"}:
        return None
    digest = hashlib.new(name, content, usedforsecurity=False).digest()
    return None if found[2].lower() in _spellings(digest) else "its content does not give the digest that its header carries"


def _spellings(digest: bytes) -> set[str]:
    base32 = base64.b32encode(digest).decode().lower()
    return {digest.hex(), base32, base32.rstrip("="), binascii.b2a_base64(digest, newline=False).decode().lower()}


class _Source:
    """Bytes as they come, looked at from the front; a gap (None) is crossed by `to_record` alone."""

    def __init__(self, chunks: Iterable[bytes | None]) -> None:
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
                del self._buffer[: len(self._buffer) - len(self._buffer.lstrip(b"\r\n"))]
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
        """Take the header of the record that starts here; None where it does not end."""
        while True:
            found = _BLANK.search(self._buffer)
            if found:
                return self.take(found.end())
            if len(self._buffer) > _HEADER_BYTES or not self._more():
                self.take(1)  # so that what follows is looked for behind it
                return None

    def take(self, count: int) -> bytes:
        """Take `count` bytes, fewer only at a gap or the end."""
        while len(self._buffer) < count and self._more():
            pass
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def skip(self, count: int) -> bool:
        """Pass over `count` bytes; say whether there were so many."""
        while count:
            taken = len(self.take(min(count, _PEEK)))
            if not taken:
                return False
            count -= taken
        return True

    def give_back(self, taken: bytes) -> None:
        """Put what was taken last back to the front."""
        self._buffer[:0] = taken

    def is_between(self) -> bool:
        """Whether a record may end here: before a line's end, another record, a gap or the end."""
        while len(self._buffer) < _VERSION_BYTES and self._more():
            pass
        return not self._buffer or self._buffer.startswith((b"\r", b"\n", b"WARC/1."))

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
