"""An article cut into pieces: its blocks, and in each the evidence of claims and the cues, exact to the code point."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markupsafe import Markup, escape

from pactwatch.casefile.context import markers, pieces
from pactwatch.casefile.plain import CONTROLS
from pactwatch.model import Block, Claim, Reading, Span

Marks = dict[int, list[tuple[Span, str]]]


def article(reading: Reading, claims: Sequence[Claim], href: Callable[[Claim], str], *, step: bool = False) -> list[dict[str, Any]]:
    """Return the blocks of a reading's text with the evidence of `claims` marked.

    Each mark ends in a numbered link to `href` of its claim; `step` says that the link stays on the page.
    """
    text = reading.document.text
    blocks: Sequence[Block] = reading.blocks or (Block(kind="paragraph", start=0, end=len(text)),)
    numbers = {claim.id: n for n, claim in enumerate(claims, 1)}
    ends: dict[int, list[dict[str, Any]]] = {}
    marks: list[tuple[Span, str]] = []
    for claim in claims:
        marks += [(span, claim.id) for span in claim.evidence]
        marks += [(cue, "cue") for cue in claim.modality_cues]
        if claim.evidence:
            ref = {"id": claim.id, "number": numbers[claim.id], "href": href(claim), "step": step}
            ends.setdefault(claim.evidence[-1][1], []).append(ref)
    by_block = _by_block(blocks, marks)
    return [
        {"kind": block.kind, "marker": exact(marker), "pieces": list(_pieces(text, (block.start, block.end), by_block.get(n, []), ends))}
        for n, (block, marker) in enumerate(zip(blocks, markers(text, blocks), strict=True))
    ]  # fmt: skip


def _by_block(blocks: Sequence[Block], marks: list[tuple[Span, str]]) -> Marks:
    starts = [block.start for block in blocks]
    found: Marks = {}
    for (start, end), label in marks:
        for n in range(max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end)):
            found.setdefault(n, []).append(((start, end), label))
    return found


def _pieces(text: str, window: Span, marks: list[tuple[Span, str]], ends: dict[int, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    for start, end, labels in pieces(window, marks):
        claims = tuple(label for label in labels if label != "cue")
        yield {
            "at": start, "text": exact(text[start:end]), "claims": claims, "cue": "cue" in labels, "ends": ends.get(end, []) if claims else [],
        }  # fmt: skip


def exact(text: str) -> Markup:
    """Return `text` escaped so that a browser's code points are the text's: none dropped, none folded into another."""
    return Markup(escape(text.translate(CONTROLS)).replace("\r", Markup("&#13;")))  # noqa: S704 - escaped right here


def inline_svg(svg: str, label: str) -> Markup:
    """Return one of our own pictures, named `label`, for a page whose policy forbids inline styles; its colours come from the style sheet."""
    plain = re.sub(r"<\?xml[^>]*\?>|<style>.*?</style>", "", svg, flags=re.DOTALL)
    bare = re.sub(r'(<[a-z][^<>]*?)\sstyle="[^"]*"', r"\1", plain)
    named = bare.replace("<svg ", f'<svg aria-label="{escape(label)}" ', 1)
    return Markup(named)  # noqa: S704 - made by pactwatch.casefile, which escapes
