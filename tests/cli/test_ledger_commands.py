"""`claims`, `show` and `verify` on a ledger that `read` made."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from command_line import ARTICLES, Command

from pactwatch import __version__

Readings = list[dict[str, Any]]


def ids(readings: Readings) -> list[str]:
    return [claim["id"] for reading in readings for claim in reading["claims"]]


def test_claims_lists_what_read_printed_with_its_document(command: Command, stored: Readings) -> None:
    listed = json.loads(command("claims", "--format", "json").out)["claims"]
    assert [claim["id"] for claim in listed] == ids(stored)
    documents = {claim["id"]: reading["document"] for reading in stored for claim in reading["claims"]}
    for claim in listed:
        document = documents[claim["id"]]
        assert claim["document"] == {name: document[name] for name in claim["document"]}
        assert {"id", "url", "title", "published"} <= set(claim["document"])
        assert claim["quotes"] == [document["text"][start:end] for start, end in claim["evidence"]]


def test_formats_agree(command: Command, stored: Readings) -> None:
    whole = json.loads(command("claims", "--format", "json").out)["claims"]
    lines = [json.loads(line) for line in command("claims", "--format", "jsonl").out.splitlines()]
    rows = list(csv.DictReader(io.StringIO(command("claims", "--format", "csv").out)))
    assert lines == whole
    assert [row["claim"] for row in rows] == [claim["id"] for claim in whole]
    assert [row["evidence"] for row in rows] == [" […] ".join(claim["quotes"]) for claim in whole]


@pytest.mark.parametrize("name", ["PRK", "prk", "North Korea", "dprk"])
def test_an_actor_by_id_or_name(command: Command, stored: Readings, name: str) -> None:
    listed = json.loads(command("claims", "--agent", name, "--format", "json").out)["claims"]
    assert listed
    assert {claim["agent"]["actor"] for claim in listed} == {"PRK"}


def test_options_filter(command: Command, stored: Readings) -> None:
    def found(*options: str) -> set[str]:
        return {claim["id"] for claim in json.loads(command("claims", *options, "--format", "json").out)["claims"]}

    claims = {claim["id"]: claim for reading in stored for claim in reading["claims"]}
    planned = {key for key, claim in claims.items() if claim["modality"] == "planned"}
    assert planned
    assert found("--modality", "planned") == planned
    assert found("--type", "deploy_forces") == {key for key, claim in claims.items() if claim["type"] == "deploy_forces"}
    assert found("--document", stored[1]["document"]["id"]) == {claim["id"] for claim in stored[1]["claims"]}
    assert found("--text", "tanks") == {
        key for key, claim in claims.items() if any("tanks" in stored[0]["document"]["text"][a:b] for a, b in claim["evidence"])
        and claim in stored[0]["claims"]
    }  # fmt: skip
    assert found("--since", "2030") == set()
    assert found("--until", "2025-12") == set(claims)


def test_pages_and_what_is_left(command: Command, stored: Readings) -> None:
    everything = ids(stored)
    done = command("claims", "--limit", "2", "--format", "jsonl")
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == everything[:2]
    assert done.err == f"2 of {len(everything)} claims; --offset 2 goes on\n"
    rest = command("claims", "--offset", "2", "--format", "jsonl")
    assert [json.loads(line)["id"] for line in rest.out.splitlines()] == everything[2:]


@pytest.mark.parametrize("width", [80, 120])
def test_the_table_fits_the_terminal(command: Command, stored: Readings, width: int) -> None:
    done = command("claims", env={"COLUMNS": str(width)})
    assert max(len(line) for line in done.out.splitlines()) <= width
    for claim in ids(stored):
        assert claim in done.out
    assert "⟦" in done.out


def test_no_match_is_no_failure(command: Command, stored: Readings) -> None:
    done = command("claims", "--text", 'nothing "like this" (AND', "--format", "json")
    assert (done.code, done.out, done.err) == (0, '{"claims":[]}\n', "no claim matches\n")


@pytest.mark.parametrize(("arguments", "why"), [
    (("--since", "2025-07", "--until", "2025-06"), "; --since 2025-07 is later than --until 2025-06"),
    (("--text", "..."), "; --text holds no letter or digit"),
    (("--text", ""), "; --text holds no letter or digit"), (("--text", "x" * 100_000), ""), (("--since", "2031", "--until", "2031-02"), ""),
    (("--offset", "99999"), " from 99999 on; there are {all}"),
])  # fmt: skip
def test_why_nothing_matches_is_said_where_the_call_is_the_reason(command: Command, stored: Readings, arguments: tuple[str, ...], why: str) -> None:
    done = command("claims", *arguments, "--format", "jsonl")
    assert (done.code, done.out, done.err) == (0, "", f"no claim matches{why.format(all=len(ids(stored)))}\n")


@pytest.mark.parametrize("arguments", [("claims",), ("show", "cl-1"), ("verify",)])
def test_a_missing_ledger_is_said_and_not_made(command: Command, folder: Path, arguments: tuple[str, ...]) -> None:
    done = command(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert done.err == "PW401 there is no ledger at pactwatch.db; `pactwatch read SOURCE` makes one, --ledger names another\n"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("arguments", "code"), [
    (("claims", "--type", "deploy_forcez"), "PW121"), (("claims", "--since", "yesterday"), "PW120"),
    (("claims", "--modality", "perhaps"), ""), (("claims", "--limit", "0"), ""), (("claims", "--format", "xml"), ""),
    (("show", "cl-0000000000000000"), "PW408"), (("show", ""), "PW408"), (("show", "cl-"), "PW409"), (("show",), ""),
    (("claims", "--ledger", "first.txt"), "PW402"),
])  # fmt: skip
def test_wrong_calls_end_with_2(command: Command, stored: Readings, arguments: tuple[str, ...], code: str) -> None:
    done = command(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(code)


def test_show_has_everything_that_a_claim_stands_on(command: Command, stored: Readings) -> None:
    claim = next(c for c in stored[0]["claims"] if c["modality"] == "planned")
    shown = json.loads(command("show", claim["id"][:14], "--format", "json").out)
    text = ARTICLES["first.txt"]
    assert shown["claim"] == claim
    (evidence,) = shown["evidence"]
    assert evidence["before"] + evidence["quote"] + evidence["after"] == text[slice(*evidence["context"])]
    assert shown["derivation"]["trigger"]["text"] == "send"
    assert [cue["text"] for cue in shown["derivation"]["modality_cues"]] == [text[a:b] for a, b in claim["modality_cues"]]
    assert shown["derivation"]["rule"] == claim["rule"]
    assert shown["statement"]["id"] == claim["statement"]
    assert shown["engine"] == stored[0]["engine"]
    assert [capture["sha256"] for capture in shown["captures"]] == [stored[0]["document"]["capture_sha256"]]
    assert shown["captures"][0]["extractor"] == stored[0]["document"]["extractor"]
    assert "text" not in shown["document"]


@pytest.mark.parametrize("width", [80, 120])
def test_show_in_the_terminal(command: Command, stored: Readings, width: int) -> None:
    claim = next(c for c in stored[0]["claims"] if c["modality"] == "planned")
    done = command("show", claim["id"], env={"COLUMNS": str(width)})
    assert max(len(line) for line in done.out.splitlines()) <= width
    words = " ".join(done.out.split())
    for part in (claim["id"], claim["rule"], "○ planned", "⟦", "“send”", stored[0]["document"]["id"], "text/plain", f"hybrid {__version__}"):
        assert part in words
    for title in ("Evidence", "Said by", "Certainty", "Why", "Document", "Capture", "Engine"):
        assert re.search(f"^{title}$", done.out, re.MULTILINE)


def test_a_rule_of_the_data_files_is_shown_in_its_words(command: Command, stored: Readings) -> None:
    ruled = next((c for r in stored for c in r["claims"] if not c["rule"].startswith("weights.")), None)
    assert ruled is not None
    shown = json.loads(command("show", ruled["id"], "--format", "json").out)
    assert shown["derivation"]["conditions"]
    assert "rules.toml" in shown["derivation"]["origin"]


def test_verify_passes_and_says_how_much_it_checked(command: Command, stored: Readings) -> None:
    done = command("verify")
    assert done.code == 0
    assert f"{len(ids(stored))} claims" in done.out
    assert "everything verifies" in done.out
    found = json.loads(command("verify", "--format", "json").out)
    assert found["ok"]
    assert (found["failures"], found["failed_claims"]) == ([], [])
    assert command("verify", "--format", "jsonl").out == ""
    assert command("verify", "--head", found["audit_head"]).code == 0
    assert command("verify", "--head", "0" * 64).code == 1


def test_verify_names_exactly_the_claims_of_a_changed_page(command: Command, stored: Readings) -> None:
    connection = sqlite3.connect("pactwatch.db")
    trigger = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'bodies_no_update'").fetchone()[0]
    connection.execute("DROP TRIGGER bodies_no_update")
    connection.execute("UPDATE bodies SET body = CAST(substr(body, 1, 15) || x'7f' || substr(body, 17) AS BLOB) WHERE seq = 2")
    connection.execute(trigger)
    connection.commit()
    connection.close()
    done = command("verify", "--format", "json")
    found = json.loads(done.out)
    assert done.code == 1
    assert found["failed_claims"] == sorted(claim["id"] for claim in stored[1]["claims"])
    (failure,) = found["failures"]
    assert failure["subject"] == f"bodies row 2 (sha256 {stored[1]['document']['capture_sha256']})"
    table = command("verify")
    assert table.code == 1
    assert table.out.startswith("FAILED bodies row 2")
    assert " (claims that rest on it: " in table.out
    rows = list(csv.DictReader(io.StringIO(command("verify", "--format", "csv").out)))
    assert [row["kind"] for row in rows] == ["capture"]


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0" + b"\xff" * 5000, b"words"])
def test_a_file_beyond_opening_fails_verification(command: Command, folder: Path, data: bytes) -> None:
    (folder / "broken.db").write_bytes(data)
    done = command("verify", "--ledger", "broken.db")
    assert done.code == 1
    assert done.out.startswith("FAILED broken.db: PW40")
    assert (folder / "broken.db").read_bytes() == data


@pytest.mark.parametrize("name", ["", "read", "claims", "show", "verify"])
def test_every_help_has_an_example(command: Command, name: str) -> None:
    done = command(*([name] if name else []), "--help")
    assert done.code == 0
    assert "Example: pactwatch " in done.out


def test_version(command: Command) -> None:
    assert re.fullmatch(r"pactwatch \d+\.\d+\.\d+\n", command("--version").out)


def test_a_damaged_row_ends_the_list_with_an_error_and_valid_json(command: Command, stored: Readings) -> None:
    connection = sqlite3.connect("pactwatch.db")
    connection.execute("DROP TRIGGER claims_no_update")
    connection.execute("UPDATE claims SET body = 'x' WHERE seq = 2")
    connection.commit()
    connection.close()
    done = command("claims", "--format", "json")
    assert done.code == 1
    assert [claim["id"] for claim in json.loads(done.out)["claims"]] == ids(stored)[:1]
    assert done.err.startswith(f"PW404 claim {ids(stored)[1]} is damaged")


def test_an_edited_claim_is_found_and_shown_as_edited_with_the_machine_s_beside_it(command: Command, stored: Readings) -> None:
    before = next(claim for reading in stored for claim in reading["claims"] if claim["modality"] == "planned")
    name, sets = before["id"], ("--set", "modality=alleged", "--set", "agent=Westmark")
    assert command("review", "edit", name, *sets, "--as", "A. Analyst", "--why", "so it says").code == 0

    def found(*options: str) -> dict[str, dict[str, Any]]:
        return {claim["id"]: claim for claim in json.loads(command("claims", *options, "--format", "json").out)["claims"]}

    assert name not in found("--modality", "planned")
    row = found("--modality", "alleged", "--agent", "Westmark")[name]
    assert (row["modality"], row["review"]) == ("planned", "unreviewed")
    assert (row["edited"]["modality"], row["edited"]["agent"]["name"]) == ("alleged", "Westmark")
    assert all(claim["edited"] is None for key, claim in found().items() if key != name)
    [cells] = csv.DictReader(io.StringIO(command("claims", "--agent", "Westmark", "--format", "csv").out))
    assert (cells["modality"], cells["machine_modality"], cells["status"]) == ("alleged", "planned", "unreviewed")
    table = command("claims", "--agent", "Westmark").out
    assert "alleged" in table
    assert "edited: " in table
    assert "modality=alleged" in table
    [listed] = json.loads(command("review", "list", "--agent", "Westmark", "--status", "unreviewed", "--format", "json").out)["reviews"]
    assert (listed["edited"]["modality"], listed["unsupported"]) == ("alleged", None)
