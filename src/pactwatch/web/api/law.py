"""Provisions, and what the ledger's documents raise of them, element by element; what people decide about findings."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from litestar import Response
from litestar.params import Parameter
from msgspec import Meta

from pactwatch.commands.finding_judgements import CONCLUSION, ELEMENT, element_of, the_one
from pactwatch.commands.instruments import holds, provision_facts
from pactwatch.commands.reviewed_findings import with_reviews
from pactwatch.errors import UsageError
from pactwatch.instruments import Finding
from pactwatch.instruments.together import together
from pactwatch.model import Frozen, Judgement
from pactwatch.store.codec import day_bounds
from pactwatch.store.view import View
from pactwatch.web.api.parameters import Day, Limit, Offset, Why
from pactwatch.web.api.reply import answer, asked_for_csv, conditional, paged, table
from pactwatch.web.api.shapes import FindingPage, ProvisionList, ProvisionPage
from pactwatch.web.computed.findings import Assessed
from pactwatch.web.context import Context
from pactwatch.web.routes import get, post

FindingId = Annotated[str, Parameter(max_length=100, description="a finding's id, or a start of it that no other has")]
COLUMNS = ("finding", "document", "claim", "provision", "cite", "modality", "date", "in_force", "element", "status", "why", "by",
           "review", "edited")  # fmt: skip
LISTED = ("id", "cite", "gist", "binding", "verb", "direction", "sha256", "instrument")


class ElementStatus(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person decides about one element of a finding, and why.

    `seen` are the ids of decisions about the finding that stood when the person looked: where the element has others, nothing is done (409).
    """

    element: Annotated[str, Meta(min_length=1, max_length=100)]
    status: Literal["met", "unknown", "not_met", "contested"]
    why: Why
    seen: Annotated[tuple[str, ...], Meta(max_length=1000)] | None = None


class Concluding(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person concludes of a finding, and why: the program itself concludes nothing."""

    text: Annotated[str, Meta(min_length=1, max_length=5000)]
    why: Why


@get(["/api/v1/assess", "/api/v1/provisions"], name="api.assess", tags=["provisions"])
def assess(  # noqa: PLR0913 - each is a parameter of the address
    ctx: Context,
    *,
    claim: Annotated[str | None, Parameter(max_length=100, description="findings that this claim bears on")] = None,
    document: Annotated[str | None, Parameter(max_length=100, description="findings of the document with this id")] = None,
    story: Annotated[str | None, Parameter(max_length=100, description="findings of a story's documents, put together")] = None,
    provision: Annotated[str | None, Parameter(max_length=100, description="findings on this provision, as unsc-2397-2017-p8")] = None,
    as_of: Day = None,
    joined: Annotated[bool, Parameter(description="put findings on one provision together")] = False,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response[FindingPage]:
    """List what the documents raise, element by element: met, unknown, not met, contested; never a verdict."""
    as_csv, until = asked_for_csv(ctx), _day(as_of)

    def make(view: View) -> Any:
        found, fresh = _assessed(ctx, view, claim, document, story)
        decided = ctx.server.computed.findings.decided(view, found, until)
        findings, errors, left = decided.findings, decided.errors, decided.left_out
        if claim is not None:
            wanted = view.claim(claim).claim.id
            findings, errors = [one for one in findings if wanted in (one.claim, *one.claims)], []
            left = [one for one in left if one.claim == wanted]
        if provision is not None:
            only = ctx.server.computed.findings.texts(view).register.provision(provision).id
            findings, errors = [one for one in findings if one.provision == only], []
            left = [one for one in left if one.provision == only]
        findings = together(findings) if joined or story else findings
        shown = with_reviews(view, findings[offset : offset + limit])
        if as_csv:
            return table("findings", COLUMNS, _rows(shown))
        return paged(ctx, "findings", shown, len(findings), limit, offset, law_errors=errors[:limit], left_out=left[:limit],
                     left_out_total=len(left), behind=not (fresh and decided.fresh))  # fmt: skip

    return conditional(ctx, make, also=str(ctx.server.computed.findings.state))


@get("/api/v1/findings/{finding:str}", name="api.finding", tags=["provisions"])
def finding(ctx: Context, finding: FindingId) -> Response[Finding]:
    """Return one finding with what people decided about it; as CSV a row for each element."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        found = find(ctx, view, finding)
        return table("finding", COLUMNS, _rows([found])) if as_csv else found

    return conditional(ctx, make, also=str(ctx.server.computed.findings.state))


@post("/api/v1/findings/{finding:str}/elements", name="api.finding.element", tags=["provisions"])
def decide_element(ctx: Context, finding: FindingId, data: ElementStatus) -> Response[Judgement]:
    """Decide one element: the status given stands in place of what the program found, which is kept beside it."""
    return answer(set_element(ctx, finding, data), status=201)


@post("/api/v1/findings/{finding:str}/conclusions", name="api.finding.conclude", tags=["provisions"])
def conclude(ctx: Context, finding: FindingId, data: Concluding) -> Response[Judgement]:
    """Record what the person who is logged in concludes of a finding."""
    with ctx.view() as view:
        found = find(ctx, view, finding)
    value = {"text": data.text, "provision": found.provision}
    return answer(ctx.ledger.judge(CONCLUSION, found.id, value, why=data.why, who=ctx.person.name), status=201)


@get("/api/v1/instruments", name="api.instruments", tags=["provisions"])
def instruments(
    ctx: Context,
    text: Annotated[str | None, Parameter(max_length=300, description="words of citation, gist, act, object or regime")] = None,
    limit: Limit = 200,
    offset: Offset = 0,
) -> Response[ProvisionPage]:
    """List the provisions of resolutions and treaties."""
    as_csv, words = asked_for_csv(ctx), (text or "").casefold().split()

    def make(view: View) -> Any:
        texts = ctx.server.computed.findings.texts(view)
        pairs = [(one, item) for one in texts.register.instruments for item in one.provisions if holds(one, item, words)]
        rows = [provision_facts(one, item, texts, brief=True) for one, item in pairs[offset : offset + limit]]
        if as_csv:
            return table("provisions", LISTED, [[row[name] for name in LISTED] for row in rows])
        return paged(ctx, "provisions", rows, len(pairs), limit, offset)

    return conditional(ctx, make)


@get("/api/v1/instruments/{instrument:str}", name="api.instrument", tags=["provisions"])
def instrument(
    ctx: Context, instrument: Annotated[str, Parameter(max_length=100, description="an instrument's or a provision's id")]
) -> Response[ProvisionList]:
    """Return an instrument's provisions whole, or one provision."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        texts = ctx.server.computed.findings.texts(view)
        try:
            one = texts.register.instrument(instrument)
            wanted = one.provisions
        except UsageError:
            wanted = (texts.register.provision(instrument),)
            one = texts.register.instrument_of(wanted[0])
        rows = [provision_facts(one, item, texts, brief=as_csv) for item in wanted]
        return table("provisions", LISTED, [[row[name] for name in LISTED] for row in rows]) if as_csv else {"provisions": rows}

    return conditional(ctx, make)


def find(ctx: Context, view: View, wanted: str) -> Finding:
    """Return the finding whose id is or starts with `wanted`, as people decided; LedgerError PW408, PW409."""
    start = wanted.strip() if wanted.strip().startswith("fd-") else f"fd-{wanted.strip()}"
    every = ctx.server.computed.findings.all(view).value
    holding = [one for one in every if any(item.id.startswith(start) for item in one.findings)]
    decided = ctx.server.computed.findings.decided(view, holding)
    found = [item for item in decided.findings if item.id.startswith(start)]
    [one] = with_reviews(view, [the_one(found, [left for left in decided.left_out if left.finding.startswith(start)], wanted)])
    return one


def set_element(ctx: Context, wanted: str, given: ElementStatus) -> Judgement:
    """Keep a person's status of an element in place of the one before.

    UsageError PW133 where there is no such element, PW124 without a reason, LedgerError PW415 where another one stands than was seen.
    """
    with ctx.view() as view:
        found = find(ctx, view, wanted)
        result = element_of(found, given.element)
    value = {"element": given.element, "status": given.status, "found": result.found or result.status, "provision": found.provision}
    return ctx.ledger.judge_anew(ELEMENT, found.id, value, "element", why=given.why, who=ctx.person.name, seen=given.seen)


def _assessed(ctx: Context, view: View, claim: str | None, document: str | None, story: str | None) -> tuple[list[Assessed], bool]:
    documents: list[str] = []
    if claim is not None:
        documents.append(view.claim(claim).reading.document.id)
    elif document is not None:
        documents.append(view.document(document).id)
    elif story is not None:
        documents += ctx.server.computed.stories.known(view).value.named(story)
    if documents:
        return ctx.server.computed.findings.of(view, documents), True
    every = ctx.server.computed.findings.all(view)
    return every.value, every.fresh


def _rows(findings: list[Finding]) -> list[list[Any]]:
    return [
        [one.id, one.document, one.claim, one.provision, one.cite, one.modality, one.date, one.in_force, item.id, item.status, item.why, item.by,
         one.review, list(one.edited)]
        for one in findings
        for item in one.elements
    ]


def _day(value: str | None) -> str | None:
    if value is None:
        return None
    bounds = day_bounds(value)
    if bounds is None:
        raise UsageError("as_of takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")
    return bounds[1]


handlers = [assess, finding, decide_element, conclude, instruments, instrument]
