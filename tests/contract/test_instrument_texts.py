"""Texts of instruments in the ledger: kept once, given back byte for byte, covered by verification."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from store_builders import tampering

from pactwatch.errors import LedgerError
from pactwatch.store import open_ledger
from pactwatch.store.instrument_texts import InstrumentText, make_text

DATA = b"1. Decides that nothing is known of this paragraph;\n2. Remains seized.\n"


@pytest.fixture
def ledger(where: str) -> str:
    with open_ledger(where, create=True, clock=lambda: "2026-01-01T00:00:00Z") as opened:
        assert opened.add_instrument_text(text(), DATA)
        assert not opened.add_instrument_text(text(), DATA)
    return where


def text(data: bytes = DATA) -> InstrumentText:
    return make_text("treaty-dprk-rus-2024", "official", data, "copy.txt", "text/plain")


def test_a_text_comes_back_byte_for_byte_and_verifies(ledger: str) -> None:
    with open_ledger(ledger) as opened:
        found = opened.verify()
        assert found.ok
        assert found.checked["instrument texts"] == 1
        with opened.view() as view:
            assert view.instrument_texts() == [text()]
            assert view.instrument_texts("another") == []
            assert view.instrument_body(text().id) == DATA
            with pytest.raises(LedgerError) as caught:
                view.instrument_body("text-0")
    assert caught.value.code == "PW408"


@pytest.mark.parametrize("change", [
    "UPDATE instrument_texts SET body = x'00'", "UPDATE instrument_texts SET sha256 = 'x'", "UPDATE instrument_texts SET instrument = 'x'",
    "UPDATE instrument_texts SET meta = '{}'", "DELETE FROM instrument_texts",
])  # fmt: skip
def test_a_changed_row_fails_verification(ledger: str, change: str) -> None:
    with tampering(ledger, "instrument_texts") as connection:
        connection.execute(change)
    with open_ledger(ledger) as opened:
        found = opened.verify()
    assert any(failure.kind in ("instrument", "audit") for failure in found.failures)


def test_paragraphs_that_differ_from_the_record_fail_until_a_right_copy_comes(where: str) -> None:
    wrong = b"8. Decides that owls shall be fed;\n"
    with open_ledger(where, create=True) as opened:
        opened.add_instrument_text(make_text("unsc-2397-2017", "official", wrong, "copy.txt", "text/plain"), wrong)
        failures = opened.verify().failures
    assert any("S/RES/2397 (2017) para. 8" in failure.subject for failure in failures)
    assert {failure.kind for failure in failures} == {"instrument"}


def test_an_older_ledger_holds_no_texts_and_gets_the_table_when_written(tmp_path: Path) -> None:
    where = tmp_path / "old.db"
    open_ledger(where, create=True).close()
    with sqlite3.connect(where) as connection:
        for name, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            if "instrument_texts" in name or "schema_versions" in name:
                connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("DROP TABLE instrument_texts")
        connection.execute("UPDATE schema_versions SET version = 2")
    connection.close()
    with open_ledger(where) as opened, opened.view() as view:
        assert view.instrument_texts() == []
    with open_ledger(where, create=True) as opened:
        assert opened.add_instrument_text(text(), DATA)
