"""The article page: the article with its evidence marked, its claims beside it, in one self-contained HTML file.

- Everything is escaped; text is cut into pieces by code points before it is escaped, so spans stay exact.
- The page loads nothing and runs only its own inline script (Content-Security-Policy by hash); it works without it.
- Same readings, same bytes: there is no clock and no random id.
"""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from pactwatch import __version__
from pactwatch.casefile.caveats import caveats
from pactwatch.casefile.context import markers, pieces
from pactwatch.casefile.elsewhere import elsewhere_words
from pactwatch.casefile.plain import CONTROLS
from pactwatch.casefile.wording import (
    deed_words,
    modality_gloss,
    modality_sign,
    modality_word,
    place_words,
    quantity_words,
    route_words,
    source_words,
    time_words,
    who_words,
)
from pactwatch.data import read_toml
from pactwatch.model import Block, Claim, Reading, Span

Piece = tuple[str, tuple[str, ...], bool, tuple[int, ...]]
"""Text of a piece, the numbers of the claims whose evidence it is, whether it is a cue, the claims that end with it."""


def article_page(readings: Iterable[Reading]) -> str:
    """Return the HTML page of one or more readings, in their order."""
    articles, first = [], 1
    for number, reading in enumerate(readings, 1):
        articles.append(_article(reading, number, first))
        first += len(reading.claims)
    style, script = _inline("page.css") + _target_rules(first - 1), _inline("page.js")
    policy = (
        f"default-src 'none'; style-src '{_csp_hash(style)}'; script-src '{_csp_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    template = _environment().from_string(_inline("article.html.j2"))
    return template.render(
        articles=articles,
        title=articles[0]["title"] if len(articles) == 1 else f"{len(articles)} articles",
        policy=policy, style=Markup(style), script=Markup(script), version=__version__,  # noqa: S704 - our own files
        modalities=[
            {"key": key, "word": modality_word(key), "sign": modality_sign(key), "gloss": modality_gloss(key)}
            for key in read_toml("output/wording.toml")["modality"]
        ],
    )  # fmt: skip


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _inline(name: str) -> str:
    return files("pactwatch.casefile").joinpath(name).read_text(encoding="utf-8")


def _csp_hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _target_rules(count: int) -> str:
    """Return the rules that light up all evidence of the claim in the address, without any script."""
    selectors = ",\n".join(f":root:has(#claim-{n}:target) .e{n}" for n in range(1, count + 1))
    return f"{selectors} {{ background: var(--lit); color: var(--lit-ink); }}\n" if selectors else ""


def _article(reading: Reading, number: int, first: int) -> dict[str, Any]:
    document, claims = reading.document, reading.claims
    counts = Counter(claim.modality for claim in claims)
    numbers = {claim.id: n for n, claim in enumerate(claims, first)}
    return {
        "number": number,
        "title": _clean(document.title or "Untitled"),
        "document": document,
        "facts": [_clean(part) for part in (document.publisher, document.author, document.published) if part],
        "counts": [(key, counts[key]) for key in read_toml("output/wording.toml")["modality"] if counts[key]],
        "statements": len(reading.statements),
        "blocks": _blocks(reading, first),
        "claims": [_claim(claim, reading, numbers) for claim in claims],
        "problems": reading.problems,
        "engine": reading.engine,
    }


def _claim(claim: Claim, reading: Reading, numbers: dict[str, int]) -> dict[str, Any]:
    text = reading.document.text
    rows = [
        ("How many", quantity_words(claim.quantity)), ("Route", route_words(claim)), ("Where", place_words(claim.place)),
        ("When", time_words(claim.time)), ("Said by", source_words(claim.attributed_to)),
    ]  # fmt: skip
    if claim.object is not None:
        rows.insert(0, ("What", claim.object.name))
    return {
        "id": claim.id,
        "number": numbers[claim.id],
        "modality": claim.modality,
        "type": deed_words(claim),
        "who": _clean(who_words(claim)),
        "rows": [(name, _clean(value)) for name, value in rows if value],
        "quotes": [_clean(text[a:b]) for a, b in claim.evidence],
        "elsewhere": _clean(elsewhere_words(claim, text, reading.blocks)),
        "caveats": [_clean(line) for line in caveats(claim, reading)],
        "same_as": numbers.get(claim.same_as) if claim.same_as else None,
        "rule": claim.rule,
    }


def _blocks(reading: Reading, first: int) -> list[dict[str, Any]]:
    """Return the text block by block, each cut into pieces; a text without blocks is one."""
    text = reading.document.text
    blocks: Sequence[Block] = reading.blocks or (Block(kind="paragraph", start=0, end=len(text)),)
    marks: list[tuple[Span, str]] = []
    ends: dict[int, list[int]] = {}
    for number, claim in enumerate(reading.claims, first):
        marks += [(span, str(number)) for span in claim.evidence]
        marks += [(span, "cue") for span in claim.modality_cues]
        if claim.evidence:
            ends.setdefault(claim.evidence[-1][1], []).append(number)
    by_block = _marks_by_block(blocks, marks)
    return [
        {"kind": block.kind, "marker": _clean(marker), "pieces": list(_pieces(text, (block.start, block.end), by_block.get(n, []), ends))}
        for n, (block, marker) in enumerate(zip(blocks, markers(text, blocks), strict=True))
    ]


def _marks_by_block(blocks: Sequence[Block], marks: list[tuple[Span, str]]) -> dict[int, list[tuple[Span, str]]]:
    """Return the marks that touch each block, by the block's index."""
    starts = [block.start for block in blocks]
    found: dict[int, list[tuple[Span, str]]] = {}
    for (start, end), label in marks:
        for n in range(max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end)):
            found.setdefault(n, []).append(((start, end), label))
    return found


def _pieces(text: str, window: Span, marks: list[tuple[Span, str]], ends: dict[int, list[int]]) -> Iterable[Piece]:
    for start, end, labels in pieces(window, marks):
        claims = tuple(label for label in labels if label != "cue")
        yield _clean(text[start:end]), claims, "cue" in labels, tuple(ends.get(end, ()) if claims else ())


def _clean(text: str) -> str:
    """Return `text` without the code points that HTML or UTF-8 cannot carry, replaced one to one."""
    return text.translate(CONTROLS)
