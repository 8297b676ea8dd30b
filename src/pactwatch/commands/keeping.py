"""The ledger as `read` uses it: made with the first text, asked for what it knows, given what was read in batches."""

from __future__ import annotations

import time
from pathlib import Path

from pactwatch.commands.stream import Result
from pactwatch.errors import LedgerError, PactwatchError
from pactwatch.intake import Taken
from pactwatch.model import Reading
from pactwatch.runners.engines import version_of
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.codes import REFUSED
from pactwatch.store.opening import dialect_for

BATCH = 64
SECONDS = 0.25
"""A result is written with those that wait when the last write is SECONDS ago: a text that takes longer to read is
written at once, and short ones cost four flushes of the disk a second; so much work is lost to a killed process."""

class Keeper:
    """Keeps results in the ledger at `where`; `again` says that nothing counts as known."""

    def __init__(self, where: str, *, again: bool = False, engine: str = "hybrid") -> None:
        self.where = where
        self._again = again
        self._engine = engine
        self._ledger: Ledger | None = None
        self._batch: list[Result] = []
        self._written = 0.0
        self.stored = self.known = 0
        self._refused: list[tuple[str, PactwatchError]] = []
        dialect_for(where, create=True)  # a place where no ledger can be is named before anything is read
        if "://" in where or Path(where).exists():
            self._ledger = open_ledger(where, create=True)

    def find(self, taken: Taken) -> Reading | None:
        """Return the reading of an input that this engine version has read before."""
        if self._again or taken.document is None:
            return None
        with self._open().view() as view:
            return view.reading_of(taken.document, self._engine, version_of(self._engine))

    def keep(self, result: Result) -> list[tuple[str, PactwatchError]]:
        """Take one result in; return what the ledger refused of the batch that this completes, if it does."""
        if result.reading is None:
            return []
        if not result.new:
            self.known += 1
            if self._holds_capture(result):
                return []
        self._batch.append(result)
        due = len(self._batch) >= BATCH or time.monotonic() - self._written >= SECONDS
        return self.write() if due else []

    def write(self) -> list[tuple[str, PactwatchError]]:
        """Write what is waiting in one transaction; return what the ledger refused, by source."""
        if not self._batch:
            return []
        ledger = self._open()
        entries = [(result.reading, result.capture) for result in self._batch if result.reading]
        refused: list[tuple[str, PactwatchError]] = []
        try:
            ledger.add_many(entries)
        except LedgerError as error:
            if error.code != REFUSED:
                raise
            refused = self._one_by_one(ledger)
        self.stored += sum(result.new for result in self._batch) - len(refused)
        self._batch.clear()
        self._written = time.monotonic()
        return refused

    def write_all(self) -> None:
        """Write what is waiting; what the ledger refused of it is told by `refused`."""
        self._refused += self.write()

    def refused(self) -> list[tuple[str, PactwatchError]]:
        """Return what the ledger refused in `write_all` since this was last asked."""
        found, self._refused = self._refused, []
        return found

    def head(self) -> str:
        """Return the head of the ledger's audit log; "" where there is no ledger yet."""
        if self._ledger is None:
            return ""
        with self._ledger.view() as view:
            return view.audit_head()

    def holds(self, head: str) -> bool:
        """Whether the ledger holds what it did when `head` was its audit log's head."""
        if not head:
            return True
        if self._ledger is None:
            return False
        with self._ledger.view() as view:
            return view.holds_audit(head)

    def close(self) -> None:
        """Let go of the ledger; what was not written is lost."""
        if self._ledger is not None:
            self._ledger.close()

    def _open(self) -> Ledger:
        if self._ledger is None:
            self._ledger = open_ledger(self.where, create=True)
        return self._ledger

    def _holds_capture(self, result: Result) -> bool:
        if result.capture is None or result.reading is None:
            return True
        with self._open().view() as view:
            return view.has_capture(result.reading.document.id, result.capture)

    def _one_by_one(self, ledger: Ledger) -> list[tuple[str, PactwatchError]]:
        refused: list[tuple[str, PactwatchError]] = []
        for result in self._batch:
            try:
                if result.reading:
                    ledger.add(result.reading, result.capture)
            except LedgerError as error:
                refused.append((result.source, error))
        return refused
