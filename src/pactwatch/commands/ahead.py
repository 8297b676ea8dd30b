"""What follows from many readings, computed in processes of their own before it is asked for, and kept in the ledger.

Facts to compare documents by (origins/facts.py) and what provisions a text raises (assessing.py) each take as long as a third of
its reading. A server must go on answering meanwhile, so its own process only looks up what came of it. The processes are nice to
others, one pool works at a time, and what a chunk gave is kept at once: who is stopped goes on from there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from functools import lru_cache, partial
from threading import Lock
from typing import TypeVar

from pactwatch.commands.assessed import FINDINGS, Assessed, Assessor, findings_version
from pactwatch.errors import LedgerError
from pactwatch.origins.facts import VERSION, facts_of
from pactwatch.origins.types import Facts
from pactwatch.runners.pool import Workers
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.tracing import FACTS

MANY = 40
"""Readings from which processes are worth their start, some seconds."""
CHUNK = 20
"""Readings of one task."""
MOST = 4
"""Processes at most: each holds the parser, some 300 MB."""
NICE = 10
Told = Callable[[int, int], bool]
"""Gets how many readings of how many are done; says whether to go on."""
T = TypeVar("T")
_ONE_POOL = Lock()


def facts_ahead(ledger: Ledger, readings: Sequence[str], told: Told) -> dict[str, Facts]:
    """Return the facts of `readings` (ids), computed and kept; fewer where `told` says to stop."""
    made: dict[str, Facts] = {}
    for part in _computed(partial(_facts, ledger.address), readings, told):
        _keep(ledger, FACTS, VERSION, part)
        made |= part
    return made


def findings_ahead(ledger: Ledger, readings: Sequence[str], version: str, told: Told) -> dict[str, Assessed]:
    """Return what `readings` (ids) raise under `version`, computed and kept; fewer where `told` says to stop."""
    made: dict[str, Assessed] = {}
    for part in _computed(partial(_findings, ledger.address, version), readings, told):
        _keep(ledger, FINDINGS, version, part)
        made |= part
    return made


def _computed(task: Callable[[Sequence[str]], dict[str, T]], readings: Sequence[str], told: Told) -> Iterator[dict[str, T]]:
    chunks = [readings[n : n + CHUNK] for n in range(0, len(readings), CHUNK)]
    done = 0
    died: Callable[[Sequence[str]], dict[str, T]] = _none
    with _ONE_POOL, Workers(min(MOST, os.cpu_count() or 1)) as workers, closing(workers.map(iter(chunks), task, died)) as parts:
        for chunk, part in zip(chunks, parts, strict=True):
            yield part
            done += len(chunk)
            if not told(done, len(readings)):
                return


def _none(_: Sequence[str]) -> dict[str, T]:
    """Return nothing for a chunk that killed its process: it is computed where it is asked for."""
    return {}


def _keep(ledger: Ledger, kind: str, version: str, part: dict[str, T]) -> None:
    with suppress(LedgerError):  # a ledger that cannot be written is computed anew each time
        ledger.derive(kind, version, part)


def _facts(address: str, readings: Sequence[str]) -> dict[str, Facts]:
    with _opened(address).view() as view:
        return {reading: facts_of(view.reading(reading)) for reading in readings}


def _findings(address: str, version: str, readings: Sequence[str]) -> dict[str, Assessed]:
    with _opened(address).view() as view:
        assessor = _assessor(address, version)
        if findings_version(view) != version:
            return {}  # lists or instruments came meanwhile; who asks again asks for the new version
        return {reading: assessor.assess(view.reading(reading), view) for reading in readings}


@lru_cache(maxsize=1)
def _opened(address: str) -> Ledger:
    """Return the ledger, opened once a process, which from then on gives way to others."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    return open_ledger(address)


@lru_cache(maxsize=1)
def _assessor(address: str, version: str) -> Assessor:  # noqa: ARG001 - one for each version
    with _opened(address).view() as view:
        return Assessor(view)
