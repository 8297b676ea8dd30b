"""`pactwatch load`: shards of readings into the ledger, however often.

Of many readings the rows are prepared, which is checking them, by a process beside the one that writes.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import typer

from pactwatch.commands.failing import SOME_INPUTS, say
from pactwatch.commands.progress import Progress
from pactwatch.commands.shelf import Dropped, Reject, Shelf, shelf_of
from pactwatch.errors import LedgerError, PactwatchError, UsageError
from pactwatch.intake.taken import utc_now
from pactwatch.model import Frozen
from pactwatch.runners.pool import Workers
from pactwatch.runners.shards import Row, ShardInfo, shard_files, shard_info, shard_rows
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.codes import REFUSED
from pactwatch.store.opening import dialect_for
from pactwatch.store.prepare import Prepared, prepare

BATCH = 1024
"""Readings that go into the ledger in one transaction: what many of them add to one page of an index is written once."""
PREPARING = "pactwatch.store.prepare"


class Loaded(Frozen, frozen=True, kw_only=True):
    """What came of loading: readings that are new in the ledger, those that were there, those that it refused."""

    new: int = 0
    known: int = 0
    refused: int = 0
    claims: int = 0


def load_shards(sources: Sequence[str], ledger: str, quiet: bool = False) -> None:
    """Take the shards that are named, or lie in the folders that are named, into `ledger`; raise typer.Exit 3 where some failed.

    Raises UsageError PW187 where there are none.
    """
    files = shard_files(sources)
    if not files:
        raise UsageError("there is no shard of readings there; `pactwatch read --runner spark IN OUT` makes them", code="PW187")
    dialect_for(ledger, create=True)
    shelf, total, failed = Shelf(shelf_of(ledger)), Loaded(), 0
    with open_ledger(ledger, create=True) as opened, Progress(quiet, "readings loaded") as progress:
        for path in files:
            try:
                total = _load(path, opened, shelf, total, progress)
            except PactwatchError as error:
                if isinstance(error, LedgerError):
                    raise
                failed += 1
                say(f"{error.code} {path}: {error}")
    if not quiet:
        say(f"{total.new} readings with {total.claims} claims are new in {ledger}, {total.known} were there")
    if failed or total.refused:
        raise typer.Exit(SOME_INPUTS)


def _load(path: Path, ledger: Ledger, shelf: Shelf, total: Loaded, progress: Progress) -> Loaded:
    info = shard_info(path)
    aside = _Aside(info)
    batches = aside.batches(shard_rows(path), progress)
    under_way: deque[list[Row]] = deque()
    if info.read > BATCH and (os.cpu_count() or 1) > 1:
        with Workers(1, PREPARING) as workers:
            for prepared in workers.map(_noted(batches, under_way), _prepared, _unprepared):
                total = _add(prepared, under_way.popleft(), ledger, total)
    else:
        for batch in batches:
            total = _add(_prepared(batch), batch, ledger, total)
    aside.keep(shelf)
    return total


class _Aside:
    """What of a shard goes onto the shelf: rejects, and texts that the gate dropped."""

    def __init__(self, info: ShardInfo) -> None:
        self._info = info
        self._rejects: list[Reject] = []
        self._dropped: list[Dropped] = []

    def batches(self, rows: Iterable[Row], progress: Progress) -> Iterator[list[Row]]:
        """Yield the rows of readings in batches, and note the others."""
        batch: list[Row] = []
        for row in rows:
            if row.kind == "reading":
                batch.append(row)
                progress.step()
            else:
                self._note(row)
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def _note(self, row: Row) -> None:
        info = self._info
        if row.kind == "reject":
            self._rejects.append(Reject(
                archive=row.archive, sha256=info.archives.get(row.archive, ""), number=row.number, source=row.source, url=row.url,
                code=row.code, reason=row.reason, at=utc_now(),
            ))  # fmt: skip
        else:
            self._dropped.append(Dropped(
                archive=row.archive, number=row.number, source=row.source, document=row.document, url=row.url, title=row.title,
                score=row.score, reason=row.reason, gate=info.gate or "", at=utc_now(),
            ))  # fmt: skip

    def keep(self, shelf: Shelf) -> None:
        """Put onto the shelf what is not there yet."""
        known = {(reject.sha256, reject.number, reject.source) for reject in shelf.rejects()} if self._rejects else set()
        noted = {item.document for item in shelf.dropped()} if self._dropped else set()
        shelf.add(
            rejects=[reject for reject in self._rejects if (reject.sha256, reject.number, reject.source) not in known],
            dropped=[item for item in self._dropped if item.document not in noted],
        )


def _noted(batches: Iterator[list[Row]], under_way: deque[list[Row]]) -> Iterator[list[Row]]:
    for batch in batches:
        under_way.append(batch)
        yield batch


def _prepared(rows: list[Row]) -> list[Prepared] | None:
    """Return the readings of `rows` ready to be written; None where one of them would not verify."""
    try:
        return [prepare(*row.decoded()) for row in rows]
    except LedgerError:
        return None


def _unprepared(_: list[Row]) -> None:
    """Return that rows which killed their process are not prepared."""


def _add(prepared: list[Prepared] | None, rows: list[Row], ledger: Ledger, total: Loaded) -> Loaded:
    """Add a batch; where one reading of it is refused, each by itself."""
    refused, added = 0, None
    try:
        added = ledger.add_prepared(prepared) if prepared is not None else None
    except LedgerError as error:
        if error.code != REFUSED:
            raise
    if added is None:
        added = []
        for row in rows:
            try:
                added.append(ledger.add(*row.decoded()))
            except LedgerError as single:
                refused += 1
                say(f"{single.code} {row.source}: {single}")
    new = sum(item.new_reading for item in added)
    return msgspec.structs.replace(
        total, new=total.new + new, known=total.known + len(added) - new, refused=total.refused + refused,
        claims=total.claims + sum(item.claims_added for item in added),
    )  # fmt: skip
