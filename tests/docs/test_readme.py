"""The README's commands and its Python example run as they stand."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\.venv/bin/pactwatch (.*)$", README, re.MULTILINE)


def run(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pactwatch.cli", *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False)


def served(*arguments: str) -> str:
    """Return the first line of a server, which is ended then."""
    with subprocess.Popen([sys.executable, "-m", "pactwatch.cli", *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        server.terminate()
        return line


def test_the_commands_of_the_readme_run_in_order(tmp_path: Path) -> None:
    ledger = ["--ledger", str(tmp_path / "readme.db")]
    for command in COMMANDS:
        arguments = [str(tmp_path / a) if a == "page.html" else a for a in shlex.split(command)]
        if "CLAIM" in arguments:
            listed = run("claims", "--format", "jsonl", "--limit", "1", *ledger).stdout
            arguments[arguments.index("CLAIM")] = json.loads(listed)["id"]
        if arguments[0] == "serve":
            assert served(*arguments, "--port", "0", *ledger).startswith("Pactwatch serves")
            continue
        done = run(*arguments, *ledger)
        assert done.returncode == 0, done.stderr
        assert len(done.stdout) > 150, command


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    exec(code.group(1), {})
    assert "deploy_forces planned" in capsys.readouterr().out


def test_a_bad_input_costs_the_others_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Norway will send 120 soldiers to Latvia, the defence ministry said.")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 cut short")
    done = run("read", "--no-store", "good.txt", "bad.pdf", "missing.txt", "--format", "jsonl", folder=tmp_path)
    assert done.returncode == 3
    assert done.stdout.count("\n") == 1
    assert '"deploy_forces"' in done.stdout
    codes = [line.split()[0] for line in done.stderr.splitlines()]
    assert codes == ["PW211", "PW201"]
