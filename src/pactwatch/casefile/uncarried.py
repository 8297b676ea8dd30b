"""Figures and names of a sentence that none of its footnotes carries: a footnote that leads to other words is none.

What a footnote carries is its quotations, the values of its claim as edited, its document, or the provision's own words. Figures count
by value, names of the register by whom they name ("Pyongyang" for North Korea). What a footnote counts itself (claimants, origins,
reports, up to ten) is its own, and so is the sum of the figures that the sentence cites. Names that the register does not know are let
be: no list tells whether "Foreign Minister" is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from pactwatch.casefile.case_file import Note
from pactwatch.casefile.case_text import Ref, Sentence, parse, sentences
from pactwatch.casefile.case_types import Paragraph
from pactwatch.casefile.uncited import Uncited
from pactwatch.casefile.uncited_figures import keys_of, lacking
from pactwatch.casefile.uncited_names import entries_in
from pactwatch.casefile.uncited_parts import carried, uncounted

SUMMED = 8
"""Figures of one sentence of which every sum is known."""


def uncarried(paragraph: Paragraph, by_ref: Mapping[Ref, Note]) -> Iterator[Uncited]:
    """Yield the sentences of a paragraph whose footnotes carry less than they say; `by_ref` are the notes that references lead to."""
    for sentence in sentences(parse(paragraph.text)):
        notes = [by_ref[ref] for ref in sentence.refs if ref in by_ref]
        if any(note.claim is not None for note in notes) and (found := _beyond(sentence, notes)):
            yield Uncited(paragraph=paragraph.id, sentence=sentence.text, found=found)


def _beyond(sentence: Sentence, notes: Sequence[Note]) -> tuple[str, ...]:
    figures = lacking(uncounted(sentence.text), {*_sums(notes), *(key for text in _held(notes) for key in _figures(text))})
    names = list(entries_in(sentence.text))
    actors = {one for text in _held(notes) for one in _actors(text)} if names else set()
    return tuple(dict.fromkeys([*figures, *(name for name, one in names if one not in actors)]))


def _held(notes: Sequence[Note]) -> Iterator[str]:
    for note in notes:
        yield from carried(note)
        if note.document is not None:
            yield note.document.text


@lru_cache(maxsize=512)
def _figures(text: str) -> frozenset[str]:
    return keys_of([text])


@lru_cache(maxsize=512)
def _actors(text: str) -> frozenset[str]:
    return frozenset(one for _, one in entries_in(text))


def _sums(notes: Sequence[Note]) -> Iterator[str]:
    """Yield what the figures of cited claims come to, two or more together, where they are of one unit."""
    figures = [note.claim.quantity for note in notes if note.claim is not None and note.claim.quantity is not None]
    for size in range(2, min(len(figures), SUMMED) + 1):
        for some in combinations(figures[:SUMMED], size):
            if len({one.unit for one in some}) == 1:
                yield from (f"cardinal {sum(ends):.15g}" for ends in _ends([(one.low, one.high) for one in some]))


def _ends(bounds: list[tuple[float | None, float | None]]) -> Iterator[list[float]]:
    for side in (0, 1):
        ends = [bound[side] for bound in bounds]
        yield from [[one for one in ends if one is not None]] if None not in ends else []
