"""Values by key and version: each is made once, in a thread of its own, however many ask for it at the same time.

Who asks for a newer version waits a while, then gets the value before, marked as behind; without one before, a longer
while, then the word that it is not ready. Versions are what the value follows from: places in the ledger's tables.

What changes many times in a row, as figures do while people review, is made again only after a rest as long as several times the
making: all requests share this process, and one value must not take it from them. What is made anew is made one at a time, as several that
compute side by side are ready no sooner and leave each request a smaller part of the processor.
"""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, Generic, TypeVar

from pactwatch.store import Ledger
from pactwatch.store.view import View
from pactwatch.web.errors import NotReadyError
from pactwatch.web.turns import MAKING, waiting
from pactwatch.web.waits import bearable as in_time
from pactwatch.web.workers import Workers

T = TypeVar("T")
MOST = 512
"""Values that are kept; of more, those that were asked for longest ago go."""
PATIENCE, LONG = 0.25, 20.0
"""Seconds to wait for a newer version where there is one before, and where there is none."""
MADE = {
    "stories": "comparing the documents with each other", "told": "tracing the stories of the page", "findings": "assessing the documents",
    "bundle": "making and verifying the bundle of the case", "points": "gathering the figures", "choices": "gathering the figures",
    "series": "putting the figures in series",
    "figures": "drawing the series", "pact": "gathering what the two parties did", "balance": "making the balance", "case page": "drawing the case",
}  # fmt: skip
"""What is made of the ledger, by the first part of its key, for those who wait for it."""
WORKERS = 4
HEAVY = 2.0
"""Seconds from which what was made is taken for large."""
REST, LIGHT, MOST_REST = 9.0, 0.05, 120.0
"""How many times as long as a making the rest after it is, the seconds of a making below which there is none, and of the longest rest."""


@dataclass(frozen=True, slots=True)
class Got(Generic[T]):
    """A value and the version that it is of; not `fresh` where a newer one is still being made."""

    value: T
    version: Hashable
    fresh: bool


@dataclass(slots=True)
class _Entry:
    version: Hashable = None
    value: Any = None
    has_value: bool = False
    making: Future[Any] | None = None
    took: float = 0.0
    """Seconds of the last making."""
    row: float = 0.0
    """Until when a making that begins is one of several in a row, on the clock of this process."""
    until: float = 0.0
    """Until when the value is not made anew."""

    @property
    def resting(self) -> bool:
        """Whether the value that there is stands for now, whatever is newer."""
        return self.has_value and self.making is None and monotonic() < self.until

    def made(self, begun: float, rest_times: float) -> None:
        """Note that the value was made since `begun`: the second making in a row is followed by a rest of so many times its length."""
        now = monotonic()
        self.took = now - begun
        rest = min(rest_times * self.took, MOST_REST) if self.took > LIGHT else 0.0
        self.until = now + rest if begun < self.row else now
        self.row = now + 2 * rest


class Kept:
    """The values of one server, the newest `most` of them, of which so many `workers` make one each at a time.

    `rest` is how many times as long as a making the rest after it is.
    """

    def __init__(self, ledger: Ledger, most: int = MOST, workers: int = WORKERS, rest: float = REST) -> None:
        self._ledger = ledger
        self._most, self._rest = most, rest
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._lock = Lock()
        self._workers = Workers(workers, "computing")
        self._told: dict[Hashable, str] = {}

    def get(self, key: Hashable, version: Hashable, make: Callable[[View], T], *, patience: float = PATIENCE, longest: float = LONG) -> Got[T]:
        """Return the value of `key` in `version`, made by `make` of a view of its own. NotReadyError PW814 where it is not."""
        with self._lock:
            entry = self._entry(key)
            if entry.has_value and entry.version == version:
                return Got(entry.value, version, True)
            if entry.resting:
                return Got(entry.value, entry.version, False)
            if entry.making is None or entry.making.cancelled():
                entry.making = self._workers.submit(self._make, entry, version, make)
            making, before = entry.making, entry.has_value
            bearable = patience if entry.took <= patience else 0.0  # what took longer last time would be waited for in vain
        wait = bearable if before else in_time(longest)
        try:
            with waiting() if wait and not making.done() else nullcontext():
                made_version, value = making.result(timeout=wait)
        except TimeoutError:
            if before:
                return Got(entry.value, entry.version, False)
            raise NotReadyError(_making(key), self._told.get(key, "")) from None
        if made_version != version and not before:
            return self.get(key, version, make, patience=patience, longest=longest)
        return Got(value, made_version, bool(made_version == version))

    def begin(self, key: Hashable, version: Hashable, make: Callable[[View], T]) -> None:
        """Begin to make a value that will be asked for."""
        with self._lock:
            entry = self._entry(key)
            if (entry.making is None or entry.making.cancelled()) and not entry.resting and not (entry.has_value and entry.version == version):
                entry.making = self._workers.submit(self._make, entry, version, make)

    def teller(self, key: Hashable, words: str) -> Callable[[int, int], bool]:
        """Return what is to be told how far the value of `key` is ("1,200 of 5,000 documents"), which says whether to go on."""

        def tell(done: int, total: int) -> bool:
            self._told[key] = f"{done:,} of {total:,} {words}"
            return not self.closing

        return tell

    @property
    def closing(self) -> bool:
        """Whether the server ends: what is being made had better be given up."""
        return self._workers.closing

    def close(self) -> None:
        """End: what is being made is given up where it asks `closing`, the rest is not begun."""
        self._workers.close()

    def _entry(self, key: Hashable) -> _Entry:
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry()
        self._entries.move_to_end(key)
        while len(self._entries) > self._most:
            self._entries.popitem(last=False)
        return entry

    def _make(self, entry: _Entry, version: Hashable, make: Callable[[View], Any]) -> tuple[Hashable, Any]:
        with MAKING.taken() if entry.has_value else nullcontext():
            return self._made(entry, version, make)

    def _made(self, entry: _Entry, version: Hashable, make: Callable[[View], Any]) -> tuple[Hashable, Any]:
        begun = monotonic()
        try:
            with self._ledger.view() as view:
                value = make(view)
            if monotonic() - begun > HEAVY and not entry.has_value:
                _spare()
        except BaseException:
            with self._lock:
                entry.making = None
            raise
        with self._lock:
            entry.version, entry.value, entry.has_value, entry.making = version, value, True, None
            entry.made(begun, self._rest)
        return version, value


def _making(key: Hashable) -> str:
    """Return in words what the value of a key is."""
    first = key[0] if isinstance(key, tuple) else key
    return MADE.get(str(first), "gathering what this page shows")


def _spare() -> None:
    """Have the collector of garbage pass over what there is: looking through millions of values stops every request for a second."""
    gc.collect()
    gc.freeze()
