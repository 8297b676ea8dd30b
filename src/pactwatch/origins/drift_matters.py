"""Whether both ends of a change tell of one matter: reports on one event tell of others too, each with figures of its own.

The matters of a sentence are those of the claims in it (matters.py). Where one of the two sentences has none, nothing is
held against the change.
"""

from __future__ import annotations

from pactwatch.model import Span
from pactwatch.origins.align import likeness
from pactwatch.origins.drift_types import Change
from pactwatch.origins.matters import Event, event_in
from pactwatch.origins.types import Facts

ALIKE = 0.4
"""Likeness of two sentences (align.py) from which they are about one deed."""
LONG = 7
"""Sentences from which on a report is likely to tell of more than one matter; in shorter ones a claim's type is the worse witness."""
STATED = frozenset({"number", "measure"})
"""Kinds of change that leave the event as certain as it was: a plan's figure is not that of what was done before."""


def is_of_one_matter(change: Change, original: Facts, retelling: Facts) -> bool:
    """Say whether a change may be one: its ends share a matter, and a headline's certainty is not that of its own text."""
    if max(len(original.lines), len(retelling.lines)) < LONG:
        return True
    there, here = _events(original, change.against), _events(retelling, change.span)
    if change.kind == "actor" and not _are_alike(change, original, retelling):
        return False
    if not there or not here:
        return not (change.kind == "modality" and there and line_at(retelling, change.span) == 0)
    if not any(_meet(change, a, b) for a in there for b in here):
        return False
    return not (change.kind == "modality" and line_at(retelling, change.span) == 0 and _told_below(there, retelling))


def _are_alike(change: Change, original: Facts, retelling: Facts) -> bool:
    """Say whether the two sentences have more in common than their actors: who gave shells did not change places over missiles."""
    there, here = line_at(original, change.against), line_at(retelling, change.span)
    return there is None or here is None or likeness(original.lines[there], retelling.lines[here]) >= ALIKE


def _events(facts: Facts, span: Span) -> set[Event]:
    line = line_at(facts, span)
    return {event_in(m) for m in facts.matters if m.line == line}


def line_at(facts: Facts, span: Span) -> int | None:
    """Return the number of the sentence in which a span begins."""
    return next((n for n, line in enumerate(facts.lines) if line.span[0] <= span[0] < line.span[1]), None)


def _meet(change: Change, one: Event, other: Event) -> bool:
    if one[0] != other[0]:
        return False
    if change.kind == "actor":
        return True
    if "" not in (one[1], other[1]) and one[1] != other[1] and change.kind != "attribution":
        return False
    return change.kind not in STATED or one[2] == other[2]


def _told_below(there: set[Event], retelling: Facts) -> bool:
    """Say whether the retelling's text, below its headline, tells an event as the original does: it is only a headline's brevity."""
    below = {event_in(m) for m in retelling.matters if m.line > 0}
    return bool(below & there)
