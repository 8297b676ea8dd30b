"""What one running server holds: the ledger, the accounts, the tokens of forms, the counts of requests, what was computed."""

from __future__ import annotations

from pactwatch.store import Ledger
from pactwatch.store.ledger import user_name
from pactwatch.web.accounts import AccountBook, accounts_beside
from pactwatch.web.computed import DRAWN, Computed
from pactwatch.web.context import Person
from pactwatch.web.forms import FormTokens
from pactwatch.web.jobs import Jobs
from pactwatch.web.limits import Buckets, Failures
from pactwatch.web.remembered import Remembered
from pactwatch.web.roles import Role
from pactwatch.web.settings import WebSettings

STRANGERS = 600
"""Requests a minute of one address whose sender is not logged in."""


class Server:
    """One of these for an application; handlers reach it as `ctx.server`."""

    def __init__(self, ledger: Ledger, settings: WebSettings, *, owned: bool) -> None:
        self.ledger = ledger
        self.settings = settings
        self.book = AccountBook(accounts_beside(ledger.address, settings.accounts))
        self.forms = FormTokens(settings.form_life)
        self.buckets = Buckets(settings.rate)
        self.strangers = Buckets(STRANGERS)
        self.failures = Failures()
        self.computed = Computed(ledger)
        self.jobs = Jobs(ledger, settings.engine)
        self.sole = Person(name=settings.who or user_name(), role=Role.admin, by="sole", visitor="sole")
        self.remembered = Remembered()
        self.drawn = Remembered(DRAWN)
        self._owned = owned

    def close(self) -> None:
        """Let go of what was opened."""
        self.jobs.close()
        self.computed.close()
        self.book.close()
        if self._owned:
            self.ledger.close()
