"""What came twice to a receiver, and whether a kill between sending and noting explains it, which no sender can rule out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Arrival(NamedTuple):
    """What came to one receiver at a time: `key` names the alert and the receiver, `content` is all else of it that must not change."""

    at: float
    key: str
    content: str


def repeated(arrivals: Iterable[Arrival]) -> list[tuple[Arrival, Arrival]]:
    """Return each arrival that was not the first under its key, after the one before it."""
    last: dict[str, Arrival] = {}
    found = []
    for one in sorted(arrivals, key=lambda one: one.at):
        if one.key in last:
            found.append((last[one.key], one))
        last[one.key] = one
    return found


def unexplained(arrivals: Iterable[Arrival], kills: Sequence[float]) -> list[str]:
    """Return what must not be: an alert that came again changed, or with no kill in between that explains it.

    A process sends one alert at a time, so a kill explains one repetition and no more.
    """
    left, wrong = sorted(kills), []
    for first, again in sorted(repeated(arrivals), key=lambda pair: pair[1].at):
        if first.content != again.content:
            wrong.append(f"{again.key} came again with other content")
        kill = next((at for at in left if first.at <= at <= again.at), None)
        if kill is None:
            wrong.append(f"{again.key} came again, and no process was killed in between")
        else:
            left.remove(kill)
    return wrong
