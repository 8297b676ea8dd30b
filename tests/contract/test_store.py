"""The contract of every ledger: append-only, idempotent, one transaction a batch, the same answers wherever it lies."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from store_builders import KINDS, capture_of, clock, reading, tampering, text

from pactwatch.errors import LedgerError, UsageError
from pactwatch.model import make_document
from pactwatch.read import read
from pactwatch.store import ClaimFilter, Ledger, canonical, open_ledger


@pytest.fixture(params=KINDS)
def ledger(request: pytest.FixtureRequest, where_of: Callable[[str], str]) -> Iterator[Ledger]:
    with open_ledger(where_of(request.param), create=True, who="tester", clock=clock) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a ledger file that holds one reading."""
    found = tmp_path / "ledger.db"
    with open_ledger(found, create=True, who="tester", clock=clock) as opened:
        opened.add(reading(), capture_of(text()))
    return found


@pytest.fixture(scope="module")
def guarded_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger that no test can change."""
    found = tmp_path_factory.mktemp("guarded") / "ledger.db"
    with open_ledger(found, create=True, who="tester", clock=clock) as opened:
        opened.add(reading(), capture_of(text()))
    return found


def listed(ledger: Ledger, **wanted: object) -> list[str]:
    with ledger.view() as view:
        return [row.claim.id for row in view.claims(ClaimFilter(**wanted))]  # type: ignore[arg-type]


def test_what_is_added_comes_back_equal(ledger: Ledger) -> None:
    given = reading()
    added = ledger.add(given, capture_of(text()))
    assert (added.new_document, added.new_reading, added.new_capture, added.claims_added) == (True, True, True, 2)
    with ledger.view() as view:
        assert view.reading(added.reading) == given
        assert view.reading_of(given.document, "rules", "0.1.0") == given
        assert view.reading_of(given.document, "rules", "0.2.0") is None
        assert view.capture_body(capture_of(text()).sha256) == text().encode()
        assert [row.claim for row in view.claims(ClaimFilter())] == list(given.claims)
        assert [row.quotes for row in view.claims(ClaimFilter())] == [
            ("Norland sent 300 sappers to Eastmark",), ("Eastmark denied it",),
        ]  # fmt: skip
    assert ledger.verify().ok


def test_adding_twice_changes_nothing(ledger: Ledger) -> None:
    ledger.add(reading(), capture_of(text()))
    before = ledger.verify()
    later = msgspec.structs.replace(capture_of(text()), captured_at="2030-01-01T00:00:00Z", source="elsewhere.txt")
    again = ledger.add(reading(), later)
    assert (again.new_document, again.new_reading, again.new_capture, again.claims_added) == (False, False, False, 0)
    assert ledger.verify() == before


def test_a_reading_twice_in_one_batch_is_one(ledger: Ledger) -> None:
    added = ledger.add_many([(reading(), capture_of(text())), (reading(), capture_of(text()))])
    assert [item.new_reading for item in added] == [True, False]
    assert ledger.verify().checked["readings"] == 1


def test_a_new_engine_version_stands_beside_the_old_one_and_is_listed(ledger: Ledger) -> None:
    old, new = reading(version="0.9.0"), reading(version="0.10.0", modality="planned")
    ledger.add_many([(new, None), (old, None)])
    assert listed(ledger) == [claim.id for claim in new.claims]
    with ledger.view() as view:
        shown = view.claim(old.claims[0].id)
        assert (shown.latest, shown.reading) == (False, old)
        assert view.claim(new.claims[0].id).latest
    assert ledger.verify().checked["readings"] == 2


def test_another_result_of_the_same_version_is_kept_beside_and_said(ledger: Ledger) -> None:
    ledger.add(reading())
    added = ledger.add(reading(modality="planned"))
    assert added.differs
    assert added.new_reading
    with ledger.view() as view:
        assert view.claim(reading().claims[0].id).claim.modality == "planned"
    assert ledger.verify().ok


def test_captured_bytes_are_kept_once(ledger: Ledger) -> None:
    body = "one page with two items"
    first, second = (msgspec.structs.replace(reading(n), document=doc_with(n, body)) for n in (300, 400))
    ledger.add_many([(first, capture_of(body)), (second, capture_of(body, "https://b.example/"))])
    checked = ledger.verify().checked
    assert (checked["captured bytes"], checked["captures"], checked["documents"]) == (1, 2, 2)


def doc_with(number: int, body: str) -> object:
    return msgspec.structs.replace(reading(number).document, capture_sha256=capture_of(body).sha256)


def test_a_batch_is_all_or_nothing(ledger: Ledger) -> None:
    bad = msgspec.structs.replace(reading(400), claims=(msgspec.structs.replace(reading(400).claims[0], trigger=(0, 10_000)),))
    with pytest.raises(LedgerError) as error:
        ledger.add_many([(reading(), None), (bad, None)])
    assert error.value.code == "PW406"
    assert listed(ledger) == []
    assert ledger.verify().checked == {}


@pytest.mark.parametrize(("change", "words"), [
    (lambda r: msgspec.structs.replace(r, document=msgspec.structs.replace(r.document, text="other")), "text_sha256"),
    (lambda r: msgspec.structs.replace(r, document=msgspec.structs.replace(r.document, title="other")), "id is not the hash"),
    (lambda r: msgspec.structs.replace(r, claims=(r.claims[0], r.claims[0])), "more than once"),
    (lambda r: msgspec.structs.replace(r, claims=(msgspec.structs.replace(r.claims[0], id="cl-1"),)), "not the hash"),
    (lambda r: msgspec.structs.replace(r, claims=(msgspec.structs.replace(r.claims[0], evidence=((5, 2),)),)), "span 5:2"),
    (lambda r: msgspec.structs.replace(r, claims=(with_low(r.claims[0], float("inf")),)), "without loss"),
])  # fmt: skip
def test_what_could_not_be_verified_later_is_refused(ledger: Ledger, change: object, words: str) -> None:
    with pytest.raises(LedgerError, match=words) as error:
        ledger.add(change(reading()))  # type: ignore[operator]
    assert error.value.code == "PW406"


def with_low(claim: object, low: float) -> object:
    quantity = msgspec.structs.replace(claim.quantity, low=low)  # type: ignore[attr-defined]
    return msgspec.structs.replace(claim, quantity=quantity)


def test_bytes_of_another_capture_are_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="another capture"):
        ledger.add(reading(), capture_of("something else"))


def test_the_engine_s_own_readings_verify_and_keep_their_bytes(ledger: Ledger) -> None:
    found = read(make_document("Norway will send 120 soldiers to Latvia, the defence ministry said.", published="2025-06-18"))
    ledger.add(found)
    with ledger.view() as view:
        stored = view.reading_of(found.document, found.engine.name, found.engine.version)
    assert stored is not None
    assert found.claims
    assert msgspec.json.encode(stored) == msgspec.json.encode(canonical(found))
    assert ledger.verify().ok


@pytest.mark.parametrize(("wanted", "numbers"), [
    ({}, [0, 1]), ({"type": "deny"}, [1]), ({"type": "none"}, []), ({"modality": "denied"}, [1]),
    ({"agent": "nrl"}, [0]), ({"agent": "NORLAND"}, [0]), ({"agent": "defence of eastmark"}, [1]), ({"agent": "land"}, []),
    ({"agent": "%"}, []), ({"agent": ""}, []), ({"recipient": "Eastmark"}, [0]), ({"recipient": "Norland"}, []),
    ({"said_by": "radio vessin"}, [0]), ({"said_by": "NRL-MFA"}, [0]), ({"said_by": "Eastmark"}, []),
    ({"since": "2025-06"}, [1]), ({"until": "2025-05-31"}, [0]), ({"since": "2025-05-31", "until": "2025-06-17"}, [0]),
    ({"since": "2026"}, []), ({"until": "2025"}, [0, 1]),
    ({"document": "https://post.example/1"}, [0, 1]), ({"document": "sappers FOR"}, [0, 1]), ({"document": "Sap"}, []),
    ({"text": "sent sappers"}, [0]), ({"text": '"sappers sent"'}, []), ({"text": "SAPP*"}, [0, 1]), ({"text": "denied"}, [1]),
    ({"text": "radio"}, [0]), ({"limit": 1}, [0]), ({"offset": 1}, [1]), ({"offset": 5}, []),
    ({"agent": "NRL", "modality": "denied"}, []),
])  # fmt: skip
def test_filters(ledger: Ledger, wanted: dict[str, object], numbers: list[int]) -> None:
    given = reading()
    ledger.add(given)
    assert listed(ledger, **wanted) == [given.claims[n].id for n in numbers]


def test_a_document_is_found_by_the_start_of_its_id(ledger: Ledger) -> None:
    first, second = reading(300), reading(400)
    ledger.add_many([(first, None), (second, None)])
    assert listed(ledger, document=second.document.id[:12]) == [claim.id for claim in second.claims]


def test_a_name_of_the_register_finds_its_actor_under_every_name(ledger: Ledger) -> None:
    given = reading()
    agent = msgspec.structs.replace(given.claims[0].agent, name="Pyongyang", actor="PRK")  # type: ignore[arg-type]
    ledger.add(msgspec.structs.replace(given, claims=(msgspec.structs.replace(given.claims[0], agent=agent),)))
    for name in ("PRK", "prk", "North Korea", "north korea", "DPRK", "Pyongyang"):
        assert len(listed(ledger, agent=name)) == 1, name
    assert listed(ledger, agent="South Korea") == []


@pytest.mark.parametrize("query", [
    '"', '""', "'", "(", "a AND", "NEAR(", "words:sent", "*", "-", "sent^2", "\0", "; DROP TABLE claims", "é ſ ㎏ ²", "\ud800", "a " * 5000,
    '"a "" b"', "{words}: x", "+", "col : x", "OR NOT",
])  # fmt: skip
def test_any_text_is_a_safe_query(ledger: Ledger, query: str) -> None:
    ledger.add(reading())
    for name in ("text", "agent", "said_by", "document", "type"):
        assert isinstance(listed(ledger, **{name: query}), list)


def test_a_word_that_is_no_day_is_an_error(ledger: Ledger) -> None:
    with pytest.raises(UsageError) as error:
        listed(ledger, since="yesterday")
    assert error.value.code == "PW120"


def test_pages_join_to_the_whole_list_in_a_stable_order(ledger: Ledger) -> None:
    given = [reading(n) for n in range(100, 130)]
    ledger.add_many((item, None) for item in given)
    whole = [claim.id for item in given for claim in item.claims]
    assert listed(ledger) == whole
    assert [found for start in range(0, 60, 7) for found in listed(ledger, limit=7, offset=start)] == whole
    with ledger.view() as view:
        assert view.count(ClaimFilter(limit=7, offset=50)) == 60


def test_a_claim_by_a_start_of_its_id(ledger: Ledger) -> None:
    given = [reading(n) for n in range(100, 140)]
    ledger.add_many((item, capture_of(text(n))) for n, item in enumerate(given, 100))
    wanted = given[7].claims[0]
    with ledger.view() as view:
        for name in (wanted.id, wanted.id[:-1], wanted.id.removeprefix("cl-")):
            shown = view.claim(name)
            assert (shown.claim, shown.reading, shown.added_by) == (wanted, given[7], "tester")
        assert [capture.extractor for capture in shown.captures] == ["text (utf-8)"]
        with pytest.raises(LedgerError, match="several claims start with cl-") as several:
            view.claim("cl-")
        assert several.value.code == "PW409"
        for unknown in ("", "cl-%", "zz", "doc-"):
            with pytest.raises(LedgerError) as none:
                view.claim(unknown)
            assert none.value.code == "PW408"


@pytest.mark.parametrize("statement", [
    "UPDATE {table} SET seq = seq", "DELETE FROM {table}", "INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
])  # fmt: skip
@pytest.mark.parametrize("table", [
    "documents", "bodies", "captures", "engines", "readings", "statements", "claims", "claim_sources", "audit",
])  # fmt: skip
def test_no_row_can_be_changed(guarded_path: Path, table: str, statement: str) -> None:
    connection = sqlite3.connect(guarded_path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement.format(table=table))
    connection.close()


def test_settings_of_the_file(path: Path) -> None:
    with open_ledger(path, create=True) as opened, opened.view() as view:
        run = view._connection.exec_driver_sql
        assert run("PRAGMA journal_mode").scalar() == "wal"
        assert run("PRAGMA synchronous").scalar() == 2
        assert run("PRAGMA foreign_keys").scalar() == 1


def test_looking_does_not_make_a_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger") as error:
        open_ledger(tmp_path / "none.db")
    assert error.value.code == "PW401"
    assert list(tmp_path.iterdir()) == []


def other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE claims (x)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("make", [
    lambda path: path.write_text("no database at all, but long enough to have a header" * 20), other_database,
])  # fmt: skip
@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path, make: object, create: bool) -> None:
    path = tmp_path / "other.db"
    make(path)  # type: ignore[operator]
    before = path.read_bytes()
    with pytest.raises(LedgerError) as error:
        open_ledger(path, create=create)
    assert error.value.code == "PW402"
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["other.db"]


@pytest.mark.parametrize("create", [True, False])
def test_a_ledger_of_a_later_version_is_left_alone(path: Path, create: bool) -> None:
    with tampering(path, "schema_versions") as connection:
        connection.execute("INSERT INTO schema_versions VALUES (99, '9.0')")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="later Pactwatch") as error:
        open_ledger(path, create=create)
    assert error.value.code == "PW403"
    assert path.read_bytes() == before


@pytest.mark.parametrize(("where", "code"), [
    ("postgresql://user:secret@127.0.0.1:1/name", "PW401"), ("mysql://user:secret@host/name", "PW411"), ("nonsense://", "PW411"),
    ("postgresql://user:secret@host:port/name", "PW411"), ("postgresql://127.0.0.1:1/name?password=secret", "PW401"),
    ("/no/such/folder/x.db", "PW401"), (".", "PW401"),
    ("a\0b", "PW401"),
])  # fmt: skip
def test_places_where_no_ledger_can_be(where: str, code: str) -> None:
    with pytest.raises(LedgerError) as error:
        open_ledger(where, create=True)
    assert error.value.code == code
    assert "secret" not in str(error.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_ledger_on_a_medium_that_cannot_be_written_can_be_read(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with open_ledger(path) as opened:
            assert len(listed(opened)) == 2
            assert opened.verify().ok
        with pytest.raises(LedgerError) as error, open_ledger(path, create=True) as opened:
            opened.add(reading(400))
        assert error.value.code == "PW401"
    finally:
        path.parent.chmod(0o755)


def test_a_url_names_the_same_file(path: Path) -> None:
    with open_ledger(f"sqlite:///{path}") as opened:
        assert len(listed(opened)) == 2


def test_a_writer_that_waits_too_long_says_so(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_ledger(path, create=True, busy_seconds=0.1) as opened:
        with pytest.raises(LedgerError, match="held by another process") as error:
            opened.add(reading(400))
        assert error.value.code == "PW405"
        assert len(listed(opened)) == 2
        other.execute("ROLLBACK")
        assert opened.add(reading(400)).new_reading
        assert opened.verify().ok
    other.close()


def test_two_writers_at_once_make_the_file_and_lose_nothing(tmp_path: Path) -> None:
    path, failed = tmp_path / "shared.db", []

    def write(numbers: range) -> None:
        try:
            with open_ledger(path, create=True) as opened:
                for number in numbers:
                    opened.add(reading(number), capture_of(text(number)))
        except LedgerError as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(numbers,)) for numbers in (range(100, 120), range(110, 130))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with open_ledger(path) as opened:
        found = opened.verify()
    assert found.ok
    assert (found.checked["readings"], found.checked["audit entries"]) == (30, 90)


def test_the_content_digest_tells_content_not_order_or_time(tmp_path: Path) -> None:
    digests = set()
    for name, numbers in (("a", [1, 2, 3]), ("b", [3, 1, 2, 1]), ("c", [1, 2])):
        with open_ledger(tmp_path / name, create=True, who=name, clock=lambda name=name: name) as opened:
            for number in numbers:
                opened.add(reading(number))
            digests.add(opened.content_digest())
    assert len(digests) == 2
