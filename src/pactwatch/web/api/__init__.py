"""The REST API under /api/v1, one module for each part of the ledger; `handlers` are all of its routes."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from pactwatch.web.api import cases, claims, documents, figures, law, maps, origins, people, reading, schema, screening, system, watched

handlers: list[HTTPRouteHandler] = [
    handler
    for module in (system, schema, claims, documents, origins, figures, maps, law, screening, people, cases, reading, watched)
    for handler in module.handlers
]
