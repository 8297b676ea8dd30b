"""The Spark runner: units of work on the executors, shards in a folder that all of them reach (a shared file system).

Each unit is one Spark partition, given to a Python worker by `mapInArrow` (by `mapPartitions` where pandas, which PySpark asks
for, is missing); the worker reads it as the local runner does and
writes its shard (shards.py), and only counts go back to the driver. Spark repeats what an executor that died had begun;
the engine is loaded once in each Python worker, which takes unit after unit.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from pactwatch.errors import PactwatchError, UsageError
from pactwatch.runners.shards import ShardInfo
from pactwatch.runners.units import Asked, Run, Unit, read_unit

Work = Callable[[Iterable[int]], Iterator[tuple[int, bytes]]]
"""Reads the units at these places and yields what their shards say of themselves."""
MISSING, FAILED = "PW187", "PW188"
"""Codes: something that a run needs is not there; Spark gave up."""
DEFAULTS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.memory": "512m",
    "spark.python.worker.reuse": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1",
    "spark.driver.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
}
"""What a session is started with, unless `conf` says otherwise. The JVM only hands out units, so it needs little memory."""


def session(master: str, conf: Mapping[str, str], name: str = "pactwatch") -> Any:  # pyspark is an extra
    """Return a Spark session. Raises UsageError PW187 where PySpark or Java is missing."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError("PySpark is not installed; `pip install pactwatch[spark]` adds it", code=MISSING) from error
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise UsageError("Spark needs Java 17 or later, and no java is found; install it or set JAVA_HOME", code=MISSING)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder: Any = SparkSession.builder
    builder = builder.appName(name).master(master)
    for key, value in {**DEFAULTS, **conf}.items():
        builder = builder.config(key, value)
    try:
        found = builder.getOrCreate()
    except Exception as error:  # whatever the JVM says
        raise UsageError(f"Spark did not start at {master}: {_first_line(error)}", code=FAILED) from error
    found.sparkContext.setLogLevel("ERROR")
    return found


def read_spark(spark: Any, units: Sequence[Unit], folder: Path, asked: Asked) -> Iterator[ShardInfo]:
    """Read `units` into shards in `folder` and yield what each shard says of itself, in their order.

    Raises UsageError PW188 where Spark gives up; the shards that are done stay, and another run goes on from them.
    """
    if not units:
        return
    folder.mkdir(parents=True, exist_ok=True)
    encoded = [msgspec.json.encode(unit) for unit in units]
    work = _work(encoded, str(folder.absolute()), msgspec.json.encode(asked))
    with trying():
        found = _in_arrow(spark, encoded, work) if has_pandas() else _in_rdd(spark, encoded, work)
    for _, info in sorted(found):
        yield msgspec.json.decode(info, type=ShardInfo)
    for left in folder.glob("_unfinished-*"):
        left.unlink(missing_ok=True)  # of workers that died


@contextmanager
def trying() -> Iterator[None]:
    """Within, turn what Spark gives up with into UsageError PW188."""
    try:
        yield
    except PactwatchError:
        raise
    except Exception as error:  # Py4J's and Spark's own trees
        raise UsageError(f"Spark gave up: {_first_line(error)}", code=FAILED) from error


def has_pandas() -> bool:
    """Whether pandas is here, without which PySpark has no `mapInArrow`, although nothing of it is used there."""
    return importlib.util.find_spec("pandas") is not None


def _in_arrow(spark: Any, units: Sequence[bytes], work: Work) -> list[tuple[int, bytes]]:
    """Give each unit, as a partition of its own, to `work` by `mapInArrow`."""

    def mapped(batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow

        for batch in batches:
            for place, info in work(batch.column(0).to_pylist()):
                yield pyarrow.RecordBatch.from_pydict({"place": [place], "info": [info]})

    frame = spark.range(0, len(units), 1, numPartitions=len(units)).mapInArrow(mapped, "place long, info binary")
    return [(row.place, bytes(row.info)) for row in frame.collect()]


def _in_rdd(spark: Any, units: Sequence[bytes], work: Work) -> list[tuple[int, bytes]]:
    """Give each unit, as a partition of its own, to `work` by `mapPartitions`: the same without Arrow between."""
    found: list[tuple[int, bytes]] = spark.sparkContext.parallelize(range(len(units)), len(units)).mapPartitions(work).collect()
    return found


def _work(units: Sequence[bytes], folder: str, asked: bytes) -> Work:
    def work(places: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        from pyspark import TaskContext

        from pactwatch.reading.threads import share_processors
        from pactwatch.runners.spark import read_encoded

        share_processors()
        context = TaskContext.get()
        again = context is not None and context.attemptNumber() > 0
        for place in places:
            yield place, read_encoded(units[place], folder, asked, again)

    return work


def read_encoded(unit: bytes, folder: str, asked: bytes, again: bool) -> bytes:
    """Read a unit, on a worker; one that failed before is read in a process of its own, in case a text of it kills processes."""
    settings = msgspec.json.decode(asked, type=Asked)
    info = read_unit(msgspec.json.decode(unit, type=Unit), Path(folder), settings, _runner(settings.engine, again))
    return msgspec.json.encode(info)


def _runner(engine: str, again: bool) -> Run:
    if again:
        from pactwatch.runners.pool import read_pool

        return partial(read_pool, processes=1, engine=engine)
    from pactwatch.runners.local import read_local

    return partial(read_local, engine=engine)


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:300]
