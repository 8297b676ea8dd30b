"""How a watch treats hosts: it takes turns, keeps to their pace, and goes away for as long as it is asked to."""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from pactwatch.intake.codes import Code, failure
from pactwatch.intake.courtesy import Courtesy
from pactwatch.intake.manners import is_loopback, retry_after
from pactwatch.intake.robots import Robots
from pactwatch.operations.hosts import Pace
from pactwatch.watch.canonical import host_of
from pactwatch.watch.clock import Clock

BUSY = frozenset({429, 503})


class Postponed(Exception):  # noqa: N818 - it is no fault
    """The host's turn comes at `until`; the fetch goes on there `at` the address of its redirect number `hop`."""

    def __init__(self, until: float, at: str, hop: int) -> None:
        """Keep when and where to go on."""
        super().__init__(f"until {until}")
        self.until, self.at, self.hop = until, at, hop


class WatchCourtesy(Courtesy):
    """Keeps pace and robots.txt in the ledger's database, for all processes that watch by it."""

    agent = "watches feeds and fetches what is new in them"

    def __init__(self, pace: Pace, clock: Clock, *, only_loopback: bool = False) -> None:
        super().__init__()
        self._only_loopback = only_loopback
        self._pace = pace
        self._clock = clock

    def turn(self, address: httpx.URL, page: httpx.URL, hop: int) -> None:
        """Take the host's turn, or raise Postponed; IntakeError PW222 for another machine, where time is simulated."""
        if self._only_loopback and not is_loopback(_host(address)):
            raise failure(Code.ADDRESS_REFUSED, "time is simulated, so that only addresses of this machine are asked")
        until = self._pace.take(_host(address), self._clock.now())
        if until is not None:
            raise Postponed(until, str(page), hop)

    def done(self, address: httpx.URL, status: int | None, headers: Mapping[str, str]) -> None:
        """Give the turn back, with the pause that the host asked for."""
        now = self._clock.now()
        pause = retry_after(headers.get("retry-after", ""), now) if status in BUSY else None
        self._pace.give_back(_host(address), now, pause or 0.0)

    def robots(self, origin: str) -> Robots | None:
        """Return the rules of an origin that were learnt within a day."""
        return self._pace.robots(origin, self._clock.now())

    def learn(self, origin: str, robots: Robots) -> None:
        """Keep the rules of an origin for a day."""
        self._pace.learn(origin, host_of(origin), robots, self._clock.now())


def _host(address: httpx.URL) -> str:
    return host_of(str(address))
