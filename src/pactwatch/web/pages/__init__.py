"""The pages: server-rendered, one module each; `handlers` are all of their routes."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from pactwatch.web.pages import (
    acts,
    cases,
    claim,
    claims,
    figures,
    home,
    login,
    maps,
    origins,
    pacts,
    provisions,
    reading,
    review,
    review_again,
    sources,
    watched,
)

MODULES = (home, login, reading, review_again, review, claims, claim, origins, figures, pacts, maps, provisions, sources, cases, acts, watched)
handlers: list[HTTPRouteHandler] = [handler for module in MODULES for handler in module.handlers]
