"""The servers of the small web: its hosts, a mail server and a webhook, in one process, which logs who asked what and when.

Time is simulated and shared: one number in a small file that all processes map. Only the watch lets it pass.
"""

from __future__ import annotations

import asyncio
import json
import mmap
import multiprocessing
import os
import signal
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any

from evaluation.watch_world import PACED, Article, Plan, packed

BOMB = packed(b" " * 12_000_000)
HUGE = b"<rss version='2.0'><channel><title>Huge</title>" + b"<!-- nothing to see here -->" * 120_000
STALL = 3.0
"""Seconds of real time that a slow feed takes, more than the limit of the watch."""


class SharedClock:
    """Simulated time in a file of eight bytes."""

    patience = 60.0

    def __init__(self, path: Path, start: float | None = None) -> None:
        if start is not None:
            path.write_bytes(struct.pack("<d", start))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 8)

    def now(self) -> float:
        """Return the time."""
        return float(struct.unpack("<d", self._map[:8])[0])

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Let time pass at once."""
        if not stop.is_set():
            self._map[:8] = struct.pack("<d", self.now() + max(0.0, seconds))


class Web:
    """Answers for a plan; `log` gets a line of JSON for each request, message and hook."""

    def __init__(self, plan: Plan, clock: SharedClock, log: Path) -> None:
        self._plan, self._clock = plan, clock
        self._log = log.open("a", encoding="utf-8")
        self._asked: dict[str, int] = {}

    def note(self, **what: Any) -> None:
        """Write one line of the log."""
        self._log.write(json.dumps({"at": self._clock.now(), **what}) + "\n")
        self._log.flush()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request and close."""
        host = writer.get_extra_info("sockname")[0]
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            method, path, _ = head.split("\r\n", 1)[0].split(" ", 2)
            headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
            if method == "POST":
                await self._hook(headers, reader, writer)
                return
            at = self._clock.now()
            status, out, body, stall = self._answer(host, path.partition("?")[0], headers)
            self.note(kind="request", host=host, path=path, status=status, began=at)
            if stall:
                await asyncio.sleep(stall)
            _send(writer, status, out, body)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            pass
        finally:
            writer.close()

    async def _hook(self, headers: dict[str, str], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        body = await reader.readexactly(int(headers["content-length"]))
        names = ("idempotency-key", "pactwatch-timestamp", "pactwatch-signature")
        self.note(kind="hook", body=body.decode(), **{name: headers.get(name, "") for name in names})
        _send(writer, 204, {}, b"")
        await writer.drain()

    def _answer(self, host: str, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes, float]:
        plan, now = self._plan, self._clock.now()
        times = self._asked[host + path] = self._asked.get(host + path, 0) + 1
        if path == "/robots.txt":
            paced = any(plan.host(feed) == host for feed in range(plan.feeds) if plan.fault(feed) == "paced")
            rules = f"User-agent: *\nCrawl-delay: {PACED:g}\n" if paced else "User-agent: Pactwatch\nDisallow: /*/private/\n"
            return 200, {"Content-Type": "text/plain"}, rules.encode(), 0.0
        number, _, rest = path[1:].partition("/")
        feed = int(number) if number.isdecimal() else -1
        if feed < 0 or feed >= plan.feeds or plan.host(feed) != host:
            return 404, {}, b"no such place", 0.0
        kind, _, last = rest.rpartition("/")
        article = plan.by_number.get(int(last)) if last.isdecimal() else None
        if article is not None and article.feed == feed and article.at <= now:
            return self._article(article, kind, times)
        if rest == "index.xml":
            return 200, {"Content-Type": "application/xml"}, plan.index_body(feed), 0.0
        if rest in {"feed.xml", "sitemap.xml", "part.xml"}:
            return self._feed(feed, headers, times)
        return 404, {}, b"no such page", 0.0

    def _article(self, article: Article, kind: str, times: int) -> tuple[int, dict[str, str], bytes, float]:
        if kind == "go":
            return 301, {"Location": f"/{article.feed}/a/{article.number}"}, b"", 0.0
        if self._plan.fault(article.feed) == "late" and times <= 2:
            return (404 if times == 1 else 503), {}, b"not yet", 0.0
        return 200, {"Content-Type": "text/html; charset=utf-8"}, self._plan.page(article, self._clock.now()), 0.0

    def _feed(self, feed: int, headers: dict[str, str], times: int) -> tuple[int, dict[str, str], bytes, float]:
        plan, now = self._plan, self._clock.now()
        fault, rss = plan.fault(feed), {"Content-Type": "application/rss+xml"}
        body = plan.feed_body(feed, now)
        mark = f'"{hash_of(body)}"'
        if fault == "gone":
            return 404, {}, b"gone", 0.0
        if fault == "etag":
            return (304, {"ETag": mark}, b"", 0.0) if headers.get("if-none-match") == mark else (200, rss | {"ETag": mark}, body, 0.0)
        if fault == "modified":
            since = f"Sun, 15 Jun 2025 15:{int(mark[1:3], 16) % 60:02d}:{int(mark[3:5], 16) % 60:02d} GMT"
            same = headers.get("if-modified-since") == since.lower()
            return (304, {}, b"", 0.0) if same else (200, rss | {"Last-Modified": since}, body, 0.0)
        if fault == "slow" and times <= 1:
            return 200, rss, body, STALL
        if plan.failing(feed, now):
            return {
                "broken": (200, rss, body[: len(body) // 3].replace(b"<rss", b"<rs"), 0.0), "huge": (200, rss, HUGE, 0.0),
                "loop": (302, {"Location": f"/{feed}/feed.xml"}, b"", 0.0), "busy": (429, {"Retry-After": "1800"}, b"later", 0.0),
                "error": (500, {}, b"sorry", 0.0), "bomb": (200, rss | {"Content-Encoding": "gzip"}, BOMB, 0.0),
            }.get(fault, (200, rss, body, 0.0))  # fmt: skip
        if fault == "bomb":
            return 200, rss | {"Content-Encoding": "gzip"}, packed(body), 0.0
        return 200, rss, body, 0.0


class Mailbox:
    """What aiosmtpd hands messages to."""

    def __init__(self, web: Web) -> None:
        self._web = web

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Note a message."""
        message = message_from_bytes(envelope.content)
        self._web.note(kind="mail", id=message["Message-ID"], to=envelope.rcpt_tos, subject=message["Subject"], text=str(message.get_payload()))
        return "250 OK"


def hash_of(body: bytes) -> str:
    """Return what stands for a body in its ETag."""
    from pactwatch.ids import sha256_hex

    return sha256_hex(body)[:16]


def _send(writer: asyncio.StreamWriter, status: int, headers: dict[str, str], body: bytes) -> None:
    head = f"HTTP/1.1 {status} Status\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    writer.write(head.encode("latin-1") + b"\r\n" + (b"" if status in {204, 304} else body))


def _run(plan: Plan, folder: Path, ready: Any, ports: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from aiosmtpd.smtp import SMTP

    async def main() -> None:
        web = Web(plan, SharedClock(folder / "clock"), folder / "web.log")
        loop = asyncio.get_running_loop()
        first = await asyncio.start_server(web.serve, "127.0.0.1", 0)
        plan.port = ports[0] = first.sockets[0].getsockname()[1]
        rest = await asyncio.start_server(web.serve, plan.every_host(), plan.port)
        mail = await loop.create_server(lambda: SMTP(Mailbox(web), enable_SMTPUTF8=True), "127.0.0.1", 0)
        ports[1] = mail.sockets[0].getsockname()[1]
        ready.set()
        async with first, rest, mail:
            await asyncio.Event().wait()

    asyncio.run(main())


@contextmanager
def served(plan: Plan, folder: Path) -> Iterator[int]:
    """Serve a plan from a process of its own; set its port, and give that of the mail server."""
    context = multiprocessing.get_context("fork")
    ready, ports = context.Event(), context.Array("i", 2)
    process = context.Process(target=_run, args=(plan, folder, ready, ports), daemon=True)
    process.start()
    try:
        if not ready.wait(20):
            raise RuntimeError("the servers did not start")
        plan.port = ports[0]
        yield int(ports[1])
    finally:
        os.kill(process.pid or 0, signal.SIGTERM)
        process.join()


def logged(folder: Path, kind: str) -> list[dict[str, Any]]:
    """Return the lines of the log of one kind; the last may be half written."""
    out = []
    for line in (folder / "web.log").read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if row["kind"] == kind:
            out.append(row)
    return out
