"""The one place where roles and forms are checked: after routing, before a handler sees the request."""

from __future__ import annotations

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler

from pactwatch.web import codes
from pactwatch.web.api.describe import plain_path, query_parameters
from pactwatch.web.bodies import Sent
from pactwatch.web.context import NOBODY, Person
from pactwatch.web.errors import WebError
from pactwatch.web.roles import ROLES, Role
from pactwatch.web.safety import SAFE

LONGEST_KEY = 200


async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Let a request through that its role and its form allow. WebError PW804 to PW807."""
    method = str(connection.scope.get("method"))
    if method == "OPTIONS":
        return
    person: Person = connection.scope["state"].get("person", NOBODY)
    check_role(person, handler.name)
    if str(connection.scope["path"]).startswith("/api/"):
        check_parameters(connection)
    if method not in SAFE:
        await _check_sent(Sent(connection.scope, receive=connection.receive), person)


def check_role(person: Person, route: str | None) -> None:
    """Check that `person` may use a route. WebError PW804 where somebody must log in first, PW805 where the role does not do."""
    least = ROLES.get(route or "")
    if least is None:
        raise WebError("there is nothing at this address", code=codes.NO_PAGE, status=404)
    if person.may(least):
        return
    if person.by == "nobody":
        headers = {"WWW-Authenticate": "Bearer"}
        raise WebError("log in, or send a token as Authorization: Bearer TOKEN", code=codes.NOT_LOGGED_IN, status=401, headers=headers)
    raise WebError(f"this needs the role {least.name}; {person.name} is {_role(person.role)}", code=codes.NOT_ALLOWED, status=403)


def check_parameters(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    """Refuse a parameter that the route does not take: a filter that is misspelt would else list everything. WebError PW801."""
    template = plain_path(str(connection.scope.get("path_template", "")))
    known = query_parameters(connection.app).get((template, str(connection.scope.get("method")).lower()), frozenset())
    strange = sorted(set(connection.query_params) - known)
    if strange:
        message = f"there is no parameter {strange[0]}; these are: {', '.join(sorted(known)) or 'none'}"
        detail = [{"field": name, "message": "not known", "in": "query"} for name in strange]
        raise WebError(message, code=codes.INVALID, status=422, detail=detail)


def _role(role: Role) -> str:
    return role.name


async def _check_sent(request: Sent, person: Person) -> None:
    server = request.app.state.server
    if request.scope["path"].startswith("/api/"):
        if person.by == "session":
            server.forms.check(request.headers.get("x-csrf-token", ""), person.visitor)
        key = request.headers.get("idempotency-key")
        if key:
            once = f"key {request.method} {request.scope['path']} {person.name} {key[:LONGEST_KEY]}"
            server.forms.take_once(once)
            request.scope["state"]["once"] = once
        return
    form = await request.form()
    request.scope["state"]["form"] = form
    token = form.get("token")
    server.forms.take(token if isinstance(token, str) else "", person.visitor, request.scope["path"])
