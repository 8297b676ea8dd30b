"""`pactwatch account`: who may use the web server, and with which role."""

from __future__ import annotations

from typing import Annotated

import typer

from pactwatch.commands.choices import Format

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Accounts of the web server: roles are reader, analyst, reviewer and admin.",
    epilog="Example: pactwatch account add Anna --role analyst",
)

Ledger = Annotated[str, typer.Option("--ledger", metavar="PATH|URL", envvar="PACTWATCH_LEDGER", help="the ledger; the accounts are beside it")]
Accounts = Annotated[str | None, typer.Option("--accounts", metavar="PATH|URL", help="where the accounts are (LEDGER.accounts)")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="the account's name")]
Stdin = Annotated[bool, typer.Option("--password-stdin", help="take the password from the first line of standard input")]
Shown = Annotated[Format, typer.Option("--format", help="how to print")]
HERE = "pactwatch.db"


@app.command(epilog="Example: pactwatch account add Anna --role analyst")
def add(
    name: Name,
    *,
    role: Annotated[str, typer.Option(help="reader, analyst, reviewer or admin")] = "analyst",
    password_stdin: Stdin = False,
    ledger: Ledger = HERE,
    accounts: Accounts = None,
) -> None:
    """Make an account; the password is asked for, or taken from standard input."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.web.accounts import commands

        commands.add(ledger, accounts, name, role, from_stdin=password_stdin)


@app.command("list", epilog="Example: pactwatch account list")
def list_(*, form: Shown = Format.table, ledger: Ledger = HERE, accounts: Accounts = None) -> None:
    """List the accounts with their roles."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.web.accounts import commands

        commands.list_accounts(ledger, accounts, form)


@app.command(epilog="Example: pactwatch account role Anna reviewer")
def role(
    name: Name,
    new: Annotated[str, typer.Argument(metavar="ROLE", help="reader, analyst, reviewer or admin")],
    *,
    ledger: Ledger = HERE,
    accounts: Accounts = None,
) -> None:
    """Give an account another role, at once."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.web.accounts import commands

        commands.set_role(ledger, accounts, name, new)


@app.command(epilog="Example: pactwatch account disable Anna")
def disable(
    name: Name,
    *,
    enable: Annotated[bool, typer.Option("--undo", help="let the account in again")] = False,
    ledger: Ledger = HERE,
    accounts: Accounts = None,
) -> None:
    """Shut an account out: its sessions end and its tokens no longer count. --undo lets it in again."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.web.accounts import commands

        commands.set_disabled(ledger, accounts, name, not enable)


@app.command(epilog="Example: pactwatch account password Anna")
def password(name: Name, *, password_stdin: Stdin = False, ledger: Ledger = HERE, accounts: Accounts = None) -> None:
    """Set a new password; whoever is logged in to the account is logged out."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.web.accounts import commands

        commands.set_password(ledger, accounts, name, from_stdin=password_stdin)


@app.command(epilog="Example: pactwatch account token Anna --role reader --days 90")
def token(
    name: Name,
    *,
    role: Annotated[str | None, typer.Option(help="what the token may do at most (what the account may)")] = None,
    label: Annotated[str, typer.Option(help="what it is for")] = "",
    days: Annotated[int | None, typer.Option(min=1, max=3650, help="how long it is good")] = None,
    ledger: Ledger = HERE,
    accounts: Accounts = None,
) -> None:
    """Make a token for the API, shown this once: send it as `Authorization: Bearer TOKEN`."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.web.accounts import commands

        commands.make_token(ledger, accounts, name, commands.TokenAsked(role=role, label=label, days=days))


@app.command(epilog="Example: pactwatch account tokens --format json")
def tokens(*, form: Shown = Format.table, ledger: Ledger = HERE, accounts: Accounts = None) -> None:
    """List the tokens: whose, for what, until when; never the tokens themselves."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.web.accounts import commands

        commands.list_tokens(ledger, accounts, form)


@app.command(epilog="Example: pactwatch account revoke token-0123456789ab")
def revoke(
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="the id of a token, as `tokens` lists it")],
    *,
    ledger: Ledger = HERE,
    accounts: Accounts = None,
) -> None:
    """Take a token back, at once."""
    from pactwatch.commands.failing import reported

    with reported():
        from pactwatch.web.accounts import commands

        commands.revoke(ledger, accounts, token)
