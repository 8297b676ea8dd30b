"""`pactwatch stories`: the stories or copies among the readings of shards, here or on Spark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pactwatch.casefile.rows import encode_json
from pactwatch.commands.choices import RunnerChoice
from pactwatch.commands.failing import say
from pactwatch.commands.printing import write
from pactwatch.errors import UsageError
from pactwatch.runners.shards import shard_files, shard_info
from pactwatch.runners.spark import MISSING

T = TypeVar("T")


def list_stories(sources: Sequence[str], *, runner: RunnerChoice, master: str, conf: Sequence[str], least: int, copies: bool) -> None:
    """Print the stories of `least` documents or more, or with `copies` the pairs of copies, one JSON object a line.

    Raises UsageError: PW187 where there are no shards, PW188 where Spark gives up.
    """
    paths = shard_files(sources)
    if not paths:
        raise UsageError("there is no shard of readings there; `pactwatch read --runner spark IN OUT` makes them", code=MISSING)
    for path in paths:
        shard_info(path)  # what is none is named before anything is computed
    found = _copies(paths, runner, master, conf) if copies else _stories(paths, runner, master, conf, least)
    for item in found:
        write(encode_json(item) + b"\n")
    if not found:
        say("no document copies another" if copies else f"there is no story of {least} documents or more")


def _stories(paths: Sequence[Path], runner: RunnerChoice, master: str, conf: Sequence[str], least: int) -> list[Any]:
    from pactwatch.runners.archive_stories import local_stories, spark_stories

    found = _on_spark(spark_stories, paths, master, conf) if runner is RunnerChoice.spark else local_stories(paths)
    return [{"documents": story} for story in found if len(story) >= least]


def _copies(paths: Sequence[Path], runner: RunnerChoice, master: str, conf: Sequence[str]) -> list[Any]:
    from pactwatch.runners.archive_stories import local_copies, spark_copies

    return list(_on_spark(spark_copies, paths, master, conf) if runner is RunnerChoice.spark else local_copies(paths))


def _on_spark(compute: Callable[[Any, Sequence[Path]], list[T]], paths: Sequence[Path], master: str, conf: Sequence[str]) -> list[T]:
    from pactwatch.commands.spark_reading import setting
    from pactwatch.runners.spark import session, trying

    spark = session(master, dict(map(setting, conf)))
    try:
        with trying():
            return compute(spark, paths)
    finally:
        spark.stop()
