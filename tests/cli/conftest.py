"""The command line as a user meets it: in a folder of their own, with a ledger that two articles are in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import ARTICLES, Command, Done
from typer.testing import CliRunner

from pactwatch.cli import app


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, without a ledger named by the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PACTWATCH_LEDGER", raising=False)
    return tmp_path


@pytest.fixture
def command() -> Command:
    """Return what runs a command in this process."""

    def run(*arguments: str, stdin: str | bytes | None = None, env: dict[str, str] | None = None) -> Done:
        result = CliRunner().invoke(app, list(arguments), input=stdin, env=env)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def articles(folder: Path) -> list[str]:
    """Write two articles here and return their names."""
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return list(ARTICLES)


@pytest.fixture
def stored(command: Command, articles: list[str]) -> list[dict[str, Any]]:
    """Read the articles into ./pactwatch.db and return their readings."""
    done = command("read", *articles, "--published", "2025-06-18", "--format", "json")
    assert done.code == 0, done.err
    return list(json.loads(done.out)["readings"])
