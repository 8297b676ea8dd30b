"""What one rule trips over keeps neither the others' alerts nor what is reopened from being kept; a ledger that is away is waited for."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any

import pytest
from small_site import Watch
from test_alerts import KILLED, RULE, SENT, alerted, log, put, rules
from test_reopened import accept, found

from pactwatch.alerts import detecting
from pactwatch.alerts.detecting import trial
from pactwatch.alerts.rules import ClaimRule, Rules
from pactwatch.errors import LedgerError
from pactwatch.operations import jobs

Watching = Callable[..., Watch]


def unchecked() -> Rules:
    """Return two rules, the first with a day that is none, as no file of rules can have it."""
    return Rules(rule=(ClaimRule(id="odd", type="deploy_forces", since="last week"), ClaimRule(id="sent", type="deploy_forces")))


def tripping(monkeypatch: pytest.MonkeyPatch, rule_id: str, error: Exception, times: int = 1) -> None:
    """Let a rule yield one alert and then fail, so many times."""
    whole, left = detecting.alerts_of, [error] * times

    def trips(rule: Any, scope: Any) -> Any:
        yield from whole(rule, scope)
        if rule.id == rule_id and left:
            raise left.pop()

    monkeypatch.setattr(detecting, "alerts_of", trips)


def test_a_rule_that_fails_leaves_the_others_their_alerts_and_is_told_of(watching: Watching) -> None:
    watch = watching()
    put(watch, SENT)
    assert alerted(watch, unchecked()) == ["pactwatch", "sent"]
    assert "by rule odd (PW120: " in log(watch)[0].alert.text
    assert [one.rule for one in trial(watch.ledger, unchecked())] == ["pactwatch", "sent"]


def test_what_a_failing_rule_had_made_before_is_not_kept_by_half(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = watching()
    tripping(monkeypatch, "first", ValueError("odd"))
    put(watch, SENT)
    assert alerted(watch, rules(RULE | {"id": "first"}, RULE)) == ["pactwatch", "sent"]


def test_what_is_reopened_is_kept_where_a_rule_fails(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = watching()
    given = rules({"id": "killed", "on": "figure", "measure": "killed"}, {"id": "again", "on": "reopened"})
    claim, *_ = put(watch, KILLED.format("1,000"))
    accept(watch, claim)
    alerted(watch, given)
    tripping(monkeypatch, "killed", ValueError("odd"))
    put(watch, "Britain's Ministry of Defence said 300 North Korean soldiers have been killed in Kursk.", published="2025-06-16", title="Fewer")
    assert alerted(watch, given) == ["pactwatch", "again"]
    assert [(one.subject, one.cause) for one in found(watch)] == [(claim, "conflict")]


def test_rules_alert_where_what_is_reopened_fails(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = watching()

    def trips(_: object) -> Any:
        raise ValueError("odd")

    monkeypatch.setattr(detecting, "reopened_by", trips)
    put(watch, SENT)
    assert alerted(watch, rules(RULE)) == ["pactwatch", "sent"]


@pytest.mark.parametrize("error", [*(LedgerError("away", code=code) for code in ("PW401", "PW405", "PW410", "PW420")), OSError(errno.EMFILE, "many")])
def test_a_ledger_that_is_away_leaves_the_text_to_be_looked_at_later(watching: Watching, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    watch, given = watching(), rules(RULE)
    tripping(monkeypatch, "sent", error)
    put(watch, SENT)
    with pytest.raises(type(error)):
        alerted(watch, given)
    assert log(watch) == []
    assert alerted(watch, given) == ["sent"]


def test_looking_for_alerts_is_never_given_up(watching: Watching) -> None:
    from pactwatch.watch.worker import Worker

    watch = watching()

    def detect(*_: object) -> None:
        raise LedgerError("a row was refused", code="PW406")

    with watch.operations.writing() as connection:
        jobs.add(connection, jobs.New(kind="detect", key="detect", due=watch.clock.now()), watch.clock.now())
    worker = Worker(watch.context, {"detect": detect})
    for _ in range(20):
        worker.step()
        watch.clock.wait(700.0, watch.stop)
    with watch.operations.reading() as connection:
        [row] = [one for one in jobs.listed(connection) if one["kind"] == "detect"]
    assert (row["state"], row["attempts"]) == ("waiting", 20)
