"""Decompression with bounds: a few bytes can never become gigabytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from pactwatch.intake import limits
from pactwatch.intake.codes import Code, failure

GZIP_WINDOW = zlib.MAX_WBITS | 16
AUTO_WINDOW = zlib.MAX_WBITS | 32
SLICE = 16_384
"""Compressed bytes given to zlib at once: what it leaves of them is copied, at each member's end and each full piece."""
_STEP = 262_144


def inflate(chunks: Iterable[bytes], most: int, window: int = AUTO_WINDOW) -> Iterator[bytes]:
    """Yield the decompressed bytes of `chunks` (gzip members or one zlib stream) in pieces of at most 256 KiB.

    Raises IntakeError: TOO_LARGE beyond `most` bytes, DECOMPRESSION_BOMB beyond the ratio of limits.py,
    BROKEN_COMPRESSION where the data is damaged or ends too soon.
    """
    engine, taken, given = zlib.decompressobj(window), 0, 0
    for chunk in chunks:
        taken += len(chunk)
        for start in range(0, len(chunk), SLICE):
            pending, full = chunk[start : start + SLICE], False
            while pending or full:
                if engine.eof:
                    pending, full = pending.lstrip(b"\0"), False  # tape padding between members
                    if not pending:
                        break
                    engine = zlib.decompressobj(window)
                piece = _step(engine, pending)
                given += len(piece)
                check_size(given, taken, most)
                yield piece
                # a full piece may leave output inside the engine even when all input is consumed
                pending, full = engine.unconsumed_tail or engine.unused_data, len(piece) == _STEP
    if not engine.eof:
        raise failure(Code.BROKEN_COMPRESSION, "the compressed data ends too soon; download it again")


def _step(engine: zlib._Decompress, pending: bytes) -> bytes:
    try:
        return engine.decompress(pending, _STEP)
    except zlib.error as error:
        raise failure(Code.BROKEN_COMPRESSION, f"the compressed data is damaged ({error}); download it again") from error


def check_size(given: int, taken: int, most: int) -> None:
    """Check that `taken` compressed bytes may give `given`. Raises IntakeError: DECOMPRESSION_BOMB, TOO_LARGE beyond `most`."""
    if given > limits.RATIO_GRACE_BYTES and given > limits.RATIO * taken:
        message = f"{taken} compressed bytes unpack to more than {given}; this looks like a decompression bomb"
        raise failure(Code.DECOMPRESSION_BOMB, message)
    if given > most:
        raise failure(Code.TOO_LARGE, f"unpacks to more than {most} bytes; split it or raise the limit")
