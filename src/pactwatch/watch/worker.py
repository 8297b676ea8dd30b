"""The loop of a watch: claim the job that is due, do it, note how it ended; wait until the next is due.

poll     look at a feed           polling.py    what is new becomes jobs
fetch    have an article          fetching.py   its bytes are kept
read     read what was kept       reading.py    into the ledger
detect   look for alerts          given by the caller, as is
deliver  send one alert           given by the caller

Every job ends in one transaction with what it did, so a process may die at any point: another one, or the same after a
restart, does the job again from its beginning, and what is there already is found and not done twice.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from pactwatch.errors import IntakeError, PactwatchError
from pactwatch.intake.codes import Code, StatusError
from pactwatch.operations import feeds, jobs
from pactwatch.store.codes import BUSY
from pactwatch.watch import fetching, polling, reading
from pactwatch.watch.context import Context
from pactwatch.watch.politeness import Postponed
from pactwatch.watch.repeating import repeating

Handler = Callable[[Context, jobs.Job], None]
OWN: Mapping[str, Handler] = {"poll": polling.poll, "fetch": fetching.fetch, "read": reading.read}
PASSING = frozenset(
    {Code.HOST_NOT_FOUND, Code.NO_CONNECTION, Code.TIMEOUT, Code.BROKEN_RESPONSE, Code.BROKEN_COMPRESSION, Code.UNREADABLE}
)
"""Codes of what may be otherwise next time."""
TRY_AGAIN = frozenset({404, 408, 425, 429})
"""Statuses that pass, besides those of 500 and above: a feed may list a page before it is there."""
PATIENCE = 600.0
"""Seconds that a single round waits for a host at most."""
ALWAYS = 1_000_000
RETRIES = {"poll": ALWAYS, "fetch": jobs.MOST, "read": 4, "detect": ALWAYS, "deliver": ALWAYS}
"""Claims after which a job is dead; feeds and rules are looked at as long as they are there, and the outbox counts by itself."""


class Worker:
    """Does the jobs of one watch, one after the other; several may work at once, in threads or processes."""

    def __init__(self, context: Context, more: Mapping[str, Handler] | None = None) -> None:
        self._context = context
        self._handlers = {**OWN, **(more or {})}
        self._kinds = tuple(self._handlers)
        self.owner = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"

    def run(self, stop: threading.Event, until: float | None = None) -> None:
        """Work until the time `until`, or until `stop` is set."""
        clock = self._context.clock
        while not stop.is_set() and (until is None or clock.now() < until):
            if self.step():
                continue
            upcoming = self.upcoming()
            latest = clock.now() + clock.patience
            wanted = latest if upcoming is None else min(upcoming, latest)
            clock.wait(max(0.001, (wanted if until is None else min(wanted, until)) - clock.now()), stop)

    def drain(self, stop: threading.Event) -> None:
        """Look at every feed once, now, and do all that follows from it; what failed and waits for another try is left."""
        clock = self._context.clock
        started = clock.now()
        with self._context.operations.writing() as connection:
            feeds.hurry(connection, started)
        while not stop.is_set():
            if self.step():
                continue
            upcoming = self._left(started)
            if upcoming is None or upcoming > clock.now() + PATIENCE:
                return
            clock.wait(max(0.001, min(upcoming - clock.now(), clock.patience)), stop)

    def _left(self, started: float) -> float | None:
        """Return when the next job is due that belongs to a look which began at `started`."""
        now = self._context.clock.now()
        with self._context.operations.reading() as connection:
            found = [feeds.next_look(connection, started)]
            for kind in self._kinds:
                if kind != "poll":
                    found.append(jobs.next_at(connection, (kind,), fresh=True, due=now if kind == "detect" else None))
        return min((at for at in found if at is not None), default=None)

    def upcoming(self) -> float | None:
        """Return when the next job can be claimed."""
        with self._context.operations.reading() as connection:
            return jobs.next_at(connection, self._kinds)

    def step(self) -> bool:
        """Do one job; say whether there was one to do."""
        job = jobs.claim(self._context.operations, self.owner, self._context.clock.now(), self._kinds)
        if job is None:
            return False
        try:
            with self._alive(job):
                self._do(job)
        except jobs.Lost:
            pass  # another worker has it by now, and what was done here was undone
        return True

    def _do(self, job: jobs.Job) -> None:
        context = self._context
        if job.attempts > RETRIES.get(job.kind, jobs.MOST):
            self._failed(job, PactwatchError("the process that did this died each time", code="PW302"), permanent=True)
            return
        try:
            self._handlers[job.kind](context, job)
        except Postponed as put_off:
            with context.operations.writing() as connection:
                body = job.body | {"at": put_off.at, "hop": put_off.hop}
                jobs.again(connection, job, put_off.until, body, now=context.clock.now())
        except PactwatchError as error:
            self._failed(job, error, permanent=not passes(error))
        except jobs.Lost:
            raise
        except Exception as error:  # one article that a library trips over must not end a watch
            found = IntakeError(f"an unforeseen failure ({type(error).__name__}: {error}); please report it", code=Code.UNEXPECTED.value)
            self._failed(job, found, permanent=False)

    def _failed(self, job: jobs.Job, error: PactwatchError, *, permanent: bool) -> None:
        context, now = self._context, self._context.clock.now()
        last = permanent or job.attempts >= RETRIES.get(job.kind, jobs.MOST)
        with context.operations.writing() as connection:
            if job.kind == "poll":
                feeds.stumbled(connection, job.key, now, error.code, str(error))
                gone = isinstance(error, StatusError) and error.status == 410
                pause = jobs.backoff(context.settings.seed, job, context.settings.interval, 86_400.0)
                due = None if gone else now + pause
                jobs.failed(connection, job, error.code, str(error), now=now, due=due, body={})
            elif last and job.kind in {"fetch", "read"} and fetching.give_up(context, connection, job, error):
                jobs.done(connection, job)
            else:
                due = None if last else now + jobs.backoff(context.settings.seed, job)
                body = {name: value for name, value in job.body.items() if name not in {"at", "hop"}}
                jobs.failed(connection, job, error.code, str(error), now=now, due=due, body=body)
        name = job.body.get("url") or (job.body.get("raw") or {}).get("source") or job.key
        context.tell("failed", f"{error.code} {name}: {error}")

    @contextmanager
    def _alive(self, job: jobs.Job) -> Iterator[None]:
        """Within, the job's lease is extended as long as the process lives."""
        def beat() -> None:
            with suppress(PactwatchError):
                jobs.beat(self._context.operations, job, self._context.clock.now())

        with repeating(beat, jobs.LEASE / 3):
            yield


def passes(error: PactwatchError) -> bool:
    """Whether what failed may go well another time."""
    if isinstance(error, StatusError):
        return error.status in TRY_AGAIN or error.status >= 500
    if error.code in {Code.UNEXPECTED.value, BUSY, "PW404", "PW410"}:
        return True
    return error.code in {code.value for code in PASSING}
