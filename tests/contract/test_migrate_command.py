"""`pactwatch migrate` and `pactwatch ledger` from the command line, and that every list is the same bytes on both databases."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from postgres_server import PASSWORD
from store_builders import capture_of, clock, reading, text
from typer.testing import CliRunner, Result

from pactwatch.cli import app
from pactwatch.model import make_document
from pactwatch.read import read
from pactwatch.store import open_ledger
from pactwatch.store.schema import VERSION

TEXTS = (
    "About 11,000 North Korean soldiers are in Kursk, the staff in Seoul said. Russia denied that.",
    "Norway has sent 140 sappers to Moldova, the Norwegian defence ministry said on Tuesday. Moldova welcomed them.",
    "Pyongyang will send 6,000 deminers and builders to Russia's Kursk region, Shoigu said after talks with Kim Jong Un.",
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def source(tmp_path: Path) -> str:
    found = str(tmp_path / "source.db")
    with open_ledger(found, create=True, who="tester", clock=clock) as ledger:
        ledger.add_many((reading(number), capture_of(text(number))) for number in (100, 200))
        ledger.add_many((read(make_document(words, published="2025-06-18", title=f"Text {n} Ä")), None) for n, words in enumerate(TEXTS))
        ledger.judge("source.reliability", "TASS", {"grade": "C"}, why="state agency")
    return found


LISTS = [
    ("claims", "--format", "jsonl"), ("claims", "--format", "csv"), ("claims", "--format", "json", "--agent", "North Korea"),
    ("claims", "--format", "jsonl", "--text", "sapp* sent"), ("claims",), ("origins", "--format", "json", "--least", "1"),
    ("figures", "--format", "json"), ("figures", "--format", "csv", "--population", "PRK"), ("pacts", "PRK", "RUS", "--format", "json"),
    ("assess", "--format", "json"), ("verify", "--format", "json"),
]  # fmt: skip


def test_every_list_is_the_same_bytes_on_both(source: str, where_of: Callable[[str], str]) -> None:
    target = where_of("postgres")
    done = run("migrate", source, target, "--format", "json")
    assert done.exit_code == 0, done.stderr
    facts = json.loads(done.stdout)
    assert facts["verified"] is True
    assert facts["copied"] == facts["entries"]
    assert PASSWORD not in done.output
    for arguments in LISTS:
        one, two = (run(*arguments, "--ledger", where) for where in (source, target))
        assert (one.exit_code, two.exit_code) == (0, 0), (arguments, two.stderr)
        assert one.stdout_bytes == two.stdout_bytes, arguments
        assert len(one.stdout) > 40, arguments


def test_a_copy_that_does_not_verify_is_told(source: str, tmp_path: Path) -> None:
    connection = sqlite3.connect(source)
    connection.execute("DROP TRIGGER claims_no_update")
    connection.execute("UPDATE claims SET modality = 'planned' WHERE seq = 1")
    connection.commit()
    connection.close()
    done = run("migrate", source, str(tmp_path / "copy.db"))
    assert done.exit_code == 1
    assert "modality is 'planned'" in done.stderr
    assert run("migrate", source, str(tmp_path / "copy.db"), "--no-verify").exit_code == 0


@pytest.mark.parametrize(("arguments", "code"), [
    (("migrate", "none.db", "copy.db"), "PW401"), (("migrate", "{source}", "{source}"), "PW421"),
    (("migrate", "{source}", "sqlite:///{source}"), "PW421"), (("migrate", "{source}", "./source.db"), "PW421"),
    (("migrate", "{source}", "mysql://a:secret@b/c"), "PW411"),
    (("ledger", "version", "--ledger", "none.db"), "PW401"), (("ledger", "downgrade", "--to", "9", "--ledger", "{source}"), "PW421"),
    (("ledger", "upgrade", "--to", "1", "--ledger", "{source}"), "PW421"), (("ledger", "downgrade", "--to", "1", "--ledger", "{source}"), "PW421"),
])  # fmt: skip
def test_a_call_that_cannot_be_carried_out_says_so(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*(argument.format(source=source) for argument in arguments))
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{code} ")
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr
    assert done.stdout == ""


def test_down_and_up_by_command(source: str) -> None:
    shown = run("ledger", "downgrade", "--to", "3", "--ledger", source, "--format", "json")
    assert json.loads(shown.stdout) == {"ledger": source, "before": VERSION, "version": 3, "program_version": VERSION}
    assert json.loads(run("ledger", "version", "--ledger", source, "--format", "json").stdout)["version"] == 3
    assert run("claims", "--ledger", source, "--format", "jsonl", "--text", "sappers").stdout.count("\n") >= 3
    assert json.loads(run("ledger", "upgrade", "--ledger", source, "--format", "json").stdout)["version"] == VERSION
    assert run("verify", "--ledger", source).exit_code == 0
