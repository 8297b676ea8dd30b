"""What a watch alerted of, and the conclusions that something new touches."""

from __future__ import annotations

from typing import Any

from litestar import Response

from pactwatch.alerts.message import iso
from pactwatch.casefile.plain import one_line
from pactwatch.operations.alerts import Logged, alerts_log, count
from pactwatch.web.context import Context
from pactwatch.web.pages.asking import Query, as_data, pager
from pactwatch.web.pages.history import at_words
from pactwatch.web.pages.rendering import show
from pactwatch.web.pages.reopened import reopened, reopened_row
from pactwatch.web.routes import get_page

LIMIT = 50
MOST_REOPENED = 200


@get_page("/alerts", name="pages.alerts")
def show_alerts(ctx: Context) -> Response[bytes]:
    """Show what waits to be looked at again, and the newest alerts."""
    query = Query(ctx)
    offset = query.number("offset", 0)
    ctx.server.computed.look()
    with ctx.view() as view:
        rows = [_alert(one) for one in alerts_log(view, limit=LIMIT, offset=offset)]
        listed = pager(query, count(view), LIMIT, offset, len(rows))
        waiting = [reopened_row(one) for one in reopened(ctx, view, limit=MOST_REOPENED)]
    data, waits = as_data("alerts", {}), as_data("reopened", {})
    return show(ctx, "alerts.html.j2", title="Alerts", rows=rows, reopened=waiting, pager=listed, data=data, again=waits)


def _alert(one: Logged) -> dict[str, Any]:
    alert = one.alert
    return {
        "at": at_words(iso(alert.at)), "title": one_line(alert.title), "text": one_line(alert.text), "rule": alert.rule,
        "claims": [{"href": f"/claims/{name}", "id": name} for name in alert.claims],
        "document": f"/documents/{alert.document}" if alert.document else None,
        "where": [f"{sent.channel}: {sent.state}" + (f" ({one_line(sent.reason)})" if sent.reason else "") for sent in one.deliveries],
    }  # fmt: skip


handlers = [show_alerts]
