"""Routes as this server declares them: a name for the table of roles, and plain functions, which run in threads.

Litestar's own `sync_to_thread` wraps a function twice where two methods share a path, and then nobody awaits it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any

from litestar import HttpMethod
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler

Handler = Callable[..., Any]


def get(path: str, *, name: str, **more: Any) -> Callable[[Handler], HTTPRouteHandler]:
    """Declare what is at a path; `name` is its key in the table of roles."""
    return _route(HttpMethod.GET, path, name, more)


def post(path: str, *, name: str, **more: Any) -> Callable[[Handler], HTTPRouteHandler]:
    """Declare what a form or a request to change something is sent to."""
    return _route(HttpMethod.POST, path, name, more)


def put(path: str, *, name: str, **more: Any) -> Callable[[Handler], HTTPRouteHandler]:
    """Declare what a whole thing is put to."""
    return _route(HttpMethod.PUT, path, name, more)


def delete(path: str, *, name: str, **more: Any) -> Callable[[Handler], HTTPRouteHandler]:
    """Declare what takes something back."""
    return _route(HttpMethod.DELETE, path, name, {"status_code": 200, **more})


def _route(method: HttpMethod, path: str, name: str, more: dict[str, Any]) -> Callable[[Handler], HTTPRouteHandler]:
    options = {"include_in_schema": path.startswith("/api/"), **more}

    def declared(function: Handler) -> HTTPRouteHandler:
        return HTTPRouteHandler(path, http_method=method, name=name, **options)(_threaded(function))

    return declared


def _threaded(function: Handler) -> Callable[..., Awaitable[Any]]:
    if iscoroutinefunction(function):
        return function

    @wraps(function)
    async def run(*args: Any, **kwargs: Any) -> Any:
        return await sync_to_thread(function, *args, **kwargs)

    return run
