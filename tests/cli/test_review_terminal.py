"""A session of `pactwatch review` on a terminal: keys that come early count, arrows move, prompts take lines, the mode is put back."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from command_line import ARTICLES, Command

from pactwatch.store import open_ledger

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")
SECONDS = 120


def shown(master: int) -> str:
    """Return all that is written to the terminal until its other end is closed."""
    found = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:  # how Linux tells that the other end is closed
            return found.decode(errors="replace")
        if not part:
            return found.decode(errors="replace")
        found += part


def test_a_session_on_a_terminal(command: Command, folder: Path) -> None:
    (folder / "a.txt").write_text(ARTICLES["first.txt"], encoding="utf-8")
    assert command("read", "a.txt", "--published", "2025-06-18").code == 0
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    # note, with a line; accept; back by an arrow; undo; accept; reject, with a line: all typed before anything is asked
    os.write(master, b"nlook again\n" + b"a" + b"\x1b[D" + b"u" + b"a" + b"rnot so\n")
    done = subprocess.Popen(
        [sys.executable, "-m", "pactwatch.cli", "review", "--as", "A"], stdin=slave, stdout=slave, stderr=slave, cwd=folder, close_fds=True
    )
    with ThreadPoolExecutor(1) as reading:
        text = reading.submit(shown, master)
        try:
            assert done.wait(SECONDS) == 0
            assert termios.tcgetattr(slave) == before
        finally:
            done.kill()
            os.close(slave)
    os.close(master)
    assert "2 accepted, 1 rejected, 1 noted, 1 undone; 0 unreviewed left" in text.result()
    with open_ledger("pactwatch.db") as ledger, ledger.view() as view:
        first, second = (view.review(row.claim.id) for row in view.queue(status=None, limit=2))
    assert (first.status, second.status, second.history[0].why) == ("accepted", "rejected", "not so")
    assert [note.text for note in first.notes] == ["look again"]
