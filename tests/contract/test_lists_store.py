"""Sanctions lists in the ledger: kept once, verified against their files, in ledgers of earlier versions too."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from store_builders import clock, tampering

from pactwatch.screening.formats import ListFile
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.lists import PreparedCopy, prepare_copy

TEXT = "id,schema,name,aliases\nN1,Person,Per Holm,Peer Holm\nN2,Organization,Norland Ferry,\n"


def prepared(text: str = TEXT, as_of: str = "2025-06-18", name: str = "Norland") -> PreparedCopy:
    return prepare_copy(name, as_of, (ListFile("norland.csv", text.encode()),))


@pytest.fixture
def path(where: str) -> str:
    return where


def opened(path: str | str) -> Ledger:
    return open_ledger(path, create=True, who="anna", clock=clock)


def test_a_copy_is_kept_once_with_who_and_when(path: str) -> None:
    with opened(path) as ledger:
        assert ledger.add_list(prepared()) is True
        assert ledger.add_list(prepared()) is False
        with ledger.view() as view:
            (kept,) = view.list_copies()
            copy = view.list_entries(kept)
        assert (kept.copy.name, kept.copy.as_of, kept.who, kept.at) == ("Norland", "2025-06-18", "anna", clock())
        assert [entry.name for entry in copy.entries] == ["Per Holm", "Norland Ferry"]
        found = ledger.verify()
    assert found.ok, found.failures
    assert (found.checked["list copies"], found.checked["list entries"]) == (1, 2)


def test_copies_of_several_days_lie_side_by_side(path: str) -> None:
    with opened(path) as ledger:
        for day in ("2025-06-18", "2024-01-01"):
            ledger.add_list(prepared(as_of=day))
        ledger.add_list(prepared(TEXT.replace("Per Holm", "Per Holme"), as_of="2025-06-18"))
        with ledger.view() as view:
            copies = view.list_copies()
        assert [kept.copy.as_of for kept in copies] == ["2024-01-01", "2025-06-18", "2025-06-18"]
        assert ledger.verify().ok


@pytest.mark.parametrize(("table", "change", "words"), [
    ("list_entries", "UPDATE list_entries SET body = replace(body, 'Per Holm', 'Per Holt') WHERE position = 0", "not what the files say"),
    ("list_entries", "DELETE FROM list_entries WHERE position = 1", "its files give 2 entries, 1 are stored"),
    ("list_copies", "UPDATE list_copies SET as_of = '2020-01-01'", "as_of is '2020-01-01'"),
    ("list_copies", "UPDATE list_copies SET meta = replace(meta, '2025-06-18', '2020-01-01')", "not what audit row"),
    ("list_copies", "UPDATE list_copies SET meta = '{'", "is damaged"),
    ("bodies", "UPDATE bodies SET body = x'00'", "cannot be read again"),
    ("list_copies", "UPDATE list_copies SET who = 'eve'", "who is not what audit row"),
])  # fmt: skip
def test_verify_names_what_was_changed(path: str, table: str, change: str, words: str) -> None:
    with opened(path) as ledger:
        ledger.add_list(prepared())
    with tampering(path, table) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(change)
    with open_ledger(path) as ledger:
        failures = ledger.verify().failures
    assert any(words in failure.message for failure in failures), failures
    assert any(failure.kind == "list" for failure in failures)


def test_a_copy_that_was_removed_is_missed(path: str) -> None:
    with opened(path) as ledger:
        ledger.add_list(prepared())
    with tampering(path, "list_copies", "list_entries") as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM list_entries")
        connection.execute("DELETE FROM list_copies")
    with open_ledger(path) as ledger:
        assert any("is missing" in failure.message for failure in ledger.verify().failures)


def test_a_ledger_of_an_earlier_version_has_no_lists_until_it_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "lists.db"
    opened(path).close()
    with tampering(path, "schema_versions") as connection:
        connection.execute("UPDATE schema_versions SET version = 2")
    raw = sqlite3.connect(path)
    for table in ("list_entries", "list_copies"):
        for change in ("update", "delete", "replace"):
            raw.execute(f"DROP TRIGGER {table}_no_{change}")
        raw.execute(f"DROP TABLE {table}")
    raw.commit()
    raw.close()
    with open_ledger(path) as ledger, ledger.view() as view:
        assert view.list_copies() == []
    with open_ledger(path) as ledger:
        assert ledger.verify().ok
    with opened(path) as ledger:
        assert ledger.add_list(prepared()) is True
        assert ledger.verify().ok


def test_the_content_digest_covers_lists(path: str) -> None:
    with opened(path) as ledger:
        empty = ledger.content_digest()
        ledger.add_list(prepared())
        assert ledger.content_digest() != empty
