"""What happens to each input before it is read: it is taken in, and asked of the gate; of archives, in several processes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from pactwatch.intake import Taken
from pactwatch.intake.codes import Code, failure, printable
from pactwatch.intake.take import Make
from pactwatch.intake.taken import Job
from pactwatch.runners.gating import gated

if TYPE_CHECKING:
    from pactwatch.runners.pool import Workers


class Feed:
    """How inputs are taken in: `gate` True asks the gate about every text, False about none, None about those of archives."""

    def __init__(self, processes: int, gate: bool | None) -> None:
        self._processes = processes
        self._gate = gate
        self._workers: Workers | None = None

    def each(self, make: Make, jobs: Iterator[Job], is_archive: bool) -> Iterator[Taken]:
        """Yield what each job gives, in order (see pactwatch.intake.take.Each)."""
        asked = is_archive if self._gate is None else self._gate
        task = partial(gated, make) if asked else make
        if not is_archive or self._processes == 1:
            return map(task, jobs)
        if self._workers is None:
            from pactwatch.runners.pool import Workers

            self._workers = Workers(self._processes)
        return self._workers.map(jobs, task, _died)

    def __enter__(self) -> Feed:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._workers is not None:
            self._workers.close()


def _died(job: Job) -> Taken:
    message = "the process that took this in died (out of memory, or a fault in a library)"
    return Taken(source=printable(job.name), error=failure(Code.UNEXPECTED, message), address=job.address)
