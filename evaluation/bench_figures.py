"""How listing one population's series grows with the ledger: `python -m evaluation.bench_figures [--sizes 1000,10000,100000]`.

Each size is a ledger of its own with so many made-up figures of 190 states, three a document, over three and a half
years. Printed are the median milliseconds to look one party's figures up and to make its series with all their relations,
what that is per point, and the growth from size to size.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import msgspec

from pactwatch.commands.figures import Asked, find_series
from pactwatch.model import Engine, Figure, Party, Reading, Source, make_document
from pactwatch.reading.actor_register import state_names
from pactwatch.store import open_ledger

PARTIES = 190
A_DOCUMENT = 3
ROUNDS = 7
MEASURES = ("killed", "wounded", "casualties", "deployed", "present")
COMPARATORS = ("exact", "about", "at_least", "more_than")
ENGINE = Engine(name="bench", version="1", models={})


def readings(count: int) -> Iterator[Reading]:
    """Yield readings that hold `count` figures together; the same ones each time."""
    rng = random.Random(count)  # noqa: S311
    for n in range(0, count, A_DOCUMENT):
        day = (date(2022, 1, 1) + timedelta(days=rng.randrange(1300))).isoformat()
        document = make_document(f"Report {n} of {day}.", published=day, publisher=f"Outlet {n % 40}")
        figures = tuple(_figure(document.id, n + k, day, rng) for k in range(A_DOCUMENT))
        yield Reading(document=document, engine=ENGINE, statements=(), claims=(), problems=(), figures=figures)


def _figure(document: str, n: int, day: str, rng: random.Random) -> Figure:
    comparator = rng.choice(COMPARATORS)
    value = float(rng.randrange(1, 500) * 10)
    party, name = list(state_names().items())[n % PARTIES]
    return msgspec.convert({
        "id": f"fg-{document[4:]}-{n}", "measure": rng.choice(MEASURES), "unit": "troops", "population": f"{name} soldiers", "group": "soldiers",
        "party": Party(name=name, actor=party), "place": None, "low": value, "best": value,
        "high": value if comparator in ("exact", "about") else None, "comparator": comparator, "vague": False, "text": f"{value:.0f}",
        "span": (0, 6), "kind": "stock", "additional": False, "initial": False, "revised": False, "likelihood": None, "per": None,
        "part_of": None, "derived": None, "as_of": day, "modality": "happened", "attributed_to": (Source(name=f"Office {rng.randrange(8)}"),),
        "evidence": (0, 6), "claim": None, "rule": "bench",
    }, Figure)  # fmt: skip


def measure(size: int, folder: Path) -> tuple[float, float, int]:
    """Return (median milliseconds, and of those the processor's, to list one party's series; its points) at `size` figures."""
    path = folder / f"{size}.db"
    with open_ledger(path, create=True) as ledger:
        ledger.add_many((reading, None) for reading in readings(size))
    taken, busy, points = [], [], 0
    for n in range(ROUNDS):
        with open_ledger(path) as ledger, ledger.view() as view:
            start, begun = time.perf_counter(), time.process_time()
            series = find_series(view, Asked(population=list(state_names())[n * 7]))
            taken.append(1000 * (time.perf_counter() - start))
            busy.append(1000 * (time.process_time() - begun))
            points = sum(len(s.points) for s in series)
    return median(taken), median(busy), points


def main() -> int:
    """Measure each size in turn and print a line for it."""
    parser = argparse.ArgumentParser(prog="evaluation.bench_figures", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000", help="figures in the ledger, parted by commas")
    before: float | None = None
    with tempfile.TemporaryDirectory() as folder:
        for size in (int(part) for part in parser.parse_args().sizes.split(",")):
            waited, found, points = measure(size, Path(folder))
            growth = f"  x{found / before:.1f}" if before else ""
            shown = f"{waited:8.1f} ms, {found:.1f} of the processor, for {points} points of one party"
            print(f"{size:>8} figures: {shown} ({found / max(points, 1):.2f} a point){growth}")
            print(f"measured {size}", file=sys.stderr)
            before = found
    return 0


if __name__ == "__main__":
    sys.exit(main())
