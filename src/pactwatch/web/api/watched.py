"""What a watch alerted of, and what was reopened."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.params import Parameter

from pactwatch.alerts.message import iso
from pactwatch.model import Frozen, Judgement
from pactwatch.operations.alerts import Logged, alerts_log, count, mark
from pactwatch.operations.case_states import settle
from pactwatch.store.view import View
from pactwatch.web.api.parameters import Limit, Offset, Why
from pactwatch.web.api.reply import answer, asked_for_csv, conditional, paged, table
from pactwatch.web.api.shapes import AlertPage, ReopenedPage
from pactwatch.web.context import Context
from pactwatch.web.pages.reopened import reopened
from pactwatch.web.routes import get, post

ALERTS = ("id", "rule", "at", "title", "text", "document", "url", "publisher", "published", "claims", "story", "provision", "deliveries")
REOPENED = ("id", "kind", "subject", "cause", "why", "at", "document", "claim", "judgement", "by", "settled")


class Settling(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a conclusion stands."""

    why: Why


@get("/api/v1/alerts", name="api.alerts", tags=["watching"])
def alerts(ctx: Context, limit: Limit = 50, offset: Offset = 0) -> Response[AlertPage]:
    """List the alerts that rules made, the newest first, each with where it went."""
    as_csv = asked_for_csv(ctx)

    def make(view: View) -> Any:
        rows = [_alert(one) for one in alerts_log(view, limit=limit, offset=offset)]
        if as_csv:
            return table("alerts", ALERTS, [[row[name] for name in ALERTS] for row in rows])
        return paged(ctx, "alerts", rows, count(view), limit, offset)

    return conditional(ctx, make, also=_mark(ctx))


@get("/api/v1/reopened", name="api.reopened", tags=["watching"])
def list_reopened(
    ctx: Context,
    settled: Annotated[bool, Parameter(description="also those that people have settled since")] = False,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response[ReopenedPage]:
    """List the conclusions that something new touches, the newest first: what changed, and why it matters."""
    as_csv = asked_for_csv(ctx)
    ctx.server.computed.look()

    def make(view: View) -> Any:
        every = reopened(ctx, view, settled=settled)
        rows = [msgspec.to_builtins(one) | {"at": iso(one.at)} for one in every[offset : offset + limit]]
        if as_csv:
            return table("reopened", REOPENED, [[row[name] for name in REOPENED] for row in rows])
        return paged(ctx, "reopened", rows, len(every), limit, offset)

    return conditional(ctx, make, also=_mark(ctx))


@post("/api/v1/reopened/{wanted:str}/settle", name="api.reopened.settle", tags=["watching"])
def settle_reopened(
    ctx: Context, wanted: Annotated[str, Parameter(max_length=100, description="its id, or a start of it that no other has")], data: Settling
) -> Response[Judgement]:
    """Let a reopened conclusion stand as it is."""
    return answer(settle(ctx.ledger, wanted, why=data.why, who=ctx.person.name), status=201)


def _mark(ctx: Context) -> str:
    with ctx.view() as view:
        return mark(view)


def _alert(one: Logged) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(one.alert)
    del row["subjects"]
    return row | {"at": iso(one.alert.at), "deliveries": [msgspec.to_builtins(sent) | {"at": iso(sent.at)} for sent in one.deliveries]}


handlers = [alerts, list_reopened, settle_reopened]
