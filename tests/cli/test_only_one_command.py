"""A run sets up the one command that it names; what is mistyped is still told what there is."""

from __future__ import annotations

import subprocess
import sys

import pytest


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "pactwatch.cli", *words], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("words", "told"), [
    (("read", "--help"), "pactwatch read [OPTIONS]"),
    (("case", "status", "--help"), "pactwatch case status [OPTIONS]"),
    (("instruments", "--help"), "pactwatch instruments [OPTIONS] COMMAND"),
    (("--help",), "origins"),
])
def test_help_of_one_command_and_of_all(words: tuple[str, ...], told: str) -> None:
    done = run(*words)
    assert done.returncode == 0
    assert told in done.stdout.replace("python -m pactwatch.cli", "pactwatch")


def test_a_mistyped_command_is_told_what_was_meant() -> None:
    done = run("reed", "x.txt")
    assert done.returncode == 2
    assert "Did you mean" in done.stderr
    assert "read" in done.stderr
