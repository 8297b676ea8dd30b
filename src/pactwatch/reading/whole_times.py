"""Times of figures that others are held against: "12 drones, compared with 20 a year earlier" gives the 20 a time, and the 12 none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pactwatch.model import Span
from pactwatch.reading.events import Event
from pactwatch.reading.figure_wholes import is_measured_by
from pactwatch.reading.mentions import TimeMention

GAP = 2
"""Words between such a figure, or what it counts, and its time: "3,100 in early 2024"."""


class WholeTimes:
    """Which times of a document belong to figures that others are held against."""

    def __init__(self, events: Iterable[Event], times: Sequence[TimeMention]) -> None:
        """Give each such figure the time right behind it."""
        self._of: dict[tuple[int, Span], int] = {}
        for event in events:
            q, sentence = event.quantity, event.unit.clause.sentence
            if q is None or not is_measured_by(sentence, q):
                continue
            last = max(q.last, q.noun or 0)
            behind = [(t.first, n) for n, t in enumerate(times) if t.sentence == sentence.index and t.edtf and last < t.first <= last + 1 + GAP]
            if behind and all(token.pos != "PUNCT" for token in sentence.tokens[last + 1 : min(behind)[0]]):
                self._of[sentence.index, q.span] = min(behind)[1]

    def own(self, event: Event) -> int | None:
        """Return the place in the list of times of that which the event's figure has for itself."""
        q = event.quantity
        return None if q is None else self._of.get((event.unit.clause.sentence.index, q.span))

    def barred(self, event: Event) -> frozenset[int]:
        """Return the places of the times in the event's sentence that belong to other figures."""
        here, q = event.unit.clause.sentence.index, event.quantity
        return frozenset(n for (sentence, span), n in self._of.items() if sentence == here and (q is None or span != q.span))
