"""The commands as a user meets them: `serve` in a process of its own with people who write at once, and `account`."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from served import PASSWORD, add_people, bearer
from typer.testing import CliRunner

from pactwatch.cli import app
from pactwatch.store import open_ledger

REQUESTS, THREADS = 1000, 16


@contextmanager
def process(ledger, *words):
    command = [sys.executable, "-m", "pactwatch.cli", "serve", "--ledger", str(ledger), *words]
    done = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    try:
        yield done
    finally:
        if done.poll() is None:
            done.kill()
        done.communicate()


def port_of(line):
    return int(line.split("127.0.0.1:")[1].split("/")[0])


@contextmanager
def connected(port):
    """Yield what sends one request after another over one connection, and returns status and body."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:

        def send(method, path, body=None, headers=None):
            connection.request(method, path, None if body is None else json.dumps(body), {"Content-Type": "application/json", **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read()

        yield send


def send(port, *request):
    with connected(port) as ask:
        return ask(*request)


def sent_at_once(port, requests):
    """Send all requests from THREADS threads, each its share over one connection; return their statuses."""

    def share(number):
        with connected(port) as ask:
            return [ask(*request)[0] for request in requests[number::THREADS]]

    with ThreadPoolExecutor(THREADS) as threads:
        return [status for found in threads.map(share, range(THREADS)) for status in found]


def run(*words, typed=None):
    return CliRunner().invoke(app, list(words), input=typed)


def test_no_judgement_of_a_thousand_written_at_once_is_lost(ledger, tokens):
    with process(ledger, "--port", "0", "--rate", "1000000") as server:
        line = server.stdout.readline()
        assert line.startswith(f"Pactwatch serves {ledger} at http://127.0.0.1:")
        port = port_of(line)
        listed = json.loads(send(port, "GET", "/api/v1/claims", None, bearer(tokens["reader"]))[1])
        claims = [one["id"] for one in listed["claims"]]
        who = ("analyst", "reviewer", "admin")

        def note(number):
            path = f"/api/v1/claims/{claims[number % len(claims)]}/reviews"
            body = {"action": "note", "value": {"text": f"note {number}"}}
            return "POST", path, body, bearer(tokens[who[number % 3]])

        assert set(sent_at_once(port, [note(number) for number in range(REQUESTS)])) == {201}
        server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0
        assert server.stderr.read() == "stopped\n"
    with open_ledger(ledger) as opened, opened.view() as view:
        kept = view.judgements("review.note", history=True)
        assert sorted(one.value["text"] for one in kept) == sorted(f"note {number}" for number in range(REQUESTS))
        assert {one.who for one in kept} == set(who)
    with open_ledger(ledger) as opened:
        assert opened.verify().ok


def test_of_many_who_saw_one_version_one_changes_it(ledger, tokens):
    with process(ledger, "--port", "0") as server:
        port = port_of(server.stdout.readline())
        claim = json.loads(send(port, "GET", "/api/v1/claims?limit=1", None, bearer(tokens["reader"]))[1])["claims"][0]["id"]

        def edit(number):
            body = {"action": "note", "value": {"text": str(number)}}
            return "POST", f"/api/v1/claims/{claim}/reviews", body, {**bearer(tokens["analyst"]), "If-Match": '"0"'}

        found = sent_at_once(port, [edit(number) for number in range(40)])
    assert sorted(set(found)) == [201, 412]
    assert found.count(201) == 1


def test_a_ledger_is_made_where_there_is_none(tmp_path):
    with process(tmp_path / "new.db", "--port", "0") as server:
        port = port_of(server.stdout.readline())
        assert json.loads(send(port, "GET", "/api/v1/claims")[1])["total"] == 0
        assert send(port, "GET", "/")[0] == 200
    assert (tmp_path / "new.db").exists()


def test_a_port_that_is_taken_is_one_clear_error(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        done = run("serve", "--port", str(taken.getsockname()[1]), "--ledger", str(tmp_path / "l.db"))
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("PW173")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])  # noqa: S104
def test_beyond_loopback_there_must_be_accounts(ledger, host):
    done = run("serve", "--host", host, "--port", "0", "--ledger", str(ledger))
    assert (done.exit_code, done.stderr.startswith("PW174")) == (2, True)


@pytest.mark.parametrize("options", [("--https",), ("--name", "watch.example"), ("--https", "--name", "watch.example")])
def test_behind_a_proxy_there_must_be_accounts(ledger, options):
    done = run("serve", *options, "--port", "0", "--ledger", str(ledger))
    assert (done.exit_code, done.stderr[:5]) == (2, "PW174")
    assert options[0] in done.stderr


def test_a_proxy_is_given_by_its_address(ledger):
    done = run("serve", "--proxy", "front.example", "--port", "0", "--ledger", str(ledger))
    assert (done.exit_code, done.stderr[:5]) == (2, "PW173")


def test_an_address_of_another_machine_is_one_clear_error(ledger):
    add_people(ledger)
    done = run("serve", "--host", "192.0.2.1", "--port", "0", "--ledger", str(ledger))
    assert (done.exit_code, done.stderr.startswith("PW173")) == (2, True)


def test_accounts_are_made_listed_changed_and_noted(ledger):
    where = ("--ledger", str(ledger))
    assert run("account", "add", "Anna Ö", "--role", "admin", "--password-stdin", *where, typed=f"{PASSWORD}\n").exit_code == 0
    again = run("account", "add", "anna  ö", "--password-stdin", *where, typed=f"{PASSWORD}\n")
    assert (again.exit_code, again.stderr[:5]) == (2, "PW176")
    assert run("account", "role", "Anna Ö", "reader", *where).stderr.startswith("PW169")
    assert run("account", "add", "Ben", "--role", "king", "--password-stdin", *where, typed=f"{PASSWORD}\n").stderr.startswith("PW179")
    assert run("account", "add", "Ben", "--password-stdin", *where, typed="short\n").stderr.startswith("PW178")
    assert run("account", "add", "B\x07", "--password-stdin", *where, typed=f"{PASSWORD}\n").stderr.startswith("PW177")
    assert run("account", "add", "Ben", "--password-stdin", *where, typed=f"{PASSWORD}\n").exit_code == 0
    made = run("account", "token", "Ben", "--role", "reader", "--label", "script", *where)
    assert made.stdout.startswith("pwt_")
    assert run("account", "token", "Ben", "--role", "admin", *where).exit_code == 2
    listed = json.loads(run("account", "tokens", "--format", "json", *where).stdout)["tokens"]
    assert [(one["account"], one["role"], one["label"]) for one in listed] == [("ben", "reader", "script")]
    assert made.stdout.strip() not in json.dumps(listed)
    assert run("account", "revoke", listed[0]["id"], *where).exit_code == 0
    assert run("account", "disable", "ben", *where).exit_code == 0
    assert run("account", "password", "Nobody", "--password-stdin", *where, typed=f"{PASSWORD}\n").stderr.startswith("PW175")
    rows = json.loads(run("account", "list", "--format", "json", *where).stdout)["accounts"]
    assert [(one["name"], one["role"], one["disabled"]) for one in rows] == [("Anna Ö", "admin", False), ("Ben", "analyst", True)]
    with open_ledger(ledger) as opened, opened.view() as view:
        noted = [(one.subject, one.value["change"]) for one in view.judgements("account.change")]
        assert noted[:2] == [("account Anna Ö", "added"), ("account Ben", "added")]
    with open_ledger(ledger) as opened:
        assert opened.verify().ok


def test_accounts_can_be_made_before_the_ledger(tmp_path: Path):
    done = run("account", "add", "Anna", "--role", "admin", "--password-stdin", "--ledger", str(tmp_path / "l.db"), typed=f"{PASSWORD}\n")
    assert done.exit_code == 0
    assert not (tmp_path / "l.db").exists()
    assert run("account", "add", "Anna", "--password-stdin", "--ledger", str(tmp_path / "no" / "l.db"), typed=f"{PASSWORD}\n").exit_code in (1, 2)
