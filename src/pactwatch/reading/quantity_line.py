"""A sentence as the readers of figures see it: folded text beside the offsets of its tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from pactwatch.reading.numbers import fold
from pactwatch.reading.parse import straighten
from pactwatch.reading.tree import Sentence


@dataclass(slots=True)
class Line:
    """A sentence as the readers of figures see it: folded text, offsets of its tokens, what was found so far."""

    sentence: Sentence
    straight: str
    folded: str
    starts: list[int]
    ends: list[int]

    def before(self, offset: int, width: int = 96) -> str:
        """Return the folded text that ends at `offset`, as far as cues reach."""
        return self.folded[max(0, offset - width) : offset]

    def token_at(self, offset: int) -> int:
        """Return the token that holds the code point at `offset` (or the last one before it)."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def token_from(self, offset: int) -> int:
        """Return the first token that begins at or after `offset`."""
        return bisect_left(self.starts, offset)


def line_of(sentence: Sentence) -> Line:
    """Return the line of a sentence; its offsets count from the sentence's first code point."""
    base = sentence.start
    starts, ends = [t.start - base for t in sentence.tokens], [t.end - base for t in sentence.tokens]
    return Line(sentence, straighten(sentence.text), fold(sentence.text), starts, ends)
