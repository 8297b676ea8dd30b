"""`pactwatch export` as a user meets it: reviewed claims unless asked, whole files or none, the same bytes again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

from pactwatch.exports.jsonl import read_jsonl
from pactwatch.exports.parquet import read_parquet
from pactwatch.store import Ledger, open_ledger

Stored = list[dict[str, Any]]
FORMATS = ("csv", "jsonl", "parquet", "geojson", "plover", "cameo", "ftm", "stix", "bibtex", "csl")


KEPT: dict[str, Any] = {}


@pytest.fixture
def stored(command: Command, articles: list[str]) -> Stored:
    """Put a ledger with the articles' readings here; they are read once for all tests."""
    if not KEPT:
        done = command("read", *articles, "--published", "2025-06-18", "--format", "json")
        KEPT.update(readings=json.loads(done.out)["readings"], ledger=Path("pactwatch.db").read_bytes())
    Path("pactwatch.db").write_bytes(KEPT["ledger"])
    readings: Stored = KEPT["readings"]
    return readings


def claims_of(stored: Stored) -> list[dict[str, Any]]:
    return [claim for reading in stored for claim in reading["claims"]]


def review(claim: str, action: str, **value: Any) -> None:
    with open_ledger("pactwatch.db", create=True) as ledger:
        ledger.review(claim, action, who="A. Analyst", why="looked at", value=value or None)


def exported(command: Command, *options: str) -> list[dict[str, str]]:
    done = command("export", "--format", "csv", *options)
    assert done.code == 0, done.err
    return list(csv.DictReader(io.StringIO(done.out, newline="")))


def test_only_accepted_claims_are_exported_and_the_others_are_counted(command: Command, stored: Stored) -> None:
    first, second, third = [claim["id"] for claim in claims_of(stored)][:3]
    review(first, "accept")
    review(second, "reject")
    review(third, "accept")
    review(third, "retract")
    done = command("export", "--format", "jsonl")
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == [first]
    assert f"{len(claims_of(stored)) - 1} claims that are not accepted in review are left out" in done.err


def test_nothing_reviewed_is_an_empty_valid_file_and_says_what_to_do(command: Command, stored: Stored) -> None:
    assert stored
    for form in FORMATS:
        done = command("export", "--format", form, "--out", f"out.{form}")
        assert done.code == 0
        assert "`pactwatch review` accepts claims, --all exports them as they are" in done.err
        assert Path(f"out.{form}").exists()
    assert json.loads(Path("out.geojson").read_text())["features"] == []


def test_all_marks_each_claim_with_its_review_and_says_so(command: Command, stored: Stored) -> None:
    every = [claim["id"] for claim in claims_of(stored)]
    review(every[0], "accept")
    review(every[1], "reject")
    done = command("export", "--all")
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert [row["claim"] for row in rows] == every
    assert [row["review"] for row in rows[:3]] == ["accepted", "rejected", "unreviewed"]
    assert "1 rejected" in done.err
    assert "none of these is fit to publish before review" in done.err


def test_an_edit_in_force_is_exported_beside_what_the_machine_read(command: Command, stored: Stored) -> None:
    claim = next(claim for claim in claims_of(stored) if claim["quantity"] and claim["modality"] == "planned")
    review(claim["id"], "edit", modality="possible", accept=True)
    record = json.loads(command("export", "--format", "jsonl").out)
    assert (record["id"], record["modality"], record["review"]["by"]) == (claim["id"], "possible", ["A. Analyst"])
    assert record["review"]["edits"] == [{"field": "modality", "value": '"possible"', "machine": '"planned"'}]
    assert record["words"].startswith("[possible] ")


def test_an_undo_and_a_grade_are_the_last_change_of_what_is_exported(command: Command, stored: Stored) -> None:
    claim = next(claim["id"] for claim in claims_of(stored) if claim["modality"] == "planned")
    days = iter([f"2031-01-0{n}T00:00:00Z" for n in range(1, 9)])
    seen = []
    with open_ledger("pactwatch.db", create=True, clock=lambda: next(days)) as ledger:
        ledger.review(claim, "accept", who="A. Analyst", why="")
        edit = ledger.review(claim, "edit", who="A. Analyst", why="x", value={"modality": "possible", "accept": True})
    steps: tuple[Callable[[Ledger], object], ...] = (
        lambda ledger: None, lambda ledger: ledger.undo(edit.id, why="x", who="A. Analyst"),
        lambda ledger: ledger.review(claim, "grade", who="A. Analyst", why="", value={"grade": 3}),
    )  # fmt: skip
    for step in steps:
        with open_ledger("pactwatch.db", create=True, clock=lambda: next(days)) as ledger:
            step(ledger)
        objects = json.loads(command("export", "--format", "stix").out)["objects"]
        seen.append({item["modified"][:10] for item in objects if item["type"] in ("note", "report", "opinion")})
    assert seen == [{"2031-01-02"}, {"2031-01-03"}, {"2031-01-04"}]


def test_an_edit_of_the_evidence_brings_its_words(command: Command, stored: Stored) -> None:
    reading = stored[0]
    claim, text = reading["claims"][0], reading["document"]["text"]
    review(claim["id"], "edit", evidence=[[0, 6]], accept=True)
    assert json.loads(command("export", "--format", "jsonl").out)["quotes"] == [text[0:6]]


def test_grades_hashes_and_origins_are_in_the_export(command: Command, stored: Stored) -> None:
    claim = next(claim for claim in claims_of(stored) if claim["attributed_to"])
    source = claim["attributed_to"][-1]
    assert command("grade", "source", source["actor"] or source["name"], "B", "--why", "known").code == 0
    review(claim["id"], "accept")
    review(claim["id"], "grade", grade=3)
    row = exported(command)[0]
    assert (row["credibility"], row["reliability"]) == ("3", "B")
    assert len(row["capture_sha256"]) == 64
    assert row["story_documents"] == "1"
    assert row["independent_origins"] != ""
    assert exported(command, "--no-origins")[0]["independent_origins"] == ""


def test_filters_are_those_of_claims(command: Command, stored: Stored) -> None:
    assert stored
    listed = json.loads(command("claims", "--agent", "Norway", "--format", "json").out)["claims"]
    assert [row["claim"] for row in exported(command, "--all", "--agent", "Norway")] == [claim["id"] for claim in listed]
    assert len(exported(command, "--all", "--limit", "2")) == 2
    assert command("export", "--type", "nonsense").code == 2
    assert command("export", "--since", "June").code == 2


def test_a_limit_counts_what_is_exported(command: Command, stored: Stored) -> None:
    last = claims_of(stored)[-1]["id"]
    review(last, "accept")
    assert [row["claim"] for row in exported(command, "--limit", "1")] == [last]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_ledger_gives_the_same_bytes_to_a_file_and_to_stdout(command: Command, stored: Stored, form: str) -> None:
    assert stored
    for name in ("a", "b"):
        assert command("export", "--format", form, "--all", "--out", name, "-q").code == 0
    assert Path("a").read_bytes() == Path("b").read_bytes()
    assert command("export", "--format", form, "--all", "--out", "-", "-q").err == ""


def test_what_is_exported_without_loss_is_what_the_ledger_holds(command: Command, stored: Stored) -> None:
    for form in ("jsonl", "parquet"):
        assert command("export", "--format", form, "--all", "--out", f"x.{form}").code == 0
    with Path("x.jsonl").open("rb") as lines:
        records = list(read_jsonl(lines))
    assert list(read_parquet("x.parquet")) == records
    with open_ledger("pactwatch.db") as ledger, ledger.view() as view:
        held = [claim for reading in stored for claim in next(view.readings(reading["document"]["id"])).claims]
    assert [record.claim() for record in records] == held


def test_the_ledger_is_not_overwritten_and_a_wrong_call_leaves_files_alone(command: Command, stored: Stored) -> None:
    assert stored
    Path("kept.csv").write_text("kept")
    files = ("--out", "pactwatch.db"), ("--out", "missing/x.csv")
    for options in (*files, ("--format", "xls", "--out", "kept.csv"), ("--since", "x", "--out", "kept.csv")):
        assert command("export", "--all", *options).code == 2
    assert Path("kept.csv").read_text() == "kept"
    assert command("export", "--ledger", "none.db").code == 2
    assert command("verify").code == 0


def test_a_file_that_fails_half_way_is_not_there(command: Command, stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stored
    from pactwatch.exports import jsonl

    def fails(_value: object) -> bytes:
        raise OSError(28, "No space left on device")

    Path("kept.jsonl").write_text("kept")
    monkeypatch.setattr(jsonl, "encode_json", fails)
    done = command("export", "--format", "jsonl", "--all", "--out", "kept.jsonl")
    assert done.code == 1
    assert done.err.startswith("PW123")
    assert Path("kept.jsonl").read_text() == "kept"
    assert not [path for path in Path().iterdir() if path.name.endswith(".part")]


def test_the_formats_are_listed(command: Command) -> None:
    done = command("export", "--formats")
    assert done.code == 0
    assert {line.split()[0] for line in done.out.splitlines()} >= set(FORMATS)
