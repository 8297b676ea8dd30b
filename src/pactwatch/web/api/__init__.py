"""The REST API under /api/v1, one module for each part of the ledger; `handlers` are all of its routes."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from pactwatch.web.api import claims, schema, system

handlers: list[HTTPRouteHandler] = [*system.handlers, *schema.handlers, *claims.handlers]
