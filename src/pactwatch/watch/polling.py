"""A look at one feed: what is new in it becomes jobs, in the same transaction that notes the look."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection

from pactwatch.ids import sha256_hex
from pactwatch.intake.codes import Code, failure
from pactwatch.intake.taken import Raw
from pactwatch.operations import articles, feeds, jobs, kept
from pactwatch.watch import folders
from pactwatch.watch.adding import add_reading, meta_of
from pactwatch.watch.canonical import article_key, host_of
from pactwatch.watch.context import Context
from pactwatch.watch.entries import Item, Look, day_of, last_day, look

FETCH = "fetch"
AT_ONCE = 500
"""Entries of a feed or sitemap that are taken in one transaction."""
ORDER = 1e-6
"""Seconds by which jobs of one look are parted, so that they are done in order."""


def poll(context: Context, job: jobs.Job) -> None:
    """Look at the feed of `job`; note what was found and when to look again. Raises IntakeError, Postponed, jobs.Lost."""
    with context.operations.reading() as connection:
        feed = feeds.known(connection, job.key)
    if feed is None:
        _end(context, job)
    elif feed["kind"] == "folder":
        found, note = folders.look(context, feed)
        with context.operations.writing() as connection:
            _looked(context, connection, job, feed, {"note": note}, found=found)
    else:
        _web(context, job, feed)


def _end(context: Context, job: jobs.Job) -> None:
    with context.operations.writing() as connection:
        jobs.done(connection, job)


def _web(context: Context, job: jobs.Job, feed: dict[str, Any]) -> None:
    known = {"If-None-Match": feed["etag"], "If-Modified-Since": feed["modified"]}
    raw = context.fetch(job, feed["url"], {name: value for name, value in known.items() if value})
    if raw.status == 304 or sha256_hex(raw.body) == feed["sha256"]:
        with context.operations.writing() as connection:
            _looked(context, connection, job, feed, {}, found=0)
        return
    seen = look(raw, feed["url"])
    if seen.kind == "page" and feed["kind"] in {"feed", "sitemap"}:
        raise failure(Code.BROKEN_FEED, f"the address gives a page where it gave a {feed['kind']} before; see it in a browser")
    values = {
        "kind": seen.kind, "title": seen.title or feed["title"], "etag": raw.headers.get("etag"),
        "modified": raw.headers.get("last-modified"), "sha256": sha256_hex(raw.body), "note": seen.note,
    }  # fmt: skip
    early, rest = _parted(context, seen)
    taken = sum(_some(context, feed, raw, items) for items in early)
    with context.operations.writing() as connection:
        found = taken + (_page(context, connection, feed, raw) if seen.kind == "page" else _listed(context, connection, feed, raw, seen, rest))
        if seen.kind == "feed" and feed["succeeded"] and found and found == len(seen.items):
            values["note"] = "all entries were new at once: some may have come and gone between two looks"
        if seen.sitemaps and feed["parent"] is not None:
            values["note"] = "this index of sitemaps is listed by another one; it is not followed further"
        _looked(context, connection, job, feed, values, found=found, floor=_floor(raw, seen))


def _looked(
    context: Context, connection: Connection, job: jobs.Job, feed: dict[str, Any], values: dict[str, Any], *, found: int, floor: float = 0.0
) -> None:
    now = context.clock.now()
    reach = feeds.RANGE if feed["parent"] is None else feeds.ARCHIVE
    pace = feeds.next_pace(feed["pace"], feed["base"], found > 0, min(floor, feed["base"] * feeds.RANGE), reach)
    feeds.looked(connection, feed["url"], now, values | {"pace": pace, "found": feed["found"] + found})
    jobs.again(connection, job, now + context.spread(pace, job.key), {}, well=True, now=now)


def _floor(raw: Raw, seen: Look) -> float:
    """Return the seconds within which the feed itself says that it does not change: ttl, Cache-Control max-age."""
    control = raw.headers.get("cache-control", "").replace(" ", "").lower()
    age = next((part[8:] for part in control.split(",") if part.startswith("max-age=")), "")
    return max(seen.pace or 0.0, float(age[:9]) if age.isdecimal() else 0.0)


def _parted(context: Context, seen: Look) -> tuple[list[list[Item]], list[Item]]:
    """Return what is not too old, the oldest first, in parts of which each is taken at once: nobody waits long for a long list."""
    wanted = [item for item in reversed(seen.items) if not _is_old(context, item)]
    parts = [wanted[first : first + AT_ONCE] for first in range(0, len(wanted), AT_ONCE)]
    return parts[:-1], parts[-1] if parts else []


def _some(context: Context, feed: dict[str, Any], raw: Raw, items: list[Item]) -> int:
    with context.operations.writing() as connection:
        return _take_all(context, connection, feed, raw, items)


def _listed(context: Context, connection: Connection, feed: dict[str, Any], raw: Raw, seen: Look, items: list[Item]) -> int:
    now, fresh = context.clock.now(), 0
    for url, changed in seen.sitemaps:
        old = _is_before(context, last_day(changed) if changed is not None else None)
        if feed["parent"] is None and not old:
            fresh += feeds.add(connection, feeds.Address(url=url), host_of(url), now, feed["base"], parent=feed["url"])
    return fresh + _take_all(context, connection, feed, raw, items)


def _take_all(context: Context, connection: Connection, feed: dict[str, Any], raw: Raw, items: list[Item]) -> int:
    now = context.clock.now()
    known = articles.stamps(connection, [name for item in items for name in item.names])
    fresh = 0
    for number, item in enumerate(items):
        if all(known.get(name) == (feed["url"], item.stamp) for name in item.names):
            continue  # as it was
        fresh += _take(connection, feed, raw, item, now, now + number * ORDER)
    return fresh


def _is_old(context: Context, item: Item) -> bool:
    return _is_before(context, day_of(item))


def _is_before(context: Context, day: str | None) -> bool:
    return context.settings.since is not None and day is not None and day < context.settings.since


def _take(connection: Connection, feed: dict[str, Any], raw: Raw, item: Item, now: float, due: float) -> bool:
    """Add the job of an article that is new, or that its feed says has changed; say whether there was one."""
    found = articles.find(connection, item.names)
    if found is None:
        article = articles.new(connection, item.url or feed["url"], feed["url"], item.names, item.stamp, now)
    else:
        article = int(found["seq"])
        articles.call(connection, article, item.names)
        if found["feed"] != feed["url"]:
            if feeds.known(connection, found["feed"]) is None:  # nobody tells of its changes any more
                articles.change(connection, article, now, feed=feed["url"], stamp=item.stamp)
            return False
        if found["stamp"] == item.stamp or not item.stamp:
            return False
        articles.change(connection, article, now, stamp=item.stamp)
    draft = msgspec.to_builtins(item.draft)
    if item.is_whole:
        add_reading(connection, article, raw, "entry", draft, now, due)
    else:
        body: dict[str, Any] = {"article": article, "url": item.url, "draft": draft}
        sha256 = None
        if item.draft.text.strip():  # what the feed tells stands in for a page that cannot be had
            sha256 = kept.keep(connection, raw.body)
            body["feed"] = meta_of(raw)
        new = jobs.New(kind=FETCH, key=str(article), host=host_of(item.url or ""), due=due, body=body, kept=sha256)
        jobs.renew(connection, new, now)
    return True


def _page(context: Context, connection: Connection, feed: dict[str, Any], raw: Raw) -> int:
    """Take a watched page as an article, which changes as the page does."""
    now = context.clock.now()
    names = (article_key(feed["url"]), article_key(raw.final_url or feed["url"]))
    found = articles.find(connection, names)
    article = int(found["seq"]) if found is not None else articles.new(connection, feed["url"], feed["url"], names, None, now)
    if found is not None and found["sha256"] == sha256_hex(raw.body):
        return 0
    add_reading(connection, article, raw, "page", None, now, now)
    return 1
