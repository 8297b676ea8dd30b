"""Fetching one article: its bytes are kept first, and a job to read them is added in the same transaction."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection

from pactwatch.errors import LedgerError, PactwatchError
from pactwatch.ids import sha256_hex
from pactwatch.intake.taken import Raw
from pactwatch.operations import articles, jobs, kept
from pactwatch.watch.adding import add_reading
from pactwatch.watch.canonical import article_key
from pactwatch.watch.context import Context
from pactwatch.watch.polling import FETCH


def fetch(context: Context, job: jobs.Job) -> None:
    """Fetch the article of `job`. Raises IntakeError, Postponed, jobs.Lost."""
    with context.operations.reading() as connection:
        article = articles.get(connection, int(job.body["article"]))
    url = str(job.body["url"])
    known = {"If-None-Match": article["etag"], "If-Modified-Since": article["modified"]}
    raw = context.fetch(job, url, {name: value for name, value in known.items() if value and article["document"]})
    with context.operations.writing() as connection:
        if raw.status != 304:
            _captured(context, connection, job, article, raw)
        jobs.done(connection, job)


def _captured(context: Context, connection: Connection, job: jobs.Job, article: dict[str, Any], raw: Raw) -> None:
    now, seq, draft = context.clock.now(), int(article["seq"]), job.body.get("draft")
    summary = {"feed": job.body["feed"], jobs.ALSO: job.kept} if job.kept is not None else {}
    other = articles.find(connection, [article_key(raw.final_url or raw.source)])
    if other is not None and other["seq"] != seq:  # it redirects to an article that is known by itself
        articles.join(connection, seq, int(other["seq"]), now)
        if other["state"] == "dead":
            add_reading(connection, int(other["seq"]), raw, "page", draft, now, now, **summary)
        return
    articles.call(connection, seq, [article_key(raw.final_url or raw.source)])
    articles.change(connection, seq, now, etag=raw.headers.get("etag"), modified=raw.headers.get("last-modified"))
    if sha256_hex(raw.body) != article["sha256"]:
        add_reading(connection, seq, raw, "page", draft, now, now, **summary)


def give_up(context: Context, connection: Connection, job: jobs.Job, error: PactwatchError) -> bool:
    """Have what the feed itself tells of an article read, whose page cannot be had or read; False where it tells nothing."""
    now, seq = context.clock.now(), int(job.body["article"])
    draft, told = job.body.get("draft") or {}, job.body.get("feed")
    sha256 = job.kept if job.kind == FETCH else job.body.get(jobs.ALSO)
    if told is None or sha256 is None or isinstance(error, LedgerError) or articles.get(connection, seq)["document"]:
        articles.change(connection, seq, now, state="dead")
        return False
    note = f"only the feed's summary was taken in, the linked page could not be ({error.code}: {error})"
    raw = msgspec.convert(told | {"body": kept.load(connection, sha256)}, Raw)
    articles.change(connection, seq, now, etag=None, modified=None)
    add_reading(connection, seq, raw, "entry", draft | {"notes": [*draft.get("notes", ()), note]}, now, now)
    return True
