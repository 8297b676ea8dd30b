"""`pactwatch watch`, `alerts` and `reopened` as a user meets them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import Command

SENT = "Norway sent 120 soldiers to Latvia in May 2025, the defence ministry said."
RULES = """
[channel.feed]
kind = "atom"
file = "alerts.xml"
[[rule]]
id = "sent"
title = "Soldiers were sent"
on = "claim"
type = "deploy_forces"
"""


@pytest.fixture
def clippings(folder: Path) -> Path:
    made = folder / "clippings"
    made.mkdir()
    (made / "one.txt").write_text(SENT, encoding="utf-8")
    (folder / "alerts.toml").write_text(RULES, encoding="utf-8")
    return made


def test_a_folder_is_watched_and_alerted_of(command: Command, clippings: Path) -> None:
    done = command("watch", "clippings", "--once", "--engine", "rules", "--alerts", "alerts.toml")
    assert done.code == 0, done.err
    assert "claims: doc-" in done.out
    assert "alert: Soldiers were sent" in done.out
    assert "1 articles read, 1 alerts, 0 failures" in done.err
    logged = json.loads(command("alerts", "log", "--format", "json").out)["alerts"]
    assert [(one["rule"], [sent["state"] for sent in one["deliveries"]]) for one in logged] == [("sent", ["sent"])]
    assert Path("alerts.xml").read_bytes().count(b"<entry>") == 1
    again = command("watch", "--once", "--engine", "rules", "--alerts", "alerts.toml")
    assert (again.code, again.out) == (0, "")
    (clippings / "two.txt").write_text(SENT.replace("120", "130"), encoding="utf-8")
    third = command("watch", "--once", "--engine", "rules", "--alerts", "alerts.toml", "--quiet")
    assert third.out.count("alert: ") == 1
    assert third.err == ""
    assert command("verify").code == 0
    status = json.loads(command("watch", "status", "--format", "json").out)
    assert status["articles"] == {"read": 2}
    assert [(feed["kind"], feed["articles"], feed["failures"], feed["code"]) for feed in status["feeds"]] == [("folder", 2, 0, None)]
    assert status["feeds"][0]["last_success"] <= status["feeds"][0]["next_due"]


def test_what_is_watched_is_managed(command: Command, folder: Path) -> None:
    Path("feeds.opml").write_text("<opml><body><outline text='W' xmlUrl='https://wire.example/rss'/></body></opml>", encoding="utf-8")
    assert command("watch", "--once").code == 2
    assert "nothing is watched" in command("watch", "--once").err
    assert command("watch", "add", "feeds.opml").out == "https://wire.example/rss: added\n"
    assert command("watch", "add", "feeds.opml").out == "https://wire.example/rss: is watched already\n"
    assert command("watch", "list").out == "https://wire.example/rss (W)\n"
    assert "never had, next at" in command("watch", "status").out
    assert command("watch", "status", "--format", "csv").out.count("\n") == 2
    assert command("watch", "remove", "https://other.example/").code == 2
    assert "removed" in command("watch", "remove", "feeds.opml").out
    done = command("watch", "list", "--format", "json")
    assert json.loads(done.out) == {"feeds": []}
    assert command("watch", "retry").code == 2
    assert command("watch", "retry", "nothing").code == 2
    assert command("watch", "retry", "--all").code == 0


def test_a_feed_that_cannot_be_had_is_an_exit_of_3_and_named(command: Command, folder: Path) -> None:
    done = command("watch", "http://127.0.0.1:9/feed", "--once")
    assert done.code == 3
    assert "PW222 http://127.0.0.1:9/feed" in done.err
    shown = command("watch", "status").out
    assert "PW222" in shown
    assert "1 times in a row" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["watch", "nowhere.opml"], "PW180"), (["watch", "--for", "soon", "x"], "PW181"), (["watch", "--interval", "0", "x"], "PW181"),
        (["watch", "x", "--alerts", "none.toml"], "PW182"), (["alerts", "check", "none.toml"], "PW182"),
        (["alerts", "ping", "desk", "none.toml"], "PW182"),
        (["watch", "x", "--since", "soon"], "since"), (["reopened", "settle", "reopened-1", "--why", "x"], "PW408"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_said_in_a_line(command: Command, folder: Path, arguments: list[str], said: str) -> None:
    done = command(*arguments)
    assert done.code == 2, done.err
    assert said in done.err
    assert not Path("pactwatch.db").exists() or "reopened" in arguments


def test_rules_are_checked_tried_run_and_listed(command: Command, clippings: Path) -> None:
    assert command("read", "clippings", "--engine", "rules", "--format", "jsonl").code == 0
    assert "sent: on claim (type = deploy_forces, once = claim); goes to app, feed" in command("alerts", "check", "alerts.toml").out
    tried = json.loads(command("alerts", "test", "--format", "json").out)["alerts"]
    assert [one["rule"] for one in tried] == ["sent"]
    assert command("alerts", "log").out == ""
    run = json.loads(command("alerts", "run", "--format", "json").out)["alerts"]
    assert [one["id"] for one in run] == [one["id"] for one in tried]
    assert json.loads(command("alerts", "run", "--format", "json").out) == {"alerts": []}
    assert "1 alerts, the last at" in command("alerts", "list").out
    assert command("alerts", "log", "--format", "csv").out.count("\n") == 2
    assert command("alerts", "ping", "feed").code == 0


def test_an_unknown_provision_in_a_rule_is_named(command: Command, folder: Path) -> None:
    Path("alerts.toml").write_text("[[rule]]\nid = 'p'\non = 'provision'\nprovision = 'unsc-1-p1'\n", encoding="utf-8")
    done = command("alerts", "check")
    assert done.code == 2
    assert "rule p: there is no provision unsc-1-p1" in done.err


def test_what_is_reopened_is_listed_and_settled(command: Command, folder: Path) -> None:
    report = "{} North Korean soldiers have been killed in Kursk, {} said."
    Path("one.txt").write_text(report.format("1,000", "Ukraine's president"), encoding="utf-8")
    Path("two.txt").write_text(report.format("300", "Britain's Ministry of Defence"), encoding="utf-8")
    Path("alerts.toml").write_text("", encoding="utf-8")
    read = json.loads(command("read", "one.txt", "--engine", "rules", "--published", "2025-06-15", "--format", "json").out)["readings"][0]
    claim = read["figures"][0]["claim"]
    from pactwatch.store import open_ledger

    with open_ledger("pactwatch.db", create=True) as ledger:
        ledger.review(claim, "accept", who="Ada", why="read")
    command("alerts", "run")
    assert command("reopened", "list").out == ""
    command("read", "two.txt", "--engine", "rules", "--published", "2025-06-16")
    command("alerts", "run")
    found = json.loads(command("reopened", "list", "--format", "json").out)["reopened"]
    assert [(one["subject"], one["cause"], one["settled"]) for one in found] == [(claim, "conflict", None)]
    assert command("reopened", "settle", found[0]["id"], "--why", "another count", "--as", "Ada").code == 0
    assert command("reopened", "list").out == ""
    assert "settled by Ada: another count" in command("reopened", "list", "--all").out
    assert command("reopened", "settle", "reopened-nothing", "--why", "x").code == 2


def test_ctrl_c_ends_a_watch_well(folder: Path, clippings: Path) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    arguments = [sys.executable, "-m", "pactwatch.cli", "watch", "clippings", "--engine", "rules"]
    process = subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a run in the background ignores Ctrl-C
    )
    assert process.stdout is not None
    assert "claims" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "1 articles read" in err
    assert "Traceback" not in err
    assert out == ""


def test_a_file_that_cannot_be_read_is_an_exit_of_3_and_can_be_tried_again(command: Command, clippings: Path) -> None:
    os.mkfifo(clippings / "two.txt")
    done = command("watch", "clippings", "--once", "--engine", "rules")
    assert done.code == 3
    assert f"PW202 {clippings.resolve() / 'two.txt'}" in done.err
    assert "1 articles read, 0 alerts, 1 failures; 1 are given up" in done.err
    assert f"{clippings.resolve() / 'two.txt'}: PW202" in command("watch", "status").out
    (clippings / "two.txt").unlink()
    (clippings / "two.txt").write_text(SENT.replace("120", "130"), encoding="utf-8")
    assert "1 jobs are tried again" in command("watch", "retry", "--all").err
    again = command("watch", "--once", "--engine", "rules")
    assert again.code == 0, again.err
    assert again.out.count("claims: ") == 1


def test_a_second_ctrl_c_ends_a_watch_at_once(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        feeds = [f"http://{host}:{silent.getsockname()[1]}/feed" for host, silent in (("127.0.0.1", one), ("localhost", two))]
        process = subprocess.Popen(
            [sys.executable, "-m", "pactwatch.cli", "watch", *feeds, "--allow-private"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a run in the background ignores Ctrl-C
        )
        with one.accept()[0], two.accept()[0]:  # both are asked, by a thread each, and never answer
            process.send_signal(signal.SIGINT)
            time.sleep(1.0)
            assert process.poll() is None
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert err.endswith("interrupted\n")
    assert "Traceback" not in err


def test_another_file_of_rules_is_refused_named_or_takes_over(command: Command, clippings: Path) -> None:
    assert command("read", "clippings", "--engine", "rules").code == 0
    assert command("alerts", "run", "alerts.toml").code == 0
    Path("second.toml").write_text(RULES.replace("alerts.xml", "second.xml"), encoding="utf-8")
    for call in (("alerts", "run", "second.toml"), ("watch", "clippings", "--once", "--alerts", "second.toml")):
        done = command(*call)
        assert (done.code, done.err[:5]) == (2, "PW184"), done.err
    Path("third.toml").write_text(f'name = "third"\n{RULES.replace("alerts.xml", "third.xml")}', encoding="utf-8")
    assert "from the beginning: 1 alerts" in command("alerts", "run", "third.toml").err
    assert [Path(name).exists() for name in ("alerts.xml", "second.xml", "third.xml")] == [True, False, True]
    assert command("alerts", "ping", "feed", "third.toml").code == 0
    assert "0 readings and judgements looked at, since the last time" in command("alerts", "run", "second.toml", "--take-over").err
    assert command("alerts", "run", "alerts.toml").code == 2


def test_alerts_run_fails_for_what_it_tried_and_not_for_what_failed_before(command: Command, clippings: Path) -> None:
    channel = '[channel.hook]\nkind = "webhook"\nurl = "http://127.0.0.1:9/"\n'
    Path("alerts.toml").write_text(f"{channel}{RULES}", encoding="utf-8")
    assert command("read", "clippings", "--engine", "rules").code == 0
    first = command("alerts", "run")
    assert first.code == 1
    assert "not delivered: alert-" in first.err
    again = command("alerts", "run")
    assert (again.code, "not delivered" in again.err) == (0, False)
    assert "hook: dead" in command("alerts", "log").out


def test_a_delivery_that_fails_is_told_of_and_counted_by_watch(command: Command, clippings: Path) -> None:
    channel = '[channel.hook]\nkind = "webhook"\nurl = "http://127.0.0.1:9/"\n'
    Path("alerts.toml").write_text(f"{channel}{RULES}", encoding="utf-8")
    done = command("watch", "clippings", "--once", "--engine", "rules", "--alerts", "alerts.toml")
    assert done.code == 3
    assert "by hook: $PACTWATCH_WEBHOOK_SECRET is not set" in done.err
    assert "1 articles read, 1 alerts, 1 failures" in done.err
