"""One file in a zip, given as far as it can be unpacked; what is wrong with it is noted, so that nothing before it is lost."""

from __future__ import annotations

import copy
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from typing import cast

from pactwatch.intake.codes import Code, failure

_STEP = 16_384
"""Bytes that are unpacked at once, which is what damage in them costs."""
_HEAD = 4_096


class Entry:
    """A file in a zip; `damage` says in words, once `chunks` has ended, what was wrong with it."""

    def __init__(self, zipped: zipfile.ZipFile, item: zipfile.ZipInfo) -> None:
        self._zipped = zipped
        self._item = item
        self.damage: str | None = None

    def chunks(self) -> Iterator[bytes]:
        """Yield its bytes up to where they are damaged, the first piece long enough to tell what it is. Raises IntakeError (UNREADABLE)."""
        checksum, head = 0, b""
        for piece in self._pieces():
            checksum = zlib.crc32(piece, checksum)
            head += piece
            if len(head) >= _HEAD:
                yield head
                head = b""
        if head:
            yield head
        if self.damage is None and checksum != self._item.CRC:
            self.damage = "its content does not give its checksum"

    def _pieces(self) -> Iterator[bytes]:
        unsealed = copy.copy(self._item)
        del unsealed.CRC  # zipfile would keep back the last bytes where the checksum is wrong
        try:
            with cast(zipfile.ZipExtFile, self._zipped.open(unsealed)) as entry:
                while piece := entry.read1(_STEP):
                    yield piece
        except OSError as error:
            if error.errno is not None:
                raise failure(Code.UNREADABLE, f"reading failed ({error.strerror}); check the disk") from error
            self.damage = str(error)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            self.damage = str(error) or type(error).__name__
