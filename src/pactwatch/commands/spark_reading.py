"""`pactwatch read --runner spark IN... OUT`: archives to shards of readings on a cluster; `pactwatch load` takes them from there."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import typer

from pactwatch.commands.failing import SOME_INPUTS, say
from pactwatch.errors import IntakeError, UsageError
from pactwatch.intake.files import folder_files
from pactwatch.runners.shards import ShardInfo, shard_path, shard_rows
from pactwatch.runners.spark import MISSING, read_spark, session
from pactwatch.runners.units import PART_BYTES, Asked, units_of

MANIFEST = "_manifest.jsonl"
PARTS = "pactwatch.part.bytes"
"""The setting of the size from which an archive is read in parts of about that size."""


class SparkSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How a run on Spark was asked for: `conf` are settings as KEY=VALUE, those of Spark and PARTS of our own."""

    master: str
    conf: tuple[str, ...] = ()
    asked: Asked = Asked()
    quiet: bool = False


def read_on_spark(arguments: Sequence[str], settings: SparkSettings) -> None:
    """Read all but the last of `arguments` into shards in the folder that the last one names; raise typer.Exit 3 where some failed.

    Raises UsageError: PW187 where there is no folder for shards, or an input that is no file; PW188 where Spark gives up.
    """
    if len(arguments) < 2:
        raise UsageError("--runner spark takes inputs and, last, the folder for the shards of readings", code=MISSING)
    *sources, out = arguments
    folder = Path(out)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{out} is a file; --runner spark takes, last, the folder for the shards of readings", code=MISSING)
    files, failed = files_of(sources, folder)
    conf = dict(map(setting, settings.conf))
    units = units_of(files, _whole(conf.pop(PARTS, str(PART_BYTES))))
    spark = session(settings.master, conf)
    try:
        infos = list(read_spark(spark, units, folder, settings.asked))
    finally:
        spark.stop()
    write_manifest(folder, infos)
    failed += _name_rejects(folder, infos)
    if not settings.quiet:
        say(_summary(infos, folder))
    if failed:
        raise typer.Exit(SOME_INPUTS)


def refuse_elsewhere(options: Mapping[str, object]) -> None:
    """Raise UsageError PW187 for the first of `options` that is given: what a run on Spark, which writes shards, does not do."""
    for name, given in options.items():
        if given:
            raise UsageError(f"{name} does not go with --runner spark, which writes shards of readings", code=MISSING)


def files_of(sources: Sequence[str], out: Path) -> tuple[list[str], int]:
    """Return the files of `sources` as absolute paths, what lies in `out` left aside, and how many sources are none."""
    found: list[str] = []
    failed = 0
    for source in sources:
        if "://" in source or source == "-":
            raise UsageError(f"{source}: on Spark, inputs are files that every worker reaches by the same path", code=MISSING)
        for path in folder_files(source) if os.path.isdir(source) else [source]:
            if isinstance(path, IntakeError) or not os.path.isfile(path):
                failed += 1
                say(f"{path.code} {source}: {path}" if isinstance(path, IntakeError) else f"PW201 {path}: there is no such file; check the path")
            elif out.absolute() not in Path(path).absolute().parents:
                found.append(os.path.abspath(path))
    return found, failed


def write_manifest(folder: Path, infos: Sequence[ShardInfo]) -> None:
    """Write what each shard says of itself, a line each, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{MANIFEST}.new"
    unfinished.write_bytes(b"".join(msgspec.json.encode(info) + b"\n" for info in infos))
    os.replace(unfinished, folder / MANIFEST)


def _name_rejects(folder: Path, infos: Sequence[ShardInfo]) -> int:
    """Name what failed on stderr, in the order of the inputs, and return how much that is."""
    paths = [shard_path(folder, info.key) for info in infos if info.failed]
    rows = [row for path in paths for row in shard_rows(path, "file", "code", "reason") if row.kind == "reject"]
    for row in sorted(rows, key=lambda row: (row.file, row.number)):
        say(f"{row.code} {row.source}: {row.reason}")
    return len(rows)


def _summary(infos: Sequence[ShardInfo], folder: Path) -> str:
    read, failed, dropped = (sum(getattr(info, name) for info in infos) for name in ("read", "failed", "dropped"))
    return f"{read} read, {failed} set aside, {dropped} dropped by the gate, in {len(infos)} shards; `pactwatch load {folder}` takes them in"


def setting(entry: str) -> tuple[str, str]:
    """Return a setting of Spark, written KEY=VALUE. Raises UsageError PW187 for another form."""
    key, equals, value = entry.partition("=")
    if not equals or not key:
        raise UsageError(f"--conf {entry}: a setting is written KEY=VALUE", code=MISSING)
    return key, value


def _whole(value: str) -> int:
    if not value.isdecimal() or not int(value):
        raise UsageError(f"--conf {PARTS}={value}: this is a whole number of bytes", code=MISSING)
    return int(value)
