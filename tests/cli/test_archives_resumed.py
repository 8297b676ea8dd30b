"""Archives that ended early, were told otherwise, or have names that are no text: what the next run of `read` does with them."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

from pactwatch.store import open_ledger

ROOT = Path(__file__).resolve().parents[2]
QUIETLY = ("--no-print", "--engine", "rules", "--no-gate")


def rows(count: int) -> bytes:
    texts = [f"Norway will send {n + 2}0 soldiers to Latvia in May, the defence ministry said on Monday." for n in range(count)]
    return "".join(json.dumps({"text": text, "title": f"Text {n}"}) + "\n" for n, text in enumerate(texts)).encode()


def listed(command: Command, name: str, *options: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in command(name, "--format", "jsonl", *options).out.splitlines()]


@pytest.fixture
def cut(folder: Path) -> str:
    """Write packed rows of which the last member is cut short."""
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(rows(3)) + gzip.compress(rows(5))[:-12])
    return "cut.jsonl.gz"


def test_an_archive_that_ended_early_stays_open_and_says_so_again(command: Command, cut: str) -> None:
    first = command("read", cut, *QUIETLY)
    assert first.code == 3
    assert f"PW207 {cut}:" in first.err
    (shard,) = listed(command, "shards")
    assert not shard["done"]
    (reject,) = listed(command, "rejects", "--archive", "cut")
    assert (reject["archive"], reject["sha256"], reject["number"], reject["code"]) == (cut, shard["sha256"], shard["taken"] + 1, "PW207")
    second = command("read", cut, *QUIETLY)
    assert second.code == 3
    assert f"PW207 {cut}:" in second.err
    assert f"goes on after input {shard['taken']}" in second.err
    (again,) = listed(command, "shards")
    assert {name: again[name] for name in again if name not in {"at", "head"}} == {name: shard[name] for name in shard if name not in {"at", "head"}}
    assert len(listed(command, "rejects")) == 1


def test_an_archive_after_one_that_ended_early_is_done(command: Command, cut: str, folder: Path) -> None:
    (folder / "whole.jsonl.gz").write_bytes(gzip.compress(rows(9)))
    assert command("read", cut, "whole.jsonl.gz", *QUIETLY).code == 3
    assert [(shard["archive"], shard["done"]) for shard in listed(command, "shards")] == [(cut, False), ("whole.jsonl.gz", True)]


def test_a_plain_file_that_fails_is_none_of_the_archive_before_it(command: Command, folder: Path) -> None:
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(rows(2)))
    (folder / "b.txt").write_bytes(b"  ")
    assert command("read", "a.jsonl.gz", "b.txt", *QUIETLY).code == 3
    assert listed(command, "rejects") == []
    assert [shard["done"] for shard in listed(command, "shards")] == [True]


def test_an_archive_of_which_nothing_was_left_is_done_with_the_next_run(command: Command, folder: Path) -> None:
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(rows(4)))
    command("read", "a.jsonl.gz", *QUIETLY)
    notes = folder / "pactwatch.db.archives" / "shards.jsonl"
    notes.write_text("".join(line.replace('"done":true', '"done":false') + "\n" for line in notes.read_text().splitlines()))
    second = command("read", "a.jsonl.gz", *QUIETLY)
    assert "goes on after input 4" in second.err
    (shard,) = listed(command, "shards")
    assert (shard["done"], shard["taken"], shard["read"]) == (True, 4, 4)
    assert "is done: 4 read" in command("read", "a.jsonl.gz", *QUIETLY).err


def test_an_archive_that_was_moved_goes_on_under_its_new_name(command: Command, cut: str, folder: Path) -> None:
    command("read", cut, *QUIETLY)
    (folder / cut).rename(folder / "moved.jsonl.gz")
    command("read", "moved.jsonl.gz", *QUIETLY)
    assert [(shard["archive"], shard["done"]) for shard in listed(command, "shards")] == [("moved.jsonl.gz", False)]


def test_an_archive_that_is_given_twice_is_noted_once(command: Command, folder: Path) -> None:
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(rows(2)))
    assert command("read", "a.jsonl.gz", "a.jsonl.gz", *QUIETLY).code == 0
    (shard,) = listed(command, "shards")
    assert (shard["done"], shard["taken"]) == (True, 2)


@pytest.mark.parametrize("told", [("--published", "2025-06-18"), ("--publisher", "The Sample"), ("--url", "https://a.example/"), ("--title", "T")])
def test_what_is_told_of_all_texts_is_not_passed_over(command: Command, folder: Path, told: tuple[str, str]) -> None:
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": "Norway will send 120 soldiers to Latvia on Monday."}).encode()))
    assert "is done" not in command("read", "a.jsonl.gz", *QUIETLY).err
    assert "is done" not in command("read", "a.jsonl.gz", *QUIETLY, *told).err
    assert "is done" in command("read", "a.jsonl.gz", *QUIETLY, *told).err
    assert "is done" in command("read", "a.jsonl.gz", *QUIETLY).err
    with open_ledger("pactwatch.db") as ledger:
        assert ledger.verify().checked["documents"] == 2


def test_notes_of_before_there_were_options_hold_for_none(command: Command, folder: Path) -> None:
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(rows(1)))
    command("read", "a.jsonl.gz", *QUIETLY)
    notes = folder / "pactwatch.db.archives" / "shards.jsonl"
    kept = [json.loads(line) for line in notes.read_text().splitlines()]
    notes.write_text("".join(json.dumps({name: value for name, value in line.items() if name != "options"}) + "\n" for line in kept))
    assert "is done" in command("read", "a.jsonl.gz", *QUIETLY).err


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="file names are Unicode there")
def test_an_archive_whose_name_is_no_text_is_read_and_passed_over(folder: Path) -> None:
    (folder / os.fsdecode(b"caf\xe9.jsonl.gz")).write_bytes(gzip.compress(rows(3) + b'{"nothing": 1}\n'))
    call = [sys.executable, "-m", "pactwatch.cli", "read", b"caf\xe9.jsonl.gz", *QUIETLY]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    first = subprocess.run(call, env=environment, capture_output=True, check=False)
    assert (first.returncode, b"Traceback" in first.stderr) == (3, False), first.stderr
    shard = json.loads((folder / "pactwatch.db.archives" / "shards.jsonl").read_text().splitlines()[-1])
    assert (shard["archive"], shard["done"], shard["read"], shard["failed"]) == ("caf\ufffd.jsonl.gz", True, 3, 1)
    second = subprocess.run(call, env=environment, capture_output=True, check=False)
    assert second.returncode == 0
    assert b"is done: 3 read" in second.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no shell")
def test_files_are_read_where_standard_input_is_closed(folder: Path) -> None:
    (folder / "a.txt").write_text("Norway will send 120 soldiers to Latvia.")
    call = f'exec "{sys.executable}" -m pactwatch.cli read a.txt - --engine rules <&-'
    done = subprocess.run(["/bin/sh", "-c", call], env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "120 soldiers" in done.stdout
    assert (done.returncode, [line[:8] for line in done.stderr.splitlines() if line.startswith("PW")]) == (3, ["PW205 -:"])
