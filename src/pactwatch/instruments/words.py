"""A text as words and sentences, by plain rules: assessment looks at words wherever a claim was read or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pactwatch.model import Block, Span

_WORD = re.compile(r"\d(?:[\d,.]*\d)?|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|\n\s*\n|\n(?=\s*[-–•*])")
_ABBREVIATED = frozenset((
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "sgt", "capt", "st", "no", "nos", "para", "paras", "art", "arts",
    "res", "vs", "approx", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "u.n", "u.k",
    "e.g", "i.e", "a.m", "p.m", "co", "ltd", "inc",
))  # fmt: skip
_PROSE = frozenset({"paragraph", "bullet", "heading", "caption", "embed", "quote", "table"})


@dataclass(slots=True, frozen=True)
class Words:
    """The words of one sentence, lower-cased and without possessive endings, with their places in the text and by word."""

    start: int
    end: int
    paragraph: int
    lower: tuple[str, ...]
    plain: tuple[str, ...]
    spans: tuple[Span, ...]
    places: dict[str, list[tuple[int, int]]]


def sentences(text: str, blocks: Sequence[Block]) -> list[Words]:
    """Return the sentences of the prose in `text`, in order; without blocks the whole text is one."""
    parts = [(block.start, block.end) for block in blocks if block.kind in _PROSE] or [(0, len(text))]
    found = []
    for paragraph, (start, end) in enumerate(parts):
        found += [_words(text, first, last, paragraph) for first, last in _split(text, start, end)]
    return [words for words in found if words.lower]


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    first = start
    for match in _END.finditer(text, start, end):
        if match.group()[0] == "." and _goes_on(text, first, match.start(), match.end(), end):
            continue
        yield first, match.end()
        first = match.end()
    if first < end:
        yield first, end


def _goes_on(text: str, first: int, dot: int, after: int, end: int) -> bool:
    before = text[first:dot].rsplit(None, 1)
    last = before[-1].strip("(\"'“‘").casefold() if before else ""
    follows = text[after:end].lstrip()[:1]
    return last in _ABBREVIATED or (len(last) == 1 and last.isalpha()) or (follows.islower() and len(last) <= 4)


def _words(text: str, start: int, end: int, paragraph: int) -> Words:
    matches = list(_WORD.finditer(text, start, end))
    plain = tuple(_bare(match.group()) for match in matches)
    lower = tuple(word.lower() for word in plain)
    places: dict[str, list[tuple[int, int]]] = {}
    for at, word in enumerate(lower):
        places.setdefault(word, []).append((at, at + 1))
    return Words(start, end, paragraph, lower, plain, tuple(match.span() for match in matches), places)


def _bare(word: str) -> str:
    return word[:-2] if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS" else word
