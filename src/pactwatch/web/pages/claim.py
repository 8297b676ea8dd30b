"""One claim with all that it stands on, and one document with its claims."""

from __future__ import annotations

from typing import Any

from litestar import Response

from pactwatch.casefile.caveats import caveats
from pactwatch.casefile.claim import claim_facts
from pactwatch.casefile.derivation import rule_origin, rule_words
from pactwatch.casefile.plain import one_line, shown
from pactwatch.casefile.wording import modality_gloss
from pactwatch.model import Document, Review
from pactwatch.store.types import ClaimView
from pactwatch.store.view import View
from pactwatch.web.context import Context
from pactwatch.web.pages.article import article, exact
from pactwatch.web.pages.asking import Query
from pactwatch.web.pages.behind import held_grade, origins_of_claim, sources_of
from pactwatch.web.pages.history import history_rows
from pactwatch.web.pages.rendering import show
from pactwatch.web.pages.resting import resting_on
from pactwatch.web.pages.words import claim_card, document_card, sides
from pactwatch.web.routes import get_page


@get_page("/claims/{claim:str}", name="pages.claim")
def show_claim(ctx: Context, claim: str) -> Response[bytes]:
    """Show a claim: evidence in context, fields as read and as edited, why it exists, what was decided, what rests on it."""
    with ctx.view() as view:
        found = view.claim(claim)
        review = view.review(found.claim.id)
        return show(ctx, "claim.html.j2", title=found.claim.id, **_claim(ctx, view, found, review))


def _claim(ctx: Context, view: View, found: ClaimView, review: Review) -> dict[str, Any]:
    text, now = found.reading.document.text, view.edited(found.claim, review)
    quotes = tuple(text[a:b] for a, b in now.evidence)
    facts = claim_facts(found)
    return {
        "claim": claim_card(now, found.reading.document, quotes, review) | held_grade(view, review),
        "latest": found.latest,
        "evidence": [
            {"before": exact(e["before"]), "quote": exact(e["quote"]), "after": exact(e["after"]), "span": f"{e['span'][0]}:{e['span'][1]}"}
            for e in facts["evidence"]
        ],
        "sides": sides(found.claim, now, text, found.reading.blocks),
        "caveats": caveats(found.claim, found.reading),
        "edited": bool(review.edits),
        "history": history_rows(review.history),
        "origins": origins_of_claim(ctx, view, found),
        "sources": sources_of(view, now),
        "derivation": list(_derivation(found, text)),
        "custody": list(_custody(found)),
        "resting": resting_on(ctx, view, found.claim.id),
    }  # fmt: skip


def _derivation(found: ClaimView, text: str) -> Any:
    claim = found.claim
    yield "rule", f"{claim.rule}: {rule_origin(claim)}"
    yield from rule_words(claim.rule).items()
    yield "trigger", f"“{_words(text, claim.trigger)}”"
    if claim.cues:
        yield "cues", ", ".join(claim.cues)
    yield "certainty", modality_gloss(claim.modality)
    for cue in claim.modality_cues:
        yield "cue", f"“{_words(text, cue)}”"
    mode = f", {claim.plover.mode}" if claim.plover.mode else ""
    yield "codes", f"PLOVER {claim.plover.event}{mode}" + (f"; CAMEO {claim.cameo}" if claim.cameo else "")
    yield "engine", f"{found.engine.name} {found.engine.version}"
    yield "reading", f"added {found.added_at} by {found.added_by}"


def _custody(found: ClaimView) -> Any:
    document = found.reading.document
    rows = [("document", document.id), ("published", document.published), ("url", document.url), ("text", document.text_sha256)]
    for capture in found.captures:
        rows += [("sha256", capture.sha256), ("from", capture.source), ("taken", capture.captured_at), ("bytes", f"{capture.size:,}")]
        rows += [("extractor", capture.extractor)]
    return ((name, one_line(str(value))) for name, value in rows if value)


def _words(text: str, span: tuple[int, int]) -> str:
    return " ".join(shown(text[span[0] : span[1]]).split())


@get_page("/documents/{document:str}", name="pages.document")
def show_document(ctx: Context, document: str) -> Response[bytes]:
    """Show a document: its text with the evidence marked, its claims beside it."""
    query = Query(ctx)
    with ctx.view() as view:
        whole = view.document(document)
        reading = view.shown_reading(whole.id)
        if reading is None:
            return show(ctx, "document.html.j2", title=one_line(whole.title or "Untitled"), **_unread(whole))
        reviews = view.reviews([claim.id for claim in reading.claims])
        claims = [view.edited(claim, reviews[claim.id]) for claim in reading.claims]
        title = one_line(whole.title or "Untitled")
        blocks = article(reading, claims, lambda claim: f"/claims/{claim.id}")
        cards = [claim_card(claim, whole, (), reviews[claim.id]) for claim in claims]
        notes = [{"code": one.code, "message": one.message} for one in reading.problems]
    values: dict[str, Any] = {"document": document_card(whole), "blocks": blocks, "claims": cards, "notes": notes}
    return show(ctx, "document.html.j2", title=title, lit=query.text("at") or "", story=None, custody=_document_custody(whole), **values)


def _unread(document: Document) -> dict[str, Any]:
    block = {"kind": "paragraph", "marker": "", "pieces": [{"at": 0, "text": exact(document.text), "claims": (), "cue": False, "ends": []}]}
    return {
        "document": document_card(document), "blocks": [block], "claims": [], "notes": [], "custody": _document_custody(document), "lit": "",
        "story": None,
    }  # fmt: skip


def _document_custody(document: Document) -> list[tuple[str, str]]:
    rows = [("id", document.id), ("text sha256", document.text_sha256), ("capture", document.capture_sha256), ("extractor", document.extractor)]
    return [(name, value) for name, value in rows if value]


handlers = [show_claim, show_document]
