"""Quotation marks to quotations: where each begins and ends, over sentences and paragraphs.

1. marks are read block by block, since an unbalanced mark must not swallow the rest of the text;
2. a straight mark opens or closes by what stands around it;
3. a quotation that a paragraph leaves open goes on if the next paragraph opens with a mark again.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from pactwatch.model import Block, Span

OPENING = {"“": "”", "„": "“", "«": "»", "‟": "”"}
CLOSING = frozenset("”»")
SINGLE_MAX = 600
"""Code points: a longer pair of single marks is two apostrophes, not a quotation."""


@dataclass(slots=True)
class Quote:
    """A quotation with its marks, `start` to `end`; `inner` without them; `follows` is the quote it goes on from."""

    start: int
    end: int
    inner: Span
    block: int
    follows: int | None = None


def find_quotes(text: str, blocks: list[Block]) -> list[Quote]:
    """Return the quotations of `text`, outermost level only, in order."""
    quotes: list[Quote] = []
    pending: int | None = None
    for number, block in enumerate(blocks):
        found, open_at = _pairs(text, block.start, block.end)
        starts_quoted = bool(found) and found[0][0] == block.start
        resumed = open_at == block.start or starts_quoted
        carried = pending if resumed else None
        pending = None
        left_open = open_at is not None and (
            open_at == block.start or _introduced(text, block.start, open_at) or _resumes(text, blocks, number)
        )
        if open_at is not None and left_open:
            found.append((open_at, block.end, open_at + _width(text, open_at), block.end))
            pending = -1
        for start, end, inner_start, inner_end in found:
            quotes.append(Quote(start, end, (inner_start, inner_end), number))
        if carried is not None and found:
            first = len(quotes) - len(found)
            quotes[first].follows = first - 1
        if pending is not None:
            pending = len(quotes) - 1
    return quotes


def quote_at(quotes: list[Quote], starts: list[int], offset: int) -> int | None:
    """Return the index of the quotation that holds `offset`, or None; `starts` are the quotes' starts."""
    place = bisect_right(starts, offset) - 1
    return place if place >= 0 and quotes[place].end > offset else None


def _width(text: str, at: int) -> int:
    return 2 if text[at : at + 2] in ("''", "``") else 1


def _introduced(text: str, start: int, at: int) -> bool:
    """Say whether the open mark at `at` follows a colon or comma, as one that a paragraph break interrupts would."""
    return text[start:at].rstrip()[-1:] in (":", ",")


def _resumes(text: str, blocks: list[Block], number: int) -> bool:
    """Say whether the next paragraph opens with a mark, as one that goes on with a quotation does."""
    return number + 1 < len(blocks) and text[blocks[number + 1].start] in ('"', "“", "„", "«")


def _pairs(text: str, start: int, end: int) -> tuple[list[tuple[int, int, int, int]], int | None]:
    """Return [(start, end, inner start, inner end)] of the block's quotations, and where one is left open."""
    found: list[tuple[int, int, int, int]] = []
    at: int = start
    opened: int | None = None
    while at < end:
        mark, width = text[at], 1
        if mark in "'`" and text[at : at + 2] in ("''", "``"):
            mark, width = '"', 2
        if opened is None:
            if mark in OPENING or (mark == '"' and _opens(text, at, width, end)):
                opened = at
            elif mark in "‘'" and _opens(text, at, 1, end) and (close := _single_close(text, at + 1, end)):
                found.append((at, close + 1, at + 1, close))
                at = close
        elif (
            mark in CLOSING
            or (mark == "“" and text[opened] == "„")
            or (mark == '"' and _closes(text, at, width, end, start))
        ):
            found.append((opened, at + width, opened + _width(text, opened), at))
            opened = None
        at += width
    return found, opened


def _opens(text: str, at: int, width: int, end: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + width] if at + width < end else " "
    return not before.isalnum() and before not in ".,!?" and not after.isspace()


def _closes(text: str, at: int, width: int, end: int, start: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + width] if at + width < end else " "
    return not before.isspace() or not (after.isalnum() or after in "$€£")


def _single_close(text: str, at: int, end: int) -> int | None:
    """Return where the quotation in single marks closes; a genitive's apostrophe is passed over where it can be."""
    spare: int | None = None
    limit = min(end, at + SINGLE_MAX)
    for place in range(at, limit):
        mark = text[place]
        if mark not in "’'":
            continue
        before, after = text[place - 1], text[place + 1] if place + 1 < end else " "
        if after.isalnum() or before.isspace():
            continue
        genitive = before == "s" and after == " " and place + 2 < end and text[place + 2].islower()
        if not genitive:
            return place
        spare = place if spare is None else spare
    return spare
