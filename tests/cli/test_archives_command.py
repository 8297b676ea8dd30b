"""Archives on the command line: one command for them all, gone on with after a kill, what was set aside and dropped listed."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

from pactwatch.commands.shelf import Shelf
from pactwatch.store import open_ledger

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit"))
from archives import FIRST, page, table, warc

ROOT = Path(__file__).resolve().parents[2]
ORDINARY = ("Rovers beat Wanderers on Saturday in front of a happy crowd.\n\nThe goalkeeper saved two penalties and the coach smiled. "
            "Fans sang in the rain until the buses left, and the cafe by the ground sold out of soup.")  # fmt: skip
RUSSIAN = "Городской совет утвердил в понедельник новый бюджет города. Цены на продукты выросли, сообщило статистическое ведомство. " * 3


def relevant(number: int) -> str:
    return f"Norway will send {number + 2}0 soldiers to Latvia in May, the defence ministry said on Monday. They will train near Riga."


def rows(count: int) -> bytes:
    found: list[dict[str, Any] | str] = [{"text": relevant(n), "url": f"https://a.example/{n}", "title": f"Text {n}"} for n in range(count)]
    found[3:3] = [{"text": ORDINARY, "url": "https://a.example/sport", "title": "Rovers win"}, {"text": RUSSIAN}, {"nothing": 1}, "no row"]
    return "\n".join(json.dumps(row) for row in found).encode()


@pytest.fixture
def packed(folder: Path) -> str:
    (folder / "rows.jsonl.gz").write_bytes(gzip.compress(rows(6)))
    return "rows.jsonl.gz"


def texts(out: str) -> list[str]:
    return [json.loads(line)["document"]["text"] for line in out.splitlines()]


def listed(command: Command, name: str, *options: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in command(name, "--format", "jsonl", *options).out.splitlines()]


def test_an_archive_is_read_gated_and_resumed(command: Command, packed: str, folder: Path) -> None:
    done = command("read", packed, "--format", "jsonl", "--engine", "rules")
    assert texts(done.out) == [relevant(n) for n in range(6)]
    assert done.code == 3
    assert [line.split(":")[0] for line in done.err.splitlines() if line.startswith("PW")] == [f"PW210 {packed}#6", f"PW210 {packed}#7"]
    (shard,) = listed(command, "shards")
    assert {name: shard[name] for name in ("archive", "done", "taken", "read", "failed", "dropped")} == {
        "archive": packed, "done": True, "taken": 10, "read": 6, "failed": 2, "dropped": 2}
    again = command("read", packed, "--format", "jsonl", "--engine", "rules")
    assert again.out == done.out
    silent = command("read", packed, "--no-print", "--engine", "rules")
    assert (silent.code, silent.out) == (0, "")
    assert "is done: 6 read, 2 set aside, 2 dropped" in silent.err
    with open_ledger("pactwatch.db") as ledger:
        assert ledger.verify().checked["readings"] == 6
    assert sorted(path.name for path in folder.iterdir()) == ["pactwatch.db", "pactwatch.db.archives", packed]


def test_what_was_set_aside_and_dropped_is_listed_and_read_after_all(command: Command, packed: str) -> None:
    command("read", packed, "--no-print", "--engine", "rules")
    command("read", packed, "--no-print", "--again", "--engine", "rules")
    assert [(row["source"], row["code"]) for row in listed(command, "rejects")] == [(f"{packed}#6", "PW210"), (f"{packed}#7", "PW210")]
    assert listed(command, "rejects", "--archive", "other") == []
    dropped = listed(command, "dropped")
    assert [(row["title"], row["read"]) for row in dropped] == [("Rovers win", False), (None, False)]
    assert "another language (ru)" in dropped[1]["reason"]
    assert all(0 <= row["score"] < 0.5 for row in dropped)
    assert "Rovers win" in command("dropped").out
    assert "PW210" in command("rejects").out
    assert packed in command("shards", "--format", "csv").out
    done = command("dropped", "https://a.example/sport", "--read", "--format", "jsonl", "--engine", "rules")
    assert (done.code, texts(done.out)) == (0, [ORDINARY])
    assert [(row["title"], row["read"]) for row in listed(command, "dropped")] == [("Rovers win", True), (None, False)]
    assert command("dropped", "doc-none", "--read").code == 2
    assert command("dropped", "doc-none").code == 2


def test_the_gate_is_for_archives_unless_asked(command: Command, folder: Path) -> None:
    (folder / "rows.jsonl").write_bytes(rows(4))
    (folder / "rows.jsonl.gz").write_bytes(gzip.compress(rows(4)))
    call = ("read", "rows.jsonl", "--format", "jsonl", "--no-store", "--engine", "rules")
    assert len(texts(command(*call).out)) == 6
    assert len(texts(command(*call, "--gate").out)) == 4
    assert command(*call[:1], "rows.jsonl.gz", *call[2:], "--no-gate").out == command(*call).out
    assert command(*call[:1], "rows.jsonl.gz", *call[2:]).out == command(*call, "--gate").out
    command("read", "rows.jsonl", "--gate", "--no-print", "--engine", "rules")
    assert {row["title"] for row in listed(command, "dropped")} == {"Rovers win", None}
    assert texts(command("dropped", "--read", "--format", "jsonl", "--engine", "rules").out)[:1] != []


def test_every_form_of_an_archive_gives_the_same_texts(command: Command, folder: Path) -> None:
    wanted = [relevant(n) for n in range(5)]
    urls = [f"https://a.example/{n}" for n in range(5)]
    pages = [{"url": url, "body": text.encode(), "media": "text/plain"} for url, text in zip(urls, wanted, strict=True)]
    lines = [json.dumps({"text": text, "url": url}) for url, text in zip(urls, wanted, strict=True)]
    (folder / "a.warc.gz").write_bytes(warc(pages))
    table(folder / "b.parquet", {"text": wanted, "url": urls})
    (folder / "c.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    outputs = {}
    for name in ("a.warc.gz", "b.parquet", "c.jsonl.gz"):
        for processes in ("1", "2") if name == "a.warc.gz" else ("1",):
            done = command("read", name, "--format", "jsonl", "--no-store", "--engine", "rules", "--processes", processes)
            assert done.code == 0, done.err
            outputs[name, processes] = [[claim["id"] for claim in json.loads(line)["claims"]] for line in done.out.splitlines()]
            assert texts(done.out) == wanted
    assert len({json.dumps(found) for found in outputs.values()}) == 1
    assert len(outputs["a.warc.gz", "1"][0]) > 0


def test_a_ledger_that_was_lost_is_filled_again(command: Command, packed: str) -> None:
    command("read", packed, "--no-print", "--engine", "rules")
    for name in ("pactwatch.db", "pactwatch.db-wal", "pactwatch.db-shm"):
        Path(name).unlink(missing_ok=True)
    command("read", packed, "--no-print", "--engine", "rules")
    with open_ledger("pactwatch.db") as ledger:
        assert ledger.verify().checked["readings"] == 6


def test_an_archive_that_changed_and_another_engine_are_read_anew(command: Command, packed: str, folder: Path) -> None:
    command("read", packed, "--no-print", "--engine", "rules")
    (folder / packed).write_bytes(gzip.compress(rows(7)))
    command("read", packed, "--no-print", "--engine", "rules")
    command("read", packed, "--no-print", "--engine", "rules", "--no-gate")
    assert [(shard["read"], shard["known"], shard["dropped"]) for shard in listed(command, "shards")] == [(6, 0, 2), (7, 6, 2), (9, 7, 0)]


def test_the_shelf_lies_beside_the_ledger_and_is_no_input(command: Command, packed: str, folder: Path) -> None:
    command("read", ".", "--no-print", "--engine", "rules", "--ledger", f"sqlite:///{folder}/x.db")
    command("read", ".", "--no-print", "--engine", "rules", "--ledger", f"sqlite:///{folder}/x.db", "--again")
    assert (folder / "x.db.archives" / "dropped.jsonl").exists()
    assert {row["archive"] for row in listed(command, "rejects", "--ledger", "x.db")} == {packed}


def test_lines_that_a_kill_tore_are_passed_over(command: Command, packed: str, folder: Path) -> None:
    command("read", packed, "--no-print", "--engine", "rules")
    for name in ("shards.jsonl", "rejects.jsonl", "dropped.jsonl"):
        path = folder / "pactwatch.db.archives" / name
        path.write_bytes(path.read_bytes()[:-20])
    assert listed(command, "shards") == [] or not listed(command, "shards")[0]["done"]
    command("read", packed, "--no-print", "--engine", "rules")
    assert len(listed(command, "rejects")) == 2
    assert len(listed(command, "dropped")) == 2
    assert listed(command, "shards")[0]["done"]


def test_a_run_that_is_killed_and_given_again_loses_and_doubles_nothing(folder: Path) -> None:
    body = [{"url": f"https://a.example/{n}", "body": page(relevant(n) + f" Report {n}.", f"Norway sends {n} soldiers")} for n in range(96)]
    (folder / "a.warc.gz").write_bytes(warc(body))
    call = [sys.executable, "-m", "pactwatch.cli", "read", "a.warc.gz", "--no-print", "--engine", "rules", "--processes", "2"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    for seen in (1, 8):
        process = subprocess.Popen(call, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
        while process.poll() is None and kept() < seen:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert kept() >= 8
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=True)
    assert "a.warc.gz: 96 read; left out: 1 warcinfo records" in done.stderr
    with open_ledger("pactwatch.db") as ledger:
        found = ledger.verify()
    assert found.ok
    assert (found.checked["readings"], found.checked["documents"], found.checked["captures"]) == (96, 96, 96)
    (shard,) = Shelf(folder / "pactwatch.db.archives").shards()
    assert (shard.done, shard.taken, shard.read) == (True, 96, 96)


def kept() -> int:
    import sqlite3

    try:
        with sqlite3.connect("file:pactwatch.db?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM readings").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_a_first_text_is_read_before_the_archive_ends(command: Command, folder: Path) -> None:
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(rows(3)) + gzip.compress(json.dumps({"text": FIRST}).encode())[:-4])
    done = command("read", "a.jsonl.gz", "--format", "jsonl", "--engine", "rules")
    assert texts(done.out)[:3] == [relevant(n) for n in range(3)]
    assert "PW207 a.jsonl.gz" in done.err
