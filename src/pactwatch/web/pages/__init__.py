"""The pages: server-rendered, one module each; `handlers` are all of their routes."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from pactwatch.web.pages import login

handlers: list[HTTPRouteHandler] = [*login.handlers]
