"""Alerts on PostgreSQL where a statement fails or the connection is lost: nothing is passed over, no other rule loses its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from postgres_server import Server

from pactwatch.alerts import detecting
from pactwatch.alerts.detecting import Detector
from pactwatch.alerts.rules import parse
from pactwatch.errors import LedgerError
from pactwatch.model import make_document
from pactwatch.operations import jobs
from pactwatch.operations.alerts import alerts_log
from pactwatch.operations.opening import Operations
from pactwatch.read import read
from pactwatch.store import Ledger, open_ledger
from pactwatch.watch import away
from pactwatch.watch.running import Asked, watch
from pactwatch.watch.settings import Settings

SENT = "Norway sent 120 soldiers to Latvia in May 2025, the defence ministry said."
RULES = parse({"rule": [{"id": name, "on": "claim", "type": "deploy_forces"} for name in ("first", "second")]}, "rules")


def add(ledger: Ledger) -> None:
    ledger.add(read(make_document(SENT, title="T", published="2025-06-15", publisher="P", url=None, language="en"), "rules"))


def alerted(ledger: Ledger) -> list[str]:
    with ledger.view() as view:
        return [one.alert.rule for one in alerts_log(view)][::-1]


def once(monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    """Let the first rule run a statement the first time."""
    whole, left = detecting.alerts_of, [statement]

    def alerts_of(rule: Any, scope: Any) -> Any:
        if rule.id == "first" and left:
            scope.view.connection.exec_driver_sql(left.pop())
        return whole(rule, scope)

    monkeypatch.setattr(detecting, "alerts_of", alerts_of)


def test_a_statement_that_fails_costs_one_rule(where_of: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(where_of("postgres"), create=True) as ledger:
        detector = Detector(Operations(ledger), RULES, time.time)
        detector.begin(from_now=True)
        add(ledger)
        once(monkeypatch, "SELECT 1 / 0")
        detector.run()
        assert alerted(ledger) == ["pactwatch", "second"]


def test_a_lost_connection_leaves_the_text_to_be_looked_at(where_of: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(where_of("postgres"), create=True) as ledger:
        detector = Detector(Operations(ledger), RULES, time.time)
        detector.begin(from_now=True)
        add(ledger)
        once(monkeypatch, "SELECT pg_terminate_backend(pg_backend_pid())")
        with pytest.raises(LedgerError) as caught:
            detector.run()
        assert caught.value.code == "PW420"
        assert alerted(ledger) == []
        detector.run()
        assert alerted(ledger) == ["first", "second"]


def test_a_watch_outlives_its_server_and_alerts_afterwards(
    postgres: Server, where_of: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(away, "PAUSE", 0.1)
    monkeypatch.setattr(jobs, "LEASE", 2.0)
    where, folder = where_of("postgres"), tmp_path / "clippings"
    folder.mkdir()
    asked = Asked(ledger=where, settings=Settings(engine="rules", interval=1.0), rules=RULES, seconds=12.0, workers=3)
    working = threading.Thread(target=watch, args=([str(folder)], asked))
    working.start()
    time.sleep(2.0)
    postgres.stop()
    time.sleep(1.0)
    postgres.start()
    (folder / "one.txt").write_text(SENT, encoding="utf-8")
    working.join()
    with open_ledger(where, create=True) as ledger:
        assert alerted(ledger) == ["first", "second"]
        with Operations(ledger).reading() as connection:
            assert jobs.listed(connection, "dead") == []
    said = capfd.readouterr().err
    assert said.count("it is tried again every") == 1
    assert said.count("the ledger is back") == 1
