"""A web site on a free port of the loopback interface, well-behaved or hostile by path."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from builders import PROSE, gzip_bomb, item, page, pdf, rss

Answer = tuple[int, dict[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Site:
    """What the server answers: `pages` by path, `raw` byte for byte; `asked` keeps the paths that were asked for."""

    def __init__(self, port: int, stop: threading.Event) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.port = port
        self.stop = stop
        self.robots: Answer = (404, {}, b"")
        self.pages: dict[str, Answer] = _pages(self.url)
        self.raw: dict[str, bytes] = _raw()
        self.asked: list[str] = []


@contextmanager
def serve() -> Iterator[Site]:
    """Run a site until the end of the block."""
    stop = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            try:
                _answer(self, site)
            except OSError:
                self.close_connection = True  # the client had enough

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(server.server_address[1], stop)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield site
    finally:
        stop.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(handler: BaseHTTPRequestHandler, site: Site) -> None:
    path = handler.path.partition("?")[0]
    if path in site.raw:
        handler.wfile.write(site.raw[path])
        handler.close_connection = True
    elif path == "/robots.txt":
        _send(handler, site.robots)
    elif path.startswith("/endless/"):
        _send(handler, (302, {"Location": f"/endless/{len(handler.path)}{'0' * len(handler.path)}"}, b""))
    elif path.startswith("/hops/"):
        left = int(path.rpartition("/")[2])
        _send(handler, (307, {"Location": f"/hops/{left - 1}" if left else "/page"}, b""))
    elif path == "/drip":
        _drip(handler, site, b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", b"x")
    elif path == "/drip-headers":
        _drip(handler, site, b"HTTP/1.1 200 OK\r\n", b"X-A: 1\r\n")
    elif path == "/silent":
        site.stop.wait(20)
    elif path == "/flood":
        _flood(handler, site)
    else:
        _send(handler, site.pages.get(path, (404, HTML, b"<h1>Not found</h1>")))


def _send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    status, headers, body = answer
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _drip(handler: BaseHTTPRequestHandler, site: Site, start: bytes, drop: bytes) -> None:
    handler.wfile.write(start)
    while not site.stop.wait(0.05):
        handler.wfile.write(drop)
    handler.close_connection = True


def _flood(handler: BaseHTTPRequestHandler, site: Site) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    while not site.stop.is_set():
        handler.wfile.write(b"word " * 20_000)


def closed_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _pages(url: str) -> dict[str, Answer]:
    body = page("").encode()
    entries = (
        f"<item><title>One</title><link>{url}/page</link><description>Short.</description></item>"
        f"<item><title>Two</title><link>/page</link></item>"
        f"<item><title>Three</title><link>{url}/missing</link><description>A summary.</description></item>"
        f"<item><title>Four</title><link>{url}/missing</link></item>"
        f"<item><title>Five</title><link>file:///etc/hostname</link></item>"
        f"<item><title>Six</title><link>{url}/feed</link></item>"
    )
    moved: dict[str, str] = {
        "/to-page": "/page", "/to-full": f"{url}/page", "/to-nowhere": "", "/to-file": "file:///etc/hostname",
        "/to-script": "javascript:alert(1)", "/to-login": f"http://user:pass@127.0.0.1:{url.rpartition(':')[2]}/page",
        "/to-broken": "http://[::1", "/to-itself": "/to-itself", "/to-ftp": "ftp://127.0.0.1/a", "/to-far-port": "http://127.0.0.1:99999/",
        "/to-fragment": "/page#part",
    }
    pages: dict[str, Answer] = {
        "/page": (200, HTML, body),
        "/text": (200, {"Content-Type": "text/plain; charset=utf-8"}, PROSE.encode()),
        "/pdf": (200, {"Content-Type": "application/pdf"}, pdf([PROSE[:80], PROSE[80:]])),
        "/rows": (200, {"Content-Type": "application/x-ndjson"}, b'{"text": "a row"}\n{"text": "another"}\n'),
        "/feed": (200, {"Content-Type": "application/rss+xml"}, rss(item("Short text.")).encode()),
        "/links": (200, {"Content-Type": "application/rss+xml"}, rss(entries).encode()),
        "/untyped": (200, {}, body),
        "/page-as-text": (200, {"Content-Type": "text/plain"}, body),
        "/pdf-as-page": (200, HTML, pdf([PROSE[:80]])),
        "/image-as-page": (200, HTML, b"\x89PNG\r\n\x1a\n" + bytes(500)),
        "/image": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n" + bytes(500)),
        "/noise": (200, {"Content-Type": "application/octet-stream"}, bytes(range(256)) * 20),
        "/nonsense-type": (200, {"Content-Type": "a/b/c;;; charset==x; \xff"}, body),
        "/wrong-charset": (200, {"Content-Type": "text/html; charset=utf-16"}, body),
        "/no-charset": (200, {"Content-Type": "text/html; charset=klingon"}, body),
        "/empty": (200, HTML, b""),
        "/no-content": (204, {}, b""),
        "/partial": (206, HTML, body),
        "/gzip": (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(body)),
        "/deflate": (200, HTML | {"Content-Encoding": "deflate"}, zlib.compress(body)),
        "/gzip-cut": (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(body)[:-9]),
        "/gzip-lie": (200, HTML | {"Content-Encoding": "gzip"}, body),
        "/gzip-file": (200, {"Content-Type": "application/gzip"}, gzip.compress(PROSE.encode())),
        "/brotli": (200, HTML | {"Content-Encoding": "br"}, body),
        "/twice": (200, HTML | {"Content-Encoding": "gzip, gzip"}, gzip.compress(gzip.compress(body))),
        "/bomb": (200, HTML | {"Content-Encoding": "gzip"}, gzip_bomb(10)),
        "/bomb-file": (200, {"Content-Type": "application/gzip"}, gzip.compress(b" " * 10_000_000)),
        "/wall": (200, HTML, b"<html><body><p>Please enable JavaScript and cookies to continue</p></body></html>"),
        "/refresh": (200, HTML, b'<html><head><meta http-equiv="refresh" content="0;url=/page"></head></html>'),
        "/many-headers": (200, HTML | {f"X-{n}": "y" * 50 for n in range(80)}, body),
        "/cookies": (200, HTML | {"Set-Cookie": "id=1"}, body),
    }
    pages |= {f"/status/{status}": (status, HTML, b"<p>So it is.</p>") for status in (400, 401, 403, 404, 410, 418, 429, 451, 500, 502, 503)}
    return pages | {path: (302, {"Location": target} if target else {}, b"") for path, target in moved.items()}


def _raw() -> dict[str, bytes]:
    ok = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
    return {
        "/no-http": b"hello, who is there?\r\n\r\n",
        "/nothing": b"",
        "/half-a-line": b"HTTP/1.",
        "/cut-headers": b"HTTP/1.1 200 OK\r\nContent-Ty",
        "/cut-body": ok + b"Content-Length: 5000\r\n\r\n" + PROSE.encode(),
        "/bad-length": ok + b"Content-Length: many\r\n\r\n" + PROSE.encode(),
        "/negative-length": ok + b"Content-Length: -5\r\n\r\n" + PROSE.encode(),
        "/two-lengths": ok + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + PROSE.encode(),
        "/bad-chunk": ok + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n",
        "/cut-chunk": ok + b"Transfer-Encoding: chunked\r\n\r\nff\r\nhello",
        "/huge-chunk": ok + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello",
        "/bad-header": b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\nhello",
        "/NUL-header": b"HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\nhello",
        "/endless-header": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 500_000,
        "/status-99": b"HTTP/1.1 99 Hm\r\n\r\nhello",
        "/status-999": b"HTTP/1.1 999 Hm\r\nContent-Length: 0\r\n\r\n",
        "/status-words": b"HTTP/1.1 OK OK\r\n\r\nhello",
        "/http-9": b"HTTP/9.9 200 OK\r\n\r\nhello",
        "/info-first": b"HTTP/1.1 100 Continue\r\n\r\n" + ok + b"Content-Length: 7\r\n\r\nA text.",
        "/reason": b"HTTP/1.1 404 \x1b[31mRed\x1b[0m\r\nContent-Length: 0\r\n\r\n",
        "/no-length": ok + b"Connection: close\r\n\r\n" + PROSE.encode(),
    }
