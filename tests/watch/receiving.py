"""A receiver of webhooks on this machine, which answers as a test says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

Answering = Callable[[dict[str, str], bytes], tuple[int, Mapping[str, str]]]
"""Takes the headers, by their names in small letters, and the body of a POST; gives status and headers of the answer."""


@contextmanager
def receiving(answer: Answering) -> Iterator[str]:
    """Within, POSTs to the address that is yielded are answered by `answer`, with no body."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            status, headers = answer({name.lower(): value for name, value in self.headers.items()}, body)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": "0"}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()
