"""Figures and names outside the paragraphs, where no footnote can stand: in title, standard, questions, reasons of exclusions, questions for a reply.

A title asserts, and so may a standard of evidence: their figures, and the names that the register knows, must be those of a claim that the
case cites, but for what a standard counts as a rule of its own ("two independent origins"). A question asserts
nothing of whom it asks after, and a reason names what is left out, so that only their figures are looked at, which a reader takes for
found. An answer is the party's own, in its name and of its day, and is let be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pactwatch.casefile.case_file import Note
from pactwatch.casefile.case_types import STANDARD, Case
from pactwatch.casefile.uncited import Uncited
from pactwatch.casefile.uncited_figures import keys_of, lacking
from pactwatch.casefile.uncited_names import entries_in
from pactwatch.casefile.wording import place_words, quantity_words, time_words
from pactwatch.data import read_toml
from pactwatch.model import Claim

TO_TEN = "one|two|three|four|five|six|seven|eight|nine|ten|10|[1-9]"
"""The numbers that a text may count by itself."""


def uncited_parts(case: Case, notes: Iterable[Note]) -> Iterator[Uncited]:
    """Yield the parts of a case with a figure or name that none of its cited claims carries."""
    known = [text for note in notes for text in carried(note)]
    figures = keys_of(known)
    actors = {one for text in known for _, one in entries_in(text)}
    parts = [("title", case.title), ("standard", _asserted(case.standard)), *((one.id, one.text) for one in case.questions)]
    parts += [(f"excluded {one.ref}", one.why) for one in case.excluded]
    parts += [(one.id, one.question) for one in case.replies]
    for where, text in parts:
        found = lacking(text, figures)
        if where in ("title", "standard"):
            found += [name for name, one in entries_in(text) if one not in actors]
        if found:
            yield Uncited(paragraph=where, sentence=text, found=tuple(dict.fromkeys(found)))


def _asserted(standard: str) -> str:
    """Return a standard of evidence without what it counts as its own rule; the one that every case has asserts nothing."""
    return "" if standard == STANDARD else uncounted(standard)


def uncounted(text: str) -> str:
    """Return a text without the numbers, up to ten, of what footnotes and rules count themselves: "two independent origins"."""
    return _rule().sub("", text)


@lru_cache(maxsize=1)
def _rule() -> re.Pattern[str]:
    data = read_toml("output/paragraphs.toml")["standard"]
    between, counted = ("|".join(data[name].split()) for name in ("between", "counted"))
    return re.compile(rf"(?<![\w.,])(?:{TO_TEN})(?=\s(?:(?:{between})\s)*(?:{counted})\b)", re.IGNORECASE)


def carried(note: Note) -> Iterator[str]:
    """Yield what a footnote says in words and values: quotations, parties, places, figure, time, document."""
    yield from (quote.text for quote in note.quotes)
    if note.claim is not None:
        yield from _values(note.claim)
    if note.document is not None:
        yield from (part for part in (note.document.title, note.document.publisher, note.document.published) if part)
        yield from _parts_of_day(note.document.published)
    yield note.words


def _values(claim: Claim) -> Iterator[str]:
    for party in (claim.agent, claim.recipient, claim.object, *claim.attributed_to):
        if party is not None:
            yield party.name
    yield from (place_words(place) for place in (claim.place, claim.origin, claim.destination))
    yield from (quantity_words(claim.quantity), time_words(claim.time))
    if claim.time is not None:
        yield from (part for day in (claim.time.start, claim.time.end) for part in _parts_of_day(day))


def _parts_of_day(day: str | None) -> Iterator[str]:
    """Yield a day (ISO 8601) as figures of prose: itself, its year, the day of its month."""
    number = (day or "")[8:10].lstrip("0")
    ending = "th" if number[:1] == "1" and len(number) == 2 else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th")
    yield from ((day or "")[:10], (day or "")[:4], number, f"{number}{ending}" if number else "")
