"""Votes: what the other events of a document say of who acts in this one.

A report tells mostly of one giver and one taker, one sender, one victim; who is named for the other events of the type
is likely to be who is left out here. Each event votes with the shares that the first weights give its candidates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pactwatch.reading.event_cues import Cues
from pactwatch.reading.parties import GROUPED

REACH = 3
FADING = 0.6
"""Events up to three away vote for their neighbours, each step weaker; chosen by cross-validation (evaluation/fit.py)."""
Shares = Sequence[Sequence[float]]


class Votes:
    """The votes of a document's events for one role; `own` are their shares for it, `other` those for the opposite one."""

    def __init__(self, kinds: Sequence[str], own: Shares, other: Shares) -> None:
        """Count the votes by type, by group of types, and all."""
        self.kinds, self.own, self.other = kinds, own, other
        self._counts = Counter([*kinds, *(f"+{GROUPED[k]}" for k in kinds)])
        self._sums = {k: _column_sums([s for s, kind in zip(own, kinds, strict=True) if kind == k]) for k in set(kinds)}
        self._opposite = {k: _column_sums([s for s, kind in zip(other, kinds, strict=True) if kind == k]) for k in set(kinds)}
        groups = {GROUPED[k] for k in kinds}
        self._alike = {g: _column_sums([s for s, k in zip(own, kinds, strict=True) if GROUPED[k] == g]) for g in groups}
        self._all = _column_sums(own)

    def cues(self, n: int, near: Sequence[int]) -> list[Cues]:
        """Return the vote cues of event `n` for those candidates (0 is nobody) that are near it."""
        kind, group = self.kinds[n], GROUPED[self.kinds[n]]
        same, alike, rest = self._counts[kind] - 1, self._counts[f"+{group}"] - 1, len(self.kinds) - 1
        beside = [(self.own[j], FADING ** (abs(n - j) - 1)) for j in range(max(0, n - REACH), min(rest, n + REACH) + 1) if j != n]
        rows = []
        for k in near:
            share = self.own[n][k]
            against = self.other[n][k]
            cues = {"vote:own": 3 * share, "vote:opposite": 3 * against, f"vote:opposite+{group}": 3 * against}
            if same:
                mean = 3 * (self._sums[kind][k] - share) / same
                cues["vote:same"] = cues[f"vote:same+{group}"] = mean
                cues["vote:many"] = mean * min(same, 4) / 4
                cues["vote:same-opposite"] = 3 * (self._opposite[kind][k] - against) / same
            if alike:
                cues[f"vote:alike+{group}"] = 3 * (self._alike[group][k] - share) / alike
            if rest:
                cues["vote:all"] = 3 * (self._all[k] - share) / rest
                cues["vote:near"] = cues[f"vote:near+{group}"] = sum([shares[k] * fading for shares, fading in beside])
            rows.append(cues)
        return rows


def _column_sums(rows: Shares) -> list[float]:
    return [sum(column) for column in zip(*rows, strict=True)]
