"""`origins` with its subcommands, on a ledger that `read` made."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

from pactwatch.store import open_ledger

ROWS = [
    {"title": "Sappers for Moldova", "published": "2025-03-04", "publisher": "Fjord Gazette",
     "text": "Norway has sent 140 sappers to Moldova to clear a dump near Cobasna, the Norwegian defence ministry said on Tuesday. "
             "They are to stay until May. The work is dangerous, the ministry added."},
    {"title": "Norwegians in Cobasna", "published": "2025-03-05", "publisher": "Prut Observer",
     "text": "Norway's defence ministry told Reuters that 210 of its sappers have arrived in Moldova to clear the dump near Cobasna."},
    {"title": "Storm closes port", "published": "2025-03-04", "publisher": "Fjord Gazette",
     "text": "A storm has closed the ferry port of Hirtshals in Denmark, the harbour authority said on Tuesday. Two ships wait outside."},
]  # fmt: skip


@pytest.fixture
def ledger(command: Command, folder: Path) -> None:
    (folder / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    assert command("read", "rows.jsonl", "--format", "jsonl").code == 0


def stories(command: Command, *options: str) -> list[dict[str, Any]]:
    done = command("origins", *options, "--format", "json")
    assert done.code == 0, done.err
    return list(json.loads(done.out)["stories"])


@pytest.mark.usefixtures("ledger")
def test_stories_with_what_stands_behind_them(command: Command) -> None:
    storm, sappers = sorted(stories(command), key=lambda story: len(story["documents"]))
    assert len(storm["documents"]) == 1
    (claimant,) = sappers["claimants"]
    assert claimant["documents"] == sappers["documents"]
    assert ["Reuters", "Prut Observer"] in claimant["relays"]
    assert (sappers["independent_confirmations"], sappers["unknown_lineage"]) == (0, [])
    (copy,) = sappers["copies"]
    assert (copy["document"], copy["of"], copy["relation"]) == (*reversed(sappers["documents"]), "same_origin_paraphrase")
    (drift,) = [drift for drift in sappers["drifts"] if drift["kind"] == "number"]
    assert drift["document"] == sappers["documents"][1]
    assert "140" in drift["against_words"]
    assert "210" in drift["words"]
    assert "became" in drift["explanation"]
    claims = {claim["id"] for claim in json.loads(command("claims", "--format", "json").out)["claims"]}
    assert {drift["claim"], drift["against"]} <= claims
    assert set(claimant["claims"]) <= claims


@pytest.mark.usefixtures("ledger")
def test_the_formats_agree(command: Command) -> None:
    whole = stories(command)
    assert [json.loads(line) for line in command("origins", "--format", "jsonl").out.splitlines()] == whole
    rows = list(csv.DictReader(io.StringIO(command("origins", "--format", "csv").out)))
    assert {row["document"] for row in rows} == {name for story in whole for name in story["documents"]}
    assert {row["relays"] for row in rows} == {"", "Reuters > Prut Observer"}
    table = command("origins")
    assert "2 reports, 1 claimant, 0 independent confirmations" in table.out
    assert "Reuters → Prut Observer" in table.out
    assert "1 documents stand alone" in table.err


@pytest.mark.usefixtures("ledger")
def test_a_second_run_and_a_run_anew_give_the_same(command: Command) -> None:
    first = stories(command)
    assert stories(command) == first
    assert stories(command, "--anew") == first
    assert command("verify").code == 0


@pytest.mark.usefixtures("ledger")
def test_a_document_that_comes_later_joins_its_story(command: Command, folder: Path) -> None:
    before = max(stories(command), key=lambda story: len(story["documents"]))
    more = ROWS[0] | {"publisher": "Carpathian Review", "published": "2025-03-06"}
    (folder / "more.jsonl").write_text(json.dumps(more), encoding="utf-8")
    command("read", "more.jsonl", "--format", "jsonl")
    after = max(stories(command), key=lambda story: len(story["documents"]))
    assert after["documents"][:2] == before["documents"]
    assert (after["id"], len(after["documents"]), after["independent_confirmations"]) == (before["id"], 3, 0)
    assert stories(command, "--anew") == stories(command)


@pytest.mark.usefixtures("ledger")
def test_an_id_that_was_given_leads_to_the_story_when_an_earlier_text_arrives(command: Command, folder: Path) -> None:
    before = max(stories(command), key=lambda story: len(story["documents"]))
    assert command("case", "new", "Sappers", "--as", "Ada").code == 0
    assert command("case", "add", "sappers", before["id"], "--as", "Ada").code == 0
    assert command("review", "accept", before["claimants"][0]["claims"][0], "--as", "Bea").code == 0
    assert command("case", "build", "sappers", "--as", "Ada").code == 0
    (folder / "more.jsonl").write_text(json.dumps(ROWS[0] | {"publisher": "Carpathian Review", "published": "2025-03-01"}), encoding="utf-8")
    command("read", "more.jsonl", "--format", "jsonl")
    after = max(stories(command), key=lambda story: len(story["documents"]))
    assert (after["id"] != before["id"], len(after["documents"])) == (True, 3)
    assert stories(command, "--story", before["id"]) == stories(command, "--story", after["id"]) == [after]
    exported = command("case", "export", "sappers", "--out", "case.md")
    assert exported.code == 0, exported.err
    assert "Carpathian Review" in (folder / "case.md").read_text(encoding="utf-8")
    leaving = [name for name in after["documents"] if name != before["documents"][0]]
    words = [word for name in leaving for word in ("--document", name)]
    assert command("origins", "split", before["id"], *words, "--why", "another dump").code == 0
    (found,) = stories(command, "--story", before["id"])
    assert found["documents"] == [before["documents"][0]]


@pytest.mark.usefixtures("ledger")
def test_one_story_by_id_or_document_with_reasons_and_picture(command: Command, folder: Path) -> None:
    wanted = max(stories(command), key=lambda story: len(story["documents"]))
    assert [story["id"] for story in stories(command, "--story", wanted["id"][:-2])] == [wanted["id"]]
    (found,) = stories(command, "--document", "norwegians in cobasna", "--reasons", "--svg", "tree.svg")
    assert found["id"] == wanted["id"]
    (link,) = found["links"]
    assert link["joined"]
    assert any("cobasna" in reason for reason in link["reasons"])
    drawn = ET.fromstring((folder / "tree.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own file
    words = " ".join(drawn.itertext())
    for word in ("Fjord Gazette", "Prut Observer", "Reuters", "2025-03-04", "0 independent confirmations"):
        assert word in words


@pytest.mark.usefixtures("ledger")
def test_join_split_and_undo(command: Command) -> None:
    storm, sappers = sorted(stories(command), key=lambda story: len(story["documents"]))
    joined = command("origins", "join", sappers["id"], storm["id"], "--why", "a test", "--as", "A. Analyst")
    assert joined.code == 0, joined.err
    assert len(stories(command)) == 1
    assert "PW126" in command("origins", "join", sappers["id"], sappers["id"], "--why", "again").err
    decision = joined.out.split(":")[0]
    assert command("origins", "undo", decision, "--why", "it was a test").code == 0
    assert len(stories(command)) == 2
    assert command("origins", "undo", decision, "--why", "twice").code == 2

    split = command("origins", "split", sappers["id"], "--document", sappers["documents"][1], "--why", "another dump")
    assert split.code == 0, split.err
    assert sorted(len(story["documents"]) for story in stories(command)) == [1, 1, 1]
    listed = json.loads(command("origins", "decisions", "--format", "json").out)["decisions"]
    assert [(row["kind"], row["who"] == "A. Analyst", row["in_force"]) for row in listed] == [
        ("story.join", True, False), ("story.join", False, False), ("story.split", False, True),
    ]  # fmt: skip
    assert "another dump" in command("origins", "decisions").out
    assert command("verify").code == 0


@pytest.mark.usefixtures("ledger")
def test_what_was_known_on_a_day(command: Command) -> None:
    assert [len(story["documents"]) for story in stories(command, "--as-of", "2025-03-04")] == [1, 1]
    assert sorted(len(story["documents"]) for story in stories(command, "--as-of", "2025-03")) == [1, 2]
    assert stories(command, "--as-of", "2024") == []


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(("arguments", "code"), [
    (("origins", "--as-of", "yesterday"), "PW120"), (("origins", "--svg", "x.svg"), "PW125"), (("origins", "--story", "zz"), "PW408"),
    (("origins", "--story", "story-"), "PW409"), (("origins", "--document", "nowhere"), "PW408"),
    (("origins", "split", "story-", "--document", "doc-0", "--why", "x"), "PW409"),
    (("origins", "undo", "zz", "--why", "x"), "PW408"), (("origins", "--ledger", "none.db"), "PW401"),
    (("origins", "undo", "zz", "--why", "x", "--ledger", "none.db"), "PW401"),
])  # fmt: skip
def test_a_call_that_cannot_be_carried_out_says_so(command: Command, folder: Path, arguments: tuple[str, ...], code: str) -> None:
    done = command(*arguments)
    assert done.code == 2
    assert done.err.startswith(code)
    assert not (folder / "none.db").exists()


@pytest.mark.usefixtures("ledger")
def test_a_ledger_that_is_held_is_read_all_the_same(command: Command, folder: Path) -> None:
    import sqlite3

    other = sqlite3.connect(folder / "pactwatch.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = command("origins", "--format", "json")
    other.execute("ROLLBACK")
    other.close()
    assert done.code == 0
    assert "not kept (PW405)" in done.err
    assert len(json.loads(done.out)["stories"]) == 2
    with open_ledger(folder / "pactwatch.db") as opened:
        assert opened.verify().ok


def test_an_empty_ledger_has_no_stories(command: Command, folder: Path) -> None:
    with open_ledger(folder / "pactwatch.db", create=True):
        pass
    done = command("origins")
    assert (done.code, done.out) == (0, "")
    assert "holds no document yet" in done.err


@pytest.mark.usefixtures("ledger")
def test_nothing_found_is_told_from_nothing_there(command: Command, folder: Path) -> None:
    done = command("origins", "--as-of", "0001-01-01")
    assert (done.code, done.out, done.err) == (0, "", "no document of the ledger was published by 0001-01-01\n")
    assert command("origins", "decisions").err.startswith("nothing has been decided")
    for arguments in (("--story", ""), ("join", "", "story-1", "--why", "x")):
        assert command("origins", *arguments).code == 2
    done = command("figures", "--population", "Mongolian bakers", "--chart", "chart.svg")
    assert (done.code, done.err, (folder / "chart.svg").exists()) == (0, "no figure matches; no chart is written\n", False)
