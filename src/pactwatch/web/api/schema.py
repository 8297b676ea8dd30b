"""The OpenAPI document's own address."""

from __future__ import annotations

from typing import Any

from litestar import Response

from pactwatch.web.api.describe import document_of
from pactwatch.web.api.reply import answer
from pactwatch.web.context import Context
from pactwatch.web.routes import get


@get("/schema/openapi.json", name="api.schema", include_in_schema=False)
def schema(ctx: Context) -> Response[Any]:
    """Return the OpenAPI document."""
    return answer(document_of(ctx.request.app))


handlers = [schema]
