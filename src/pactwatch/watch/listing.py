"""`pactwatch watch status|list|add|remove|retry`: what is watched, how it goes, what was given up and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pactwatch.alerts.codes import NOT_WATCHED
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.printing import write, write_csv
from pactwatch.errors import UsageError
from pactwatch.operations import articles, feeds, jobs
from pactwatch.operations.opening import Operations, exists, unpacked
from pactwatch.store import open_ledger
from pactwatch.watch.addresses import addresses
from pactwatch.watch.canonical import host_of
from pactwatch.watch.clock import SystemClock, stamp

COLUMNS = ("url", "kind", "title", "last_success", "last_try", "next_due", "every", "failures", "code", "reason", "note", "articles")


def status(ledger: str, form: Format) -> None:
    """Print the feeds with last success, next look and errors, and all that was given up."""
    data = _status(ledger)
    if form is Format.json:
        write(encode_json(data) + b"\n")
    elif form is Format.jsonl:
        write(b"".join(encode_json(row) + b"\n" for row in data["feeds"]))
    elif form is Format.csv:
        write_csv([csv_line(COLUMNS), *(csv_line(["" if row[name] is None else str(row[name]) for name in COLUMNS]) for row in data["feeds"])])
    else:
        lines = (line[: len(line) - len(line.lstrip(" "))] + one_line(line) for line in _table(data))
        write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
    if not data["feeds"]:
        say("nothing is watched; `pactwatch watch add FEEDS` adds feeds")


def _status(ledger: str) -> dict[str, Any]:
    with open_ledger(ledger) as opened, opened.beside() as connection:
        if not exists(connection):
            return {"feeds": [], "jobs": [], "dead": [], "articles": {}}
        every = [_feed(row) for row in feeds.listed(connection)]
        counts = [{"kind": kind, "state": state, "count": count} for (kind, state), count in sorted(jobs.counts(connection).items())]
        dead = [_dead(row) for row in jobs.listed(connection, "dead")]
        return {"feeds": every, "jobs": counts, "dead": dead, "articles": articles.counts(connection)}


def _feed(row: dict[str, Any]) -> dict[str, Any]:
    def at(value: float | None) -> str | None:
        return None if value is None else stamp(value)

    return {
        "url": row["url"], "kind": row["kind"], "title": row["title"], "last_success": at(row["succeeded"]), "last_try": at(row["tried"]),
        "next_due": at(row["due"]) if row["state"] == "waiting" else None, "state": row["state"], "every": round(row["pace"]),
        "failures": row["failures"], "code": row["code"], "reason": row["reason"], "note": row["note"], "articles": row["found"],
        "index": row["parent"],
    }  # fmt: skip


def _dead(row: dict[str, Any]) -> dict[str, Any]:
    body = unpacked(row["body"]) or {}
    name = body.get("url") or (body.get("raw") or {}).get("source") or row["key"]
    return {"job": row["key"], "kind": row["kind"], "of": name, "code": row["code"], "reason": row["reason"], "since": stamp(row["changed"])}


def _table(data: dict[str, Any]) -> list[str]:
    lines = []
    for row in data["feeds"]:
        seen = f"last looked at {row['last_success']}" if row["last_success"] else "never had"
        due = f", next at {row['next_due']}" if row["next_due"] else ", given up" if row["state"] == "dead" else ", being looked at"
        lines.append(f"{row['title'] or row['url']}  ({row['kind']}, every {row['every']} s, {row['articles']} articles)")
        lines.append(f"    {row['url']}")
        lines.append(f"    {seen}{due}")
        if row["code"]:
            lines.append(f"    {row['code']} {row['reason']} ({row['failures']} times in a row)")
        if row["note"]:
            lines.append(f"    note: {row['note']}")
    lines += [f"{row['count']} {row['kind']} jobs {row['state']}" for row in data["jobs"]]
    lines += [f"{count} articles {state}" for state, count in sorted(data["articles"].items())]
    if data["dead"]:
        lines.append("given up; `pactwatch watch retry JOB` tries one again, --all all of them")
        lines += [f"    {row['kind']} {row['job']}: {row['of']}: {row['code']} {row['reason']}" for row in data["dead"]]
    return lines


def add(ledger: str, sources: Sequence[str], interval: float) -> None:
    """Watch what `sources` name from now on."""
    found = [address for source in sources for address in addresses(source)]
    clock = SystemClock()
    with open_ledger(ledger, create=True) as opened, Operations(opened).writing() as connection:
        for address in found:
            host = host_of(address.url) if address.kind != "folder" else ""
            new = feeds.add(connection, address, host, clock.now(), interval)
            write(f"{one_line(address.url)}: {'added' if new else 'is watched already'}\n".encode("utf-8", "backslashreplace"))


def remove(ledger: str, urls: Sequence[str]) -> None:
    """Watch these addresses no longer; UsageError PW183 for one that is not watched, and then none is removed."""
    with open_ledger(ledger, create=True) as opened, Operations(opened).writing() as connection:
        for url in urls:
            named = next((name for name in (url, *(one.url for one in _known(url))) if feeds.known(connection, name)), None)
            if named is None or not feeds.remove(connection, named):
                raise UsageError(f"{url} is not watched; `pactwatch watch list` shows what is", code=NOT_WATCHED)
            write(f"{one_line(named)}: removed; what was read from it stays\n".encode("utf-8", "backslashreplace"))


def _known(url: str) -> list[feeds.Address]:
    try:
        return addresses(url)
    except UsageError:
        return []


def names(ledger: str, form: Format) -> None:
    """Print what is watched."""
    rows = _status(ledger)["feeds"]
    if form is Format.json:
        write(encode_json({"feeds": rows}) + b"\n")
    elif form is Format.jsonl:
        write(b"".join(encode_json(row) + b"\n" for row in rows))
    elif form is Format.csv:
        write_csv([csv_line(("url", "kind", "title")), *(csv_line([row["url"], row["kind"], row["title"] or ""]) for row in rows)])
    else:
        lines = (f"{row['url']}" + (f" ({row['title']})" if row["title"] else "") for row in rows)
        write("".join(f"{one_line(line)}\n" for line in lines).encode("utf-8", "backslashreplace"))
    if not rows:
        say("nothing is watched; `pactwatch watch add FEEDS` adds feeds")


def retry(ledger: str, wanted: Sequence[str], *, everything: bool) -> None:
    """Try again what was given up; UsageError PW183 where nothing is called so."""
    if not wanted and not everything:
        raise UsageError("name jobs that were given up, or --all; `pactwatch watch status` lists them", code=NOT_WATCHED)
    with open_ledger(ledger, create=True) as opened, Operations(opened).writing() as connection:
        count = jobs.revive(connection, None if everything else list(wanted), SystemClock().now())
    if not count and wanted:
        raise UsageError("no job of this name was given up; `pactwatch watch status` lists them", code=NOT_WATCHED)
    say(f"{count} jobs are tried again by the next `pactwatch watch`")
