"""A watched folder: files that cannot be read, that are being written, that hold rows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_site import Watch
from sqlalchemy import select
from test_watching import SENT, dead

from pactwatch.operations import articles, jobs, schema
from pactwatch.watch import folders

Watching = Callable[..., Watch]


def test_rows_of_a_file_are_no_versions_of_each_other_and_each_is_told_of_once(tmp_path: Path, watching: Watching) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    rows = [f'{{"text": "{SENT.replace("120", str(number))}"}}\n' for number in range(120, 123)]
    (folder / "rows.jsonl").write_text(rows[0], encoding="utf-8")
    watch = watching(str(folder))
    for count in (2, 3, 1):
        watch.once()
        (folder / "rows.jsonl").write_text("".join(rows[:count]), encoding="utf-8")
    watch.once()
    told = [line for kind, line in watch.told if kind == "read"]
    assert len(told) == len(watch.documents()) == 3
    assert [line for line in told if "changed since" in line] == []
    with watch.operations.reading() as connection:
        assert connection.execute(select(schema.versions.c.replaces).where(schema.versions.c.replaces.is_not(None))).all() == []


def test_a_file_that_cannot_be_read_is_told_of_once_and_tried_anew(tmp_path: Path, watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "large.txt").write_text(SENT, encoding="utf-8")
    os.mkfifo(folder / "pipe.txt")
    monkeypatch.setattr("pactwatch.watch.folders.FILE_BYTES", 10)
    watch = watching(str(folder))
    watch.once()
    watch.once()
    failures = [line.partition(":")[0] for kind, line in watch.told if kind == "failed"]
    assert failures == [f"PW203 {folder / 'large.txt'}", f"PW202 {folder / 'pipe.txt'}"]
    assert sorted(row["code"] for row in dead(watch)) == ["PW202", "PW203"]
    monkeypatch.undo()
    with watch.operations.writing() as connection:
        assert jobs.revive(connection, None, watch.clock.now()) == 2
    watch.once()
    assert [text for _, text in watch.documents()] == [SENT]
    assert [line.partition(":")[0] for kind, line in watch.told if kind == "failed"] == [*failures, f"PW202 {folder / 'pipe.txt'}"]
    (folder / "pipe.txt").unlink()
    (folder / "pipe.txt").write_text("Another text.", encoding="utf-8")
    watch.run(12)
    assert len(watch.documents()) == 2
    assert dead(watch) == []
    with watch.operations.reading() as connection:
        assert articles.counts(connection) == {"read": 2}


def test_a_file_that_becomes_readable_is_taken_by_the_next_look(tmp_path: Path, watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    path = folder / "large.txt"
    path.write_text(SENT, encoding="utf-8")
    path.chmod(0o640)
    monkeypatch.setattr("pactwatch.watch.folders.FILE_BYTES", 10)
    watch = watching(str(folder))
    watch.once()
    monkeypatch.undo()
    watch.once()
    assert watch.documents() == []
    path.chmod(0o644)
    watch.once()
    assert len(watch.documents()) == 1
    assert dead(watch) == []


@pytest.mark.parametrize("more", [" And more.", None])
def test_a_file_that_is_just_being_written_waits_for_the_next_look(
    more: str | None, tmp_path: Path, watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    path = folder / "one.txt"
    path.write_text(SENT, encoding="utf-8")
    real = folders.file_chunks

    def meanwhile(name: str) -> Iterator[bytes]:
        yield from real(name)
        if more is None:
            path.write_text(SENT.replace("120", "140"), encoding="utf-8")
        else:
            with path.open("a", encoding="utf-8") as file:
                file.write(more)

    watch = watching(str(folder))
    monkeypatch.setattr(folders, "file_chunks", meanwhile)
    watch.once()
    monkeypatch.undo()
    assert watch.documents() == []
    watch.once()
    assert [text for _, text in watch.documents()] == [path.read_text(encoding="utf-8")]
    assert not any("changed since" in line for _, line in watch.told)
