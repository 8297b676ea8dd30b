"""Figures in the ledger: listed with their document, filtered by party or words, checked by verify, absent from older ledgers."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select
from store_builders import clock, tampering

from pactwatch.model import Place, Reading, make_document
from pactwatch.read import read
from pactwatch.store import open_ledger
from pactwatch.store.filters import of_a_place
from pactwatch.store.schema import figures

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


def test_figures_of_a_place_without_a_party_join_those_of_any_state(where: str) -> None:
    figure = readings()[0].figures[0]
    place = Place(name="Kursk Oblast", country="RUS", lat=51.7, lon=36.2, precision="admin1", span=(42, 47))
    placed = replace(figure, id="fg-000000000000placed", party=None, place=place)
    nowhere = replace(figure, id="fg-00000000000nowhere", party=None, place=None)
    with open_ledger(where, create=True, who="tester", clock=clock) as opened:
        opened.add(replace(readings()[0], figures=(figure, placed, nowhere)))
    with open_ledger(where) as opened, opened.view() as view:
        assert [row.figure.id for row in view.figures(parties=["PRK"])] == [figure.id, placed.id]
        assert [row.figure.id for row in view.figures(parties=["NOR"])] == [placed.id]


def test_a_series_is_looked_up_by_indexes_alone(tmp_path: Path) -> None:
    fill(tmp_path / "indexed.db")
    with open_ledger(tmp_path / "indexed.db") as opened, opened.reading() as connection:
        query = select(figures.c.seq).where(of_a_place())
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query.compile(connection)}").all()
    assert ["figures_of_places" in str(row) for row in plan] == [True]
