"""The overview: what is in the ledger, what waits, what was reopened, what was done last; the page on which keys are changed."""

from __future__ import annotations

from typing import Any

from litestar import Response

from pactwatch.casefile.case_edits import cases_in
from pactwatch.store import ClaimFilter
from pactwatch.store.view import View
from pactwatch.web.context import Context
from pactwatch.web.pages.acts import act_row
from pactwatch.web.pages.rendering import show
from pactwatch.web.pages.reopened import reopened, reopened_row
from pactwatch.web.pages.words import claim_card
from pactwatch.web.routes import get_page

WAITING, LATEST = 5, 8


@get_page("/", name="pages.home")
def home(ctx: Context) -> Response[bytes]:
    """Show where the work stands."""
    ctx.server.computed.look()
    with ctx.view() as view:
        if not view.holds_any():
            return show(ctx, "overview.html.j2", title="Overview", empty=True)
        return show(ctx, "overview.html.j2", title="Overview", empty=False, **_overview(ctx, view))


def _overview(ctx: Context, view: View) -> dict[str, Any]:
    every = ClaimFilter()
    counts = ctx.server.remembered.get(("counts", every), view.head(), lambda: view.review_counts(every))
    sizes, cases, again = view.sizes(), cases_in(view), reopened(ctx, view)
    rows = view.queue(every, "unreviewed", WAITING, 0)
    tiles = [
        {"label": "documents", "n": sizes["documents"], "href": "/origins?least=1", "note": ""},
        {"label": "claims", "n": sum(counts.values()), "href": "/claims", "note": ""},
        {"label": "unreviewed", "n": counts["unreviewed"], "href": "/review", "note": ""},
        {"label": "accepted", "n": counts["accepted"], "href": "/claims?status=accepted", "note": ""},
        {"label": "rejected", "n": counts["rejected"], "href": "/claims?status=rejected", "note": ""},
        {"label": "retracted", "n": counts["retracted"], "href": "/claims?status=retracted", "note": ""},
        {"label": "reopened", "n": len(again), "href": "/review?status=reopened", "note": ""},
        {"label": "cases", "n": len(cases), "href": "/cases", "note": ""},
    ]
    return {
        "tiles": tiles, "waiting": [claim_card(row.claim, row.document, row.quotes) for row in rows], "unreviewed": counts["unreviewed"],
        "reopened": [reopened_row(one) for one in again[:LATEST]], "more_reopened": max(0, len(again) - LATEST),
        "activity": [act_row(act) for act in view.activity(limit=LATEST)],
    }  # fmt: skip


@get_page("/keys", name="pages.keys")
def keys(ctx: Context) -> Response[bytes]:
    """Show the keys and let them be changed; they are kept in the browser."""
    return show(ctx, "keys.html.j2", title="Keys")


handlers = [home, keys]
