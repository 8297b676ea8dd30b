"""`make bench`: the engine's speed and size as ratios against yardsticks of the same run, and a gate on the ratios.

usage: python -m evaluation.bench [--rounds N]

Exit 1 when a figure breaks its limit in evaluation/bench_floors.toml or a part fails, each named on stderr. What this
machine cannot show (two processes on one core, memory without /proc) is "unmeasured" and printed as such.
"""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

from evaluation import bench_measures as parts
from evaluation.bench_assess import assess_speed

LIMITS = Path(__file__).parent / "bench_floors.toml"
MINIMUM_ROUNDS = 5


def collect(rounds: int) -> tuple[dict[str, float], dict[str, str]]:
    """Return the figures by name, and why each part that failed did."""
    figures: dict[str, float] = {}
    failed: dict[str, str] = {}
    work: dict[str, Callable[[], dict[str, float]]] = {
        "one process": lambda: parts.one_process(rounds),
        "two processes": lambda: parts.two_processes(rounds),
        "memory": parts.peak_of_one_process,
        "fresh processes": lambda: parts.fresh_processes(rounds),
        "assessment": assess_speed,
    }
    if (os.cpu_count() or 1) < 2:
        print("unmeasured: two processes (this machine has one core)", file=sys.stderr)
        del work["two processes"]
    for name, run in work.items():
        try:
            figures |= run()
        except Exception as error:  # a part that fails is reported; the others are still measured
            failed[name] = f"{type(error).__name__}: {error}"
        print(f"measured {name}", file=sys.stderr)
    if {"articles_per_second_one_worker", "articles_per_second_two_processes"} <= figures.keys():
        figures["two_over_one"] = figures["articles_per_second_two_processes"] / figures["articles_per_second_one_worker"]
    return figures, failed


def check(figures: dict[str, float], limits: dict[str, dict[str, float]]) -> tuple[list[str], list[str]]:
    """Return (what breaks its limit, which limits could not be tried)."""
    broken, untried = [], []
    for name, limit in limits.items():
        value = figures.get(name)
        if value is None:
            untried.append(name)
        elif value > limit.get("at_most", float("inf")):
            broken.append(f"{name}: {value:.3f} is above {limit['at_most']:g}")
        elif value < limit.get("at_least", float("-inf")):
            broken.append(f"{name}: {value:.3f} is below {limit['at_least']:g}")
    return broken, untried


def main() -> int:
    """Measure, print, gate; return the exit code."""
    parser = argparse.ArgumentParser(prog="evaluation.bench", description="speed and size against yardsticks")
    parser.add_argument("--rounds", type=int, default=MINIMUM_ROUNDS)
    rounds = max(MINIMUM_ROUNDS, parser.parse_args().rounds)
    limits = tomllib.loads(LIMITS.read_text(encoding="utf-8"))
    figures, failed = collect(rounds)
    for name, value in figures.items():
        words = " ".join(f"{key.replace('_', ' ')} {bound:g}" for key, bound in limits.get(name, {}).items())
        print(f"{name:36s} {value:10.3f}  {words}".rstrip())
    for name, why in failed.items():
        print(f"FAILED {name}: {why}", file=sys.stderr)
    broken, untried = check(figures, limits)
    for line in broken:
        print(f"FAILED {line}", file=sys.stderr)
    if untried:
        print(f"not tried (unmeasured): {', '.join(untried)}", file=sys.stderr)
    return 1 if broken or failed else 0


if __name__ == "__main__":
    sys.exit(main())
