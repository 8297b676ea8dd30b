"""Listening: a socket that is ours before anything is said, one line with the address, and a clean end at Ctrl-C."""

from __future__ import annotations

import gc
import socket
import sys
from contextlib import suppress

from pactwatch.commands.failing import say
from pactwatch.errors import UsageError
from pactwatch.web import codes
from pactwatch.web.accounts import AccountBook, accounts_beside
from pactwatch.web.addresses import check_proxy
from pactwatch.web.settings import WebSettings

BACKLOG = 512
SWITCH = 0.0001
"""Seconds after which a thread that computes lets another one go on.

Each row that a page fetches of SQLite gives the interpreter away; with Python's own 5 ms, a page of a hundred rows beside a few busy
threads waits for most of a second until it has them all.
"""
COLLECT = 20_000, 20, 50
"""How rarely the collector of garbage looks: with Python's own numbers it stops all requests of a busy server for a tenth of its time."""
STOP_SECONDS = 5
"""How long requests that are under way may take at the end."""


def serve_ledger(ledger: str, settings: WebSettings, *, show: bool = False) -> None:
    """Serve until interrupted. UsageError PW173 where an address is none or cannot be had, PW174 where accounts are missing."""
    check_proxy(settings.proxy)
    check_accounts(ledger, settings)
    listening = bind(settings)
    try:
        _run(ledger, settings, listening, show=show)
    finally:
        listening.close()


def check_accounts(ledger: str, settings: WebSettings) -> None:
    """Check that a server that others can reach, be it through a proxy, has accounts. UsageError PW174."""
    if settings.let_in is None:
        return
    book = AccountBook(accounts_beside(ledger, settings.accounts))
    try:
        if book.is_empty():
            message = f"{settings.let_in} lets others in, and there is no account; `pactwatch account add NAME --role admin` makes one"
            raise UsageError(message, code=codes.NEEDS_ACCOUNTS)
    finally:
        book.close()


def bind(settings: WebSettings) -> socket.socket:
    """Return a socket bound to host and port. UsageError PW173 where they cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
    except OSError as error:
        raise UsageError(f"--host {settings.host} is no address of this machine ({error.strerror})", code=codes.PORT_TAKEN) from error
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        message = f"{settings.host}:{settings.port} cannot be listened on ({error.strerror}); choose another --port"
        raise UsageError(message, code=codes.PORT_TAKEN) from error
    return made


def url_of(settings: WebSettings, listening: socket.socket) -> str:
    """Return the address of the first page."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listening.getsockname()[1]}/"


def _run(ledger: str, settings: WebSettings, listening: socket.socket, *, show: bool) -> None:
    import uvicorn

    from pactwatch.web.app import create_app

    class Announced(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            sys.stdout.write(f"Pactwatch serves {ledger} at {url_of(settings, listening)} (Ctrl-C ends it)\n")
            sys.stdout.flush()
            if show:
                import webbrowser

                webbrowser.open(url_of(settings, listening))

    sys.setswitchinterval(SWITCH)
    gc.set_threshold(*COLLECT)
    config = uvicorn.Config(
        create_app(ledger, settings), log_level="critical", access_log=False, server_header=False, lifespan="on",
        timeout_graceful_shutdown=STOP_SECONDS, proxy_headers=False, ws="none",
    )  # fmt: skip
    with suppress(KeyboardInterrupt):  # which does not come where the loop has ended before it sees the signal
        Announced(config).run(sockets=[listening])
    say("stopped")
