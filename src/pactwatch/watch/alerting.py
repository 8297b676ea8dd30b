"""How a watch alerts: a job that looks at one new thing a time and comes again, and the jobs of the outbox."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from pactwatch.alerts.cursors import hold
from pactwatch.alerts.delivering import Deliverer
from pactwatch.alerts.detecting import Detector
from pactwatch.alerts.rules import Rules
from pactwatch.operations import jobs
from pactwatch.operations.alerts import Alert
from pactwatch.operations.opening import Operations
from pactwatch.watch.clock import Clock
from pactwatch.watch.context import Context
from pactwatch.watch.reading import DETECT
from pactwatch.watch.settings import Settings
from pactwatch.watch.worker import Handler

EVERY = 60.0
"""Seconds after which the ledger is looked at for alerts even where no article came: people judge in it, too."""


class Alerting:
    """Looks for alerts of `rules` and delivers them; `told` is given each alert that is new.

    `file`, where it is given, is noted as the one with the rules: UsageError PW184 where that is another one.
    """

    def __init__(
        self, operations: Operations, rules: Rules, clock: Clock, settings: Settings, told: Callable[[Alert], None], file: Path | None = None
    ) -> None:
        if file is not None:
            hold(operations, rules, file)
        self._kind = f"{DETECT}:{rules.name}" if rules.name else DETECT
        self._detector = Detector(operations, rules, clock.now, told)
        self._detector.begin(from_now=True)
        self._deliverer = Deliverer(operations, rules, clock.now, settings.seed, only_loopback=settings.only_loopback)
        self._lock = threading.Lock()

    def start(self, connection: Connection, now: float) -> None:
        """Let the ledger be looked at now, however an earlier look ended."""
        jobs.renew(connection, jobs.New(kind=self._kind, key=DETECT, due=now), now)
        jobs.wake(connection, self._kind, DETECT, now)

    def handlers(self) -> dict[str, Handler]:
        """Return what does the jobs, by their kinds."""
        return {self._kind: self._detect, **dict.fromkeys(self._deliverer.kinds, self._deliver)}

    def notes(self) -> list[str]:
        """Return a line for each channel by which alerts wait to go, and which the rules do not have."""
        return [f"{count} alerts wait for channel {name}, which these rules do not have; give it back to send them"
                for name, count in sorted(self._deliverer.elsewhere().items())]

    def _detect(self, context: Context, job: jobs.Job) -> None:
        """Look at one thing, so that whoever ends the watch need not wait for the rest; while there is more, the job keeps its place."""
        with self._lock:
            self._detector.step()
        now = context.clock.now()
        with context.operations.writing() as connection:
            due = job.due if self._detector.is_behind(connection) else now + EVERY
            jobs.again(connection, job, due, well=True, now=now)

    def _deliver(self, context: Context, job: jobs.Job) -> None:
        failed = self._deliverer.deliver(job)
        if failed is not None:
            context.tell("failed", failed)
