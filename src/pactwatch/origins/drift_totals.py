"""Changed totals: what came in addition told as all there is, a number of families told as one of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.align import is_scale, likeness, main_value, near, people, same_thing, same_value
from pactwatch.origins.drift_counted import SHARE, change, number_of
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import words_of
from pactwatch.origins.types import Facts, Figure
from pactwatch.origins.words import stem

ADDED = re.compile(r"\b(?:another|a further|further|additional|extra|more|new(?:ly)?|fresh|next|second|reinforce\w*)\b", re.IGNORECASE)
WHOLE = re.compile(
    r"\b(?:now (?:has|have|had|stands?|keeps?|number)|total(?:s|led|ling)?|in all|altogether|in total|overall|stands? at)\b", re.IGNORECASE
)
REACH = 16
"""Letters before and after a figure among which a word says that it is added."""
ALIKE = 0.4
"""Likeness of two sentences from which they tell one thing."""


def total_changes(figure: Figure, same: list[Figure], original: Facts, retelling: Facts, texts: tuple[str, str]) -> Iterator[Change]:
    """Yield a figure of what was added, or of families, told as one of all, or of people; `texts` are the original's and the retelling's."""
    if figure.heading:
        return
    for other in same:
        if not other.heading and likeness(retelling.lines[figure.line], original.lines[other.line], numbers=False) >= ALIKE:
            if same_thing(figure, other) and _became_all(figure, other, original, retelling, texts):
                yield change("number", figure, other, f"{number_of(other)} more became {number_of(figure)} in all")
                return
            held = stem(other.unit.split()[-1]) if other.unit else ""
            if held in _collectives() and people(figure) and not any(held in line.words for line in retelling.lines):
                yield change("measure", figure, other, f"{number_of(other)} became {number_of(figure)}")
                return


def share_changes(figure: Figure, original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield a number of a whole that the original gives as another share of it: 60 of 90, of a third of the 90."""
    if figure.heading or figure.vague or is_scale(figure):
        return
    wholes = [one for one in retelling.figures if one.line == figure.line and main_value(one) > main_value(figure)]
    for share in (one for one in original.figures if one.unit == SHARE):
        for whole in (one for one in original.figures if one.line == share.line and one is not share and any(same_value(one, w) for w in wholes)):
            told = main_value(share) * main_value(whole) / 100
            if not near(told, main_value(figure)) and likeness(retelling.lines[figure.line], original.lines[share.line], numbers=False) >= ALIKE:
                yield change("number", figure, share, f"{main_value(share):.0f} percent of {number_of(whole)} became {number_of(figure)}")
                return


def _became_all(figure: Figure, other: Figure, original: Facts, retelling: Facts, texts: tuple[str, str]) -> bool:
    before, text = texts
    whole = WHOLE.search(words_of(retelling.lines[figure.line], text))
    if not whole or not ADDED.search(_around(other, before)) or ADDED.search(_around(figure, text)):
        return False
    larger = [one for one in original.figures if same_thing(one, other) and main_value(one) > main_value(other)]
    return bool(larger) and not any(same_value(one, kept) for one in larger for kept in retelling.figures)


def _around(figure: Figure, text: str) -> str:
    return text[max(0, figure.span[0] - REACH) : figure.span[1] + REACH]


@lru_cache(maxsize=1)
def _collectives() -> frozenset[str]:
    return frozenset(stem(word) for word in read_toml("origins/words.toml")["collectives"]["words"].split())
