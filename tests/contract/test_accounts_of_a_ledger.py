"""Accounts are kept beside the ledger that they are of, wherever it lies, and the server looks where `account` put them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import make_url

from pactwatch.errors import LedgerError
from pactwatch.store import open_ledger
from pactwatch.store.postgres import BESIDE
from pactwatch.web.accounts import AccountBook, accounts_beside, schema
from pactwatch.web.server import Server
from pactwatch.web.settings import WebSettings


@pytest.mark.parametrize("kind", ["file", "postgres"])
def test_the_server_finds_the_accounts_that_the_command_made(kind: str, where_of: Callable[[str], str]) -> None:
    """Also where the URL of the database has a password, without which it lets nobody in."""
    where = where_of(kind)
    assert kind != "postgres" or make_url(where).password
    book = AccountBook(accounts_beside(where))
    book.add("Anna", "a long password", "admin")
    book.close()
    with open_ledger(where, create=True, who="tester") as ledger:
        server = Server(ledger, WebSettings(), owned=False)
        try:
            assert [one.name for one in server.book.all()] == ["Anna"]
            assert server.book.where == accounts_beside(where)
        finally:
            server.close()


def test_the_store_knows_the_tables_of_accounts() -> None:
    assert set(schema.metadata.tables) == BESIDE


def test_no_message_shows_the_password(where_of: Callable[[str], str]) -> None:
    wrong = make_url(where_of("postgres")).set(password="kept from messages")  # noqa: S106
    book = AccountBook(wrong.render_as_string(hide_password=False))
    with pytest.raises(LedgerError) as told:
        book.all()
    assert "***" in str(told.value)
    assert "kept" not in str(told.value)
