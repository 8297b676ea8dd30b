"""The page and the API of alerts and of what is reopened."""

from __future__ import annotations

import time
from pathlib import Path

from visiting import visiting

from pactwatch.alerts.detecting import Detector
from pactwatch.alerts.rules import parse
from pactwatch.model import make_document
from pactwatch.operations.opening import Operations
from pactwatch.read import read
from pactwatch.store import open_ledger

KILLED = "{} North Korean soldiers have been killed in Kursk, {} said. <b>Bold</b>"


def test_alerts_and_what_is_reopened_are_shown_and_served(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    rules = parse({"rule": [{"id": "killed", "on": "figure", "measure": "killed", "title": "<script>alert(1)</script>"}]}, "rules")
    with open_ledger(path, create=True) as ledger:
        detector = Detector(Operations(ledger), rules, time.time)
        detector.begin(from_now=True)
        for n, (count, who) in enumerate((("1,000", "Ukraine's president"), ("300", "Britain's Ministry of Defence"))):
            document = make_document(KILLED.format(count, who), title=f"T{n}", published=f"2025-06-1{5 + n}", publisher="P", url=None)
            reading = read(document, "rules")
            ledger.add(reading)
            if n == 0:
                claim = reading.figures[0].claim or ""
                ledger.review(claim, "accept", who="Ada", why="read")
            detector.run()
    for visitor in visiting(path):
        page = visitor.get("/alerts")
        assert page.status == 200
        assert "<script>alert" not in page.source
        assert f"claim {claim}" in page.words()
        assert page.words().count("killed") >= 2
        assert f"claim {claim}" in visitor.get("/").words()
        listed = visitor.client.get("/api/v1/alerts?limit=1")
        assert (listed.json()["total"], len(listed.json()["alerts"])) == (2, 1)
        again = visitor.client.get("/api/v1/alerts?limit=1", headers={"If-None-Match": listed.headers["etag"]})
        assert again.status_code == 304
        found = visitor.client.get("/api/v1/reopened").json()["reopened"]
        assert [(one["subject"], one["cause"]) for one in found] == [(claim, "conflict")]
        assert visitor.client.get("/api/v1/reopened?format=csv").text.count("\n") == 2
        assert visitor.client.get("/api/v1/alerts?format=csv").text.startswith("id,rule,at")
