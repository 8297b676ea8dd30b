"""Provisions: what documents raise, element by element with its evidence; what people decide about it. Never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response

from pactwatch.casefile.plain import one_line
from pactwatch.commands.finding_judgements import CONCLUSION, ELEMENT
from pactwatch.commands.given import checked
from pactwatch.commands.instrument_files import Texts
from pactwatch.commands.reviewed_findings import with_reviews
from pactwatch.errors import PactwatchError, UsageError
from pactwatch.instruments.codes import BAD_STATUS
from pactwatch.instruments.findings import Evidence, Finding, LeftOut, guess_words
from pactwatch.instruments.together import together
from pactwatch.instruments.types import Instrument, Provision, Status
from pactwatch.model import Document
from pactwatch.store.codec import fold
from pactwatch.store.codes import CASE_CHANGED
from pactwatch.store.view import View
from pactwatch.web.api.law import ElementStatus, find, set_element
from pactwatch.web.computed.findings import Assessed
from pactwatch.web.context import Context
from pactwatch.web.errors import NotReadyError
from pactwatch.web.pages.asking import Query, as_data, pager
from pactwatch.web.pages.rendering import problem_of, show, status_for
from pactwatch.web.pages.words import document_card, modality, status
from pactwatch.web.routes import get_page, post
from pactwatch.web.templates import see_other

LIMIT, QUOTES, LEFT_OUT = 20, 3, 60
STATUSES: tuple[Status, ...] = ("met", "contested", "not_met", "unknown")
FORCE = {True: "in force then", False: "not in force then", None: "force then unknown"}


@get_page("/provisions", name="pages.provisions")
def list_findings(ctx: Context) -> Response[bytes]:
    """Show the findings that are asked for, and the register of instruments."""
    query = Query(ctx)
    offset, asked = query.number("offset", 0), {name: query.text(name) for name in ("provision", "document", "story")}
    with ctx.view() as view:
        texts = ctx.server.computed.findings.texts(view)
        values: dict[str, Any] = {
            "asked": {**asked, "any": any(asked.values())}, "data": _data(asked),
            "register": as_data("instruments", {}, limit=None),
            "instruments": [_instrument(one, texts) for one in texts.register.instruments],
        }  # fmt: skip
        try:
            found = _found(ctx, view, asked)
        except NotReadyError:
            raise
        except PactwatchError as error:
            values |= {"findings": [], "left_out": [], "left_more": 0, "behind": False, "pager": None, "provisions": [("", "all")]}
            return show(ctx, "provisions.html.j2", title="Provisions", status=status_for(error), error=problem_of(error), **values)
        raised = sorted({(one.provision, one.cite) for one in found[1]}, key=lambda pair: pair[1])
        rows = [_row(view, one, texts) for one in with_reviews(view, found[0][offset : offset + LIMIT])]
        left = found[2]
        out = [_left_out(view, one) for one in left[:LEFT_OUT]]
        values |= {"behind": not found[3], "left_out": out, "left_more": max(0, len(left) - LEFT_OUT)}
    values |= {"findings": rows, "pager": pager(query, len(found[0]), LIMIT, offset, len(rows)), "provisions": [("", "all"), *raised]}
    return show(ctx, "provisions.html.j2", title="Provisions", **values)


def _data(asked: Mapping[str, str | None]) -> dict[str, str] | None:
    """Return where the findings are data; None for words of a title, which the API knows no document by."""
    if asked["document"] and not asked["document"].startswith("doc-"):
        return None
    return as_data("provisions", {**asked, "joined": "true" if asked["story"] else None})


def _found(ctx: Context, view: View, asked: Mapping[str, str | None]) -> tuple[list[Finding], list[Finding], list[LeftOut], bool]:
    """Return the findings asked for, all of the same documents, what review left out of the first, and whether reviews are all worked in."""
    computed = ctx.server.computed
    if asked["story"]:
        documents = computed.stories.known(view).value.named(asked["story"])
        assessed: Sequence[Assessed] = computed.findings.of(view, documents)
    else:
        assessed = computed.findings.all(view).value
        if asked["document"]:
            assessed = [one for one in assessed if _is(view, one.document, asked["document"])]
    decided = computed.findings.decided(view, assessed)
    findings = list(together(decided.findings)) if asked["story"] else decided.findings
    left = [one for one in decided.left_out if asked["provision"] in (None, one.provision)]
    return [one for one in findings if asked["provision"] in (None, one.provision)], findings, left, decided.fresh


def _left_out(view: View, one: LeftOut) -> dict[str, Any]:
    """Return why a finding is left out, in words."""
    return {
        "words": f"{one.cite}: {document_card(view.document(one.document))['label']}", "text": "", "claim": one.claim, "status": status(one.status),
        "who": one_line(one.who), "at": one.at[:10], "why": one_line(one.why),
    }  # fmt: skip


def _is(view: View, document: str, wanted: str) -> bool:
    return document.startswith(wanted) or f" {fold(wanted)} " in f" {fold(view.document(document).title)} "


def _instrument(one: Instrument, texts: Texts) -> dict[str, Any]:
    name = f"{one.symbol or one.title} {(one.adopted or '')[:4]}".strip()
    return {"name": name, "provisions": [_provision(item, texts) for item in one.provisions]}


def _provision(provision: Provision, texts: Texts) -> dict[str, Any]:
    paragraph = texts.official.get(provision.id)
    return {
        "cite": provision.cite, "gist": provision.gist, "binding": provision.binding,
        "official": None if paragraph is None else paragraph.agrees is not False,
        "text": one_line(paragraph.text) if paragraph is not None else "",
    }  # fmt: skip


def _row(view: View, one: Finding, texts: Texts) -> dict[str, Any]:
    document = view.document(one.document)
    counts = Counter(result.status for result in one.elements)
    return {
        **_facts(one, document, texts), "counts": [(status, counts[status]) for status in STATUSES if counts[status]],
        "conclusions": [{"who": one_line(c.who)} for c in one.conclusions],
    }  # fmt: skip


def _facts(one: Finding, document: Document, texts: Texts) -> dict[str, Any]:
    read = one.machine
    force = "disputed whether in force" if one.in_force == "disputed" else FORCE[one.in_force]
    return {
        "id": one.id, "cite": one.cite, "gist": texts.register.provision(one.provision).gist, "modality": modality(one.modality), "force": force,
        "date": one.date, "claim": one.claim, "status": status(one.review) if one.review else None, "edited": bool(one.edited),
        "guess": guess_words(one.condition),
        "read_as": f"{read.modality}, {read.date or 'no date'}: {read.summary}" if read else "", "document": document_card(document),
        "quote": " […] ".join(_quotes(one.evidence, {document.id: document})),
    }  # fmt: skip


def _quotes(evidence: Sequence[Evidence], documents: Mapping[str, Document]) -> list[str]:
    known = [item for item in evidence if item.document in documents]
    return [one_line(documents[item.document].text[item.span[0] : item.span[1]]) for item in known[:QUOTES]]


@get_page("/provisions/{finding:str}", name="pages.finding")
def show_finding(ctx: Context, finding: str) -> Response[bytes]:
    """Show one finding, element by element."""
    return _page(ctx, finding)


def _page(ctx: Context, wanted: str, error: PactwatchError | None = None, given: Mapping[str, str] | None = None) -> Response[bytes]:
    with ctx.view() as view:
        one, texts = find(ctx, view, wanted), ctx.server.computed.findings.texts(view)
        names = dict.fromkeys([one.document, *(item.document for result in one.elements for item in result.evidence)])
        documents = {name: view.document(name) for name in names}
        seen = " ".join(row.id for row in view.judgements(ELEMENT, one.id))
    typed = given or {}
    official = texts.official.get(one.provision)
    facts = _facts(one, documents[one.document], texts) | {
        "official": one_line(official.text) if official is not None else "",
        "elements": [_element(one, result, documents, texts) for result in one.elements],
        "conclusions": [
            {"text": one_line(c.text), "who": one_line(c.who), "at": c.at[:10], "why": one_line(c.why), "judgement": c.judgement}
            for c in one.conclusions
        ],
    }  # fmt: skip
    return show(
        ctx, "finding.html.j2", title=one.cite, status=200 if error is None else status_for(error),
        error=None if error is None else problem_of(error, "Changed meanwhile" if error.code == CASE_CHANGED else "That did not work"),
        f=facts, seen=seen, may_judge=ctx.person.may("analyst"), may_conclude=ctx.person.may("reviewer"),
        element_choices=[(result.id, f"{result.id}: {result.question}"[:90]) for result in one.elements],
        given={name: typed.get(name, "") for name in ("action", "element", "status", "why", "text")},
    )  # fmt: skip


def _element(one: Finding, result: Any, documents: Mapping[str, Document], texts: Texts) -> dict[str, Any]:
    return {
        "id": result.id, "kind": result.kind, "question": result.question, "status": result.status, "why": one_line(result.why), "by": result.by,
        "found": result.found or "", "quotes": _quotes(result.evidence, documents), "official": texts.element_words(one.provision, result.id),
    }  # fmt: skip


@post("/provisions/{finding:str}", name="pages.finding.decide")
def decide(ctx: Context, finding: str) -> Response[Any]:
    """Decide an element, or take back a decision or conclusion."""
    form = ctx.form
    why, status = form.get("why", ""), form.get("status", "")
    try:
        if form.get("action") == "undo":
            ctx.undo(form.get("judgement", ""), why=why, kinds=(ELEMENT, CONCLUSION))
            return see_other(f"/provisions/{finding}?did=undo")
        if status not in STATUSES:
            raise UsageError(f"a status is one of {', '.join(STATUSES)}", code=BAD_STATUS)
        seen = tuple(form.get("seen", "").split())
        set_element(ctx, finding, ElementStatus(element=form.get("element", ""), status=status, why=why, seen=seen))
    except PactwatchError as error:
        return _page(ctx, finding, error, form)
    return see_other(f"/provisions/{finding}?did=element")


@post("/provisions/{finding:str}/conclude", name="pages.finding.conclude")
def conclude(ctx: Context, finding: str) -> Response[Any]:
    """Sign a conclusion: the program itself concludes nothing."""
    form = ctx.form
    try:
        checked({"the conclusion": form.get("text", "")})
        with ctx.view() as view:
            one = find(ctx, view, finding)
        value = {"text": form["text"].strip(), "provision": one.provision}
        ctx.ledger.judge(CONCLUSION, one.id, value, why=form.get("why", ""), who=ctx.person.name)
    except PactwatchError as error:
        return _page(ctx, finding, error, form)
    return see_other(f"/provisions/{finding}?did=conclude")


handlers = [list_findings, show_finding, decide, conclude]
