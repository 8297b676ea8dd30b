"""No judgement of many who are logged in is lost: `python -m evaluation.bench_sessions [--requests 10000] [--sessions 100] [--threads 64]`.

So many sessions of twenty accounts are begun by the form of the login; then they all write notes on claims at once, through forms
of the review page with their tokens, one request after another, some on the same claims. Printed are requests a second, the median
and the 99th percentile of the whole way in milliseconds. Exit 1 where an answer is other than asked for, or the ledger does not hold
each note once, signed by whose session wrote it, or does not verify.
"""

from __future__ import annotations

import argparse
import http.client
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from evaluation.bench_web import build
from pactwatch.store import open_ledger
from pactwatch.web.accounts import AccountBook, accounts_beside

PASSWORD = "five plain words in order"  # noqa: S105 - of accounts that are made up
CLAIMS, PEOPLE = 2000, 20
IDLE = 2.0
"""Seconds after which a connection is opened anew: the server closes those that nobody uses."""
FORM = re.compile(r'<form[^>]*action="(/review/cl-[^"?]+)[^"]*"[^>]*>(.*?)</form>', re.DOTALL)
FIELD = re.compile(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"')
TOLD = 409
"""Status by which a writer is told that the claim was judged since."""
TOKEN = re.compile(r'name="token" value="([^"]+)"')


class Session:
    """One browser that is logged in: a connection and a cookie."""

    def __init__(self, port: int, name: str) -> None:
        """Log in by the form."""
        self.name = name
        self._cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self._used = time.monotonic()
        token = TOKEN.search(self.ask("GET", "/login")[1])
        assert token is not None
        status, _ = self.ask("POST", "/login", {"token": unescape(token[1]), "name": name, "password": PASSWORD, "next": "/"})
        assert status == 303, status

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Return status and body of a request."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()), "Accept": "text/html"}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.connection.port}"}
        if time.monotonic() - self._used > IDLE:
            self.connection.close()  # the next request opens it anew
        self.connection.request(method, path, urlencode(form) if form is not None else None, headers)
        answer = self.connection.getresponse()
        for value in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = value.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        body = answer.read().decode("utf-8", "replace")
        self._used = time.monotonic()
        return answer.status, body

    def form_of(self, claim: str) -> dict[str, str]:
        """Return the hidden fields of the form that notes something on a claim: its token, and the state of the claim that it was shown in."""
        forms = (body for action, body in FORM.findall(self.ask("GET", f"/review?at={claim}")[1]) if action == f"/review/{claim}")
        found = ({name: unescape(value) for name, value in FIELD.findall(body)} for body in forms)
        return next(fields for fields in found if fields.get("action") == "note")


@contextmanager
def served(path: Path) -> Iterator[int]:
    """Yield the port of a server of the ledger, in a process of its own."""
    command = [sys.executable, "-m", "pactwatch.cli", "serve", "--port", "0", "--ledger", str(path), "--rate", "10000000"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        assert server.stdout is not None
        yield int(server.stdout.readline().split("127.0.0.1:")[1].split("/")[0])
    finally:
        server.terminate()
        server.wait(30)


def write(port: int, asked: argparse.Namespace, claims: list[str]) -> tuple[list[float], list[int], list[int]]:
    """Have all sessions write notes at once; return the times in milliseconds, statuses not asked for, and notes told of another's."""
    times, wrong, told = list[float](), list[int](), list[int]()

    def share(number: int) -> None:
        sessions = [Session(port, f"person{n % PEOPLE}") for n in range(number, asked.sessions, asked.threads)]
        for n in range(number, asked.requests, asked.threads):
            session, claim = sessions[n // asked.threads % len(sessions)], claims[n % len(claims)]
            status = TOLD
            while status == TOLD:  # somebody else wrote on the claim since the form was shown: the writer is told, looks and writes again
                form, begun = session.form_of(claim), time.perf_counter()
                status, _ = session.ask("POST", f"/review/{claim}", form | {"why": f"note {n} of {session.name}"})
                times.append((time.perf_counter() - begun) * 1000)
                told.extend([n] if status == TOLD else [])
            wrong.extend([status] if status != 303 else [])
        for session in sessions:
            session.connection.close()

    with ThreadPoolExecutor(asked.threads) as threads:
        list(threads.map(share, range(asked.threads)))
    return times, wrong, told


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--threads", type=int, default=64)
    parser.add_argument("--claims", type=int, default=CLAIMS, help="claims that they write on: of few, the same ones at once")
    asked = parser.parse_args()
    asked.sessions = max(asked.sessions, asked.threads)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sessions.db"
        build(path, asked.claims)
        with closing(AccountBook(accounts_beside(str(path)))) as book:
            for n in range(PEOPLE):
                book.add(f"person{n}", PASSWORD, "analyst")
        claims, begun = [f"cl-{n:016x}" for n in range(asked.claims)], time.monotonic()
        with served(path) as port:
            times, wrong, told = write(port, asked, claims)
        seconds = time.monotonic() - begun
        with open_ledger(path) as ledger:
            with ledger.view() as view:
                kept = Counter((one.value["text"], one.who) for one in view.judgements("review.note", history=True))
            sound = ledger.verify().ok
    times.sort()
    last = times[int(len(times) * 0.99) - 1]
    print(f"{len(told)} times somebody was told of another's note, and wrote again")
    print(f"{asked.requests} notes of {asked.sessions} sessions in {seconds:.0f} s; median {median(times):.0f} ms, 99th {last:.0f} ms")
    expected = Counter((text, text.rpartition(" ")[2]) for text, _ in kept)
    lost = asked.requests - len(kept)
    print(f"{len(wrong)} answers were other than asked for, {lost} notes lost, {sum(kept.values()) - len(kept)} doubled, ledger sound: {sound}")
    if wrong or lost or expected != kept or not sound:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
