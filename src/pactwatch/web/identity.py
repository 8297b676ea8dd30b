"""From a request to a person: a token, a session, the one person of a server without accounts, or nobody."""

from __future__ import annotations

import re
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from pactwatch.web import codes
from pactwatch.web.context import NOBODY, Person
from pactwatch.web.errors import WebError
from pactwatch.web.roles import Role, role_named

if TYPE_CHECKING:
    from pactwatch.web.server import Server

VISIT = "pactwatch_visit"
"""The cookie that a login form is bound to, before there is a session."""
BEARER = "bearer "
_OURS = re.compile(r"[A-Za-z0-9_-]{24}")


def session_cookie(https: bool) -> str:
    """Return the name of the session's cookie; with the prefix browsers let no other site and no plain page set it."""
    return "__Host-pactwatch_session" if https else "pactwatch_session"


def cookies_of(header: str) -> dict[str, str]:
    """Return the cookies of a Cookie header; none where it cannot be read."""
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def cookie(name: str, value: str, *, https: bool, life: int | None = None) -> str:
    """Return a Set-Cookie header that scripts cannot read and other sites' requests do not carry; `life` 0 removes it."""
    age = "" if life is None else f"; Max-Age={life}"
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{'; Secure' if https else ''}{age}"


def new_visit() -> str:
    """Return a random id for a visitor who is not logged in."""
    return secrets.token_urlsafe(18)


def _visit(cookies: dict[str, str]) -> str:
    """Return the id that `new_visit` gave; anything else in the cookie is none, and goes into no header of ours."""
    given = cookies.get(VISIT, "")
    return given if _OURS.fullmatch(given) else NOBODY.visitor


def identify(server: Server, authorization: str, cookies: dict[str, str]) -> Person:
    """Return who asks. WebError PW804 for a token that is none, so that a mistyped one is not taken for nobody."""
    if authorization:
        return _bearer(server, authorization)
    settings = server.settings
    if settings.let_in is None and server.book.is_empty():
        return server.sole
    secret = cookies.get(session_cookie(settings.https))
    account = server.book.session(secret, idle=settings.session_idle, life=settings.session_life) if secret else None
    if account is None:
        return Person(name="", role=Role.anyone, by="nobody", visitor=_visit(cookies))
    return Person(name=account.name, role=role_named(account.role), by="session", visitor=f"session {secret}", session=secret)


def _bearer(server: Server, authorization: str) -> Person:
    secret = authorization[len(BEARER) :].strip() if authorization.lower().startswith(BEARER) else ""
    found = server.book.bearer(secret) if secret else None
    if found is None:
        message = "the token is none of this server's, or is revoked or too old; send it as Authorization: Bearer TOKEN"
        raise WebError(message, code=codes.NOT_LOGGED_IN, status=401, headers={"WWW-Authenticate": "Bearer"})
    account, role, token = found
    return Person(name=account.name, role=role, by="token", visitor=token)
