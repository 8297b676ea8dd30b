"""One claim with all that it stands on: evidence in context, sources, certainty, rule, document, captures, engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pactwatch.casefile.caveats import caveats
from pactwatch.casefile.context import sentence_around
from pactwatch.casefile.derivation import derivation, rule_origin, rule_words, statement_of
from pactwatch.casefile.elsewhere import elsewhere_words
from pactwatch.casefile.plain import one_line, shown
from pactwatch.casefile.terminal import badge, claim_lines, marked
from pactwatch.casefile.wording import modality_gloss, modality_word, source_words
from pactwatch.model import Source, Span, Statement
from pactwatch.store.types import ClaimView

Rows = Iterable[tuple[str, str | Text]]
CONTEXT = 600
"""Code points of context beside evidence: more than in lists, since this is where a person judges."""


def claim_facts(view: ClaimView) -> dict[str, Any]:
    """Return all that `show` prints as one JSON object; the document comes without its text, captures without bytes."""
    text, claim = view.reading.document.text, view.claim
    document = {k: v for k, v in msgspec.to_builtins(view.reading.document).items() if k != "text"}
    captures = [{k: v for k, v in msgspec.to_builtins(each).items() if k != "body"} for each in view.captures]
    reading = {"id": view.reading_id, "added_at": view.added_at, "added_by": view.added_by, "latest": view.latest}
    return {
        "claim": claim,
        "evidence": [_excerpt(text, span, view) for span in claim.evidence],
        "statement": statement_of(claim, view.reading),
        "derivation": derivation(claim, view.reading),
        "document": document,
        "captures": captures,
        "engine": view.engine,
        "reading": reading,
    }


def _excerpt(text: str, span: Span, view: ClaimView) -> dict[str, Any]:
    start, end = sentence_around(text, span, view.reading.blocks, CONTEXT)
    return {"span": span, "quote": text[span[0] : span[1]], "context": (start, end), "before": text[start : span[0]], "after": text[span[1] : end]}


def print_claim(console: Console, view: ClaimView) -> None:
    """Print one claim, section by section."""
    claim, marks = view.claim, not console.is_terminal
    console.print(Text.assemble((claim.id, "bold"), "  ", badge(claim.modality)))
    for line in list(claim_lines(claim, {}))[:-1]:
        console.print(Padding(line, (0, 0, 0, 2)))
    if claim.same_as:
        console.print(f"  same event as {claim.same_as}")
    _section(console, "Evidence", _evidence(view, marks))
    _section(console, "Said by", _sources(view))
    _section(console, "Certainty", _certainty(view))
    _section(console, "Why", _why(view))
    _section(console, "Document", _document(view))
    for capture in view.captures:
        _section(console, "Capture", _capture(capture))
    _section(console, "Engine", _engine(view))


def _section(console: Console, title: str, rows: Rows) -> None:
    grid = Table.grid(padding=(0, 1, 0, 2))
    grid.add_column(style="dim", min_width=9)
    grid.add_column(ratio=1, overflow="fold")
    for name, value in rows:
        grid.add_row(name, value if isinstance(value, Text) else Text(one_line(value)))
    console.print()
    console.print(Text(title, style="bold"))
    console.print(grid)


def _evidence(view: ClaimView, marks: bool) -> Iterator[tuple[str, Text]]:
    text, claim = view.reading.document.text, view.claim
    labels = [(span, "evidence") for span in claim.evidence] + [(cue, "cue") for cue in claim.modality_cues]
    inferred = elsewhere_words(claim, text, view.reading.blocks)
    done = -1
    for span in claim.evidence:
        window = sentence_around(text, span, view.reading.blocks, CONTEXT)
        if window[1] > done:
            yield _place(span), marked(text, window, labels, marks=marks)
            done = window[1]
    if inferred:
        yield "inferred", Text(inferred, style="yellow")
    for line in caveats(claim, view.reading):
        yield "caveat", Text(f"“{line}”", style="yellow")


def _sources(view: ClaimView) -> Iterator[tuple[str, str]]:
    text, chain = view.reading.document.text, view.claim.attributed_to
    if not chain:
        yield "", source_words(chain)
    for number, source in enumerate(chain, 1):
        yield str(number), _source(text, source)
    statement = statement_of(view.claim, view.reading)
    if statement is not None:
        yield "statement", _statement(statement)


def _source(text: str, source: Source) -> str:
    known = f" ({source.actor})" if source.actor else ""
    cue = f", by “{_words(text, source.cue)}” {_place(source.cue)}" if source.cue else ""
    return f"{source.name}{known}{cue}"


def _statement(statement: Statement) -> str:
    manner = "direct quote" if statement.direct else "indirect"
    rule = f", rule {statement.rule}" if statement.rule else ""
    return f"{statement.id}: {statement.stance.replace('_', ' ')}, {manner}{rule}"


def _certainty(view: ClaimView) -> Iterator[tuple[str, str]]:
    text, claim = view.reading.document.text, view.claim
    yield modality_word(claim.modality), modality_gloss(claim.modality)
    for cue in claim.modality_cues:
        yield "cue", f"“{_words(text, cue)}” {_place(cue)}"


def _why(view: ClaimView) -> Iterator[tuple[str, str]]:
    claim = view.claim
    yield "rule", f"{claim.rule} → {claim.type}: {rule_origin(claim)}"
    yield from rule_words(claim.rule).items()
    yield "trigger", f"“{_words(view.reading.document.text, claim.trigger)}” {_place(claim.trigger)}"
    if claim.cues:
        yield "cues", ", ".join(claim.cues)
    mode = f", {claim.plover.mode}" if claim.plover.mode else ""
    cameo = f" · CAMEO {claim.cameo}" if claim.cameo else ""
    yield "codes", f"PLOVER {claim.plover.event}{mode}{cameo}"


def _document(view: ClaimView) -> Iterator[tuple[str, str]]:
    document = view.reading.document
    rows = [
        ("id", document.id), ("title", document.title), ("author", document.author), ("publisher", document.publisher),
        ("published", document.published), ("url", document.url), ("text", f"sha256 {document.text_sha256}"),
    ]  # fmt: skip
    yield from ((name, value) for name, value in rows if value)


def _capture(capture: Any) -> Iterator[tuple[str, str]]:
    status = f", status {capture.status}" if capture.status else ""
    rows = [
        ("sha256", capture.sha256), ("from", capture.source), ("final url", capture.final_url),
        ("taken", f"{capture.captured_at}{status}"), ("bytes", f"{capture.size:,} ({capture.media_type})"),
        ("extractor", capture.extractor),
    ]  # fmt: skip
    yield from ((name, value) for name, value in rows if value)


def _engine(view: ClaimView) -> Iterator[tuple[str, str]]:
    yield "name", f"{view.engine.name} {view.engine.version}"
    yield from (("model", f"{name} sha256 {digest}") for name, digest in view.engine.models.items())
    yield "reading", f"{view.reading_id}, added {view.added_at} by {view.added_by}"
    if not view.latest:
        yield "", "a later engine or reading of this text is what lists show"


def _words(text: str, span: Span) -> str:
    return " ".join(shown(text[span[0] : span[1]]).split())


def _place(span: Span) -> str:
    return f"{span[0]}:{span[1]}"
