"""Files that commands also write: never over the ledger or what is read, and only in a folder that there is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

PICTURES = (("figures", "--chart"), ("origins", "--document", "doc-", "--svg"))


@pytest.mark.parametrize("asked", PICTURES, ids=lambda asked: asked[0])
@pytest.mark.parametrize("name", ["pactwatch.db", "./sub/../pactwatch.db", "link.svg", "pactwatch.db-wal", "pactwatch.db-journal"])
def test_a_picture_is_not_written_over_the_ledger(
    command: Command, stored: list[dict[str, Any]], folder: Path, asked: tuple[str, ...], name: str
) -> None:
    assert stored
    (folder / "sub").mkdir()
    os.symlink("pactwatch.db", folder / "link.svg")
    before = (folder / "pactwatch.db").read_bytes()
    for ledger in ("pactwatch.db", "sqlite:///pactwatch.db"):
        done = command(*asked, name, "--ledger", ledger)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"PW127 {asked[-1]} {Path(name)} would overwrite the ledger; name another file\n"
    assert (folder / "pactwatch.db").read_bytes() == before
    assert command("verify").code == 0


@pytest.mark.parametrize("asked", PICTURES, ids=lambda asked: asked[0])
def test_a_picture_makes_no_folder(command: Command, stored: list[dict[str, Any]], folder: Path, asked: tuple[str, ...]) -> None:
    assert stored
    done = command(*asked, "new/a.svg")
    assert (done.code, done.err) == (2, f"PW122 {asked[-1]} new/a.svg: there is no such folder\n")
    assert not (folder / "new").exists()
    (folder / "old").mkdir()
    assert command(*asked, "old").err == f"PW122 {asked[-1]} old is a folder; name a file\n"


READS = (("read", "one.txt", "--no-store"), ("read", "texts", "--no-store"), ("read", ".", "--no-store"), ("read", "one.txt"))


@pytest.mark.parametrize("read", READS)
def test_a_page_is_not_written_over_what_is_read(command: Command, folder: Path, read: tuple[str, ...]) -> None:
    (folder / "texts").mkdir()
    (folder / "one.txt").write_text("Norway sent 100 soldiers to Latvia.")
    os.link(folder / "one.txt", folder / "texts" / "two.txt")
    page = "texts/two.txt" if read[1] == "texts" else "one.txt"
    done = command(*read, "--html", page)
    assert (done.code, done.err) == (2, f"PW127 --html {page} would overwrite what is read; name another file\n")
    assert (folder / "one.txt").read_text() == "Norway sent 100 soldiers to Latvia."
    assert not (folder / "pactwatch.db").exists()


def test_a_page_is_not_written_over_the_ledger_that_is_to_be(command: Command, folder: Path) -> None:
    (folder / "one.txt").write_text("Norway sent 100 soldiers to Latvia.")
    assert command("read", "one.txt", "--ledger", "d.db", "--html", "d.db").code == 2
    assert not (folder / "d.db").exists()


def test_a_page_of_ours_in_the_folder_that_is_read_is_renewed_and_not_read(command: Command, folder: Path) -> None:
    (folder / "one.txt").write_text("Norway sent 100 soldiers to Latvia.")
    for _ in range(2):
        done = command("read", ".", "--html", "page.html", "--format", "jsonl")
        assert (done.code, done.out.count("\n")) == (0, 1), done.err
    (folder / "page.html").write_text("<p>Somebody's own page.</p>")
    assert command("read", ".", "--html", "page.html").code == 2
