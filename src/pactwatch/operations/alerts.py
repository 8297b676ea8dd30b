"""What was alerted of: the log that the app shows, and the outbox of what goes further."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, func, select, update

from pactwatch.ids import content_id
from pactwatch.model import Frozen
from pactwatch.operations import jobs, schema
from pactwatch.operations.opening import add_new, exists, packed, put, unpacked
from pactwatch.store.view import View

DELIVER = "deliver"
AT_ONCE = 500
"""Alerts that are looked up together."""
_T, _D, _S = schema.alerts, schema.deliveries, schema.subjects


class Alert(Frozen, frozen=True, kw_only=True):
    """One alert: which rule, why, of what. `key` is what it is alerted of only once by this rule; `at` seconds since 1970.

    `subjects` are what the rule has alerted of with it, where once is enough for all of a story.
    """

    id: str
    rule: str
    key: str
    title: str
    text: str
    at: float = 0.0
    document: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    claims: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    story: str | None = None
    provision: str | None = None
    subjects: tuple[str, ...] = ()


class Delivery(Frozen, frozen=True, kw_only=True):
    """Where one alert went: `channel` as the rules name it, `state` waiting, sent or dead."""

    channel: str
    state: str
    at: float
    reason: str | None = None


class Logged(Frozen, frozen=True, kw_only=True):
    """An alert of the log with its deliveries."""

    alert: Alert
    deliveries: tuple[Delivery, ...]


def alert_id(rule: str, key: str) -> str:
    """Return the id of the alert of this rule about this."""
    return content_id("alert", rule, key)


def kind_of(channel: str) -> str:
    """Return the kind of the jobs that deliver by a channel, as `Delivery` names it: whoever has no such channel claims none of them."""
    return f"{DELIVER}:{channel.partition('/')[0]}"


def record(connection: Connection, alert: Alert, targets: Iterable[str], now: float) -> bool:
    """Keep an alert with the jobs that deliver it; False where the rule has alerted of this before."""
    if connection.execute(select(_T.c.seq).where(_T.c.rule == alert.rule, _T.c.key == alert.key)).first() is not None:
        return False
    if alert.subjects:
        known = select(_S.c.subject).where(_S.c.rule == alert.rule, _S.c.subject.in_(alert.subjects)).limit(1)
        told = connection.execute(known).first() is not None
        add_new(connection, _S, [{"rule": alert.rule, "subject": one, "alert": alert.id} for one in alert.subjects])
        if told:
            return False
    add_new(connection, _T, [{"id": alert.id, "rule": alert.rule, "key": alert.key, "at": now, "body": packed(alert)}])
    for channel in dict.fromkeys(targets):
        put(connection, _D, {"alert": alert.id, "channel": channel, "state": "waiting", "at": now})
        jobs.add(connection, jobs.New(kind=kind_of(channel), key=f"{alert.id} {channel}", due=now), now)
    return True


def settle(connection: Connection, alert: str, channel: str, state: str, now: float, reason: str | None = None) -> None:
    """Note that an alert was sent by a channel, or cannot be."""
    found = (_D.c.alert == alert, _D.c.channel == channel)
    connection.execute(update(_D).where(*found).values(state=state, at=now, reason=reason))


def get(connection: Connection, alert: str) -> Alert | None:
    """Return the alert with this id."""
    row = connection.execute(select(_T).where(_T.c.id == alert)).first()
    return None if row is None else _alert(row)


def sent_by(connection: Connection, channel: str, most: int) -> list[Alert]:
    """Return the alerts that went, or go, by a channel: the newest first, at most so many."""
    query = select(_T).join(_D, _D.c.alert == _T.c.id).where(_D.c.channel == channel).order_by(_T.c.seq.desc()).limit(most)
    return [_alert(row) for row in connection.execute(query)]


def logged(view: View, ids: Collection[str]) -> dict[str, Logged]:
    """Return the alerts with these ids, each with where it went."""
    found: dict[str, Logged] = {}
    every = list(ids)
    for start in range(0, len(every), AT_ONCE):
        rows = view.connection.execute(select(_T).where(_T.c.id.in_(every[start : start + AT_ONCE])))
        found |= {one.alert.id: one for one in _gone(view.connection, [_alert(row) for row in rows])}
    return found


def alerts_log(view: View, *, rule: str | None = None, limit: int | None = 100, offset: int = 0) -> list[Logged]:
    """Return the alerts of a ledger, the newest first, each with where it went; none where nothing was ever watched."""
    connection = view.connection
    if not exists(connection):
        return []
    query = select(_T).order_by(_T.c.seq.desc()).limit(limit).offset(offset or None)
    found = [_alert(row) for row in connection.execute(query if rule is None else query.where(_T.c.rule == rule))]
    return _gone(connection, found)


def _gone(connection: Connection, found: list[Alert]) -> list[Logged]:
    """Return alerts with where each went."""
    gone: dict[str, list[Delivery]] = {}
    for row in connection.execute(select(_D).where(_D.c.alert.in_([one.id for one in found])).order_by(_D.c.channel)):
        gone.setdefault(row.alert, []).append(Delivery(channel=row.channel, state=row.state, at=row.at, reason=row.reason))
    return [Logged(alert=one, deliveries=tuple(gone.get(one.id, ()))) for one in found]


def mark(view: View) -> str:
    """Return what changes whenever an alert, a delivery or a reopened conclusion comes or changes: for entity tags."""
    connection = view.connection
    if not exists(connection):
        return ""
    reopened = schema.reopened
    parts = (func.max(_T.c.seq), func.max(_D.c.at), func.max(reopened.c.seq))
    found = [connection.execute(select(part)).scalar() for part in parts]
    sent = connection.execute(select(func.count()).where(_D.c.state != "waiting")).scalar()
    return "/".join(str(part) for part in (*found, sent))


def count(view: View) -> int:
    """Return how many alerts there are."""
    return int(view.connection.execute(select(func.count()).select_from(_T)).scalar_one()) if exists(view.connection) else 0


def _alert(row: Any) -> Alert:
    import msgspec

    return msgspec.convert(unpacked(row.body) | {"at": row.at}, Alert)
