"""What people decide: reviews of claims, grades of sources, undoing, and the log of who did what."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Annotated, Any, Literal

from litestar import Response
from litestar.params import HeaderParameter, Parameter
from msgspec import Meta

from pactwatch.casefile.dependents import Dependents, dependents
from pactwatch.commands.grading import COLUMNS, grade_rows, source_subject
from pactwatch.commands.review_lists import LOG, logged
from pactwatch.errors import LedgerError
from pactwatch.figures.grades import SOURCE, graded, reliability
from pactwatch.model import Frozen, Judgement, Review
from pactwatch.origins.decisions import JOIN, SPLIT
from pactwatch.store import codes as store_codes
from pactwatch.store.judgements import settled
from pactwatch.store.view import View
from pactwatch.web import codes
from pactwatch.web.api.claims import ClaimId
from pactwatch.web.api.parameters import Day, Limit, Offset, Why
from pactwatch.web.api.reply import MOST, answer, asked_for_csv, conditional, paged, table, versioned
from pactwatch.web.api.shapes import ActPage, GradedSource, GradePage, MadeReview, ReviewPage, SourcePage, WholeReview
from pactwatch.web.computed.stories import Known
from pactwatch.web.context import Context
from pactwatch.web.errors import WebError
from pactwatch.web.routes import get, post

UNDONE = ("screen.decision", "finding.element", "finding.conclusion", SOURCE, JOIN, SPLIT)
"""Kinds of judgements that are taken back by their id; reviews and cases have their own undo."""
ACTS = ("seq", "at", "who", "action", "subject", "kind", "about", "why", "undoes", "title")
SOURCES = ("key", "name", "count", "grade", "graded_by", "why")
_VERSION = re.compile(r'^\s*(?:W/)?"?(\d{1,9})(?:-([0-9a-f]{1,64}))?"?\s*$')


class ReviewAct(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One act of review. `value` is a partial claim for edit, {"grade": 1-6} for grade, {"text"} for note, {"judgement"} for undo.

    `expected` is the version of the review that was seen: where it is another now, nothing is done (409).
    """

    action: Literal["accept", "reject", "edit", "grade", "note", "retract", "undo"]
    why: Annotated[str, Meta(max_length=5000)] = ""
    value: dict[str, Any] | None = None
    expected: Annotated[int, Meta(ge=0, le=1_000_000_000)] | None = None


class SourceGrade(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The reliability of a source, A (completely reliable) to F (cannot be judged), and why."""

    source: Annotated[str, Meta(min_length=1, max_length=300)]
    grade: Literal["A", "B", "C", "D", "E", "F"]
    why: Why


class Undoing(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a judgement is taken back."""

    why: Why


@get("/api/v1/claims/{claim:str}/reviews", name="api.reviews", tags=["reviews"])
def reviews(ctx: Context, claim: ClaimId, limit: Limit = MOST, offset: Offset = 0) -> Response[ReviewPage]:
    """Return the review of a claim with its history, in CSV the history alone. The ETag begins with its version: send it back as If-Match."""
    as_csv = asked_for_csv(ctx)
    with ctx.view() as view:
        review = view.review(view.claim_id(claim))
    shown = review.history[offset : offset + limit]
    if as_csv:
        undone = settled(review.history)[1]
        rows = [logged(one, undone) for one in shown]
        made = table("reviews", LOG, [[row[name] for name in LOG] for row in rows])
    else:
        facts = {name: getattr(review, name) for name in review.__struct_fields__ if name != "history"}
        made = answer(facts | paged(ctx, "history", shown, len(review.history), limit, offset))
    return versioned(ctx, str(review.version), made)


@post("/api/v1/claims/{claim:str}/reviews", name="api.review", tags=["reviews"])
def review(
    ctx: Context, claim: ClaimId, data: ReviewAct,
    if_match: Annotated[str | None, HeaderParameter(name="If-Match", max_length=100, description="the version of the review that was seen")] = None,
) -> Response[MadeReview]:  # fmt: skip
    """Accept, reject, edit, grade, note, retract or undo, under the name of the person who is logged in.

    The answer to a retraction lists what rests on the claim: cases, figures, findings, its story.

    412 where If-Match names another version than the review has, 409 where `expected` does; then nothing is done.
    """
    expected, made = data.expected, None
    if if_match is not None and if_match.strip() != "*":
        expected = version_of(if_match)
    try:
        ctx.review(claim, data.action, why=data.why, value=data.value, expected=expected)
    except LedgerError as error:
        if error.code == store_codes.CHANGED and if_match is not None:
            raise WebError(str(error), code=error.code, status=412, detail=_now(ctx, claim)) from error
        raise
    made = _now(ctx, claim)
    resting = _dependents(ctx, made.claim) if data.action == "retract" else None
    facts = {name: getattr(made, name) for name in WholeReview.__struct_fields__}
    return answer(MadeReview(**facts, dependents=resting), status=201, headers={"ETag": f'"{made.version}"'})


def _dependents(ctx: Context, claim: str) -> Dependents:
    with ctx.view() as view:
        known: Known | None = None
        with suppress(WebError):  # where the stories are still being compared, the rest is told without them
            known = ctx.server.computed.stories.known(view).value
        return dependents(view, claim, known)


@get("/api/v1/sources", name="api.sources", tags=["sources"])
def sources(
    ctx: Context,
    text: Annotated[str | None, Parameter(max_length=300, description="words of the name")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response[SourcePage]:
    """List the sources that claims name, the most frequent first, with their grades."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        key = ("sources", text, limit, offset)
        got = ctx.server.computed.count(key, view, lambda own: own.source_counts(text, None, limit, offset))
        rows, total = got.value
        grades = graded(view.judgements(SOURCE), SOURCE)
        found = [_graded(row, grades.get(row.key)) for row in rows]
        if as_csv:
            return table("sources", SOURCES, [[getattr(row, name) for name in SOURCES] for row in found], behind=not got.fresh)
        return paged(ctx, "sources", found, total, limit, offset, behind=not got.fresh)

    return conditional(ctx, make)


@get("/api/v1/grades", name="api.grades", tags=["sources"])
def grades(
    ctx: Context,
    subject: Annotated[str | None, Parameter(max_length=300, description="only those of this source or claim")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response[GradePage]:
    """List the grades that were given, undone ones too, oldest first."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        rows = grade_rows(view, subject, quick=True)
        shown = rows[offset : offset + limit]
        if as_csv:
            return table("grades", COLUMNS, [[row[name] for name in COLUMNS] for row in shown])
        return paged(ctx, "grades", shown, len(rows), limit, offset)

    return conditional(ctx, make)


@post("/api/v1/grades", name="api.grade", tags=["sources"])
def grade(ctx: Context, data: SourceGrade) -> Response[Judgement]:
    """Grade the reliability of a source."""
    return answer(grade_source(ctx, data.source, data.grade, data.why), status=201)


@post("/api/v1/judgements/{judgement:str}/undo", name="api.undo", tags=["activity"])
def undo(
    ctx: Context, judgement: Annotated[str, Parameter(max_length=100, description="the judgement's id")], data: Undoing
) -> Response[Judgement]:
    """Take back a decision about a story, a finding, a match or a source's grade; what was undone stays in the log.

    A conclusion is taken back by a reviewer, and restored by whoever signed it (403).
    """
    return answer(ctx.undo(judgement, why=data.why, kinds=UNDONE), status=201)


@get("/api/v1/activity", name="api.activity", tags=["activity"])
def activity(
    ctx: Context,
    since: Day = None,
    who: Annotated[str | None, Parameter(max_length=100, description="only what this person did")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response[ActPage]:
    """List what was done, by whom and why, the newest first."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        shown = view.activity(since, who, limit, offset)
        if as_csv:
            return table("activity", ACTS, [[getattr(act, name) for name in ACTS] for act in shown])
        return paged(ctx, "activity", shown, view.count_activity(since, who), limit, offset)

    return conditional(ctx, make)


def grade_source(ctx: Context, source: str, grade: str, why: str) -> Judgement:
    """Keep the reliability of a source. UsageError PW151 for no grade."""
    value = {"grade": reliability(grade), "name": source}
    return ctx.ledger.judge(SOURCE, source_subject(source), value, why=why, who=ctx.person.name)


def _now(ctx: Context, claim: str) -> Review:
    with ctx.view() as view:
        return view.review(view.claim_id(claim))


def version_of(header: str) -> int:
    """Return the version that an If-Match header names. WebError PW801 where it names none."""
    found = _VERSION.match(header)
    if found is None:
        detail = [{"field": "If-Match", "message": "the version that was seen, as in \"3\"", "in": "header"}]
        raise WebError("If-Match names no version", code=codes.INVALID, status=422, detail=detail)
    return int(found[1])


def seen_part(header: str) -> str:
    """Return what an If-Match header says beside the version: the digest of what a case printed, "" for none."""
    found = _VERSION.match(header)
    return (found[2] or "") if found else ""


def _graded(row: Any, given: Any) -> GradedSource:
    return GradedSource(
        key=row.key, name=row.name, count=row.count, grade=given.grade if given else None, graded_by=given.who if given else None,
        why=given.why if given else None,
    )  # fmt: skip


handlers = [reviews, review, sources, grades, grade, undo, activity]
