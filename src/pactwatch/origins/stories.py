"""Grouping: documents into stories, the same whatever the order in which they came.

Documents are joined by links, pairs whose log odds of being one event are not below zero. What is connected by links is a
neighbourhood; within it, the two groups that fit best are joined first (agglomerative clustering), until no two fit. How
well two groups fit is the mean of their best pair and of all their pairs: a chain of look-alikes does not hold together
(the weakness of single linkage), and one odd text does not keep two halves of a story apart (that of complete linkage).
Ties go to the lower id, so the result is a function of the set of documents alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Score = Callable[[str, str], float]
"""Log odds that two documents, by id, are about one event; symmetric."""

FIT = 0.0
"""Fit from which two groups are one story."""
CAP = 6.0
"""Log odds beyond which a pair counts no more: one certain pair must not outvote many doubtful ones."""


def grouped(documents: Sequence[str], score: Score) -> list[list[str]]:
    """Return the stories within one neighbourhood, each sorted, in the order of their first ids."""
    import numpy as np

    members = [[document] for document in sorted(documents)]
    size = len(members)
    total = np.full((size, size), -np.inf)
    for i in range(size):
        for j in range(i + 1, size):
            total[i, j] = max(-CAP, min(CAP, score(members[i][0], members[j][0])))
    highest, count = total.copy(), np.ones((size, size))
    while size > 1:
        fit = (highest + total / count) / 2
        i, j = divmod(int(fit.argmax()), size)  # the first of equals, so ties go to the lower ids
        if fit[i, j] < FIT:
            break
        members[i] = sorted(members[i] + members[j])
        members[j] = []
        _join(total, highest, count, i, j)
    return sorted(group for group in members if group)


def _join(total: Any, highest: Any, count: Any, i: int, j: int) -> None:
    """Add group `j` to group `i` in the three matrices, of which the part above the diagonal is kept."""
    import numpy as np

    for k in range(len(total)):
        if k in (i, j) or total[min(j, k), max(j, k)] == -np.inf:
            continue
        here, gone = (min(i, k), max(i, k)), (min(j, k), max(j, k))
        total[here] += total[gone]
        highest[here] = max(highest[here], highest[gone])
        count[here] += count[gone]
    for matrix in (total, highest):
        matrix[j, :] = -np.inf
        matrix[:, j] = -np.inf
