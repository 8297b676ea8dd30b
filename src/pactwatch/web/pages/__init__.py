"""The pages: server-rendered, one module each; `handlers` are all of their routes."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from pactwatch.web.pages import claim, claims, login, review

handlers: list[HTTPRouteHandler] = [*login.handlers, *claims.handlers, *claim.handlers, *review.handlers]
