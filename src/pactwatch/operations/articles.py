"""Articles, each once: by all the names that addresses and feeds give it, with the documents that it was over time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert, select, update

from pactwatch.operations import schema
from pactwatch.operations.opening import add_new

AT_ONCE = 500
"""Names asked for in one query; databases bound the number of parameters."""
_T, _N, _V = schema.articles, schema.names, schema.versions


def find(connection: Connection, names: Iterable[str]) -> dict[str, Any] | None:
    """Return the article that goes by one of `names`, by the first that is known."""
    wanted = list(names)
    found = {row.name: row.article for row in connection.execute(select(_N).where(_N.c.name.in_(wanted)))}
    for name in wanted:
        if name in found:
            return get(connection, found[name])
    return None


def stamps(connection: Connection, names: list[str]) -> dict[str, tuple[str, str | None]]:
    """Return the feed and the stamp of the article that each of `names` leads to, as far as they are known."""
    found: dict[str, tuple[str, str | None]] = {}
    for first in range(0, len(names), AT_ONCE):
        query = select(_N.c.name, _T.c.feed, _T.c.stamp).join(_T, _T.c.seq == _N.c.article)
        for row in connection.execute(query.where(_N.c.name.in_(names[first : first + AT_ONCE]))):
            found[row.name] = (row.feed, row.stamp)
    return found


def get(connection: Connection, article: int) -> dict[str, Any]:
    """Return the article with this seq."""
    return dict(connection.execute(select(_T).where(_T.c.seq == article)).one()._mapping)


def new(connection: Connection, url: str, feed: str, names: Iterable[str], stamp: str | None, now: float) -> int:
    """Add an article that goes by `names`; return its seq."""
    row = {"url": url, "feed": feed, "state": "waiting", "stamp": stamp, "first": now, "changed": now}
    made = connection.execute(insert(_T).values(**row)).inserted_primary_key
    article = int(made[0]) if made is not None else 0
    call(connection, article, names)
    return article


def call(connection: Connection, article: int, names: Iterable[str]) -> None:
    """Let an article go by further `names`; those that another one has stay that one's."""
    add_new(connection, _N, [{"name": name, "article": article} for name in dict.fromkeys(names)])


def change(connection: Connection, article: int, now: float, **values: Any) -> None:
    """Note what is known about an article now."""
    connection.execute(update(_T).where(_T.c.seq == article).values(changed=now, **values))


def join(connection: Connection, article: int, other: int, now: float) -> None:
    """Note that an article is the `other` one: its names lead there from now on."""
    connection.execute(update(_N).where(_N.c.article == article).values(article=other))
    change(connection, article, now, state="same")


def version(connection: Connection, article: int, document: str, now: float) -> str | None:
    """Note that an article is a document from now on, before it is read; return the one that it replaces, if it was another before."""
    before = get(connection, article)["document"]
    replaced = before if before and before != document else None
    add_new(connection, _V, [{"document": document, "article": article, "replaces": replaced, "at": now}])
    return replaced


def became(connection: Connection, article: int, document: str | None, sha256: str | None, now: float) -> None:
    """Note that an article was read: the document that it is now (None: it is a file of several), and the bytes."""
    change(connection, article, now, state="read", document=document, sha256=sha256)


def replaced_by(connection: Connection, document: str) -> str | None:
    """Return the document that this one stands in place of: the same article as it was before it changed."""
    return connection.execute(select(_V.c.replaces).where(_V.c.document == document)).scalar()


def counts(connection: Connection) -> dict[str, int]:
    """Return how many articles there are by state."""
    from sqlalchemy import func

    return {row[0]: int(row[1]) for row in connection.execute(select(_T.c.state, func.count()).group_by(_T.c.state))}


def unread(connection: Connection) -> list[dict[str, Any]]:
    """Return the articles that could not be had or read, the latest first."""
    return [dict(row._mapping) for row in connection.execute(select(_T).where(_T.c.state == "dead").order_by(_T.c.changed.desc()))]
