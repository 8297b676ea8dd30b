"""Changed months and years: "to the end of December" told as "to the end of June", 2023 as 2021.

Each of two sentences that tell one thing names one month (or one year) only, and neither text has the other's anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pactwatch.origins.align import likeness, shared
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import words_of
from pactwatch.origins.types import Facts, Line

ALIKE, MUCH = 0.5, 6.0
"""Likeness of two sentences from which they tell one thing, and what they must share at least, as a sum of rarities."""
ANYTHING = 0.1
"""Likeness of two sentences from which they tell something in common."""
MONTH = re.compile(
    r"\b(?:January|February|March(?! (?:on|against|for|through)\b)|April|May(?= \d|,| and|\.|;)|June|July|August|September|October"
    r"|November|December)\b"
)
YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b(?![.,]?\d| (?:\w+ )?(?:soldiers|men|people|troops|rounds|shells|drones|tons|tonnes|dollars|euros))")


def calendar_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield a month, then a year, that became another; `before` and `text` are the texts."""
    for pattern in (MONTH, YEAR):
        known, kept = set(pattern.findall(before)), set(pattern.findall(text))
        for line in retelling.lines:
            here = set(pattern.findall(words_of(line, text)))
            if len(here) != 1 or (here & known and _is_told(here, line, original, before, pattern)):
                continue
            for other in original.lines:
                there = set(pattern.findall(words_of(other, before)))
                if len(there) == 1 and not there & kept and likeness(line, other) >= ALIKE and shared(line, other) >= MUCH:
                    yield Change(kind="date", explanation=f"{min(there)} became {min(here)}", span=line.span, against=other.span)
                    return


def _is_told(here: set[str], line: Line, original: Facts, before: str, pattern: re.Pattern[str]) -> bool:
    """Say whether a sentence of the original that tells anything of what `line` tells names the same month or year."""
    return any(here & set(pattern.findall(words_of(other, before))) and likeness(line, other) >= ANYTHING for other in original.lines)
