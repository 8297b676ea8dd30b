"""Figures and names outside the paragraphs, where no footnote can stand: in title, questions, reasons of exclusions, questions put for a reply.

A title asserts: its figures, and the names that the register knows, must be those of a claim that the case cites. A question asserts
nothing of whom it asks after, and a reason names what is left out, so that only their figures are looked at, which a reader takes for
found. An answer is the party's own, in its name and of its day, and is let be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pactwatch.casefile.case_file import Note
from pactwatch.casefile.case_types import Case
from pactwatch.casefile.uncited import Uncited, entries_in, figures_in
from pactwatch.casefile.wording import place_words, quantity_words, time_words
from pactwatch.model import Claim


def uncited_parts(case: Case, notes: Iterable[Note]) -> Iterator[Uncited]:
    """Yield the parts of a case with a figure or name that none of its cited claims carries."""
    known = " ".join(text for note in notes for text in _carried(note))
    figures = {_plain(figure) for figure in figures_in(known)}
    actors = {one for _, one in entries_in(known)}
    parts = [("title", case.title), *((one.id, one.text) for one in case.questions)]
    parts += [(f"excluded {one.ref}", one.why) for one in case.excluded]
    parts += [(one.id, one.question) for one in case.replies]
    for where, text in parts:
        found = [figure for figure in figures_in(text) if _plain(figure) not in figures]
        if where == "title":
            found += [name for name, one in entries_in(text) if one not in actors]
        if found:
            yield Uncited(paragraph=where, sentence=text, found=tuple(dict.fromkeys(found)))


def _carried(note: Note) -> Iterator[str]:
    """Yield what a footnote says in words and values: quotations, parties, places, figure, time, document."""
    yield from (quote.text for quote in note.quotes)
    if note.claim is not None:
        yield from _values(note.claim)
    if note.document is not None:
        yield from (part for part in (note.document.title, note.document.publisher, note.document.published) if part)
        year = (note.document.published or "")[:4]
        yield year
    yield note.words


def _values(claim: Claim) -> Iterator[str]:
    for party in (claim.agent, claim.recipient, claim.object, *claim.attributed_to):
        if party is not None:
            yield party.name
    yield from (place_words(place) for place in (claim.place, claim.origin, claim.destination))
    yield from (quantity_words(claim.quantity), time_words(claim.time))
    if claim.time is not None:
        yield from (day[:4] for day in (claim.time.start, claim.time.end) if day)
    if claim.quantity is not None:
        yield from (f"{value:.0f}" for value in (claim.quantity.low, claim.quantity.high) if value is not None)


def _plain(figure: str) -> str:
    """Return a figure without the signs that part thousands, in small letters."""
    return re.sub(r"(?<=\d)[,.'’ ](?=\d{3}\b)", "", figure).casefold()
