"""Changed magnitudes: a number that lost or won noughts, and a difference told as the number itself.

1. noughts       a number of the original that is gone, and in the retelling a new one with the same digits: 70,000 told as 7,000
2. differences   "12 fewer fighters" told as "12 fighters", in sentences without any word of more or less

What counts is every number of a text, with a unit or without (standings.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import words_of
from pactwatch.origins.standings import Number, numbers_of
from pactwatch.origins.types import Facts

POWERS = (10.0, 100.0, 1_000.0, 1_000_000.0)
LEAST = 100
"""A number below it may have its digits by chance."""
FURTHER = re.compile(r"^ (?:fewer|less|more)\b(?! than)")
"""What right behind a number makes a difference of it."""


def magnitude_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield numbers with other noughts, then differences told as numbers; `before` and `text` are the texts."""
    known, kept = numbers_of(original.lines, before), numbers_of(retelling.lines, text)
    yield from _noughts(known, kept, original, retelling)
    yield from _differences(known, kept, before, (retelling, text))


def _noughts(known: Sequence[Number], kept: Sequence[Number], original: Facts, retelling: Facts) -> Iterator[Change]:
    there, here = {number.value for number in known}, {number.value for number in kept}
    for now in (number for number in kept if number.value not in there):
        for was in (number for number in known if number.value not in here):
            least, most = sorted((now.value, was.value))
            if least >= LEAST and most / least in POWERS:
                why = f"{was.value:,.10g} became {now.value:,.10g}"
                yield Change(kind="number", explanation=why, span=retelling.lines[now.line].span, against=original.lines[was.line].span)
                return


def _differences(known: Sequence[Number], kept: Sequence[Number], before: str, told: tuple[Facts, str]) -> Iterator[Change]:
    retelling, text = told
    for now in kept:
        same = [number for number in known if number.value == now.value]
        if not same or not all(FURTHER.match(before[number.span[1] :]) for number in same):
            continue
        lines = [retelling.lines[number.line] for number in kept if number.value == now.value]
        if not any(_comparing().search(words_of(line, text)) for line in lines):
            why = f"a difference of {now.value:,.10g} became the number itself"
            yield Change(kind="number", explanation=why, span=now.span, against=same[0].span)
            return


@lru_cache(maxsize=1)
def _comparing() -> re.Pattern[str]:
    """Return the words by which a sentence tells of more or less."""
    return re.compile("|".join(rf"\b(?:{words})\b" for words in read_toml("origins/standings.toml")["comparing"]["words"]), re.IGNORECASE)
