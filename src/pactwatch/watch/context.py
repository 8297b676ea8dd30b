"""What every job of a watch has at hand: operations, clock, settings, a polite fetch."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pactwatch.intake.fetch import Fetcher
from pactwatch.intake.taken import IntakeOptions, Raw
from pactwatch.operations.hosts import Pace
from pactwatch.operations.jobs import Job
from pactwatch.operations.opening import Operations
from pactwatch.watch.away import Away
from pactwatch.watch.clock import Clock, stamp
from pactwatch.watch.politeness import WatchCourtesy
from pactwatch.watch.settings import Settings

SPREAD = 0.1
"""Share of a feed's pace by which chance moves each look, so that looks at many feeds do not fall together."""


@dataclass(slots=True)
class Context:
    """One watch; `tell` is given a line for each article that was read and each thing that went wrong.

    `away` is the same for all workers of the watch.
    """

    operations: Operations
    clock: Clock
    settings: Settings
    tell: Callable[[str, str], None]
    reading: threading.Lock = field(default_factory=threading.Lock)
    away: Away = field(init=False)

    def __post_init__(self) -> None:
        """Say by `tell` when the ledger is away."""
        self.away = Away(self.tell)

    @property
    def options(self) -> IntakeOptions:
        """The limits of intake, with captures dated by this watch's clock."""
        return IntakeOptions(
            allow_private=self.settings.allow_private,
            max_download=self.settings.max_download,
            timeout=self.settings.timeout,
            captured_at=lambda: stamp(self.clock.now()),
        )

    def fetch(self, job: Job, url: str, known: Mapping[str, str] | None = None) -> Raw:
        """Return what is at `url`; raises IntakeError, or Postponed where a host's turn is later. `job` may have been put off before."""
        pace = Pace(self.operations, self.settings.delay, self.settings.hold)
        fetcher = Fetcher(self.options, WatchCourtesy(pace, self.clock, only_loopback=self.settings.only_loopback))
        return fetcher.fetch(url, known, at=job.body.get("at"), hop=int(job.body.get("hop", 0)))

    def spread(self, pace: float, key: str) -> float:
        """Return `pace` moved by chance, which follows from the seed, the feed and the time."""
        drawn = random.Random(f"{self.settings.seed}/{key}/{self.clock.now():.0f}").random()  # noqa: S311 - no secret
        return pace * (1 - SPREAD + 2 * SPREAD * drawn)

