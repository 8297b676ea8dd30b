"""Opening a ledger: where it lies, whether it is one, whether this version of the program can use it."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, func, insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

import pactwatch
from pactwatch.errors import LedgerError
from pactwatch.store import codes, schema
from pactwatch.store.dialect import WRITE, Dialect, guarded
from pactwatch.store.migrations import Progress, Step, add_tables, migrate, present, silent, version_of
from pactwatch.store.sqlite import BUSY_SECONDS, SqliteDialect


def dialect_for(where: str | Path, *, create: bool, busy_seconds: float = BUSY_SECONDS) -> Dialect:
    """Return the dialect for a path or a database URL; LedgerError PW401 or PW411 where there can be no ledger.

    Further databases join here, by the URL's backend name.
    """
    if isinstance(where, str) and "://" in where:
        url = _url(where)
        if url.get_backend_name() in ("postgresql", "postgres"):
            return _postgres(url, busy_seconds)
        if url.get_backend_name() != "sqlite":
            message = f"{hidden(where)}: ledgers are files or SQLite and PostgreSQL databases"
            raise LedgerError(message, code=codes.UNSUPPORTED)
        where = url.database or ":memory:"
    if str(where) == ":memory:":
        return SqliteDialect(None)
    _check_path(Path(where), create=create)
    return SqliteDialect(str(where), busy_seconds=busy_seconds)


def hidden(where: str | Path) -> str:
    """Return how messages name a path or URL: without the password that may be in it."""
    found = re.sub(r"(?i)([?&][^=&]*pass[^=&]*=)[^&]*", r"\1***", str(where))
    return re.sub(r"(://[^/?#]*?:).*@", r"\1***@", found) if "://" in found else found


def _url(where: str) -> URL:
    try:
        return make_url(where)
    except (ArgumentError, ValueError):
        message = f"{hidden(where)} is no database URL; one is written postgresql://user@host/name"
        raise LedgerError(message, code=codes.UNSUPPORTED) from None


def _postgres(url: URL, busy_seconds: float) -> Dialect:
    try:
        from pactwatch.store.postgres import PostgresDialect
    except ImportError as error:
        if (error.name or "").split(".")[0] not in ("psycopg", "psycopg_binary", "psycopg_c") and "libpq" not in str(error):
            raise
        message = 'PostgreSQL ledgers need the driver psycopg: pip install "pactwatch[postgres]"'
        raise LedgerError(message, code=codes.UNSUPPORTED) from error
    return PostgresDialect(url, busy_seconds=busy_seconds)


def open_engine(dialect: Dialect, *, create: bool) -> Engine:
    """Return an engine on a checked ledger; with `create`, for writing, and made first where there is none.

    A file that is no ledger, or one of a later version, is left as it is.
    """
    with guarded(dialect):
        engine = dialect.engine(writable=create)
        try:
            with engine.connect() as connection:
                state = dialect.is_ledger(connection)
            if state is False or (state is None and not create):
                raise LedgerError(f"{dialect.where} is not a ledger", code=codes.NOT_A_LEDGER)
            if state:
                _check(engine, dialect)
            if create:
                with engine.connect() as connection:
                    dialect.prepare_writing(connection)
            if state is None:
                with engine.execution_options(**{WRITE: True}).begin() as connection:
                    _create(connection, dialect)
                _check(engine, dialect)
            elif create and _lacks_something(engine):
                with engine.execution_options(**{WRITE: True}).begin() as connection:
                    _add_missing(connection, dialect)
        except BaseException:
            engine.dispose()
            raise
    return engine


def change_version(where: str | Path, to: int, progress: Progress = silent) -> tuple[int, int]:
    """Bring the ledger at `where` to version `to` of the schema, up or down; return its version before and after.

    Raises LedgerError PW421 where there is no such version or something would be lost, and those of `open_ledger`.
    """
    dialect = dialect_for(where, create=False)
    open_engine(dialect, create=False).dispose()
    with guarded(dialect):
        engine = dialect.engine(writable=True)
        try:
            with engine.connect() as connection:
                dialect.prepare_writing(connection)
            with engine.execution_options(**{WRITE: True}).begin() as connection:
                before = version_of(connection)
                migrate(connection, dialect, to, progress)
                return before, version_of(connection)
        finally:
            engine.dispose()


def schema_version(where: str | Path) -> int:
    """Return the version of the schema of the ledger at `where`; raises as `open_ledger` does."""
    dialect = dialect_for(where, create=False)
    engine = open_engine(dialect, create=False)
    try:
        with guarded(dialect), engine.connect() as connection:
            return version_of(connection)
    finally:
        engine.dispose()


def _check_path(path: Path, *, create: bool) -> None:
    if "\0" in str(path):
        raise LedgerError(f"{str(path)!r} is no file name", code=codes.CANNOT_OPEN)
    try:
        if path.is_dir():
            raise LedgerError(f"{path} is a folder, not a ledger file", code=codes.CANNOT_OPEN)
        if not path.parent.is_dir():
            raise LedgerError(f"{path}: the folder {path.parent} does not exist", code=codes.CANNOT_OPEN)
        if path.exists() and not path.is_file():
            raise LedgerError(f"{path} is not a regular file", code=codes.CANNOT_OPEN)
        if not path.exists() and not create:
            message = f"there is no ledger at {path}; `pactwatch read SOURCE` makes one, --ledger names another"
            raise LedgerError(message, code=codes.CANNOT_OPEN)
    except (OSError, ValueError) as error:
        raise LedgerError(f"{str(path)!r} cannot be a ledger: {error}", code=codes.CANNOT_OPEN) from error


def _create(connection: Connection, dialect: Dialect) -> None:
    if dialect.is_ledger(connection):
        return  # another process was quicker
    schema.metadata.create_all(connection, checkfirst=False)
    dialect.create_extras(connection)
    row = {"version": schema.VERSION, "program": pactwatch.__version__}
    connection.execute(insert(schema.schema_versions).values(row))


def _lacks_something(engine: Engine) -> bool:
    with engine.connect() as connection:  # asked without the lock for writing, which most openings do not need
        return version_of(connection) < schema.VERSION or bool(_missing(connection))


def _missing(connection: Connection) -> list[str]:
    there = present(connection)
    return [table.name for table in schema.metadata.sorted_tables if table.name not in there]


def _add_missing(connection: Connection, dialect: Dialect) -> None:
    """Bring a ledger of an earlier version to this one, and add tables that are missing."""
    migrate(connection, dialect, schema.VERSION)
    add_tables(Step(connection, dialect, silent), *_missing(connection))


def _check(engine: Engine, dialect: Dialect) -> None:
    with engine.connect() as connection:
        version = connection.execute(select(func.max(schema.schema_versions.c.version))).scalar()
    if version is None:
        raise LedgerError(f"{dialect.where} is not a ledger", code=codes.NOT_A_LEDGER)
    if not isinstance(version, int):
        raise LedgerError(f"{dialect.where}: its version is unreadable", code=codes.DAMAGED)
    if version > schema.VERSION:
        message = f"{dialect.where} was written by a later Pactwatch (schema {version}); upgrade this one to use it"
        raise LedgerError(message, code=codes.NEWER_SCHEMA)
