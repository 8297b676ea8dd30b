"""What the server says of itself: whether it works, who is asking, the OpenAPI document, whether the ledger verifies."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.params import Parameter

from pactwatch import __version__
from pactwatch.web.api.reply import answer, asked_for_csv, table
from pactwatch.web.context import Context
from pactwatch.web.routes import get

FAILURES = ("kind", "subject", "message", "claims")


@get("/api/v1/health", name="api.health", tags=["system"])
def health(ctx: Context) -> Response[Any]:
    """Say that the server works, its version, and the newest entry of the audit log."""
    as_csv = asked_for_csv(ctx)
    with ctx.view() as view:
        seq, head = view.head()
    if as_csv:
        return table("health", ("ok", "version", "seq", "head"), [(True, __version__, seq, head)])
    return answer({"ok": True, "version": __version__, "audit": {"seq": seq, "head": head}})


@get("/api/v1/me", name="api.me", tags=["system"])
def me(ctx: Context) -> Response[Any]:
    """Say who is asking, with which role, and give the token that scripts send as X-CSRF-Token."""
    if asked_for_csv(ctx):
        return table("me", ("name", "role", "by"), [(ctx.person.name, ctx.person.role.name, ctx.person.by)])
    token = ctx.script_token() if ctx.person.by in ("session", "sole") else None
    return answer({"name": ctx.person.name, "role": ctx.person.role.name, "by": ctx.person.by, "csrf": token})


@get("/api/v1/verify", name="api.verify", tags=["system"])
def verify(
    ctx: Context,
    head: Annotated[str | None, Parameter(max_length=64, description="an audit head seen earlier: the log must still hold it")] = None,
) -> Response[Any]:
    """Check the whole ledger: captured bytes, texts, every span, ids, the audit log; as CSV a row for each failure."""
    as_csv = asked_for_csv(ctx)
    found = ctx.ledger.verify(head)
    if as_csv:
        return table("failures", FAILURES, [[getattr(one, name) for name in FAILURES] for one in found.failures])
    return answer({"ok": found.ok, **msgspec.to_builtins(found), "failed_claims": found.failed_claims})


handlers = [health, me, verify]
