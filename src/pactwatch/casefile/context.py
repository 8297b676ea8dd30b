"""Evidence in its sentence: the window of text around a span, and the window cut into marked and plain pieces."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Sequence

from pactwatch.model import Block, Span

SENTENCE_END = re.compile(r"(?<=[.!?。؟])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[^\W\d_a-z])")
"""White space after a full stop that a capital (or an uncased letter) follows: near enough for showing, never for reading."""

LIMIT = 320
"""Code points of context at most beside the evidence; a longer sentence is cut at a space."""


WHOLE = 10_000
"""Code points around evidence that are looked through for the ends of its sentence."""


def block_of(span: Span, blocks: tuple[Block, ...], size: int) -> Span:
    """Return the bounds of the block that `span` begins in, widened to hold all of it; the whole text if none does."""
    index = bisect.bisect_right(blocks, span[0], key=lambda block: block.start) - 1
    if index < 0 or blocks[index].end < span[0]:
        return (0, size)
    return (blocks[index].start, max(blocks[index].end, span[1]))


def sentence_around(text: str, span: Span, blocks: tuple[Block, ...] = (), limit: int = LIMIT) -> Span:
    """Return the span of the sentence(s) that hold `span`, cut to about `limit` code points more than `span`."""
    low, high = block_of(span, blocks, len(text))
    low, high = max(low, span[0] - limit), min(high, span[1] + limit)
    start, end = low, high
    for stop in SENTENCE_END.finditer(text, low, high):
        if stop.end() <= span[0]:
            start = stop.end()
        elif stop.start() >= span[1]:
            end = stop.start()
            break
    spare = max(limit - (span[1] - span[0]), limit // 2)
    before, after = span[0] - start, end - span[1]
    if before + after > spare:
        keep = max(spare // 2, spare - after)
        if before > keep:
            start = _space_after(text, span[0] - keep, span[0])
        keep = spare - (span[0] - start)
        if after > keep:
            end = _space_before(text, span[1] + keep, span[1])
    return _trim(text, start, end)


def whole_sentence(text: str, span: Span, blocks: tuple[Block, ...] = ()) -> Span:
    """Return the span of the whole sentence(s) that hold `span`, to be looked through rather than shown."""
    return sentence_around(text, span, blocks, WHOLE)


def _space_after(text: str, start: int, end: int) -> int:
    found = text.find(" ", start, end)
    return start if found < 0 else found + 1


def _space_before(text: str, end: int, start: int) -> int:
    found = text.rfind(" ", start, end)
    return end if found < 0 else found


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def pieces(window: Span, marks: Iterable[tuple[Span, str]]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Cut `window` at the ends of all `marks` (span, label); return (start, end, labels that cover it) in order."""
    inside = [
        (max(a, window[0]), min(b, window[1]), label)
        for (a, b), label in marks
        if max(a, window[0]) < min(b, window[1])
    ]
    cuts = sorted({window[0], window[1], *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for a, b, label in inside:
        opening.setdefault(a, []).append(label)
        closing.setdefault(b, []).append(label)
    active: list[str] = []
    out = []
    for start, end in itertools.pairwise(cuts):
        for label in closing.get(start, ()):
            active.remove(label)
        active.extend(opening.get(start, ()))
        out.append((start, end, tuple(dict.fromkeys(active))))
    return out


def markers(text: str, blocks: Sequence[Block]) -> list[str]:
    """Return what each block is called by on its line, outside its span: "42.", "(b)", "14:32 GMT –", "Q:"; "" for mere signs."""
    found, before = [], 0
    for block in blocks:
        line = max(before, text.rfind("\n", before, block.start) + 1, text.rfind("\r", before, block.start) + 1)
        marker = text[line : block.start].strip()
        found.append(marker if any(map(str.isalnum, marker)) else "")
        before = block.end
    return found
