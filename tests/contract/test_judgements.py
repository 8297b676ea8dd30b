"""The contract of judgements: append-only, signed, undone by further ones, as known on a day, covered by verify."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_builders import KINDS, clock, reading, tampering

from pactwatch.errors import LedgerError, UsageError
from pactwatch.store import Ledger, open_ledger


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = "2025-06-18T10:00:00Z"

    def __call__(self) -> str:
        return self.now


@pytest.fixture
def hand() -> Clock:
    return Clock()


@pytest.fixture(params=KINDS)
def ledger(request: pytest.FixtureRequest, where_of: Callable[[str], str], hand: Clock) -> Iterator[Ledger]:
    with open_ledger(where_of(request.param), create=True, who="tester", clock=hand) as opened:
        yield opened


def ids(ledger: Ledger, *args: str | None, **named: object) -> list[str]:
    with ledger.view() as view:
        return [item.id for item in view.judgements(*args, **named)]  # type: ignore[arg-type]


def test_a_judgement_comes_back_as_it_was_given(ledger: Ledger) -> None:
    made = ledger.judge("story.join", "story-1", {"with": ["doc-1", "doc-2"], "weight": 0.5}, why="same briefing")
    assert (made.kind, made.subject, made.who, made.at, made.why) == ("story.join", "story-1", "tester", clock(), "same briefing")
    assert (made.value, made.seq, made.undoes) == ({"with": ["doc-1", "doc-2"], "weight": 0.5}, 1, None)
    with ledger.view() as view:
        assert view.judgements() == [made]
    found = ledger.verify()
    assert found.ok
    assert (found.checked["judgements"], found.checked["audit entries"]) == (1, 1)


def test_they_are_found_by_kind_and_subject_and_signed_by_who_is_named(ledger: Ledger) -> None:
    first = ledger.judge("source.reliability", "TASS", {"grade": "C"}, why="state agency", who="A. Analyst")
    second = ledger.judge("source.reliability", "Yonhap", {"grade": "B"}, why="has erred rarely")
    third = ledger.judge("claim.credibility", "TASS", {"grade": 3}, why="alone")
    assert first.who == "A. Analyst"
    assert ids(ledger) == [first.id, second.id, third.id]
    assert ids(ledger, "source.reliability") == [first.id, second.id]
    assert ids(ledger, "source.reliability", "TASS") == [first.id]
    assert ids(ledger, subject="TASS") == [first.id, third.id]
    assert ids(ledger, "story.join") == []
    assert ledger.verify().ok


def test_undo_takes_back_and_undoing_the_undo_restores(ledger: Ledger) -> None:
    made = ledger.judge("story.split", "story-1", {}, why="another visit")
    undo = ledger.undo(made.id, why="it was the same visit")
    assert (undo.undoes, undo.kind, undo.subject) == (made.id, made.kind, made.subject)
    assert ids(ledger) == []
    assert ids(ledger, history=True) == [made.id, undo.id]
    with pytest.raises(LedgerError, match=f"undone already, by {undo.id} of tester") as twice:
        ledger.undo(made.id, why="again")
    assert twice.value.code == "PW412"
    ledger.undo(undo.id[:20], why="it was not, after all")
    assert ids(ledger) == [made.id]
    again = ledger.undo(made.id, why="final")
    assert again.undoes == made.id
    assert ids(ledger) == []
    assert ledger.verify().ok


def test_the_same_decision_twice_in_a_second_is_two_rows(ledger: Ledger) -> None:
    first, second = (ledger.judge("story.join", "a", {"with": "b"}, why="same") for _ in range(2))
    assert first.id != second.id
    ledger.undo(first.id, why="doubled")
    assert ids(ledger) == [second.id]


def test_as_of_tells_what_was_decided_on_a_day(ledger: Ledger, hand: Clock) -> None:
    made = ledger.judge("screen.decision", "cl-1", {"match": True}, why="same birth date")
    hand.now = "2025-06-20T09:00:00Z"
    ledger.undo(made.id, why="another person")
    later = ledger.judge("screen.decision", "cl-1", {"match": False}, why="another birth date")
    for as_of, expected in {
        "2025-06-17": [], "2025-06-18": [made.id], "2025-06-19": [made.id], "2025-06-20": [later.id], "2025-06": [later.id],
        "2025-06-20T08:00:00Z": [made.id], "2025-05": [],
    }.items():  # fmt: skip
        assert ids(ledger, as_of=as_of) == expected, as_of
    with pytest.raises(UsageError) as error:
        ids(ledger, as_of="yesterday")
    assert error.value.code == "PW120"


@pytest.mark.parametrize("empty", ["kind", "subject", "why"])
def test_what_is_missing_is_refused(ledger: Ledger, empty: str) -> None:
    given = {"kind": "story.join", "subject": "a", "why": "same"} | {empty: " "}
    with pytest.raises(UsageError, match=f"needs a {empty}"):
        ledger.judge(given["kind"], given["subject"], {}, why=given["why"])
    assert ids(ledger, history=True) == []


@pytest.mark.parametrize("value", [{"x": {1, 2}}, {"x": float("inf")}, {"x": object()}, {1: "x"}, {"x": (1, 2)}])
def test_a_value_that_would_read_back_changed_is_refused(ledger: Ledger, value: dict[str, object]) -> None:
    with pytest.raises(LedgerError) as error:
        ledger.judge("story.join", "a", value, why="same")
    assert error.value.code == "PW406"
    assert ledger.verify().checked == {}


def test_an_unknown_or_ambiguous_judgement_cannot_be_undone(ledger: Ledger) -> None:
    for n in range(3):
        ledger.judge("story.join", f"story-{n}", {}, why="same")
    for wanted, code in {"judgement-zz": "PW408", "": "PW408", "%": "PW408", "judgement-": "PW409"}.items():
        with pytest.raises(LedgerError) as error:
            ledger.undo(wanted, why="wrong")
        assert error.value.code == code, wanted


def older(path: Path) -> None:
    """Make a ledger as version 1 of the schema left it: no judgements."""
    with open_ledger(path, create=True, who="tester", clock=clock) as opened:
        opened.add(reading())
    with tampering(path, "judgements", "schema_versions") as connection:
        connection.execute("UPDATE schema_versions SET version = 1")
    connection = sqlite3.connect(path)
    for kind in ("update", "delete", "replace"):
        connection.execute(f"DROP TRIGGER judgements_no_{kind}")
    connection.execute("DROP TABLE judgements")
    connection.commit()
    connection.close()


def test_an_older_ledger_is_read_as_it_is_and_gets_the_table_when_written(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    older(path)
    before = path.read_bytes()
    with open_ledger(path) as opened:
        assert ids(opened) == []
        assert opened.verify().ok
    assert path.read_bytes() == before
    with open_ledger(path, create=True, who="tester", clock=clock) as opened:
        made = opened.judge("story.join", "a", {}, why="same")
        assert ids(opened) == [made.id]
        assert opened.verify().ok
    with open_ledger(path, create=True) as opened:
        assert ids(opened) == [made.id]
        assert opened.verify().checked["documents"] == 1


@pytest.mark.parametrize(("statement", "message"), [
    ("UPDATE judgements SET subject = 'b' WHERE seq = 1", "subject is 'b'"),
    ("UPDATE judgements SET body = replace(body, 'same', 'sane') WHERE seq = 1", "not the hash of its content"),
    ("UPDATE judgements SET who = 'nobody' WHERE seq = 1", "who is 'nobody'"),
    ("UPDATE judgements SET body = substr(body, 1, 30) WHERE seq = 1", "is damaged"),
    ("DELETE FROM judgements WHERE seq = 2", "its row in judgements is missing"),
    ("INSERT INTO judgements SELECT 9, 'judgement-9', kind, subject, at, who, NULL, body FROM judgements WHERE seq = 1", "no entry for it"),
    ("DROP TABLE judgements", "the table judgements is missing"),
])  # fmt: skip
def test_a_change_behind_the_ledger_s_back_is_named(where: str, statement: str, message: str) -> None:
    with open_ledger(where, create=True, who="tester", clock=clock) as opened:
        made = opened.judge("story.join", "a", {"with": "c"}, why="same")
        opened.undo(made.id, why="wrong")
    if statement.startswith("DROP"):
        with tampering(where) as connection:
            connection.execute(statement)
    else:
        with tampering(where, "judgements") as connection:
            assert connection.execute(statement).rowcount == 1
    with open_ledger(where) as opened:
        found = opened.verify()
    assert any(message in failure.message for failure in found.failures), found.failures


@pytest.mark.parametrize("statement", ["UPDATE judgements SET seq = seq", "DELETE FROM judgements"])
def test_no_judgement_can_be_changed(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path, create=True, who="tester", clock=clock) as opened:
        opened.judge("story.join", "a", {}, why="same")
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()
