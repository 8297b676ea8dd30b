"""Figures and names of a sentence that none of its footnotes carries: a footnote that leads to other words is none.

What a footnote carries is its quotations, the values of its claim as edited, its document, or the provision's own words. Figures count
by value, names of the register by whom they name ("Pyongyang" for North Korea). What a footnote counts itself (claimants, origins,
reports, up to ten) is its own, and so is the sum of the figures that the sentence cites. Names that the register does not know are let
be: no list tells whether "Foreign Minister" is one. Small numbers of parties and occasions ("the two countries", "one of them", "met three
times") are the writer's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

import msgspec

from pactwatch.casefile.case_file import Note
from pactwatch.casefile.case_text import Ref, Sentence, parse, sentences
from pactwatch.casefile.case_types import Paragraph
from pactwatch.casefile.uncited import Uncited
from pactwatch.casefile.uncited_figures import keys_of, lacking
from pactwatch.casefile.uncited_names import entries_in
from pactwatch.casefile.uncited_parts import TO_TEN, carried, uncounted
from pactwatch.data import read_toml
from pactwatch.origins.confirmation import agrees

STATE = re.compile(r"[A-Z]{3}-")
SUMMED = 8
"""Figures of one sentence of which every sum is known."""


def uncarried(paragraph: Paragraph, by_ref: Mapping[Ref, Note]) -> Iterator[Uncited]:
    """Yield the sentences of a paragraph whose footnotes carry less than they say; `by_ref` are the notes that references lead to."""
    for sentence in sentences(parse(paragraph.text)):
        notes = [by_ref[ref] for ref in sentence.refs if ref in by_ref]
        if any(note.claim is not None for note in notes) and (found := _beyond(sentence, notes)):
            yield Uncited(paragraph=paragraph.id, sentence=sentence.text, found=found)


def _beyond(sentence: Sentence, notes: Sequence[Note]) -> tuple[str, ...]:
    said = _dollars().sub("$", _own_counts().sub("", uncounted(sentence.text)))
    figures = lacking(said, {*_sums(notes), *(key for text in _held(notes) for key in _figures(text))})
    names = list(entries_in(said))
    actors = {one for text in _held(notes) for one in _actors(text)} if names else set()
    return tuple(dict.fromkeys([*figures, *(name for name, one in names if one not in actors)]))


def _held(notes: Sequence[Note]) -> Iterator[str]:
    for note in notes:
        yield from (*carried(note), note.record)
        if note.document is not None:
            yield note.document.text


@lru_cache(maxsize=512)
def _figures(text: str) -> frozenset[str]:
    return keys_of([text])


@lru_cache(maxsize=512)
def _actors(text: str) -> frozenset[str]:
    known = [one for _, one in entries_in(text)]
    return frozenset([*known, *(one.partition("-")[0] for one in known if STATE.match(one))])  # whose spy agency it is


@lru_cache(maxsize=1)
def _own_counts() -> re.Pattern[str]:
    nouns = "|".join(read_toml("output/paragraphs.toml")["standard"]["parties"].split())
    counted = rf"(?:{TO_TEN})(?=\s(?:\w+\s)?(?:{nouns})\b|\sof\s(?:them|these|those)\b)"
    return re.compile(rf"(?<![\w.,])(?:{counted}|(?:first|second) half\b)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _dollars() -> re.Pattern[str]:
    return re.compile(r"\b(?:US|A|C|NZ|HK)\s?\$")


def _sums(notes: Sequence[Note]) -> Iterator[str]:
    """Yield what the figures of cited claims come to, two or more together, where they are of one unit and no two tell one event."""
    counted = [note for note in {note.ref: note for note in notes}.values() if note.claim is not None and note.claim.quantity is not None]
    for size in range(2, min(len(counted), SUMMED) + 1):
        for together in combinations(counted[:SUMMED], size):
            some = [note.claim.quantity for note in together if note.claim is not None and note.claim.quantity is not None]
            if len({one.unit for one in some}) == 1 and not any(_rivals(a, b) for a, b in combinations(together, 2)):
                yield from (f"cardinal {sum(ends):.15g}" for ends in _ends([(one.low, one.high) for one in some]))


def _rivals(one: Note, other: Note) -> bool:
    """Whether the claims of two documents may tell one event, so that their figures are no parts of a sum."""
    if one.claim is None or other.claim is None or one.document is None or other.document is None or one.document.id == other.document.id:
        return False
    return agrees(msgspec.structs.replace(one.claim, quantity=None), other.claim)


def _ends(bounds: list[tuple[float | None, float | None]]) -> Iterator[list[float]]:
    for side in (0, 1):
        ends = [bound[side] for bound in bounds]
        yield from [[one for one in ends if one is not None]] if None not in ends else []
