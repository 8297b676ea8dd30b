"""How long what was made twice in a row stands, whatever is newer: all requests share one process."""

from __future__ import annotations

REST, LIGHT, MOST_REST = 9.0, 0.05, 120.0
"""How many times as long as a making the rest after it is, the seconds of a making below which there is none, and of the longest rest."""


def rest_after(took: float) -> float:
    """Return the seconds of rest after a making of so many."""
    return min(REST * took, MOST_REST) if took > LIGHT else 0.0
