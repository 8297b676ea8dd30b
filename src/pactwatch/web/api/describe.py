"""The OpenAPI document: what Litestar derives from the routes, and what holds for many of them said once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from litestar import Litestar

METHODS = ("get", "post", "put", "delete")
FORMAT = {
    "name": "format", "in": "query", "required": False, "description": "json or csv; else what Accept asks for",
    "schema": {"type": "string", "enum": ["json", "csv"]},
}
TABLES = frozenset({
    "/api/v1/claims", "/api/v1/queue", "/api/v1/documents", "/api/v1/readings", "/api/v1/origins", "/api/v1/figures", "/api/v1/pacts",
    "/api/v1/pacts/{one}/{two}", "/api/v1/assess", "/api/v1/instruments", "/api/v1/lists", "/api/v1/actors", "/api/v1/sources", "/api/v1/grades",
    "/api/v1/activity", "/api/v1/screen",
})  # fmt: skip
"""Paths whose GET gives CSV too."""


@lru_cache(maxsize=8)
def document_of(app: Litestar) -> dict[str, Any]:
    """Return the OpenAPI document of an application."""
    found: dict[str, Any] = app.openapi_schema.to_schema()
    for path, item in found["paths"].items():
        if path in TABLES:
            item["get"].setdefault("parameters", []).append(FORMAT)
    return found


@lru_cache(maxsize=8)
def query_parameters(app: Litestar) -> dict[tuple[str, str], frozenset[str]]:
    """Return the names of the query parameters of each route, by path and method in lower case."""
    found = {}
    for path, item in document_of(app)["paths"].items():
        for method in METHODS:
            if method in item:
                names = (one["name"] for one in item[method].get("parameters", ()) if one["in"] == "query")
                found[path, method] = frozenset(names)
    return found


def plain_path(template: str) -> str:
    """Return the path of a route as the document writes it, without the types of its parameters."""
    return re.sub(r"\{(\w+):\w+\}", r"{\1}", template)
