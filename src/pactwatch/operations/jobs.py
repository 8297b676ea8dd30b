"""The jobs table: work that several processes share without a broker, done once each whatever dies in between.

Some kinds have parts, as "deliver:desk": whoever can do only some of such jobs claims only those (`base` is what comes before the colon).

A worker claims a job under a lease and extends it while it works. Whoever ends a job must still hold it: what it did and
the job's end are one transaction, so that a worker whose lease ran out, because it hung, changes nothing any more. A job
whose worker died is claimed again when the lease is over; each claim counts, and too many without an end make it dead.
"""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, Select, and_, bindparam, case, delete, func, or_, select, update

from pactwatch.model import Frozen
from pactwatch.operations import schema
from pactwatch.operations.opening import Operations, add_new, packed, unpacked

LEASE = 120.0
"""Seconds for which a job is its worker's without a sign of life; signs come every third of it."""
MOST = 8
"""Claims after which a job that never ended well is dead."""
ALSO = "also"
"""Where the body of a job names the SHA-256 of captured bytes that it may need besides those that it is about."""
_T = schema.jobs


class Job(Frozen, frozen=True, kw_only=True):
    """A claimed job: `body` says what to do, `attempts` counts claims, this one among them; it has been `due` since then."""

    seq: int
    kind: str
    key: str
    host: str
    attempts: int
    owner: str
    body: dict[str, Any]
    kept: str | None = None
    due: float = 0.0


class New(Frozen, frozen=True, kw_only=True):
    """A job to be added: `kind` and `key` name it, `host` is whom it will ask, `kept` the bytes that it needs."""

    kind: str
    key: str
    due: float
    host: str = ""
    body: dict[str, Any] = {}  # noqa: RUF012 - msgspec copies an empty default
    kept: str | None = None


def base(kind: str) -> str:
    """Return the kind without its part."""
    return kind.partition(":")[0]


class Lost(Exception):  # noqa: N818 - it is no fault, and never seen outside
    """The job is another worker's by now: whatever was done for it is to be undone."""


def add(connection: Connection, new: New, now: float) -> None:
    """Add a job unless there is one of its kind and key."""
    row = {"kind": new.kind, "key": new.key, "host": new.host, "state": "waiting", "due": new.due, "attempts": 0, "changed": now}
    add_new(connection, _T, [row | {"body": packed(new.body), "kept": new.kept}])


def renew(connection: Connection, new: New, now: float) -> None:
    """Add a job in place of a dead one of its kind and key; one that waits or runs stays as it is."""
    connection.execute(delete(_T).where(_T.c.kind == new.kind, _T.c.key == new.key, _T.c.state == "dead"))
    add(connection, new, now)


def forget(connection: Connection, kind: str, key: str) -> None:
    """Let go of a dead job, since what it was for was done otherwise."""
    connection.execute(delete(_T).where(_T.c.kind == kind, _T.c.key == key, _T.c.state == "dead"))


def bury(connection: Connection, new: New, code: str, reason: str, now: float) -> None:
    """Add a job that cannot be done, so that it is listed with its reason."""
    renew(connection, new, now)
    found = and_(_T.c.kind == new.kind, _T.c.key == new.key)
    connection.execute(update(_T).where(found).values(state="dead", code=code, reason=reason[:2000], changed=now))


def claim(operations: Operations, owner: str, now: float, kinds: tuple[str, ...]) -> Job | None:
    """Take the job of one of `kinds` that has been due longest, and whose host may be asked; None where there is none."""
    with operations.writing() as connection:
        row = connection.execute(_claimable(kinds), {"now": now}).first()
        if row is None:
            return None
        values = {"state": "running", "owner": owner, "lease": now + LEASE, "attempts": row.attempts + 1, "changed": now}
        connection.execute(update(_T).where(_T.c.seq == row.seq).values(**values))
    return Job(
        seq=row.seq, kind=row.kind, key=row.key, host=row.host, attempts=row.attempts + 1, owner=owner, body=unpacked(row.body), kept=row.kept,
        due=row.due,
    )  # fmt: skip


@lru_cache(maxsize=16)
def _claimable(kinds: tuple[str, ...]) -> Select[Any]:
    query = select(_T).outerjoin(schema.hosts, schema.hosts.c.host == _T.c.host)
    query = query.where(_T.c.kind.in_(kinds), _open(), _ready_at() <= bindparam("now", type_=Float))
    return query.order_by(_T.c.due, _T.c.seq).limit(1).with_for_update(of=_T, skip_locked=True)


@lru_cache(maxsize=16)
def _next(kinds: tuple[str, ...]) -> Select[Any]:
    query = select(func.min(_ready_at())).select_from(_T.outerjoin(schema.hosts, schema.hosts.c.host == _T.c.host))
    return query.where(_T.c.kind.in_(kinds), _open())


def _open() -> ColumnElement[bool]:
    return _T.c.state.in_(("waiting", "running"))


def _ready_at() -> ColumnElement[float]:
    """Return when a job can be claimed: it is due, its lease is over, its host may be asked."""
    due = case((_T.c.state == "running", _T.c.lease), else_=_T.c.due)
    free = func.coalesce(schema.hosts.c.free, 0.0)
    return case((free > due, free), else_=due)


def next_at(
    connection: Connection, kinds: tuple[str, ...], *, fresh: bool = False, due: float | None = None, keys: Select[tuple[str]] | None = None
) -> float | None:
    """Return when the next job of `kinds` can be claimed, None where there is none.

    `fresh`: of those that did not fail; `due`: of those that are due by then, whether or not their host's turn is later;
    `keys`: of those that are called so.
    """
    query = _next(kinds)
    if fresh:
        query = query.where(_T.c.code.is_(None))
    if due is not None:
        query = query.where(_T.c.due <= due)
    if keys is not None:
        query = query.where(_T.c.key.in_(keys))
    found = connection.execute(query).scalar()
    return None if found is None else float(found)


def beat(operations: Operations, job: Job, now: float) -> None:
    """Extend the lease of a job that is still worked on."""
    with operations.writing() as connection:
        connection.execute(update(_T).where(_mine(job)).values(lease=now + LEASE))


def done(connection: Connection, job: Job) -> None:
    """End a job within the transaction of what it did. Raises Lost where it is not ours any more."""
    if connection.execute(delete(_T).where(_mine(job))).rowcount != 1:
        raise Lost
    for sha256 in (job.kept, job.body.get(ALSO)):
        if sha256 is not None:
            release_kept(connection, sha256)


def again(connection: Connection, job: Job, due: float, body: dict[str, Any] | None = None, *, well: bool = False, now: float) -> None:
    """Let a job wait until `due`, without counting this claim: it was put off, or (`well`) it is one that comes again."""
    values: dict[str, Any] = {"state": "waiting", "owner": None, "lease": None, "due": due, "changed": now}
    values |= {"attempts": 0, "code": None, "reason": None} if well else {"attempts": job.attempts - 1}
    if body is not None:
        values["body"] = packed(body)
    _change(connection, job, values)


def failed(
    connection: Connection, job: Job, code: str, reason: str, *, now: float, due: float | None, body: dict[str, Any] | None = None
) -> None:
    """Let a job that failed wait until `due`; without it, the job is dead, and listed with its reason."""
    values: dict[str, Any] = {"owner": None, "lease": None, "code": code, "reason": reason[:2000], "changed": now}
    values |= {"state": "dead"} if due is None else {"state": "waiting", "due": due}
    if body is not None:
        values["body"] = packed(body)
    _change(connection, job, values)


def wake(connection: Connection, kind: str, key: str, now: float) -> None:
    """Let the waiting jobs of this key and kind, or of a part of this kind, be due now."""
    of_kind = or_(_T.c.kind == kind, _T.c.kind.startswith(f"{kind}:", autoescape=True))
    found = and_(of_kind, _T.c.key == key, _T.c.state == "waiting", _T.c.due > now)
    connection.execute(update(_T).where(found).values(due=now))


def revive(connection: Connection, keys: list[str] | None, now: float) -> int:
    """Let dead jobs (those of `keys`, None: all) be tried again from the beginning; return how many."""
    wanted = _T.c.state == "dead" if keys is None else and_(_T.c.state == "dead", or_(_T.c.key.in_(keys), _T.c.host.in_(keys)))
    values = {"state": "waiting", "due": now, "attempts": 0, "changed": now, "code": None, "reason": None}
    return int(connection.execute(update(_T).where(wanted).values(**values)).rowcount)


def listed(connection: Connection, state: str | None = None) -> list[dict[str, Any]]:
    """Return jobs as plain rows, the longest due first."""
    query = select(_T).order_by(_T.c.due, _T.c.seq)
    if state is not None:
        query = query.where(_T.c.state == state)
    return [dict(row._mapping) for row in connection.execute(query)]


def counts(connection: Connection) -> dict[tuple[str, str], int]:
    """Return how many jobs there are by kind and state."""
    query = select(_T.c.kind, _T.c.state, func.count()).group_by(_T.c.kind, _T.c.state)
    return {(row[0], row[1]): int(row[2]) for row in connection.execute(query)}


def release_kept(connection: Connection, sha256: str) -> None:
    """Let go of captured bytes that no job needs any more."""
    users = _T.c.kept == sha256, and_(_T.c.kept.is_not(None), _T.c.body.contains(sha256))
    if not any(connection.execute(select(_T.c.seq).where(uses).limit(1)).first() for uses in users):
        connection.execute(delete(schema.kept).where(schema.kept.c.sha256 == sha256))


def backoff(seed: str, job: Job, base: float = 60.0, most: float = 6 * 3600.0) -> float:
    """Return the seconds until the next try: doubled each time from `base` to `most`, of which chance takes up to a half.

    Chance follows from `seed`, the job and the attempt, so that a run can be repeated.
    """
    full = min(most, base * 2.0 ** min(job.attempts - 1, 20))
    return full * (0.5 + 0.5 * random.Random(f"{seed}/{job.kind}/{job.key}/{job.attempts}").random())  # noqa: S311 - no secret


def _mine(job: Job) -> ColumnElement[bool]:
    return and_(_T.c.seq == job.seq, _T.c.owner == job.owner, _T.c.attempts == job.attempts, _T.c.state == "running")


def _change(connection: Connection, job: Job, values: dict[str, Any]) -> None:
    if connection.execute(update(_T).where(_mine(job)).values(**values)).rowcount != 1:
        raise Lost
