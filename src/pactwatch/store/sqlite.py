"""The ledger on SQLite: connections and what is asked of the file itself. All SQLite-only SQL is in the sqlite modules.

Write-ahead log: readers never wait for a writer, and a process killed at any moment leaves the last commit.
synchronous=FULL: a commit that returned survives a loss of power too; it costs one flush a batch, not one a row.
Writers lock at BEGIN and wait for each other, so that none fails half-way.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, Select, StaticPool, Table, create_engine, event

from pactwatch.store import codes
from pactwatch.store.dialect import WRITE, Walk
from pactwatch.store.schema import APPEND_ONLY
from pactwatch.store.sqlite_guards import guards
from pactwatch.store.sqlite_words import WORDS, create_words, index_words, matching, walking

BUSY_SECONDS = 60.0
"""How long a writer waits for another one; a commit takes milliseconds, so only a hung process exceeds this."""

APPLICATION_ID = 0x50574C31
"""Marks the file as a ledger in its header ("PWL1")."""

_UNWRITABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY")
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
    "SQLITE_CONSTRAINT_FOREIGNKEY": (codes.REFUSED, "a row was refused that points to one that is not there"),
    "SQLITE_CONSTRAINT": (codes.APPEND_ONLY, "the ledger is append-only and refused a change"),
}


READING_KIB, WRITING_KIB = 16_384, 65_536
"""Memory for pages of the file, at most, of a connection that looks and of one that writes, whose indexes are all over the file."""
CONNECTIONS = 24
"""Connections that are kept: a server's threads, which look each through one of its own; one more has its pages yet to read."""
CHECKPOINT = 16_384
"""Pages of the write-ahead log from which they are written to their places: of two batches' pages many are the same."""


class SqliteDialect:
    """SQLite in the file `path`, or in memory where it is None."""

    errors: tuple[type[Exception], ...] = (sqlite3.Error,)

    def __init__(self, path: str | None, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self._path = path
        self._busy_seconds = busy_seconds
        self.where = path or "the ledger in memory"

    def engine(self, *, writable: bool) -> Engine:
        """Return an engine whose connections wait for locks, check foreign keys and never fail on damaged text."""
        if self._path is None:
            arguments = {"check_same_thread": False}
            engine = create_engine("sqlite://", poolclass=StaticPool, connect_args=arguments)
        else:
            given = {"pool_size": CONNECTIONS, "max_overflow": CONNECTIONS, "pool_use_lifo": True}
            engine = create_engine("sqlite://", creator=self._connector(self._path, writable), poolclass=QueuePool, **given)
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
        return engine

    def _connector(self, path: str, writable: bool) -> Callable[[], sqlite3.Connection]:
        def connect(mode: str) -> sqlite3.Connection:
            uri = f"file:{quote(path.encode('utf-8', 'surrogateescape'))}?{mode}"
            return sqlite3.connect(uri, uri=True, timeout=self._busy_seconds, check_same_thread=False)

        if writable:
            return lambda: connect("mode=rwc")
        return lambda: _first_readable(connect, path)

    def is_ledger(self, connection: Connection) -> bool | None:
        """Whether the file's header carries the ledger's mark; None for a database without any table."""
        if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one() == 0:
            return None
        return bool(connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION_ID)

    def prepare_writing(self, connection: Connection) -> None:
        """Switch the file to the write-ahead log, which it then keeps."""
        raw = connection.connection.driver_connection
        if raw is not None:
            _use_write_ahead_log(raw, self._busy_seconds)

    def create_extras(self, connection: Connection) -> None:
        """Set the header's mark, create the triggers and the full-text index."""
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        self.create_guards(connection, [table.name for table in APPEND_ONLY])
        self.create_words(connection)

    def create_words(self, connection: Connection, *, folded: bool = True) -> None:
        """Create the full-text index."""
        create_words(connection, folded=folded)

    def drop_words(self, connection: Connection) -> None:
        """Remove the full-text index."""
        connection.exec_driver_sql(f"DROP TABLE {WORDS}")

    def create_guards(self, connection: Connection, tables: Sequence[str]) -> None:
        """Create the triggers of `tables`."""
        for table in tables:
            for statement in guards()[table].values():
                connection.exec_driver_sql(statement)

    def drop_guards(self, connection: Connection, tables: Sequence[str]) -> None:
        """Remove the triggers of `tables`."""
        for table in tables:
            for name in guards()[table]:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert `rows` in one call of the driver."""
        if not rows:
            return
        names = list(rows[0])
        statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - the schema's names
        connection.exec_driver_sql(statement, list(map(itemgetter(*names), rows)))

    def index_claims(self, connection: Connection, words: Sequence[tuple[int, str]], *, folded: bool = True) -> None:
        """Add the words of claims; the index keeps no copy of them."""
        index_words(connection, words, folded=folded)

    def matching_claims(self, query: str) -> Select[tuple[int]] | None:
        """Select the claims that hold all words and phrases of `query`."""
        return matching(query)

    def holding_words(self, query: str) -> Walk | None:
        """Return the index itself: it gives the claims in the order of their places."""
        return walking(query)

    def likely_matches(self, connection: Connection, query: str) -> int | None:  # noqa: ARG002 - its index is read in portions, it need not know
        """Return None: counting as far as is needed is quick."""
        return None

    def analyse(self, connection: Connection) -> None:
        """Look at a part of each index."""
        connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
        connection.exec_driver_sql("ANALYZE")

    def self_check(self, connection: Connection) -> list[str]:
        """Return the findings of SQLite's integrity and foreign key checks, and the gaps of the full-text index."""
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
        lines = [line for line in found if line != "ok"]
        for table, seq, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            lines.append(f"row {seq} of {table} points to a row of {parent} that is missing")
        tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
        every = "SELECT place, claim_seq FROM listed_claims" if "listed_claims" in tables else "SELECT seq AS place, seq FROM claims"
        unfound = f"{every} WHERE NOT EXISTS (SELECT 1 FROM {WORDS}_docsize WHERE id = place) LIMIT 20"  # noqa: S608
        lines += [f"row {row[1]} of claims is missing from the full-text index" for row in connection.exec_driver_sql(unfound)]
        return [" ".join(line.split()) for line in lines]

    def missing_guards(self, connection: Connection) -> list[str]:
        """Return the triggers that are not as `create_extras` made them."""
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        present: dict[str, str] = {row[0]: row[1] for row in rows}
        tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
        expected = {name: statement for table, found in guards().items() if table in tables for name, statement in found.items()}
        return [name for name, statement in expected.items() if present.get(name) != statement]

    def explain(self, error: BaseException | None) -> tuple[str, str]:
        """Return the code and words for the primary result code of a sqlite3 error."""
        name = str(getattr(error, "sqlite_errorname", ""))
        for primary, explained in _CODES.items():
            if name.startswith(primary):
                return explained
        return codes.INTERNAL, f"the database refused a statement ({error})"


def _first_readable(connect: Callable[[str], sqlite3.Connection], path: str) -> sqlite3.Connection:
    """Open for reading: as usual, or, on a medium that takes no write-ahead log, as a file that nobody changes."""
    modes = ["mode=rw", "mode=ro"]
    log = Path(f"{path}-wal")
    if not log.exists() or log.stat().st_size == 0:
        modes.append("mode=ro&immutable=1")  # with a log beside it, that would show less than was committed
    for mode in modes:
        connection = None
        try:
            connection = connect(mode)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return connection
        except sqlite3.OperationalError as error:
            if connection is not None:
                connection.close()
            if mode == modes[-1] or not error.sqlite_errorname.startswith(_UNWRITABLE):
                raise
        except sqlite3.DatabaseError:
            if connection is not None:
                connection.close()
            raise
    raise AssertionError("one of the modes returns or raises")


def _configure(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, in _begin
    connection.text_factory = _forgiving
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "cell_size_check = ON", "trusted_schema = OFF", *_pages(READING_KIB)):
        connection.execute(f"PRAGMA {pragma}")


def _pages(kib: int) -> tuple[str, str]:
    return f"cache_size = -{kib}", f"wal_autocheckpoint = {CHECKPOINT}"


def _forgiving(data: bytes) -> str:
    # a flipped byte may leave invalid UTF-8: hand it on, so that verify can say which row it is
    return data.decode("utf-8", "surrogateescape")


def _use_write_ahead_log(connection: sqlite3.Connection, seconds: float) -> None:
    # the switch of mode does not wait for other processes by itself
    deadline = time.monotonic() + seconds
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
    if writes:
        connection.exec_driver_sql(f"PRAGMA {_pages(WRITING_KIB)[0]}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
