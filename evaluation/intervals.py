"""How far a figure may be trusted: Wilson intervals for shares, a bootstrap over texts for F1.

Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22; percentile bootstrap
after Efron and Tibshirani (1993), with texts as the unit, since claims of one text are not independent.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from evaluation.scoring import f1

Z_95 = 1.959964
SEED = 20250617
RESAMPLES = 1000


def wilson(right: float, judged: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of the share right / judged; (0, 1) when nothing was judged."""
    if judged == 0:
        return 0.0, 1.0
    share, z2 = right / judged, Z_95**2
    centre = (share + z2 / (2 * judged)) / (1 + z2 / judged)
    half = Z_95 * math.sqrt(share * (1 - share) / judged + z2 / (4 * judged**2)) / (1 + z2 / judged)
    return max(0.0, centre - half), min(1.0, centre + half)


def bootstrap_f1(counts: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """Return the 95 % percentile interval of F1 over texts drawn with replacement; always the same draws.

    `counts` holds (found, gold, read) of each text.
    """
    if not counts:
        return 0.0, 1.0
    source = random.Random(SEED)  # noqa: S311 - a fixed seed on purpose: the same figures on every run
    values = []
    for _ in range(RESAMPLES):
        found, gold, read = (sum(column) for column in zip(*source.choices(counts, k=len(counts)), strict=True))
        values.append(f1(found, gold, read))
    values.sort()
    return values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES) - 1]
