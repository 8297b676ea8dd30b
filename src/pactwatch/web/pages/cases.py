"""Cases: the list, the editor with its footnotes, signing by a second person, exports, verification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Response

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.case_edits import Edit, case_named, cases_in
from pactwatch.casefile.case_status import CaseStatus
from pactwatch.casefile.case_types import Case
from pactwatch.casefile.plain import one_line
from pactwatch.errors import PactwatchError
from pactwatch.web.context import Context
from pactwatch.web.pages.asking import Query, as_data
from pactwatch.web.pages.case_acts import change, check_version, publish, sign
from pactwatch.web.pages.case_kept import file_of
from pactwatch.web.pages.case_page import case_values, gone_words
from pactwatch.web.pages.rendering import problem_of, show, status_for
from pactwatch.web.pages.reopened import states
from pactwatch.web.routes import get, get_page, post
from pactwatch.web.templates import see_other

DRAWING = 3.0
"""Seconds that a case is waited for, which is drawn anew after each edit: its writer wants to see that, not that it is being drawn."""


@get_page("/cases", name="pages.cases")
def list_cases(ctx: Context) -> Response[bytes]:
    """Show the cases, newest first."""
    return _list(ctx)


def _list(ctx: Context, error: PactwatchError | None = None, given: Mapping[str, str] | None = None) -> Response[bytes]:
    typed = given or {}
    with ctx.view() as view:
        cases = cases_in(view)[::-1]
        rows = [_row(case, status) for case, status in zip(cases, states(ctx, view, cases), strict=True)]
    return show(
        ctx, "cases.html.j2", title="Cases", status=200 if error is None else status_for(error), error=None if error is None else problem_of(error),
        cases=rows, data=as_data("cases", {}),
        may_write=ctx.person.may("analyst"), given={name: typed.get(name, "") for name in ("title", "question", "accepts", "signers")},
    )  # fmt: skip


def _row(case: Case, stands: CaseStatus) -> dict[str, Any]:
    signed = [one_line(one.by) for one in case.signatures if one.content == case.content]
    state, tone = ("published", "accepted") if case.published else ("signed", "accepted") if signed else ("being written", "unreviewed")
    if stands.changed:
        state, tone = f"changed since it was published (version {stands.published})", "unreviewed"
    if stands.state == "reopened":
        state, tone = "reopened", "retracted"
    return {
        "id": case.id, "title": one_line(case.title), "paragraphs": len(case.paragraphs), "exhibits": len(case.exhibits), "signed": ", ".join(signed),
        "state": state, "tone": tone, "at": case.at[:10], "by": one_line(case.by),
    }  # fmt: skip


@post("/cases", name="pages.cases.make")
def make_case(ctx: Context) -> Response[Any]:
    """Open a case."""
    form = ctx.form
    try:
        rules = {name: _count(form.get(name, ""), least) for name, least in (("accepts", 1), ("signers", 0))}
        made = edits.new_case(ctx.ledger, form.get("title", ""), who=ctx.person.name, fields={"rules": rules})
        if form.get("question", "").strip():
            edits.add_question(ctx.ledger, Edit(case=made.subject, who=ctx.person.name), form["question"])
    except PactwatchError as error:
        return _list(ctx, error, form)
    return see_other(f"/cases/{made.subject}?did=made")


def _count(value: str, least: int) -> int:
    return min(99, max(least, int(value))) if value.isascii() and value.isdecimal() and len(value) < 4 else least


@get_page("/cases/{case:str}", name="pages.case", patience=DRAWING)
def show_case(ctx: Context, case: str) -> Response[bytes]:
    """Show a case with what may be done with it."""
    return _page(ctx, case)


def _page(ctx: Context, wanted: str, error: PactwatchError | None = None, given: Mapping[str, str] | None = None) -> Response[bytes]:
    with ctx.view() as view:
        values = case_values(ctx, view, case_named(view, wanted), given or {})
    problem = None if error is None else problem_of(error, "Changed meanwhile" if error.code == "PW415" else "That did not work")
    if problem is not None:
        problem["message"] += gone_words(values["case"], given or {})
    return show(ctx, "case.html.j2", title=values["case"].title, status=200 if error is None else status_for(error), error=problem, **values)


@post("/cases/{case:str}", name="pages.case.change")
def change_case(ctx: Context, case: str) -> Response[Any]:
    """Change a case; what cannot be done is said, with all that was typed kept."""
    form = ctx.form
    try:
        did, at = change(ctx, case, form)
    except PactwatchError as error:
        return _page(ctx, case, error, form)
    if did == "undo" and not _stands(ctx, case):
        return see_other("/cases?did=undo")
    return see_other(f"/cases/{case}?did={did}{f'#{at}' if at else ''}")


def _stands(ctx: Context, case: str) -> bool:
    try:
        with ctx.view() as view:
            return bool(case_named(view, case))
    except PactwatchError:
        return False


@post("/cases/{case:str}/sign", name="pages.case.sign")
def sign_case(ctx: Context, case: str) -> Response[Any]:
    """Sign a case as it stands; none of its authors can."""
    try:
        check_version(case, ctx.form)
        sign(ctx, case, ctx.form)
    except PactwatchError as error:
        return _page(ctx, case, error)
    return see_other(f"/cases/{case}?did=signed")


@post("/cases/{case:str}/publish", name="pages.case.publish")
def publish_case(ctx: Context, case: str) -> Response[Any]:
    """Record that a case was published as it stands."""
    try:
        check_version(case, ctx.form)
        publish(ctx, case, ctx.form)
    except PactwatchError as error:
        return _page(ctx, case, error)
    return see_other(f"/cases/{case}?did=published")


@get("/cases/{case:str}/preview", name="pages.case.preview")
def preview(ctx: Context, case: str) -> dict[str, Any]:
    """Return the footnotes of a text that is being written, and its sentences that lack one."""
    from pactwatch.web.pages.case_preview import previewed

    text = ctx.request.query_params.get("text", "")
    with ctx.view() as view:
        found = case_named(view, case)
        notes = file_of(ctx, view, found, draft=True).notes
        return previewed(view, found, text, [note.claim for note in notes if note.claim is not None])


@get("/cases/{case:str}/export", name="pages.case.export")
def export(ctx: Context, case: str) -> Response[Any]:
    """Send a case as a file; one that is not ready as a draft only."""
    from pactwatch.web.pages.case_export import exported

    query = Query(ctx)
    try:
        return exported(ctx, case, query.text("format") or "html", draft=query.text("draft") == "yes")
    except PactwatchError as error:
        return _page(ctx, case, error)


@get_page("/cases/{case:str}/verify", name="pages.verify")
def verify(ctx: Context, case: str) -> Response[bytes]:
    """Make the bundle of a case and verify it from its bytes."""
    from pactwatch.web.pages.case_export import verified

    with ctx.view() as view:
        found = case_named(view, case)
    report = verified(ctx, found)
    return show(ctx, "verify.html.j2", title="Verification", case=found, report=report, draft=report["draft"])


handlers = [list_cases, make_case, show_case, change_case, sign_case, publish_case, preview, export, verify]
