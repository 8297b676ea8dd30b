"""The book of accounts: made, found, changed, each call one transaction. Passwords and tokens are kept as hashes only."""

from __future__ import annotations

import os
import secrets
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, delete, event, insert, make_url, select, update
from sqlalchemy.exc import SQLAlchemyError

from pactwatch.errors import LedgerError, UsageError
from pactwatch.ids import sha256_hex
from pactwatch.model import Frozen
from pactwatch.people import person_key
from pactwatch.store import codes as store_codes
from pactwatch.web import codes
from pactwatch.web.accounts import passwords, schema
from pactwatch.web.roles import GIVEN, Role, role_named

LONGEST_NAME = 64
PREFIX = "pwt_"
"""How a token begins, so that one that leaked is known for what it is."""


class Account(Frozen, frozen=True, kw_only=True):
    """One person's account: `created` in Unix seconds."""

    key: str
    name: str
    role: str
    disabled: bool
    created: int


class Token(Frozen, frozen=True, kw_only=True):
    """One token for the API: it may do what its `role` and, today, its account may. Times are Unix seconds."""

    id: str
    account: str
    role: str
    label: str
    created: int
    expires: int | None
    revoked: int | None


def accounts_beside(ledger: str, given: str | None = None) -> str | None:
    """Return where the accounts of a ledger are: the file or URL `given`, else beside it; None for one in memory."""
    if given is not None:
        return given
    if ledger == ":memory:":
        return None
    if "://" in ledger:
        url = make_url(ledger)
        if url.get_backend_name() != "sqlite":
            return ledger
        return f"{url.database}.accounts" if url.database and url.database != ":memory:" else None
    return f"{ledger}.accounts"


class AccountBook:
    """The accounts at a path or database URL, or (None) in memory; made with the first account."""

    def __init__(self, where: str | None, *, clock: Callable[[], float] = time.time) -> None:
        self.where = where
        self._clock = clock
        self._engine: Engine | None = None

    def is_empty(self) -> bool:
        """Say whether there is no account, and so nobody who could log in."""
        if self._engine is None and not self._is_there():
            return True
        with self._reading() as connection:
            return connection.execute(select(schema.accounts.c.key).limit(1)).first() is None

    def add(self, name: str, password: str, role: str) -> Account:
        """Make an account. UsageError PW176 to PW179."""
        key, shown, rank = key_of(name), _shown(name), _role(role)
        row = {"key": key, "name": shown, "password": passwords.hashed(password), "role": rank.name, "disabled": False, "created": self._now()}
        with self._writing() as connection:
            self._refuse_known(connection, shown)
            connection.execute(insert(schema.accounts).values(row))
        return _account(row)

    def check_new(self, name: str, role: str) -> None:
        """Check that an account can be made so, before a password is asked for. UsageError PW176, PW177, PW179."""
        shown = _shown(name)
        _role(role)
        if not self.is_empty():
            with self._reading() as connection:
                self._refuse_known(connection, shown)

    def all(self) -> list[Account]:
        """Return the accounts, by name."""
        if self.is_empty():
            return []
        with self._reading() as connection:
            rows = connection.execute(select(schema.accounts).order_by(schema.accounts.c.key))
            return [_account(row._mapping) for row in rows]

    def find(self, name: str) -> Account:
        """Return an account. UsageError PW175 where there is none of that name."""
        with self._reading() as connection:
            return _account(self._known(connection, name))

    def set_role(self, name: str, role: str) -> Account:
        """Give an account another role; what was logged in with the old one goes on with the new. UsageError PW175, PW179, PW169."""
        rank = _role(role)
        return self._change(name, {"role": rank.name}, removes_admin=rank is not Role.admin)

    def set_disabled(self, name: str, disabled: bool) -> Account:
        """Shut an account out, or let it in again; its sessions end at once. UsageError PW175, PW169."""
        found = self._change(name, {"disabled": disabled}, removes_admin=disabled)
        if disabled:
            self.end_sessions(name)
        return found

    def set_password(self, name: str, password: str) -> Account:
        """Set a password; whoever is logged in to the account is logged out. UsageError PW175, PW178."""
        found = self._change(name, {"password": passwords.hashed(password)}, removes_admin=False)
        self.end_sessions(name)
        return found

    def check(self, name: str, password: str) -> Account | None:
        """Return the account that name and password open, None where they open none."""
        try:
            with self._reading() as connection:
                row = self._row(connection, name)
        except UsageError:
            row = None
        if not passwords.matches(password, row["password"] if row else None) or row is None or row["disabled"]:
            return None
        if passwords.outdated(row["password"]):
            self._change(name, {"password": passwords.hashed(password)}, removes_admin=False)
        return _account(row)

    def start_session(self, account: str) -> str:
        """Return the secret id of a new session of the account with this key."""
        secret, now = secrets.token_urlsafe(32), self._now()
        row = {"sha256": sha256_hex(secret.encode()), "account": account, "created": now, "seen": now}
        with self._writing() as connection:
            connection.execute(insert(schema.sessions).values(row))
        return secret

    def session(self, secret: str, *, idle: int, life: int, every: int = 60) -> Account | None:
        """Return whose session this is, None where it has ended: unused for `idle` seconds, or begun `life` seconds ago."""
        digest, now = sha256_hex(secret.encode("utf-8", "replace")), self._now()
        if self.is_empty():
            return None
        with self._reading() as connection:
            joined = select(schema.accounts, schema.sessions.c.created.label("begun"), schema.sessions.c.seen)
            joined = joined.join(schema.sessions, schema.sessions.c.account == schema.accounts.c.key)
            row = connection.execute(joined.where(schema.sessions.c.sha256 == digest)).first()
        if row is None:
            return None
        if row.disabled or now - row.seen > idle or now - row.begun > life:
            self.end_session(secret)
            return None
        if now - row.seen >= every:
            with self._writing() as connection:
                connection.execute(update(schema.sessions).where(schema.sessions.c.sha256 == digest).values(seen=now))
        return _account(row._mapping)

    def end_session(self, secret: str) -> None:
        """End a session; one that has ended already stays so."""
        with self._writing() as connection:
            connection.execute(delete(schema.sessions).where(schema.sessions.c.sha256 == sha256_hex(secret.encode("utf-8", "replace"))))

    def end_sessions(self, name: str) -> None:
        """End all sessions of an account."""
        with self._writing() as connection:
            row = self._row(connection, name)
            connection.execute(delete(schema.sessions).where(schema.sessions.c.account == (row["key"] if row else key_of(name))))

    def sweep(self, *, idle: int, life: int) -> None:
        """Remove the sessions that have ended."""
        if self.is_empty():
            return
        ended = (schema.sessions.c.seen < self._now() - idle) | (schema.sessions.c.created < self._now() - life)
        with self._writing() as connection:
            connection.execute(delete(schema.sessions).where(ended))

    def make_token(self, name: str, *, role: str | None = None, label: str = "", days: int | None = None) -> tuple[Token, str]:
        """Return a new token of an account and its secret, which is told this once. UsageError PW175, PW179."""
        with self._writing() as connection:
            row = self._known(connection, name)
            rank = _role(role or row["role"])
            if rank > role_named(row["role"]):
                raise UsageError(f"{row['name']} is {row['role']}: a token cannot be {rank.name}", code=codes.BAD_ROLE)
            secret, now = PREFIX + secrets.token_urlsafe(32), self._now()
            made = Token(
                id=f"token-{secrets.token_hex(6)}", account=row["key"], role=rank.name, label=" ".join(label.split())[:LONGEST_NAME],
                created=now, expires=None if days is None else now + days * 86400, revoked=None,
            )  # fmt: skip
            values = {name: getattr(made, name) for name in made.__struct_fields__}
            connection.execute(insert(schema.tokens).values(values | {"sha256": sha256_hex(secret.encode())}))
        return made, secret

    def tokens(self, name: str | None = None) -> list[Token]:
        """Return the tokens of an account (all), the oldest first, revoked ones too."""
        if self.is_empty():
            return []
        query = select(schema.tokens).order_by(schema.tokens.c.created, schema.tokens.c.id)
        with self._reading() as connection:
            if name is not None:
                row = self._row(connection, name)
                query = query.where(schema.tokens.c.account == (row["key"] if row else key_of(name)))
            return [_token(row._mapping) for row in connection.execute(query)]

    def revoke(self, token: str) -> Token:
        """Take a token back by its id. UsageError PW175 where there is none."""
        with self._writing() as connection:
            row = connection.execute(select(schema.tokens).where(schema.tokens.c.id == token.strip())).first()
            if row is None:
                raise UsageError(f"there is no token {token}; `pactwatch account tokens` lists them", code=codes.UNKNOWN_ACCOUNT)
            when = row.revoked or self._now()
            connection.execute(update(schema.tokens).where(schema.tokens.c.id == row.id).values(revoked=when))
            return _token({**row._mapping, "revoked": when})

    def bearer(self, secret: str) -> tuple[Account, Role, str] | None:
        """Return whose token this is, what it may do and its id; None where it is none, revoked, too old, or shut out."""
        if self.is_empty():
            return None
        joined = select(schema.accounts, schema.tokens.c.id, schema.tokens.c.role.label("most"), schema.tokens.c.expires, schema.tokens.c.revoked)
        joined = joined.join(schema.tokens, schema.tokens.c.account == schema.accounts.c.key)
        with self._reading() as connection:
            row = connection.execute(joined.where(schema.tokens.c.sha256 == sha256_hex(secret.encode("utf-8", "replace")))).first()
        if row is None or row.disabled or row.revoked is not None or (row.expires is not None and row.expires <= self._now()):
            return None
        return _account(row._mapping), min(role_named(row.most), role_named(row.role)), str(row.id)

    def close(self) -> None:
        """Let go of the database."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _change(self, name: str, values: dict[str, Any], *, removes_admin: bool) -> Account:
        with self._writing() as connection:
            row = self._known(connection, name)
            if removes_admin and row["role"] == "admin" and not row["disabled"]:
                others = select(schema.accounts.c.key).where(
                    schema.accounts.c.role == "admin", schema.accounts.c.disabled.is_(False), schema.accounts.c.key != row["key"]
                )
                if connection.execute(others.limit(1)).first() is None:
                    raise UsageError(f"{row['name']} is the last administrator; make another one first", code=codes.LAST_ADMIN)
            connection.execute(update(schema.accounts).where(schema.accounts.c.key == row["key"]).values(values))
            return _account({**row, **values})

    def _refuse_known(self, connection: Connection, shown: str) -> None:
        if (known := self._row(connection, shown)) is not None:
            raise UsageError(f"there is an account {known['name']} already", code=codes.ACCOUNT_EXISTS)

    def _known(self, connection: Connection, name: str) -> dict[str, Any]:
        row = self._row(connection, name)
        if row is None:
            raise UsageError(f"there is no account {name.strip()}; `pactwatch account list` shows them", code=codes.UNKNOWN_ACCOUNT)
        return row

    @staticmethod
    def _row(connection: Connection, name: str) -> dict[str, Any] | None:
        """Return the account of a person; the one under the very name first, where earlier versions took two names of one person for two."""
        before, key = _shown(name).casefold(), key_of(name)
        rows = [dict(row._mapping) for row in connection.execute(select(schema.accounts).order_by(schema.accounts.c.created))]
        ways: tuple[Callable[[dict[str, Any]], bool], ...] = (
            lambda row: row["key"] == before, lambda row: row["key"] == key, lambda row: person_key(row["name"]) == key,
        )  # fmt: skip
        return next((row for found in ways for row in rows if found(row)), None)

    def _now(self) -> int:
        return int(self._clock())

    def _is_there(self) -> bool:
        return self.where is not None and ("://" in self.where or Path(self.where).exists())

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._told(), self._open().connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._told(), self._open().execution_options(web_write=True).begin() as connection:
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            message = f"the accounts at {self._shown()} cannot be used ({type(error).__name__}); check the place and its rights"
            raise LedgerError(message, code=store_codes.CANNOT_OPEN) from error

    def _shown(self) -> str:
        """Return where the accounts are, without a password."""
        from pactwatch.store.opening import hidden

        return hidden(self.where or "memory")

    def _open(self) -> Engine:
        if self._engine is None:
            engine = _engine(self.where)
            schema.metadata.create_all(engine)
            self._engine = engine
        return self._engine


def _engine(where: str | None) -> Engine:
    if where is not None and "://" in where:
        url = make_url(where)
        return create_engine(url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url)
    if where is None:
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        if not Path(where).exists():
            os.close(os.open(where, os.O_CREAT | os.O_RDWR, 0o600))  # hashes of passwords are nobody else's to read
        engine = create_engine(f"sqlite:///{where}", connect_args={"timeout": 30, "check_same_thread": False})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("web_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _configure(connection: Any, _: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")


def key_of(name: str) -> str:
    """Return the name of an account as it is found by: that of the person. UsageError PW177 where it is none."""
    return person_key(_shown(name))


def _shown(name: str) -> str:
    shown = " ".join(unicodedata.normalize("NFC", name).split())
    if not 0 < len(shown) <= LONGEST_NAME or any(unicodedata.category(sign)[0] == "C" for sign in shown):
        raise UsageError(f"the name of an account has 1 to {LONGEST_NAME} visible characters", code=codes.BAD_NAME)
    return shown


def _role(name: str) -> Role:
    try:
        return role_named(name)
    except KeyError:
        raise UsageError(f"{name} is no role; these are: {', '.join(GIVEN)}", code=codes.BAD_ROLE) from None


def _account(row: Any) -> Account:
    return Account(**{name: row[name] for name in Account.__struct_fields__})


def _token(row: Any) -> Token:
    return Token(**{name: row[name] for name in Token.__struct_fields__})
