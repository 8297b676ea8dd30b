"""Whose channels an alert goes by, what is said of one that does not arrive, and what receivers may answer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from receiving import receiving
from small_site import Watch
from test_alerts import RULE, SENT, Mailbox, alerted, deliver, hook, log, mailbox, put, rules

from pactwatch.alerts.codes import OTHER_RULES
from pactwatch.alerts.cursors import hold
from pactwatch.alerts.delivering import Deliverer
from pactwatch.alerts.rules import Rules, parse
from pactwatch.errors import UsageError
from pactwatch.operations import jobs
from pactwatch.operations.alerts import Alert
from pactwatch.watch.alerting import Alerting
from pactwatch.watch.clock import SimulatedClock
from pactwatch.watch.worker import Worker

__all__ = ["hook", "mailbox"]
Watching = Callable[..., Watch]
Hook = tuple[list[Any], str, list[int]]


def feed(path: Path) -> dict[str, str]:
    return {"kind": "atom", "file": str(path)}


def states(watch: Watch) -> list[tuple[str, str]]:
    return [(sent.channel, sent.state) for one in log(watch) for sent in one.deliveries]


def named(name: str, *given: dict[str, Any], **channels: dict[str, Any]) -> Rules:
    return parse({"name": name, "rule": list(given), "channel": channels}, f"{name}.toml")


def test_two_files_of_rules_leave_each_other_their_alerts(watching: Watching, tmp_path: Path) -> None:
    watch = watching()
    one, two = rules(RULE, desk=feed(tmp_path / "one.xml")), named("second", RULE, desk=feed(tmp_path / "two.xml"))
    put(watch, SENT)
    assert alerted(watch, one) == ["sent"]
    assert alerted(watch, two) == ["second:sent"]
    deliver(watch, two)
    assert states(watch) == [("desk", "waiting"), ("second:desk", "sent")]
    deliver(watch, one)
    assert states(watch) == [("desk", "sent"), ("second:desk", "sent")]
    ids = [one.alert.id for one in log(watch)]
    for path, own, other in (("one.xml", *ids), ("two.xml", *reversed(ids))):
        written = (tmp_path / path).read_text(encoding="utf-8")
        assert own in written
        assert other not in written


def test_a_channel_that_the_rules_do_not_have_is_waited_for_and_told_of(watching: Watching, tmp_path: Path) -> None:
    watch = watching()
    put(watch, SENT)
    whole, less = rules(RULE, desk=feed(tmp_path / "one.xml"), other=feed(tmp_path / "two.xml")), rules(RULE, desk=feed(tmp_path / "one.xml"))
    alerted(watch, whole)
    deliverer = Deliverer(watch.operations, less, watch.clock.now, "test")
    assert [channel for _, channel in deliverer.drain()] == ["desk"]
    assert deliverer.elsewhere() == {"other": 1}
    assert Deliverer(watch.operations, named("second"), watch.clock.now, "test").elsewhere() == {}
    assert states(watch) == [("desk", "sent"), ("other", "waiting")]
    deliver(watch, whole)
    assert states(watch) == [("desk", "sent"), ("other", "sent")]


def test_a_watch_with_two_files_of_rules_wakes_both_looks(watching: Watching) -> None:
    watch = watching()
    told: list[Alert] = []
    alertings = [Alerting(watch.operations, given, watch.clock, watch.context.settings, told.append) for given in (rules(RULE), named("b", RULE))]
    handlers = {kind: handler for one in alertings for kind, handler in one.handlers().items()}
    with watch.operations.writing() as connection:
        for one in alertings:
            one.start(connection, watch.clock.now())
    worker = Worker(watch.context, handlers)
    worker.drain(watch.stop)
    put(watch, SENT)
    with watch.operations.writing() as connection:
        jobs.wake(connection, "detect", "detect", watch.clock.now())
    worker.drain(watch.stop)
    assert sorted(one.rule for one in told) == ["b:sent", "sent"]


def test_another_file_without_a_name_is_refused_until_it_takes_over(watching: Watching, tmp_path: Path) -> None:
    watch = watching()
    hold(watch.operations, rules(), tmp_path / "one.toml")
    hold(watch.operations, rules(), tmp_path / "one.toml")
    hold(watch.operations, named("b"), tmp_path / "two.toml")
    hold(watch.operations, named("b"), tmp_path / "three.toml")
    with pytest.raises(UsageError, match=r"one\.toml has the rules.*name = .*--take-over") as caught:
        hold(watch.operations, rules(), tmp_path / "two.toml")
    assert caught.value.code == OTHER_RULES
    hold(watch.operations, rules(), tmp_path / "two.toml", take_over=True)
    hold(watch.operations, rules(), tmp_path / "two.toml")
    with pytest.raises(UsageError):
        hold(watch.operations, rules(), tmp_path / "one.toml")


@pytest.mark.parametrize(
    "channel",
    [
        {"kind": "mail", "to": ["a@x.example"], "from": "w@x.example", "host": "192.0.2.1", "timeout": 0.5},
        {"kind": "webhook", "url": "http://192.0.2.1/hook", "timeout": 0.5},
    ],
)
def test_where_time_is_simulated_no_other_machine_is_sent_to(watching: Watching, monkeypatch: pytest.MonkeyPatch, channel: dict[str, Any]) -> None:
    monkeypatch.setenv("PACTWATCH_WEBHOOK_SECRET", "s")
    watch = watching(only_loopback=True)
    alerting = Alerting(watch.operations, rules(RULE, desk=channel), watch.clock, watch.context.settings, lambda _: None)
    with watch.operations.writing() as connection:
        alerting.start(connection, watch.clock.now())
    put(watch, SENT)
    Worker(watch.context, alerting.handlers()).drain(watch.stop)
    assert [(sent.state, (sent.reason or "")[:5]) for sent in log(watch)[0].deliveries] == [("dead", "PW706")]
    assert [(kind, line[:5], line.endswith("given up")) for kind, line in watch.told] == [("failed", "PW706", True)]


def test_where_time_is_simulated_this_machine_is_sent_to(watching: Watching, mailbox: tuple[Mailbox, int], hook: Hook,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv("PACTWATCH_WEBHOOK_SECRET", "s")
    watch, (_, port) = watching(), mailbox
    desk = {"kind": "mail", "to": ["a@x.example"], "from": "w@x.example", "host": "127.0.0.1", "port": port, "security": "none"}
    given = rules(RULE, desk=desk, hook={"kind": "webhook", "url": hook[1], "allow_private": True})
    put(watch, SENT)
    alerted(watch, given)
    Deliverer(watch.operations, given, watch.clock.now, "test", only_loopback=True).drain()
    assert {state for _, state in states(watch)} == {"sent"}


def test_a_watch_tells_of_each_delivery_that_fails(watching: Watching) -> None:
    watch = watching()
    desk = {"kind": "mail", "to": ["a@x.example"], "from": "w@x.example", "host": "127.0.0.1", "port": 1, "security": "none"}
    alerting = Alerting(watch.operations, rules(RULE, desk=desk), watch.clock, watch.context.settings, lambda _: None)
    with watch.operations.writing() as connection:
        alerting.start(connection, watch.clock.now())
    put(watch, SENT)
    Worker(watch.context, alerting.handlers()).drain(watch.stop)
    [(kind, line)] = watch.told
    assert (kind, line[:5]) == ("failed", "PW702")
    assert "by desk/a@x.example" in line
    assert line.endswith("tried again later")


@pytest.fixture
def later(clock: SimulatedClock) -> Iterator[str]:
    """Run a webhook that asks for an hour's pause by a date."""
    def answer(_headers: dict[str, str], _body: bytes) -> tuple[int, Mapping[str, str]]:
        return 503, {"Retry-After": format_datetime(datetime.fromtimestamp(clock.now(), UTC) + timedelta(hours=1), usegmt=True)}

    with receiving(answer) as address:
        yield address


def test_a_webhook_that_names_a_date_is_left_alone_until_then(watching: Watching, later: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTWATCH_WEBHOOK_SECRET", "s")
    watch, given = watching(), rules(RULE, hook={"kind": "webhook", "url": later, "allow_private": True})
    put(watch, SENT)
    alerted(watch, given)
    deliver(watch, given)
    with watch.operations.reading() as connection:
        [row] = jobs.listed(connection, "waiting")
    assert row["due"] == pytest.approx(watch.clock.now() + 3600.0, abs=2.0)


def test_what_a_mail_server_answers_to_quit_undoes_nothing(watching: Watching, mailbox: tuple[Mailbox, int], monkeypatch: pytest.MonkeyPatch) -> None:
    from aiosmtpd.smtp import SMTP

    async def rude(server: Any, _: object) -> None:
        await server.push("421 good bye")

    monkeypatch.setattr(SMTP, "smtp_QUIT", rude)
    watch, (box, port) = watching(), mailbox
    desk = {"kind": "mail", "to": ["a@x.example"], "from": "w@x.example", "host": "127.0.0.1", "port": port, "security": "none"}
    put(watch, SENT)
    alerted(watch, rules(RULE, desk=desk))
    deliver(watch, rules(RULE, desk=desk))
    assert (len(box.got), states(watch)) == (1, [("desk/a@x.example", "sent")])


def test_a_long_delivery_keeps_its_lease_and_one_that_is_lost_is_left(watching: Watching, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTWATCH_WEBHOOK_SECRET", "s")
    monkeypatch.setattr(jobs, "LEASE", 0.3)
    watch, given = watching(), rules(RULE, hook={"kind": "webhook", "url": hook[1], "allow_private": True})
    put(watch, SENT)
    alerted(watch, given)
    seen: list[object] = []

    class Slow(Deliverer):
        def deliver(self, job: jobs.Job) -> str | None:
            began = watch.clock.now()
            with watch.operations.reading() as connection:
                seen.append(jobs.listed(connection)[0]["lease"])
            watch.clock.wait(0.2, watch.stop)
            threading.Event().wait(0.4)
            with watch.operations.reading() as connection:
                seen.append(jobs.listed(connection)[0]["lease"])
            assert jobs.claim(watch.operations, "another", began + 0.4, self.kinds) is None
            assert jobs.claim(watch.operations, "another", began + 0.6, self.kinds) is not None
            return super().deliver(job)

    tried = Slow(watch.operations, given, watch.clock.now, "test").drain()
    assert tried == []
    assert seen[1] == pytest.approx(float(str(seen[0])) + 0.2)
