"""An archive read by every runner: `python -m evaluation.bench_archive [--articles 100000] [--kills 3] [--only RUNNER,...]`.

The corpus (evaluation/corpus.py) is written as files of 5,000 articles: one in five a web archive of pages with markup, the
others packed rows of text, Parquet and jsonl.zst in turn. The loop, the pool of two, and Spark (local[2], one JVM and two Python
workers) read all of it with the gate, each into shards of its own. The pool's run is killed (SIGKILL, the whole group)
`--kills` times and given again. Printed are the digests of readings, which must be one; readings, drops and rejects; CPU
seconds of all processes, also against the loop's; the most memory of a process that reads, after the first and after the last
shard; then the archive is loaded into a ledger, which must verify and hold each reading once. Exit 1 where something is wrong.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

import typer

from evaluation import corpus
from evaluation.bench_bulk import environment, peak_below, tree_cpu
from pactwatch.runners.shards import ShardInfo, digest_of_shards, shard_files, shard_info

A_FILE = 5000
MOST = {"loop": 1.0, "pool": 1.3, "spark": 2.0}
"""CPU against the loop's, and memory below in MB: what issue 7 asks of a large archive."""
MEMORY = 1000


def written(folder: Path, articles: int) -> list[str]:
    """Write the archive where it is not there yet and return its files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for place, first in enumerate(range(0, articles, A_FILE)):
        ending = ("warc.gz", "parquet", "jsonl.zst", "parquet", "jsonl.zst")[place % 5]
        files.append(folder / f"{place:03d}.{ending}")
        if not files[-1].exists():
            corpus.write(files[-1], map(corpus.article, range(first, min(articles, first + A_FILE))))
    return [str(path) for path in files]


def read(runner: str, files: list[str], folder: Path) -> None:
    """Read `files` into shards in `folder` and print the CPU seconds of all processes of this run."""
    from pactwatch.runners.local import read_local
    from pactwatch.runners.outcome import Outcome, read_one
    from pactwatch.runners.pool import Workers
    from pactwatch.runners.units import Asked, read_unit, units_of

    folder.mkdir(parents=True, exist_ok=True)
    units, asked = units_of(files), Asked()
    if runner == "spark":
        from pactwatch.runners.spark import read_spark, session

        spark = session("local[2]", {})
        _said(read_spark(spark, units, folder, asked))
        used = tree_cpu(os.getpid())
        spark.stop()
    elif runner == "pool":
        with Workers(2) as workers:
            one = partial(read_one, engine=asked.engine)
            _said(read_unit(unit, folder, asked, lambda documents: workers.map(iter(documents), one, Outcome)) for unit in units)
            used = tree_cpu(os.getpid())
            print(f"  a worker had at most {peak_below(os.getpid())} MB", file=sys.stderr, flush=True)
    else:
        _said(read_unit(unit, folder, asked, read_local) for unit in units)
        used = tree_cpu(os.getpid())
    print(used)


def _said(infos: Iterable[ShardInfo]) -> None:
    for info in infos:
        print(f"  {info.key[:12]} {info.peak_bytes // 2**20} MB", file=sys.stderr, flush=True)


def measured(runner: str, data: Path, folder: Path, kills: int) -> tuple[float, float]:
    """Run a runner in a process of its own, killed `kills` times; return CPU seconds (of the last run alone) and of the clock."""
    call = [sys.executable, "-m", "evaluation.bench_archive", "--one", runner, "--data", str(data), "--out", str(folder)]
    chance, began = random.Random(7), time.monotonic()  # noqa: S311 - the same moments each time
    for number in range(kills):
        process = subprocess.Popen(call, env=environment(), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        before = len(shard_files([str(folder)])) if folder.exists() else 0
        while process.poll() is None and (not folder.exists() or len(shard_files([str(folder)])) == before):
            time.sleep(0.2)
        time.sleep(chance.uniform(0, 10))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        print(f"  killed ({number + 1}) with {len(shard_files([str(folder)]))} shards there", flush=True)
    told = subprocess.run(call, env=environment(), check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - ourselves
    return float(told.split()[-1]), time.monotonic() - began


def told(runner: str, folder: Path, used: float, took: float, base: float) -> tuple[str, bool]:
    """Print what a run made; return its digest and whether it keeps what is asked of it."""
    shards = shard_files([str(folder)])
    infos: list[ShardInfo] = [shard_info(path) for path in shards]
    peaks = [info.peak_bytes // 2**20 for info in sorted(infos, key=lambda info: info.peak_bytes)]
    made, ratio = digest_of_shards(shards), used / base
    print(
        f"{runner:6} digest {made[:16]}  {sum(info.read for info in infos)} readings, {sum(info.dropped for info in infos)} dropped, "
        f"{sum(info.failed for info in infos)} failed in {len(shards)} shards; {used:.0f} s CPU ({ratio:.2f} of the loop), {took:.0f} s by "
        f"the clock; at most {peaks[0]} MB at first, {peaks[-1]} MB at last",
        flush=True,
    )
    return made, ratio <= MOST[runner] and peaks[-1] < MEMORY


def main() -> int:
    """Measure; return the exit code."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="evaluation.bench_archive", description=__doc__, formatter_class=raw)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--only", default="loop,pool,spark")
    parser.add_argument("--folder", type=Path, help="where archive and shards are kept; a folder of its own that goes afterwards unless given")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        read(asked.one, sorted(str(path) for path in asked.data.iterdir()), asked.out)
        return 0
    with tempfile.TemporaryDirectory() as made:
        return _all(asked.folder or Path(made), asked)


def _all(folder: Path, asked: argparse.Namespace) -> int:
    files = written(folder / "data", asked.articles)
    print(f"{asked.articles} articles in {len(files)} files, {sum(os.path.getsize(path) for path in files) / 1e6:.0f} MB", flush=True)
    base, digests, good = 0.0, set(), True
    for runner in asked.only.split(","):
        used, took = measured(runner, folder / "data", folder / runner, asked.kills if runner == "pool" and base else 0)
        base = base or used
        digest, kept = told(runner, folder / runner, used, took, base)
        digests.add(digest)
        good = good and kept
    return 0 if good and len(digests) == 1 and _loads(folder, asked.only.split(",")[-1]) else 1


def _loads(folder: Path, runner: str) -> bool:
    from pactwatch.commands.loading import load_shards
    from pactwatch.store import open_ledger

    shards = shard_files([str(folder / runner)])
    with suppress(typer.Exit):  # a damaged record of the corpus is a reject, and said
        for _ in range(2):
            load_shards([str(folder / runner)], str(folder / "archive.db"), quiet=True)
    with open_ledger(folder / "archive.db") as ledger:
        found = ledger.verify()
    wanted = sum(shard_info(path).read for path in shards)
    print(f"loaded twice: {found.checked['readings']} readings of {wanted} in the shards, {len(found.failures)} failures", flush=True)
    return not found.failures


if __name__ == "__main__":
    sys.exit(main())
