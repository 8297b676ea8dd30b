"""Changed units: kilometres told as miles, euros as dollars; or a figure wrongly reckoned over from one unit to another.

1. kept       the same number in another unit of one dimension, wherever the two sentences stand: such a number is no chance
2. reckoned   the only figure of a dimension in each of two like sentences, in another unit, and not the same size
"""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.origins.align import dimension, likeness, main_value, near, size, unit_of
from pactwatch.origins.drift_counted import change, number_of
from pactwatch.origins.drift_types import Change
from pactwatch.origins.similarity import oddness
from pactwatch.origins.types import Facts, Figure

ODD = 1.0
"""Oddness (similarity.py) of a number that is no chance."""
ALIKE = 0.3
"""Likeness of two sentences from which their one length or mass is that of one thing."""
ROUGH = 0.12
"""Share by which what was reckoned over may differ for being rounded."""
MONEY = "money"


def unit_changes(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield figures whose unit changed and whose number did not, or not by as much."""
    known, kept = _measured(original), _measured(retelling)
    for figure in kept:
        same = [other for other in known if dimension(other) == dimension(figure)]
        if not same or any(_is_one(figure, other) for other in same) or any(unit_of(other) == unit_of(figure) for other in same):
            continue
        for other in same:
            if any(_is_one(other, one) for one in kept):
                continue
            if main_value(figure) == main_value(other) and oddness(figure) >= ODD:
                yield change("measure", figure, other, f"{number_of(other)} became {number_of(figure)}")
            elif _is_only(figure, kept) and _is_only(other, known) and _are_alike(figure, other, original, retelling):
                yield change("number", figure, other, f"{number_of(other)} was wrongly reckoned over to {number_of(figure)}")


def _measured(facts: Facts) -> list[Figure]:
    return [figure for figure in facts.figures if dimension(figure) and not figure.vague and not figure.heading]


def _is_one(figure: Figure, other: Figure) -> bool:
    """Say whether two figures are of one size, reckoned over; of two currencies nobody here knows the rate."""
    if dimension(figure) == MONEY and unit_of(figure) != unit_of(other):
        return False
    return abs(size(figure) - size(other)) <= ROUGH * max(size(figure), size(other)) or near(size(figure), size(other))


def _is_only(figure: Figure, others: list[Figure]) -> bool:
    return dimension(figure) != MONEY and sum(dimension(other) == dimension(figure) for other in others) == 1


def _are_alike(figure: Figure, other: Figure, original: Facts, retelling: Facts) -> bool:
    return likeness(retelling.lines[figure.line], original.lines[other.line], numbers=False) >= ALIKE
