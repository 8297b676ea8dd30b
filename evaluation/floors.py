"""Floors: what each gated measure may not fall below. Raised by `--raise`; lowered only by hand, with a reason.

A floors file holds one table a measure:

    ["own.tune.claims_f1"]
    floor = 0.512
    highest = 0.512     # the highest floor there ever was; a floor below it needs `reason = "..."`
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evaluation.measures import Measure

SCALE = 10_000.0


@dataclass(frozen=True)
class Floor:
    """The floor of one measure, the highest it has been, and why it is lower than that (if it is)."""

    floor: float
    highest: float
    reason: str = ""


def load(path: Path) -> dict[str, Floor]:
    """Return the floors by measure; none if the file does not exist."""
    if not path.is_file():
        return {}
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: Floor(float(row["floor"]), float(row["highest"]), str(row.get("reason", "")))
        for name, row in tables.items()
    }


def rounded_down(value: float) -> float:
    """Return `value` cut to four digits, so that a floor never lies above the value it was taken from."""
    return math.floor(value * SCALE + 1e-9) / SCALE


def check(measures: Iterable[Measure], floors: dict[str, Floor]) -> list[str]:
    """Return what is wrong, one line each; empty when the gate is open. Unmeasured figures are not judged here."""
    known = {measure.name: measure for measure in measures}
    problems = []
    for name, measure in known.items():
        if name not in floors:
            if measure.gated and measure.value is not None:
                problems.append(f"{name}: has no floor (run with --raise to set it)")
        elif measure.value is not None and rounded_down(measure.value) < floors[name].floor:
            problems.append(f"{name}: {measure.value:.4f} is below its floor {floors[name].floor:.4f}")
    for name, floor in floors.items():
        if name not in known:
            problems.append(f"{name}: has a floor but was not reported")
        if floor.floor < floor.highest and not floor.reason.strip():
            problems.append(f"{name}: floor {floor.floor:.4f} was lowered from {floor.highest:.4f} without a reason")
    return problems


def raised(measures: Iterable[Measure], floors: dict[str, Floor]) -> dict[str, Floor]:
    """Return the floors with those of gated, measured figures raised to their values; none is ever lowered."""
    out = dict(floors)
    for measure in measures:
        if not measure.gated or measure.value is None:
            continue
        value, old = rounded_down(measure.value), out.get(measure.name)
        if old is None:
            out[measure.name] = Floor(value, value)
        elif value > old.floor:
            highest = max(value, old.highest)
            out[measure.name] = Floor(value, highest, "" if value >= old.highest else old.reason)
    return out


def save(path: Path, floors: dict[str, Floor]) -> None:
    """Write the floors, in the order of their names."""
    lines = ["# Written by --raise. To lower a floor, edit `floor` by hand and add a `reason`; leave `highest`.", ""]
    for name in sorted(floors):
        row = floors[name]
        lines += [f'["{name}"]', f"floor = {row.floor:.4f}", f"highest = {row.highest:.4f}"]
        if row.reason:
            escaped = row.reason.replace("\\", "\\\\").replace('"', '\\"')
            lines.append(f'reason = "{escaped}"')
        lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")
