"""What differs between databases, and the one place where their errors become LedgerError."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple, Protocol

from sqlalchemy import ColumnElement, Connection, Engine, FromClause, Select, Table
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from pactwatch.errors import LedgerError
from pactwatch.store import codes

WRITE = "pactwatch_write"
"""The execution option of a connection whose transaction is going to write."""


class Walk(NamedTuple):
    """The claims of a list that hold some words: the index with the list, what must hold of it, the order."""

    joined: FromClause
    holds: ColumnElement[bool]
    order: ColumnElement[int]


class Dialect(Protocol):
    """All that the ledger does in a database's own SQL: connecting, guards, full-text search, self-checks."""

    errors: tuple[type[Exception], ...]
    """The driver's own errors, as they come from what does not go through SQLAlchemy."""

    @property
    def where(self) -> str:
        """How messages name this ledger: its path or URL."""

    def engine(self, *, writable: bool) -> Engine:
        """Return an engine; its transactions lock for writing at once where the WRITE option is set."""

    def is_ledger(self, connection: Connection) -> bool | None:
        """Whether the database is marked as a ledger; None for one that is empty."""

    def prepare_writing(self, connection: Connection) -> None:
        """Set up what writing needs, outside any transaction, on a database that is empty or a ledger."""

    def create_extras(self, connection: Connection) -> None:
        """Mark a new database as a ledger, create its append-only guards and its full-text index."""

    def create_words(self, connection: Connection, *, folded: bool = True) -> None:
        """Create the full-text index, of the words that words.py makes; before version 4 of the schema (`folded` False) of others."""

    def drop_words(self, connection: Connection) -> None:
        """Remove the full-text index."""

    def create_guards(self, connection: Connection, tables: Sequence[str]) -> None:
        """Create the append-only guards of `tables`, which were just made."""

    def drop_guards(self, connection: Connection, tables: Sequence[str]) -> None:
        """Remove the append-only guards of `tables`: for migrations alone."""

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert `rows`, which all have the same columns, as fast as the database takes them."""

    def index_claims(self, connection: Connection, words: Sequence[tuple[int, str]], *, folded: bool = True) -> None:
        """Add the words of claims, as (place, words), to the full-text index; as they stand if it is one that folds (`create_words`)."""

    def matching_claims(self, query: str) -> Select[tuple[int]] | None:
        """Select the `place` of claims with the words of any `query`; None where it holds no word."""

    def holding_words(self, query: str) -> Walk | None:
        """Return how to walk through the claims with the words of any `query` in their order; None where it holds no word."""

    def likely_matches(self, connection: Connection, query: str) -> int | None:
        """Return about how many claims hold the words of `query`, where the database knows without looking; else None."""

    def analyse(self, connection: Connection) -> None:
        """Let the database look at how its rows are distributed, so that it chooses its ways by that."""

    def self_check(self, connection: Connection) -> list[str]:
        """Return what the database itself finds wrong with its storage: one line each, none when sound."""

    def missing_guards(self, connection: Connection) -> list[str]:
        """Return the names of the append-only guards, of the tables that are there, that are gone or changed."""

    def explain(self, error: BaseException | None) -> tuple[str, str]:
        """Return the code and the plain words for a driver's error."""


@contextmanager
def guarded(dialect: Dialect) -> Iterator[None]:
    """Turn every error of the database into one LedgerError."""
    try:
        yield
    except DBAPIError as error:
        code, message = dialect.explain(error.orig)
        raise LedgerError(f"{dialect.where}: {message}", code=code) from error
    except dialect.errors as error:
        code, message = dialect.explain(error)
        raise LedgerError(f"{dialect.where}: {message}", code=code) from error
    except SQLAlchemyError as error:
        raise LedgerError(f"{dialect.where}: {error}", code=codes.INTERNAL) from error


@contextmanager
def storable(dialect: Dialect) -> Iterator[None]:
    """Turn the errors of values that a database cannot take into a LedgerError."""
    try:
        yield
    except (OverflowError, UnicodeError) as error:
        raise LedgerError(f"{dialect.where}: a value cannot be stored ({error})", code=codes.REFUSED) from error
