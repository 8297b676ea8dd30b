"""How the ledger holds up from 10 thousand to 5 million claims, on SQLite and PostgreSQL: `python -m evaluation.bench_store`.

usage: python -m evaluation.bench_store [--ledger PATH|URL] [--sizes 10000,100000,1000000] [--rounds 9] [--have]

The ledger grows from size to size by `pactwatch load`, from shards that were written before the clock ran. Claims are made up: five a
document, 22 types as unequal as in the news, two thousand names and more as the ledger grows, few of them frequent, ten years
of days, texts of 900 characters, a figure in every second document, chains of up to two sources; one document in fifty has been read by
two versions of the engine. At each size what a page of the program asks is timed, each time with another value: printed are
medians in milliseconds. Exit 1 where one is above 300 ms at the largest size (LIMIT), or loading is below 5,000 claims a second.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from statistics import median

from evaluation.told_stories import story_of, tell_stories
from pactwatch.commands.figures import Asked, find_series
from pactwatch.commands.loading import load_shards
from pactwatch.ids import content_id
from pactwatch.model import Claim, Engine, Figure, Party, Plover, Quantity, Reading, Source, Span, Time, make_document
from pactwatch.reading.actor_register import state_names
from pactwatch.runners.shards import ShardInfo, reading_row, shard_path, write_shard
from pactwatch.store import ClaimFilter, open_ledger
from pactwatch.store.view import View

A_DOCUMENT = 5
SHARD = 100_000
"""Claims of a shard."""
LIMIT, LEAST = 300.0, 5000.0
"""Milliseconds of a query at the median; claims loaded a second."""
TYPES = ("deploy_forces", "attack", "statement", "exercise", "transfer_arms", "treaty", "sanction", "visit", "train", "denial", "produce",
         "send_workers", "pay", "fly", "ship", "launch", "test_weapon", "recruit", "withdraw", "mediate", "protest", "detain")  # fmt: skip
MODALITIES = ("happened", "planned", "ongoing", "alleged", "denied", "possible", "demanded")
MEASURES = ("killed", "wounded", "deployed", "present", "casualties")
START, DAYS = date(2015, 1, 1), 3650


class World:
    """Makes documents with claims; the same seed makes the same ones."""

    def __init__(self, seed: int = 7) -> None:
        self._rng = random.Random(seed)  # noqa: S311 - made-up texts, the same on every run
        self._count = 0
        self._states = list(state_names().items())
        self.words = [f"w{self._rng.randrange(36**4):x}" for _ in range(60_000)]

    def readings(self, claims: int) -> Iterator[Reading]:
        """Yield readings with `claims` claims together."""
        made = 0
        while made < claims:
            reading = self._reading("2")
            if self._count % 50 == 0:
                yield Reading(document=reading.document, engine=Engine(name="bench", version="1", models={}), statements=(), claims=(), problems=())
            yield reading
            made += A_DOCUMENT

    def word(self) -> str:
        """Return a word as unequally frequent as words are."""
        return self.words[min(int(self._rng.paretovariate(0.6)), len(self.words)) - 1]

    def _name(self) -> Party:
        drawn = self._rng.random()
        if drawn < 0.6:
            actor, name = self._states[min(int(self._rng.paretovariate(0.8)), len(self._states)) - 1]
            return Party(name=name, actor=actor)
        most = 2000 + self._count // 20
        return Party(name=f"Ministry {min(int(self._rng.paretovariate(0.5)), most)} of {self._rng.choice(self._states[:40])[1]}")

    def _reading(self, version: str) -> Reading:
        self._count += 1
        rng = self._rng
        # an archive comes more or less in the order of its days
        day = START + timedelta(days=min(DAYS, max(0, int(self._count / 300 % DAYS) + rng.randrange(-20, 20))))
        words = [self.word() for _ in range(120)]
        starts = [0]
        for word in words:
            starts.append(starts[-1] + len(word) + 1)
        document = make_document(
            " ".join(words), title=" ".join(self.word() for _ in range(8)), published=day.isoformat(), publisher=f"Outlet {rng.randrange(400)}",
            url=f"https://outlet{rng.randrange(400)}.example/{self._count}",
        )  # fmt: skip
        engine = Engine(name="bench", version=version, models={})
        claims = tuple(self._claim(document.id, n, starts, day) for n in range(A_DOCUMENT))
        figures = (self._figure(document.id, day),) if self._count % 2 else ()
        return Reading(document=document, engine=engine, statements=(), claims=claims, problems=(), figures=figures)

    def _claim(self, document: str, n: int, starts: list[int], day: date) -> Claim:
        rng, first = self._rng, n * 24
        evidence: Span = (starts[first], starts[first + 20] - 1)
        number = float(rng.randrange(1, 9000))
        word: Span = (starts[first], starts[first + 1] - 1)
        quantity = Quantity(low=number, high=number, comparator="exact", unit="troops", text=f"{number:.0f}", span=word)
        when = day - timedelta(days=rng.randrange(30))
        same_day = Time(start=when.isoformat(), end=when.isoformat(), precision="day", text="", span=evidence, edtf=when.isoformat())
        sources = tuple(Source(name=p.name, actor=p.actor) for p in (self._name() for _ in range(rng.randrange(3))))
        return Claim(
            id=content_id("cl", document, n, rng.random()), type=TYPES[min(int(rng.paretovariate(0.7)), len(TYPES)) - 1],
            plover=Plover(event="AID"), cameo="07", agent=self._name(), recipient=self._name() if n % 2 else None, object=None,
            quantity=quantity if n % 2 else None, time=same_day if n % 3 else None, place=None, origin=None, destination=None,
            modality=rng.choices(MODALITIES, (50, 15, 10, 10, 5, 5, 5))[0], modality_cues=(), attributed_to=sources, evidence=(evidence,),
            trigger=evidence, same_as=None, rule="bench",
        )  # type: ignore[arg-type]  # fmt: skip

    def _figure(self, document: str, day: date) -> Figure:
        rng = self._rng
        actor, name = self._states[min(int(rng.paretovariate(0.25)), len(self._states)) - 1]
        group = min(int(rng.paretovariate(0.2)), 40 + self._count // 40)
        value = float(rng.randrange(1, 500) * 10)
        known = rng.random() < 0.9
        return Figure(
            id=content_id("fg", document), measure=rng.choice(MEASURES), unit="troops", population=f"{name} unit {group}", group=None,
            party=Party(name=name, actor=actor) if known else None, place=None, low=value, best=value, high=value, comparator="exact",
            vague=False, text=f"{value:.0f}", span=(0, 3), kind="stock", additional=False, initial=False, revised=False, likelihood=None,
            per=None, part_of=None, derived=None, as_of=day.isoformat(), modality="happened",
            attributed_to=(Source(name=f"Office {rng.randrange(8)}"),), evidence=(0, 3), claim=None, rule="bench",
        )  # fmt: skip


def load(where: str, world: World, claims: int, folder: Path) -> tuple[float, float]:
    """Add `claims` claims; return the seconds on the clock and of this process that loading took."""
    wall, busy, done = 0.0, 0.0, 0
    while done < claims:
        now = min(SHARD, claims - done)
        info = ShardInfo(key=f"{claims + done:032d}", engine="bench", version="2", gate=None, archives={"made up": ""}, part=0, parts=1)
        write_shard(folder, info, (reading_row(f"{n}", "made up", n, reading, None) for n, reading in enumerate(world.readings(now))), {})
        start, begun = time.perf_counter(), time.process_time()
        load_shards([str(folder)], where, quiet=True)
        wall, busy, done = wall + time.perf_counter() - start, busy + time.process_time() - begun, done + now
        shard_path(folder, info.key).unlink()
        print(f"loaded {done:,} of {claims:,} claims, {done / wall:,.0f} a second", file=sys.stderr, flush=True)
    return wall, busy


def queries(view: View, size: int, told: list[str]) -> dict[str, Callable[[int], object]]:
    """Return what is timed, by name; each takes the number of its round, which chooses the value that is asked for."""
    states = list(state_names())
    frequent = World().words[:3]

    @lru_cache
    def some(n: int) -> list[str]:
        rows = list(view.claims(ClaimFilter(limit=1, offset=(n + 1) * size // 20)))
        return [rows[0].document.id, rows[0].claim.id, rows[0].quotes[0].split()[5]]

    def page(**wanted: object) -> Callable[[int], object]:
        def ask(n: int) -> object:
            given = {name: value(n) if callable(value) else value for name, value in wanted.items()}
            chosen = ClaimFilter(**({"limit": 50} | given))  # type: ignore[arg-type]
            return [list(view.claims(chosen)), view.count(chosen, at_most=1050)]

        return ask

    for n in range(11):
        some(n)  # the values that are asked for are looked up before the clock runs
    month = lambda n: f"{2015 + n % 10}-0{1 + n % 9}"  # noqa: E731
    return {
        "page, no filter": page(),
        "page, far on": page(offset=lambda n: size * 4 // 5 - n),
        "page, a frequent type": page(type=lambda n: TYPES[n % 3]),
        "page, a rare type": page(type=lambda n: TYPES[-1 - n % 3]),
        "page, a frequent agent": page(agent=lambda n: states[n % 3]),
        "page, a name in words": page(agent=lambda n: f"Ministry {40 + n}"),
        "page, said by": page(said_by=lambda n: states[n % 9]),
        "page, a month": page(since=month, until=month),
        "page, agent, type, since": page(agent=lambda n: states[n % 5], type=lambda n: TYPES[n % 4], since="2020"),
        "page, one document": page(document=lambda n: some(n)[0]),
        "search, a frequent word": page(text=lambda n: frequent[n % 3]),
        "search, a prefix": page(text=lambda n: some(n)[2][:4] + "*"),
        "search, a word": page(text=lambda n: some(n)[2]),
        "search, two words": page(text=lambda n: f"{some(n)[2]} {some(n + 1)[2]}"),
        "search, word and agent": page(text=lambda n: some(n)[2], agent=lambda n: states[n % 3]),
        "one claim": lambda n: view.claim(some(n)[1]),
        "story": lambda n: story_of(view, told[n * len(told) // 10]),
        "figure series": lambda n: find_series(view, Asked(population=states[20 + 7 * n])),
    }


def processor(view: View) -> Callable[[], float]:
    """Return a clock of the processor's seconds, of this process and of the database's for it, whoever else uses the machine."""
    raw = getattr(view._connection.connection.driver_connection, "info", None)
    stat = Path(f"/proc/{raw.backend_pid}/stat") if raw is not None else None
    if stat is None or not stat.exists():
        return time.process_time
    ticks = os.sysconf("SC_CLK_TCK")

    def now() -> float:
        fields = stat.read_text().rsplit(") ", 1)[1].split()
        return time.process_time() + (int(fields[11]) + int(fields[12])) / ticks

    return now


def measure(view: View, size: int, rounds: int, told: list[str]) -> dict[str, tuple[float, float]]:
    """Return the median milliseconds of each query, on the clock and of the processor."""
    found, busy = {}, processor(view)
    for name, ask in queries(view, size, told).items():
        ask(rounds)  # what is asked next has other values; the caches of the database are warm as in a program that runs
        taken, used = [], []
        for n in range(rounds):
            start, begun = time.perf_counter(), busy()
            ask(n)
            taken.append(1000 * (time.perf_counter() - start))
            used.append(1000 * (busy() - begun))
        found[name] = (median(taken), median(used))
        print(f"{size:,}: {name}: {found[name][0]:.1f} ms, {found[name][1]:.1f} of the processor", file=sys.stderr, flush=True)
    return found


def main() -> int:
    """Grow, measure, print a table, gate."""
    parser = argparse.ArgumentParser(prog="evaluation.bench_store", description="the ledger as it grows")
    parser.add_argument("--ledger", help="an empty place; a file of its own that goes afterwards unless given")
    parser.add_argument("--sizes", default="10000,100000,1000000", help="claims, parted by commas")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--have", action="store_true", help="the ledger holds claims of an earlier run, as many as --sizes says: only ask")
    asked = parser.parse_args()
    sizes = sorted(int(part) for part in asked.sizes.split(","))
    with tempfile.TemporaryDirectory() as folder, open_ledger(asked.ledger or Path(folder) / "bench.db", create=True) as ledger:
        shards, found, rates = Path(folder) / "shards", {}, {}
        shards.mkdir()
        world, have, documents = World(), 0, 0
        for size in sizes:
            wall, busy = (1.0, 1.0) if asked.have else load(ledger.address, world, size - have, shards)
            rates[size] = ((size - have) / wall, (size - have) / busy)
            have = size
            told = tell_stories(ledger, documents)
            ledger.analyse()
            with ledger.view() as view:
                documents = len(view.latest())
                found[size] = measure(view, size, asked.rounds, told)
    print(f"{'':28}" + "".join(f"{size:>12,}" for size in sizes))
    print(f"{'claims loaded a second':28}" + "".join(f"{rates[size][0]:12,.0f}" for size in sizes))
    print(f"{'... of this processor':28}" + "".join(f"{rates[size][1]:12,.0f}" for size in sizes))
    for name in found[sizes[0]]:
        print(f"{name + ', ms':28}" + "".join(f"{found[size][name][0]:12.1f}" for size in sizes))
        print(f"{'... of the processor':28}" + "".join(f"{found[size][name][1]:12.1f}" for size in sizes))
    slow = [name for name, (taken, _) in found[sizes[-1]].items() if taken > LIMIT]
    for name in slow:
        print(f"FAILED {name}: above {LIMIT:g} ms", file=sys.stderr)
    if rates[sizes[-1]][0] < LEAST:
        print(f"FAILED loading: {rates[sizes[-1]][0]:,.0f} claims a second, not {LEAST:,.0f}", file=sys.stderr)
    return 1 if slow or rates[sizes[-1]][0] < LEAST else 0


if __name__ == "__main__":
    sys.exit(main())
