"""Killed, interrupted or cut off at any moment: the ledger verifies, and a rerun completes it to the same content."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from command_line import Command

from pactwatch.commands.interrupting import noticed_interruption
from pactwatch.store import Verification, open_ledger

ROWS = [
    {"text": f"Norway sent {n} soldiers to Latvia in May, officials said.", "title": f"Report {n}", "published": "2025-06-18"}
    for n in range(100, 300)
]
READ = (sys.executable, "-m", "pactwatch.cli", "read", "rows.jsonl", "--format", "jsonl")


@pytest.fixture
def rows(folder: Path) -> Path:
    """Write 200 short articles."""
    path = folder / "rows.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS))
    return path


def listen() -> None:
    """Take Ctrl-C as a program in a terminal does."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*READ, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=listen,  # noqa: PLW1509  a run in the background ignores Ctrl-C, and so would its children
    )


def read_lines(process: subprocess.Popen[bytes], count: int) -> None:
    """Wait until the process has printed `count` readings more."""
    assert process.stdout is not None
    for _ in range(count):
        assert process.stdout.readline()


def end(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    out, err = process.communicate(timeout=60)
    return out, err


def verified(path: str = "pactwatch.db") -> Verification:
    with open_ledger(path) as ledger:
        return ledger.verify()


def test_killed_at_random_moments_it_verifies_and_a_rerun_completes_it(command: Command, rows: Path, folder: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    stored = 0
    for _ in range(3):
        process = start("--processes", "2")
        read_lines(process, stored + chance.randrange(20, 50))
        time.sleep(chance.random() * 0.2)
        process.kill()
        end(process)
        found = verified()
        assert found.failures == ()
        assert stored <= found.checked.get("documents", 0) < 200
        stored = found.checked.get("documents", 0)
    assert command("read", "rows.jsonl", "--format", "jsonl").out.count("\n") == 200
    assert command("read", "rows.jsonl", "--format", "jsonl", "--ledger", "whole.db").code == 0
    assert verified().failures == ()
    assert verified().content_sha256 == verified("whole.db").content_sha256
    assert verified().checked == verified("whole.db").checked


def test_interrupted_it_keeps_what_was_read_and_says_how_to_go_on(rows: Path) -> None:
    process = start()
    read_lines(process, 40)
    process.send_signal(signal.SIGINT)
    out, err = end(process)
    assert process.returncode == 130
    stored = verified().checked["documents"]
    assert stored >= 40 + out.count(b"\n")
    assert err.decode() == f"interrupted: {stored} texts are in pactwatch.db; run the same command again to go on from there\n"


def test_a_reader_that_goes_away_is_no_failure(rows: Path) -> None:
    process = start()
    read_lines(process, 3)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(60) == 0
    process.stderr.close()
    assert verified().failures == ()
    assert 3 <= verified().checked["documents"] < 200


STARTING = """
import os, signal
from pactwatch.runners.pool import ENGINE, _executor
if __name__ == "__main__":
    with _executor(1, ENGINE) as executor:
        found = executor.submit(len, "abc")
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.killpg(0, signal.SIGINT)
        print(found.result())
"""


def test_ctrl_c_while_the_processes_start_is_left_to_the_first_one(folder: Path) -> None:
    (folder / "starting.py").write_text(STARTING)
    done = subprocess.run(
        [sys.executable, "starting.py"], capture_output=True, text=True, timeout=120, start_new_session=True, check=False,
        preexec_fn=listen,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "3\n", "")


def processes_of(session: int) -> int:
    """Return how many processes run in `session`."""
    found = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            found += int(stat.read_text().rpartition(")")[2].split()[3]) == session
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts processes by /proc")
@pytest.mark.parametrize(("count", "after"), [(3, 0.0), (3, 0.3), (4, 0.0), (4, 0.1), (5, 0.05)])
def test_interrupted_while_the_processes_start_it_says_one_line(rows: Path, count: int, after: float) -> None:
    """`count`: itself, the resource tracker and the fork server; then what the server makes, which fails aloud if left alone."""
    process = subprocess.Popen(
        [*READ, "--processes", "2"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=listen,  # noqa: PLW1509
    )
    while processes_of(process.pid) < count:
        assert process.poll() is None
        time.sleep(0.002)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGINT)
    _, err = end(process)
    assert process.returncode == 130
    assert err.decode().startswith("interrupted")
    assert err.count(b"\n") == 1


WRITER = """
import json, sys
from pactwatch.model import Capture, Engine, Reading, make_document
from pactwatch.ids import sha256_hex
from pactwatch.store import open_ledger
body = b"bytes " * 3000
capture = Capture(sha256=sha256_hex(body), source="x", media_type="text/plain", size=len(body), captured_at="t", body=body)
with open_ledger("written.db", create=True) as ledger:
    print("open", flush=True)
    for batch in range(10_000):
        texts = [f"text {batch} {n} {sys.argv[1]}" for n in range(5)]
        readings = [Reading(document=make_document(t), engine=Engine(name="e", version="1", models={}), statements=(), claims=(), problems=())
                    for t in texts]
        ledger.add_many((r, capture) for r in readings)
"""


def test_killed_while_it_writes_only_whole_batches_are_in(folder: Path) -> None:
    chance = random.Random(11)  # noqa: S311
    for turn in range(6):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(turn)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.3)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        found = verified("written.db")
        assert found.failures == ()
        assert found.checked.get("documents", 0) % 5 == 0
    assert verified("written.db").checked["documents"] > 0


def test_an_interruption_that_a_library_swallows_is_noticed_later() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with noticed_interruption() as interruption:
        interruption.check()
        with suppress(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            interruption.check()
    signal.signal(signal.SIGINT, before)
