"""A case file is built and verified once, until something that it rests on changes; what the ledger keeps is hashed each time."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from visiting import Visitor

from pactwatch.store import ClaimFilter, open_ledger
from pactwatch.web.pages import case_kept


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []

    def counting(name: str) -> None:
        whole: Any = getattr(case_kept, name)
        monkeypatch.setattr(case_kept, name, lambda *asked, **more: (made.append(name), whole(*asked, **more))[1])

    counting("build")
    counting("verified_apart")
    return made


def test_a_case_is_built_again_only_when_what_it_rests_on_changes(ada: Visitor, ledger: Path, counted: list[str]) -> None:
    with open_ledger(ledger) as opened, opened.view() as view:
        cited, other, *_ = [row.claim.id for row in view.queue(ClaimFilter(), "unreviewed", 9, 0)]
    with open_ledger(ledger, create=True) as opened:
        opened.review(cited, "accept", who="Bea", why="read")
        opened.review(other, "note", who="Bea", why="", value={"text": "so far"})
    made = ada.send(ada.get("/cases").form("/cases"), title="Kept")
    case = made.path.partition("?")[0]
    ada.send(made.form(case, action="write"), text=f"It was said. [[{cited}]]")
    counted.clear()
    pages = [ada.get(case).source for _ in range(3)]
    assert counted == []
    assert cited[:11] in pages[0]
    with open_ledger(ledger, create=True) as opened:
        opened.review(other, "accept", who="Bea", why="read")
    ada.get(case)
    assert counted == []
    with open_ledger(ledger, create=True) as opened:
        opened.review(cited, "retract", who="Bea", why="withdrawn")
    assert "retracted" in ada.get(case).words()
    assert counted == ["build", "build"]


def test_a_verification_is_made_once_and_notices_damage_all_the_same(ada: Visitor, ledger: Path, counted: list[str]) -> None:
    with open_ledger(ledger) as opened, opened.view() as view:
        row = view.queue(ClaimFilter(), "unreviewed", 1, 0)[0]
    with open_ledger(ledger, create=True) as opened:
        opened.review(row.claim.id, "accept", who="Bea", why="read")
    made = ada.send(ada.get("/cases").form("/cases"), title="Verified")
    case = made.path.partition("?")[0]
    ada.send(made.form(case, action="write"), text=f"It was said. [[{row.claim.id}]]")
    reports = [ada.get(f"{case}/verify") for _ in range(3)]
    assert all("Everything verifies" in report.words() for report in reports)
    assert counted.count("verified_apart") == 1
    with sqlite3.connect(ledger) as connection:
        for (name,) in connection.execute("select name from sqlite_master where type = 'trigger' and tbl_name = 'documents'").fetchall():
            connection.execute(f'drop trigger "{name}"')
        connection.execute("update documents set text = replace(text, 'a', 'e') where id = ?", (row.document.id,))
    damaged = ada.get(f"{case}/verify")
    assert "Not everything verifies" in damaged.words()
    assert counted.count("verified_apart") == 1
