"""Requests in turns: whoever asks for a page takes each host's turn once, and keeps it for what that host redirects to by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType

import httpx

from pactwatch.errors import IntakeError
from pactwatch.intake.codes import Code
from pactwatch.intake.courtesy import Courtesy

_DEAD = frozenset({Code.HOST_NOT_FOUND, Code.ADDRESS_REFUSED, Code.NO_CONNECTION, Code.TIMEOUT})
_Answer = tuple[httpx.URL, int | None, Mapping[str, str]]


class Turns:
    """The turns with hosts that are taken for the sake of `page`, which is redirect number `hop`; all are given back in the end.

    `dead` are the errors of hosts that do not answer: they are asked no more, and further ones are added.
    """

    def __init__(self, client: httpx.Client, courtesy: Courtesy, dead: dict[str, IntakeError], page: httpx.URL, hop: int) -> None:
        self._client = client
        self._courtesy = courtesy
        self._dead = dead
        self._page = page
        self._hop = hop
        self._taken: dict[str, _Answer] = {}

    def __enter__(self) -> Turns:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for address, status, headers in self._taken.values():
            self._courtesy.done(address, status, headers)

    @contextmanager
    def ask(self, address: httpx.URL, headers: Mapping[str, str] | None = None) -> Iterator[httpx.Response]:
        """Ask for `address`; within, its response is there to be read. Raises IntakeError, and what the courtesy puts off by."""
        host = address.host
        if host in self._dead:
            raise self._dead[host]
        try:
            if host not in self._taken:
                self._courtesy.turn(address, self._page, self._hop)
            self._taken[host] = address, None, {}
            with self._client.stream("GET", address, headers=dict(headers or {})) as response:
                self._taken[host] = address, response.status_code, response.headers
                yield response
        except IntakeError as error:
            if error.code in _DEAD:
                self._dead[host] = error
            raise
