"""The tables of accounts. They have a MetaData of their own: rows here change and go, which the ledger's never do."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, MetaData, String, Table

metadata = MetaData()

accounts = Table(
    "web_accounts",
    metadata,
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("password", String, nullable=False),
    Column("role", String, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created", BigInteger, nullable=False),
)
"""`key` is the name folded, by which it is found; `password` is an Argon2 hash with its parameters; times are Unix seconds."""

sessions = Table(
    "web_sessions",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("account", ForeignKey("web_accounts.key"), nullable=False, index=True),
    Column("created", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
)
"""`sha256` is that of the random id in the cookie: who reads this table can take over nobody's session."""

tokens = Table(
    "web_tokens",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", ForeignKey("web_accounts.key"), nullable=False, index=True),
    Column("sha256", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("label", String, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger),
    Column("revoked", BigInteger),
)
