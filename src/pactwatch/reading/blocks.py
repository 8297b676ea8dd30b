"""Text to blocks: where headings, paragraphs, bullets, captions, embedded posts, tables and noise begin and end.

1. lines      those that hold more than white space, each with its place in the text;
2. units      lines that were wrapped by hand are joined: the next word would not have fitted, and the text either
              runs on in a small letter or is wrapped throughout;
3. posts      a signature ("— Name (@handle)") claims the lines above it that look like a post;
4. kinds      each unit by its marker and look, the marker left outside the block's span;
5. pieces     a block of more than `LONGEST` characters is cut at the ends of sentences, or where none ends, at white
              space into pieces of `BREATHLESS`; what has no white space for `LONGEST_WORD` characters, or says the same
              few words over and over without an end, is no prose but noise.

Blocks are in order and never overlap; between them lies only white space or a marker. The time taken is linear in the
length of the text, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pactwatch.model import Block
from pactwatch.reading import block_lines as look
from pactwatch.reading.block_lines import Line

LONGEST = 6000
"""The parser's cost and memory grow with the block, and no newsroom writes a paragraph of a thousand words."""
BREATHLESS = 1500
"""The longest sentences of courts and treaties; reading is more than linear in the length of a sentence."""
LONGEST_WORD = 400
"""No word of any language is longer, and the tokenizer is quadratic in the length of a word."""
POST_LINES = 6
HEADING_WORDS = 16
HEADING_CHARACTERS = 130
HEADLINE_CHARACTERS = 200

_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]{0,3}\s")
_WHITE = re.compile(r"\s+")
_LONG_WORD = re.compile(rf"(?<!\S)\S{{{LONGEST_WORD},}}")


@dataclass(slots=True)
class Unit:
    """One or more lines that form one block."""

    first: Line
    start: int
    end: int
    lines: int = 1


def split_blocks(text: str) -> list[Block]:
    """Return the blocks of `text` in order; between them lies only white space or a stripped marker."""
    units = _units(look.read_lines(text))
    posts = _posts(units)
    blocks: list[Block] = []
    for n, unit in enumerate(units):
        kind, start, end = ("embed", unit.start, unit.end) if n in posts else _classify(text, unit, n == 0)
        blocks.extend(_pieces(text, kind, start, end))
    return blocks


def _units(lines: list[Line]) -> list[Unit]:
    """Join the lines that were wrapped by hand."""
    pairs = [(a, b) for a, b in pairwise(lines) if _may_join(a, b)]
    width = max((line.end - line.start for pair in pairs for line in pair), default=0)
    wrapped = sum(look.filled(a, b, width - 15) and look.continues(a, b) for a, b in pairs) >= 2
    units: list[Unit] = []
    for n, line in enumerate(lines):
        if n and _joins(lines[n - 1], line, width, wrapped):
            units[-1].end = line.end
            units[-1].lines += 1
        else:
            units.append(Unit(line, line.start, line.end))
    return units


def _may_join(line: Line, following: Line) -> bool:
    """Say whether two lines stand together, are short enough to have been wrapped, and the second opens nothing new."""
    return (
        not following.gap
        and 40 <= line.end - line.start <= look.WRAP_WIDTH
        and following.end - following.start <= look.WRAP_WIDTH
        and not look.marker(following.text)[0]
        and not look.is_signature(following.text)
        and not look.is_table(line.text)
    )


def _joins(line: Line, following: Line, width: int, wrapped: bool) -> bool:
    """Say whether `following` is the rest of `line`; ragged text may fall 15 characters short of the full width."""
    if not _may_join(line, following):
        return False
    if look.continues(line, following):
        return look.filled(line, following, width - 15)
    return wrapped and look.filled(line, following, width) and not line.text.isupper()


def _posts(units: list[Unit]) -> set[int]:
    """Return the indices of the units that belong to embedded social posts."""
    found = {n for n, unit in enumerate(units) if look.is_post(unit.first.text)}
    for n, unit in enumerate(units):
        if look.is_signature(unit.first.text):
            found.add(n)
            found.update(_post_above(units, n))
    return found


def _post_above(units: list[Unit], signature: int) -> Iterator[int]:
    """Yield the units above a signature that are the post: the nearest, and further ones that look like a post."""
    for n in range(signature - 1, max(signature - 1 - POST_LINES, -1), -1):
        text = units[n].first.text
        nearest = n == signature - 1
        alone = units[signature].first.gap is False and not any(u.first.gap for u in units[n + 1 : signature])
        if not (nearest or (alone and len(text) <= 400 and (look.has_symbols(text) or text.isupper()))):
            return
        yield n
        if units[n].first.gap and not units[signature].first.gap:
            return


def _classify(text: str, unit: Unit, first: bool) -> tuple[str, int, int]:
    """Return the kind of a unit and its span without its marker."""
    line = unit.first.text
    mark, width = look.marker(line)
    start, end = unit.start + width, unit.end
    if (unit.lines == 1 and look.is_noise(line)) or start >= end:
        return "noise", unit.start, unit.end
    if mark in {"", "quote", "symbol", "hash"}:
        start, end = _without_emphasis(text, start, end)
    body = text[start:end] if end - start <= look.HEAD * 2 else text[start : start + look.HEAD * 2] + text[end - 1]
    if not mark and unit.lines == 1 and look.is_table(line):
        return "table", start, end
    return _kind(mark, body, HEADLINE_CHARACTERS if first else HEADING_CHARACTERS), start, end


def _kind(mark: str, body: str, longest: int) -> str:
    """Return the kind of a block by its marker and its (first) words."""
    if mark == "hash":
        return "heading"
    if mark == "slide" or look.is_caption(body):
        return "caption"
    sentence = len(body.split()) >= 12 and body.endswith((".", "!", "?", "”", '"', "]"))
    if (mark in {"bullet", "symbol"} and not body.isupper()) or (mark == "number" and not sentence):
        return "bullet"
    return "heading" if _is_heading(body, longest) else "paragraph"


def _without_emphasis(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without Markdown's ** or __ when the whole of it stands between them."""
    if end - start > 4 and text[start : start + 2] in {"**", "__"} and text[end - 2 : end] == text[start : start + 2]:
        inner = text[start + 2 : end - 2]
        if inner.strip() and text[start : start + 2] not in inner:
            return start + 2 + len(inner) - len(inner.lstrip()), end - 2 - len(inner) + len(inner.rstrip())
    return start, end


def _is_heading(line: str, longest: int) -> bool:
    """Say whether a line reads like a heading: short, and not ended like a sentence."""
    words = line.split()
    if len(line) > longest or len(words) > HEADING_WORDS + (longest == HEADLINE_CHARACTERS) * 14:
        return False
    if line.isupper() or look.CLOCK_ALONE.fullmatch(line):
        return True
    if line.endswith(("?", "!")):
        return len(words) <= HEADING_WORDS
    if line.endswith(":"):
        return len(words) <= 3 or line.istitle()
    if line.endswith(("”", '"', "’", "'")):
        return not re.search(r"[.!?,][\"”’']$", line) and len(words) <= 8
    return not line.endswith((".", "…", ";", ",", ")", "]"))


def _pieces(text: str, kind: str, start: int, end: int) -> Iterator[Block]:
    """Yield the block in bounded pieces, its overlong words as noise."""
    for word in _LONG_WORD.finditer(text, start, end):
        yield from _prose(text, kind, start, word.start())
        for at in range(word.start(), word.end(), LONGEST):
            yield Block(kind="noise", start=at, end=min(at + LONGEST, word.end()))
        start = word.end()
    yield from _prose(text, kind, start, end)


def _prose(text: str, kind: str, start: int, end: int) -> Iterator[Block]:
    """Yield the block, cut at ends of sentences (else at white space), without the white space around the pieces."""
    while start < end and (gap := _WHITE.match(text, start, end)):
        start = gap.end()
    while end - start > LONGEST:
        cut, breathless = _cut(text, start)
        piece = text[start:cut].rstrip()
        monotonous = breathless and _is_monotonous(piece)
        yield Block(kind="noise" if monotonous else kind, start=start, end=start + len(piece))
        gap = _WHITE.match(text, cut, end)
        start = gap.end() if gap else cut
    stripped = len(text[start:end].rstrip())
    if stripped:
        yield Block(kind=kind, start=start, end=start + stripped)


def _cut(text: str, start: int) -> tuple[int, bool]:
    """Return where to cut a block that begins at `start` and runs beyond `LONGEST`, and whether no sentence ends there."""
    window = text[start : start + LONGEST]
    ends = [m.end() for m in _SENTENCE_END.finditer(window)]
    if ends:
        return start + ends[-1], False
    return start + [m.start() for m in _WHITE.finditer(window, 0, BREATHLESS)][-1], True


def _is_monotonous(piece: str) -> bool:
    """Say whether a piece holds a hundred words or more but hardly any different ones."""
    words = piece.split()
    return len(words) >= 100 and len(set(words)) * 20 <= len(words)
