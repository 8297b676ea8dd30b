"""Routes as this server declares them: a name for the table of roles, and plain functions, which run in threads.

Litestar's own `sync_to_thread` wraps a function twice where two methods share a path, and then nobody awaits it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Annotated, Any, get_origin, get_type_hints

from litestar import HttpMethod
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, PathParameter

from pactwatch.web.context import Context
from pactwatch.web.turns import REQUESTS
from pactwatch.web.waits import PAGE, within

Handler = Callable[..., Any]


def get(path: str | list[str], *, name: str, **more: Any) -> Callable[[Handler], HTTPRouteHandler]:
    """Declare what is at a path; `name` is its key in the table of roles."""
    return _route(HttpMethod.GET, path, name, more)


def get_page(path: str | list[str], *, name: str, patience: float = PAGE, **more: Any) -> Callable[[Handler], HTTPRouteHandler]:
    """Declare a page: what it needs that is not there after so many seconds (`patience`), it says to be made, and loads itself again."""

    def declared(function: Handler) -> HTTPRouteHandler:
        return get(path, name=name, **more)(within(patience)(function))

    return declared


def post(path: str, *, name: str, **more: Any) -> Callable[[Handler], HTTPRouteHandler]:
    """Declare what a form or a request to change something is sent to."""
    return _route(HttpMethod.POST, path, name, more)


def put(path: str, *, name: str, **more: Any) -> Callable[[Handler], HTTPRouteHandler]:
    """Declare what a whole thing is put to."""
    return _route(HttpMethod.PUT, path, name, more)


def delete(path: str, *, name: str, **more: Any) -> Callable[[Handler], HTTPRouteHandler]:
    """Declare what takes something back."""
    return _route(HttpMethod.DELETE, path, name, {"status_code": 200, **more})


def _route(method: HttpMethod, path: str | list[str], name: str, more: dict[str, Any]) -> Callable[[Handler], HTTPRouteHandler]:
    first = path if isinstance(path, str) else path[0]
    options = {"include_in_schema": first.startswith("/api/"), **more}

    def declared(function: Handler) -> HTTPRouteHandler:
        threaded = _threaded(function, in_turns=method is HttpMethod.GET)
        return HTTPRouteHandler(path, http_method=method, name=name, **options)(_explicit(threaded, first))

    return declared


def _explicit(function: Callable[..., Awaitable[Any]], path: str) -> Callable[..., Awaitable[Any]]:
    """Return the function with its parameters marked as what they are, which Litestar is no longer to guess."""
    marked: dict[str, Any] = get_type_hints(function, include_extras=True)
    for name, hint in marked.items():
        if name == "ctx":
            marked[name] = NamedDependency[Context]
        elif name == "data":
            marked[name] = JSONBody[hint]  # type: ignore[misc, valid-type]
        elif f"{{{name}:" in path and get_origin(hint) is not Annotated:
            marked[name] = Annotated[hint, PathParameter()]
    function.__annotations__ = marked
    return function


def _threaded(function: Handler, *, in_turns: bool) -> Callable[..., Awaitable[Any]]:
    """Return what runs a function in a thread; what changes something takes no turn, since it may wait for other writers."""
    if iscoroutinefunction(function):
        return function

    called = REQUESTS.taken()(function) if in_turns else function

    @wraps(function)
    async def run(*args: Any, **kwargs: Any) -> Any:
        return await sync_to_thread(called, *args, **kwargs)

    return run
