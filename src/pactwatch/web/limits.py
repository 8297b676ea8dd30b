"""How often somebody may ask: a bucket for each person or address, and a count of failed logins."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Lock

from pactwatch.web import codes
from pactwatch.web.errors import WebError

MOST_KEYS = 20_000
"""Buckets that are kept; of more, those that are full again are let go."""
LOGIN_WINDOW = 900
LOGIN_FAILURES = {"account": 5, "address": 20}
"""Failed logins in LOGIN_WINDOW seconds after which an account, or an address, must wait."""


class Buckets:
    """A bucket of `rate` requests for each key, which fills again in a minute."""

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def take(self, key: str) -> None:
        """Take one from the bucket of `key`. WebError PW809 where it is empty, with the seconds to wait."""
        now = self._clock()
        with self._lock:
            left, at = self._left.get(key, (float(self._rate), now))
            left = min(self._rate, left + (now - at) * self._rate / 60)
            if left < 1:
                raise too_many((1 - left) * 60 / self._rate, "requests")
            self._left[key] = (left - 1, now)
            if len(self._left) > MOST_KEYS:
                self._left = {name: kept for name, kept in self._left.items() if now - kept[1] < 60}


class Failures:
    """Failed logins by account and by address."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: dict[tuple[str, str], deque[float]] = {}
        self._lock = Lock()

    def check(self, account: str, address: str) -> None:
        """Count an attempt. WebError PW809 where too many have failed lately; the count holds until `forgive`."""
        now = self._clock()
        with self._lock:
            for key in (("account", account), ("address", address)):
                times = self._failed.setdefault(key, deque())
                while times and now - times[0] > LOGIN_WINDOW:
                    times.popleft()
                if len(times) >= LOGIN_FAILURES[key[0]]:
                    raise too_many(LOGIN_WINDOW - (now - times[0]), "failed logins")
            for key in (("account", account), ("address", address)):
                self._failed[key].append(now)
            if len(self._failed) > MOST_KEYS:
                self._failed = {key: times for key, times in self._failed.items() if times and now - times[-1] < LOGIN_WINDOW}

    def forgive(self, account: str, address: str) -> None:
        """Take back the counts of an account, and the last one of an address: the login succeeded."""
        with self._lock:
            self._failed.pop(("account", account), None)
            times = self._failed.get(("address", address))
            if times:
                times.pop()


def too_many(seconds: float, what: str) -> WebError:
    """Return the error that asks somebody to wait."""
    wait = max(1, int(seconds + 0.999))
    return WebError(f"too many {what}; wait {wait} seconds", code=codes.TOO_MANY, status=429, headers={"Retry-After": str(wait)})
