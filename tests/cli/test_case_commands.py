"""`pactwatch case` and `pactwatch verify FILE.zip` as a user meets them: from read articles to a bundle that verifies."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

Stored = list[dict[str, Any]]


def ids(stored: Stored) -> list[str]:
    return [claim["id"] for reading in stored for claim in reading["claims"]]


def opened(command: Command, *claims: str) -> None:
    assert command("case", "new", "Workers and tanks", "--as", "Ada", "--question", "Who was sent?").code == 0
    if claims:
        done = command("case", "add", "workers", *claims, "--as", "Ada")
        assert done.code == 0, done.err


def accepted(command: Command, *claims: str, who: str = "Bea") -> None:
    done = command("review", "accept", *claims, "--as", who)
    assert done.code == 0, done.err


def test_from_claims_to_a_verified_bundle(command: Command, stored: Stored) -> None:
    claims = ids(stored)
    opened(command, *claims)
    accepted(command, *claims[:3])
    built = command("case", "build", "workers", "--as", "Ada")
    assert built.code == 0
    assert "unreviewed" in built.err
    shown = json.loads(command("case", "show", "workers", "--format", "json").out)
    text = " ".join(one["text"] for one in shown["paragraphs"])
    assert all(f"[[{claim}]]" in text for claim in claims[:3])
    assert not any(claim in text for claim in claims[3:])
    again = command("case", "build", "workers", "--as", "Ada")
    assert (again.code, again.out) == (0, "")
    for form in ("html", "md", "zip", "bib"):
        done = command("case", "export", "workers", "--out", f"case.{form}")
        assert done.code == 0, done.err
        assert Path(f"case.{form}").stat().st_size > 100
    verified = command("verify", "case.zip")
    assert verified.code == 0, verified.out
    assert "everything verifies" in verified.out
    data = bytearray(Path("case.zip").read_bytes())
    data[len(data) // 2] ^= 1
    Path("case.zip").write_bytes(data)
    broken = command("verify", "case.zip")
    assert broken.code == 1
    assert broken.out.startswith("FAILED case.")
    assert "footnotes that rest on it: 1, 2, 3" in broken.out
    told = json.loads(command("verify", "case.zip", "--format", "json").out)
    assert told["ok"] is False
    assert told["failures"][0]["footnotes"] == [1, 2, 3]


def test_a_bundle_verifies_in_another_place_without_a_ledger(
    command: Command, stored: Stored, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(command, ids(stored)[0])
    accepted(command, ids(stored)[0])
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert command("case", "export", "workers", "--out", str(elsewhere / "a.dat"), "--format", "zip").code == 0
    monkeypatch.chdir(elsewhere)
    done = command("verify", "a.dat")
    assert done.code == 0
    sha256 = next(line.split()[1] for line in done.out.splitlines() if line.startswith("sha256"))
    assert command("verify", "a.dat", "--head", sha256).code == 0
    assert command("verify", "a.dat", "--head", "0" * 64).code == 1
    assert sorted(path.name for path in elsewhere.iterdir()) == ["a.dat"]


def test_the_same_ledger_gives_the_same_bytes(command: Command, stored: Stored) -> None:
    opened(command, *ids(stored)[:2])
    accepted(command, *ids(stored)[:2])
    for name in ("one.zip", "two.zip"):
        assert command("case", "export", "workers", "--out", name, env={"SOURCE_DATE_EPOCH": "1750000000"}).code == 0
    assert Path("one.zip").read_bytes() == Path("two.zip").read_bytes()
    page = command("case", "export", "workers", "--format", "html", env={"SOURCE_DATE_EPOCH": "1750000000"})
    assert "2025-06-15" in page.out
    assert command("case", "export", "workers", "--format", "html", env={"SOURCE_DATE_EPOCH": "soon"}).code == 2


def test_what_is_not_ready_is_named_and_only_a_draft_is_written(command: Command, stored: Stored) -> None:
    first, second = ids(stored)[:2]
    opened(command, first)
    command("case", "paragraph", "add", "workers", f"Norway will send 120 soldiers.[[{first}]] Estonia got 40 tanks.", "--as", "Ada")
    checked = command("case", "check", "workers")
    assert checked.code == 1
    assert [line.split()[0] for line in checked.out.splitlines()] == ["PW602", "PW601", "PW605"]
    done = command("case", "export", "workers", "--out", "case.html")
    assert done.code == 1
    assert not Path("case.html").exists()
    assert "Estonia got 40 tanks." in done.err
    assert first in done.err
    draft = command("case", "export", "workers", "--format", "md", "--draft")
    assert draft.code == 0
    assert draft.out.count("DRAFT") > 5
    assert second not in draft.out


def test_an_author_cannot_sign_and_publishing_takes_a_signature(command: Command, stored: Stored) -> None:
    opened(command, ids(stored)[0])
    accepted(command, ids(stored)[0])
    assert command("case", "sign", "workers", "--as", "ada ").code == 2
    refused = command("case", "publish", "workers", "--as", "Ada")
    assert refused.code == 1
    assert "PW604" in refused.err
    assert command("case", "sign", "workers", "--as", "Bea").code == 0
    assert command("case", "publish", "workers", "--as", "Ada").code == 0
    assert "published" in command("case", "status").out
    assert command("review", "retract", ids(stored)[0], "--as", "Bea", "--why", "the ministry took it back").code == 0
    status = command("case", "status", "workers").out
    assert "reopened" in status
    assert "took it back" in status
    assert "footnote 1" in status
    assert command("case", "export", "workers", "--out", "case.html").code == 1


def test_signing_what_is_not_ready_is_refused(command: Command, stored: Stored) -> None:
    opened(command, ids(stored)[0])
    done = command("case", "sign", "workers", "--as", "Bea")
    assert done.code == 1
    assert "PW602" in done.err or "PW605" in done.err


def test_edits_by_hand_are_logged_and_undone(command: Command, stored: Stored) -> None:
    opened(command)
    command("case", "question", "workers", "Who pays?", "--as", "Ada")
    command("case", "set", "workers", "accepts", "2", "--as", "Ada")
    command("case", "reply", "workers", "Ministry", "--asked", "2025-06-19", "--question", "How many?", "--as", "Ada")
    command("case", "reply", "workers", "r1", "--answer", "None", "--as", "Ada")
    command("case", "exclude", "workers", ids(stored)[0], "--why", "hearsay", "--as", "Ada")
    command("case", "add", "workers", "provision", "unsc-2397-2017-p8", "--as", "Ada")
    shown = json.loads(command("case", "show", "workers", "--format", "json").out)
    assert shown["rules"] == {"accepts": 2, "signers": 0}
    assert (shown["replies"][0]["party"], shown["replies"][0]["answer"]) == ("Ministry", "None")
    assert shown["excluded"][0]["why"] == "hearsay"
    assert shown["exhibits"][0]["ref"] == "unsc-2397-2017-p8"
    assert command("case", "undo", "workers", "--as", "Ada").code == 0
    assert json.loads(command("case", "show", "workers", "--format", "json").out)["exhibits"] == []
    log = json.loads(command("case", "log", "workers", "--format", "json").out)["judgements"]
    assert len(log) == shown["version"] + 1
    assert [one["in_force"] for one in log[-2:]] == [False, False]


def test_an_older_version_is_refused(command: Command, stored: Stored) -> None:
    opened(command)
    version = json.loads(command("case", "show", "workers", "--format", "json").out)["version"]
    assert command("case", "question", "workers", "One?", "--expected", str(version), "--as", "Bea").code == 0
    done = command("case", "question", "workers", "Two?", "--expected", str(version), "--as", "Ada")
    assert done.code == 2
    assert "PW415" in done.err
    assert "Bea" in done.err


@pytest.mark.parametrize(("arguments", "code", "told"), [
    (("case", "show", "nowhere"), 2, "PW408"),
    (("case", "new", "  ", "--as", "Ada"), 2, "PW124"),
    (("case", "new", "x", "--as", " "), 2, "PW124"),
    (("case", "add", "workers", "cl-ffff", "--as", "Ada"), 2, "PW408"),
    (("case", "add", "workers", "nonsense", "--as", "Ada"), 2, "PW130"),
    (("case", "set", "workers", "colour", "red", "--as", "Ada"), 2, "PW170"),
    (("case", "set", "workers", "accepts", "none", "--as", "Ada"), 2, "PW100"),
    (("case", "paragraph", "edit", "workers", "p9", "x", "--as", "Ada"), 2, "PW170"),
    (("case", "paragraph", "add", "workers", "x [[y]]", "--as", "Ada"), 2, "PW171"),
    (("case", "exclude", "workers", "story-1", "--why", " ", "--as", "Ada"), 2, "PW124"),
    (("case", "reply", "workers", "M", "--asked", "soon", "--as", "Ada"), 2, "PW120"),
    (("case", "export", "workers", "--out", "missing/case.html"), 2, "PW122"),
    (("case", "export", "workers", "--out", "pactwatch.db", "--format", "md", "--draft"), 2, "PW127"),
    (("case", "export", "workers", "--out", "case"), 2, "PW100"),
    (("verify", "missing.zip"), 1, "PW610"),
])  # fmt: skip
def test_calls_that_cannot_be_are_one_line_with_a_code(command: Command, stored: Stored, arguments: tuple[str, ...], code: int, told: str) -> None:
    opened(command)
    done = command(*arguments)
    assert done.code == code, done.err
    assert told in done.err
    assert done.err.count("\n") == 1


def table(out: str) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def test_csv_is_a_table_with_a_header_and_json_one_document(command: Command, stored: Stored) -> None:
    claims = ids(stored)
    opened(command, *claims)
    accepted(command, *claims[:2])
    built = json.loads(command("case", "build", "workers", "--as", "Ada", "--format", "json").out)
    shown = json.loads(command("case", "show", "workers", "--format", "json").out)
    assert [one["judgement"]["value"]["text"] for one in built["edits"]] == [one["text"] for one in shown["paragraphs"]]
    assert [one["version"] for one in built["edits"]] == [shown["version"] - 1, shown["version"]]
    assert json.loads(command("case", "build", "workers", "--as", "Ada", "--format", "json").out) == {"edits": []}
    [added] = table(command("case", "question", "workers", "=Who?", "--as", "Ada", "--format", "csv").out)
    assert (added["kind"], added["part"], added["version"]) == ("case_question", "q2", str(shown["version"] + 1))
    parts = table(command("case", "show", "workers", "--format", "csv").out)
    assert [row["name"] for row in parts if row["part"] in ("claim", "paragraph", "question")] == ["q1", "q2", "p1", "p2", *claims]
    assert [row["text"] for row in parts if row["name"] == "q2"] == ["'=Who?"]
    log = json.loads(command("case", "log", "workers", "--format", "json").out)["judgements"]
    assert [row["judgement"] for row in table(command("case", "log", "workers", "--format", "csv").out)] == [one["id"] for one in log]


def test_a_case_goes_to_stdout_for_a_dash(command: Command, stored: Stored) -> None:
    opened(command, *ids(stored))
    done = command("case", "export", "workers", "--draft", "--out", "-", "--format", "md")
    assert (done.code, done.out) == (0, command("case", "export", "workers", "--draft", "--format", "md").out)
    assert "Workers and tanks" in done.out
    assert not Path("-").exists()
    assert "PW100" in command("case", "export", "workers", "--draft", "--out", "-").err


def test_a_case_needs_a_ledger_and_makes_none(command: Command, folder: Path) -> None:
    assert command("case", "new", "x", "--as", "Ada").code == 2
    assert list(folder.iterdir()) == []


def test_a_ledger_is_verified_by_its_name_too(command: Command, stored: Stored) -> None:
    assert command("verify", "pactwatch.db").code == 0
