"""What takes a part of a second and is asked for often, as counts by status: computed by the first who asks, in its own request.

What takes longer is made in the background (`pactwatch.web.computed`), whose threads may be busy for minutes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Any, TypeVar

from pactwatch.web.turns import waiting

T = TypeVar("T")
MOST = 256


class Remembered:
    """Values by name, each with the stamp of the ledger that it was computed of."""

    def __init__(self, most: int = MOST) -> None:
        self._values: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._making: dict[Hashable, RLock] = {}
        self._lock = Lock()
        self._most = most

    def get(self, name: Hashable, stamp: Hashable, make: Callable[[], T]) -> T:
        """Return the value of `name` as of `stamp`, computed by `make` where it is not kept; one thread at a time computes it."""
        found = self._found(name, stamp)
        if found is not None:
            return found[1]  # type: ignore[no-any-return]
        with self._lock:
            making = self._making.setdefault(name, RLock())
        if not making.acquire(blocking=False):
            with waiting(), making:
                pass
            making.acquire()  # with the turn back before: whoever holds this lock waits for nobody
        try:
            found = self._found(name, stamp)
            if found is None:
                found = (stamp, make())
                with self._lock:
                    self._values[name] = found
                    self._values.move_to_end(name)
                    while len(self._values) > self._most:
                        self._making.pop(self._values.popitem(last=False)[0], None)
        finally:
            making.release()
        return found[1]

    def _found(self, name: Hashable, stamp: Hashable) -> tuple[Hashable, Any] | None:
        with self._lock:
            found = self._values.get(name)
            if found is None or found[0] != stamp:
                return None
            self._values.move_to_end(name)
            return found
