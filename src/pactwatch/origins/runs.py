"""Runs of near-verbatim copies in a crowd: each is grouped by one of its documents, so that thousands stay quick to group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set

from pactwatch.origins.stories import Score, grouped

Alike = Callable[[str, Set[str]], Iterable[str]]
"""Returns which of some documents, by id, are near-verbatim copies of one; symmetric."""


def grouped_by_runs(documents: Sequence[str], score: Score, alike: Alike) -> list[list[str]]:
    """Return the stories within one neighbourhood as `grouped` does, of which each run of copies is held against others once."""
    runs = {run[0]: run for run in runs_of(documents, alike)}
    stories = [sorted(name for first in group for name in runs[first]) for group in grouped(list(runs), score)]
    return sorted(stories)


def runs_of(documents: Iterable[str], alike: Alike) -> list[list[str]]:
    """Return what is connected by copies among `documents`, each run sorted, in the order of their first ids."""
    left = set(documents)
    runs = []
    for first in sorted(left):
        if first not in left:
            continue
        left.discard(first)
        run, waiting = [first], [first]
        while waiting and left:
            near = list(alike(waiting.pop(), left))
            left.difference_update(near)
            run += near
            waiting += near
        runs.append(sorted(run))
    return runs
