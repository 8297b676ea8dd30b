"""`assess`, `instruments` and `finding` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

TEXT = (
    "A cannery in Nakhodka has employed 80 North Korean packers since May, the labour ministry said. They earn 600 dollars a month. "
    "The treaty between Russia and North Korea was signed in November 2024, a clerk added."
)
WORKERS = "unsc-2397-2017-p8"


@pytest.fixture
def assessed(command: Command, folder: Path) -> list[dict[str, Any]]:
    (folder / "cannery.txt").write_text(TEXT, encoding="utf-8")
    assert command("read", "cannery.txt", "--published", "2024-12-02", "--title", "Cannery", "--format", "jsonl", "-q").code == 0
    return list(json.loads(command("assess", "--format", "json").out)["findings"])


def test_findings_come_as_the_interface_says(command: Command, assessed: list[dict[str, Any]]) -> None:
    finding = next(row for row in assessed if row["provision"] == WORKERS)
    assert finding["cite"] == "S/RES/2397 (2017) para. 8"
    assert finding["in_force"] is True
    assert finding["verdict"] is None
    elements = {row["id"]: row for row in finding["elements"]}
    assert elements["income"]["status"] == "met"
    assert elements["exception_law"]["status"] == "unknown"
    start, end = elements["income"]["evidence"][0]["span"]
    assert TEXT[start:end].split(maxsplit=1)[0] in {"earn", "600", "dollars"}
    assert {row["id"] for row in finding["exceptions"]} == {"exception_national", "exception_law"}
    errors = json.loads(command("assess", "--format", "json").out)["law_errors"]
    assert [row["kind"] for row in errors] == ["wrong_signature_date"]


def test_filters_leave_the_rest_out(command: Command, assessed: list[dict[str, Any]]) -> None:
    only = json.loads(command("assess", "--provision", "S/RES/2397 (2017) para. 8", "--format", "json").out)
    assert {row["provision"] for row in only["findings"]} == {WORKERS}
    assert only["law_errors"] == []
    claim = next(row["claim"] for row in assessed if row["claim"])
    found = json.loads(command("assess", "--claim", claim, "--format", "json").out)["findings"]
    assert found
    assert all(claim in (row["claim"], *row["claims"]) for row in found)
    assert json.loads(command("assess", "--as-of", "2024-12-01", "--format", "json").out)["findings"] == []
    assert json.loads(command("assess", "--document", "Cannery", "--format", "json").out)["findings"] == assessed


def test_wrong_calls_say_what_to_do(command: Command, assessed: list[dict[str, Any]]) -> None:
    for arguments, code in (
        (("assess", "--provision", "x"), "PW130"), (("assess", "--document", "nothing like it"), "PW132"), (("assess", "--as-of", "soon"), "PW120"),
        (("finding", "set", assessed[0]["id"], "nothing", "met", "--why", "x"), "PW133"), (("instruments", "show", "9999"), "PW130"),
        (("finding", "set", assessed[0]["id"], "person", "yes", "--why", "x"), "PW136"), (("finding", "show", "fd-nothing"), "PW408"),
        (("finding", "conclude", assessed[0]["id"], "It bears.", "--why", "x"), "PW134"),
        (("finding", "conclude", assessed[0]["id"], "", "--why", "x", "--as", "A. Reader"), "PW124"),
    ):  # fmt: skip
        done = command(*arguments)
        assert (done.code, code in done.err) == (2, True), (arguments, done.err)


def test_tables_and_csv_show_words_and_reasons(command: Command, assessed: list[dict[str, Any]]) -> None:
    table = command("assess").out
    assert "✓ met" in table
    assert "⟦" in table
    assert "statements about law" in table
    rows = list(csv.DictReader(io.StringIO(command("assess", "--format", "csv").out)))
    assert len(rows) == sum(len(finding["elements"]) for finding in assessed)
    lines = [json.loads(line) for line in command("assess", "--format", "jsonl").out.splitlines()]
    assert sum("law_error" in line for line in lines) == 1


def test_a_person_decides_an_element_and_can_take_it_back(command: Command, assessed: list[dict[str, Any]]) -> None:
    name = next(row["id"] for row in assessed if row["provision"] == WORKERS)

    def income() -> dict[str, Any]:
        finding = json.loads(command("finding", "show", name, "--format", "json").out)
        return {row["id"]: row for row in finding["elements"]}["income"]

    done = command("finding", "set", name, "income", "contested", "--why", "the payslips differ", "--as", "A. Reader")
    assert done.code == 0
    assert (income()["status"], income()["by"], income()["found"], income()["why"]) == ("contested", "A. Reader", "met", "the payslips differ")
    again = command("finding", "set", name, "income", "unknown", "--why", "no payslips at all", "--as", "A. Reader")
    assert income()["status"] == "unknown"
    judgement = next(word.strip("(),") for word in again.out.split() if word.startswith("(judgement-"))
    assert command("finding", "undo", judgement, "--why", "found them", "--as", "A. Reader").code == 0
    assert income()["status"] == "met"
    assert command("verify").code == 0


def test_only_a_named_person_concludes(command: Command, assessed: list[dict[str, Any]]) -> None:
    name = assessed[0]["id"]
    assert command("finding", "conclude", name, "It bears on this.", "--why", "pay is shown", "--as", "A. Reader").code == 0
    shown = json.loads(command("finding", "show", name, "--format", "json").out)
    assert [(row["text"], row["who"]) for row in shown["conclusions"]] == [("It bears on this.", "A. Reader")]
    assert shown["verdict"] is None
    assert "concluded by A. Reader" in command("assess").out


def test_several_texts_are_put_together(command: Command, folder: Path, assessed: list[dict[str, Any]]) -> None:
    (folder / "second.txt").write_text("In Nakhodka 80 North Korean packers work without pay, a priest said.", encoding="utf-8")
    command("read", "second.txt", "--published", "2024-12-03", "--title", "Priest", "--format", "jsonl", "-q")
    joined = json.loads(command("assess", "--together", "--format", "json").out)["findings"]
    assert len(joined) == len({row["provision"] for row in joined})
    finding = next(row for row in joined if row["provision"] == WORKERS)
    income = {row["id"]: row for row in finding["elements"]}["income"]
    assert income["status"] == "contested"
    assert len({row["document"] for row in income["evidence"]}) == 2


def test_instruments_are_listed_and_shown(command: Command) -> None:
    assert "unsc-2397-2017-p8" in command("instruments", "list", "--text", "workers").out + command("instruments", "list").out
    rows = json.loads(command("instruments", "list", "--format", "json").out)["provisions"]
    assert len(rows) == 75
    page = command("instruments", "show", WORKERS).out
    assert "raised when" in page
    assert "read (broad)" in page
    assert "not in the ledger" in page
    assert len(json.loads(command("instruments", "show", "2397", "--format", "json").out)["provisions"]) == 10


REGIME = """
schema = "pactwatch-instrument/1"
[instrument]
id = "owl-pact-2030"
title = "Owl Pact"
kind = "resolution"
number = "9001"
year = 2030
[classes.owls]
words = ["owl~"]
[[provision]]
id = "owl-pact-2030-p1"
cite = "Owl Pact para. 1"
gist = "No owl is sold."
para = "1"
sha256 = "HASH"
when = ["owls here, give here"]
[[provision.element]]
id = "object"
kind = "object"
question = "Is it an owl?"
met = ["owls here"]
"""


def test_an_analyst_adds_a_regime_and_its_official_text(command: Command, folder: Path) -> None:
    from pactwatch.ids import text_sha256

    words = "1. Decides that no owl shall be sold;"
    (folder / "owls.toml").write_text(REGIME.replace("HASH", text_sha256(words)), encoding="utf-8")
    (folder / "owls.txt").write_text(f"Resolution 9001 (2030)\n\n{words}\n2. Remains seized.\n", encoding="utf-8")
    (folder / "changed.txt").write_text(f"Resolution 9001 (2030)\n\n{words.replace('sold', 'told')}\n", encoding="utf-8")
    (folder / "news.txt").write_text("A dealer sold forty owls in Riga on Monday.", encoding="utf-8")
    assert command("instruments", "check", "owls.toml").code == 0
    assert command("instruments", "add", "owls.toml", "owls.txt").code == 0
    assert words in command("instruments", "show", "owl-pact-2030-p1").out
    command("read", "news.txt", "--format", "jsonl", "-q")
    assert [row["provision"] for row in json.loads(command("assess", "--format", "json").out)["findings"]] == ["owl-pact-2030-p1"]
    assert command("verify").code == 0
    done = command("instruments", "add", "changed.txt")
    assert (done.code, "DIFFERS Owl Pact para. 1" in done.out) == (1, True)
    assert "OFFICIAL WORDS DIFFER" in command("instruments", "show", "owl-pact-2030-p1").out
    failed = command("verify")
    assert (failed.code, "Owl Pact para. 1" in failed.out) == (1, True)


def test_files_that_are_no_instrument_cost_nothing_else(command: Command, folder: Path) -> None:
    (folder / "bad.toml").write_text("schema = 3", encoding="utf-8")
    (folder / "poem.txt").write_text("No numbers here.", encoding="utf-8")
    assert command("instruments", "check", "bad.toml").code == 1
    done = command("instruments", "add", "bad.toml", "poem.txt", "gone.xml")
    assert done.code == 3
    assert all(code in done.err for code in ("PW131", "PW230", "PW231"))


def test_a_file_cannot_take_the_place_of_what_the_program_carries(command: Command, folder: Path) -> None:
    text = REGIME.replace("HASH", "a" * 64).replace('"owl-pact-2030"', '"unsc-2397-2017"')
    (folder / "clash.toml").write_text(text, encoding="utf-8")
    before = command("instruments", "show", WORKERS).out
    done = command("instruments", "add", "clash.toml")
    assert (done.code, done.err.startswith("PW137 clash.toml: unsc-2397-2017 is the name of")) == (3, True), done.err
    assert command("instruments", "check", "clash.toml").code == 1
    assert command("instruments", "show", WORKERS).out == before


def test_a_ledger_of_before_with_such_a_file_is_read_as_the_program_has_it(command: Command, folder: Path) -> None:
    from pactwatch.store import open_ledger
    from pactwatch.store.instrument_texts import make_text

    data = REGIME.replace("HASH", "a" * 64).replace('"owl-pact-2030"', '"unsc-2397-2017"').encode()
    with open_ledger("pactwatch.db", create=True) as opened:
        opened.add_instrument_text(make_text("unsc-2397-2017", "register", data, "clash.toml", "application/toml"), data)
    shown = command("instruments", "show", WORKERS)
    assert (shown.code, "clash.toml is not used" in shown.err, "raised when" in shown.out) == (0, True, True)
    assert command("verify").code == 0


def test_two_files_may_not_share_names_and_a_newer_one_is_announced(command: Command, folder: Path) -> None:
    first = REGIME.replace('sha256 = "HASH"\n', "") + '[facts.owls_sold]\nany = ["[give] ..6 [owls]"]\n'
    second = first.replace('"owl-pact-2030"', '"hawk-pact-2030"').replace("9001", "9002")
    newer = first.replace("No owl is sold.", "No owl is given away.")
    for name, text in (("first.toml", first), ("second.toml", second), ("newer.toml", newer)):
        (folder / name).write_text(text, encoding="utf-8")
    assert command("instruments", "add", "first.toml").out == "first.toml: owl-pact-2030 with 1 provisions\n"
    done = command("instruments", "add", "second.toml")
    assert (done.code, "PW137 second.toml: owl pact para. 1 is the name of a provision of Owl Pact" in done.err) == (3, True), done.err
    (folder / "second.toml").write_text(second.replace("owl-pact-2030-p1", "hawk-p1").replace("Owl Pact para.", "Hawk para."), encoding="utf-8")
    assert "PW137 second.toml: fact owls_sold" in command("instruments", "add", "second.toml").err
    done = command("instruments", "add", "newer.toml")
    assert "in place of the file of owl-pact-2030 that was added before; changed: owl-pact-2030-p1" in done.out
    done = command("instruments", "add", "first.toml")
    assert (done.code, "PW138 first.toml: this copy is in the ledger already" in done.err) == (3, True)
    assert "given away" in command("instruments", "show", "owl-pact-2030").out
    (folder / "first.toml").write_text(f"{first}\n", encoding="utf-8")
    assert command("instruments", "add", "first.toml").code == 0
    assert "No owl is sold" in command("instruments", "show", "owl-pact-2030").out


def test_a_file_that_cannot_be_read_is_named_once_and_the_others_are_checked(command: Command, folder: Path) -> None:
    (folder / "bad.toml").write_text("schema = 3", encoding="utf-8")
    done = command("instruments", "check", "gone.toml", "bad.toml")
    assert (done.code, "FAILED bad.toml" in done.out, done.err.splitlines()[0].count("gone.toml")) == (3, True, 1)
    assert done.err.startswith("PW231 gone.toml: it cannot be read")
    done = command("instruments", "add", "gone.toml")
    assert (done.code, done.err.count("gone.toml")) == (3, 1)


def test_a_text_of_which_no_paragraph_is_on_record_is_not_kept_on_a_guess(command: Command, folder: Path) -> None:
    text = "The Council,\nRecalling resolution 1718 (2006),\n8. Decides to feed owls;\n9. Remains seized.\n"
    (folder / "other.txt").write_text(text, encoding="utf-8")
    done = command("instruments", "add", "other.txt")
    assert done.code == 3
    assert "PW135" in done.err
    assert "DIFFERS" not in done.out
    assert command("verify").code == 0
    assert command("instruments", "add", "other.txt", "--instrument", "1718").code == 1
