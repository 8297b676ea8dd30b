"""One run of `read` as its archives see it: where each goes on, what became of its inputs, when so much is safe.

A line of progress is written down only after all before it is in the ledger, so a run that is killed at any moment and
started again neither loses nor doubles a reading: what came after the line is done again, and the ledger knows what it has.
"""

from __future__ import annotations

import os
import time
from collections import Counter

from pactwatch import __version__
from pactwatch.commands.failing import say
from pactwatch.commands.keeping import Keeper
from pactwatch.commands.shelf import Dropped, Reject, Shard, Shelf, file_sha256, shelf_of
from pactwatch.commands.stream import Result
from pactwatch.intake.taken import Meter, Wanted, utc_now

LARGE = 2_000_000_000
"""Bytes from which hashing an archive takes seconds, which is said."""
SECONDS = 5.0
"""Between two lines of progress of one archive: so much of the taking in is done again after a kill."""


class Bulk:
    """Notes of the archives of one run; `goes_on` says that inputs which were taken in before need not come again."""

    def __init__(self, keeper: Keeper, engine: str, *, gate: bool | None, goes_on: bool, quiet: bool = False) -> None:
        from pactwatch.reading.gate import gate_version

        self.meter = Meter()
        self._shelf = Shelf(shelf_of(keeper.where))
        self._keeper = keeper
        self._engine = engine
        self._gate = None if gate is False else gate_version()
        self._goes_on = goes_on
        self._say = _silent if quiet else say
        self._before = {(s.sha256, s.engine, s.version, s.gate): s for s in self._shelf.shards()}
        self._open: Shard | None = None
        self._counts: Counter[str] = Counter()
        self._begun: dict[str, Shard] = {}
        self._rejects: list[Reject] = []
        self._dropped: list[Dropped] = []
        self._noted = 0.0

    def wanted(self, archive: str) -> Wanted | None:
        """Return which inputs of an archive to take in; None where all are done (see IntakeOptions)."""
        try:
            size = os.path.getsize(archive)
            if size >= LARGE:
                self._say(f"{archive}: its SHA-256 first, to know what was read of it before")
            sha256 = file_sha256(archive)
        except OSError:
            return _every  # standard input; or it is gone, which reading it says
        shard = Shard(
            archive=archive, sha256=sha256, size=size, engine=self._engine, version=__version__, gate=self._gate, done=False, taken=0,
            read=0, known=0, failed=0, dropped=0, left_out={}, at="", head="",
        )  # fmt: skip
        before = self._before.get((sha256, shard.engine, shard.version, shard.gate))
        if before is None or not self._goes_on or not self._keeper.holds(before.head):
            self._begun[archive] = shard
            return _every
        if before.done:
            self.meter.pass_by(size)
            self._say(f"{archive} is done: {before.read} read, {before.failed} set aside, {before.dropped} dropped")
            return None
        say(f"{archive} goes on after input {before.taken}")
        self._begun[archive] = before
        return lambda number: number > before.taken

    def note(self, result: Result) -> None:
        """Take note of what became of one input; all that came before it was noted already."""
        if result.archive is None:
            self._note_single(result)
            return
        if self._open is not None and self._open.archive != result.archive:
            self._finish()
        if self._open is None and result.archive in self._begun:
            self._open = self._begun[result.archive]
            self._counts = Counter(self._state(self._open))
        self._count(result)
        if time.monotonic() - self._noted >= SECONDS:
            self.save()

    def save(self) -> None:
        """Write down how far the open archive is, once all before is in the ledger."""
        self._keeper.write_all()
        self._write(done=False)

    def close(self) -> None:
        """Write down that the last archive is done: nothing more came."""
        if self._open is not None:
            self._finish()
        else:
            self._write(done=False)

    def _finish(self) -> None:
        self._keeper.write_all()
        shard = self._write(done=True)
        if shard is not None:
            self._say(_summary(shard))

    def _write(self, *, done: bool) -> Shard | None:
        shard = None
        if self._open is not None:
            given = {**{name: self._counts[name] for name in ("taken", "read", "known", "failed", "dropped")}, "done": done}
            left_out = dict(sorted(self.meter.left_out.get(self._open.archive, {}).items()))
            shard = _changed(self._open, **given, left_out=left_out, at=utc_now(), head=self._keeper.head())
        self._shelf.add([shard] if shard else [], self._rejects, self._dropped)
        self._rejects, self._dropped = [], []
        self._noted = time.monotonic()
        if done:
            self._open = None
        return shard

    def _count(self, result: Result) -> None:
        self._counts["taken"] = max(self._counts["taken"], result.number)
        self._counts["read"] += result.reading is not None
        self._counts["known"] += result.reading is not None and not result.new
        self._counts["failed"] += result.error is not None
        self._counts["dropped"] += result.dropped is not None
        self._note_single(result)

    def _note_single(self, result: Result) -> None:
        archive = result.archive or ""
        if result.error is not None and self._open is not None:
            self._rejects.append(Reject(
                archive=archive, sha256=self._open.sha256, number=result.number, source=result.source, url=result.address,
                code=result.error.code, reason=str(result.error), at=utc_now(),
            ))  # fmt: skip
        if result.dropped is not None and result.document is not None:
            self._dropped.append(Dropped(
                archive=archive, number=result.number, source=result.source, document=result.document.id, url=result.document.url,
                title=result.document.title, score=result.dropped[1], reason=result.dropped[2], gate=self._gate or "", at=utc_now(),
            ))  # fmt: skip

    @staticmethod
    def _state(shard: Shard) -> dict[str, int]:
        return {name: getattr(shard, name) for name in ("taken", "read", "known", "failed", "dropped")}


def _changed(shard: Shard, **values: object) -> Shard:
    import msgspec

    return msgspec.structs.replace(shard, **values)


def _summary(shard: Shard) -> str:
    parts = [f"{shard.read} read"]
    parts += [f"{shard.failed} set aside (`pactwatch rejects`)"] if shard.failed else []
    parts += [f"{shard.dropped} dropped by the gate (`pactwatch dropped`)"] if shard.dropped else []
    if shard.left_out:
        parts.append("left out: " + ", ".join(f"{count} {what}" for what, count in shard.left_out.items()))
    return f"{shard.archive}: " + "; ".join(parts)


def _silent(line: str) -> None:
    """Say nothing."""


def _every(number: int) -> bool:  # noqa: ARG001 - all of them
    return True
