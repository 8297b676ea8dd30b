"""`lists`, `screen` and `actors` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

OLD = "id,schema,name,aliases,weak_aliases,programme\nN1,Person,Gerd Tollefsen,,,NOR\nN2,Vessel,Sea Lark 4,,,NOR\n"
NEW = OLD.replace("N2,Vessel,Sea Lark 4,,,NOR\n", "") + "N3,Organization,Norland Ferry Trading Company,Norland Ferries,NFT,NOR\n"


@pytest.fixture
def listed(command: Command, folder: Path) -> Path:
    for name, text, day in (("old.csv", OLD, "2024-01-01"), ("new.csv", NEW, "2025-06-01")):
        (folder / name).write_text(text, encoding="utf-8")
        done = command("lists", "add", name, "--as-of", day, "--name", "Norland")
        assert done.code == 0, done.err
    return folder


def rows(command: Command, *arguments: str) -> list[dict[str, Any]]:
    done = command("screen", *arguments, "--format", "jsonl")
    assert done.code == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def test_adding_says_what_came_and_went(command: Command, listed: Path) -> None:
    done = command("lists", "add", "new.csv", "--as-of", "2025-06-01", "--name", "Norland")
    assert "already in the ledger" in done.out
    assert "1 added since the copy of 2024-01-01: N3" in done.out
    assert "1 removed since the copy of 2024-01-01: N2" in done.out
    copies = json.loads(command("lists", "list", "--format", "json").out)["lists"]
    assert [(row["list"], row["as_of"], row["entries"]) for row in copies] == [("Norland", "2024-01-01", 2), ("Norland", "2025-06-01", 2)]
    assert command("verify").code == 0


def test_screen_gives_one_row_a_query_in_order(command: Command, listed: Path) -> None:
    found = rows(command, "Nobody Here", "Tollefsen, Gerd", "the Norland Ferry Trading Co.")
    assert [row["query"] for row in found] == ["Nobody Here", "Tollefsen, Gerd", "the Norland Ferry Trading Co."]
    assert found[0]["matches"] == []
    match = found[1]["matches"][0]
    assert {"list", "as_of", "reference", "name", "score", "probability", "reasons", "missing"} <= set(match)
    assert (match["list"], match["as_of"], match["reference"]) == ("Norland", "2025-06-01", "N1")
    assert match["reasons"]
    assert match["missing"]
    assert found[2]["matches"][0]["reference"] == "N3"


def test_as_of_asks_the_copy_of_that_day(command: Command, listed: Path) -> None:
    assert rows(command, "Sea Lark 4")[0]["matches"] == []
    assert rows(command, "Sea Lark 4", "--as-of", "2024-05-01")[0]["matches"][0]["as_of"] == "2024-01-01"
    early = command("screen", "Gerd Tollefsen", "--as-of", "2020-01-01", "--format", "jsonl")
    assert json.loads(early.out)["matches"] == []
    assert "no copy is as old as 2020-01-01" in early.err


def test_names_come_from_a_file_or_stdin(command: Command, listed: Path) -> None:
    (listed / "names.txt").write_text("Gerd Tollefsen\n\nNobody\n", encoding="utf-8")
    assert [row["query"] for row in rows(command, "--file", "names.txt")] == ["Gerd Tollefsen", "Nobody"]
    done = command("screen", "--file", "-", "--format", "csv", stdin="Gerd Tollefsen\nNobody\n")
    table = list(csv.DictReader(io.StringIO(done.out)))
    assert [(row["query"], row["kind"], row["reference"]) for row in table] == [("Gerd Tollefsen", "match", "N1"), ("Nobody", "none", "")]


def test_the_table_says_that_a_match_is_a_name(command: Command, listed: Path) -> None:
    done = command("screen", "Gerd Tollefsen", "Nobody")
    assert "N1  Gerd Tollefsen" in done.out
    assert "no match" in done.out
    assert "a match is a name, not a person" in done.err
    assert "asked Norland as of 2025-06-01 (2 entries)" in done.err


SDN = '36,"HOLM, Per","individual","NORLAND",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'


def test_dated_files_of_ofac_are_taken_along_and_missing_ones_told(command: Command, folder: Path) -> None:
    (folder / "SDN_2023.csv").write_text(SDN, encoding="utf-8")
    (folder / "Alt_2023.csv").write_text('36,1,"aka","LARSEN, Ole",-0- \r\n', encoding="utf-8")
    done = command("lists", "add", "SDN_2023.csv", "--as-of", "2023-05-01")
    assert done.code == 0, done.err
    assert "add.csv is not given and not beside SDN_2023.csv: addresses are missing" in done.err
    assert "aliases" not in done.err
    assert rows(command, "Ole Larsen")[0]["matches"][0]["reference"] == "OFAC-36"
    (folder / "ofac.csv").write_text(SDN, encoding="utf-8")
    assert "aliases are missing" in command("lists", "add", "ofac.csv", "--as-of", "2023-06-01").err


def test_a_second_file_of_a_list_that_is_one_file_is_refused(command: Command, listed: Path) -> None:
    done = command("lists", "add", "old.csv", "new.csv", "--as-of", "2025-07-01", "--name", "Both")
    assert done.code == 2
    assert "PW501" in done.err
    assert "new.csv" in done.err
    assert "Both" not in command("lists", "list").out


def test_a_decision_is_kept_shown_and_undone(command: Command, listed: Path) -> None:
    made = command("lists", "decide", "Gerd Tollefsen", "N1", "different", "--why", "born in 1999", "--as", "anna", "--format", "json")
    assert made.code == 0, made.err
    decision = json.loads(made.out)["decisions"][0]
    assert (decision["who"], decision["decision"], decision["list"]) == ("anna", "different", "Norland")
    found = rows(command, "gerd  tollefsen", "Tollefsen")[0]
    assert found["matches"] == []
    assert "born in 1999" in found["candidates"][0]["decision"]
    undone = command("lists", "undo", decision["id"], "--why", "another Tollefsen was meant")
    assert undone.code == 0, undone.err
    assert rows(command, "Gerd Tollefsen")[0]["matches"]
    assert json.loads(command("lists", "decisions", "--format", "json").out)["decisions"] == []
    assert len(json.loads(command("lists", "decisions", "--history", "--format", "json").out)["decisions"]) == 2
    assert command("verify").code == 0


def test_the_parties_of_claims_are_screened(command: Command, stored: list[dict[str, Any]], folder: Path) -> None:
    (folder / "l.csv").write_text("id,schema,name\nS1,Organization,Foreign Ministry\n", encoding="utf-8")
    assert command("lists", "add", "l.csv", "--as-of", "2025-06-01").code == 0
    found = rows(command, "--all")
    assert found
    assert all(row["claims"] and row["documents"] for row in found)
    assert not {"Norway", "North Korea", "Russia"} & {row["query"] for row in found}
    one = rows(command, "--document", stored[1]["document"]["id"])
    assert {document for row in one for document in row["documents"]} == {stored[1]["document"]["id"]}


def test_a_candidate_that_was_decided_to_be_the_same_is_a_match(command: Command, listed: Path) -> None:
    weaker = rows(command, "Norland Ferry Bank")[0]
    assert weaker["matches"] == []
    assert [match["reference"] for match in weaker["candidates"]] == ["N3"]
    assert command("lists", "decide", "Norland Ferry Bank", "N3", "same", "--why", "its bank, by the register").code == 0
    match = rows(command, "Norland Ferry Bank")[0]["matches"][0]
    assert match["decision"].startswith("same: ")


def test_an_entry_is_shown_as_each_copy_has_it(command: Command, listed: Path) -> None:
    found = json.loads(command("lists", "show", "n1", "--format", "json").out)["entries"]
    assert [row["as_of"] for row in found] == ["2024-01-01", "2025-06-01"]


@pytest.mark.parametrize(("arguments", "code"), [
    (("screen", "Anna"), "PW142"), (("lists", "add", "missing.csv", "--as-of", "2025-01-01"), "PW503"),
    (("lists", "add", "bad.csv", "--as-of", "2025-01-01"), "PW501"), (("lists", "add", "ok.csv"), "PW140"),
    (("lists", "add", "ok.csv", "--as-of", "June"), "PW120"), (("lists", "add", "ok.csv", "--as-of", "2025-01-01", "--columns", "name"), "PW141"),
    (("lists", "show", "Z9"), "PW504"), (("lists", "decide", "A", "Z9", "same", "--why", "x"), "PW142"),
    (("actors", "Zzyzx Qwx"), "PW144"), (("actors", "Russia's defence minister"), "PW144"),
])  # fmt: skip
def test_a_wrong_call_is_one_line_with_a_code(command: Command, listed: Path, arguments: tuple[str, ...], code: str) -> None:
    (listed / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (listed / "ok.csv").write_text("id,schema,name\nX,Person,Y\n", encoding="utf-8")
    ledger = ("--ledger", "empty.db") if arguments == ("screen", "Anna") else ()
    if ledger:
        assert command("read", "-", "--ledger", "empty.db", stdin="Norway sent 20 soldiers to Latvia.").code == 0
    done = command(*arguments, *ledger)
    assert done.code == 2, done.err
    assert done.err.splitlines()[-1].startswith(code), done.err
    assert done.out == ""


def test_screen_takes_one_source_of_names(command: Command, listed: Path) -> None:
    for arguments in ((), ("Anna", "--all"), ("--file", "x", "--all"), ("--file", "missing.txt")):
        done = command("screen", *arguments)
        assert done.code == 2, arguments
        assert "PW14" in done.err


def test_actors_names_the_holder_of_an_office_on_a_day(command: Command) -> None:
    for day, person in (("2024-05-10", "per-shoigu"), ("2025-06-18", "per-belousov")):
        done = command("actors", "Russia's defence minister", "--on", day, "--format", "json")
        assert [row["id"] for row in json.loads(done.out)["actors"]] == [person]
    assert "Korean People's Army" in command("actors", "조선인민군").out
    assert "IMO 8905490" in command("actors", "8905490").out


@pytest.mark.parametrize(("arguments", "code"), [
    (("--document", "zz"), "PW132"), (("",), "PW142"), (("Gerd Tollefsen", "..."), "PW142"), (("--file", "empty.txt"), "PW142"),
    (("--file", "bytes.bin"), "PW143"), (("--file", "zero.bin"), "PW143"), (("--file", "dashes.txt"), "PW142"),
])  # fmt: skip
def test_what_cannot_be_screened_does_not_pass_for_clean(command: Command, listed: Path, arguments: tuple[str, ...], code: str) -> None:
    for name, data in (("empty.txt", b"\n \n"), ("bytes.bin", bytes(range(128, 256))), ("zero.bin", b"a\0b"), ("dashes.txt", b"Siv\n---\n")):
        (listed / name).write_bytes(data)
    done = command("screen", *arguments, "--format", "json")
    assert (done.code, done.out, done.err.startswith(code), done.err.count("\n")) == (2, "", True, 1), done.err


def test_a_document_that_names_nobody_is_said_to_be_so(command: Command, listed: Path) -> None:
    (listed / "storm.txt").write_text("A storm closed the port.", encoding="utf-8")
    assert command("read", "storm.txt", "--title", "Storm", "--format", "jsonl", "-q").code == 0
    done = command("screen", "--document", "Storm")
    assert (done.code, "nothing was screened" in done.err) == (0, True)


def test_a_copy_of_a_day_to_come_is_not_asked(command: Command, listed: Path) -> None:
    (listed / "later.csv").write_text(OLD.replace("Gerd Tollefsen", "Odd Myhre"), encoding="utf-8")
    done = command("lists", "add", "later.csv", "--as-of", "2999-01-01", "--name", "Norland")
    assert (done.code, "still to come" in done.err) == (0, True)
    assert rows(command, "Odd Myhre")[0]["matches"] == []
    assert rows(command, "Gerd Tollefsen")[0]["matches"][0]["as_of"] == "2025-06-01"
    assert rows(command, "Odd Myhre", "--as-of", "2999-02-01")[0]["matches"][0]["as_of"] == "2999-01-01"


def test_only_its_own_decisions_are_undone_and_none_is_about_nothing(command: Command, listed: Path) -> None:
    assert command("grade", "source", "Norland Post", "B", "--why", "right so far").code == 0
    grade = json.loads(command("grade", "list", "--format", "json").out)["grades"][0]["id"]
    for undo in (("lists", "undo"), ("origins", "undo"), ("finding", "undo")):
        done = command(*undo, grade, "--why", "wrong")
        assert (done.code, done.err.startswith("PW413")) == (2, True), done.err
    assert json.loads(command("grade", "list", "--format", "json").out)["grades"][0]["undone"] is False
    done = command("lists", "decide", "Gerd Tollefsen", "N1", "same", "--why", "met him", "--format", "json")
    decision = json.loads(done.out)["decisions"][0]["id"]
    assert command("grade", "undo", decision, "--why", "wrong").code == 2
    assert command("lists", "undo", decision, "--why", "wrong").code == 0
    for arguments in (("lists", "decide", "", "N1", "same"), ("lists", "decide", " - ", "N1", "same"), ("grade", "source", "", "B")):
        done = command(*arguments, "--why", "x")
        assert (done.code, done.err.startswith("PW124")) == (2, True), (arguments, done.err)
