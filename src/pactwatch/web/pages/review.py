"""Review: the queue, the article with the evidence marked, the claim with what may be decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from itertools import groupby
from typing import Any

import msgspec
from litestar import Response

from pactwatch.casefile.caveats import caveats
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.wording import type_words
from pactwatch.errors import LedgerError, PactwatchError
from pactwatch.figures.grades import CREDIBILITY
from pactwatch.model import Judgement, Review, ReviewStatus
from pactwatch.store import ClaimFilter
from pactwatch.store.codes import CHANGED
from pactwatch.store.judgements import in_force
from pactwatch.store.review_state import ACTIONS
from pactwatch.store.types import ClaimRow, ClaimView
from pactwatch.store.view import View
from pactwatch.web.context import Context
from pactwatch.web.forms import version_sent
from pactwatch.web.pages.article import article
from pactwatch.web.pages.asking import Query, pager
from pactwatch.web.pages.behind import held_grade, origins_of_claim, sources_of
from pactwatch.web.pages.edit_form import fields, patch_of
from pactwatch.web.pages.history import history_rows, what
from pactwatch.web.pages.rendering import problem_of, show, status_for
from pactwatch.web.pages.resting import resting_on
from pactwatch.web.pages.review_again import again
from pactwatch.web.pages.words import STATUS, claim_card, document_card, headline, modality, sides, types
from pactwatch.web.routes import get_page, post
from pactwatch.web.templates import see_other

LIMIT = 40
LAST = 60
"""How far back one may take back one's own acts, one after the other."""
MINE = frozenset(ACTIONS.values())
AGAIN = "reopened"
STATUSES: tuple[ReviewStatus, ...] = ("unreviewed", "accepted", "rejected", "retracted")


@get_page("/review", name="pages.review")
def show_review(ctx: Context) -> Response[bytes]:
    """Show the queue and one claim of it, by default the first."""
    query = Query(ctx)
    return review_page(ctx, query, query.text("at"))


@get_page("/review/{claim:str}", name="pages.review.at")
def show_claim(ctx: Context, claim: str) -> Response[Any]:
    """Go on to the claim in the queue: an address that forms are sent to is opened again after a login, or by hand."""
    return see_other(Query.back(ctx, "/review").to(at=claim, status="all"))


@post("/review/{claim:str}", name="pages.review.judge")
def judge(ctx: Context, claim: str) -> Response[Any]:
    """Decide about a claim, and go on to the next; what cannot be done is said, with all that was typed kept."""
    form, query = ctx.form, Query.back(ctx, "/review")
    action = form.get("action", "")
    try:
        expected = version_sent(form)
        if expected is None:
            raise LedgerError(f"the form does not say what it knew of {claim}; look at it as it is now", code=CHANGED)
        ctx.review(claim, action, why=form.get("why", ""), value=_value(action, form), expected=expected)
    except PactwatchError as error:
        if isinstance(error, LedgerError) and error.code not in ("PW414", "PW418", "PW412"):
            raise
        return review_page(ctx, query, claim, error=error, given=form)
    accepted = action == "edit" and form.get("accept") == "yes"
    stays = action in ("grade", "note") or (action == "edit" and not accepted)
    following, did = claim if stays else form.get("then") or None, "edit-accept" if accepted else action
    return see_other(query.to(at=following, offset=query.text("offset"), did=did, on=claim))


def _value(action: str, form: Mapping[str, str]) -> dict[str, Any] | None:
    if action == "edit":
        return patch_of(form) | ({"accept": True} if form.get("accept") == "yes" else {})
    return {"grade": form.get("grade", "")} if action == "grade" else None


@post("/review/undo", name="pages.review.undo")
def undo(ctx: Context) -> Response[Any]:
    """Take back one of one's own acts, and show its claim."""
    query, wanted = Query.back(ctx, "/review"), ctx.form.get("judgement", "")
    with ctx.view() as view:
        own = next((one for one in view.judged_by(ctx.person.name, MINE, LAST) if one.id == wanted), None)
    if own is None:
        return see_other(query.to(offset=query.text("offset")))
    try:
        ctx.review(own.subject, "undo", why="", value={"judgement": own.id})
    except LedgerError as error:
        return review_page(ctx, query, own.subject, error=error)
    return see_other(query.to(at=own.subject, offset=query.text("offset"), did="undo", on=own.subject))


def review_page(
    ctx: Context, query: Query, at: str | None, error: PactwatchError | None = None, given: Mapping[str, str] | None = None
) -> Response[bytes]:
    """Return the page of the queue that is asked for, with the claim `at` or the first; `given` is what was typed before an `error`."""
    asked = query.one_of("status", [*STATUSES, "all", AGAIN], "unreviewed")
    wanted = ClaimFilter(type=query.text("type"), text=query.text("q"), document=query.text("document"))
    offset = query.number("offset", 0)
    chosen: ReviewStatus | None = None if asked in ("all", AGAIN) else asked  # type: ignore[assignment]
    done = asked != AGAIN or ctx.server.computed.look()
    with ctx.view() as view:
        counts = ctx.server.remembered.get(("counts", wanted), view.head(), lambda: view.review_counts(wanted))
        waits = again(ctx, view, offset, LIMIT, done=done) if asked == AGAIN else None
        rows = waits.rows if waits else view.queue(wanted, chosen, LIMIT, offset)
        if not rows and offset and not waits:
            offset = 0
            rows = view.queue(wanted, chosen, LIMIT, 0)
        found = view.claim(at) if at else view.claim(rows[0].claim.id) if rows else None
        total = waits.total if waits else counts[chosen] if chosen else sum(counts.values())
        values: dict[str, Any] = {
            "asked": {
                "status": asked, "type": wanted.type, "q": wanted.text, "document": wanted.document,
                "plain": asked == "unreviewed" and not (wanted.type or wanted.text or wanted.document),
            },
            "statuses": [*((key, f"{STATUS[key][0]} ({counts[key]:,})") for key in STATUSES), ("all", "all"), (AGAIN, "reopened")],
            "types": [("", "all types"), *((key, type_words(key)) for key in types())],
            "without_document": query.to(document=None, at=None), "here": query.to(at=found.claim.id if found else None, offset=offset or None),
            "may_review": ctx.person.may("analyst"), "last_act": _last_act(ctx, view), "claim": None, "again": waits, "changes": [],
            "rested": _rested(ctx, view, query),
            "queue": _queue(query, _as_edited(view, rows), total, offset, asked, counts),
        }  # fmt: skip
        if found is not None:
            window = (view, wanted, chosen, 0, 0) if waits else (view, wanted, chosen, offset, total)
            values["changes"] = waits.changes.get(found.claim.id, []) if waits else []
            values |= _claim(ctx, view, found, given, error) | {"links": _links(query, rows, found.claim.id, window)}
    problem = None if error is None else problem_of(error, "Changed meanwhile" if error.code == CHANGED else "That did not work")
    if problem is not None and error is not None and error.code == CHANGED:
        problem["message"] += " What you typed is kept below; what is new is marked under “What was decided”."
    return show(ctx, "review.html.j2", title="Review", status=200 if error is None else status_for(error), error=problem, **values)


def _as_edited(view: View, rows: list[ClaimRow]) -> list[ClaimRow]:
    reviews = view.reviews([row.claim.id for row in rows])
    return [msgspec.structs.replace(row, claim=view.edited(row.claim, reviews[row.claim.id])) for row in rows]


def _queue(query: Query, rows: list[ClaimRow], total: int, offset: int, asked: str, counts: dict[str, int]) -> dict[str, Any]:
    groups: list[dict[str, Any]] = []
    for _, group in groupby(rows, key=lambda row: row.document.id):
        items = list(group)
        groups.append({
            "document": document_card(items[0].document),
            "listed": [
                {
                    "id": row.claim.id, "href": query.to(at=row.claim.id, offset=offset or None), "headline": headline(row.claim),
                    "modality": modality(row.claim.modality),
                }
                for row in items
            ],
        })  # fmt: skip
    return {
        "groups": groups, "total": total, "word": {"all": "claims", AGAIN: "reopened"}.get(asked) or STATUS[asked][0],
        "ledger_total": sum(counts.values()),
        "counts": [{"key": key, "word": STATUS[key][0], "n": counts[key]} for key in STATUSES],
        "pager": pager(query, total, LIMIT, offset, len(rows)),
    }  # fmt: skip


def _links(query: Query, rows: list[ClaimRow], at: str, window: tuple[View, ClaimFilter, ReviewStatus | None, int, int]) -> dict[str, Any]:
    """Return the claims before and after, beyond the part of the queue that is shown too."""
    view, wanted, chosen, offset, total = window
    ids = [row.claim.id for row in rows]
    place = ids.index(at) if at in ids else -1
    previous = ids[place - 1] if place > 0 else None
    following = ids[place + 1] if place + 1 < len(ids) else None
    before, after = offset, offset
    if previous is None and place == 0 and offset:
        before = max(0, offset - LIMIT)
        previous = _one(view, wanted, chosen, offset - 1)
    if following is None and place >= 0 and offset + LIMIT < total:
        after = offset + LIMIT
        following = _one(view, wanted, chosen, after)
    return {
        "previous": query.to(at=previous, offset=before or None) if previous else None, "next_id": following,
        "next": query.to(at=following, offset=after or None) if following else None,
    }  # fmt: skip


def _one(view: View, wanted: ClaimFilter, chosen: ReviewStatus | None, offset: int) -> str | None:
    rows = view.queue(wanted, chosen, 1, offset)
    return rows[0].claim.id if rows else None


def _claim(ctx: Context, view: View, found: ClaimView, given: Mapping[str, str] | None, error: PactwatchError | None) -> dict[str, Any]:
    review, reading = view.review(found.claim.id), found.reading
    text, now = reading.document.text, view.edited(found.claim, review)
    query = Query(ctx)
    others = [now if claim.id == found.claim.id else claim for claim in reading.claims]
    asked = fields(now, given if given is not None and given.get("action") == "edit" else None)
    typed = given or {}
    return {
        "claim": claim_card(now, reading.document, (), review) | held_grade(view, review),
        "version": review.version, "mine": ctx.person.name in review.by,
        "sides": sides(found.claim, now, text, reading.blocks), "edited": bool(review.edits),
        "caveats": caveats(found.claim, reading),
        "article": {**document_card(reading.document), "blocks": article(reading, others, lambda one: _at(query, one.id), step=True)},
        "edit_fields": [one for one in asked if one["name"] != "evidence"], "evidence": next(one for one in asked if one["name"] == "evidence"),
        "origins": origins_of_claim(ctx, view, found), "sources": sources_of(view, now),
        "resting": resting_on(ctx, view, found.claim.id) if review.status == "accepted" else None,
        "history": history_rows(review.history, _seen(typed, error)),
        "grades": [("", "choose"), *((str(key), f"{key}: {meaning}") for key, meaning in CREDIBILITY.items())],
        "open": typed.get("action", "") if error is not None else "",
        "given": {"why": typed.get("why", ""), "grade": typed.get("grade", ""), "accept": typed.get("accept") == "yes"},
    }  # fmt: skip


def _rested(ctx: Context, view: View, query: Query) -> dict[str, Any] | None:
    """Return what rested on the claim that was just retracted."""
    about = query.text("on") or ""
    if query.text("did") != "retract" or not about.startswith("cl-"):
        return None
    with suppress(LedgerError):
        return resting_on(ctx, view, view.claim(about).claim.id)
    return None


def _at(query: Query, claim: str) -> str:
    return query.to("/review", at=claim, offset=query.text("offset"))


def _seen(typed: Mapping[str, str], error: PactwatchError | None) -> int | None:
    return version_sent(typed) if error is not None and error.code == CHANGED else None


def _last_act(ctx: Context, view: View) -> dict[str, str] | None:
    """Return the newest of one's own acts that stands."""
    if not ctx.person.may("analyst"):
        return None
    undone = set[str]()
    for one in view.judged_by(ctx.person.name, MINE, LAST):
        if one.undoes is not None:
            undone.add(one.undoes)
        elif one.id not in undone and _stands(view.review(one.subject), one):
            return {"id": one.id, "what": one_line(what(one)), "subject": one.subject}
    return None


def _stands(review: Review, one: Judgement) -> bool:
    return any(other.id == one.id for other in in_force(review.history))


handlers = [show_review, show_claim, judge, undo]
