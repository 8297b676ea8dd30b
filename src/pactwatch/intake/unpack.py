"""Which compression a stream is under, and its bytes without it: gzip and Zstandard, both with the bounds of inflate.py."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pactwatch.errors import IntakeError
from pactwatch.intake import limits
from pactwatch.intake.codes import Code, failure
from pactwatch.intake.inflate import GZIP_WINDOW, check_size, inflate

Packing = Literal["gzip", "zstd"]
MARKS: dict[Packing, bytes] = {"gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
_SLICE = 1024
"""Bytes given to Zstandard at once: a block of four bytes can stand for 128 KB, so a slice never becomes more than 32 MB."""
_FRAME_HEADER = 18
"""The most bytes that a frame's header has, its mark included."""
_WINDOW = 1 << 27
"""The largest window of Zstandard that is unpacked, 128 MB: what `zstd --long` makes."""


def packing_of(head: bytes) -> Packing | None:
    """Return the compression that `head` starts with, None where there is none."""
    return next((packing for packing, mark in MARKS.items() if head.startswith(mark)), None)


def unpacked(chunks: Iterable[bytes], packing: Packing, most: int) -> Iterator[bytes]:
    """Yield the bytes of `chunks` without their compression. Raises IntakeError as inflate.py does."""
    return inflate(chunks, most, GZIP_WINDOW) if packing == "gzip" else _zstd(chunks, most)


def unpacked_head(first: bytes, packing: Packing) -> bytes:
    """Return the start of what `first` unpacks to. Raises IntakeError: BROKEN_COMPRESSION, UNKNOWN_TYPE."""
    if packing == "gzip":
        try:
            return zlib.decompressobj(GZIP_WINDOW).decompress(first, limits.HEAD_BYTES)
        except zlib.error as error:
            raise _broken(error) from error
    head, engine = bytearray(), _engine()
    try:
        head += _step(engine, first[:_FRAME_HEADER])
    except IntakeError as error:
        message = "this starts like Zstandard data and is none; download it again, or give what it was made of"
        raise failure(Code.UNKNOWN_TYPE, message) from error
    for at in range(_FRAME_HEADER, len(first), _SLICE):
        head += _step(engine, first[at : at + _SLICE])
        if engine.eof or len(head) >= limits.HEAD_BYTES:
            break
    return bytes(head[: limits.HEAD_BYTES])


def _zstd(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    engine, taken, given = _engine(), 0, 0
    for chunk in chunks:
        taken += len(chunk)
        for at in range(0, len(chunk), _SLICE):
            pending = chunk[at : at + _SLICE]
            while pending:
                if engine.eof:
                    engine = _engine()
                piece = _step(engine, pending)
                given += len(piece)
                check_size(given, taken, most)
                yield piece
                pending = engine.unused_data
    if not engine.eof:
        raise failure(Code.BROKEN_COMPRESSION, "the compressed data ends too soon; download it again")


def _engine() -> Any:  # zstandard's own type has no public name
    import zstandard

    return zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()


def _step(engine: Any, pending: bytes) -> bytes:
    import zstandard

    try:
        piece: bytes = engine.decompress(pending)
    except zstandard.ZstdError as error:
        raise _broken(error) from error
    return piece


def _broken(error: Exception) -> Exception:
    return failure(Code.BROKEN_COMPRESSION, f"the compressed data is damaged ({error}); download it again")
