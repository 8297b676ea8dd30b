"""The members of a gzipped archive, one after the other; a damaged one costs what it holds and nothing else."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from pactwatch.intake.inflate import GZIP_WINDOW, check_size

_START = b"\x1f\x8b\x08"
_STEP = 262_144


def members(chunks: Iterable[bytes], most: int) -> Iterator[bytes | None]:
    """Yield the decompressed bytes of `chunks`; None stands for a gap, after which the next sound member goes on.

    Raises IntakeError: TOO_LARGE beyond `most` bytes, DECOMPRESSION_BOMB.
    """
    engine, lost, taken, given = zlib.decompressobj(GZIP_WINDOW), False, 0, 0
    for chunk in chunks:
        taken += len(chunk)
        pending, full = chunk, False
        while pending or full:
            if lost:
                at = pending.find(_START)
                if at < 0:
                    break
                pending, lost, engine = pending[at:], False, zlib.decompressobj(GZIP_WINDOW)
            if engine.eof:
                pending, full = pending.lstrip(b"\0"), False
                if not pending:
                    break
                engine = zlib.decompressobj(GZIP_WINDOW)
            try:
                piece = engine.decompress(pending, _STEP)
            except zlib.error:
                pending, lost, full = pending[1:], True, False
                yield None
                continue
            given += len(piece)
            check_size(given, taken, most)
            yield piece
            pending, full = engine.unconsumed_tail or engine.unused_data, len(piece) == _STEP
    if not (engine.eof or lost):
        yield None
