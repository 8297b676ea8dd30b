"""Simulated time, a site on it, and a ledger in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_site import START, Site, Watch, served

from pactwatch.watch.clock import SimulatedClock


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(START)


@pytest.fixture
def site(clock: SimulatedClock) -> Iterator[Site]:
    with served(clock) as found:
        yield found


@pytest.fixture
def watching(tmp_path: Path, clock: SimulatedClock) -> Iterator[Callable[..., Watch]]:
    """Return what makes a watch; all are closed in the end."""
    made: list[Watch] = []

    def make(*sources: str, **settings: object) -> Watch:
        made.append(Watch(tmp_path, clock, **settings))
        made[-1].add(*sources)
        return made[-1]

    yield make
    for one in made:
        one.ledger.close()
