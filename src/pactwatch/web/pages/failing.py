"""The page that says what went wrong; where somebody must log in, the way there; where it is being computed, the page that waits for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from msgspec import structs

from pactwatch.web import codes
from pactwatch.web.context import Context
from pactwatch.web.errors import ErrorFacts
from pactwatch.web.pages.pressing import pressed
from pactwatch.web.templates import page, see_other


def error_page(request: Request[Any, Any, Any], facts: ErrorFacts, headers: dict[str, str]) -> Response[Any]:
    """Return the page for an error; a page that needs a login leads to it and back."""
    if facts.status == 401 and request.scope.get("method") == "GET":
        query = request.scope["query_string"].decode("latin-1")
        wanted = request.scope["path"] + (f"?{query}" if query else "")
        return see_other(f"/login?next={quote(wanted, safe='')}")
    if facts.code == codes.NOT_READY and _opened(request):
        return page(Context(request), "waiting.html.j2", status=202, headers=headers, title="Being computed", **facts.detail)
    told = structs.replace(facts, message=pressed(facts.message))
    return page(Context(request), "error.html.j2", status=facts.status, headers=headers, error=told)


def _opened(request: Request[Any, Any, Any]) -> bool:
    """Say whether a browser opens a page, which may load itself again; a file that is saved may not be a page instead."""
    path = str(request.scope.get("path", ""))
    return request.scope.get("method") == "GET" and "text/html" in request.headers.get("accept", "") and not path.endswith("/export")
