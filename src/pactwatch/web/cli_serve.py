"""`pactwatch serve`: the API and the web app over one ledger."""

from __future__ import annotations

from typing import Annotated

import typer


def register_serve(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: pactwatch serve --ledger pactwatch.db --port 8000 --open")(serve)


def serve(
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="port to listen on; 0 takes a free one")] = 8000,
    host: Annotated[str, typer.Option(help="address to listen on; beyond loopback there must be accounts")] = "127.0.0.1",
    names: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="a host name that the server goes by; may be repeated; takes accounts"),
    ] = None,
    https: Annotated[bool, typer.Option("--https", help="people reach it by https, through a proxy in front of it; takes accounts")] = False,
    proxy: Annotated[str | None, typer.Option(metavar="ADDRESS", help="that of the proxy, whose X-Forwarded-For tells who asks")] = None,
    accounts: Annotated[str | None, typer.Option(metavar="PATH|URL", help="where the accounts are (LEDGER.accounts)")] = None,
    who: Annotated[str | None, typer.Option("--as", envvar="PACTWATCH_USER", metavar="NAME", help="who works here while there is no account")] = None,
    rate: Annotated[int, typer.Option(min=1, max=10_000_000, help="requests a minute that one account may send")] = 6000,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="fetch from private and loopback addresses too")] = False,
    show: Annotated[bool, typer.Option("--open", help="open the first page in the browser")] = False,
    ledger: Annotated[str, typer.Option("--ledger", metavar="PATH|URL", envvar="PACTWATCH_LEDGER", help="made if missing")] = "pactwatch.db",
) -> None:
    """Serve the web app and the API over a ledger until Ctrl-C. Alone on this machine nobody needs an account."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.web.serving import serve_ledger
        from pactwatch.web.settings import WebSettings

        settings = WebSettings(
            host=host, port=port, names=tuple(names or ()), https=https, proxy=proxy, accounts=accounts, who=who, rate=rate,
            allow_private=allow_private,
        )
        serve_ledger(ledger, settings, show=show)
