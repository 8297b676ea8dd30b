"""Shards: Parquet files of readings, as workers write them and `pactwatch load` reads them.

A shard is named by what it was made of (the bytes of its inputs, which part of them, engine, gate), and comes to be by a
rename, whole or not at all: a task that is retried or run twice at once makes the same file, and a reader sees each once.
Its rows run in the order of the inputs; each is a reading with its capture, a reject, or a text that the gate dropped.
"""

from __future__ import annotations

import os
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import msgspec

from pactwatch.errors import IntakeError
from pactwatch.ids import sha256_hex
from pactwatch.intake.codes import Code, failure
from pactwatch.model import Capture, Frozen, Reading
from pactwatch.runners.outcome import reading_digest

GROUP = 64
"""Rows that are in memory at once."""
PREFIX, SUFFIX = "part-", ".parquet"
Kind = Literal["reading", "reject", "dropped"]


class Row(Frozen, frozen=True, kw_only=True):
    """One row: where it came from, and by its `kind` what became of it.

    `archive` is the file that it is input `number` of, `file` that file's place among those of the run that made the shard.
    """

    kind: Kind
    source: str
    archive: str
    number: int
    file: int = 0
    document: str = ""
    url: str | None = None
    title: str | None = None
    digest: str = ""
    reading: bytes = b""
    capture: bytes = b""
    code: str = ""
    reason: str = ""
    score: float = 0.0

    def decoded(self) -> tuple[Reading, Capture | None]:
        """Return the reading and its capture. Raises IntakeError (BROKEN_SHARD) where they are not those that `digest` was made of."""
        try:
            if sha256_hex(self.reading) != self.digest:
                raise ValueError("the reading does not give its digest")
            reading = msgspec.msgpack.decode(self.reading, type=Reading)
            return reading, msgspec.msgpack.decode(self.capture, type=Capture) if self.capture else None
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            message = f"its row is damaged, or of another version ({error}); a damaged shard is made again once it is deleted"
            raise failure(Code.BROKEN_SHARD, message) from error


class ShardInfo(Frozen, frozen=True, kw_only=True):
    """What a shard says of itself: `archives` are the paths and SHA-256 of its inputs, `part` which of `parts` of them.

    `cpu_seconds` are those of the process that made it, `peak_bytes` the most memory that process has had so far.
    """

    key: str
    engine: str
    version: str
    gate: str | None
    archives: dict[str, str]
    part: int
    parts: int
    read: int = 0
    failed: int = 0
    dropped: int = 0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0
    left_out: dict[str, dict[str, int]] = {}  # noqa: RUF012 - msgspec copies an empty default


def reading_row(source: str, archive: str, number: int, reading: Reading, capture: Capture | None) -> Row:
    """Return the row of a reading."""
    document = reading.document
    return Row(
        kind="reading", source=source, archive=archive, number=number, document=document.id, url=document.url, title=document.title,
        digest=reading_digest(reading), reading=msgspec.msgpack.encode(reading), capture=msgspec.msgpack.encode(capture) if capture else b"",
    )  # fmt: skip


def shard_path(folder: Path, key: str) -> Path:
    """Return where the shard with this key lies."""
    return folder / f"{PREFIX}{key[:32]}{SUFFIX}"


def shard_files(sources: Iterable[str]) -> list[Path]:
    """Return the shards that are named, or lie in the folders that are named, sorted within each."""
    found: list[Path] = []
    for source in sources:
        path = Path(source)
        found += sorted(path.glob(f"{PREFIX}*{SUFFIX}")) if path.is_dir() else [path]
    return found


def write_shard(folder: Path, info: ShardInfo, rows: Iterable[Row], left_out: Mapping[str, Mapping[str, int]]) -> ShardInfo:
    """Write a shard of `rows` into `folder` and return its info, counts filled in.

    `left_out`, what is no input at all by file, is looked at when all rows are written.
    """
    import pyarrow.parquet

    began, counts = time.process_time(), {"reading": 0, "reject": 0, "dropped": 0}
    unfinished = folder / f"_unfinished-{info.key[:32]}-{uuid.uuid4().hex[:8]}{SUFFIX}"
    try:
        with pyarrow.parquet.ParquetWriter(unfinished, _schema(), compression="zstd", write_page_checksum=True) as writer:
            batch: list[dict[str, Any]] = []
            for row in rows:
                counts[row.kind] += 1
                batch.append(msgspec.structs.asdict(row))
                if len(batch) == GROUP:
                    writer.write_table(_table(batch))
                    batch.clear()
            if batch:
                writer.write_table(_table(batch))
            left = {path: dict(sorted(found.items())) for path, found in sorted(left_out.items())}
            info = msgspec.structs.replace(info, read=counts["reading"], failed=counts["reject"], dropped=counts["dropped"], left_out=left)
            info = msgspec.structs.replace(info, cpu_seconds=round(time.process_time() - began, 2), peak_bytes=peak_bytes())
            writer.add_key_value_metadata({"pactwatch": msgspec.json.encode(info).decode()})
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(unfinished, shard_path(folder, info.key))
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()
    return info


def peak_bytes() -> int:
    """Return the most memory that this process has had resident; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak if sys.platform == "darwin" else peak * 1024)


def shard_info(path: Path) -> ShardInfo:
    """Return what the shard at `path` says of itself. Raises IntakeError: BROKEN_SHARD, NOT_FOUND."""
    import pyarrow
    import pyarrow.parquet

    try:
        told = pyarrow.parquet.read_metadata(path).metadata or {}
        return msgspec.json.decode(told[b"pactwatch"], type=ShardInfo)
    except (pyarrow.ArrowException, msgspec.MsgspecError, OSError, ValueError, KeyError) as error:
        raise _broken(path, error) from error


def shard_rows(path: Path, *columns: str, damaged: Callable[[IntakeError], None] | None = None) -> Iterator[Row]:
    """Yield the rows of the shard at `path`; with `columns` only these are filled.

    Raises IntakeError: BROKEN_SHARD, NOT_FOUND; `damaged`, where given, is told of each group of rows that cannot be read, and the others go on.
    """
    import pyarrow
    import pyarrow.parquet

    broken = (pyarrow.ArrowException, msgspec.MsgspecError, OSError, ValueError, TypeError)
    wanted = sorted({*columns, "kind", "source", "archive", "number"}) if columns else None
    try:
        file = pyarrow.parquet.ParquetFile(path, page_checksum_verification=True)
    except broken as error:
        raise _broken(path, error) from error
    with file:
        for group in range(file.num_row_groups):
            try:
                for batch in file.iter_batches(batch_size=GROUP, row_groups=[group], columns=wanted, use_threads=False):
                    yield from msgspec.convert(batch.to_pylist(), list[Row])
            except broken as error:
                if damaged is None:
                    raise _broken(path, error) from error
                damaged(_broken(path, error, f"row group {group + 1} of {file.num_row_groups} of "))


def digest_of_shards(paths: Iterable[Path]) -> str:
    """Return the digest of all readings and rejects in the order of the inputs: that of runners/outcome.py over the same."""
    found = sorted(
        (row.file, row.number, row.source, row.digest or f"{row.document} {row.code}")
        for path in paths for row in shard_rows(path, "file", "digest", "document", "code") if row.kind != "dropped" and (row.digest or row.document)
    )  # fmt: skip
    return sha256_hex("\n".join(line for *_, line in found).encode())


def _schema() -> Any:  # pyarrow ships no types
    import pyarrow

    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bytes: pyarrow.binary()}
    kinds = {"number": int, "file": int, "score": float, "reading": bytes, "capture": bytes}
    return pyarrow.schema([(name, types[kinds.get(name, str)]) for name in Row.__struct_fields__])


def _table(rows: list[dict[str, Any]]) -> Any:
    import pyarrow

    return pyarrow.Table.from_pylist(rows, schema=_schema())


def _broken(path: Path, error: Exception, part: str = "") -> IntakeError:
    if isinstance(error, FileNotFoundError):
        return failure(Code.NOT_FOUND, f"{path}: there is no such file; check the path")
    what = "is damaged" if part else "is no shard of readings, or is damaged"
    return failure(Code.BROKEN_SHARD, f"{part}{path} {what} ({str(error)[:120]}); a damaged shard is made again once it is deleted")
