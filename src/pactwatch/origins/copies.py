"""Near-verbatim copies: candidates by MinHash, confirmed by the shared five-word runs themselves.

MinHash: Broder, "On the resemblance and containment of documents" (1997); bands: Leskovec, Rajaraman, Ullman, "Mining of
Massive Datasets", ch. 3. 64 values in 32 bands of two let a pair with a resemblance of 0.3 pass with probability 0.95, one
of 0.5 with 0.9999; whatever passes is confirmed exactly, so a chance meeting costs time and nothing else.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

VALUES, ROWS = 64, 2
COPY = 0.3
"""Resemblance (Jaccard) of five-word runs from which two texts are copies; unrelated texts of one story stay below 0.12."""
PART = 0.6
"""Share of the shorter text's runs found in the longer from which it is a copy too: an agency's report inside an article."""
LEAST = 25
"""Runs that the shorter text must have for that; a stock phrase is no copy."""
Piece = TypeVar("Piece", str, int)
"""A five-word run, or a hash of it."""
_PRIME = (1 << 31) - 1


@lru_cache(maxsize=1)
def _permutations() -> tuple[Any, Any]:
    import numpy as np

    source = np.random.default_rng(1997)
    return source.integers(1, _PRIME, VALUES, dtype=np.uint64), source.integers(0, _PRIME, VALUES, dtype=np.uint64)


def signature(pieces: frozenset[str]) -> tuple[int, ...]:
    """Return the MinHash of a text's five-word runs: 64 integers below 2^31, none for an empty text."""
    import numpy as np

    if not pieces:
        return ()
    a, b = _permutations()
    hashes = np.fromiter((zlib.crc32(piece.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF for piece in pieces), np.uint64, len(pieces))
    return tuple(int(value) for value in ((hashes[:, None] * a + b) % _PRIME).min(axis=0))


def bands(values: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield the bands of a signature; two texts are candidates when they share one."""
    for at in range(0, len(values), ROWS):
        yield (at, *values[at : at + ROWS])


def resemblance(one: frozenset[Piece], other: frozenset[Piece]) -> float:
    """Return the share of five-word runs that two texts have in common (Jaccard), 0 to 1."""
    if not one or not other:
        return 0.0
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def is_copy(one: frozenset[Piece], other: frozenset[Piece]) -> bool:
    """Say whether one text copies the other, whole or as a part, word by word."""
    if resemblance(one, other) >= COPY:
        return True
    least = min(len(one), len(other))
    return least >= LEAST and len(one & other) >= PART * least


def sketched(one: Iterable[int], other: Iterable[int]) -> float:
    """Return the resemblance that two signatures estimate."""
    pairs = list(zip(one, other, strict=False))
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0
