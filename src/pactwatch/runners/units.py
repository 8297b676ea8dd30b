"""A unit of work: some files, or a part of a large archive, read into one shard by whoever gets it, however often."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from pactwatch.ids import sha256_hex
from pactwatch.intake import IntakeOptions, Taken, take_in
from pactwatch.intake.take import Make
from pactwatch.intake.taken import Job, Meter
from pactwatch.model import Document, Frozen
from pactwatch.reading.gate import gate_version
from pactwatch.runners.engines import version_of
from pactwatch.runners.gating import gated
from pactwatch.runners.outcome import Outcome
from pactwatch.runners.shards import Row, ShardInfo, reading_row, shard_info, shard_path, write_shard

PART_BYTES = 64_000_000
"""Size from which an archive is read in parts: each goes through all of it, and takes in a part of its records."""
PARTS = 16
FILES, FILES_BYTES = 64, 16_000_000
"""Small files that make a unit."""
_CHUNK = 1 << 20

Run = Callable[[Iterable[Document]], Iterator[Outcome]]


class Unit(Frozen, frozen=True, kw_only=True):
    """What is read into one shard: files, of which the first is number `first` of the run's, or a part of one of them."""

    paths: tuple[str, ...]
    first: int = 0
    part: int = 0
    parts: int = 1


class Asked(Frozen, frozen=True, kw_only=True):
    """How units are read."""

    engine: str = "hybrid"
    gate: bool = True
    published: str | None = None
    publisher: str | None = None


def units_of(files: Sequence[str], part_bytes: int = PART_BYTES) -> list[Unit]:
    """Return the units of `files`, in their order: small ones together, those of `part_bytes` or more in parts."""
    units: list[Unit] = []
    together: list[str] = []
    size = 0
    for place, path in enumerate(files):
        length = os.path.getsize(path) if os.path.exists(path) else 0
        large = length >= part_bytes
        if together and (large or len(together) == FILES or size + length > min(FILES_BYTES, part_bytes)):
            units.append(Unit(paths=tuple(together), first=place - len(together)))
            together, size = [], 0
        if large:
            parts = min(PARTS, -(-length // part_bytes))
            units += [Unit(paths=(path,), first=place, part=part, parts=parts) for part in range(parts)]
            continue
        together.append(path)
        size += length
    return [*units, Unit(paths=tuple(together), first=len(files) - len(together))] if together else units


def read_unit(unit: Unit, folder: Path, asked: Asked, run: Run) -> ShardInfo:
    """Read `unit` into its shard in `folder`, by `run`, and return what the shard says of itself; one that is there stays."""
    info = _info(unit, asked)
    if shard_path(folder, info.key).exists():
        return shard_info(shard_path(folder, info.key))
    meter = Meter()
    rows = (row for place, path in enumerate(unit.paths, unit.first) for row in _rows(unit, place, path, asked, run, meter))
    # what is left out is known when all rows are written; the others of several parts go through the same
    left_out = meter.left_out if unit.part == 0 else {}
    return write_shard(folder, info, rows, left_out)


def _info(unit: Unit, asked: Asked) -> ShardInfo:
    archives = {path: _file_sha256(path) for path in unit.paths}
    gate = gate_version() if asked.gate else None
    version = version_of(asked.engine)
    known = (*archives.values(), unit.part, unit.parts, version, gate, asked.engine, asked.published, asked.publisher, *sorted(archives))
    key = sha256_hex("\x1f".join(map(str, known)).encode())
    return ShardInfo(key=key, engine=asked.engine, version=version, gate=gate, archives=archives, part=unit.part, parts=unit.parts)


def _rows(unit: Unit, place: int, path: str, asked: Asked, run: Run, meter: Meter) -> Iterator[Row]:
    """Yield the rows of one file, in its order."""
    options = IntakeOptions(
        published=asked.published, publisher=asked.publisher, meter=meter, rows_by_number=True,
        wanted=lambda _: lambda number: (number - 1) % unit.parts == unit.part,
    )  # fmt: skip
    waiting: deque[tuple[int, Taken]] = deque()
    done: list[Row] = []

    def unread() -> Iterator[Document]:
        for count, taken in enumerate(take_in([path], options, partial(_each, asked.gate)), 1):
            number = taken.number or count
            if (taken.archive is None or taken.cut) and unit.part:
                continue  # of the file as a whole; the first part says it
            row = _without_reading(place, path, number, taken)
            if row is not None:
                done.append(row)
            elif taken.document is not None:
                waiting.append((number, taken))
                yield taken.document

    for outcome in run(unread()):
        number, taken = waiting.popleft()
        yield from _before(done, number)
        yield _with_reading(place, path, number, taken, outcome)
    yield from _before(done, None)


def _before(done: list[Row], number: int | None) -> Iterator[Row]:
    """Take out and yield the rows that come before input `number`; all for None."""
    count = sum(number is None or row.number < number for row in done)
    yield from done[:count]
    del done[:count]


def _each(gate: bool, make: Make, jobs: Iterator[Job], _: bool) -> Iterator[Taken]:
    return map(partial(gated, make) if gate else make, jobs)


def _without_reading(place: int, path: str, number: int, taken: Taken) -> Row | None:
    """Return the row of an input that failed or was dropped; None for one to read."""
    if taken.document is None:
        code, reason = (taken.error.code, str(taken.error)) if taken.error else ("", "")
        return Row(kind="reject", source=taken.source, archive=path, file=place, number=number, url=taken.address, code=code, reason=reason)
    if taken.relevance is None or taken.relevance[0]:
        return None
    document = taken.document
    return Row(
        kind="dropped", source=taken.source, archive=path, file=place, number=number, document=document.id, url=document.url,
        title=document.title, score=taken.relevance[1], reason=taken.relevance[2],
    )  # fmt: skip


def _with_reading(place: int, path: str, number: int, taken: Taken, outcome: Outcome) -> Row:
    if outcome.reading is not None:
        row = reading_row(taken.source, path, number, outcome.reading, taken.capture)
        return msgspec.structs.replace(row, file=place)
    document = outcome.document
    code, reason = (outcome.error.code, str(outcome.error)) if outcome.error else ("", "")
    return Row(
        kind="reject", source=taken.source, archive=path, file=place, number=number, document=document.id, url=document.url,
        title=document.title, code=code, reason=reason,
    )  # fmt: skip


def _file_sha256(path: str) -> str:
    """Return the SHA-256 of a file; "" for one that cannot be read, which reading it says."""
    digest = hashlib.sha256()
    try:
        with Path(path).open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()
