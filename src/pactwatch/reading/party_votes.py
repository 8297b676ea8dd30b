"""Votes: what the other events of a document say of who acts in this one.

A report tells mostly of one giver and one taker, one sender, one victim; who is named for the other events of the type
is likely to be who is left out here. Each event votes with the shares that the first weights give its candidates.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.reading.event_cues import Cues
from pactwatch.reading.parties import GROUPED

REACH = 3
FADING = 0.6
"""Events up to three away vote for their neighbours, each step weaker; chosen by cross-validation (evaluation/fit.py)."""
Shares = Sequence[Sequence[float]]


def vote_cues(n: int, kinds: Sequence[str], own: Shares, other: Shares) -> list[Cues]:
    """Return the vote cues of event `n` for nobody and each candidate.

    `kinds` are the events' types; `own` the shares for this role, `other` those for the opposite one, event by event.
    """
    group = GROUPED[kinds[n]]
    rest = [j for j in range(len(kinds)) if j != n]
    same = [j for j in rest if kinds[j] == kinds[n]]
    alike = [j for j in rest if GROUPED[kinds[j]] == group]
    near = [(j, FADING ** (abs(n - j) - 1)) for j in rest if abs(n - j) <= REACH]
    rows = []
    for k, share in enumerate(own[n]):
        cues = {"vote:own": 3 * share, "vote:opposite": 3 * other[n][k], f"vote:opposite+{group}": 3 * other[n][k]}
        if same:
            mean = 3 * sum(own[j][k] for j in same) / len(same)
            cues["vote:same"] = cues[f"vote:same+{group}"] = mean
            cues["vote:many"] = mean * min(len(same), 4) / 4
            cues["vote:same-opposite"] = 3 * sum(other[j][k] for j in same) / len(same)
        if alike:
            cues[f"vote:alike+{group}"] = 3 * sum(own[j][k] for j in alike) / len(alike)
        if rest:
            cues["vote:all"] = 3 * sum(own[j][k] for j in rest) / len(rest)
        if near:
            cues["vote:near"] = cues[f"vote:near+{group}"] = sum(own[j][k] * fading for j, fading in near)
        rows.append(cues)
    return rows
