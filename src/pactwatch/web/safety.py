"""What holds for every request, before the router sees it: hosts and origins, sizes, rates, who asks; and every answer's headers."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from litestar import HttpMethod, Request
from litestar.concurrency import sync_to_thread
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from pactwatch.web import codes
from pactwatch.web.addresses import sender
from pactwatch.web.context import NOBODY
from pactwatch.web.errors import WebError, answer_error
from pactwatch.web.identity import cookies_of, identify
from pactwatch.web.settings import LOOPBACK, WebSettings

if TYPE_CHECKING:
    from pactwatch.web.server import Server

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_BRACKETED = re.compile(r"\[([^\]]*)\](?::[0-9]*)?")
HEADER_BYTES = 32_768
ANONYMOUS_BODY = 16_384
"""Bytes that somebody who is not logged in may send: a name and a password."""


class Safety:
    """Wraps the application; one that answers for itself where a request is refused."""

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self._app = app
        self._server = server
        self._hosts = hosts_of(server.settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request and hand it on."""
        if str(scope["type"]) != "http":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
        await self._answer(cast("HTTPScope", scope), receive, send)

    async def _answer(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})
        guarded = _Answer(scope["method"], send, lambda: self._not_done(scope), https=self._server.settings.https)
        try:
            headers = _headers(scope)
            self._check(scope, headers)
            await self._identify(scope, headers)
            limit = self._limit(scope, headers)
        except Exception as error:
            request: Request[Any, Any, Any] = Request(scope)
            response = answer_error(request, error).to_asgi_response(app=None, request=request)
            await response(scope, receive, guarded)
            return
        if scope["method"] == "HEAD":
            scope["method"] = HttpMethod.GET  # an answer to HEAD is that to GET without its body
        await self._app(scope, _counted(receive, limit), guarded)

    def _not_done(self, scope: HTTPScope) -> None:
        """Let the Idempotency-Key of a request that failed be used again."""
        if once := scope["state"].pop("once", None):
            self._server.forms.give_back(once)

    def _check(self, scope: HTTPScope, headers: Mapping[str, str]) -> None:
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADER_BYTES:
            raise WebError(f"the headers have more than {HEADER_BYTES} bytes", code=codes.MALFORMED, status=431)
        if not self._goes_by(headers.get("host", "")):
            raise WebError("this server does not go by that name; `pactwatch serve --name HOST` gives it one", code=codes.FOREIGN, status=421)
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            raise WebError("the address holds a zero byte", code=codes.MALFORMED, status=400)
        if scope["method"] not in SAFE and not _from_here(headers):
            raise WebError("requests that change something are taken from this server's own pages only", code=codes.FOREIGN, status=403)

    def _goes_by(self, host: str) -> bool:
        name = _name(host)
        if name in self._hosts:
            return True
        # a name that an attacker points here is never an address
        return not self._server.settings.loopback and _is_address(name)

    async def _identify(self, scope: HTTPScope, headers: Mapping[str, str]) -> None:
        cookies = cookies_of(headers.get("cookie", ""))
        address = sender((scope.get("client") or ("", 0))[0], _forwarded(scope), self._server.settings.proxy)
        scope["state"]["address"] = address
        try:
            person = await sync_to_thread(identify, self._server, headers.get("authorization", ""), cookies)
        except WebError:
            self._server.strangers.take(address)
            raise
        scope["state"]["person"] = person
        if person.by == "nobody":
            self._server.strangers.take(address)
        elif person.by != "sole":
            self._server.buckets.take(person.name)

    def _limit(self, scope: HTTPScope, headers: Mapping[str, str]) -> int:
        settings, person = self._server.settings, scope["state"].get("person", NOBODY)
        upload = headers.get("content-type", "").lower().startswith("multipart/form-data")
        limit = ANONYMOUS_BODY if person.by == "nobody" else settings.most_upload if upload else settings.most_json
        declared = headers.get("content-length", "0")
        if not (declared.isascii() and declared.isdecimal()):
            raise WebError("the length of the body is no number", code=codes.MALFORMED, status=400)
        if len(declared) > 15 or int(declared) > limit:
            raise _too_large(limit)
        return limit


class _Answer:
    """Sends an answer with the headers that each has, how many milliseconds it took among them; without its body where none was asked for.

    Calls `failed` before one that says that the request failed.
    """

    def __init__(self, method: str, send: Send, failed: Callable[[], None], *, https: bool) -> None:
        self._send = send
        self._failed = failed
        self._begun = perf_counter()
        self._bodyless = method == "HEAD"
        self._more = HEADERS | ({"strict-transport-security": "max-age=31536000"} if https else {})

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if message["status"] >= 400:
                self._failed()
            headers = [*message["headers"], (b"server-timing", f"total;dur={(perf_counter() - self._begun) * 1000:.1f}".encode())]
            present = {name.lower() for name, _ in headers}
            more = self._more | {"cache-control": "private, no-cache", "vary": "Accept, Authorization, Cookie"}
            headers += [(name.encode(), value.encode()) for name, value in more.items() if name.encode() not in present]
            message["headers"] = headers
        elif message["type"] == "http.response.body" and self._bodyless:
            message["body"] = b""
        await self._send(message)


def _counted(receive: Receive, limit: int) -> Receive:
    taken = 0

    async def counted() -> Any:
        nonlocal taken
        message = await receive()
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            if taken > limit:
                raise _too_large(limit)
        return message

    return counted


def _too_large(limit: int) -> WebError:
    return WebError(f"the body has more than {limit:,} bytes", code=codes.BODY_TOO_LARGE, status=413)


def _headers(scope: HTTPScope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _forwarded(scope: HTTPScope) -> str:
    """Return X-Forwarded-For, all such headers as one, in their order."""
    return ",".join(value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"x-forwarded-for")


def _from_here(headers: Mapping[str, str]) -> bool:
    """Say whether a request that changes something may come from where it comes; programs name no origin."""
    origin = headers.get("origin")
    if origin is not None:
        return (place := _place(origin)) != "" and place == headers.get("host", "").lower()
    return headers.get("sec-fetch-site", "none") in ("same-origin", "none")


def _place(origin: str) -> str:
    """Return the host and port of an origin, "" where it names none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _name(host: str) -> str:
    """Return the name in a Host header without its port, "" where what stands around it is none."""
    name = host.strip().lower()
    if name.startswith("["):
        found = _BRACKETED.fullmatch(name)
        return found[1] if found else ""
    return name.rpartition(":")[0] if name.count(":") == 1 else name


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def hosts_of(settings: WebSettings) -> frozenset[str]:
    """Return the host names that requests may name."""
    own = set() if settings.loopback else {socket.gethostname().lower()}
    return frozenset({*LOOPBACK, settings.host.lower(), *own, *(name.lower() for name in settings.names)})
