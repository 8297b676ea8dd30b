"""`figures`, `pacts` and `grade` from the outside: read rows, list, filter, chart, grade, undo."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from command_line import Done
from typer.testing import CliRunner

from pactwatch.cli import app

ROWS = [
    {"text": "At least 100 North Koreans have been killed in Kursk and 1,000 were wounded, a lawmaker said.", "published": "2024-12-19"},
    {"text": "Around 1,100 North Koreans have been killed or wounded in Kursk, the Joint Chiefs of Staff in Seoul estimate.",
     "published": "2024-12-23"},
    {"text": "North Korea's dead and wounded in Kursk already exceed 3,000, Ukraine's president wrote.", "published": "2024-12-23"},
    {"text": "Britain's defence ministry says North Korea has highly likely taken over 5,000 casualties in Kursk.", "published": "2025-03-28"},
    {"text": "Moscow and Pyongyang signed a mutual defence treaty in November 2024, and North Korea sent 11,000 soldiers to Russia.",
     "published": "2025-06-18"},
]


def run(*arguments: str) -> Done:
    done = CliRunner().invoke(app, list(arguments))
    return Done(done.exit_code, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("figures")
    (folder / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in ROWS))
    path = str(folder / "f.db")
    assert run("read", str(folder / "rows.jsonl"), "--ledger", path, "-q", "--format", "jsonl").code == 0
    return path


def listed(ledger: str, *arguments: str) -> dict[str, Any]:
    done = run("figures", "--format", "json", "--ledger", ledger, *arguments)
    assert done.code == 0, done.err
    return dict(json.loads(done.out))


def test_series_have_points_conflicts_and_explanations(ledger: str) -> None:
    found = listed(ledger, "--measure", "casualties")
    (series,) = found["series"]
    assert (series["measure"], series["party"]) == ("casualties", "North Korea")
    bounds = [(p["low"], p["high"], p["comparator"]) for p in series["points"]]
    assert bounds == [(1100, 1100, "about"), (3000, None, "more_than"), (5000, None, "more_than")]
    assert series["points"][0]["sources"]
    (conflict,) = series["conflicts"]
    assert set(conflict["claims"]) == {series["points"][0]["claim"], series["points"][1]["claim"]}
    (total,) = [e for e in series["explained"] if e["relation"] == "explained_by_sum"]
    assert total["claims"][0] == series["points"][0]["claim"]
    assert total["by"].startswith("sum: ")
    assert len(total["claims"]) == 3


def test_claims_of_points_can_be_shown(ledger: str) -> None:
    points = [p for s in listed(ledger)["series"] for p in s["points"]]
    claimed = next(p for p in points if p["has_claim"])
    assert run("show", claimed["claim"], "--ledger", ledger).code == 0
    for p in points:
        text = next(row["text"] for row in ROWS if p["text"] in row["text"] and row["published"] == p["published"])
        assert text[slice(*p["span"])] == p["text"]


def test_as_of_population_and_policy(ledger: str) -> None:
    (early,) = listed(ledger, "--as-of", "2024-12-23", "--measure", "casualties", "--policy", "lowest")["series"]
    assert [p["best"] for p in early["points"]] == [1100, 3000]
    assert [e["best"] for e in early["estimates"]] == [1100]
    for name in ("PRK", "North Korea", "north korean troops", "North Korean soldiers"):
        assert listed(ledger, "--population", name)["series"], name
    assert listed(ledger, "--population", "Norway")["series"] == []
    assert listed(ledger, "--as-of", "2020")["series"] == []
    (triple,) = listed(ledger, "--measure", "casualties", "--policy", "triple")["series"]
    assert triple["estimates"][0]["high"] is None


def test_likelihood_is_mapped_by_the_speaker(ledger: str) -> None:
    points = [p for s in listed(ledger)["series"] for p in s["points"]]
    (likely,) = [p["likelihood"] for p in points if p["likelihood"]]
    assert (likely["yardstick"], likely["low"], likely["high"]) == ("UK PHIA yardstick", 80, 90)


def test_derived_figures_name_their_inputs(ledger: str) -> None:
    rates = listed(ledger)["derived"]
    keys = {p["claim"] for s in listed(ledger)["series"] for p in s["points"]}
    assert rates
    assert all(set(rate["inputs"]) <= keys for rate in rates)


def test_table_csv_and_jsonl(ledger: str) -> None:
    table = run("figures", "--ledger", ledger, "--policy", "triple").out
    assert "conflict" in table
    assert "▪" in table
    rows = list(csv.DictReader(io.StringIO(run("figures", "--format", "csv", "--ledger", ledger).out)))
    assert {row["measure"] for row in rows} >= {"killed", "wounded", "casualties"}
    lines = run("figures", "--format", "jsonl", "--ledger", ledger).out.splitlines()
    assert all(json.loads(line)["points"] for line in lines)


def test_chart_is_an_svg_with_every_dated_point(ledger: str, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    done = run("figures", "--ledger", ledger, "--measure", "casualties", "--chart", str(path), "--format", "csv")
    assert done.code == 0
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314
    titles = [e.text or "" for e in root.iter("{http://www.w3.org/2000/svg}title")]
    assert sum("casualties (" in t for t in titles) == 3


@pytest.mark.parametrize(("arguments", "code"), [
    (("figures", "--measure", "kiled"), "PW121"), (("figures", "--as-of", "soon"), "PW120"), (("pacts", "Atlantis", "RUS"), "PW153"),
    (("pacts", "RUS"), "PW153"), (("pacts", "RUS", "Russia"), "PW153"), (("grade", "source", "TASS", "G", "--why", "x"), "PW151"),
])
def test_wrong_calls_say_so(ledger: str, arguments: tuple[str, ...], code: str) -> None:
    done = run(*arguments, "--ledger", ledger)
    assert done.code == 2
    assert code in done.err


def test_pacts_show_dates_balance_and_contradictions(ledger: str) -> None:
    found = json.loads(run("pacts", "North Korea", "RUS", "--format", "json", "--ledger", ledger).out)
    assert found["pacts"][0]["id"] == "treaty-dprk-rus-2024"
    assert [c["deed"] for c in found["contradictions"]] == ["signed"]
    assert {(b["giver"], b["taker"], b["kind"]) for b in found["balance"]} >= {("PRK", "RUS", "forces")}
    table = run("pacts", "PRK", "Russia", "--ledger", ledger).out
    assert "contradicts the register" in table
    assert "2024-06-19 signed" in table
    before = json.loads(run("pacts", "PRK", "RUS", "--as-of", "2025-01-01", "--format", "json", "--ledger", ledger).out)
    assert before["contradictions"] == []


def test_the_register_can_be_listed_without_a_ledger(tmp_path: Path) -> None:
    assert "2025-01-17" in run("pacts", "--ledger", str(tmp_path / "none.db")).out


def test_grades_are_kept_shown_and_undone(ledger: str) -> None:
    claim = next(p["claim"] for s in listed(ledger, "--measure", "casualties")["series"] for p in s["points"] if p["has_claim"])
    given = ("--as", "A. Analyst", "--ledger", ledger)
    assert run("grade", "claim", claim, "3", "--why", "one official", *given).code == 0
    refused = run("grade", "claim", claim, "1", "--why", "many outlets", *given)
    assert refused.code == 2
    assert "PW152" in refused.err
    points = {p["claim"]: p for s in listed(ledger)["series"] for p in s["points"]}
    assert points[claim]["credibility"] == 3
    grades = json.loads(run("grade", "list", claim, "--format", "json", "--ledger", ledger).out)["grades"]
    assert [(g["grade"], g["who"], g["why"], g["undone"]) for g in grades] == [("3", "A. Analyst", "one official", False)]
    assert run("grade", "undo", grades[0]["id"], "--why", "misread", *given).code == 0
    points = {p["claim"]: p for s in listed(ledger)["series"] for p in s["points"]}
    assert points[claim]["credibility"] is None
    assert run("verify", "--ledger", ledger).code == 0


CONFIRMED = [
    {"text": "Norway has sent 140 sappers to Moldova to clear a dump near Cobasna, the Norwegian defence ministry said on Tuesday.",
     "title": "Sappers for Moldova", "published": "2025-03-04", "publisher": "Fjord Gazette"},
    {"text": "Norway's defence ministry told Reuters that it has sent 140 sappers to Moldova to clear the dump near Cobasna.",
     "title": "Norwegians in Cobasna", "published": "2025-03-05", "publisher": "Prut Observer"},
    {"text": "The Norwegians are here: Moldova's interior ministry said on Wednesday that Norway has sent 140 sappers to the dump near Cobasna.",
     "title": "Sappers at work in Cobasna", "published": "2025-03-05", "publisher": "Carpathian Review"},
]  # fmt: skip


COPIES = [CONFIRMED[0] | {"publisher": publisher} for publisher in "ABC"]


@pytest.mark.parametrize(("texts", "confirmed"), [(CONFIRMED[:2], False), (CONFIRMED, True), (COPIES, False)])
def test_a_claim_is_confirmed_by_two_origins_and_never_by_copies(tmp_path: Path, texts: list[dict[str, str]], *, confirmed: bool) -> None:
    file, where = tmp_path / "rows.jsonl", str(tmp_path / "l.db")
    file.write_text("\n".join(json.dumps(row) for row in texts), encoding="utf-8")
    assert run("read", str(file), "--ledger", where, "-q").code == 0
    claims = json.loads(run("claims", "--format", "json", "--ledger", where).out)["claims"]
    claim = next(c["id"] for c in claims if c["quantity"] and c["quantity"]["low"] == 140 and c["attributed_to"])
    done = run("grade", "claim", claim, "1", "--why", "both say so", "--ledger", where)
    assert (done.code, "PW152" in done.err) == ((0, False) if confirmed else (2, True)), done.err
    grades = json.loads(run("grade", "list", claim, "--format", "json", "--ledger", where).out)["grades"]
    assert [g["grade"] for g in grades] == (["1"] if confirmed else [])
    assert "Norwegian defence ministry" in done.err
    assert ("interior ministry" in done.err) == confirmed
    assert run("verify", "--ledger", where).code == 0


def test_a_claim_is_confirmed_no_longer_than_its_origins_count(tmp_path: Path) -> None:
    file, where = tmp_path / "rows.jsonl", str(tmp_path / "l.db")
    file.write_text("\n".join(json.dumps(row) for row in CONFIRMED), encoding="utf-8")
    assert run("read", str(file), "--ledger", where, "-q").code == 0
    claims = json.loads(run("claims", "--format", "json", "--ledger", where).out)["claims"]
    told = [c for c in claims if c["quantity"] and c["quantity"]["low"] == 140 and c["attributed_to"]]
    claim, other = told[0]["id"], next(c["id"] for c in told if "interior" in c["attributed_to"][-1]["name"])
    assert run("grade", "claim", claim, "1", "--why", "both say so", "--ledger", where).code == 0

    def shown() -> tuple[Any, ...]:
        (grade,) = json.loads(run("grade", "list", claim, "--format", "json", "--ledger", where).out)["grades"]
        whole = json.loads(run("show", claim, "--format", "json", "--ledger", where).out)
        (point,) = [p for s in listed(where)["series"] for p in s["points"] if p["claim"] == claim]
        exported = [json.loads(line) for line in run("export", "--format", "jsonl", "--all", "--ledger", where).out.splitlines()]
        (record,) = [one["grades"] for one in exported if one.get("id") == claim]
        found = grade["grade"], whole["review"]["grade"], point["credibility"], record["credibility"]
        whys = {grade["unsupported"], whole["unsupported"], point["unsupported"], record["unsupported"]}
        assert len(whys) == 1
        return (*found, whys.pop())

    assert shown() == ("1", 1, 1, 1, None)
    done = run("review", "reject", other, "--why", "misread", "--as", "A. Analyst", "--ledger", where)
    assert done.code == 0, done.err
    assert shown()[:4] == (None, None, None, None)
    assert shown()[4].startswith("1 independent origin (Norwegian defence ministry)")
    for command in (("grade", "list", claim), ("show", claim), ("figures",)):
        assert "1, no longer supported: 1 independent origin" in run(*command, "--ledger", where).out
    assert run("review", "undo", "--last", "--why", "read again", "--as", "A. Analyst", "--ledger", where).code == 0
    assert shown() == ("1", 1, 1, 1, None)


def test_reliability_belongs_to_the_source(ledger: str) -> None:
    source = next(p["claimant"] for s in listed(ledger)["series"] for p in s["points"] if p["claimant"])
    assert run("grade", "source", source, "b", "--why", "right before", "--ledger", ledger).code == 0
    graded = [p for s in listed(ledger)["series"] for p in s["points"] if p["claimant"] == source]
    assert {p["reliability"] for p in graded} == {"B"}
