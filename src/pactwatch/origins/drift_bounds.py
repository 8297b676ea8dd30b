"""Changed bounds and rates: a ceiling told as the figure or as a floor, a month's number told as a week's or as the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.align import RATE, main_value, same_thing, same_value, values
from pactwatch.origins.drift_counted import change, number_of
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import words_of
from pactwatch.origins.types import Facts, Figure

CEILING = frozenset({"at_most", "less_than"})
FLOOR = frozenset({"at_least", "more_than"})
REACH = 30
"""Letters before a figure among which a word may bound it."""
IN_ALL = re.compile(r"\b(?:a total of|totals?|totalling|in all|altogether|in total|the sum of|overall)\b", re.IGNORECASE)
ROUGH = 0.05
"""Share by which a rate may differ from what it is by another period: of weeks, a month has four or a little more."""
HOURS = {"hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.5, "year": 8766.0}
EVERY = re.compile(r"\b(?:every|each) (hour|day|week|month|year)\b", re.IGNORECASE)


def bound_changes(figure: Figure, same: list[Figure], retelling: Facts, text: str) -> Iterator[Change]:
    """Yield a figure that lost its bound, or got the contrary one; `same` are the original's of the same number."""
    kept = any(same_value(figure, other) and other.comparator not in ("exact", "about", figure.comparator) for other in retelling.figures)
    alike = [other for other in same if same_thing(figure, other)]
    if not alike or kept or any(figure.comparator == other.comparator for other in alike):
        return
    best = next((other for other in alike if other.comparator not in ("exact", "about")), alike[0])
    rough = figure.comparator == "about" and best.comparator == "between"
    open_ended = _bounded().search(text[max(0, figure.span[0] - REACH) : figure.span[0]])
    bare = (figure.comparator == "exact" or rough) and not figure.heading and not open_ended
    if bare and not any(other.comparator in ("exact", "about") for other in alike):
        if best.comparator in CEILING:
            yield change("number", figure, best, f"at most {main_value(best):,.10g} became exactly that")
        elif best.comparator == "between" and best.low != best.high:
            yield change("number", figure, best, f"a range, {number_of(best)}, became one end of it")
    for one, contrary in ((CEILING, FLOOR), (FLOOR, CEILING)):
        if figure.comparator in contrary and all(other.comparator in one for other in alike) and set(values(figure)) & set(values(best)):
            yield change("number", figure, best, f"{number_of(best)} became {number_of(figure)}")


def rate_changes(figure: Figure, same: list[Figure], original: Facts, retelling: Facts, texts: tuple[str, str]) -> Iterator[Change]:
    """Yield a number by the month that became one by the week or one in all, or the other way about.

    Neither of the two `texts`, the original's and the retelling's, may have any word of the other's period.
    """
    before, text = texts
    alike = [other for other in same if same_thing(figure, other) and not other.heading]
    if not alike or figure.heading:
        return
    here = _period(figure, words_of(retelling.lines[figure.line], text))
    there = [_period(other, words_of(original.lines[other.line], before)) for other in alike]
    whole = not here and IN_ALL.search(text[max(0, figure.span[0] - REACH) : figure.span[1] + REACH])
    if here in there or (here and _periods()[here].search(before)) or any(was and not whole and _periods()[was].search(text) for was in there):
        return
    was, now = (f"a number by the {period}" if period else "a number in all" for period in (there[0], here))
    yield change("measure", figure, alike[0], f"{number_of(alike[0])}, {was}, became {now}")


def is_reckoned_over(figure: Figure, original: Facts, retelling: Facts, texts: tuple[str, str]) -> bool:
    """Say whether a figure is one of the original's by another period: 104,000 tonnes a year, of 2,000 a week."""
    before, text = texts
    here = _named(figure, words_of(retelling.lines[figure.line], text))
    for other in original.figures:
        if same_thing(figure, other) and not other.vague and not other.heading:
            there = _named(other, words_of(original.lines[other.line], before))
            wanted = {main_value(other) * HOURS[one] / HOURS[two] for one in here for two in there if one != two}
            if any(abs(main_value(figure) - value) <= ROUGH * value for value in wanted):
                return True
    return False


def _named(figure: Figure, words: str) -> set[str]:
    """Return the periods by which a figure may be counted: that of its unit, else those that its sentence names."""
    unit = _unit_period(figure)
    return {unit} if unit else {name for name, known in _periods().items() if known.search(words)}


def _unit_period(figure: Figure) -> str:
    unit = figure.unit.partition(RATE)[2]
    return unit if unit in _periods() else ""


def _period(figure: Figure, words: str) -> str:
    """Return the period by which a figure is counted, in its unit or in its sentence: "every year 480 million"; "" for a plain number."""
    told = next((match[1].lower() for match in EVERY.finditer(words)), "")
    return _unit_period(figure) or told


@lru_cache(maxsize=1)
def _bounded() -> re.Pattern[str]:
    words = "|".join(read_toml("origins/words.toml")["bounds"]["before"])
    return re.compile(rf"\b(?:{words})(?: (?:a|an|the|some|about|around))?\s*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _periods() -> dict[str, re.Pattern[str]]:
    table = read_toml("origins/words.toml")["periods"]
    return {name: re.compile(rf"\b(?:{'|'.join(words.split())})\b", re.IGNORECASE) for name, words in table.items()}
