"""The members of a gzipped archive, one after the other; a damaged one costs what it holds and nothing else."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

from pactwatch.intake.inflate import GZIP_WINDOW, SLICE, check_size

_START = b"\x1f\x8b\x08"
_PADDING = re.compile(rb"\0*")
_STEP = 262_144
_AGAIN = 64
"""How often the bytes so far may on average be gone through again, looking for the next member in what a damaged one took."""


def members(chunks: Iterable[bytes], most: int) -> Iterator[bytes | None]:
    """Yield the decompressed bytes of `chunks`; None stands for a gap, after which the next sound member goes on.

    Raises IntakeError: TOO_LARGE beyond `most` bytes, DECOMPRESSION_BOMB.
    """
    engine, lost, taken, given, again = zlib.decompressobj(GZIP_WINDOW), False, 0, 0, 0
    edge = b""
    for new in chunks:
        taken += len(new)
        chunk, edge = edge + new, b""
        view, at, begin, full = memoryview(chunk), 0, 0, False
        while at < len(chunk) or full:
            if lost:
                at = chunk.find(_START, at)
                if at < 0:
                    edge = chunk[1 - len(_START) :]  # the next may begin across two chunks
                    break
                begin, lost, engine = at, False, zlib.decompressobj(GZIP_WINDOW)
            if engine.eof:
                at, full = _PADDING.match(chunk, at).end(), False  # type: ignore[union-attr]  # it always matches
                if at == len(chunk):
                    break
                begin, engine = at, zlib.decompressobj(GZIP_WINDOW)
            end = min(at + SLICE, len(chunk))
            try:
                piece = engine.decompress(view[at:end], _STEP)
            except zlib.error:
                again += end - begin
                at = begin + 1 if again <= _AGAIN * taken else end
                lost, full = True, False
                yield None
                continue
            given += len(piece)
            check_size(given, taken, most)
            yield piece
            at, full = end - len(engine.unconsumed_tail or engine.unused_data), len(piece) == _STEP
    if not (engine.eof or lost):
        yield None
