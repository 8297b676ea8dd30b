"""What `pactwatch account ...` does: the book changed, and each change noted in the ledger's log of activity."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.printing import write
from pactwatch.commands.rows_out import print_rows
from pactwatch.errors import UsageError
from pactwatch.model import Frozen
from pactwatch.store import open_ledger
from pactwatch.web import codes
from pactwatch.web.accounts.book import AccountBook, accounts_beside

CHANGE = "account.change"
"""The kind of the judgement that notes a change of an account."""
MOST_BYTES = 10_000


class TokenAsked(Frozen, frozen=True, kw_only=True):
    """What a new token is to be."""

    role: str | None = None
    label: str = ""
    days: int | None = None


@contextmanager
def _book(ledger: str, accounts: str | None) -> Iterator[AccountBook]:
    book = AccountBook(accounts_beside(ledger, accounts))
    try:
        yield book
    finally:
        book.close()


def add(ledger: str, accounts: str | None, name: str, role: str, *, from_stdin: bool) -> None:
    """Make an account. UsageError PW176 to PW179."""
    with _book(ledger, accounts) as book:
        book.check_new(name, role)
        made = book.add(name, _password(from_stdin), role)
    note(ledger, made.name, {"change": "added", "role": made.role})
    say(f"{made.name} is {made.role}")


def list_accounts(ledger: str, accounts: str | None, form: Format) -> None:
    """Print the accounts."""
    with _book(ledger, accounts) as book:
        rows = [{"name": one.name, "role": one.role, "disabled": one.disabled, "created": _day(one.created)} for one in book.all()]
    print_rows("accounts", ("name", "role", "disabled", "created"), rows, form)
    if not rows:
        say("there is no account; `pactwatch account add NAME --role admin` makes one")


def set_role(ledger: str, accounts: str | None, name: str, role: str) -> None:
    """Give an account another role. UsageError PW175, PW179, PW169."""
    with _book(ledger, accounts) as book:
        found = book.set_role(name, role)
    note(ledger, found.name, {"change": "role", "role": found.role})
    say(f"{found.name} is {found.role}")


def set_disabled(ledger: str, accounts: str | None, name: str, disabled: bool) -> None:
    """Shut an account out or let it in again. UsageError PW175, PW169."""
    with _book(ledger, accounts) as book:
        found = book.set_disabled(name, disabled)
    note(ledger, found.name, {"change": "disabled" if disabled else "enabled"})
    say(f"{found.name} is {'shut out' if disabled else 'let in again'}")


def set_password(ledger: str, accounts: str | None, name: str, *, from_stdin: bool) -> None:
    """Set a password. UsageError PW175, PW178."""
    with _book(ledger, accounts) as book:
        book.find(name)
        found = book.set_password(name, _password(from_stdin))
    note(ledger, found.name, {"change": "password"})
    say(f"{found.name} has a new password, and is logged out everywhere")


def make_token(ledger: str, accounts: str | None, name: str, asked: TokenAsked) -> None:
    """Make a token and print it. UsageError PW175, PW179."""
    with _book(ledger, accounts) as book:
        made, secret = book.make_token(name, role=asked.role, label=asked.label, days=asked.days)
    note(ledger, made.account, {"change": "token", "token": made.id, "role": made.role})
    write(f"{secret}\n".encode())
    say(f"{made.id}, {made.role}: it is not shown again; `pactwatch account revoke {made.id}` takes it back")


def list_tokens(ledger: str, accounts: str | None, form: Format) -> None:
    """Print the tokens, without their secrets."""
    with _book(ledger, accounts) as book:
        rows = [
            {"id": one.id, "account": one.account, "role": one.role, "label": one.label, "created": _day(one.created),
             "expires": _day(one.expires), "revoked": _day(one.revoked)}
            for one in book.tokens()
        ]  # fmt: skip
    print_rows("tokens", ("id", "account", "role", "label", "created", "expires", "revoked"), rows, form)
    if not rows:
        say("there is no token; `pactwatch account token NAME` makes one")


def revoke(ledger: str, accounts: str | None, token: str) -> None:
    """Take a token back. UsageError PW175."""
    with _book(ledger, accounts) as book:
        found = book.revoke(token)
    note(ledger, found.account, {"change": "token revoked", "token": found.id})
    say(f"{found.id} of {found.account} is revoked")


def note(ledger: str, name: str, value: dict[str, Any]) -> None:
    """Note a change of an account in the ledger, where there is one yet: who may sign is part of what can be checked."""
    if ledger == ":memory:" or ("://" not in ledger and not Path(ledger).exists()):
        return
    with open_ledger(ledger, create=True) as opened:
        opened.judge(CHANGE, f"account {name}", value, why=f"pactwatch account: {value['change']}")


def _day(seconds: int | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _password(from_stdin: bool) -> str:
    if from_stdin:
        line = sys.stdin.buffer.readline(MOST_BYTES).decode("utf-8", "replace")
        return line.rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError("there is no terminal to ask for a password; give --password-stdin", code=codes.BAD_PASSWORD)
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise UsageError("the two passwords differ", code=codes.BAD_PASSWORD)
    return first
