"""How long comparing takes as a ledger grows from 1,000 to 100,000 claims: `python -m evaluation.bench_origins`.

usage: python -m evaluation.bench_origins [--claims 1000,10000,100000] [--probes N]

Documents are made up: stories of one to eight reports over a year, with five claims each; half of their words are drawn
by the program's own table of frequencies, half are rare. What fills the ledger is linked by the stories that it was made of,
which spares finding links; probes are placed as any new article is. Probes are the reports of new stories, one after the
other: timed are placing one (candidates, scores, grouping anew) and tracing its story (claimants, pairs, drifts). Printed are
medians and 95th percentiles in milliseconds, with the growth of the medians over the first size.

Exit 1 when at the largest size a median is above its limit (LIMITS).
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from datetime import date, timedelta

from pactwatch.data import read_rows
from pactwatch.origins.copies import signature
from pactwatch.origins.index import StoryIndex
from pactwatch.origins.trace import trace
from pactwatch.origins.types import Facts, Figure, Line, Voice
from pactwatch.origins.words import shingles

CLAIMS_EACH = 5
START = date(2024, 6, 1)
LIMITS = {"place": 50.0, "trace": 200.0}
"""Milliseconds at the median, for 100,000 claims."""
STATES = ("RUS", "UKR", "PRK", "KOR", "USA", "IRN", "MLI", "FRA", "POL", "SDN", "TUR", "CHN")


class World:
    """Makes stories and their reports; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._source = random.Random(seed)  # noqa: S311 - made-up texts, the same on every run
        rows = [row for row in read_rows("origins/frequencies.tsv") if row["stem"] != "*"]
        self._known, self._weights = [row["stem"] for row in rows], [int(row["texts"]) for row in rows]

    def words(self, number: int) -> list[str]:
        """Return words as the news has them: a half from the program's table of frequencies, by these, a half rare ones."""
        known = self._source.choices(self._known, self._weights, k=number // 2)
        return [*known, *(f"w{self._source.randrange(60_000)}" for _ in range(number - number // 2))]

    def story(self) -> list[tuple[Facts, str]]:
        """Return the reports of a new story with their texts."""
        day = START + timedelta(days=self._source.randrange(365))
        names = [f"n{self._source.randrange(20_000)}" for _ in range(3)] + self.words(6)
        core, states = self.words(30), self._source.sample(STATES, 3)
        number = float(self._source.randrange(20, 9000))
        size = min(8, int(self._source.paretovariate(1.1)))
        return [self._report(names, core, states, number, day + timedelta(days=self._source.randrange(3))) for _ in range(size)]

    def _report(self, names: list[str], core: list[str], states: list[str], number: float, day: date) -> tuple[Facts, str]:
        source = self._source
        mine = [*source.sample(core, 20), *self.words(40)]
        source.shuffle(mine)
        named = [*source.sample(names, 4), f"n{source.randrange(20_000)}"]
        thirds = [mine[:20], mine[20:40], mine[40:]]
        lines = tuple(
            Line(span=(n * 100, n * 100 + 99), words=tuple(sorted(set(part))), names=tuple(named[:2]), countries=tuple(states))
            for n, part in enumerate(thirds)
        )
        figure = Figure(span=(5, 9), line=0, low=number, high=number, comparator="exact", unit="troops", measure="", counted=("soldier",),
                        verb="send", certainty="fact")  # fmt: skip
        state = source.choice(states)
        voice = Voice(name=f"ministry of {state}", voice=f"ministry of {state}", actor=None, kind="ministry", side=state,
                      keys=(f"id:{state}-MOD",), standing="own", lines=(0,), spans=((0, 4),))  # fmt: skip
        text = " ".join([*named, *mine]) + " " * 300
        facts = Facts(
            document=f"doc-{source.getrandbits(64):016x}", title=" ".join(mine[:6]), publisher=f"outlet {source.randrange(400)}",
            published=day.isoformat(), words=tuple(sorted(set(mine))), names=tuple(sorted(set(named))), heading=tuple(mine[:6]),
            countries=tuple(states), days=(day.isoformat(),), types=("deploy_forces",), signature=signature(shingles(text)), lines=lines,
            figures=(figure,), voices=(voice,), claims=("cl-1",) * CLAIMS_EACH, evidence=((0, 10),) * CLAIMS_EACH,
        )  # fmt: skip
        return facts, text


def measure(sizes: list[int], probes: int) -> dict[int, dict[str, list[float]]]:
    """Return the milliseconds of each probe by number of claims and by what was timed."""
    world, index, texts = World(7), StoryIndex(), dict[str, str]()
    found = {}
    for size in sizes:
        while len(index) * CLAIMS_EACH < size:
            before: dict[str, float] = {}
            for facts, text in world.story():
                texts[facts.document] = text
                index.link(facts, before)
                before[facts.document] = 2.0
        index.regroup()
        found[size] = _probe(world, index, texts, probes)
        print(f"measured {size} claims", file=sys.stderr)
    return found


def _probe(world: World, index: StoryIndex, texts: dict[str, str], probes: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {"place": [], "trace": []}
    while len(times["place"]) < probes:
        for facts, text in world.story():
            texts[facts.document] = text
            start = time.perf_counter()
            story = index.add(facts)
            placed = time.perf_counter()
            trace([index.facts(name) for name in story], texts)
            times["place"].append(1000 * (placed - start))
            times["trace"].append(1000 * (time.perf_counter() - placed))
    return times


def main() -> int:
    """Measure, print, gate; return the exit code."""
    parser = argparse.ArgumentParser(prog="evaluation.bench_origins", description="comparing as a ledger grows")
    parser.add_argument("--claims", default="1000,10000,100000")
    parser.add_argument("--probes", type=int, default=200)
    asked = parser.parse_args()
    sizes = sorted(int(size) for size in asked.claims.split(","))
    found = measure(sizes, asked.probes)
    print(f"{'claims':>8s} {'what':8s} {'median ms':>10s} {'95 % ms':>10s} {'growth':>7s}")
    for size, times in found.items():
        for what, values in times.items():
            median = statistics.median(values)
            growth = median / statistics.median(found[sizes[0]][what])
            print(f"{size:8d} {what:8s} {median:10.2f} {sorted(values)[int(0.95 * len(values))]:10.2f} {growth:7.1f}")
    slow = [what for what, limit in LIMITS.items() if statistics.median(found[sizes[-1]][what]) > limit]
    for what in slow:
        print(f"FAILED {what}: above {LIMITS[what]:g} ms at the median", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
