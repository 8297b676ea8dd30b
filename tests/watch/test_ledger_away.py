"""A ledger that is away for a moment ends no watch, gives up no job, and is told of once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import Site, Watch, item
from test_alerts import RULE, SENT, log, put, rules

from pactwatch.operations import jobs
from pactwatch.watch import away
from pactwatch.watch.alerting import Alerting
from pactwatch.watch.clock import SimulatedClock
from pactwatch.watch.context import Context
from pactwatch.watch.worker import Worker

Watching = Callable[..., Watch]


class Going:
    """A folder that goes away while a job is done, and comes back after a while."""

    def __init__(self, watch: Watch, folder: Path) -> None:
        self.watch, self.folder, self.times = watch, folder, 0

    def __call__(self, context: Context, job: jobs.Job) -> None:
        if self.times == 0:
            self.watch.ledger.close()  # lets go of the connections, so that new ones are made
            gone = self.folder.rename(self.folder.with_name("gone"))
            threading.Timer(0.3, lambda: gone.rename(self.folder)).start()
        self.times += 1
        with context.operations.writing() as connection:
            jobs.done(connection, job)


@pytest.mark.parametrize("single_round", [True, False])
def test_a_watch_goes_on_when_the_ledger_is_back_and_says_so_once(
    tmp_path: Path, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch, single_round: bool
) -> None:
    monkeypatch.setattr(away, "PAUSE", 0.05)
    folder = tmp_path / "place"
    folder.mkdir()
    watch = Watch(folder, clock)
    going = Going(watch, folder)
    with watch.operations.writing() as connection:
        jobs.add(connection, jobs.New(kind="work", key="a", due=clock.now()), clock.now())
    worker = Worker(watch.context, {"work": going})
    worker.drain(watch.stop) if single_round else worker.run(watch.stop, clock.now() + 600.0)
    assert going.times == 2
    assert [kind for kind, _ in watch.told] == ["away", "away"]
    assert watch.told[0][1].startswith("PW401 ")
    assert "is back" in watch.told[1][1]
    with watch.operations.reading() as connection:
        assert jobs.listed(connection) == []
    watch.ledger.close()


def test_a_look_for_alerts_that_was_given_up_is_taken_up_by_the_next_watch(site: Site, watching: Watching) -> None:
    site.feed(item("/a"))
    site.article("/a", SENT)
    watch = watching(f"{site.url}/feed")
    with watch.operations.writing() as connection:
        jobs.bury(connection, jobs.New(kind="detect", key="detect", due=0.0), "PW420", "lost", watch.clock.now())
    alerting = Alerting(watch.operations, rules(RULE), watch.clock, watch.context.settings, lambda _: None)
    with watch.operations.writing() as connection:
        alerting.start(connection, watch.clock.now())
    Worker(watch.context, alerting.handlers()).drain(watch.stop)
    assert [one.alert.rule for one in log(watch)] == ["sent"]


def test_looking_stops_between_two_texts_and_misses_none(watching: Watching) -> None:
    watch, told = watching(), []

    def end(alert: object) -> None:
        told.append(alert)
        watch.stop.set()

    alerting = Alerting(watch.operations, rules(RULE), watch.clock, watch.context.settings, end)
    with watch.operations.writing() as connection:
        alerting.start(connection, watch.clock.now())
    for n in range(3):
        put(watch, SENT.replace("120", f"{120 + n}"), title=f"T{n}")
    worker = Worker(watch.context, alerting.handlers())
    worker.drain(watch.stop)
    assert len(told) == 1
    watch.stop.clear()
    worker.run(watch.stop, watch.clock.now() + 0.5)
    assert len(told) == 2
    watch.stop.clear()
    worker.drain(watch.stop)
    assert len(told) == len(log(watch)) == 3


def test_what_comes_while_the_last_look_ends_is_looked_at_at_once(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    from pactwatch.alerts.detecting import Detector

    watch, step, began = watching(), Detector.step, watching().clock.now()

    def late(detector: Detector) -> bool:
        found = step(detector)
        if not found and not log(watch) and not watch.documents():
            put(watch, SENT)
        return found

    monkeypatch.setattr(Detector, "step", late)
    alerting = Alerting(watch.operations, rules(RULE), watch.clock, watch.context.settings, lambda _: None)
    with watch.operations.writing() as connection:
        alerting.start(connection, began)
    Worker(watch.context, alerting.handlers()).drain(watch.stop)
    assert [one.alert.at - began < 1.0 for one in log(watch)] == [True]
