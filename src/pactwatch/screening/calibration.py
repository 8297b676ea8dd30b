"""From likeness to probability: how often names that are so alike meant that entry, where the answer is known.

The points were fitted by evaluation/screening_fit.py; between them the probability is interpolated. It holds for names
as they come in queries of that kind. It is no probability that a person is the one listed: namesakes are many.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from pactwatch.data import read_toml

MATCH = 0.76
"""Likeness from which an entry is worth a person's look: chosen on the tuning half of the queries, where one in twenty
matches may be wrong, and three in a hundred names on no list may match."""

CANDIDATE = 0.55
"""Likeness from which an entry is shown at all."""


@lru_cache(maxsize=1)
def _points() -> tuple[list[float], list[float]]:
    points = read_toml("screening/calibration.toml")["points"]
    return [float(score) for score, _ in points], [float(rate) for _, rate in points]


def probability(score: float) -> float:
    """Return the probability, to two digits, that a name of this likeness (0 to 1) means the entry."""
    scores, rates = _points()
    at = bisect_right(scores, score)
    if at == 0:
        return round(rates[0] * max(score, 0.0) / scores[0], 2)
    if at == len(scores):
        return round(rates[-1], 2)
    part = (score - scores[at - 1]) / (scores[at] - scores[at - 1])
    return round(rates[at - 1] + part * (rates[at] - rates[at - 1]), 2)
