"""What is kept beside a ledger about the archives that were read into it: which, how far, what was set aside, what was dropped.

Three files of JSON lines in the folder LEDGER.archives, to which lines are only ever added:

shards.jsonl    how far each archive was taken in, by its SHA-256, the engine's version, the gate's and options; the last line counts
rejects.jsonl   inputs that could not be taken in or read, each with its code and reason
dropped.jsonl   texts that the gate did not let pass, each with its score and reason

They are notes, not evidence: all that is known for certain is in the ledger, and without them an archive is read again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from pactwatch.model import Frozen

T = TypeVar("T")
SHARDS, REJECTS, DROPPED = "shards.jsonl", "rejects.jsonl", "dropped.jsonl"
_CHUNK = 1 << 20


class Shard(Frozen, frozen=True, kw_only=True):
    """How far one archive was taken in: `taken` is the number of the last input before which nothing is missing.

    `read` counts texts whose reading is in the ledger, `known` those of them that were there before; `left_out` what is no
    input, by kind. `head` is the audit log's head at that moment: a ledger that lost it lost what was read. `options` is the hash
    of what was told of all texts (--published and the like), "" for nothing.
    """

    archive: str
    sha256: str
    size: int
    engine: str
    version: str
    gate: str | None
    done: bool
    taken: int
    read: int
    known: int
    failed: int
    dropped: int
    left_out: dict[str, int]
    at: str
    head: str
    options: str = ""


class Reject(Frozen, frozen=True, kw_only=True):
    """One input that failed."""

    archive: str
    sha256: str
    number: int
    source: str
    url: str | None
    code: str
    reason: str
    at: str


class Dropped(Frozen, frozen=True, kw_only=True):
    """One text that the gate did not let pass; `archive` is empty for one that is in none."""

    archive: str
    number: int
    source: str
    document: str
    url: str | None
    title: str | None
    score: float
    reason: str
    gate: str
    at: str


def shelf_of(ledger: str) -> Path:
    """Return the folder that belongs to a ledger, named by path or database URL."""
    if "://" not in ledger:
        return Path(f"{ledger}.archives")
    from sqlalchemy.engine import make_url

    url = make_url(ledger)
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(f"{url.database}.archives")
    shown = url.render_as_string(hide_password=True)
    return Path(f"{url.database or 'ledger'}-{hashlib.sha256(shown.encode()).hexdigest()[:8]}.archives")


class Shelf:
    """The files of one ledger; the folder is made with the first line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def shards(self) -> list[Shard]:
        """Return how far each archive was taken in by each version, in the order in which they were begun."""
        found: dict[tuple[str, ...], Shard] = {}
        for shard in self._lines(SHARDS, Shard):
            found[key_of(shard)] = shard
        return list(found.values())

    def rejects(self) -> list[Reject]:
        """Return what failed, each input once, as it failed last."""
        found = {(reject.sha256, reject.number, reject.source): reject for reject in self._lines(REJECTS, Reject)}
        return list(found.values())

    def dropped(self) -> list[Dropped]:
        """Return what was dropped, each document once, as it was judged last."""
        return list({dropped.document: dropped for dropped in self._lines(DROPPED, Dropped)}.values())

    def add(self, shards: Iterable[Shard] = (), rejects: Iterable[Reject] = (), dropped: Iterable[Dropped] = ()) -> None:
        """Add lines and see them on the disk; those of shards last, since they say that the others are there."""
        self._write(REJECTS, rejects)
        self._write(DROPPED, dropped)
        self._write(SHARDS, shards)

    def _write(self, name: str, lines: Iterable[Frozen]) -> None:
        data = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
        if not data:
            return
        self.folder.mkdir(exist_ok=True)
        path = self.folder / name
        torn = path.exists() and path.stat().st_size > 0 and _last_byte(path) != b"\n"
        with path.open("ab") as file:
            file.write(b"\n" + data if torn else data)
            file.flush()
            os.fsync(file.fileno())

    def _lines(self, name: str, kind: type[T]) -> Iterator[T]:
        path = self.folder / name
        if not path.is_file():
            return
        decoder = msgspec.json.Decoder(kind)
        with path.open("rb") as file:
            for line in file:
                try:
                    yield decoder.decode(line)
                except msgspec.MsgspecError:
                    continue  # torn by a kill, or of another version: what it said is found again


def key_of(shard: Shard) -> tuple[str, ...]:
    """Return what tells the takings-in of archives apart: bytes, engine, gate, what was told of all texts."""
    return (shard.sha256, shard.engine, shard.version, shard.gate or "", shard.options)


def file_sha256(path: str) -> str:
    """Return the SHA-256 of the file at `path`, read in pieces."""
    digest = hashlib.sha256()
    with Path(path).open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1)
