"""The pace of each host, kept where all processes see it: one request at a time, and a pause after each.

A request takes the host's turn before it is sent and gives it back, `delay` seconds later, when the answer is in. Whoever
dies in between leaves the turn taken until `hold` is over. So the time from the end of one request to the start of the next
is never below the delay, whatever a process or the network does in between.
"""

from __future__ import annotations

from sqlalchemy import select

from pactwatch.intake.robots import Robots
from pactwatch.operations import schema
from pactwatch.operations.opening import Operations, packed, put, unpacked

ROBOTS_SECONDS = 86_400.0
"""For how long robots.txt is not asked again (RFC 9309: at most a day)."""


class Pace:
    """Takes turns with hosts; `least` seconds lie between two requests, more where robots.txt asks for it."""

    def __init__(self, operations: Operations, least: float, hold: float) -> None:
        self._operations = operations
        self._least = least
        self._hold = hold

    def take(self, host: str, now: float) -> float | None:
        """Take the host's turn; return None, or when it can be taken where that is not now."""
        table = schema.hosts
        with self._operations.writing() as connection:
            row = connection.execute(select(table).where(table.c.host == host).with_for_update()).first()
            if row is not None and row.free > now:
                return float(row.free)
            delay = max(self._least, row.delay if row is not None else 0.0)
            put(connection, table, {"host": host, "free": now + max(self._hold, delay), "delay": row.delay if row is not None else 0.0})
        return None

    def give_back(self, host: str, now: float, pause: float = 0.0) -> None:
        """Give the turn back; the next is after the host's delay, or after the `pause` that it asked for, if that is longer."""
        table = schema.hosts
        with self._operations.writing() as connection:
            row = connection.execute(select(table).where(table.c.host == host).with_for_update()).first()
            delay = row.delay if row is not None else 0.0
            put(connection, table, {"host": host, "free": now + max(self._least, delay, pause), "delay": delay})

    def robots(self, origin: str, now: float) -> Robots | None:
        """Return what robots.txt of `origin` says, None where it must be asked (again)."""
        table = schema.robots
        with self._operations.reading() as connection:
            row = connection.execute(select(table.c.body).where(table.c.origin == origin, table.c.until > now)).first()
        return None if row is None else robots_of(row.body)

    def learn(self, origin: str, host: str, robots: Robots, now: float) -> None:
        """Keep what robots.txt says; its delay holds from this request on."""
        with self._operations.writing() as connection:
            put(connection, schema.robots, {"origin": origin, "until": now + ROBOTS_SECONDS, "body": packed(robots)})
            row = connection.execute(select(schema.hosts).where(schema.hosts.c.host == host)).first()
            delay = max(robots.delay or 0.0, 0.0)
            free = max(row.free if row is not None else now, now + max(self._least, delay))
            put(connection, schema.hosts, {"host": host, "free": free, "delay": delay})


def robots_of(stored: str) -> Robots:
    """Return rules as `learn` kept them."""
    import msgspec

    return msgspec.convert(unpacked(stored), Robots)
