"""A site whose pages a test sets as it goes, and a watch of it on simulated time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pactwatch.alerts.delivering import Deliverer
from pactwatch.alerts.detecting import Detector
from pactwatch.alerts.rules import Rules
from pactwatch.operations import feeds
from pactwatch.operations.opening import Operations
from pactwatch.store import ClaimFilter, open_ledger
from pactwatch.watch.addresses import addresses
from pactwatch.watch.canonical import host_of
from pactwatch.watch.clock import SimulatedClock, stamp
from pactwatch.watch.context import Context
from pactwatch.watch.settings import Settings
from pactwatch.watch.worker import Worker

START = 1_750_000_000.0
Answer = tuple[int, Mapping[str, str], bytes]
Page = Answer | Callable[[Mapping[str, str]], Answer]
HTML, RSS = {"Content-Type": "text/html; charset=utf-8"}, {"Content-Type": "application/rss+xml"}


class Site:
    """`pages` by path; `asked` what was asked for, with the simulated time."""

    def __init__(self, clock: SimulatedClock) -> None:
        self.clock = clock
        self.url = ""
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[float, str]] = []

    def paths(self) -> list[str]:
        return [path for _, path in self.asked if path != "/robots.txt"]

    def feed(self, *items: str, path: str = "/feed") -> None:
        body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>The Wire</title>{''.join(items)}</channel></rss>"
        self.pages[path] = (200, RSS, body.encode())

    def article(self, path: str, text: str, title: str = "A report", head: str = "") -> None:
        body = f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
        self.pages[path] = (200, HTML, body.encode())


def item(link: str, title: str = "A report", text: str = "", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link><description>{text}</description>{more}</item>"


@contextmanager
def served(clock: SimulatedClock) -> Iterator[Site]:
    site = Site(clock)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path
            site.asked.append((clock.now(), path))
            found = site.pages.get(path) or site.pages.get(path.partition("?")[0]) or (404, {}, b"")
            status, headers, body = found(self.headers) if callable(found) else found
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Watch:
    """A watch of sources into a ledger, with alerts if there are rules."""

    def __init__(self, folder: Path, clock: SimulatedClock, rules: Rules | None = None, **settings: object) -> None:
        self.clock = clock
        self.ledger = open_ledger(folder / "ledger.db", create=True, clock=lambda: stamp(clock.now()), who="tester")
        self.operations = Operations(self.ledger)
        known = {"engine": "rules", "allow_private": True, "seed": "test", "timeout": 5.0}
        self.told: list[tuple[str, str]] = []
        self.context = Context(self.operations, clock, Settings(**{**known, **settings}), lambda kind, line: self.told.append((kind, line)))
        self.worker = Worker(self.context)
        self.stop = threading.Event()
        self.detector = self.deliverer = None
        if rules is not None:
            self.detector = Detector(self.operations, rules, clock.now)
            self.detector.begin(from_now=True)
            self.deliverer = Deliverer(self.operations, rules, clock.now, "test")

    def add(self, *sources: str) -> None:
        with self.operations.writing() as connection:
            for source in sources:
                for address in addresses(source):
                    feeds.add(connection, address, host_of(address.url), self.clock.now(), self.context.settings.interval)

    def once(self) -> None:
        self.worker.drain(self.stop)
        if self.detector is not None and self.deliverer is not None:
            self.detector.run()
            self.deliverer.drain()

    def run(self, hours: float) -> None:
        self.worker.run(self.stop, self.clock.now() + hours * 3600)

    def documents(self) -> list[tuple[str | None, str]]:
        with self.ledger.view() as view:
            return [(reading.document.url, reading.document.text) for reading in view.readings()]

    def claims(self, **wanted: str) -> list[str]:
        with self.ledger.view() as view:
            return [row.claim.id for row in view.claims(ClaimFilter(**wanted))]
