"""Taking an input in and asking the gate about it, in one step that can be sent to another process."""

from __future__ import annotations

import msgspec

from pactwatch.intake import Taken
from pactwatch.intake.take import Make
from pactwatch.intake.taken import Job
from pactwatch.reading.gate import judge


def gated(make: Make, job: Job) -> Taken:
    """Take in a job and ask the gate about its text (see `Taken.relevance`)."""
    taken = make(job)
    if taken.document is None:
        return taken
    verdict = judge(taken.document)
    return msgspec.structs.replace(taken, relevance=(verdict.passes, verdict.score, verdict.reason))
