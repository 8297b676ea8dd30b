"""Figures in the ledger: listed with their document, filtered by party or words, checked by verify, absent from older ledgers."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from store_builders import clock, tampering

from pactwatch.model import Reading, make_document
from pactwatch.read import read
from pactwatch.store import open_ledger

TEXTS = (
    "About 11,000 North Korean soldiers are in Kursk, the staff in Seoul said.",
    "Norway has trained 1,200 Ukrainian soldiers since January.",
)


def readings() -> list[Reading]:
    return [read(make_document(text, published="2025-06-18")) for text in TEXTS]


def fill(path: Path | str) -> None:
    with open_ledger(path, create=True, who="tester", clock=clock) as opened:
        opened.add_many((reading, None) for reading in readings())


def test_figures_come_back_as_they_were_read(where: str) -> None:
    fill(where)
    with open_ledger(where) as opened, opened.view() as view:
        rows = list(view.figures())
        assert [row.figure for row in rows] == [f for reading in readings() for f in reading.figures]
        assert {row.known_at for row in rows} == {clock()}
        assert [row.figure.best for row in view.figures(parties=["PRK"])] == [11000]
        assert [row.figure.best for row in view.figures(words="Ukrainian soldiers")] == [1200]
        assert list(view.figures(words="Norwegian soldiers")) == []
    with open_ledger(where) as opened:
        done = opened.verify()
        assert done.ok, done.failures
        assert done.checked["figures"] == 2


@pytest.mark.parametrize(("statement", "message"), [
    ("UPDATE figures SET measure = 'killed' WHERE seq = 1", "measure is 'killed'"),
    ("UPDATE figures SET body = replace(body, '11000', '12000') WHERE seq = 1", "body"),
    ("DELETE FROM figures WHERE seq = 2", "its row is missing"),
])
def test_a_change_behind_the_ledger_s_back_is_named(where: str, statement: str, message: str) -> None:
    fill(where)
    with tampering(where, "figures") as connection:
        assert connection.execute(statement).rowcount == 1
    with open_ledger(where) as opened:
        failures = opened.verify().failures
    assert any(failure.kind == "figure" and message in failure.message for failure in failures), failures


def test_an_older_ledger_has_no_figures_and_gets_the_table_when_written(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with open_ledger(path, create=True, who="tester", clock=clock) as opened:
        opened.add(read(make_document("Nothing is counted here.", published="2025-06-18")))
    with tampering(path, "figures", "schema_versions") as connection:
        connection.execute("UPDATE schema_versions SET version = 2")
    connection = sqlite3.connect(path)
    for kind in ("update", "delete", "replace"):
        connection.execute(f"DROP TRIGGER figures_no_{kind}")
    connection.execute("DROP TABLE figures")
    connection.commit()
    connection.close()
    with open_ledger(path) as opened:
        with opened.view() as view:
            assert list(view.figures()) == []
        done = opened.verify()
        assert done.ok, done.failures
    fill(path)
    with open_ledger(path) as opened:
        with opened.view() as view:
            assert len(list(view.figures())) == 2
        assert opened.verify().ok
