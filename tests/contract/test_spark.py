"""Spark on a real cluster of processes: the local runner's digest, whatever dies on the way; stories and copies as found here.

The whole of this file needs Java, and about 40 seconds where nothing else runs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from pactwatch.errors import IntakeError
from pactwatch.intake import IntakeOptions, take_in
from pactwatch.runners.archive_stories import local_copies, local_stories, neighbourhoods
from pactwatch.runners.local import read_local
from pactwatch.runners.outcome import digest
from pactwatch.runners.pool import read_pool
from pactwatch.runners.shards import digest_of_shards, shard_files, shard_info, shard_rows
from pactwatch.runners.units import Asked, Unit, read_unit, units_of
from pactwatch.store import open_ledger

ROOT = Path(__file__).resolve().parents[2]
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="Spark runs on Java, and no java is here")
ROWS = 24
TOLD = (
    "Norway will send {count} soldiers to Latvia from the port of Bergen in May, the defence ministry said on Monday.",
    "Latvia expects {count} Norwegian soldiers from Bergen in May, Defence Minister Inga Berzins told parliament.",
)
OUTLETS = ("The Post", "The Courier", "The Lantern")


def rows() -> list[dict[str, str]]:
    """Return texts of eight events, each by three outlets, the third of which copies the first; two are no text."""
    found = []
    for number in range(ROWS):
        event, outlet = divmod(number, 3)
        told = TOLD[outlet % 2].format(count=f"{event + 2}40")
        more = f"They are to train with battalion {event + 5} near Riga, and {event + 3}1 vehicles go with them by ferry."
        text = f"{told}\n\n{more} A spokesman would not say what the journey of group {event * 37} costs."
        found.append({"text": text, "url": f"https://{outlet}.example/{event}", "title": f"Norway sends {event + 2}40 soldiers to Latvia",
                      "publisher": OUTLETS[outlet], "published": f"2025-0{event + 1}-1{outlet}"})  # fmt: skip
    return found


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("in") / "rows.jsonl"
    lines = [json.dumps(row) for row in rows()]
    path.write_text("\n".join([*lines[:10], '{"no": "text"}', *lines[10:], "{broken"]) + "\n")
    return path


def documents(archive: Path) -> list:
    return [taken.document for taken in take_in([str(archive)], IntakeOptions()) if taken.document]


def local(archive: Path) -> str:
    return digest(read_local(documents(archive), "rules"))


def read_here(archive: Path, out: Path, part_bytes: int = 2000) -> list[Path]:
    out.mkdir(exist_ok=True)
    for unit in units_of([str(archive)], part_bytes):
        read_unit(unit, out, Asked(engine="rules", gate=False), lambda texts: read_local(texts, "rules"))
    return shard_files([str(out)])


def test_parts_read_anywhere_and_twice_give_the_digest_of_the_loop(archive: Path, tmp_path: Path) -> None:
    files = read_here(archive, tmp_path / "out")
    assert len(files) == len(units_of([str(archive)], 2000)) > 3
    assert digest_of_shards(files) == local(archive) == digest(read_pool(documents(archive), 2, "rules"))
    before = {path.name: path.stat().st_mtime_ns for path in files}
    assert {path.name: path.stat().st_mtime_ns for path in read_here(archive, tmp_path / "out")} == before
    kinds = Counter(row.kind for path in files for row in shard_rows(path, "kind"))
    assert kinds == {"reading": ROWS, "reject": 2}
    assert sorted(row.code for path in files for row in shard_rows(path, "code") if row.kind == "reject") == ["PW209", "PW210"]


def test_units_hold_every_file_once(tmp_path: Path) -> None:
    files = []
    for number, size in enumerate([10, 10, 5000, 10, 900, 900, 900, 10]):
        files.append(str(tmp_path / f"{number}.txt"))
        Path(files[-1]).write_bytes(b"x" * size)
    units = units_of(files, 2000)
    assert [path for unit in units if unit.part == 0 for path in unit.paths] == files
    assert [unit.first for unit in units if unit.part == 0] == [files.index(unit.paths[0]) for unit in units if unit.part == 0]
    assert [unit.part for unit in units if unit.parts == 3] == [0, 1, 2]


def test_a_file_that_is_gone_and_a_shard_that_is_none(tmp_path: Path) -> None:
    info = read_unit(Unit(paths=(str(tmp_path / "gone.txt"),)), tmp_path, Asked(engine="rules"), lambda texts: read_local(texts, "rules"))
    assert (info.read, info.failed) == (0, 1)
    broken = tmp_path / "part-1.parquet"
    broken.write_bytes(b"PAR1 and no more")
    with pytest.raises(IntakeError) as error:
        shard_info(broken)
    assert error.value.code == "PW243"


def test_neighbourhoods_are_what_is_connected() -> None:
    assert neighbourhoods([("b", "c"), ("e", "d"), ("c", "a")]) == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "d"}


def command(*arguments: str, **more: str) -> list[str]:
    conf = {
        "spark.executorEnv.PYTHONPATH": str(ROOT / "src"), "spark.executor.memory": "512m", "spark.executor.cores": "1",
        "spark.executor.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1", **more,
    }  # fmt: skip
    return [sys.executable, "-m", "pactwatch.cli", *arguments, *(part for key, value in conf.items() for part in ("--conf", f"{key}={value}"))]


@needs_java
def test_a_worker_that_is_killed_in_the_middle_loses_and_doubles_nothing(archive: Path, tmp_path: Path) -> None:
    from spark_cluster import Cluster

    out = tmp_path / "out"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "SPARK_LOCAL_IP": "127.0.0.1"}
    with Cluster(tmp_path) as cluster:
        call = command("read", "--runner", "spark", "--master", cluster.url, "--engine", "rules", "--no-gate", str(archive), str(out),
                       **{"pactwatch.part.bytes": "900"})  # fmt: skip
        driver = subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while driver.poll() is None and not list(out.glob("part-*")):
            time.sleep(0.02)
        assert driver.poll() is None, "the run was over before a worker could be killed"
        cluster.kill(0)
        _, told = driver.communicate(timeout=300)
        assert driver.returncode == 3, told
        assert [line.split(":")[0] for line in told.splitlines() if line.startswith("PW")] == [f"PW210 {archive}#11", f"PW209 {archive}#26"]
        files = shard_files([str(out)])
        assert digest_of_shards(files) == local(archive)
        assert sum(shard_info(path).read for path in files) == ROWS
        assert not list(out.glob("_unfinished-*"))

        call = command("stories", str(out), "--runner", "spark", "--master", cluster.url, "--least", "1")
        found = subprocess.run(call, env=environment, capture_output=True, text=True, timeout=300, check=True).stdout
    told_stories = [tuple(json.loads(line)["documents"]) for line in found.splitlines()]
    assert told_stories == local_stories(files)
    assert sum(map(len, told_stories)) == ROWS
    _loads_once(files, tmp_path)


def _loads_once(files: list[Path], folder: Path) -> None:
    from pactwatch.commands.loading import load_shards

    where = str(folder / "loaded.db")
    load_shards([str(path) for path in files[::-1]], where)
    with open_ledger(where) as ledger:
        before = ledger.verify()
    load_shards([str(files[0].parent)], where)
    with open_ledger(where) as ledger:
        assert ledger.verify() == before
    assert before.ok
    assert before.checked["readings"] == ROWS


@needs_java
def test_copies_found_on_spark_are_those_found_here(archive: Path, tmp_path: Path) -> None:
    files = read_here(archive, tmp_path / "out")
    expected = local_copies(files)
    assert len(expected) >= ROWS // 3
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "SPARK_LOCAL_IP": "127.0.0.1"}
    call = [sys.executable, "-m", "pactwatch.cli", "stories", str(tmp_path / "out"), "--copies", "--runner", "spark", "--master", "local[1]"]
    found = subprocess.run(call, env=environment, capture_output=True, text=True, timeout=300, check=True).stdout
    assert [json.loads(line) for line in found.splitlines()] == [{"a": copy.a, "b": copy.b, "similarity": copy.similarity} for copy in expected]


def test_what_a_run_on_spark_lacks_is_said(tmp_path: Path, archive: Path) -> None:
    from typer.testing import CliRunner

    from pactwatch.cli import app

    for arguments, words in ((["rows.jsonl"], "last, the folder"), (["https://a.example/", "out"], "every worker"), (["-", "out"], "every worker")):
        done = CliRunner().invoke(app, ["read", "--runner", "spark", *arguments])
        assert done.exit_code == 2
        assert "PW187" in done.stderr
        assert words in done.stderr
    done = CliRunner().invoke(app, ["load", str(tmp_path)])
    assert (done.exit_code, "PW187" in done.stderr) == (2, True)
