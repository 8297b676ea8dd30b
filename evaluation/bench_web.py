"""How quickly the web server answers: `python -m evaluation.bench_web [--claims 100000] [--seconds 60] [--think 1] [--pause 0.5] [--ledger FILE]`.

A ledger of so many made-up claims, twenty a document over twelve years, is served by a process of its own. When stories, series and findings are
there, 20 readers ask for one address after another, each a while (`--think` seconds, give or take half) after the answer before, while two
writers review claims, each half a second (`--pause`) after the one before, some ten times as fast as a person; with `--pause 0` they never
rest, and the server does little else. One review in five rejects, one in ten edits. Printed are, for each address, how often it was asked and
the median and the 99th percentile of the server's own time (its Server-Timing header) and of the whole way, in milliseconds; and how many
reviews the writers made, all of which must be in the ledger. The ledger holds a case over eighteen documents (bench_web_case.py).

Exit 1 where an answer is other than asked for, a review is lost, the median of an address is above 200 ms of the server's own time, or
its 99th percentile above 500 ms; the percentile is held where an address was asked for a hundred times, and for all together.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from evaluation.bench_web_case import make_case
from pactwatch.model import Claim, Engine, Figure, Reading, make_document
from pactwatch.reading.actor_register import state_names
from pactwatch.store import open_ledger

A_DOCUMENT, BATCH = 20, 200
READERS, WRITERS = 20, 2
MEDIAN, LAST = 200.0, 500.0
"""Milliseconds of the server's own time: of the median of an address, and of its 99th percentile."""
WAIT = (503, 202)
"""What is answered while something is computed: by the API, by pages."""
ENOUGH = 100
"""Answers from which on a 99th percentile means something."""
REJECTED = 5
"""One in so many reviews rejects its claim, so that figures, balances and findings change; the others accept."""
EDITED, EDITED_TO = 10, {"name": "Islamic Republic of Iran", "actor": "IRN"}
"""One in so many reviews names another agent, so that lists and their counts change."""
TYPES = ("deploy_forces", "transfer_arms", "condemn_or_accuse", "meet", "treaty", "pay", "kill_or_wound", "exercise")
MODALITIES = ("happened", "planned", "alleged", "denied", "ongoing")
MEASURES = ("killed", "wounded", "deployed")
ENGINE = Engine(name="bench", version="1", models={})
TOPICS = ("sappers", "shells", "builders", "missiles", "coal", "workers", "ships", "drones", "pilots", "engines", "grain", "loans")
PATHS = (
    "/", "/claims", "/claims?agent=PRK", "/claims?text=sappers", "/claims?type=meet&since=2024-06&until=2024-07", "/review", "/origins",
    "/figures?population=PRK", "/pacts?one=PRK&two=RUS", "/map", "/provisions", "/sources", "/activity", "/cases", "/claims/CLAIM",
    "/documents/DOCUMENT", "/cases/CASE", "/cases/CASE/verify", "/origins/STORY", "/alerts",
    "/review?status=reopened", "/api/v1/claims", "/api/v1/claims?agent=PRK&modality=planned",
    "/api/v1/claims?text=sappers", "/api/v1/claims?offset=50000",
    "/api/v1/claims?status=accepted", "/api/v1/queue", "/api/v1/facets", "/api/v1/claims/CLAIM", "/api/v1/claims/CLAIM/reviews", "/api/v1/documents",
    "/api/v1/documents/DOCUMENT", "/api/v1/readings/DOCUMENT", "/api/v1/origins", "/api/v1/figures?population=PRK", "/api/v1/pacts/PRK/RUS",
    "/api/v1/assess", "/api/v1/assess?document=DOCUMENT", "/api/v1/instruments", "/api/v1/sources", "/api/v1/activity", "/api/v1/health",
    "/claims/excluded", "/read", "/figures", "/api/v1/map",
)  # fmt: skip
"""Addresses that are asked for; one that does not answer 200 is a failure."""
OF_A_DAY = ("/origins?as_of=DAY", "/figures?population=PRK&as_of=DAY", "/pacts?one=PRK&two=RUS&as_of=DAY", "/claims?since=DAY")
"""Asked for too with `--days`, each time of another day, of which nothing is kept: a page may then answer 202, that it is being computed."""


def readings(count: int) -> Iterator[Reading]:
    """Yield readings that hold `count` claims together; the same ones each time."""
    rng = random.Random(count)  # noqa: S311
    states = list(state_names().items())
    for n in range(0, count, A_DOCUMENT):
        yield _reading(n, rng, states)


def _reading(n: int, rng: random.Random, states: list[tuple[str, str]]) -> Reading:
    day = date(2014, 1, 1) + timedelta(days=rng.randrange(4400))
    parties = [("PRK", "North Korea"), ("RUS", "Russia")] if n % 50 == 0 else rng.sample(states, 2)
    names = [f"{rng.choice('BDFGKLMNPRSTV')}{rng.choice('aeiou')}{rng.choice('lmnrst')}{rng.choice('aeiou')}{n % 997}" for _ in range(4)]
    sentences = [
        f"{parties[0][1]} sent {rng.randrange(2, 900) * 10} {rng.choice(TOPICS)} of {rng.choice(names)} to {parties[1][1]}, {rng.choice(names)} said."
        for _ in range(A_DOCUMENT)
    ]
    text = " ".join(sentences)
    document = make_document(text, published=day.isoformat(), publisher=f"Outlet {n % 60}", title=f"{names[0]} on {rng.choice(TOPICS)} {n}")
    claims, figures, start = [], [], 0
    for k, sentence in enumerate(sentences):
        span = (start, start + len(sentence))
        claims.append(_claim(f"cl-{n + k:016x}", span, parties, names, day, rng))
        if k < 2:
            figures.append(_figure(f"fg-{n + k:016x}", claims[-1], span, parties[0], rng))
        start += len(sentence) + 1
    return Reading(document=document, engine=ENGINE, statements=(), claims=tuple(claims), problems=(), figures=tuple(figures))


def _claim(name: str, span: tuple[int, int], parties: list[tuple[str, str]], names: list[str], day: date, rng: random.Random) -> Claim:
    agent, recipient = ({"name": party[1], "actor": party[0], "span": None} for party in parties)
    head = (span[0], span[0] + 4)
    return msgspec.convert({
        "id": name, "type": rng.choice(TYPES), "plover": {"event": "AID", "mode": None}, "cameo": "07", "agent": agent, "recipient": recipient,
        "object": None, "quantity": None, "place": None, "origin": None, "destination": None, "modality": rng.choice(MODALITIES), "modality_cues": (),
        "time": {"start": day.isoformat(), "end": day.isoformat(), "precision": "day", "text": "", "span": head, "edtf": day.isoformat()},
        "attributed_to": ({"name": rng.choice(names), "actor": None, "cue": None, "span": head},), "evidence": (span,), "trigger": head,
        "same_as": None, "rule": "bench",
    }, Claim)  # fmt: skip


def _figure(name: str, claim: Claim, span: tuple[int, int], party: tuple[str, str], rng: random.Random) -> Figure:
    value = float(rng.randrange(1, 900) * 10)
    return msgspec.convert({
        "id": name, "measure": rng.choice(MEASURES), "unit": "troops", "population": f"{party[1]} soldiers", "group": "soldiers",
        "party": {"name": party[1], "actor": party[0], "span": None}, "place": None, "low": value, "best": value, "high": value,
        "comparator": "exact", "vague": False, "text": f"{value:.0f}", "span": (span[0], span[0] + 4), "kind": "stock", "additional": False,
        "initial": False,
        "revised": False, "likelihood": None, "per": None, "part_of": None, "derived": None, "as_of": claim.time.start if claim.time else None,
        "modality": claim.modality, "attributed_to": claim.attributed_to, "evidence": span, "claim": claim.id, "rule": "bench",
    }, Figure)  # fmt: skip


def build(path: Path, count: int) -> None:
    """Make the ledger."""
    begun, batch = time.monotonic(), []
    with open_ledger(path, create=True, who="bench") as ledger:
        for reading in readings(count):
            batch.append((reading, None))
            if len(batch) == BATCH:
                ledger.add_many(batch)
                batch = []
        ledger.add_many(batch)
    print(f"{count} claims in {time.monotonic() - begun:.0f} s")


def ask(port: int, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, float, float, bytes]:
    """Return status, the server's milliseconds, all milliseconds, and the body of one request."""
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Content-Type": "application/json"} if body is not None else {"Accept": "text/html" if not path.startswith("/api") else "*/*"}
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    answer = connection.getresponse()
    data = answer.read()
    timing = answer.headers.get("Server-Timing", "")
    connection.close()
    own = float(timing.partition("dur=")[2] or 0)
    return answer.status, own, (time.perf_counter() - begun) * 1000, data


def warm(port: int, paths: list[str], wait: float) -> list[str]:
    """Ask for each address until it is there, and say how long the first answer took; return those that there are."""
    there = []
    for path in paths:
        begun, status = time.monotonic(), WAIT[0]
        while status in WAIT and time.monotonic() - begun < wait:
            status = ask(port, "GET", path.replace("DAY", "2020-05-05"))[0]
            if status in WAIT:
                time.sleep(2)
        print(f"  first answer {time.monotonic() - begun:7.2f} s  {status}  {path}", flush=True)
        if status == 200:
            there.append(path)
    return there


def load(port: int, paths: list[str], claims: list[str], asked: argparse.Namespace) -> tuple[dict[str, list[tuple[float, float]]], int, int]:
    """Return the times of each address, the number of reviews made, and that of answers that were none."""
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    made, failed, until = [0] * WRITERS, [0], time.monotonic() + asked.seconds

    def read(number: int) -> None:
        rng = random.Random(number)  # noqa: S311
        while time.monotonic() < until:
            path = rng.choice(paths)
            day = f"{rng.randrange(2014, 2026)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
            status, own, whole, _ = ask(port, "GET", path.replace("DAY", day))
            failed[0] += status != 200 and not (status == 202 and "DAY" in path)
            times[path if status == 200 else f"{path} (being computed)"].append((own, whole))
            time.sleep(asked.think * rng.uniform(0.5, 1.5))  # who all waited as long would, after one stall, ask in step from then on

    def write(number: int) -> None:
        for n, claim in enumerate(claims[number::WRITERS]):
            if time.monotonic() > until:
                return
            given: dict[str, Any] = {"action": "accept" if n % REJECTED else "reject", "why": "bench"}
            if n % EDITED == 1:
                given |= {"action": "edit", "value": {"agent": EDITED_TO, "accept": True}}
            status, own, whole, _ = ask(port, "POST", f"/api/v1/claims/{claim}/reviews", given)
            times["POST /api/v1/claims/CLAIM/reviews"].append((own, whole))
            made[number] += status == 201
            failed[0] += status != 201
            time.sleep(asked.pause)

    threads = [threading.Thread(target=read, args=(n,)) for n in range(READERS)] + [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, sum(made), failed[0]


def report(times: dict[str, list[tuple[float, float]]]) -> None:
    """Print a line for each address, and one for all."""
    print(f"{'asked':>7} {'median':>8} {'p99':>8} {'median':>8} {'p99':>8}   (server's own time, then the whole way, ms)")
    every = [pair for path, found in times.items() if not path.startswith("POST") for pair in found]
    for path, found in [*sorted(times.items()), ("all that readers asked for", every)]:
        own, whole = sorted(pair[0] for pair in found), sorted(pair[1] for pair in found)
        last = max(0, int(len(found) * 0.99) - 1) if len(found) >= 100 else len(found) - 1
        print(f"{len(found):7} {median(own):8.1f} {own[last]:8.1f} {median(whole):8.1f} {whole[last]:8.1f}   {path}")


def too_slow(times: dict[str, list[tuple[float, float]]]) -> list[str]:
    """Return what took longer of the server's own time than it may."""
    every = [pair for path, found in times.items() if not path.startswith("POST") for pair in found]
    wrong = []
    for path, found in [*sorted(times.items()), ("all that readers asked for", every)]:
        own = sorted(pair[0] for pair in found)
        if own and median(own) > MEDIAN:
            wrong.append(f"{path}: the median is {median(own):.0f} ms, above {MEDIAN:.0f}")
        if len(own) >= ENOUGH and own[int(len(own) * 0.99) - 1] > LAST:
            wrong.append(f"{path}: the 99th percentile is {own[int(len(own) * 0.99) - 1]:.0f} ms, above {LAST:.0f}")
    return wrong


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=1.0)
    parser.add_argument("--pause", type=float, default=0.5, help="seconds that a writer waits after each review; 0: never rests")
    parser.add_argument("--days", action="store_true", help="ask as of random days too, which the server computes anew each time")
    parser.add_argument("--wait", type=float, default=1800, help="seconds to wait for what is first computed; what is not there then is left out")
    parser.add_argument("--ledger", type=Path, help="a ledger of an earlier run, or where to keep this one's")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.ledger or Path(folder) / "bench.db"
        if not path.exists():
            build(path, asked.claims)
        run(path, asked)


def story_of(port: int, document: str, wait: float) -> str:
    """Return the id of the story of a document, as soon as the server has compared them."""
    until = time.monotonic() + wait
    while time.monotonic() < until:
        status, _, _, body = ask(port, "GET", f"/api/v1/origins?document={document}")
        if status == 200:
            return str(json.loads(body)["stories"][0]["id"])
        time.sleep(2)
    return "STORY"


def run(path: Path, asked: argparse.Namespace) -> None:
    """Serve the ledger, ask, and print; exit 1 where something is too slow, lost, or other than asked for."""
    with open_ledger(path, create=True, who="bench") as ledger:
        case = make_case(ledger)
    with open_ledger(path) as ledger, ledger.view() as view:
        documents = [document for _, document in view.latest()]
        before = len(view.judgements())
    rng = random.Random(7)  # noqa: S311
    total = len(documents) * A_DOCUMENT
    claims = [f"cl-{n:016x}" for n in rng.sample(range(total), min(total, 20_000))]
    command = [sys.executable, "-m", "pactwatch.cli", "serve", "--port", "0", "--ledger", str(path), "--rate", "10000000"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)  # noqa: S603
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline().split("127.0.0.1:")[1].split("/")[0])
        known = {"CLAIM": claims[0], "DOCUMENT": documents[0], "CASE": case, "STORY": story_of(port, documents[0], asked.wait)}
        paths = [_named(path_, known) for path_ in (*PATHS, *(OF_A_DAY if asked.days else ()))]
        there = warm(port, paths, asked.wait)
        before_it = speed()
        times, made, failed = load(port, there, claims, asked)
        print(f"a million additions take {before_it:.0f} ms before and {speed():.0f} ms after; the limits are for a machine of its own")
        report(times)
    finally:
        server.terminate()
        server.wait(30)
    with open_ledger(path) as ledger, ledger.view() as view:
        kept = len(view.judgements()) - before
    print(f"{made} reviews made, {kept} in the ledger; {failed} answers were other than asked for")
    wrong = [*too_slow(times), *(f"{path_} is not there" for path_ in paths if path_ not in there)]
    wrong += [f"{made - kept} reviews are lost"] if made != kept else []
    wrong += [f"{failed} answers were other than asked for"] if failed else []
    for line in wrong:
        print(f"WRONG {line}")
    if wrong:
        raise SystemExit(1)


def speed() -> float:
    """Return the milliseconds that this machine takes for a million additions now: readings of a busy machine are told by it."""
    begun, total = time.perf_counter(), 0
    for n in range(1_000_000):
        total += n
    return (time.perf_counter() - begun) * 1000


def _named(path: str, known: dict[str, str]) -> str:
    for word, name in known.items():
        path = path.replace(word, name)
    return path


if __name__ == "__main__":
    main()
