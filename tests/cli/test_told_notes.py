"""What `read` tells of texts that it could not read or place in time, and that a quiet call says nothing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from command_line import Command

FRENCH = (
    "Le ministère a annoncé lundi que six mille sapeurs seraient envoyés dans la région avant la fin de l'année. "
    "Selon lui, six cents soldats sont morts depuis le début des combats, et les autorités n'ont pas voulu répondre."
)
OPEN = "Norway sent 300 soldiers to Latvia on Monday."


def test_another_language_and_open_times_are_told_once(command: Command, folder: Path) -> None:
    (folder / "fr.txt").write_text(FRENCH, encoding="utf-8")
    (folder / "open.txt").write_text(OPEN)
    (folder / "told.txt").write_text(f"OSLO, March 4 2023 (Wire) - {OPEN}")
    call = ("read", "fr.txt", "open.txt", "told.txt", "--no-store", "--format", "jsonl", "--engine", "rules")
    done = command(*call)
    assert done.code == 0
    assert [line.split(":")[0] for line in done.err.splitlines()] == ["note fr.txt", "note open.txt", "note told.txt"]
    first, second, third = done.err.splitlines()
    assert "PW303 only English is read" in first
    assert "PW304" in second
    assert '"on Monday"' in second or '"Monday"' in second
    assert "--published" in second
    assert "2023-03-04" in third
    assert [json.loads(line)["document"]["published"] for line in done.out.splitlines()] == [None, None, "2023-03-04"]
    assert command(*call, "--quiet").err == ""
    assert "PW304" not in command(*call, "--published", "2025-06-18").err


def test_archives_are_told_in_sum(command: Command, folder: Path) -> None:
    rows = "".join(json.dumps({"text": text}) + "\n" for text in (FRENCH, FRENCH + " Personne ne sait pourquoi.", OPEN))
    (folder / "rows.jsonl.gz").write_bytes(gzip.compress(rows.encode()))
    done = command("read", "rows.jsonl.gz", "--format", "jsonl", "--engine", "rules")
    assert [line for line in done.err.splitlines() if "PW303" in line] == ["note: PW303 texts in another language: 2; only English is read"]
    assert "stay open: 1; --published" in next(line for line in done.err.splitlines() if "PW304" in line)
