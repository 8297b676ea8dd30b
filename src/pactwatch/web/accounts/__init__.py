"""Accounts, sessions and tokens: tables of their own beside the ledger, which is append-only and holds none of them."""

from pactwatch.web.accounts.book import Account, AccountBook, Token, accounts_beside

__all__ = ["Account", "AccountBook", "Token", "accounts_beside"]
