"""The ledger on SQLite: connections, append-only triggers, full-text search (FTS5). All SQLite-only SQL is here.

Write-ahead log with synchronous=FULL: a commit that returned is on the disk, and a process killed at any moment
leaves the last commit. Writers lock at BEGIN and wait for each other, so that none fails half-way.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Sequence

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    StaticPool,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    literal_column,
    select,
    text,
)
from sqlalchemy.engine import URL

from pactwatch.store import codes
from pactwatch.store.codec import clean
from pactwatch.store.dialect import WRITE
from pactwatch.store.schema import APPEND_ONLY

BUSY_SECONDS = 60.0
"""How long a writer waits for another one; a commit takes milliseconds, so only a hung process exceeds this."""

APPLICATION_ID = 0x50574C31
"""Marks the file as a ledger in its header ("PWL1")."""

_TERM = re.compile(r'"([^"]*)"|(\S+)')
_INDEXES = ("document_words", "claim_words")
_CODES = {
    "SQLITE_CANTOPEN": (codes.CANNOT_OPEN, "cannot be opened; is the folder there, and may you write in it?"),
    "SQLITE_READONLY": (codes.CANNOT_OPEN, "may not be written; check the rights of the file and its folder"),
    "SQLITE_PERM": (codes.CANNOT_OPEN, "may not be opened; check the rights of the file and its folder"),
    "SQLITE_AUTH": (codes.CANNOT_OPEN, "may not be opened; check the rights of the file and its folder"),
    "SQLITE_NOTADB": (codes.NOT_A_LEDGER, "is not a ledger (not a SQLite database)"),
    "SQLITE_CORRUPT": (codes.DAMAGED, "the database file is damaged; restore it from a copy"),
    "SQLITE_FORMAT": (codes.DAMAGED, "the database file is damaged; restore it from a copy"),
    "SQLITE_BUSY": (codes.BUSY, "is held by another process; try again when that one is done"),
    "SQLITE_LOCKED": (codes.BUSY, "is held by another process; try again when that one is done"),
    "SQLITE_FULL": (codes.STORAGE, "the disk is full"),
    "SQLITE_IOERR": (codes.STORAGE, "the disk failed to read or write"),
    "SQLITE_NOMEM": (codes.STORAGE, "there is not enough memory"),
    "SQLITE_TOOBIG": (codes.STORAGE, "a text or capture is larger than the database can hold (1 GB)"),
    "SQLITE_CONSTRAINT": (codes.APPEND_ONLY, "the ledger is append-only and refused a change"),
}


class SqliteDialect:
    """SQLite in the file `path`, or in memory where it is None."""

    def __init__(self, path: str | None) -> None:
        self._path = path
        self.where = path or "the ledger in memory"

    def engine(self) -> Engine:
        """Return an engine whose connections wait for locks, check foreign keys and never fail on damaged text."""
        if self._path is None:
            arguments: dict[str, bool | float] = {"check_same_thread": False}
            engine = create_engine(URL.create("sqlite"), poolclass=StaticPool, connect_args=arguments)
        else:
            arguments = {"timeout": BUSY_SECONDS}
            engine = create_engine(URL.create("sqlite", database=self._path), connect_args=arguments)
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
        return engine

    def is_ledger(self, connection: Connection) -> bool | None:
        """Whether the file's header carries the ledger's mark; None for a database without any table."""
        if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one() == 0:
            return None
        return bool(connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION_ID)

    def create_extras(self, connection: Connection) -> None:
        """Set the header's mark, create the triggers and the full-text indexes."""
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        for statement in _guards().values():
            connection.exec_driver_sql(statement)
        for name in _INDEXES:
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE {name} USING"
                " fts5(words, content='', tokenize='unicode61 remove_diacritics 2')"
            )

    def index_document(self, connection: Connection, seq: int, text: str) -> None:
        """Add a document's words; the index keeps no copy of the text."""
        _index(connection, "document_words", [(seq, text)])

    def index_claims(self, connection: Connection, words: Sequence[tuple[int, str]]) -> None:
        """Add the words of claims; the index keeps no copy of them."""
        _index(connection, "claim_words", words)

    def matching_documents(self, query: str) -> Select[tuple[int]] | None:
        """Select the documents that hold all words and phrases of `query`."""
        return _matching("document_words", query)

    def matching_claims(self, query: str) -> Select[tuple[int]] | None:
        """Select the claims whose evidence holds all words and phrases of `query`."""
        return _matching("claim_words", query)

    def self_check(self, connection: Connection) -> list[str]:
        """Return the findings of SQLite's integrity and foreign key checks."""
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
        lines = [line for line in found if line != "ok"]
        for table, seq, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            lines.append(f"row {seq} of {table} points to a row of {parent} that is missing")
        return [" ".join(line.split()) for line in lines]

    def missing_guards(self, connection: Connection) -> list[str]:
        """Return the triggers that are not as `create_extras` made them."""
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        present: dict[str, str] = {row[0]: row[1] for row in rows}
        return [name for name, statement in _guards().items() if present.get(name) != statement]

    def explain(self, error: BaseException | None) -> tuple[str, str]:
        """Return the code and words for the primary result code of a sqlite3 error."""
        name = str(getattr(error, "sqlite_errorname", ""))
        for primary, explained in _CODES.items():
            if name.startswith(primary):
                return explained
        return codes.INTERNAL, f"the database refused a statement ({error})"


def match_expression(query: str) -> str | None:
    """Return the FTS5 expression for any user's `query`: words and "phrases" that must all occur, prefix*.

    Every term is quoted, so no character of it is syntax. None where no term holds a letter or digit.
    """
    terms = []
    for phrase, word in _TERM.findall(clean(query) or ""):
        term = phrase or word
        if any(character.isalnum() for character in term):
            prefix = "*" if word.endswith("*") else ""
            terms.append('"' + term.replace('"', '""') + '"' + prefix)
    return " ".join(dict.fromkeys(terms)) or None


def _configure(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, in _begin
    connection.text_factory = _forgiving
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "cell_size_check = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    _use_write_ahead_log(connection)


def _forgiving(data: bytes) -> str:
    # a flipped byte may leave invalid UTF-8: hand it on, so that verify can say which row it is
    return data.decode("utf-8", "surrogateescape")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    # the switch of mode does not wait for other processes by itself
    deadline = time.monotonic() + BUSY_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] not in {"wal", "memory"}:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _guards() -> dict[str, str]:
    """Return the triggers of all tables by name: no UPDATE, no DELETE, no INSERT OR REPLACE."""
    guards = {}
    for table in APPEND_ONLY:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
        for change in ("UPDATE", "DELETE"):
            name = f"{table.name}_no_{change.lower()}"
            guards[name] = f"CREATE TRIGGER {name} BEFORE {change} ON {table.name} {refuse}"
        name = f"{table.name}_no_replace"
        taken = " OR ".join(_same_key(table))
        guards[name] = (
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table.name}"  # noqa: S608 - names from the schema, no input
            f" WHEN EXISTS (SELECT 1 FROM {table.name} WHERE {taken}) {refuse}"
        )
    return guards


def _same_key(table: Table) -> list[str]:
    unique = [item for item in table.constraints if isinstance(item, UniqueConstraint)]
    keys = [sorted(column.name for column in item.columns) for item in (table.primary_key, *unique)]
    return ["(" + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")" for key in sorted(keys)]


def _index(connection: Connection, name: str, words: Sequence[tuple[int, str]]) -> None:
    rows = [(seq, clean(text)) for seq, text in words]
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {name} (rowid, words) VALUES (?, ?)", rows)  # noqa: S608


def _matching(name: str, query: str) -> Select[tuple[int]] | None:
    expression = match_expression(query)
    if expression is None:
        return None
    condition = text(f"{name} MATCH :{name}_query").bindparams(**{f"{name}_query": expression})
    return select(literal_column(f"{name}.rowid").label("seq")).select_from(text(name)).where(condition)
