"""The OpenAPI document: what Litestar derives from the routes, with what holds for all of them said once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from litestar import Litestar, Response

from pactwatch.web.api.reply import answer
from pactwatch.web.context import Context
from pactwatch.web.routes import get


@lru_cache(maxsize=4)
def document_of(app: Litestar) -> dict[str, Any]:
    """Return the OpenAPI document of an application."""
    found: dict[str, Any] = app.openapi_schema.to_schema()
    return found


@get("/schema/openapi.json", name="api.schema", include_in_schema=False)
def schema(ctx: Context) -> Response[Any]:
    """Return the OpenAPI document."""
    return answer(document_of(ctx.request.app))


handlers = [schema]
