"""The claims of the ledger: facets with counts, search, and what exports leave out and why."""

from __future__ import annotations

from typing import Any

from litestar import Response

from pactwatch.casefile.plain import one_line
from pactwatch.casefile.wording import modality_word, type_words
from pactwatch.errors import UsageError
from pactwatch.model import ReviewStatus
from pactwatch.store import ClaimFilter
from pactwatch.store.facets import Facet
from pactwatch.store.review_state import REJECT, RETRACT
from pactwatch.store.view import View
from pactwatch.web.context import Context
from pactwatch.web.pages.asking import FILTERS, Query, pager
from pactwatch.web.pages.rendering import problem_of, show, status_for
from pactwatch.web.pages.words import STATUS, claim_card
from pactwatch.web.routes import get_page

LIMIT = 30
LABELS = {"type": "Type", "modality": "State", "agent": "Who", "recipient": "To whom", "said_by": "Said by"}
"""The facets that the page shows: a month counts what began in it, a filter by days finds what reached into it, so there is no facet of months."""
CHIPS = {**LABELS, "since": "from", "until": "to", "document": "Document", "text": "Words", "status": "Status"}
STATUSES: tuple[ReviewStatus, ...] = ("unreviewed", "accepted", "rejected", "retracted")


@get_page("/claims", name="pages.claims")
def list_claims(ctx: Context) -> Response[bytes]:
    """Show the claims that the address asks for, and how they may be narrowed down."""
    query = Query(ctx)
    offset = query.number("offset", 0)
    wanted, status = query.claim_filter(LIMIT, offset), query.one_of("status", STATUSES)
    values: dict[str, Any] = {
        "asked": {"text": wanted.text, "since": wanted.since, "until": wanted.until}, "chips": _chips(query),
        "kept": [(name, value) for name in (*FILTERS, "status") if name not in ("text", "since", "until") and (value := query.text(name))],
        "csv_href": query.to("/api/v1/claims", format="csv"), "json_href": query.to("/api/v1/claims"), "excluded_href": query.to("/claims/excluded"),
    }  # fmt: skip
    try:
        with ctx.view() as view:
            found = _found(ctx, view, query, wanted, status)
    except UsageError as error:
        empty: dict[str, Any] = {"claims": [], "facets": [], "pager": pager(query, 0, LIMIT, 0, 0)}
        return show(ctx, "claims.html.j2", title="Claims", status=status_for(error), error=problem_of(error), **empty, **values)
    return show(ctx, "claims.html.j2", title="Claims", **found, **values)


def _found(ctx: Context, view: View, query: Query, wanted: ClaimFilter, status: str) -> dict[str, Any]:
    chosen: ReviewStatus | None = status or None  # type: ignore[assignment]
    rows = view.queue(wanted, chosen, LIMIT, wanted.offset) if chosen else list(view.claims(wanted))
    reviews = view.reviews([row.claim.id for row in rows])
    plain = ClaimFilter(**{name: getattr(wanted, name) for name in FILTERS})
    counts = ctx.server.remembered.get(("counts", plain), view.head(), lambda: view.review_counts(plain))
    facets = ctx.server.computed.count(("facets", plain), view, lambda own: own.facets(plain)).value
    total = counts[chosen] if chosen else sum(counts.values())
    return {
        "claims": [claim_card(view.edited(row.claim, reviews[row.claim.id]), row.document, row.quotes, reviews[row.claim.id]) for row in rows],
        "pager": pager(query, total, LIMIT, wanted.offset, len(rows)),
        "facets": [_statuses(query, counts, status), *(_facet(query, facet) for facet in facets if facet.values and facet.name in LABELS)],
    }  # fmt: skip


def _statuses(query: Query, counts: dict[str, int], chosen: str) -> dict[str, Any]:
    values = [
        {"label": STATUS[key][0], "n": counts.get(key, 0), "chosen": key == chosen, "href": query.to(status=None if key == chosen else key)}
        for key in STATUSES
    ]  # fmt: skip
    return {"label": "Status", "listed": values, "most": max(counts.values(), default=0)}


def _facet(query: Query, facet: Facet) -> dict[str, Any]:
    values = []
    for one in facet.values:
        chosen = query.text(facet.name) == one.value
        href = query.to(**{facet.name: None if chosen else one.value})
        values.append({"label": _label(facet.name, one.label), "n": one.count, "chosen": chosen, "href": href})
    return {"label": LABELS[facet.name], "listed": values, "most": max((one.count for one in facet.values), default=0)}


def _label(name: str, value: str) -> str:
    if name == "type":
        return type_words(value)
    return modality_word(value) if name == "modality" else one_line(value)


def _chips(query: Query) -> list[dict[str, str]]:
    found = []
    for name in (*FILTERS, "status"):
        value = query.text(name)
        if value is not None:
            shown = type_words(value) if name == "type" else one_line(value)
            found.append({"label": CHIPS[name], "value": shown, "href": query.to("/claims", **{name: None})})
    return found


REASONS = {
    "rejected": ("rejected", "a person decided that the words do not say so"),
    "retracted": ("retracted", "accepted once, and taken back with a reason"),
    "unreviewed": ("unreviewed", "no person has decided yet; nothing unreviewed is published"),
    "same": ("same event as another", "a repetition within its document, counted once"),
    "earlier": ("in an earlier reading", "reviewed once, and not found again by the newest engine"),
}  # fmt: skip
"""Why exports leave a claim out: label and gloss."""


@get_page("/claims/excluded", name="pages.excluded")
def list_excluded(ctx: Context) -> Response[bytes]:
    """Show what exports leave out, each claim with its reason."""
    query = Query(ctx)
    chosen, offset = query.one_of("why", list(REASONS), "rejected"), query.number("offset", 0)
    wanted = query.claim_filter()
    with ctx.view() as view:
        counts = ctx.server.remembered.get(("counts", wanted), view.head(), lambda: view.review_counts(wanted))
        left = view.left_behind()
        same = ctx.server.computed.count(("same", wanted), view, lambda own: own.count_repeated(wanted)).value
        numbers = {**counts, "same": same, "earlier": len(left)}
        rows = _excluded(ctx, view, (wanted, chosen, offset), left)
    reasons = [
        {"label": label, "gloss": gloss, "n": numbers.get(key, 0), "chosen": key == chosen, "href": query.to(why=key)}
        for key, (label, gloss) in REASONS.items()
    ]  # fmt: skip
    return show(
        ctx, "excluded.html.j2", title="Why excluded", reasons=reasons, chosen={"label": REASONS[chosen][0].capitalize()}, rows=rows,
        pager=pager(query, numbers.get(chosen, 0), LIMIT, offset, len(rows)),
    )  # fmt: skip


def _excluded(ctx: Context, view: View, asked: tuple[ClaimFilter, str, int], left: list[str]) -> list[dict[str, Any]]:
    wanted, chosen, offset = asked
    if chosen == "earlier":
        views = [view.claim(name) for name in left[offset : offset + LIMIT]]
        reviews = view.reviews([one.claim.id for one in views])
        cards = [claim_card(view.edited(one.claim, own := reviews[one.claim.id]), one.reading.document, (), own) for one in views]
        return [{"card": card, "why": REASONS["earlier"][1]} for card in cards]
    if chosen == "same":
        rows = ctx.server.remembered.get(("repeated", wanted, offset), view.listed_stamp(), lambda: view.repeated(wanted, LIMIT, offset))
    else:
        rows = view.queue(wanted, chosen, LIMIT, offset)  # type: ignore[arg-type]
    found = view.reviews([row.claim.id for row in rows])
    return [
        {
            "card": claim_card(view.edited(row.claim, found[row.claim.id]), row.document, row.quotes, found[row.claim.id]),
            "why": _why(row.claim, found[row.claim.id], chosen),
        }
        for row in rows
    ]  # fmt: skip


def _why(claim: Any, review: Any, chosen: str) -> str:
    if chosen == "same":
        return f"it tells the same event as {claim.same_as}"
    kind = REJECT if chosen == "rejected" else RETRACT
    decided = next((one for one in reversed(review.history) if one.kind == kind and not one.undoes), None)
    return f"{REASONS[chosen][0]} by {one_line(decided.who)}: {one_line(decided.why)}" if decided is not None else REASONS[chosen][1]


handlers = [list_claims, list_excluded]
