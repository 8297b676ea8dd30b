"""What is reopened, the same wherever one asks: the queue, the overview, the case, the commands, the API; and settled in the browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner
from visiting import Visitor, visiting

from pactwatch.cli import app
from pactwatch.model import make_document
from pactwatch.read import read
from pactwatch.store import open_ledger

SENT = "North Korea sent 6,000 workers to Russia, the Foreign Ministry in Seoul said on Monday."
AGAIN = f"{SENT} Ukraine's president said on Monday that North Korea sent 6,000 workers to Russia."


def command(ledger: Path, *words: str) -> Any:
    done = CliRunner().invoke(app, [*words, "--format", "json", "--ledger", str(ledger)])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A ledger with one accepted claim."""
    path = tmp_path_factory.mktemp("reopened") / "ledger.db"
    with open_ledger(path, create=True) as ledger:
        reading = read(make_document(SENT, title="First", published="2025-06-16", publisher="P"), "rules")
        ledger.add(reading)
        claim = reading.claims[0].id
        ledger.review(claim, "accept", who="Ada", why="read")
    return path, claim


@pytest.fixture
def ledger(written: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copy(written[0], tmp_path / "ledger.db"))


@pytest.fixture
def ada(ledger: Path) -> Iterator[Visitor]:
    yield from visiting(ledger)


def published(ada: Visitor, ledger: Path, claim: str) -> str:
    made = ada.send(ada.get("/cases").form("/cases"), title="Workers")
    case = made.path.partition("?")[0]
    ada.send(made.form(case, action="write"), text=f"Many came. [[{claim}]]")
    for other in visiting(ledger, "Rosa"):
        other.send(other.get(case).form(f"{case}/sign"))
        other.send(other.get(case).form(f"{case}/publish"))
    return case


def everywhere(ada: Visitor, ledger: Path, case: str) -> tuple[bool, ...]:
    """Say where something is reopened: overview, list of cases, case, queue, API, `reopened list`, `case status`."""
    return (
        "Look at" in ada.get("/").words(), "reopened" in ada.get("/cases").words("//main//ul | //main//table"), "Reopened" in ada.get(case).words(),
        "What changed" in ada.get("/review?status=reopened").words(), bool(ada.client.get("/api/v1/reopened").json()["total"]),
        bool(command(ledger, "reopened", "list")["reopened"]), command(ledger, "case", "status")["cases"][0]["state"] == "reopened",
    )  # fmt: skip


@pytest.mark.parametrize("action", ["retract", "edit"])
def test_a_claim_that_changed_after_publication_is_reopened_everywhere_and_settled_there(
    ada: Visitor, ledger: Path, written: tuple[Path, str], action: str
) -> None:
    claim = written[1]
    case = published(ada, ledger, claim)
    assert set(everywhere(ada, ledger, case)) == {False}
    with open_ledger(ledger, create=True) as opened:
        value = {"modality": "alleged", "accept": True} if action == "edit" else None
        opened.review(claim, action, who="Ben", why="the ministry corrected itself", value=value)
    assert set(everywhere(ada, ledger, case)) == {True}
    page = ada.get("/review?status=reopened")
    assert "Ben" in page.words("//section[@aria-label='What changed']")
    assert claim in page.source
    refused = ada.send(page.form("/review/settle"), why=" ")
    assert refused.status == 422
    done = ada.send(refused.form("/review/settle"), why="the numbers are the same")
    assert "It stands" in done.words()
    assert "No claim is reopened" in done.words()
    assert set(everywhere(ada, ledger, case)) == {False}
    assert "the numbers are the same" in json.dumps(command(ledger, "reopened", "list", "--all"))
    assert command(ledger, "verify")["ok"]


def test_a_new_text_reopens_without_alerts_and_the_api_settles(ada: Visitor, ledger: Path, written: tuple[Path, str]) -> None:
    claim = written[1]
    with open_ledger(ledger, create=True) as opened:
        opened.add(read(make_document(AGAIN, title="Second", published="2025-06-17", publisher="Q"), "rules"))
    (found,) = [one for one in command(ledger, "reopened", "list")["reopened"] if one["cause"] == "origin"]
    assert found["subject"] == claim
    assert "another origin" in ada.get("/review?status=reopened").words("//section[@aria-label='What changed']")
    for one in ada.client.get("/api/v1/reopened").json()["reopened"]:
        assert ada.client.post(f"/api/v1/reopened/{one['id']}/settle", json={"why": "one ministry"}).status_code == 201
    assert ada.client.get("/api/v1/reopened").json()["total"] == 0


def test_the_server_itself_looks_at_what_came(ada: Visitor, ledger: Path) -> None:
    with open_ledger(ledger, create=True) as opened:
        opened.add(read(make_document(AGAIN, title="Second", published="2025-06-17", publisher="Q"), "rules"))
    for _ in range(50):
        page = ada.get("/review?status=reopened")
        if "still being looked at" not in page.words():
            break
    assert "another origin" in page.words("//section[@aria-label='What changed']")
