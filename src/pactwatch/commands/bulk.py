"""One run of `read` as its archives see it: where each goes on, what became of its inputs, when so much is safe.

A line of progress is written down only after all before it is in the ledger, so a run that is killed at any moment and
started again neither loses nor doubles a reading: what came after the line is done again, and the ledger knows what it has.
"""

from __future__ import annotations

import os
import time
from collections import Counter

import msgspec

from pactwatch.commands.failing import say
from pactwatch.commands.keeping import Keeper
from pactwatch.commands.shard_notes import COUNTED, LARGE, begun_shard, summary, told_options
from pactwatch.commands.shelf import Dropped, Reject, Shard, Shelf, key_of, shelf_of
from pactwatch.commands.stream import Result
from pactwatch.intake.codes import printable
from pactwatch.intake.taken import IntakeOptions, Meter, Wanted, utc_now

SECONDS = 5.0
"""Between two lines of progress of one archive: so much of the taking in is done again after a kill."""


class Bulk:
    """Notes of the archives of one run; `goes_on` says that inputs which were taken in before need not come again.

    Archives are told apart by their paths as given, which need not be text; what is noted of them can be written.
    """

    def __init__(
        self, keeper: Keeper, engine: str, *, gate: bool | None, goes_on: bool, quiet: bool = False, options: IntakeOptions | None = None
    ) -> None:
        from pactwatch.reading.gate import gate_version

        self.meter = Meter()
        self._shelf = Shelf(shelf_of(keeper.where))
        self._keeper = keeper
        self._engine = engine
        self._gate = None if gate is False else gate_version()
        self._options = told_options(options)
        self._goes_on = goes_on
        self._say = _silent if quiet else say
        self._before = {key_of(shard): shard for shard in self._shelf.shards()}
        self._open: Shard | None = None
        self._path = ""
        self._counts: Counter[str] = Counter()
        self._begun: dict[str, Shard] = {}
        self._seen: set[str] = set()
        self._rejects: list[Reject] = []
        self._dropped: list[Dropped] = []
        self._noted = 0.0

    def wanted(self, archive: str) -> Wanted | None:
        """Return which inputs of an archive to take in; None where all are done (see IntakeOptions)."""
        try:
            size = os.path.getsize(archive)
            if size >= LARGE:
                self._say(f"{archive}: its SHA-256 first, to know what was read of it before")
            shard = begun_shard(archive, self._engine, self._gate, self._options)
        except OSError:
            return _every  # standard input; or it is gone, which reading it says
        if archive in self._seen:
            return _every  # given twice
        self._seen.add(archive)
        before = self._before.get(key_of(shard))
        if before is None or not self._goes_on or not self._keeper.holds(before.head):
            self._begun[archive] = shard
            return _every
        if before.done:
            self.meter.pass_by(size)
            self._say(f"{archive} is done: {before.read} read, {before.failed} set aside, {before.dropped} dropped")
            return None
        say(f"{archive} goes on after input {before.taken}")
        self._begun[archive] = msgspec.structs.replace(before, archive=shard.archive)
        return lambda number: number > before.taken

    def note(self, result: Result) -> None:
        """Take note of what became of one input; all that came before it was noted already."""
        if result.archive is None:
            self._note_single(result)
            return
        if self._open is not None and self._path != result.archive:
            self._finish()
        if self._open is None and result.archive in self._begun:
            self._begin(result.archive)
        self._count(result)
        if result.cut:
            self._finish(done=False)
        elif time.monotonic() - self._noted >= SECONDS:
            self.save()

    def save(self) -> None:
        """Write down how far the open archive is, once all before is in the ledger."""
        self._keeper.write_all()
        self._write(done=False)

    def close(self) -> None:
        """Write down that the last archive is done, and each of which nothing was left to come: nothing more came."""
        if self._open is not None:
            self._finish()
        self._write(done=False)
        for archive in list(self._begun):
            self._begin(archive)
            self._finish()

    def _begin(self, archive: str) -> None:
        self._open, self._path = self._begun.pop(archive), archive
        self._counts = Counter({name: getattr(self._open, name) for name in COUNTED})

    def _finish(self, *, done: bool = True) -> None:
        self._keeper.write_all()
        shard = self._write(done=done)
        self._open = None
        if shard is not None:
            self._say(summary(shard))

    def _write(self, *, done: bool) -> Shard | None:
        shard = None
        if self._open is not None:
            left_out = dict(sorted(self.meter.left_out.get(self._open.archive, {}).items()))
            shard = msgspec.structs.replace(
                self._open, **{name: self._counts[name] for name in COUNTED}, done=done, left_out=left_out, at=utc_now(), head=self._keeper.head()
            )
        self._shelf.add([shard] if shard else [], self._rejects, self._dropped)
        self._rejects, self._dropped = [], []
        self._noted = time.monotonic()
        return shard

    def _count(self, result: Result) -> None:
        if not result.cut:
            self._counts["taken"] = max(self._counts["taken"], result.number)
            self._counts["failed"] += result.error is not None
        self._counts["read"] += result.reading is not None
        self._counts["known"] += result.reading is not None and not result.new
        self._counts["dropped"] += result.dropped is not None
        self._note_single(result)

    def _note_single(self, result: Result) -> None:
        archive = printable(result.archive or "")
        if result.error is not None and self._open is not None and result.archive == self._path:
            self._rejects.append(Reject(
                archive=archive, sha256=self._open.sha256, number=result.number, source=result.source, url=result.address,
                code=result.error.code, reason=str(result.error), at=utc_now(),
            ))  # fmt: skip
        if result.dropped is not None and result.document is not None:
            self._dropped.append(Dropped(
                archive=archive, number=result.number, source=result.source, document=result.document.id, url=result.document.url,
                title=result.document.title, score=result.dropped[1], reason=result.dropped[2], gate=self._gate or "", at=utc_now(),
            ))  # fmt: skip


def _silent(line: str) -> None:
    """Say nothing."""


def _every(number: int) -> bool:  # noqa: ARG001 - all of them
    return True
