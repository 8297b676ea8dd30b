"""Contraries: who was against it is told to be in favour, what fell to have risen, what was closed to be open.

The pairs are in `origins/words.toml`, [contraries]. The original's sentence has a word of the one side and none of the other;
the retelling's has one of the other, and its whole text none of the first. Where either denies something, nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.align import likeness, shared
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import NEGATION, words_of
from pactwatch.origins.types import DriftKind, Facts

ALIKE = 0.6
"""Likeness of two sentences from which they tell one thing."""
MUCH = 8.0
"""What they must share at least, as a sum of rarities."""
Pair = tuple[DriftKind, re.Pattern[str], re.Pattern[str]]


def contrary_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield a sentence that tells the contrary of the one in the original that it is most like; `before` and `text` are the texts."""
    if not original.lines:
        return
    for line in retelling.lines:
        other = max(original.lines, key=lambda one: (shared(line, one), -one.span[0]))
        here, there = words_of(line, text), words_of(other, before)
        if likeness(line, other) < ALIKE or shared(line, other) < MUCH or NEGATION.search(here) or NEGATION.search(there):
            continue
        for kind, one, contrary in _pairs():
            was, now = one.search(there), contrary.search(here)
            if was and now and not contrary.search(there) and not one.search(text):
                why = f"{was[0].lower()} became {now[0].lower()}"
                yield Change(kind=kind, explanation=why, span=line.span, against=other.span)
                return


@lru_cache(maxsize=1)
def _pairs() -> tuple[Pair, ...]:
    """Return (kind, pattern of one side, pattern of the other), each pair both ways."""
    found: list[Pair] = []
    for row in read_toml("origins/words.toml")["contraries"]:
        one, other = (re.compile(rf"\b(?:{row[side]})\b", re.IGNORECASE) for side in ("one", "other"))
        found += [(row["kind"], one, other), (row["kind"], other, one)]
    return tuple(found)
