"""Hours of watching a small web with every fault there is, killed in between: nothing missed, doubled, hit too fast or alerted twice.

The same with 200 feeds and 24 hours is `python -m evaluation.bench_watch`.
"""

from __future__ import annotations

from pathlib import Path

from evaluation.bench_watch import measure, preload, problems


def test_nothing_is_missed_or_doubled_whatever_fails_and_dies(tmp_path: Path) -> None:
    preload()
    found = measure(tmp_path, feeds=20, hosts=6, hours=2.0, kills=10, pause=(0.2, 1.5))
    assert list(problems(found)) == [], (tmp_path / "watch.err").read_text(encoding="utf-8")[-2000:]
    assert found["starts"] >= 2
    assert found["articles"] >= 30
    assert found["alerts"] >= 10
    assert found["least_gap"] >= 2.0
