"""Changed figures: another number of the same thing, the same number of another thing, measure or group.

Bounds and rates are in drift_bounds.py, who is counted and what was only a part in drift_counted.py, moved numbers in drift_moved.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from pactwatch.origins.align import context, is_scale, likeness, main_value, measures_agree, near, other_unit, same_thing, same_value, things, values
from pactwatch.origins.drift_bounds import bound_changes, is_reckoned_over, rate_changes
from pactwatch.origins.drift_counted import change, counted_changes, is_of_other_party, number_of, other_group
from pactwatch.origins.drift_moved import exchanged, fated, put_in
from pactwatch.origins.drift_totals import share_changes, total_changes
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_voices import same_voice
from pactwatch.origins.drift_words import words_of
from pactwatch.origins.types import Facts, Figure
from pactwatch.reading.numbers import find_numbers
from pactwatch.reading.parse import straighten

ALIKE = 0.55
"""Context (0 to 2) from which two figures with different numbers speak of one thing."""
BETTER = 0.35
"""By how much another figure's context must be nearer than that of the figure with the same number."""
FARTHEST = 100
"""How many times a number may grow in retelling: beyond that, something else is counted."""
SAME = 0.8
"""Likeness of two sentences from which they are one but for the number."""
OTHERS = re.compile(r"\bothers?\b")
REACH = 8
"""Letters after a figure among which "others" belongs to it."""
TIGHT = 0.25
"""Share of a bound within which a number is near it."""
MANY = 8
"""Figures of one thing at most whose sums of three are tried."""
CLOSE = 0.5
"""Likeness from which a unit is that of the same figure."""
ROOT = 4
"""Letters by which the names of a state, its people and what is theirs are known as one: Thailand, Thai."""
SMALL = 2
"""A number below it is often no more than an article."""


def figure_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield the changes of figures; `before` is the original's text, `text` the retelling's."""
    numbers = {number.low for number in find_numbers(straighten(before).lower())}
    for figure in retelling.figures:
        same = [other for other in original.figures if same_value(figure, other)]
        if same:
            yield from _same_number(figure, same, original, retelling)
            yield from bound_changes(figure, same, retelling, text)
            yield from rate_changes(figure, same, original, retelling, (before, text))
            yield from counted_changes(figure, same, original, retelling)
            yield from total_changes(figure, same, original, retelling, (before, text))
            yield from fated(figure, same, original, retelling, before)
        elif not figure.vague and not any(near(v, g) for v in values(figure) for o in original.figures for g in values(o)) and (
            moved := next(put_in(figure, original, retelling, numbers, text), None)
        ):
            yield moved
        elif (
            is_reckoned_over(figure, original, retelling, (before, text)) or _accounted(figure, original, numbers)
            or _is_difference(figure, original, before)
        ):  # fmt: skip
            continue
        elif not _is_rest(figure, original, text) and not _background(figure, original, retelling):
            yield from _new_number(figure, original, retelling)
            yield from share_changes(figure, original, retelling)
    yield from exchanged(original, retelling)


def _same_number(figure: Figure, same: list[Figure], original: Facts, retelling: Facts) -> Iterator[Change]:
    best = max(same, key=lambda o: (measures_agree(figure, o) and same_thing(figure, o), context(figure, o, retelling, original)))
    if is_of_other_party(figure, best, original, retelling):
        yield change("actor", figure, best, f"the figure of {_who(best)} was given to {_who(figure)}")
    if all(other_unit(figure, o) for o in same) and likeness(retelling.lines[figure.line], original.lines[best.line], numbers=False) >= CLOSE:
        yield change("measure", figure, best, f"{number_of(best)} became {number_of(figure)}")
        return
    if any(figure.measure == o.measure and same_thing(figure, o) and not other_group(figure, o) for o in same):
        yield from _swapped(figure, best, original, retelling)
        return
    if main_value(figure) < SMALL and not set(figure.counted) & set(best.counted):
        return  # "one of them" is anybody
    if figure.measure and best.measure and figure.measure != best.measure:
        yield change("measure", figure, best, f"{_state(best)} became {_state(figure)}")
    elif is_scale(figure) != is_scale(best) and main_value(figure) >= 10 and all(f.counted or is_scale(f) for f in (figure, best)):
        yield change("measure", figure, best, f"a figure in {best.unit} became a number of {figure.unit}")
    elif other_group(figure, best) and measures_agree(figure, best):
        yield change("actor", figure, best, f"the figure of {_who(best)} was given to {_who(figure)}")
    else:
        yield from _swapped(figure, best, original, retelling)


def _swapped(figure: Figure, best: Figure, original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield a number that stands elsewhere in the original, where this thing has another one."""
    alike = _counting_alike(figure, original)
    kept = any(same_value(figure, other) for other in alike)
    here = context(figure, best, retelling, original) if kept else 0.0
    nearest = max((len(things(figure) & things(other)) for other in alike if same_value(figure, other)), default=0)
    for other in alike:
        if kept and other.line == 0 and len(things(figure) & things(other)) <= nearest:
            continue
        if main_value(other) < SMALL or same_value(figure, other) or any(same_value(other, kept) for kept in retelling.figures):
            continue
        if context(figure, other, retelling, original) >= max(here + BETTER, ALIKE):
            why = f"{number_of(other)} became {number_of(figure)}, a figure that the original gives of something else"
            yield change("number", figure, other, why)
            return


def _counting_alike(figure: Figure, original: Facts) -> list[Figure]:
    return [other for other in original.figures if same_thing(figure, other) and measures_agree(figure, other) and things(other) & things(figure)]


def _new_number(figure: Figure, original: Facts, retelling: Facts) -> Iterator[Change]:
    if figure.vague:
        return
    alike = [o for o in original.figures if same_thing(figure, o) and measures_agree(figure, o) and not other_group(figure, o)]
    alike = [o for o in alike if not any(same_value(o, kept) for kept in retelling.figures)]
    if not alike:
        return
    best = max(alike, key=lambda o: context(figure, o, retelling, original))
    if min(main_value(figure), main_value(best)) < SMALL or _claimed_apart(figure, best, retelling, original):
        return
    least, most = sorted((main_value(figure), main_value(best)))
    if most > FARTHEST * max(1.0, least) and not _one_sentence(figure, best, retelling, original):
        return
    if context(figure, best, retelling, original) >= ALIKE and not _within(figure, best):
        yield change("number", figure, best, f"{number_of(best)} became {number_of(figure)}")


def _one_sentence(figure: Figure, other: Figure, retelling: Facts, original: Facts) -> bool:
    """Say whether two figures of one unit stand in what is word for word one sentence: millions told as billions."""
    return figure.unit == other.unit and likeness(retelling.lines[figure.line], original.lines[other.line], numbers=False) >= SAME


def _claimed_apart(figure: Figure, other: Figure, retelling: Facts, original: Facts) -> bool:
    """Say whether two numbers are those of two claimants, who may well differ: a conflict, but no drift."""
    here = [voice for voice in retelling.voices if figure.line in voice.lines and voice.standing != "comment"]
    there = [voice for voice in original.voices if other.line in voice.lines and voice.standing != "comment"]
    return bool(here and there) and not any(same_voice(one, two) for one in here for two in there)


def _within(figure: Figure, other: Figure) -> bool:
    """Say whether a number agrees with the bounds of a vague or open one ("dozens", and 36)."""
    return other.vague and main_value(figure) >= (other.low or 0) and main_value(figure) <= 10 * max(other.low or 1, 1)


def _accounted(figure: Figure, original: Facts, numbers: set[float]) -> bool:
    """Say whether the original gives the number anywhere, or its figures add up or come down to it."""
    given = {value for other in original.figures for value in values(other)} | numbers
    if any(_bounds(figure, value) for o in original.figures if same_thing(figure, o) for value in values(o)):
        return True
    for value in values(figure):
        if any(near(value, other, rough=figure.comparator == "about") for other in given):
            return True
        alike = [o for o in original.figures if same_thing(figure, o)]
        counts = sorted({v for o in alike for v in values(o) if v > 1 and not o.part and measures_agree(figure, o)})
        if any(near(value, a + b) or near(value, b - a) for a, b in combinations(counts, 2)):
            return True
        if any(near(value, main_value(whole) - main_value(part)) for whole in alike for part in alike if part.part and part.line == whole.line):
            return True  # what is left of a whole
        if value in {sum(some) for some in combinations(counts[:MANY], 3)}:
            return True
    return False


def _is_difference(figure: Figure, original: Facts, before: str) -> bool:
    """Say whether a figure is what two numbers of one sentence are apart, be the one without a unit: "500 dollars instead of 300"."""
    for other in original.figures:
        if same_thing(figure, other) and not other.vague:
            beside = {n.low for n in find_numbers(straighten(words_of(original.lines[other.line], before)).lower()) if n.low is not None}
            if main_value(figure) in {abs(main_value(other) - number) for number in beside}:
                return True
    return False


def _is_rest(figure: Figure, original: Facts, text: str) -> bool:
    """Say whether a figure counts all but the one who is named: "and 13 others", of fourteen."""
    others = OTHERS.search(text[figure.span[0] : figure.span[1] + REACH])
    return bool(others) and any(main_value(o) == main_value(figure) + 1 for o in original.figures)


def _bounds(figure: Figure, value: float) -> bool:
    """Say whether a figure is only a bound that a number keeps and comes near: "more than half", of 54 percent."""
    if figure.comparator in ("more_than", "at_least") and figure.low is not None:
        return figure.low <= value <= figure.low * (1 + TIGHT)
    return figure.comparator in ("less_than", "at_most") and figure.high is not None and figure.high * (1 - TIGHT) <= value <= figure.high


def _background(figure: Figure, original: Facts, retelling: Facts) -> bool:
    """Say whether a figure stands in a sentence that the original has nothing of: another day, other names."""
    line = retelling.lines[figure.line]
    known = {name[:ROOT] for other in original.lines for name in other.names}
    known |= {place.partition(":")[0][:ROOT] for place in line.places if place.partition(":")[2] in original.countries}
    strange = [name for name in line.names if name[:ROOT] not in known]
    return bool(set(line.days) - set(original.days) and strange) or len(strange) >= 3


def _state(figure: Figure) -> str:
    return {"killed": "dead", "captured": "captured"}.get(figure.measure, figure.measure)


def _who(figure: Figure) -> str:
    return figure.unit if figure.unit and figure.unit != figure.measure else " ".join(figure.counted) or "people"
