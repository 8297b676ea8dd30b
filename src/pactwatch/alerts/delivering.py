"""Delivering alerts: the jobs of the outbox, each one alert by one channel, done and noted in one go.

In the app and the Atom feed each alert is once, whatever dies. By e-mail and webhook, an alert goes out once, and again only
where a process died between the receiver's answer and the note of it; then under the same key.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from pactwatch.alerts import atom, mail, webhook
from pactwatch.alerts.codes import NO_CHANNEL
from pactwatch.alerts.rules import Atom, Mail, Rules
from pactwatch.errors import DeliveryError
from pactwatch.operations import alerts, jobs
from pactwatch.operations.opening import Operations


class Deliverer:
    """Sends alerts by the channels of `rules`."""

    def __init__(self, operations: Operations, rules: Rules, clock: Callable[[], float], seed: str) -> None:
        self._operations = operations
        self._rules = rules
        self._clock = clock
        self._seed = seed

    def deliver(self, job: jobs.Job) -> None:
        """Do one job of the outbox; what fails waits for another try, or is dead and listed. Raises jobs.Lost."""
        alert, _, channel = job.key.partition(" ")
        try:
            self._send(job, alert, channel)
        except DeliveryError as error:
            now, last = self._clock(), not error.passing or job.attempts >= jobs.MOST
            due = None if last else now + max(error.pause, jobs.backoff(self._seed, job))
            with self._operations.writing() as connection:
                jobs.failed(connection, job, error.code, str(error), now=now, due=due)
                alerts.settle(connection, alert, channel, "dead" if last else "waiting", now, f"{error.code} {error}")

    def _send(self, job: jobs.Job, alert: str, target: str) -> None:
        name, _, to = target.partition("/")
        channel = self._rules.channel.get(name)
        with self._operations.reading() as connection:
            found = alerts.get(connection, alert)
        if found is None or channel is None:
            raise DeliveryError(f"the rules have no channel {name} any more", code=NO_CHANNEL, passing=False)
        if isinstance(channel, Atom):
            self._write(job, channel, alert, target)
            return
        if isinstance(channel, Mail):
            mail.send(channel, to, found)
        else:
            webhook.send(channel, found, self._clock())
        with self._operations.writing() as connection:
            alerts.settle(connection, alert, target, "sent", self._clock())
            jobs.done(connection, job)

    def _write(self, job: jobs.Job, channel: Atom, alert: str, target: str) -> None:
        """Write the feed within the transaction: whoever writes last has seen what the others wrote."""
        with self._operations.writing() as connection:
            alerts.settle(connection, alert, target, "sent", self._clock())
            jobs.done(connection, job)
            atom.write(channel, alerts.sent_by(connection, target, channel.most))

    def drain(self) -> int:
        """Send all that is due now; return how many went out."""
        owner, count = f"deliver-{os.getpid()}", 0
        while (job := jobs.claim(self._operations, owner, self._clock(), (alerts.DELIVER,))) is not None:
            self.deliver(job)
            count += 1
        return count
