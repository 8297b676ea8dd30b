"""From likeness to probability."""
from __future__ import annotations
MATCH = 0.8
CANDIDATE = 0.6
def probability(score: float) -> float:
    """Return p."""
    return round(score, 2)
