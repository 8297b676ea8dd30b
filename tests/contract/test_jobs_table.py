"""The jobs table: claimed once, ended by its holder only, tried again, given up; with several processes, some of which die."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select

from pactwatch.alerts.rules import parse
from pactwatch.operations import jobs, schema
from pactwatch.operations.alerts import alerts_log
from pactwatch.operations.case_states import reopened
from pactwatch.operations.hosts import Pace
from pactwatch.operations.opening import Operations
from pactwatch.store import open_ledger
from pactwatch.watch.running import Asked, watch
from pactwatch.watch.settings import Settings

effects = Table("test_effects", MetaData(), Column("n", Integer, primary_key=True), Column("key", String), Column("pid", Integer))
KINDS = ("work",)


@pytest.fixture
def operations(where: str) -> Iterator[Operations]:
    with open_ledger(where, create=True) as ledger:
        yield Operations(ledger)


def add(operations: Operations, key: str, due: float = 0.0, host: str = "") -> None:
    with operations.writing() as connection:
        jobs.add(connection, jobs.New(kind="work", key=key, due=due, host=host), 0.0)


def test_a_job_is_added_once_and_claimed_by_one(operations: Operations) -> None:
    add(operations, "a", due=5.0)
    add(operations, "a", due=1.0)
    assert jobs.claim(operations, "x", 4.0, KINDS) is None
    found = jobs.claim(operations, "x", 5.0, KINDS)
    assert found is not None
    assert (found.key, found.attempts) == ("a", 1)
    assert jobs.claim(operations, "y", 5.0, KINDS) is None
    assert jobs.claim(operations, "y", 5.0 + jobs.LEASE - 1, KINDS) is None


def test_a_lease_that_is_over_lets_another_claim_and_the_first_change_nothing(operations: Operations) -> None:
    add(operations, "a")
    first = jobs.claim(operations, "x", 0.0, KINDS)
    second = jobs.claim(operations, "y", jobs.LEASE, KINDS)
    assert first is not None
    assert second is not None
    assert second.attempts == 2
    for end in (
        lambda c: jobs.done(c, first), lambda c: jobs.again(c, first, 9.0, now=0.0), lambda c: jobs.failed(c, first, "PW000", "x", now=0.0, due=1.0)
    ):
        with pytest.raises(jobs.Lost), operations.writing() as connection:  # noqa: PT012 - what is undone comes before
            jobs.add(connection, jobs.New(kind="work", key="effect", due=0.0), 0.0)
            end(connection)
    with operations.writing() as connection:
        jobs.done(connection, second)
        assert jobs.listed(connection) == []


def test_a_beat_keeps_the_lease(operations: Operations) -> None:
    add(operations, "a")
    found = jobs.claim(operations, "x", 0.0, KINDS)
    assert found is not None
    jobs.beat(operations, found, jobs.LEASE / 2)
    assert jobs.claim(operations, "y", jobs.LEASE + 1, KINDS) is None


def test_a_job_waits_for_its_host(operations: Operations) -> None:
    pace = Pace(operations, least=3.0, hold=40.0)
    add(operations, "a", host="h")
    assert pace.take("h", 0.0) is None
    assert pace.take("h", 1.0) == 40.0
    assert jobs.claim(operations, "x", 1.0, KINDS) is None
    pace.give_back("h", 2.0)
    with operations.reading() as connection:
        assert jobs.next_at(connection, KINDS) == 5.0
    assert jobs.claim(operations, "x", 4.9, KINDS) is None
    assert jobs.claim(operations, "x", 5.0, KINDS) is not None
    pace.take("h", 5.0)
    pace.give_back("h", 6.0, pause=1000.0)
    assert pace.take("h", 1005.0) == 1006.0


def test_what_failed_waits_longer_each_time_and_what_is_dead_is_revived(operations: Operations) -> None:
    add(operations, "a")
    found = jobs.claim(operations, "x", 0.0, KINDS)
    assert found is not None
    with operations.writing() as connection:
        jobs.failed(connection, found, "PW226", "no luck", now=0.0, due=None)
        assert [(row["code"], row["reason"]) for row in jobs.listed(connection, "dead")] == [("PW226", "no luck")]
    assert jobs.claim(operations, "x", 1e9, KINDS) is None
    with operations.writing() as connection:
        assert jobs.revive(connection, ["other"], 1.0) == 0
        assert jobs.revive(connection, None, 1.0) == 1
    again = jobs.claim(operations, "x", 1.0, KINDS)
    assert again is not None
    assert again.attempts == 1


def test_backoff_doubles_within_bounds_and_can_be_repeated(operations: Operations) -> None:
    def waits(seed: str) -> list[float]:
        made = [jobs.Job(seq=1, kind="fetch", key="a", host="", attempts=n, owner="x", body={}) for n in range(1, 12)]
        return [jobs.backoff(seed, job) for job in made]

    found = waits("one")
    assert found == waits("one") != waits("two")
    full = [min(60.0 * 2**n, 21_600.0) for n in range(11)]
    assert all(most / 2 <= wait <= most for wait, most in zip(found, full, strict=True))


def work(where: str, seconds: float) -> None:
    """Claim jobs until there are none, and note each in the transaction that ends it."""
    operations = Operations(open_ledger(where, create=True))
    end = time.time() + seconds
    while time.time() < end:
        job = jobs.claim(operations, f"{os.getpid()}", time.time(), KINDS)
        if job is None:
            with operations.reading() as connection:
                if not jobs.listed(connection):
                    return
            time.sleep(0.01)
            continue
        try:
            with operations.writing() as connection:
                connection.execute(insert(effects).values(key=job.key, pid=os.getpid()))
                jobs.done(connection, job)
        except jobs.Lost:
            pass


def test_several_processes_that_die_at_any_point_do_each_job_once(operations: Operations, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LEASE", 0.5)
    count = 120
    with operations.writing() as connection:
        effects.create(connection)
        for n in range(count):
            jobs.add(connection, jobs.New(kind="work", key=f"{n}", due=0.0), 0.0)
    operations.ledger.close()
    context = multiprocessing.get_context("fork")
    alive = [context.Process(target=work, args=(where, 60.0)) for _ in range(3)]
    for process in alive:
        process.start()
    for n in range(6):
        time.sleep(0.05)
        victim = alive[n % 3]
        if victim.is_alive():
            os.kill(victim.pid or 0, signal.SIGKILL)
        victim.join()
        alive[n % 3] = context.Process(target=work, args=(where, 60.0))
        alive[n % 3].start()
    for process in alive:
        process.join()
    with operations.reading() as connection:
        done = list(connection.execute(select(effects.c.key)).scalars())
        assert jobs.listed(connection) == []
    assert sorted(done) == sorted(f"{n}" for n in range(count))
    assert operations.ledger.verify().ok


def test_hosts_keep_their_pace_between_processes(operations: Operations, where: str) -> None:
    operations.ledger.close()
    context = multiprocessing.get_context("fork")
    taken = context.Manager().list()

    def ask() -> None:
        pace = Pace(Operations(open_ledger(where, create=True)), least=0.05, hold=30.0)
        for _ in range(5):
            while pace.take("h", time.time()) is not None:
                time.sleep(0.005)
            taken.append(("begin", time.time()))
            taken.append(("end", time.time()))
            pace.give_back("h", time.time())

    processes = [context.Process(target=ask) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    marks = sorted(taken, key=lambda mark: mark[1])
    assert [kind for kind, _ in marks] == ["begin", "end"] * 15
    starts = [at for kind, at in marks if kind == "begin"]
    assert min(after - before for before, after in pairwise(starts)) >= 0.05


def test_a_ledger_without_operations_is_whole_and_one_with_them_too(operations: Operations) -> None:
    ledger = operations.ledger
    assert ledger.verify().ok
    with operations.reading() as connection:
        assert set(schema.metadata.tables) == {name for name in schema.metadata.tables if name.startswith("ops_")}
        connection.execute(select(schema.jobs.c.seq)).all()


def test_a_folder_is_watched_alerted_of_and_reopens_on_any_database(where: str, tmp_path: Path) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    row = '{{"text": "{} North Korean soldiers have been killed in Kursk, {} said.", "published": "2025-06-1{}"}}\n'
    (folder / "one.jsonl").write_text(row.format("1,000", "Ukraine's president", 5), encoding="utf-8")
    given = parse({"rule": [{"id": "killed", "on": "figure", "measure": "killed"}, {"id": "again", "on": "reopened"}]}, "rules")
    asked = Asked(ledger=where, settings=Settings(engine="rules"), rules=given, once=True, workers=2, quiet=True)
    watch([str(folder)], asked)
    with open_ledger(where, create=True) as ledger:
        with ledger.view() as view:
            [claim] = [row.figure.claim for row in view.figures()]
        ledger.review(claim, "accept", who="Ada", why="read")
    (folder / "two.jsonl").write_text(row.format("300", "Britain's Ministry of Defence", 6), encoding="utf-8")
    watch([], asked)
    with open_ledger(where) as ledger, ledger.view() as view:
        assert sorted(one.alert.rule for one in alerts_log(view)) == ["again", "killed", "killed"]
        assert [(one.subject, one.cause) for one in reopened(view)] == [(claim, "conflict")]
    with open_ledger(where) as ledger:
        assert ledger.verify().ok
