"""The ledger on PostgreSQL: connections, locks, guards and what is asked of the database itself.

Writers take turns by an advisory lock, so that seqs have no gaps and the audit log one end; readers see one state of the
ledger (REPEATABLE READ) and wait for nobody. All PostgreSQL-only SQL is in the postgres modules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, Select, Table, create_engine, event, text

from pactwatch.errors import LedgerError
from pactwatch.store import codes
from pactwatch.store.dialect import WRITE, Walk
from pactwatch.store.postgres_errors import explained
from pactwatch.store.postgres_guards import add_guards, create_refusal, missing_guards, remove_guards
from pactwatch.store.postgres_words import WORDS, create_words, estimated, index_words, matching, walking
from pactwatch.store.schema import APPEND_ONLY, metadata

LEDGER = 0x50574C31
"""Names the lock of writers, together with the schema ("PWL1")."""
MARK = "pactwatch ledger"
"""The comment on the table of versions by which a database is known as a ledger."""
BESIDE = frozenset({"web_accounts", "web_sessions", "web_tokens"})
"""Tables of the server's accounts, which may be there before the ledger is."""
CONNECT_SECONDS = 10


class PostgresDialect:
    """PostgreSQL at `url`; tables are in the first schema of the user's search path."""

    errors: tuple[type[Exception], ...] = (psycopg.Error,)

    def __init__(self, url: URL, *, busy_seconds: float) -> None:
        self._url = url.set(drivername="postgresql+psycopg")
        self._busy_seconds = busy_seconds
        self.where = shown(url)

    def engine(self, *, writable: bool) -> Engine:  # noqa: ARG002 - each transaction says so itself
        """Return an engine; transactions that only look are read-only to the server too."""
        arguments = {"connect_timeout": CONNECT_SECONDS, "application_name": "pactwatch", "client_encoding": "utf8"}
        engine = create_engine(self._url, connect_args=arguments, pool_pre_ping=True, pool_size=5, max_overflow=20)
        event.listen(engine, "begin", self._begin)
        return engine

    def _begin(self, connection: Connection) -> None:
        if not connection.get_execution_options().get(WRITE, False):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return
        wait = max(1, int(self._busy_seconds * 1000))
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LEDGER}, hashtext(current_schema()))")

    def is_ledger(self, connection: Connection) -> bool | None:
        """Whether the table of versions carries the ledger's mark; None for a schema without tables but those of accounts."""
        if connection.exec_driver_sql("SHOW server_encoding").scalar_one() != "UTF8":
            raise LedgerError(f"{self.where} is not encoded in UTF-8; create it with ENCODING 'UTF8' TEMPLATE template0", code=codes.UNSUPPORTED)
        if connection.exec_driver_sql("SELECT current_schema()").scalar() is None:
            raise LedgerError(f"{self.where}: the user's search_path names no schema that is there", code=codes.CANNOT_OPEN)
        query = (
            "SELECT c.relname, obj_description(c.oid, 'pg_class') FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace"
            " AND c.relkind IN ('r', 'p') AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
        )
        tables = {name: comment for name, comment in connection.exec_driver_sql(query) if name not in BESIDE}
        return tables.get("schema_versions") == MARK if tables else None

    def prepare_writing(self, connection: Connection) -> None:
        """Need nothing: the server writes its log as it is set up to."""

    def create_extras(self, connection: Connection) -> None:
        """Set the mark, create the guards and the full-text index."""
        connection.exec_driver_sql(f"COMMENT ON TABLE schema_versions IS '{MARK}'")
        create_refusal(connection)
        self.create_guards(connection, [table.name for table in APPEND_ONLY])
        self.create_words(connection)

    def create_guards(self, connection: Connection, tables: Sequence[str]) -> None:
        """Create the triggers of `tables`."""
        add_guards(connection, tables)

    def drop_guards(self, connection: Connection, tables: Sequence[str]) -> None:
        """Remove the triggers of `tables`."""
        remove_guards(connection, tables)

    def create_words(self, connection: Connection, *, folded: bool = True) -> None:  # noqa: ARG002 - words are folded in every version
        """Create the full-text index."""
        create_words(connection)

    def drop_words(self, connection: Connection) -> None:
        """Remove the full-text index."""
        connection.exec_driver_sql(f"DROP TABLE {WORDS}")

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert `rows` by COPY."""
        if rows:
            names = list(rows[0])
            copy_rows(connection, f"COPY {table.name} ({', '.join(names)}) FROM STDIN", list(map(itemgetter(*names), rows)))

    def index_claims(self, connection: Connection, words: Sequence[tuple[int, str]], *, folded: bool = True) -> None:  # noqa: ARG002
        """Add the words of claims; the index keeps them with their positions."""
        copy_rows(connection, f"COPY {WORDS} (place, words) FROM STDIN", index_words(words))

    def matching_claims(self, query: str) -> Select[tuple[int]] | None:
        """Select the claims that hold all words and phrases of `query`."""
        return matching(query)

    def holding_words(self, query: str) -> Walk | None:
        """Return the index beside the list: the server knows which of the two to walk."""
        return walking(query)

    def likely_matches(self, connection: Connection, query: str) -> int | None:
        """Return the planner's estimate: to count a frequent word, its whole list would be read first."""
        return estimated(connection, query)

    def analyse(self, connection: Connection) -> None:
        """Look at a sample of each table."""
        for table in (*(table.name for table in metadata.sorted_tables), WORDS):
            connection.exec_driver_sql(f"ANALYZE {table}")

    def self_check(self, connection: Connection) -> list[str]:
        """Return rows that point nowhere, indexes that are not valid, and the gaps of the full-text index."""
        there = set(connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").scalars())
        lines: list[str] = []
        for table in metadata.sorted_tables:
            for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
                if {table.name, key.column.table.name} <= there:
                    lines += _pointing_nowhere(connection, table.name, key.parent.name, key.column.table.name, key.column.name)
        query = "SELECT indexrelid::regclass FROM pg_index JOIN pg_class c ON c.oid = indrelid"
        query += " WHERE c.relnamespace = current_schema()::regnamespace AND NOT (indisvalid AND indisready)"
        lines += [f"the index {row[0]} is not valid" for row in connection.exec_driver_sql(query)]
        every = "SELECT place, claim_seq FROM listed_claims" if "listed_claims" in there else "SELECT seq AS place, seq FROM claims"
        unfound = f"SELECT e.* FROM ({every}) e LEFT JOIN {WORDS} w ON w.place = e.place WHERE w.place IS NULL LIMIT 20"  # noqa: S608
        return lines + [f"row {row[1]} of claims is missing from the full-text index" for row in connection.exec_driver_sql(unfound)]

    def missing_guards(self, connection: Connection) -> list[str]:
        """Return the triggers that are not as `create_extras` made them."""
        return missing_guards(connection)

    def explain(self, error: BaseException | None) -> tuple[str, str]:
        """Return the code and words for a server's or the driver's error."""
        return explained(error, self._url)


def shown(url: URL) -> str:
    """Return a URL without its password."""
    hidden = url.render_as_string(hide_password=True)
    query = {name: "***" if "pass" in name.lower() else value for name, value in url.query.items()}
    return url.set(query=query).render_as_string(hide_password=True) if query != dict(url.query) else hidden


def copy_rows(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Send `rows` to the server by a COPY `statement`."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)  # noqa: S101 - the only driver that engines are made with
    with raw.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        for row in rows:
            copy.write_row(row)


def _pointing_nowhere(connection: Connection, table: str, column: str, parent: str, key: str) -> list[str]:
    seq = "seq" if "seq" in metadata.tables[table].c else next(iter(metadata.tables[table].primary_key)).name
    query = f"SELECT t.{seq} FROM {table} t LEFT JOIN {parent} p ON p.{key} = t.{column} WHERE t.{column} IS NOT NULL AND p.{key} IS NULL LIMIT 20"  # noqa: S608
    return [f"row {row[0]} of {table} points to a row of {parent} that is missing" for row in connection.execute(text(query))]
