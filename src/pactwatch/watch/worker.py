"""The loop of a watch: claim the job that is due, do it, note how it ended; wait until the next is due.

poll     look at a feed           polling.py    what is new becomes jobs
fetch    have an article          fetching.py   its bytes are kept
read     read what was kept       reading.py    into the ledger
detect   look for alerts          given by the caller, as is
deliver  send one alert           given by the caller

A ledger that is away does not end the loop: it is tried again until it is back (away.py).

Every job ends in one transaction with what it did, so a process may die at any point: another one, or the same after a
restart, does the job again from its beginning, and what is there already is found and not done twice.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress

from pactwatch.errors import IntakeError, LedgerError, PactwatchError
from pactwatch.intake.codes import Code, StatusError
from pactwatch.operations import feeds, jobs
from pactwatch.operations.leases import holding
from pactwatch.store.away import AWAY, comes_back
from pactwatch.store.codes import DAMAGED
from pactwatch.watch import fetching, polling, reading
from pactwatch.watch.context import Context
from pactwatch.watch.politeness import Postponed
from pactwatch.watch.reading import DETECT

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
RETRIES = {"poll": ALWAYS, "fetch": jobs.MOST, "read": 4, DETECT: ALWAYS, "deliver": ALWAYS}
"""Claims after which a job is dead; feeds and rules are looked at as long as they are there, and the outbox counts by itself."""
LOOK_AGAIN = 600.0
"""Seconds after which alerts are looked for again at the latest, whatever went wrong."""


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
            try:
                if self._stepped():
                    continue
                upcoming = self.upcoming()
            except LedgerError as error:
                self._wait(error, stop)
                continue
            latest = clock.now() + clock.patience
            wanted = latest if upcoming is None else min(upcoming, latest)
            clock.wait(max(0.001, (wanted if until is None else min(wanted, until)) - clock.now()), stop)

    def drain(self, stop: threading.Event) -> None:
        """Look at every feed once, now, and do all that follows from it; what failed and waits for another try is left.

        Raises LedgerError where the ledger is away for long.
        """
        clock = self._context.clock
        started = clock.now()
        with self._context.operations.writing() as connection:
            feeds.hurry(connection, started)
        while not stop.is_set():
            try:
                if self._stepped():
                    continue
                upcoming = self._left(started)
            except LedgerError as error:
                if self._wait(error, stop) > PATIENCE:
                    raise
                continue
            if upcoming is None or upcoming > clock.now() + PATIENCE:
                return
            clock.wait(max(0.001, min(upcoming - clock.now(), clock.patience)), stop)

    def _stepped(self) -> bool:
        found = self.step()
        self._context.away.is_back()
        return found

    def _wait(self, error: LedgerError, stop: threading.Event) -> float:
        """Wait for a ledger that is away, busy or full; raises any other `error`."""
        if not comes_back(error):
            raise error
        return self._context.away.wait(error, stop)

    def _left(self, started: float) -> float | None:
        """Return when the next job is due that belongs to a look which began at `started`."""
        now = self._context.clock.now()
        with self._context.operations.reading() as connection:
            found = [feeds.next_look(connection, started)]
            for kind in self._kinds:
                if kind != "poll":
                    found.append(jobs.next_at(connection, (kind,), fresh=True, due=now if jobs.base(kind) == DETECT else None))
        return min((at for at in found if at is not None), default=None)

    def upcoming(self) -> float | None:
        """Return when the next job can be claimed."""
        with self._context.operations.reading() as connection:
            return jobs.next_at(connection, self._kinds)

    def step(self) -> bool:
        """Do one job; say whether there was one to do. LedgerError where the ledger is away; the job then keeps its place."""
        context = self._context
        job = jobs.claim(context.operations, self.owner, context.clock.now(), self._kinds)
        if job is None:
            return False
        with suppress(jobs.Lost), holding(context.operations, job, context.clock.now):  # lost: what was done here was undone
            self._do(job)
        return True

    def _do(self, job: jobs.Job) -> None:
        context = self._context
        if job.attempts > RETRIES.get(jobs.base(job.kind), jobs.MOST):
            self._failed(job, PactwatchError("the process that did this died each time", code="PW302"), permanent=True)
            return
        try:
            self._handlers[job.kind](context, job)
        except Postponed as put_off:
            with context.operations.writing() as connection:
                body = job.body | {"at": put_off.at, "hop": put_off.hop}
                jobs.again(connection, job, put_off.until, body, now=context.clock.now())
        except PactwatchError as error:
            if isinstance(error, LedgerError) and error.code in AWAY:
                with context.operations.writing() as connection:
                    jobs.again(connection, job, job.due, now=context.clock.now())
                raise
            self._failed(job, error, permanent=not passes(error))
        except jobs.Lost:
            raise
        except Exception as error:  # one article that a library trips over must not end a watch
            found = IntakeError(f"an unforeseen failure ({type(error).__name__}: {error}); please report it", code=Code.UNEXPECTED.value)
            self._failed(job, found, permanent=False)

    def _look_again(self, job: jobs.Job, error: PactwatchError) -> None:
        """Let alerts be looked for again after a while, whatever went wrong: nobody would notice that they stay away."""
        context, now = self._context, self._context.clock.now()
        with context.operations.writing() as connection:
            due = now + jobs.backoff(context.settings.seed, job, most=LOOK_AGAIN)
            jobs.failed(connection, job, error.code, str(error), now=now, due=due)
        context.tell("failed", f"{error.code} alerts could not be looked for: {error}")

    def _failed(self, job: jobs.Job, error: PactwatchError, *, permanent: bool) -> None:
        context, now = self._context, self._context.clock.now()
        if jobs.base(job.kind) == DETECT:
            self._look_again(job, error)
            return
        last = permanent or job.attempts >= RETRIES.get(jobs.base(job.kind), jobs.MOST)
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


def passes(error: PactwatchError) -> bool:
    """Whether what failed may go well another time."""
    if isinstance(error, StatusError):
        return error.status in TRY_AGAIN or error.status >= 500
    if comes_back(error) or error.code in {Code.UNEXPECTED.value, DAMAGED}:
        return True
    return error.code in {code.value for code in PASSING}
