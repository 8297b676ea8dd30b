"""Logging in and out, and changing one's password."""

from __future__ import annotations

from typing import Any

from litestar import Response

from pactwatch.errors import UsageError
from pactwatch.web import codes
from pactwatch.web.accounts.book import key_of
from pactwatch.web.context import Context
from pactwatch.web.errors import WebError
from pactwatch.web.identity import VISIT, cookie, cookies_of, new_visit, session_cookie
from pactwatch.web.routes import get, post
from pactwatch.web.templates import page, see_other


def _inside(path: str) -> str:
    """Return a path of this server to go to after the login; "/" for anything that leads elsewhere."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\", "/login")) and path.isprintable() and path.isascii()
    return path if safe and "\\" not in path else "/"


def _form(ctx: Context, wanted: str, failed: str = "", *, status: int = 200) -> Response[bytes]:
    visit = ctx.person.visitor if ctx.person.by == "nobody" and ctx.person.visitor else new_visit()
    token = ctx.server.forms.make(visit, "/login")
    headers = {"Set-Cookie": cookie(VISIT, visit, https=ctx.server.settings.https), "Cache-Control": "no-store"}
    return page(ctx, "login.html.j2", status=status, headers=headers, wanted=wanted, failed=failed, login_token=token)


@get("/login", name="pages.login")
def show_login(ctx: Context) -> Response[Any]:
    """Show the form; whoever is logged in goes on."""
    wanted = _inside(ctx.request.query_params.get("next", "/"))
    return see_other(wanted) if ctx.person.by in ("session", "sole") else _form(ctx, wanted)


@post("/login", name="pages.login.send")
def log_in(ctx: Context) -> Response[Any]:
    """Begin a session under a new id; one that the browser held before ends."""
    server, name, wanted = ctx.server, ctx.form.get("name", ""), _inside(ctx.form.get("next", "/"))
    address = str(ctx.request.scope["state"].get("address", ""))
    try:
        key = key_of(name)
    except UsageError:
        key = ""
    server.failures.check(key, address)
    account = server.book.check(name, ctx.form.get("password", ""))
    if account is None:
        return _form(ctx, wanted, "The name or the password is wrong.", status=403)
    server.failures.forgive(key, address)
    server.book.sweep(idle=server.settings.session_idle, life=server.settings.session_life)
    cookies, https = cookies_of(ctx.request.headers.get("cookie", "")), server.settings.https
    if before := cookies.get(session_cookie(https)):
        server.book.end_session(before)
    secret = server.book.start_session(account.key)
    return see_other(wanted, {"Set-Cookie": cookie(session_cookie(https), secret, https=https)})


@post("/logout", name="pages.logout")
def log_out(ctx: Context) -> Response[Any]:
    """End the session."""
    if ctx.person.session:
        ctx.server.book.end_session(ctx.person.session)
    https = ctx.server.settings.https
    return see_other("/login", {"Set-Cookie": cookie(session_cookie(https), "", https=https, life=0)})


@get("/password", name="pages.password")
def show_password(ctx: Context) -> Response[Any]:
    """Show the form for a new password."""
    return page(ctx, "password.html.j2", failed="")


@post("/password", name="pages.password.send")
def change_password(ctx: Context) -> Response[Any]:
    """Change one's own password, which ends all sessions of the account."""
    if ctx.person.by != "session":
        raise WebError("there is no account to give a password to", code=codes.NOT_ALLOWED, status=403)
    form, book = ctx.form, ctx.server.book
    ctx.server.failures.check(key_of(ctx.person.name), "")
    failed = ""
    if book.check(ctx.person.name, form.get("password", "")) is None:
        failed = "The present password is wrong."
    elif form.get("new") != form.get("again"):
        failed = "The two new passwords differ."
    else:
        ctx.server.failures.forgive(key_of(ctx.person.name), "")
        try:
            book.set_password(ctx.person.name, form.get("new", ""))
        except UsageError as error:
            failed = str(error)
    return page(ctx, "password.html.j2", status=422, failed=failed) if failed else see_other("/login")


handlers = [show_login, log_in, log_out, show_password, change_password]
