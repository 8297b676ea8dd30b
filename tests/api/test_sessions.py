"""Many who are logged in write on the same claims at once, by the forms of the page: nothing is lost, and who came second is told."""

from __future__ import annotations

import re
import subprocess
import sys


def test_no_note_of_many_sessions_is_lost():
    asked = ["--requests", "24", "--sessions", "6", "--threads", "6", "--claims", "1"]
    run = subprocess.run([sys.executable, "-m", "evaluation.bench_sessions", *asked], capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 answers were other than asked for, 0 notes lost, 0 doubled, ledger sound: True" in run.stdout
    told = re.search(r"^(\d+) times somebody was told", run.stdout, re.MULTILINE)
    assert told is not None
    assert int(told[1]) > 0
