"""Every command and Python example of docs/ runs as it stands; the reference is what the program says of itself."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from docs.generate import FOLDER, meanings, pages

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(p for p in (ROOT / "docs").rglob("*.md") if p.parent != FOLDER)
PROGRAM = f"{shlex.quote(sys.executable)} -m pactwatch.cli"


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def shell(command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180, check=False
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_the_commands_of_a_page_run_in_order(page: Path, tmp_path: Path) -> None:
    ledger = str(tmp_path / "pages.db")
    for line in "\n".join(blocks(page, "")).splitlines():
        if ".venv/bin/pactwatch" not in line:
            continue
        command = line.replace("build/tutorial.db", ledger).replace("build/", f"{tmp_path}/")
        if "CLAIM" in command or "OTHER" in command:
            listed = shell(f"{PROGRAM} claims --format jsonl --limit 2 --ledger {ledger}").stdout.splitlines()
            for name, claim in zip(("CLAIM", "OTHER"), listed, strict=False):
                command = command.replace(name, json.loads(claim)["id"])
        done = shell(command.replace(".venv/bin/pactwatch", PROGRAM))
        assert done.returncode == 0, (line, done.stderr)
        assert len(done.stdout) > 100, line


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "python")], ids=lambda p: p.stem)
def test_the_python_of_a_page_runs(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in blocks(page, "python"):
        exec(code, {})
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", ["commands.md", "errors.md", "reading.md", "exports.md"])
def test_the_reference_is_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name], "run `make reference`"


def test_every_code_in_the_program_has_a_meaning() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    used = set(re.findall(r"\bPW\d{3}\b", sources))
    assert used - set(meanings()) == set()


def test_the_exit_statuses_of_the_reference_are_those_of_the_program() -> None:
    from pactwatch.commands.failing import CALL

    rows = dict(re.findall(r"^\| (PW\d{3}) \| (\d) \|", pages()["errors.md"], re.MULTILINE))
    assert {rows[code] for code in CALL} == {"2"}
    assert (rows["PW404"], rows["PW123"], rows["PW231"], rows["PW120"], rows["PW502"]) == ("1", "1", "3", "2", "2")
