"""From likeness to probability."""
from __future__ import annotations
MATCH = 0.76
CANDIDATE = 0.55
def probability(score: float) -> float:
    """Return p."""
    return round(score, 2)
