"""Word pieces: a document cut into windows that the encoder reads, and where spans of the text lie among them.

1. each sentence is cut into word pieces (the encoder's own vocabulary, data/encoder/tokenizer.json);
2. sentences are packed, in order, into windows of at most `WINDOW` pieces, of about equal length;
3. a span of the text is found among a window's pieces by offsets, so that spans stay code points of the text.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pactwatch.data import read_text
from pactwatch.model import Span
from pactwatch.reading.tree import Parsed

WINDOW = 384
"""Most pieces of a window: about 280 words, so that a party named two paragraphs before is in sight."""
OPENS, CLOSES = 101, 102
"""Ids of the pieces that open and close a window in the encoder's vocabulary."""


@dataclass(slots=True)
class Window:
    """A run of sentences as pieces. `ids` has the opening and closing piece; `starts` and `ends` are offsets without them."""

    sentences: range
    ids: list[int] = field(default_factory=lambda: [OPENS])
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def find(self, span: Span) -> tuple[int, int] | None:
        """Return the half-open run of places in `ids` whose pieces share characters with `span`; None if there is none."""
        first, last = bisect_right(self.ends, span[0]), bisect_left(self.starts, span[1])
        return (first + 1, last + 1) if first < last else None


def windows(parsed: Parsed) -> list[Window]:
    """Return the windows of a document, in order; every sentence lies in exactly one. Longer sentences are cut off."""
    found = [_pieces(parsed.text[s.start : s.end], s.start) for s in parsed.sentences]
    runs = list(_pack([len(ids) for ids, _ in found]))
    out = []
    for run in runs:
        window = Window(run)
        for k in run:
            ids, offsets = found[k]
            window.ids += ids
            window.starts += [a for a, _ in offsets]
            window.ends += [b for _, b in offsets]
        window.ids.append(CLOSES)
        out.append(window)
    return out


def _pack(sizes: list[int]) -> Iterator[range]:
    """Yield runs of sentences of at most `WINDOW` pieces each, as even as their number allows."""
    most = WINDOW - 2
    number = max(1, math.ceil(sum(sizes) / most))
    even = sum(sizes) / number
    start = done = size = 0
    for k, length in enumerate(sizes):
        late = done < number - 1 and size + length / 2 > even
        if size and (size + length > most or late):
            yield range(start, k)
            start, size, done = k, 0, done + 1
        size += length
    if start < len(sizes):
        yield range(start, len(sizes))


def _pieces(text: str, offset: int) -> tuple[list[int], list[Span]]:
    encoded = tokenizer().encode(text, add_special_tokens=False)
    most = WINDOW - 2
    return encoded.ids[:most], [(offset + a, offset + b) for a, b in encoded.offsets[:most]]


@lru_cache(maxsize=1)
def tokenizer() -> Any:  # tokenizers ships no types that mypy accepts
    """Return the encoder's tokenizer, loaded once a process."""
    from tokenizers import Tokenizer

    loaded = Tokenizer.from_str(read_text("encoder/tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded
