"""From one ledger into another, as it is: same rows, same seqs, same audit log, whatever database either lies in.

The audit log says in which order everything came, so a copy grows along it: each portion of entries with the rows that they
speak of is one transaction, after which the other ledger is whole and verifiable as of that entry. What ends in the middle goes on
from there; what is copied already is not copied again, and what came since is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from pactwatch.errors import LedgerError
from pactwatch.model import Frozen
from pactwatch.store import codes, schema
from pactwatch.store.audit import GENESIS
from pactwatch.store.codec import decode
from pactwatch.store.dialect import Dialect
from pactwatch.store.indexing import parts
from pactwatch.store.ledger import Ledger
from pactwatch.store.lists import StoredCopy
from pactwatch.store.migrations import present
from pactwatch.store.migrations.v3 import fill_figures
from pactwatch.store.reindexing import reindex
from pactwatch.store.relisting import EDITING, relist

PORTION = 1000
"""Entries of the audit log that are copied in one transaction."""
ROWS = 200
"""Rows that are held at once."""
SUBJECTS = {
    "document.add": schema.documents, "capture.add": schema.captures, "reading.add": schema.readings, "judgement.add": schema.judgements,
    "instrument.add": schema.instrument_texts, "list.add": schema.list_copies,
}  # fmt: skip
OF_READINGS = (schema.statements, schema.claims, schema.figures)


class Copied(Frozen, frozen=True, kw_only=True):
    """How many entries of the audit log were copied now, of how many; content digest and audit head of the copy."""

    copied: int
    entries: int
    content_sha256: str
    audit_head: str


def copy_ledger(source: Ledger, target: Ledger, progress: Callable[[int, int], None]) -> Copied:
    """Copy what `target` lacks; `progress` is told the entries done and all of them.

    Raises LedgerError PW421 where `target` holds something else than the beginning of `source`, or is written to meanwhile, and
    where the copy does not come out the same: then `source` fails to verify.
    """
    with source.reading() as given:
        last = _head(given)[0]
        with target.reading() as taken:
            done = _agreed(given, taken, source.where, target.where)
        for start in range(done + 1, last + 1, PORTION):
            end = min(start + PORTION - 1, last)
            _copy_portion(given, source, target, start, end)
            progress(end, last)
        with target.writing() as taken:
            _copy_derived(given, taken, target.dialect)
        head = _head(given)[1]
    digests = (source.content_digest(), target.content_digest())
    with target.reading() as taken:
        if digests[0] != digests[1] or _head(taken)[1] != head:
            message = f"{target.where} does not hold the same as {source.where}; `pactwatch verify` says what is wrong with that"
            raise LedgerError(message, code=codes.MIGRATION)
    return Copied(copied=last - done, entries=last, content_sha256=digests[1], audit_head=head)


def _copy_portion(given: Connection, source: Ledger, target: Ledger, start: int, end: int) -> None:
    try:
        with target.writing() as taken:
            if _head(taken)[0] != start - 1:
                raise LedgerError(f"{target.where} was written to by another process; run this again", code=codes.MIGRATION)
            _Portion(given, taken, target.dialect, start, end).copy()
    except LedgerError as error:
        if error.code not in (codes.REFUSED, codes.DAMAGED):
            raise
        message = f"{source.where} cannot be copied ({error}); `pactwatch verify` says what is wrong with it"
        raise LedgerError(message, code=codes.MIGRATION) from error


def _head(connection: Connection) -> tuple[int, str]:
    table = schema.audit
    row = connection.execute(select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)).first()
    return (0, GENESIS) if row is None else (int(row.seq), str(row.hash))


def _agreed(given: Connection, taken: Connection, source: str, target: str) -> int:
    """Return how many entries the target holds, all of which the source holds too."""
    (last, _), (done, head) = _head(given), _head(taken)
    if done > last:
        message = f"{target} is ahead: it holds {done} entries of the audit log, {source} {last}; copy the other way round"
        raise LedgerError(message, code=codes.MIGRATION)
    same = given.execute(select(schema.audit.c.hash).where(schema.audit.c.seq == done)).scalar() if done else GENESIS
    if same != head:
        raise LedgerError(f"{target} holds something else than the beginning of {source}; name an empty place", code=codes.MIGRATION)
    return done


class _Portion:
    """The entries from `start` to `end` with the rows that they speak of."""

    def __init__(self, given: Connection, taken: Connection, dialect: Dialect, start: int, end: int) -> None:
        self._given, self._taken, self._dialect = given, taken, dialect
        self._entries = schema.audit.c.seq.between(start, end)
        self._there = present(given)

    def copy(self) -> None:
        """Copy them, and index what lists show of them."""
        indexed = _newest(self._taken, schema.readings)
        self._bodies()
        self._subjects("document.add")
        self._subjects("capture.add")
        self._engines()
        self._subjects("reading.add")
        self._of_readings(indexed)
        for action in ("judgement.add", "instrument.add", "list.add"):
            self._subjects(action)
        self._entries_of_lists()
        self._insert(schema.audit, select(schema.audit).where(self._entries))
        reindex(self._taken, self._dialect, indexed)
        if schema.judgements.name in self._there:
            subjects = self._logged("judgement.add", select(schema.judgements.c.subject).where(schema.judgements.c.kind.in_(EDITING)))
            relist(self._taken, self._dialect, self._given.execute(subjects).scalars())

    def _subjects(self, action: str) -> None:
        table = SUBJECTS[action]
        if table.name in self._there:
            self._insert(table, self._logged(action, select(table)))

    def _logged(self, action: str, query: Select[Any]) -> Select[Any]:
        """Narrow a query of an action's table to the rows that the entries speak of."""
        table, audit = SUBJECTS[action], schema.audit
        return query.join(audit, audit.c.subject == table.c.id).where(self._entries, audit.c.action == action).order_by(table.c.seq)

    def _bodies(self) -> None:
        """Copy captured bytes and lists' files up to the last that is needed: they came in the order in which they are."""
        wanted = set(self._given.execute(self._logged("capture.add", select(schema.captures.c.sha256))).scalars())
        if schema.list_copies.name in self._there:
            for row in self._given.execute(self._logged("list.add", select(schema.list_copies.c.meta, schema.list_copies.c.id))):
                wanted |= {file.sha256 for file in decode(row.meta, StoredCopy, row.id).files}
        bodies, newest = schema.bodies.c, 0
        for some in parts(wanted):
            newest = max(newest, self._given.execute(select(func.max(bodies.seq)).where(bodies.sha256.in_(some))).scalar() or 0)
        self._range(schema.bodies, newest)

    def _engines(self) -> None:
        newest = self._given.execute(self._logged("reading.add", select(schema.readings.c.engine_seq)).order_by(None)).scalars()
        self._range(schema.engines, max(newest, default=0))

    def _range(self, table: Table, newest: int) -> None:
        after = _newest(self._taken, table)
        self._insert(table, select(table).where(table.c.seq > after, table.c.seq <= newest).order_by(table.c.seq))

    def _of_readings(self, after: int) -> None:
        newest = _newest(self._taken, schema.readings)
        for table in OF_READINGS:
            if table.name in self._there:
                self._insert(table, select(table).where(table.c.reading_seq > after, table.c.reading_seq <= newest).order_by(table.c.seq))
        if schema.figures.name not in self._there:  # of a version that kept them in the readings alone
            fill_figures(self._taken, self._dialect, after, newest)
        claims, sources = schema.claims, schema.claim_sources
        query = select(sources).join(claims, claims.c.seq == sources.c.claim_seq)
        self._insert(sources, query.where(claims.c.reading_seq > after, claims.c.reading_seq <= newest).order_by(sources.c.seq))

    def _entries_of_lists(self) -> None:
        copies, entries = schema.list_copies, schema.list_entries
        if entries.name in self._there:
            query = select(entries).join(copies, copies.c.seq == entries.c.copy_seq)
            self._insert(entries, self._logged("list.add", query).order_by(None).order_by(entries.c.seq))

    def _insert(self, table: Table, query: Select[Any]) -> None:
        for rows in _portions(self._given, query):
            self._dialect.insert(self._taken, table, rows)


def _portions(connection: Connection, query: Select[Any]) -> Iterator[Sequence[dict[str, Any]]]:
    result = connection.execute(query.execution_options(yield_per=ROWS))
    for rows in result.partitions():
        yield [dict(row._mapping) for row in rows]


def _newest(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.max(table.c.seq))).scalar() or 0)


def _copy_derived(given: Connection, taken: Connection, dialect: Dialect) -> None:
    """Copy what was computed once and kept; it has no place in the audit log and rests on nothing but readings."""
    table = schema.derived
    if table.name not in present(given):
        return
    key = (table.c.kind, table.c.version, table.c.subject)
    known = {tuple(row) for row in taken.execute(select(*key))}
    first = _newest(taken, table) + 1
    for rows in _portions(given, select(table).order_by(table.c.seq)):
        new = [row for row in rows if (row["kind"], row["version"], row["subject"]) not in known]
        dialect.insert(taken, table, [row | {"seq": seq} for seq, row in enumerate(new, first)])
        first += len(new)
