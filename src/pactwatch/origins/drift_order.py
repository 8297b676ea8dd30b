"""Changed order: what was after an event told as before it ("a week after the accord was signed", "a week before the accord")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pactwatch.origins.align import likeness
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import words_of
from pactwatch.origins.types import Facts
from pactwatch.origins.words import content

ALIKE = 0.4
"""Likeness of two sentences from which they tell one thing."""
ORDER = re.compile(
    r"\b(?:(?P<before>before|ahead of|prior to|preceding|in advance of|on the eve of)|(?P<after>after|following|since|in the wake of))\s+"
    r"(?P<what>[^,.;:]{3,60})",
    re.IGNORECASE,
)
NEAR = 2
"""Words that tell something among which those of the event stand."""


def order_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield an event that came first and now comes last, or the other way about; `before` and `text` are the texts."""
    known = [(other, side, what) for other in original.lines for side, what in _sides(words_of(other, before))]
    for line in retelling.lines:
        for side, what in _sides(words_of(line, text)):
            told = [(other, theirs) for other, theirs, event in known if event & what and likeness(line, other) >= ALIKE]
            if told and all(theirs != side for _, theirs in told):
                named = ", ".join(sorted(what)[:NEAR])
                yield Change(kind="date", explanation=f"{told[0][1]} ({named}) became {side}", span=line.span, against=told[0][0].span)
                return


def _sides(words: str) -> list[tuple[str, frozenset[str]]]:
    """Return on which side of which event a sentence tells something: "before" or "after", with the stems of the event's first words."""
    found = [("before" if match["before"] else "after", tuple(content(match["what"]))[:NEAR]) for match in ORDER.finditer(words)]
    return [(side, frozenset(what)) for side, what in found if what]
