"""A day of watching, with faults and kills: nothing may be missed or doubled, no host hit too fast, no alert lost.

    python -m evaluation.bench_watch --feeds 200 --hosts 50 --hours 24 --kills 10

The web is evaluation/watch_world.py, on this machine; the watch is the real one, on simulated time. A process that watches is
killed (SIGKILL) at random moments and started again. Exit 1 where something is wrong; `measure` gives the findings to tests.

An alert arrives exactly once. By mail and webhook, it may come again where a kill lay between sending and noting, which no sender can
rule out: then under the same key and unchanged, so that who drops repeated keys has each once. Every other repetition is wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from evaluation.watch_repeats import Arrival, repeated, unexplained
from evaluation.watch_server import SharedClock, logged, served
from evaluation.watch_world import PACED, START, Plan

DELAY = 2.0
SETTLING = 4.5 * 3600.0
"""Simulated seconds that the watch goes on after the last article, so that what it knows late is in."""
SECRET = "a secret of the bench"  # noqa: S105 - of a web that is made up
RULES = """
[channel.feed]
kind = "atom"
file = "{folder}/alerts.xml"
[channel.desk]
kind = "mail"
to = ["desk@example.org", "second@example.org"]
from = "watch@example.org"
host = "127.0.0.1"
port = {mail}
security = "none"
[channel.hook]
kind = "webhook"
url = "http://127.0.0.1:{port}/hook"
allow_private = true
[[rule]]
id = "soldiers"
title = "Soldiers were sent"
on = "claim"
type = "deploy_forces"
modality = ["happened"]
once = "document"
"""


def measure(  # noqa: PLR0913 - the knobs of one experiment
    folder: Path, *, feeds: int, hosts: int, hours: float, kills: int, seed: int = 1, pause: tuple[float, float] = (0.3, 2.5),
    rate: float = 0.35, interval: float = 900.0,
) -> dict[str, Any]:
    """Watch a made-up web for `hours` simulated hours, killed `kills` times after `pause` seconds, and return what was found.

    Each feed has `rate` articles an hour, at most as many as it shows, and is looked at every `interval` seconds to begin with.
    `missed` and `doubled` are article numbers, `fast` the hosts with a gap below their delay, `alerts_wrong` what was wrong with alerts,
    `alerts_doubled` those that came again without a kill that explains it.
    """
    plan = Plan(seed, feeds, hosts, hours, rate=rate)
    clock = SharedClock(folder / "clock", START)
    began = time.monotonic()
    with served(plan, folder) as mail:
        rules = folder / "alerts.toml"
        rules.write_text(RULES.format(folder=folder, mail=mail, port=plan.port), encoding="utf-8")
        (folder / "feeds.txt").write_text("\n".join(plan.url(feed) for feed in range(feeds)), encoding="utf-8")
        until = START + hours * 3600.0 + max(SETTLING, 6 * interval)
        starts, killed = _killed(folder, clock, (until, interval), kills, random.Random(seed), pause)  # noqa: S311 - a repeatable bench
    found = _findings(plan, folder, killed)
    return found | {"starts": starts, "kills": len(killed), "seconds": round(time.monotonic() - began, 1), "simulated_hours": hours}


def _killed(
    folder: Path, clock: SharedClock, span: tuple[float, float], kills: int, drawn: random.Random, pause: tuple[float, float]
) -> tuple[int, list[float]]:
    """Run the watch until the end of time (`span`: when that is, and the interval); return how often it was started, and when killed."""
    (until, interval), starts, killed = span, 0, list[float]()
    while clock.now() < until:
        starts += 1
        child = os.fork()
        if child == 0:
            _watch(folder, until, interval)
        patience = drawn.uniform(*pause) if len(killed) < kills else None
        if patience is not None and not _ended(child, patience):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            killed.append(clock.now())
        elif patience is None:
            os.waitpid(child, 0)
        if starts > kills + 5:
            raise RuntimeError(f"the watch ends too soon; see {folder}/watch.err")
    return starts, killed


def _ended(child: int, seconds: float) -> bool:
    """Wait for a process for `seconds`; whether it ended by itself."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitpid(child, os.WNOHANG)[0]:
            return True
        time.sleep(0.01)
    return False


def _watch(folder: Path, until: float, interval: float) -> None:
    """Be the watch, until its end."""
    status = 1
    os.environ["PACTWATCH_WEBHOOK_SECRET"] = SECRET
    try:
        for number, name in ((1, "watch.out"), (2, "watch.err")):
            os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644), number)
        from pactwatch.alerts.rules import load
        from pactwatch.watch.running import Asked, watch
        from pactwatch.watch.settings import Settings

        clock = SharedClock(folder / "clock")
        settings = Settings(
            engine="rules", allow_private=True, only_loopback=True, timeout=2.0, max_download=2_000_000, delay=DELAY, seed="bench",
            interval=interval,
        )  # fmt: skip
        asked = Asked(
            ledger=str(folder / "ledger.db"), settings=settings, rules=load(folder / "alerts.toml"), workers=1, clock=clock,
            seconds=until - clock.now(),
        )  # fmt: skip
        watch([str(folder / "feeds.txt")], asked)
        status = 0
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        sys.stderr.flush()
    finally:
        os._exit(status)


def _findings(plan: Plan, folder: Path, killed: list[float]) -> dict[str, Any]:
    from pactwatch.operations.alerts import alerts_log
    from pactwatch.store import open_ledger

    with open_ledger(folder / "ledger.db") as ledger:
        with ledger.view() as view:
            texts: dict[int, list[str]] = defaultdict(list)
            soldiers: set[str] = set()
            for reading in view.readings():
                number = re.search(r"Report number (\d+)", reading.document.text)
                if number is None and "/private/" in (reading.document.url or ""):
                    continue  # what the feed itself tells of a page that may not be fetched
                texts[int(number.group(1)) if number else 0].append(reading.document.text)
                if any(claim.type == "deploy_forces" and claim.modality == "happened" and claim.same_as is None for claim in reading.claims):
                    soldiers.add(reading.document.id)
            log = alerts_log(view, limit=None)
        failures = ledger.verify().failures
    expected = plan.expected()
    missed = sorted(number for number, count in expected.items() if len(set(texts[number])) < count)
    doubled = sorted(number for number, found in texts.items() if len(found) > expected.get(number, 0))
    return {
        "feeds": plan.feeds, "articles": len(expected), "documents": sum(map(len, texts.values())), "missed": missed, "doubled": doubled,
        "requests": len(logged(folder, "request")), **_pace(plan, folder), "alerts": len(log), **_deliveries(folder, log, soldiers, killed),
        "refused": sorted({row["path"] for row in logged(folder, "request") if "/private/" in row["path"]}),
        "failures": [failure.message for failure in failures],
    }  # fmt: skip


def _pace(plan: Plan, folder: Path) -> dict[str, Any]:
    """Return the hosts that were asked sooner than their delay allows, and the least gap of all."""
    asked: dict[str, list[float]] = defaultdict(list)
    for row in logged(folder, "request"):
        asked[row["host"]].append(row["began"])
    paced = {plan.host(feed) for feed in range(plan.feeds) if plan.fault(feed) == "paced"}
    fast, least = [], {}
    for host, times in asked.items():
        gaps = [after - before for before, after in pairwise(times)]
        least[host] = min(gaps, default=DELAY)
        if least[host] < (PACED if host in paced else DELAY) - 1e-6:
            fast.append(host)
    return {"fast": sorted(fast), "least_gap": round(min(least.values()), 3)}


def _deliveries(folder: Path, log: list[Any], soldiers: set[str], killed: list[float]) -> dict[str, Any]:
    """Return what is wrong with the alerts, by receiver: missing ones, unknown ones, doubled ones; and how many came again under their key."""
    import feedparser

    ids = {one.alert.id for one in log}
    mails = [(row["id"].strip("<>").partition("@")[0], row["to"][0], row) for row in logged(folder, "mail")]
    hooks = [(row["idempotency-key"], row) for row in logged(folder, "hook")]
    arrivals = [Arrival(row["at"], f"{name} to {to}", f"{row['subject']}\n{row['text']}") for name, to, row in mails]
    arrivals += [Arrival(row["at"], f"{name} to the webhook", row["body"]) for name, row in hooks]
    entries = [entry.id.rpartition(":")[2] for entry in feedparser.parse((folder / "alerts.xml").read_bytes()).entries]
    newest = {one.alert.id for one in log[: len(entries)]}
    wrong = []
    if {one.alert.document for one in log} != soldiers or len(log) != len(soldiers):
        wrong.append("the log is not one alert a document")
    if {(name, to) for name, to, _ in mails} != {(name, to) for name in ids for to in ("desk@example.org", "second@example.org")}:
        wrong.append("mail")
    if {name for name, _ in hooks} != ids:
        wrong.append("webhook")
    if set(entries) != newest or len(entries) != min(len(ids), 200):  # the feed holds each once, too
        wrong.append("atom")
    if any(sent.state != "sent" for one in log for sent in one.deliveries):
        wrong.append("not all are sent")
    wrong += ["a signature" for row in logged(folder, "hook") if not _is_signed(row)]
    return {
        "alerts_expected": len(soldiers), "alerts_wrong": wrong, "alerts_doubled": unexplained(arrivals, killed),
        "came_again_under_the_same_key": len(repeated(arrivals)),
    }  # fmt: skip


def _is_signed(row: dict[str, Any]) -> bool:
    from pactwatch.alerts.webhook import signature

    return bool(row["pactwatch-signature"] == signature(SECRET, row["pactwatch-timestamp"], row["body"].encode()))


def preload() -> None:
    """Load the engine once, so that the processes that are killed share it."""
    from pactwatch.reading.parse import load_model, model_digest

    load_model()
    model_digest()


def problems(found: dict[str, Any]) -> Iterator[str]:
    """Yield what must not be."""
    for name in ("missed", "doubled", "fast", "alerts_wrong", "alerts_doubled", "refused", "failures"):
        if found[name]:
            yield f"{name}: {found[name]}"


def main() -> None:
    """Run the bench, print what was found as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, kind, default in (("feeds", int, 200), ("hosts", int, 50), ("hours", float, 24.0), ("kills", int, 10), ("seed", int, 1),
                                ("rate", float, 0.35), ("interval", float, 900.0)):  # fmt: skip
        parser.add_argument(f"--{name}", type=kind, default=default)
    parser.add_argument("--keep", type=Path, help="an empty folder for ledger and logs")
    given = parser.parse_args()
    preload()
    with tempfile.TemporaryDirectory() as made:
        folder = given.keep or Path(made)
        found = measure(
            folder, feeds=given.feeds, hosts=given.hosts, hours=given.hours, kills=given.kills, seed=given.seed, pause=(5.0, 120.0),
            rate=given.rate, interval=given.interval,
        )  # fmt: skip
    print(json.dumps(found, indent=1))
    if list(problems(found)):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
