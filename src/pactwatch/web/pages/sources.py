"""Sources and their reliability, A to F, with the history of each grade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from litestar import Response

from pactwatch.casefile.plain import one_line
from pactwatch.commands.grading import source_subject
from pactwatch.errors import PactwatchError
from pactwatch.figures.grades import RELIABILITY, SOURCE, Grade, as_grade, reliability
from pactwatch.store import ClaimFilter
from pactwatch.store.facets import SourceCount
from pactwatch.store.judgements import in_force
from pactwatch.store.view import View
from pactwatch.web.context import Context
from pactwatch.web.pages.asking import Query, as_data, pager
from pactwatch.web.pages.behind import grades_of_sources
from pactwatch.web.pages.history import at_words
from pactwatch.web.pages.rendering import problem_of, show, status_for
from pactwatch.web.pages.words import claim_card
from pactwatch.web.routes import get_page, post
from pactwatch.web.templates import see_other

LIMIT, CLAIMS = 40, 10
GRADES = [(key, f"{key}: {meaning}") for key, meaning in RELIABILITY.items()]


@get_page("/sources", name="pages.sources")
def list_sources(ctx: Context) -> Response[bytes]:
    """Show the sources that claims name, the most frequent first, with their grades."""
    query = Query(ctx)
    offset, words, grade = query.number("offset", 0), query.text("q"), query.one_of("grade", [*RELIABILITY, "any"])
    with ctx.view() as view:
        grades = grades_of_sources(view)
        keys = tuple(sorted(key for key, one in grades.items() if grade in (one.grade, "any"))) if grade else None
        asked = ("sources", words, keys, offset)
        found, total = ctx.server.computed.count(asked, view, lambda own: own.source_counts(words, keys, LIMIT, offset)).value
    rows = [_row(one, grades) for one in found]
    filters = [("", "all"), ("any", "graded"), *GRADES]
    return show(
        ctx, "sources.html.j2", title="Sources", sources=rows, pager=pager(query, total, LIMIT, offset, len(rows)),
        asked={"q": words, "grade": grade}, grade_filter=filters, data=None if grade else as_data("sources", {"text": words}),
    )  # fmt: skip


def _row(one: SourceCount, grades: Mapping[str, Grade]) -> dict[str, Any]:
    grade = grades.get(one.key) or grades.get(source_subject(one.name))
    row = {"key": one.key, "name": one_line(one.name), "n": one.count, "grade": None, "meaning": ""}
    if grade is None:
        return row
    return row | {"grade": grade.grade, "meaning": grade.meaning, "who": one_line(grade.who), "at": grade.at[:10], "why": one_line(grade.why)}


@get_page("/sources/{source:str}", name="pages.source")
def show_source(ctx: Context, source: str) -> Response[bytes]:
    """Show one source: its grade, the history of its grades, what it says."""
    return _page(ctx, source)


def _page(ctx: Context, source: str, error: PactwatchError | None = None, given: Mapping[str, str] | None = None) -> Response[bytes]:
    with ctx.view() as view:
        found, _ = view.source_counts(keys=(source,), limit=1)
        one = found[0] if found else SourceCount(key=source, name=source, count=0)
        grades = grades_of_sources(view)
        wanted = ClaimFilter(said_by=one.key, limit=CLAIMS)
        rows = list(view.claims(wanted)) if one.count else []
        reviews = view.reviews([row.claim.id for row in rows])
        history = _history(view, {one.key, source_subject(one.name)})
    typed = given or {}
    return show(
        ctx, "source.html.j2", title=one_line(one.name), status=200 if error is None else status_for(error),
        error=None if error is None else problem_of(error), source=_row(one, grades), history=history, grades=[("", "choose"), *GRADES],
        claims=[claim_card(view.edited(row.claim, own := reviews[row.claim.id]), row.document, row.quotes, own) for row in rows],
        action=f"/sources/{quote(source, safe='')}", sent_to=f"/sources/{source}", may_judge=ctx.person.may("analyst"),
        given={"grade": typed.get("grade"), "why": typed.get("why")},
    )  # fmt: skip


def _history(view: View, subjects: set[str]) -> list[dict[str, Any]]:
    every = [one for subject in sorted(subjects) for one in view.judgements(SOURCE, subject, history=True)]
    held = {one.id for one in in_force(every)}
    return [
        {
            "id": one.id, "grade": grade.grade, "meaning": grade.meaning, "who": one_line(one.who), "at": at_words(one.at), "why": one_line(one.why),
            "undone": one.id not in held,
        }
        for one in sorted(every, key=lambda one: -one.seq) if one.undoes is None for grade in [as_grade(one)]
    ]  # fmt: skip


@post("/sources/{source:str}", name="pages.source.grade")
def grade_source(ctx: Context, source: str) -> Response[Any]:
    """Grade a source, or take a grade back."""
    form = ctx.form
    try:
        if form.get("action") == "undo":
            ctx.undo(form.get("judgement", ""), why=form.get("why", ""), kinds=(SOURCE,))
        else:
            with ctx.view() as view:
                found, _ = view.source_counts(keys=(source,), limit=1)
            name = found[0].name if found else source
            value = {"grade": reliability(form.get("grade", "")), "name": name}
            ctx.ledger.judge(SOURCE, source_subject(name), value, why=form.get("why", ""), who=ctx.person.name)
    except PactwatchError as error:
        return _page(ctx, source, error, form)
    return see_other(f"/sources/{quote(source, safe='')}?did={'undo' if form.get('action') == 'undo' else 'grade'}")


handlers = [list_sources, show_source, grade_source]
