"""The demonstration ledger: the same one every time, as its README says, and whole."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pactwatch.store import open_ledger
from scripts.demo_ledger import ANALYST, REVIEWER, build


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "ledger.db"
    build(path)
    return path


def test_it_holds_what_it_is_said_to_hold(demo: Path) -> None:
    with open_ledger(demo) as ledger:
        found = ledger.verify()
        with ledger.view() as view:
            counts = view.review_counts()
            accepted = [view.review(row.claim.id) for row in view.queue(status="accepted")]
            published = [reading.document.published for reading in view.readings()]
            captures = [capture.source for row in view.queue(limit=1) for capture in view.claim(row.claim.id).captures]
    assert found.ok, found.failures
    assert len(published) == 13
    assert (min(filter(None, published))[:7], max(filter(None, published))[:7]) == ("2025-06", "2025-08")
    assert sum(counts.values()) >= 60
    assert min(counts.values()) >= 1
    assert {who for review in accepted for who in review.by} == {ANALYST, REVIEWER}
    assert Counter(len(review.by) for review in accepted)[2] >= 3
    assert captures == ["examples/monitor/01-tidewater-wire.html"]


def test_it_never_overwrites(demo: Path) -> None:
    before = demo.read_bytes()
    with pytest.raises(FileExistsError):
        build(demo)
    assert demo.read_bytes() == before
