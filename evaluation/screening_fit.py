"""Fit the probability of a match to its likeness, on queries with known answers.

Usage: python -m evaluation.screening_fit

Data: the development queries that are not held unseen, and each alias of the UN's list asked of the list without it.
Method: the share of right ones in bands of likeness, made to rise (pool adjacent violators; Barlow et al. 1972), with
one success and one failure added to each band, written to src/pactwatch/data/screening/calibration.toml.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

from evaluation.screening import alias_answers, queries, scored

OUT = Path(__file__).resolve().parents[1] / "src" / "pactwatch" / "data" / "screening" / "calibration.toml"
EDGES = (0.55, 0.6, 0.65, 0.7, 0.76, 0.8, 0.85, 0.9, 0.94, 0.97, 0.99, 1.001)


def pairs() -> list[tuple[float, bool]]:
    """Return the likeness of all matches and candidates, and whether each was the entry meant."""
    found = [(score, ref == row["truth"]) for row in queries() if not row["unseen"] for ref, score, _ in scored(row["found"])]
    for entry, answer in alias_answers():
        found += [(score, ref == entry.reference) for ref, score, _ in scored(answer)]
    return found


def bands(found: list[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Return (middle of the likeness, share right) of each band, rising."""
    blocks: list[list[float]] = []
    for low, high in pairwise(EDGES):
        inside = [(score, right) for score, right in found if low <= score < high]
        if inside:
            middle = sum(score for score, _ in inside) / len(inside)
            blocks.append([middle, sum(right for _, right in inside) + 1, len(inside) + 2])
    pooled: list[list[list[float]]] = []
    for block in blocks:
        pooled.append([block])
        while len(pooled) > 1 and _rate(pooled[-2]) > _rate(pooled[-1]):
            last = pooled.pop()
            pooled[-1] += last
    return [(middle, _rate(group)) for group in pooled for middle, _, _ in group]


def _rate(group: list[list[float]]) -> float:
    return sum(right for _, right, _ in group) / sum(count for _, _, count in group)


def main() -> None:
    """Fit and write."""
    found = pairs()
    lines = ["# Written by evaluation/screening_fit.py: how often names that are so alike meant that entry.",
             f"# Fitted on {len(found)} matches and candidates with known answers.", "points = ["]  # fmt: skip
    lines += [f"  [{score:.3f}, {rate:.3f}]," for score, rate in bands(found)]
    OUT.write_text("\n".join([*lines, "]", ""]), encoding="utf-8")
    sys.stderr.write(f"wrote {OUT.name} from {len(found)} answers\n")


if __name__ == "__main__":
    main()
