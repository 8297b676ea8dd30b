"""Delivering alerts: the jobs of the outbox, each one alert by one channel, done and noted in one go.

In the app and the Atom feed each alert is once, whatever dies. By e-mail and webhook, an alert goes out once, and again only
where a process died between the receiver's answer and the note of it; then under the same key. What is for a channel that the
rules do not have is left to whoever has it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

from pactwatch.alerts import atom, mail, webhook
from pactwatch.alerts.codes import NO_CHANNEL
from pactwatch.alerts.rules import Atom, Mail, Rules
from pactwatch.errors import DeliveryError
from pactwatch.operations import alerts, jobs
from pactwatch.operations.leases import holding
from pactwatch.operations.opening import Operations


class Deliverer:
    """Sends alerts by the channels of `rules`; with `only_loopback`, to this machine alone, as where time is simulated."""

    def __init__(self, operations: Operations, rules: Rules, clock: Callable[[], float], seed: str, *, only_loopback: bool = False) -> None:
        self._operations = operations
        self._rules = rules
        self._clock = clock
        self._seed = seed
        self._only_loopback = only_loopback
        self.kinds = tuple(alerts.kind_of(name) for name in rules.channel)

    def deliver(self, job: jobs.Job) -> str | None:
        """Do one job of the outbox; what fails waits for another try, or is dead and listed, and is returned as a line. Raises jobs.Lost."""
        alert, _, channel = job.key.partition(" ")
        try:
            self._send(job, alert, channel)
        except DeliveryError as error:
            now, last = self._clock(), not error.passing or job.attempts >= jobs.MOST
            due = None if last else now + max(error.pause, jobs.backoff(self._seed, job))
            with self._operations.writing() as connection:
                jobs.failed(connection, job, error.code, str(error), now=now, due=due)
                alerts.settle(connection, alert, channel, "dead" if last else "waiting", now, f"{error.code} {error}")
            return f"{error.code} {alert} by {channel}: {error}; {'it is given up' if last else 'it is tried again later'}"
        return None

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
            mail.send(channel, to, found, only_loopback=self._only_loopback)
        else:
            webhook.send(channel, found, self._clock(), only_loopback=self._only_loopback)
        with self._operations.writing() as connection:
            alerts.settle(connection, alert, target, "sent", self._clock())
            jobs.done(connection, job)

    def _write(self, job: jobs.Job, channel: Atom, alert: str, target: str) -> None:
        """Write the feed within the transaction: whoever writes last has seen what the others wrote."""
        with self._operations.writing() as connection:
            alerts.settle(connection, alert, target, "sent", self._clock())
            jobs.done(connection, job)
            atom.write(channel, alerts.sent_by(connection, target, channel.most))

    def drain(self) -> list[tuple[str, str]]:
        """Send all that is due now; return what was tried: ids of alerts, each with the channel."""
        owner, tried = f"deliver-{os.getpid()}", []
        while self.kinds and (job := jobs.claim(self._operations, owner, self._clock(), self.kinds)) is not None:
            alert, _, channel = job.key.partition(" ")
            with suppress(jobs.Lost), holding(self._operations, job, self._clock):  # lost: another process has it, and says how it ended
                self.deliver(job)
                tried.append((alert, channel))
        return tried

    def elsewhere(self) -> dict[str, int]:
        """Return how many alerts wait for channels of this name's rules that these rules do not have, by channel."""
        with self._operations.reading() as connection:
            counts = jobs.counts(connection)
        found: dict[str, int] = {}
        for (kind, state), count in counts.items():
            part = kind.removeprefix(f"{alerts.DELIVER}:")
            if part != kind and kind not in self.kinds and state != "dead" and part.rpartition(":")[0] == self._rules.name:
                found[part] = found.get(part, 0) + count
        return found
