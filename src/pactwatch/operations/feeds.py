"""The feeds that are watched: added, removed, looked at; how often follows from how often they have something new."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from pactwatch.model import Frozen
from pactwatch.operations import jobs, schema
from pactwatch.operations.opening import put

BASE = 900.0
"""Seconds between two looks at a feed to begin with: a quarter of an hour."""
RANGE = 4.0
"""How far the pace may leave the base: from a quarter of it to four times as much."""
ARCHIVE = 96.0
"""The same for the sitemaps of an index, of which most list what is long past: up to 96 times as much, a day for the base."""
FASTER, SLOWER = 0.5, 1.5
"""What one look with something new does to the pace, and one without."""
SHORTEST = 60.0
POLL = "poll"
PUT_OFF = '"at":'
"""What the body of a job holds whose host's turn was later (watch/worker.py)."""
_T = schema.feeds


class Address(Frozen, frozen=True, kw_only=True):
    """Something to watch: `kind` is web (feed, sitemap or page, which its content tells) or folder."""

    url: str
    kind: str = "web"
    title: str | None = None


def add(connection: Connection, address: Address, host: str, now: float, base: float, parent: str | None = None) -> bool:
    """Watch an address from now on; False where it is watched already, or was removed by itself and only its index (`parent`) lists it."""
    row = connection.execute(select(_T.c.active, _T.c.parent).where(_T.c.url == address.url)).first()
    if row is None:
        known = {"url": address.url, "kind": address.kind, "title": address.title, "parent": parent, "active": True, "added": now}
        put(connection, _T, known | {"base": base, "pace": base, "failures": 0, "found": 0})
    elif not row.active and parent is not None and row.parent != parent:
        return False
    elif not row.active:
        fresh = {"active": True, "failures": 0, "code": None, "reason": None, "etag": None, "modified": None, "sha256": None}
        connection.execute(update(_T).where(_T.c.url == address.url).values(**fresh))
    jobs.add(connection, jobs.New(kind=POLL, key=address.url, host=host, due=now), now)
    return row is None or not row.active


def remove(connection: Connection, url: str) -> bool:
    """Watch an address, and the sitemaps that it lists, no longer; False where it is not watched. Its articles stay."""
    found = list(connection.execute(select(_T.c.url).where(_T.c.active, (_T.c.url == url) | (_T.c.parent == url))).scalars())
    connection.execute(update(_T).where(_T.c.url.in_(found)).values(active=False))
    connection.execute(update(_T).where(_T.c.url == url).values(parent=None))  # so that its index does not bring it back
    connection.execute(delete(schema.jobs).where(schema.jobs.c.kind == POLL, schema.jobs.c.key.in_(found)))
    return url in found


def known(connection: Connection, url: str) -> dict[str, Any] | None:
    """Return the row of a feed that is watched."""
    row = connection.execute(select(_T).where(_T.c.url == url, _T.c.active)).first()
    return None if row is None else dict(row._mapping)


def listed(connection: Connection) -> list[dict[str, Any]]:
    """Return all feeds that are watched, in the order in which they were added, each with when it is `due` and its state."""
    query = select(_T, schema.jobs.c.due, schema.jobs.c.state).outerjoin(
        schema.jobs, (schema.jobs.c.key == _T.c.url) & (schema.jobs.c.kind == POLL)
    )
    return [dict(row._mapping) for row in connection.execute(query.where(_T.c.active).order_by(_T.c.added, _T.c.url))]


def looked(connection: Connection, url: str, now: float, values: dict[str, Any]) -> None:
    """Note a look that went well, with the `values` that it changed."""
    fine = {"tried": now, "succeeded": now, "failures": 0, "code": None, "reason": None}
    connection.execute(update(_T).where(_T.c.url == url).values(**(fine | values)))


def stumbled(connection: Connection, url: str, now: float, code: str, reason: str) -> None:
    """Note a look that failed."""
    values = {"tried": now, "failures": _T.c.failures + 1, "code": code, "reason": reason[:2000]}
    connection.execute(update(_T).where(_T.c.url == url).values(**values))


def rebase(connection: Connection, base: float) -> None:
    """Let all feeds be looked at every `base` seconds to begin with."""
    connection.execute(update(_T).values(base=base, pace=base))


def next_pace(pace: float, base: float, fresh: bool, floor: float = 0.0, reach: float = RANGE) -> float:
    """Return the seconds until the next look: fewer after something new, more after nothing; never below `floor`.

    `reach` is how many times the base it may become.
    """
    moved = pace * (FASTER if fresh else SLOWER)
    return max(min(max(moved, base / RANGE), base * reach), floor, min(SHORTEST, base))


def hurry(connection: Connection, now: float) -> None:
    """Let every feed be due now; hosts keep their pace all the same."""
    table = schema.jobs
    connection.execute(update(table).where(table.c.kind == POLL, table.c.state == "waiting", table.c.due > now).values(due=now))


def next_look(connection: Connection, since: float) -> float | None:
    """Return when the next feed can be looked at that was due by `since`, was put off, or is new; None where there is none."""
    table = schema.jobs
    new = select(_T.c.url).where(_T.c.active, _T.c.tried.is_(None))
    waiting = or_(table.c.due <= since, table.c.body.contains(PUT_OFF), table.c.key.in_(new))
    return jobs.next_at(connection, (POLL,), keys=select(table.c.key).where(table.c.kind == POLL, waiting))
