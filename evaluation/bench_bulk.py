"""What reading in bulk costs: pool and Spark against the plain loop, memory, the gate on a mix, and a run that is killed.

usage: python -m evaluation.bench_bulk [--articles N] [--mix N] [--without PART,PART...]

runners   N articles (default 120) of which every one is read: CPU seconds of the loop, of a pool of two, and of Spark (local[2]: one
          JVM and two Python workers, whose CPU is counted), the digests, the most memory of a process; what loading the engine costs
          is taken off as measured with two articles, since it is paid once a process and not once an article
gate      M articles of the corpus (default 400; 5 % relevant): CPU seconds with and without the gate
killed    the mix read by the command line with two processes, killed twice, finished: readings, doubled or lost ones
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from evaluation import corpus
from pactwatch.intake import IntakeOptions, take_in
from pactwatch.model import Document, make_document

ROOT = Path(__file__).parents[1]
FIXED = 2


def cpu(of: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return CPU seconds of this process and its ended children, seconds of the clock, and what `of` returns."""
    before, began = _used(), time.monotonic()
    made = of()
    return _used() - before, time.monotonic() - began, made


def _used() -> float:
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in found)


def in_process(path: Path, runner: str) -> None:
    """Read the rows at `path` by `runner` and print digest, CPU seconds, clock seconds, peak memory, and that of children."""
    from pactwatch.runners.local import read_local
    from pactwatch.runners.outcome import Outcome, digest, read_one
    from pactwatch.runners.pool import Workers

    documents = [taken.document for taken in take_in([str(path)], IntakeOptions()) if taken.document]
    began = time.monotonic()
    if runner == "pool":
        with Workers(2) as workers:
            made = digest(workers.map(iter(documents), partial(read_one, engine="hybrid"), Outcome))
            used, below = tree_cpu(os.getpid()), peak_below(os.getpid())  # while the workers live
    else:
        made = digest(read_local(documents))
        used, below = tree_cpu(os.getpid()), 0
    took = time.monotonic() - began
    print(made, used, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, below)


def peak_below(root: int) -> int:
    """Return the most memory, in MB, that a process below `root` has had; 0 where none lives."""
    found = [0]
    for pid in _tree(root) - {root}:
        with suppress(OSError, ValueError):
            told = (Path("/proc") / str(pid) / "status").read_text()
            found.append(int(told.partition("VmHWM:")[2].split()[0]) // 1024)
    return max(found)


def on_spark(path: Path, folder: Path) -> None:
    """Read the rows at `path` on Spark and print digest, CPU seconds of all processes, clock seconds, peak memory."""
    from pactwatch.runners.shards import digest_of_shards, shard_files
    from pactwatch.runners.spark import read_spark, session
    from pactwatch.runners.units import Asked, units_of

    began = time.monotonic()
    spark = session("local[2]", {})
    units = units_of([str(path)], max(1, path.stat().st_size // 4))
    infos = list(read_spark(spark, units, folder, Asked(gate=False)))
    used = tree_cpu(os.getpid())
    spark.stop()
    print(digest_of_shards(shard_files([str(folder)])), used, time.monotonic() - began, max(info.peak_bytes for info in infos) // 2**20, 0)


def tree_cpu(root: int) -> float:
    """Return the CPU seconds so far of a process and all below it that live, or were waited for."""
    below = _tree(root)
    return sum(used for pid, (_, used) in _processes().items() if pid in below)


def _tree(root: int) -> set[int]:
    found, parents = {root}, {pid: parent for pid, (parent, _) in _processes().items()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _processes() -> dict[int, tuple[int, float]]:
    """Return each process's parent and CPU seconds."""
    ticks, found = os.sysconf("SC_CLK_TCK"), {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError, IndexError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                found[int(entry.name)] = int(fields[1]), sum(map(int, fields[11:15])) / ticks
    return found


def runners(folder: Path, articles: int, without: set[str]) -> None:
    """Print what each runner costs on `articles` texts."""
    files = {}
    for count in (FIXED, articles):
        files[count] = folder / f"{count}.jsonl"
        rows = (row for row in corpus.articles(articles * 3, relevant=0.3) if row["language"] == "en")
        corpus.write(files[count], [next(rows) for _ in range(count)])
    base = 0.0
    for name in ("local", "pool", "spark"):
        if name in without:
            continue
        fixed, whole = (_measured(name, files[count], folder) for count in (FIXED, articles))
        a_text = (whole[1] - fixed[1]) / (articles - FIXED)
        base = base or a_text
        print(f"{name:6} digest {whole[0][:12]}  {1000 * a_text:6.0f} ms CPU an article ({a_text / base:.2f} of the loop), "
              f"{fixed[1]:.1f} s to start; {whole[2]:.0f} s by the clock; at most {whole[3]:.0f} MB here, {whole[4]:.0f} MB in a worker", flush=True)


def _measured(name: str, path: Path, folder: Path) -> tuple[str, float, float, float, float]:
    out = folder / f"shards-{path.stem}"
    call = [sys.executable, "-m", "evaluation.bench_bulk", "--one", name, "--input", str(path), "--out", str(out)]
    told = subprocess.run(call, capture_output=True, text=True, check=True, env=environment()).stdout.split()  # noqa: S603 - ourselves
    return told[0], *map(float, told[1:5])  # type: ignore[return-value]


def environment() -> dict[str, str]:
    """Return the environment in which this checkout is imported."""
    return os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def gate(mix: int) -> None:
    """Print what a mix costs with the gate and without it."""
    from pactwatch.reading.gate import judge
    from pactwatch.runners.local import read_local

    rows = list(corpus.articles(mix))
    documents = [make_document(row["text"], title=row["title"], url=row["url"], published=row["published"], language=row["language"]) for row in rows]
    list(read_local(documents[:1]))
    used, _, verdicts = cpu(lambda: [judge(document) for document in documents])
    passing = [document for document, verdict in zip(documents, verdicts, strict=True) if verdict.passes]
    stopped = [document for document, verdict in zip(documents, verdicts, strict=True) if not verdict.passes]
    sample = stopped[:: max(1, len(stopped) // 60)]
    with_gate, _, _ = cpu(lambda: _read(passing))
    without, _, _ = cpu(lambda: _read(sample))
    without = with_gate + without / max(1, len(sample)) * len(stopped)
    relevant = [judged.passes for row, judged in zip(rows, verdicts, strict=True) if row["kind"] == "relevant"]
    share = (used + with_gate) / without
    print(f"gate   {mix} articles, {len(relevant)} relevant, of which {sum(relevant)} pass, and {len(passing)} of all; "
          f"{1000 * used / mix:.2f} ms an article; {used + with_gate:.1f} s CPU with it, {without:.1f} s without "
          f"({len(sample)} of those stopped were read): {share:.0%}", flush=True)


def _read(documents: list[Document]) -> int:
    from pactwatch.runners.local import read_local

    return sum(1 for _ in read_local(documents))


def killed(folder: Path, mix: int) -> None:
    """Print what a run that is killed twice and then finished leaves in the ledger."""
    import sqlite3

    archive, ledger = folder / "mix.warc.gz", folder / "mix.db"
    corpus.write(archive, corpus.articles(mix))
    call = [sys.executable, "-m", "pactwatch.cli", "read", str(archive), "--no-print", "--processes", "2", "--ledger", str(ledger), "-q"]

    def kept() -> int:
        try:
            with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as connection:
                return int(connection.execute("SELECT count(*) FROM readings").fetchone()[0])
        except sqlite3.OperationalError:
            return 0

    for wanted in (2, 8):
        process = subprocess.Popen(call, env=environment(), start_new_session=True, stderr=subprocess.DEVNULL)  # noqa: S603
        while process.poll() is None and kept() < wanted:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        print(f"killed with {kept()} readings kept", flush=True)
    subprocess.run(call, env=environment(), check=False, stderr=subprocess.DEVNULL)  # noqa: S603
    once = folder / "once.db"
    subprocess.run([*call[:-2], str(once), "-q"], env=environment(), check=False, stderr=subprocess.DEVNULL)  # noqa: S603
    from pactwatch.store import open_ledger

    with open_ledger(ledger) as ours, open_ledger(once) as theirs:
        found, expected = ours.verify(), theirs.verify()
    same = found.content_sha256 == expected.content_sha256
    print(f"finished: {found.checked['readings']} readings, {expected.checked['readings']} in a run of one go, "
          f"content {'equal' if same else 'DIFFERS'}, {len(found.failures)} failures", flush=True)


def main() -> int:
    """Measure; return the exit code."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="evaluation.bench_bulk", description=__doc__, formatter_class=raw)
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--mix", type=int, default=400)
    parser.add_argument("--without", default="", help="parts to leave out: local, pool, spark, gate, killed")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--input", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        on_spark(asked.input, asked.out) if asked.one == "spark" else in_process(asked.input, asked.one)
        return 0
    without = set(asked.without.split(","))
    with tempfile.TemporaryDirectory() as made:
        runners(Path(made), asked.articles, without)
        if "gate" not in without:
            gate(asked.mix)
        if "killed" not in without:
            killed(Path(made), asked.mix)
    return 0


if __name__ == "__main__":
    sys.exit(main())
