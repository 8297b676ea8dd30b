"""What takes a part of a second and is asked for often, as counts of facets: computed by the first who asks, in its own request.

What takes longer is made in the background (`pactwatch.web.computed`), whose threads may be busy for minutes. What may rest and
took a while is, made anew twice in a row, not made again at once: while people edit one claim after another, counts of a hundred
thousand stand for a moment, as of the edit before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock, RLock
from time import monotonic
from typing import Any, TypeVar

from pactwatch.web.rests import rest_after

T = TypeVar("T")
MOST = 256


@dataclass(frozen=True, slots=True)
class _Value:
    """A value, the stamp of what it was computed of, and until when it stands, whatever is newer, on the clock of this process."""

    stamp: Any
    value: Any
    until: float
    row: float
    """Until when a making that begins is one of several in a row."""


class Remembered:
    """Values by name, each with the stamp of the ledger that it was computed of."""

    def __init__(self, most: int = MOST) -> None:
        self._values: OrderedDict[Hashable, _Value] = OrderedDict()
        self._making: dict[Hashable, RLock] = {}
        self._lock = Lock()
        self._most = most

    def get(self, name: Hashable, stamp: Hashable, make: Callable[[], T], *, rests: bool = False) -> T:
        """Return the value of `name` as of `stamp`, computed by `make` where it is not kept; one thread at a time computes it.

        With `rests` it may be of an earlier stamp that begins alike, for as long as a few times the making takes.
        """
        return self.got(name, stamp, make, rests=rests)[0]

    def got(self, name: Hashable, stamp: Hashable, make: Callable[[], T], *, rests: bool = False) -> tuple[T, bool]:
        """Return the value as `get` does, and whether it is behind: of an earlier stamp."""
        found = self._found(name, stamp, rests)
        if found is None:
            with self._lock:
                making = self._making.setdefault(name, RLock())
            with making:
                found = self._found(name, stamp, rests)
                if found is None:
                    found = self._made(name, stamp, make, rests)
        return found.value, found.stamp != stamp

    def _made(self, name: Hashable, stamp: Any, make: Callable[[], Any], rests: bool) -> _Value:
        begun = monotonic()
        value, now = make(), monotonic()
        rest = rest_after(now - begun)
        with self._lock:
            before = self._values.get(name)
            in_a_row = before is not None and begun < before.row
            made = _Value(stamp, value, now + rest if in_a_row else now, now + 2 * rest)
            if rests and before is not None and before.stamp > stamp:  # somebody else was quicker, with a later one
                return made
            self._values[name] = made
            self._values.move_to_end(name)
            while len(self._values) > self._most:
                self._making.pop(self._values.popitem(last=False)[0], None)
        return made

    def _found(self, name: Hashable, stamp: Any, rests: bool) -> _Value | None:
        with self._lock:
            found = self._values.get(name)
            if found is None or not (found.stamp == stamp or (rests and found.stamp[0] == stamp[0] and monotonic() < found.until)):
                return None
            self._values.move_to_end(name)
            return found
