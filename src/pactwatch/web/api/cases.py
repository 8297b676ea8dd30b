"""Cases: the list, one case with what it lacks, each part written and taken out, exports."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from litestar import Response
from litestar.params import HeaderParameter, Parameter, QueryParameter
from msgspec import Meta

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.case_edits import Edit, case_named, cases_in
from pactwatch.casefile.case_rows import LOG, PARTS, log_rows, part_rows
from pactwatch.casefile.case_shown import SEEN, seen_digest
from pactwatch.casefile.case_types import Case
from pactwatch.casefile.cases import case_state
from pactwatch.commands.casing import COLUMNS, case_row, replying
from pactwatch.errors import LedgerError
from pactwatch.model import Frozen
from pactwatch.store.codes import CASE_CHANGED
from pactwatch.store.view import View
from pactwatch.web import codes
from pactwatch.web.api.parameters import Limit, Offset
from pactwatch.web.api.people import seen_part, version_of
from pactwatch.web.api.reply import MOST, answer, asked_for_csv, conditional, paged, table, versioned
from pactwatch.web.api.shapes import CaseLog, CasePage, WholeCase
from pactwatch.web.context import Context
from pactwatch.web.errors import WebError
from pactwatch.web.pages.case_acts import build, publish, sign
from pactwatch.web.pages.case_export import exported
from pactwatch.web.pages.case_kept import file_of
from pactwatch.web.routes import delete, get, post, put

CaseId = Annotated[str, Parameter(max_length=100, description="a case's id, or a start of it that no other has")]
Part = Annotated[str, Parameter(max_length=200, description="the part's name in the case, as p1, q2 or r1")]
Form = Annotated[Literal["html", "pdf", "docx", "md", "bib", "zip"], QueryParameter(name="format", description="the format")]
IfMatch = Annotated[str | None, HeaderParameter(name="If-Match", max_length=100, description="the version of the case that was seen")]
Line = Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]
Prose = Annotated[str, Meta(min_length=1, max_length=20_000, pattern=r"\S")]
Reason = Annotated[str, Meta(max_length=5000)]


class Sent(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what is sent: `why` is kept as the reason."""

    why: Reason = ""


class RuleSet(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many people must have accepted each cited claim (1 where a new case does not say), how many who are no authors must sign (0).

    What is not given stays as it is. Lowering either takes a reviewer who wrote nothing of the case, and a reason (403, 422).
    """

    accepts: Annotated[int, Meta(ge=1, le=99)] | None = None
    signers: Annotated[int, Meta(ge=0, le=99)] | None = None


class NewCase(Sent, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A case to be opened."""

    title: Line
    questions: Annotated[tuple[Line, ...], Meta(max_length=50)] = ()
    standard: Prose | None = None
    rules: RuleSet | None = None


class ParagraphText(Sent, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paragraph with references as [[cl-12ab]]; `after` names the paragraph before it, "" the beginning."""

    text: Prose
    after: Annotated[str, Meta(max_length=50)] | None = None


class ParagraphChange(Sent, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new text, or a new place: after another paragraph, at the beginning ("") or at the end (null)."""

    text: Prose | None = None
    after: Annotated[str, Meta(max_length=50)] | None = None


class Words(Sent, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question."""

    text: Prose


class Material(Sent, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim, document, story, series (MEASURE:POPULATION) or provision; `what` says which where the form does not."""

    ref: Line
    what: Literal["claim", "document", "story", "series", "provision"] | None = None


class ReplyEntry(Sent, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom was asked for a reply, and the answer: `party` is a name, or the entry (r1) that an answer belongs to."""

    party: Line
    asked: Annotated[str, Meta(max_length=100)] | None = None
    question: Annotated[str, Meta(max_length=5000)] | None = None
    answered: Annotated[str, Meta(max_length=100)] | None = None
    answer: Annotated[str, Meta(max_length=20_000)] | None = None


class FieldValue(Sent, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new title or standard (text), or new rules."""

    value: Prose | RuleSet


class UndoAsked(Sent, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which judgement of the case is taken back; the newest where none is named."""

    judgement: Annotated[str, Meta(max_length=100)] | None = None


@get("/api/v1/cases", name="api.cases", tags=["cases"])
def cases(ctx: Context, limit: Limit = 50, offset: Offset = 0) -> Response[CasePage]:
    """List the cases, oldest first."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        found = cases_in(view)
        rows = [case_row(case) for case in found[offset : offset + limit]]
        if as_csv:
            return table("cases", COLUMNS, [[row[name] for name in COLUMNS] for row in rows])
        return paged(ctx, "cases", rows, len(found), limit, offset)

    return conditional(ctx, make)


@post("/api/v1/cases", name="api.cases.make", tags=["cases"])
def make_case(ctx: Context, data: NewCase) -> Response[WholeCase]:
    """Open a case; the answer's Location is its address."""
    given = {"standard": data.standard, "rules": None if data.rules is None else _rules(data.rules)}
    fields = {name: value for name, value in given.items() if value is not None}
    made = edits.new_case(ctx.ledger, data.title, who=ctx.person.name, why=data.why, fields=fields)
    for text in data.questions:
        edits.add_question(ctx.ledger, Edit(case=made.subject, who=ctx.person.name, why=data.why), text)
    return _case(ctx, made.subject, status=201)


@get("/api/v1/cases/{case:str}", name="api.case", tags=["cases"])
def case(ctx: Context, case: CaseId) -> Response[WholeCase]:
    """Return a case with what it lacks before it can be published. The ETag is its version and what it prints: send it back as If-Match.

    As CSV a row for each of its parts.
    """
    return _case(ctx, case, as_csv=asked_for_csv(ctx))


@get("/api/v1/cases/{case:str}/log", name="api.case.log", tags=["cases"])
def log(ctx: Context, case: CaseId, limit: Limit = MOST, offset: Offset = 0) -> Response[CaseLog]:
    """Return the judgements of a case, oldest first, undone ones too."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        found = case_named(view, case)
        history = view.judgements(subject=found.id, history=True)
        shown = history[offset : offset + limit]
        if as_csv:
            return table("case-log", LOG, log_rows(shown, {one.id for one in view.judgements(subject=found.id)}))
        return paged(ctx, "judgements", shown, len(history), limit, offset, case=found.id)

    return conditional(ctx, make)


@get("/api/v1/cases/{case:str}/export", name="api.case.export", tags=["cases"])
def export(
    ctx: Context, case: CaseId, form: Form = "html",
    draft: Annotated[bool, Parameter(description="export what is not ready, stamped as a draft on every page")] = False,
) -> Response[Any]:  # fmt: skip
    """Return a case as a file. 409 names what it lacks, unless `draft`."""
    return exported(ctx, case, form, draft=draft)


@post("/api/v1/cases/{case:str}/paragraphs", name="api.case.paragraph.add", tags=["cases"])
def add_paragraph(ctx: Context, case: CaseId, data: ParagraphText, seen: IfMatch = None) -> Response[WholeCase]:
    """Write a paragraph."""
    return _done(ctx, case, data.why, seen, lambda asked: edits.add_paragraph(ctx.ledger, asked, data.text, data.after), status=201)


@put("/api/v1/cases/{case:str}/paragraphs/{part:str}", name="api.case.paragraph.change", tags=["cases"])
def change_paragraph(ctx: Context, case: CaseId, part: Part, data: ParagraphChange, seen: IfMatch = None) -> Response[WholeCase]:
    """Rewrite a paragraph, or move it where no text is given."""
    if data.text is not None:
        return _done(ctx, case, data.why, seen, lambda asked: edits.edit_paragraph(ctx.ledger, asked, part, data.text or ""))
    return _done(ctx, case, data.why, seen, lambda asked: edits.move_paragraph(ctx.ledger, asked, part, data.after))


@delete("/api/v1/cases/{case:str}/paragraphs/{part:str}", name="api.case.paragraph.remove", tags=["cases"])
def remove_paragraph(ctx: Context, case: CaseId, part: Part, seen: IfMatch = None) -> Response[WholeCase]:
    """Take a paragraph out."""
    return _done(ctx, case, "", seen, lambda asked: edits.remove_paragraph(ctx.ledger, asked, part))


@post("/api/v1/cases/{case:str}/questions", name="api.case.question.add", tags=["cases"])
def add_question(ctx: Context, case: CaseId, data: Words, seen: IfMatch = None) -> Response[WholeCase]:
    """Put a question."""
    return _done(ctx, case, data.why, seen, lambda asked: edits.add_question(ctx.ledger, asked, data.text), status=201)


@post("/api/v1/cases/{case:str}/exhibits", name="api.case.exhibit.add", tags=["cases"])
def add_exhibit(ctx: Context, case: CaseId, data: Material, seen: IfMatch = None) -> Response[WholeCase]:
    """Add an exhibit."""
    return _done(ctx, case, data.why, seen, lambda asked: edits.add_exhibit(ctx.ledger, asked, data.ref, data.what), status=201)


@post("/api/v1/cases/{case:str}/exclusions", name="api.case.exclusion.add", tags=["cases"])
def exclude(ctx: Context, case: CaseId, data: Material, seen: IfMatch = None) -> Response[WholeCase]:
    """Leave material out; `why` is published."""
    return _done(ctx, case, data.why, seen, lambda asked: edits.exclude(ctx.ledger, asked, data.ref), status=201)


@post("/api/v1/cases/{case:str}/replies", name="api.case.reply.add", tags=["cases"])
def reply(ctx: Context, case: CaseId, data: ReplyEntry, seen: IfMatch = None) -> Response[WholeCase]:
    """Log whom was asked for a reply, or the answer."""
    given = {name: getattr(data, name) or None for name in ("asked", "question", "answered", "answer")}
    return _done(ctx, case, data.why, seen, lambda asked: replying(data.party, given)(ctx.ledger, asked), status=201)


@delete("/api/v1/cases/{case:str}/parts/{what:str}", name="api.case.part.remove", tags=["cases"])
def remove_part(
    ctx: Context, case: CaseId, what: Annotated[str, Parameter(max_length=20, description="kind of exhibit, or question, exclusion, reply")],
    ref: Annotated[str, Parameter(min_length=1, max_length=300, description="its name or id")], seen: IfMatch = None,
) -> Response[WholeCase]:  # fmt: skip
    """Take an exhibit, question, exclusion or reply out."""
    return _done(ctx, case, "", seen, lambda asked: edits.remove(ctx.ledger, asked, what, ref))


@put("/api/v1/cases/{case:str}/fields/{field:str}", name="api.case.field", tags=["cases"])
def set_field(
    ctx: Context, case: CaseId, field: Annotated[str, Parameter(max_length=20, description="title, standard or rules")], data: FieldValue,
    seen: IfMatch = None,
) -> Response[WholeCase]:  # fmt: skip
    """Change title, standard of evidence or rules."""
    if isinstance(data.value, RuleSet) != (field == "rules"):
        raise WebError("rules are an object, title and standard are text", code=codes.INVALID, status=422)
    value: object = _rules(data.value) if isinstance(data.value, RuleSet) else data.value
    return _done(ctx, case, data.why, seen, lambda asked: edits.set_field(ctx.ledger, asked, field, value))


@post("/api/v1/cases/{case:str}/build", name="api.case.build", tags=["cases"])
def build_case(ctx: Context, case: CaseId, data: Sent, seen: IfMatch = None) -> Response[WholeCase]:
    """Draft a plain sentence for each reviewed claim of the case."""
    return _done(ctx, case, data.why, seen, lambda asked: build(ctx, asked), status=201)


@post("/api/v1/cases/{case:str}/undo", name="api.case.undo", tags=["cases"])
def undo(ctx: Context, case: CaseId, data: UndoAsked, seen: IfMatch = None) -> Response[WholeCase]:
    """Take a change back; undoing the undo restores it.

    A signature or publication is taken back by a reviewer, and restored by whoever signed it (403).
    """
    asked = Edit(case=case, who=ctx.person.name, why=data.why, expected=_expected(seen), reviewer=ctx.person.may("reviewer"))
    made = _written(asked, lambda one: edits.undo(ctx.ledger, one, data.judgement))
    with ctx.view() as view:
        history = view.judgements(subject=made.subject, history=True)
    if case_state(history) is None:
        return answer({"case": None, "problems": (), "signed": ()}, status=201, headers={"ETag": f'"{len(history)}"'})
    return _case(ctx, made.subject, status=201)


@post("/api/v1/cases/{case:str}/sign", name="api.case.sign", tags=["cases"])
def sign_case(ctx: Context, case: CaseId, data: Sent, seen: IfMatch = None) -> Response[WholeCase]:
    """Sign a case as it stands; none of its authors can (403).

    412 where If-Match is not the ETag of the case as it would be signed, 428 without it.
    """
    return _done(ctx, case, data.why, seen, lambda asked: sign(ctx, asked.case, _fields(asked, seen)), status=201)


@post("/api/v1/cases/{case:str}/publish", name="api.case.publish", tags=["cases"])
def publish_case(ctx: Context, case: CaseId, data: Sent, seen: IfMatch = None) -> Response[WholeCase]:
    """Record that a case was published as it stands. 409 where it is not ready or not signed; 412 and 428 as for signing."""
    return _done(ctx, case, data.why, seen, lambda asked: publish(ctx, asked.case, _fields(asked, seen)), status=201)


def _fields(asked: Edit, seen: str | None) -> dict[str, str]:
    """Return what the form of a signature would send. WebError PW815 where it is not said which text was seen."""
    if seen is None or asked.expected is None:
        message = f"say which text you mean: GET /api/v1/cases/{asked.case}, read it, and send its ETag as If-Match"
        raise WebError(message, code=codes.NOT_SEEN, status=428)
    return {"why": asked.why, "expected": str(asked.expected), "seen": seen_part(seen)[:SEEN]}


def _rules(given: RuleSet) -> dict[str, int]:
    return {name: value for name, value in (("accepts", given.accepts), ("signers", given.signers)) if value is not None}


def _done(ctx: Context, case: str, why: str, seen: str | None, act: Any, *, status: int = 200) -> Response[Any]:
    with ctx.view() as view:
        found = case_named(view, case)
    _written(Edit(case=found.id, who=ctx.person.name, why=why, expected=_expected(seen), reviewer=ctx.person.may("reviewer")), act, found.version)
    return _case(ctx, found.id, status=status)


def _expected(seen: str | None) -> int | None:
    return None if seen is None or seen.strip() == "*" else version_of(seen)


def _written(asked: Edit, act: Any, version: int | None = None) -> Any:
    """Return what `act` makes of an edit; WebError 412 where the case is not at the version that If-Match names."""
    try:
        return act(asked)
    except LedgerError as error:
        if error.code == CASE_CHANGED and asked.expected is not None:
            raise WebError(str(error), code=error.code, status=412, detail={"version": version}) from error
        raise


def _case(ctx: Context, wanted: str, *, status: int = 200, as_csv: bool = False) -> Response[Any]:
    with ctx.view() as view:
        found: Case = case_named(view, wanted)
        file = file_of(ctx, view, found)
    whole = {"case": found, "problems": [{"code": one.code, "message": one.message} for one in file.problems], "signed": list(file.signed)}
    headers = {"Location": f"/api/v1/cases/{found.id}"} if status == 201 else {}
    made = table("case", PARTS, part_rows(found)) if as_csv else answer(whole, status=status, headers=headers)
    return versioned(ctx, f"{found.version}-{seen_digest(file)}", made)


handlers = [
    cases, make_case, case, log, export, add_paragraph, change_paragraph, remove_paragraph, add_question, add_exhibit, exclude, reply, remove_part,
    set_field, build_case, undo, sign_case, publish_case,
]  # fmt: skip
