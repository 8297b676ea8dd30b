"""What is owed to a site: robots.txt is asked once, and whoever keeps a pace may put a request off.

`Courtesy` is that of a single call: it remembers robots.txt and never waits, as for pages that a person asks for one by
one. A watch keeps pace, rules and pauses across processes (watch/politeness.py) and is passed to `Fetcher` in its place.
"""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from pactwatch.intake.robots import Robots


class Courtesy:
    """Remembers the robots.txt of each origin for one call."""

    agent = "fetches single pages that a person asked for"
    """What the User-Agent header says that we do."""

    def __init__(self) -> None:
        self._robots: dict[str, Robots] = {}

    def turn(self, address: httpx.URL, page: httpx.URL, hop: int) -> None:
        """Take the turn to ask `address`, for the sake of `page`, which is redirect number `hop`; may raise to put it off."""

    def done(self, address: httpx.URL, status: int | None, headers: Mapping[str, str]) -> None:
        """Tell that the request is over; `status` None where no response came."""

    def robots(self, origin: str) -> Robots | None:
        """Return what robots.txt of `origin` is known to say; None where it must be asked."""
        return self._robots.get(origin)

    def learn(self, origin: str, robots: Robots) -> None:
        """Keep what robots.txt of `origin` says."""
        self._robots[origin] = robots
