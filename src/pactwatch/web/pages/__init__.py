"""The pages: server-rendered, one module each; `handlers` are all of their routes."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from pactwatch.web.pages import acts, claim, claims, figures, home, login, maps, origins, review, sources

MODULES = (home, login, claims, claim, review, origins, figures, maps, sources, acts)
handlers: list[HTTPRouteHandler] = [handler for module in MODULES for handler in module.handlers]
