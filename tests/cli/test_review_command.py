"""`pactwatch review` and `activity`: acts, sessions by piped keys, files of decisions, lists, what is refused and how."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import ARTICLES, Command, Done
from typer.testing import CliRunner

from pactwatch.casefile.dependents import dependents
from pactwatch.cli import app
from pactwatch.store import open_ledger
from pactwatch.store.tracing import trace_view

Stored = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sign as nobody in particular."""
    monkeypatch.delenv("PACTWATCH_USER", raising=False)
    monkeypatch.setenv("LOGNAME", "login")


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stored]:
    """Return a ledger that the two articles were read into, once for all tests of this module, and their readings."""
    folder = tmp_path_factory.mktemp("read")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    given = ["read", *(str(folder / name) for name in ARTICLES), "--published", "2025-06-18", "--format", "json", "--ledger", str(folder / "once.db")]
    done = CliRunner().invoke(app, given)
    assert done.exit_code == 0, done.stderr
    return folder / "once.db", list(json.loads(done.stdout)["readings"])


@pytest.fixture
def stored(folder: Path, read_once: tuple[Path, Stored]) -> Stored:
    """Lay a copy of that ledger here as ./pactwatch.db and return its readings."""
    shutil.copy(read_once[0], folder / "pactwatch.db")
    return read_once[1]


@pytest.fixture
def ids(stored: Stored) -> list[str]:
    return [claim["id"] for reading in stored for claim in reading["claims"]]


def status(command: Command, claim: str) -> dict[str, Any]:
    done = command("show", claim, "--format", "json")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)["review"]
    return found


def ok(done: Done) -> str:
    assert done.code == 0, done.err
    return done.out


def test_accept_takes_several_claims_in_any_order_of_words(command: Command, ids: list[str]) -> None:
    out = ok(command("review", "accept", ids[0], ids[1], "--as", "A. Analyst"))
    assert [line.split()[0] for line in out.splitlines()] == ids[:2]
    assert "now accepted by A. Analyst, version 1" in out
    ok(command("review", ids[0], "accept", "--as", "B"))
    found = status(command, ids[0])
    assert (found["status"], found["by"]) == ("accepted", ["A. Analyst", "B"])


def test_who_is_the_option_else_the_environment_else_the_login(command: Command, ids: list[str]) -> None:
    ok(command("review", "accept", ids[0]))
    ok(command("review", "accept", ids[0], env={"PACTWATCH_USER": "E. Env"}))
    ok(command("review", "accept", ids[0], "--as", "O", env={"PACTWATCH_USER": "E. Env"}))
    assert status(command, ids[0])["by"] == ["login", "E. Env", "O"]
    assert command("review", "accept", ids[0], "--as", " ").code == 2


def test_an_edit_stands_beside_the_machine_s_claim(command: Command, stored: Stored) -> None:
    claim = next(one for one in stored[0]["claims"] if one["quantity"])
    ok(command("review", "edit", claim["id"], "--set", "quantity.low=1", "--set", "modality=possible", "--why", "so it reads", "--as", "A"))
    shown = json.loads(ok(command("show", claim["id"], "--format", "json")))
    assert (shown["claim"]["modality"], shown["edited"]["modality"], shown["edited"]["quantity"]["low"]) == (claim["modality"], "possible", 1.0)
    table = ok(command("show", claim["id"]))
    assert "as edited:" in table
    assert "so it reads" in table


@pytest.mark.parametrize(("words", "said"), [
    (("approve", "cl-1"), "PW154 say what to do"),
    (("accept",), "PW154 which claim?"),
    (("accept", "cl-ffffff"), "PW408"),
    (("grade", "ID"), "PW154 which grade?"),
    (("grade", "ID", "9"), "PW151"),
    (("grade", "ID", "1"), "PW152"),
    (("edit", "ID", "--set", "modality"), "PW155 modality: an edit is FIELD=VALUE"),
    (("edit", "ID", "--set", "evidence=[1"), "PW155 evidence: [1 is no JSON"),
    (("edit", "ID", "--set", "colour=red"), "PW155 colour cannot be edited"),
    (("edit", "ID"), "PW155 an edit sets at least one field"),
    (("accept", "ID", "--set", "modality=planned"), "PW154 --set goes with edit"),
    (("accept", "ID", "--status", "accepted"), "PW154 --status goes with list"),
    (("retract", "ID", "--why", "withdrawn"), "PW418"),
    (("retract", "ID"), "PW124"),
    (("note", "ID"), "PW124"),
    (("accept", "ID", "--expected", "4"), "PW414"),
    (("undo", "--last"), "PW408"),
    (("undo", "judgement-00"), "PW408"),
    (("undo",), "PW154 which claim?"),
    (("--file", "none.csv"), "PW156"),
    (("accept", "ID", "--file", "none.csv"), "PW154 --file has the actions in it"),
    (("list", "--type", "nonsense"), "PW121"),
    (("--type", "nonsense"), "PW121"),
    (("--status", "all"), "PW154 a session goes through one status"),
])  # fmt: skip
def test_a_call_that_cannot_be_is_told_in_one_line_and_writes_nothing(command: Command, ids: list[str], words: tuple[str, ...], said: str) -> None:
    done = command("review", *(ids[0] if word == "ID" else word for word in words))
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert status(command, ids[0])["version"] == 0


def test_of_several_claims_the_ones_that_fail_are_named(command: Command, ids: list[str]) -> None:
    done = command("review", "accept", ids[0], "cl-ffffff", ids[1], "--as", "A")
    assert done.code == 3
    assert "cl-ffffff: PW408" in done.err
    assert [status(command, claim)["status"] for claim in ids[:2]] == ["accepted", "accepted"]


def test_a_missing_ledger_is_not_made(command: Command, folder: Path) -> None:
    for words in (("review", "accept", "cl-12"), ("review",), ("review", "list"), ("activity",)):
        done = command(*words)
        assert (done.code, "PW401" in done.err) == (2, True)
    assert not (folder / "pactwatch.db").exists()


def test_undo_takes_back_the_last_or_a_named_one(command: Command, ids: list[str]) -> None:
    ok(command("review", "accept", ids[0], "--as", "A"))
    ok(command("review", "reject", ids[1], "--as", "A", "--why", "a doubled claim"))
    assert ids[1] in ok(command("review", "undo", "--last", "--as", "A"))
    rows = [json.loads(line) for line in ok(command("review", "log", "--format", "jsonl")).splitlines()]
    assert [(row["action"], row["state"]) for row in rows] == [
        ("accept", "in force"), ("reject", "undone"), ("undo", f"undoes {rows[1]['judgement']}")]  # fmt: skip
    ok(command("review", "undo", rows[2]["judgement"], "--as", "B"))
    assert status(command, ids[1])["status"] == "rejected"
    ok(command("review", "undo", ids[0], "--as", "A"))
    assert status(command, ids[0])["status"] == "unreviewed"


def test_a_note_is_the_words_after_the_claim(command: Command, ids: list[str]) -> None:
    ok(command("review", "note", ids[0], "dead", "added", "2025", "--as", "A"))
    assert status(command, ids[0])["notes"][0]["text"] == "dead added 2025"


def test_a_retraction_tells_what_rests_on_the_claim(command: Command, stored: Stored) -> None:
    claim = next(one["id"] for one in stored[1]["claims"] if one["type"] == "send_workers")
    ok(command("review", "accept", claim, "--as", "A"))
    with open_ledger("pactwatch.db", create=True) as ledger:
        ledger.judge("case_new", "case-x", {"title": "Workers"}, why="opened")
        ledger.judge("case_paragraph", "case-x", {"id": "p1", "do": "add", "text": f"Workers went [[{claim}]]."}, why="written")
        ledger.judge("case_paragraph", "case-x", {"id": "p2", "do": "add", "text": f"Many [[{claim}]]."}, why="written")
        ledger.judge("case_paragraph", "case-x", {"id": "p2", "do": "edit", "text": "Many."}, why="the claim is not needed")
        ledger.judge("case_publish", "case-x", {"notes": {"1": claim}}, why="published")
        with ledger.view() as view:
            found = dependents(view, claim, trace_view(view))
    assert [(use.part, use.field, use.title) for use in found.cases] == [("p1", "text", "Workers"), (None, "notes.1", "Workers")]
    assert [use.measure for use in found.figures] == ["workers"]
    assert {use.cite for use in found.findings if use.main} == {"S/RES/2375 (2017) para. 17", "S/RES/2397 (2017) para. 8"}
    assert len(found.stories) == 1
    out = ok(command("review", "retract", claim, "--why", "withdrawn", "--as", "B"))
    assert "case-x Workers: paragraph p1, footnote 1" in out
    assert "S/RES/2397 (2017) para. 8" in out
    facts = command("review", "undo", claim, "--as", "B", "--format", "json")
    assert json.loads(facts.out)["status"] == "accepted"


def test_several_acts_are_one_json_document_a_line_each_or_rows(command: Command, ids: list[str]) -> None:
    both = ids[:2]
    told = json.loads(ok(command("review", "accept", *both, "--as", "B", "--format", "json")))
    assert [(one["claim"], one["status"]) for one in told["reviews"]] == [(claim, "accepted") for claim in both]
    gone = json.loads(ok(command("review", "retract", both[0], "--why", "withdrawn", "--as", "B", "--format", "json")))
    assert [one["status"] for one in gone["reviews"]] == ["retracted"]
    assert [one["claim"] for one in gone["dependents"]] == both[:1]
    [line] = ok(command("review", "retract", both[1], "--why", "withdrawn", "--as", "B", "--format", "jsonl")).splitlines()
    assert (json.loads(line)["claim"], json.loads(line)["dependents"]["claim"]) == (both[1], both[1])
    assert len(ok(command("review", "accept", *ids[2:4], "--as", "B", "--format", "jsonl")).splitlines()) == 2
    rows = list(csv.DictReader(io.StringIO(ok(command("review", "note", *both, "=1+1", "--as", "B", "--format", "csv")))))
    assert [(row["claim"], row["action"], row["what"]) for row in rows] == [(claim, "note", "'=1+1") for claim in both]
    failing = command("review", "accept", ids[2], "cl-none", "--as", "B", "--format", "json")
    assert (failing.code, [one["claim"] for one in json.loads(failing.out)["reviews"]]) == (3, ids[2:3])
    one = json.loads(ok(command("review", "reject", ids[3], "--as", "B", "--format", "json")))
    assert one["status"] == "rejected"


def test_the_list_filters_by_status_and_claim(command: Command, ids: list[str]) -> None:
    ok(command("review", "accept", ids[0], "--as", "A"))
    rows = [json.loads(line) for line in ok(command("review", "list", "--format", "jsonl")).splitlines()]
    assert sorted(row["id"] for row in rows) == sorted(ids)
    assert {row["id"]: row["review"]["status"] for row in rows}[ids[0]] == "accepted"
    done = command("review", "list", "--status", "accepted", "--format", "csv")
    table = list(csv.DictReader(io.StringIO(done.out)))
    assert [(row["claim"], row["by"]) for row in table] == [(ids[0], "A")]
    assert f"{len(ids) - 1} unreviewed, 1 accepted" in done.err
    limited = command("review", "list", "--status", "unreviewed", "--limit", "2", "--format", "jsonl")
    assert len(limited.out.splitlines()) == 2


def test_decisions_come_from_a_file_and_bad_rows_are_named(command: Command, folder: Path, ids: list[str]) -> None:
    (folder / "decisions.csv").write_text(
        "Claim,Action,why,as,modality,grade,accept\n"
        f"{ids[0]},accept,read it,B. Second,,,\n"
        f"{ids[1]},edit,so it reads,,possible,,yes\n"
        f"{ids[2]},grade,one official,,,3,\n"
        f"{ids[2]},frob,,,,,\n"
        ",accept,,,,,\n"
        f"{ids[2]},reject,no such thing,,planned,,\n"
        f"{ids[2]},accept,,,,,,,\n", encoding="utf-8-sig")  # fmt: skip
    done = command("review", "--file", "decisions.csv", "--as", "A")
    assert done.code == 3
    assert [line.split(":")[1] for line in done.err.splitlines()[:-1]] == ["5", "6", "7", "8"]
    assert done.err.splitlines()[-1] == "3 decisions are in, 4 rows failed"
    assert status(command, ids[0])["by"] == ["B. Second"]
    assert (status(command, ids[1])["status"], status(command, ids[1])["by"]) == ("accepted", ["A"])
    assert status(command, ids[2])["grade"] == 3


def test_decisions_come_as_json_lines_on_stdin(command: Command, ids: list[str]) -> None:
    rows = [
        {"claim": ids[0], "action": "edit", "value": {"modality": "possible"}, "why": "hedged", "version": 0},
        {"claim": ids[0], "action": "accept", "version": 0},
        {"claim": ids[0], "action": "note", "text": "compare"},
    ]
    text = "\n".join([json.dumps(row) for row in rows] + ["{", "[1]", ""])
    done = command("review", "--file", "-", "--as", "A", stdin=text)
    assert done.code == 3
    assert [line.split()[1 if line.startswith("-") else 0] for line in done.err.splitlines()] == ["PW414", "PW154", "PW154", "2"]
    assert (status(command, ids[0])["status"], status(command, ids[0])["notes"][0]["text"]) == ("unreviewed", "compare")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"who,what\nA,B\n", b""])
def test_a_file_that_is_no_list_of_decisions_is_refused(command: Command, folder: Path, ids: list[str], content: bytes) -> None:
    (folder / "x.csv").write_bytes(content)
    done = command("review", "--file", "x.csv")
    assert (done.code, "PW156" in done.err) == (2, True)
    assert status(command, ids[0])["version"] == 0


def test_a_session_goes_by_keys(command: Command, ids: list[str]) -> None:
    done = command("review", "--as", "A", stdin="a" "r\n" "emodality=alleged\nreads so\na" "nlook again\n" "s" "q")
    text = ok(done)
    assert f"1 of {len(ids)}" in text
    assert "⟦" in text
    found = [json.loads(line) for line in ok(command("review", "list", "--format", "jsonl")).splitlines()]
    by_place = [row["review"] for row in found]
    assert [row["status"] for row in by_place[:4]] == ["accepted", "rejected", "accepted", "unreviewed"]
    assert by_place[2]["edits"] == {"modality": "alleged"}
    assert by_place[3]["notes"][0]["text"] == "look again"
    assert f"2 accepted, 1 rejected, 1 edited, 1 noted; {len(ids) - 3} unreviewed left" in done.err


def test_a_session_undoes_its_own_and_goes_back_there(command: Command, ids: list[str]) -> None:
    text = ok(command("review", "--as", "A", stdin="a a u g 4because\n?xq"))
    assert text.count(f"2 of {len(ids)}") == 3
    assert "asks why" in text
    rows = [json.loads(line)["review"] for line in ok(command("review", "list", "--format", "jsonl")).splitlines()]
    assert [(row["status"], row["grade"]) for row in rows[:2]] == [("accepted", None), ("unreviewed", 4)]


def test_a_session_ends_with_the_input_or_the_queue(command: Command, ids: list[str]) -> None:
    assert "nothing decided" in command("review", stdin="").err
    text = ok(command("review", "--as", "A", stdin="a" * 200))
    assert "the end of the queue is reached" in text
    assert text.count("accept: judgement-") == len(ids)
    assert "0 unreviewed claims" in ok(command("review", "--as", "A", stdin="a"))


def test_a_session_takes_a_filter(command: Command, stored: Stored) -> None:
    wanted = [claim["id"] for claim in stored[1]["claims"]]
    ok(command("review", "--document", stored[1]["document"]["id"], "--as", "A", stdin="a" * 50))
    rows = [json.loads(line)["review"] for line in ok(command("review", "list", "--status", "accepted", "--format", "jsonl")).splitlines()]
    assert sorted(row["claim"] for row in rows) == sorted(wanted)


def test_what_would_steer_a_terminal_is_not_printed(command: Command, ids: list[str]) -> None:
    evil = "\x1b[31mred\x07 = \u202e"
    ok(command("review", "note", ids[0], f"x {evil}", "--as", f"A{evil}"))
    for words in (("review", "log"), ("show", ids[0]), ("activity",), ("review", "list")):
        out = ok(command(*words))
        assert not set("\x1b\x07\u202e") & set(out), words


def test_activity_lists_readings_and_reviews_newest_first(command: Command, ids: list[str]) -> None:
    ok(command("review", "accept", ids[0], "--as", "A. Analyst"))
    lines = ok(command("activity")).splitlines()
    assert "A. Analyst: accept" in lines[0]
    assert any("read doc-" in line for line in lines)
    rows = [json.loads(line) for line in ok(command("activity", "--as", "A. Analyst", "--format", "jsonl")).splitlines()]
    assert [(row["kind"], row["about"]) for row in rows] == [("review.accept", ids[0])]
    assert "nothing was done" in command("activity", "--since", "2999").err
    assert command("activity", "--since", "soon").code == 2


def test_the_ledger_verifies_after_all_that(command: Command, ids: list[str]) -> None:
    ok(command("review", "--as", "A", stdin="ar\neagent=null\n\nag2\n\n"))
    assert "everything verifies" in ok(command("verify"))
