"""Contraries: who was against it is told to be in favour, what fell to have risen, what was closed to be open.

The pairs are in `origins/words.toml`, [contraries]. The original's sentence has a word of the one side and none of the other;
the retelling's has one of the other, and its whole text none of the first. Where either denies something, nothing is told.
[contrasts] are pairs of words that are no contraries, but never name one thing (a turnover and a profit, a charge and a sentence):
there no other sentence of the original about the same may have a word of the other side either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.align import likeness, shared
from pactwatch.origins.drift_converses import tell_one_way
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import NEGATION, words_of
from pactwatch.origins.types import DriftKind, Facts

ALIKE = 0.6
"""Likeness of two sentences from which they tell one thing."""
MUCH = 8.0
"""What they must share at least, as a sum of rarities."""
LESS, SOME = 0.45, 5.0
"""The same for contrasts."""
Pair = tuple[DriftKind, re.Pattern[str], re.Pattern[str], bool]


def contrary_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield a sentence that tells the contrary of the one in the original that it is most like; `before` and `text` are the texts."""
    if not original.lines:
        return
    for line in retelling.lines:
        other = max(original.lines, key=lambda one: (shared(line, one), -one.span[0]))
        here, there = words_of(line, text), words_of(other, before)
        alike, much = likeness(line, other), shared(line, other)
        if alike < LESS or much < SOME or NEGATION.search(here) or NEGATION.search(there):
            continue
        for kind, one, contrary, whole in _pairs():
            if (not whole and (alike < ALIKE or much < MUCH)) or (kind == "actor" and tell_one_way(line, other)):
                continue
            was, now = one.search(there), contrary.search(here)
            elsewhere = whole and any(contrary.search(words_of(o, before)) and shared(line, o) >= SOME for o in original.lines)
            if was and now and not elsewhere and not contrary.search(there) and not one.search(text):
                why = f"{was[0].lower()} became {now[0].lower()}"
                yield Change(kind=kind, explanation=why, span=line.span, against=other.span)
                return


@lru_cache(maxsize=1)
def _pairs() -> tuple[Pair, ...]:
    """Return (kind, pattern of one side, of the other, whether the whole original must be without the other), each pair both ways."""
    found: list[Pair] = []
    for table in ("contraries", "contrasts"):
        for row in read_toml("origins/words.toml")[table]:
            one, other = (re.compile(rf"\b(?:{row[side]})\b", re.IGNORECASE) for side in ("one", "other"))
            whole = table == "contrasts"
            found += [(row["kind"], one, other, whole), (row["kind"], other, one, whole)]
    return tuple(found)
