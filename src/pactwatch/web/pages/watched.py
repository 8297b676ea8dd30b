"""What a watch alerted of, and the conclusions that something new touches."""

from __future__ import annotations

from typing import Any

from litestar import Response

from pactwatch.alerts.message import iso
from pactwatch.casefile.plain import one_line
from pactwatch.operations.alerts import Logged, alerts_log, count
from pactwatch.operations.reopened import Reopened, reopened
from pactwatch.store.view import View
from pactwatch.web.context import Context
from pactwatch.web.pages.asking import Query, pager
from pactwatch.web.pages.history import at_words
from pactwatch.web.pages.rendering import show
from pactwatch.web.routes import get

LIMIT = 50
MOST_REOPENED = 200


@get("/alerts", name="pages.alerts")
def show_alerts(ctx: Context) -> Response[bytes]:
    """Show what waits to be looked at again, and the newest alerts."""
    query = Query(ctx)
    offset = query.number("offset", 0)
    with ctx.view() as view:
        rows = [_alert(one) for one in alerts_log(view, limit=LIMIT, offset=offset)]
        listed = pager(query, count(view), LIMIT, offset, len(rows))
        waiting = reopened_rows(view, MOST_REOPENED)
    return show(ctx, "alerts.html.j2", title="Alerts", rows=rows, reopened=waiting, pager=listed)


def reopened_rows(view: View, most: int) -> list[dict[str, Any]]:
    """Return what waits to be looked at again, the newest first, with the page of each."""
    return [_reopened(one) for one in reopened(view, limit=most)]


def _reopened(one: Reopened) -> dict[str, Any]:
    name, _, part = one.subject.partition("#")
    place = {"claim": "/claims/", "finding": "/provisions/"}.get(one.kind, "/cases/")
    title = f"{one.kind} {part} of {name}" if part else f"{one.kind} {name}"
    return {
        "id": one.id, "href": f"{place}{name}", "title": title, "cause": one.cause, "why": one_line(one.why), "at": at_words(iso(one.at)),
        "new": f"/documents/{one.document}" if one.document else None,
    }  # fmt: skip


def _alert(one: Logged) -> dict[str, Any]:
    alert = one.alert
    return {
        "at": at_words(iso(alert.at)), "title": one_line(alert.title), "text": one_line(alert.text), "rule": alert.rule,
        "claims": [{"href": f"/claims/{name}", "id": name} for name in alert.claims],
        "document": f"/documents/{alert.document}" if alert.document else None,
        "where": [f"{sent.channel}: {sent.state}" + (f" ({one_line(sent.reason)})" if sent.reason else "") for sent in one.deliveries],
    }  # fmt: skip


handlers = [show_alerts]
