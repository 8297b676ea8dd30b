"""`pactwatch load`: shards of readings into the ledger, however often."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import typer

from pactwatch.commands.failing import SOME_INPUTS, say
from pactwatch.commands.progress import Progress
from pactwatch.commands.shelf import Dropped, Reject, Shelf, shelf_of
from pactwatch.errors import LedgerError, PactwatchError, UsageError
from pactwatch.intake.taken import utc_now
from pactwatch.model import Capture, Frozen, Reading
from pactwatch.runners.shards import Row, shard_files, shard_info, shard_rows
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.codes import REFUSED
from pactwatch.store.opening import dialect_for

BATCH = 256
"""Readings that go into the ledger in one transaction."""


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
    batch: list[Row] = []
    rejects: list[Reject] = []
    dropped: list[Dropped] = []
    for row in shard_rows(path):
        if row.kind == "reading":
            batch.append(row)
            progress.step()
        elif row.kind == "reject":
            rejects.append(Reject(
                archive=row.archive, sha256=info.archives.get(row.archive, ""), number=row.number, source=row.source, url=row.url,
                code=row.code, reason=row.reason, at=utc_now(),
            ))  # fmt: skip
        else:
            dropped.append(Dropped(
                archive=row.archive, number=row.number, source=row.source, document=row.document, url=row.url, title=row.title,
                score=row.score, reason=row.reason, gate=info.gate or "", at=utc_now(),
            ))  # fmt: skip
        if len(batch) == BATCH:
            total = _add(batch, ledger, total)
            batch = []
    if batch:
        total = _add(batch, ledger, total)
    known = {(reject.sha256, reject.number, reject.source) for reject in shelf.rejects()} if rejects else set()
    noted = {item.document for item in shelf.dropped()} if dropped else set()
    shelf.add(
        rejects=[reject for reject in rejects if (reject.sha256, reject.number, reject.source) not in known],
        dropped=[item for item in dropped if item.document not in noted],
    )
    return total


def _add(rows: list[Row], ledger: Ledger, total: Loaded) -> Loaded:
    entries: list[tuple[Reading, Capture | None]] = [row.decoded() for row in rows]
    refused = 0
    try:
        added = ledger.add_many(entries)
    except LedgerError as error:
        if error.code != REFUSED:
            raise
        added = []
        for row, entry in zip(rows, entries, strict=True):
            try:
                added.append(ledger.add(*entry))
            except LedgerError as single:
                refused += 1
                say(f"{single.code} {row.source}: {single}")
    new = sum(item.new_reading for item in added)
    return msgspec.structs.replace(
        total, new=total.new + new, known=total.known + len(added) - new, refused=total.refused + refused,
        claims=total.claims + sum(item.claims_added for item in added),
    )  # fmt: skip
