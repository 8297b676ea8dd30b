"""`pactwatch load`: shards of readings into the ledger, however often.

Of many readings the rows are prepared, which is checking them, by a process beside the one that writes.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec
import typer

from pactwatch.commands.failing import SOME_INPUTS, say
from pactwatch.commands.progress import Progress
from pactwatch.commands.set_aside import Aside
from pactwatch.commands.shelf import Shelf, shelf_of
from pactwatch.errors import IntakeError, LedgerError, UsageError
from pactwatch.model import Frozen
from pactwatch.runners.pool import Workers
from pactwatch.runners.shards import Row, shard_files, shard_info, shard_rows
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.codes import REFUSED
from pactwatch.store.opening import dialect_for
from pactwatch.store.prepare import Prepared, prepare
from pactwatch.store.types import Added

BATCH = 1024
"""Readings that go into the ledger in one transaction: what many of them add to one page of an index is written once."""
PREPARING = "pactwatch.store.prepare"


class Loaded(Frozen, frozen=True, kw_only=True):
    """What came of loading: readings that are new in the ledger, those that were there; what failed, which is named."""

    new: int = 0
    known: int = 0
    failed: int = 0
    claims: int = 0


def load_shards(sources: Sequence[str], ledger: str, quiet: bool = False) -> None:
    """Take the shards that are named, or lie in the folders that are named, into `ledger`; raise typer.Exit 3 where some failed.

    Raises UsageError PW187 where there are none.
    """
    files = shard_files(sources)
    if not files:
        raise UsageError("there is no shard of readings there; `pactwatch read --runner spark IN OUT` makes them", code="PW187")
    dialect_for(ledger, create=True)
    shelf, total = Shelf(shelf_of(ledger)), Loaded()
    with open_ledger(ledger, create=True) as opened, Progress(quiet, "readings loaded") as progress:
        for path in files:
            try:
                total = _load(path, opened, shelf, total, progress)
            except IntakeError as error:
                total = _failed(total, f"{error.code} {error}")
    if not quiet:
        say(f"{total.new} readings with {total.claims} claims are new in {ledger}, {total.known} were there")
    if total.failed:
        raise typer.Exit(SOME_INPUTS)


def _load(path: Path, ledger: Ledger, shelf: Shelf, total: Loaded, progress: Progress) -> Loaded:
    info = shard_info(path)
    aside = Aside(info)
    damage: list[IntakeError] = []
    batches = _batches(aside.readings(shard_rows(path, damaged=damage.append)), progress)
    under_way: deque[list[Row]] = deque()
    if info.read > BATCH and (os.cpu_count() or 1) > 1:
        with Workers(1, PREPARING) as workers:
            for prepared in workers.map(_noted(batches, under_way), _prepared, _unprepared):
                total = _add(prepared, under_way.popleft(), path, ledger, total)
    else:
        for batch in batches:
            total = _add(_prepared(batch), batch, path, ledger, total)
    aside.keep(shelf)
    for error in damage:
        total = _failed(total, f"{error.code} {error}")
    return total


def _failed(total: Loaded, line: str) -> Loaded:
    say(line)
    return msgspec.structs.replace(total, failed=total.failed + 1)


def _batches(rows: Iterator[Row], progress: Progress) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        for _ in batch:
            progress.step()
        yield batch


def _noted(batches: Iterator[list[Row]], under_way: deque[list[Row]]) -> Iterator[list[Row]]:
    for batch in batches:
        under_way.append(batch)
        yield batch


def _prepared(rows: list[Row]) -> list[Prepared] | None:
    """Return the readings of `rows` ready to be written; None where one of them is damaged or would not verify."""
    try:
        return [prepare(*row.decoded()) for row in rows]
    except (IntakeError, LedgerError):
        return None


def _unprepared(_: list[Row]) -> None:
    """Return that rows which killed their process are not prepared."""


def _add(prepared: list[Prepared] | None, rows: list[Row], path: Path, ledger: Ledger, total: Loaded) -> Loaded:
    """Add a batch; where one reading of it is damaged or refused, each by itself."""
    try:
        if prepared is not None:
            return _sum(total, ledger.add_prepared(prepared))
    except LedgerError as error:
        if error.code != REFUSED:
            raise
    for row in rows:
        try:
            total = _sum(total, [ledger.add(*row.decoded())])
        except (IntakeError, LedgerError) as error:
            if isinstance(error, LedgerError) and error.code != REFUSED:
                raise
            total = _failed(total, f"{error.code} {row.source}: {error} ({path})")
    return total


def _sum(total: Loaded, added: Sequence[Added]) -> Loaded:
    new = sum(item.new_reading for item in added)
    claims = sum(item.claims_added for item in added)
    return msgspec.structs.replace(total, new=total.new + new, known=total.known + len(added) - new, claims=total.claims + claims)
