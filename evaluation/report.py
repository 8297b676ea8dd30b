"""Printing measures: a plain table for the terminal, a Markdown table for the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from evaluation.error_classes import ErrorClasses
from evaluation.floors import Floor
from evaluation.measures import Measure

BEGIN, END = "<!-- figures: begin (written by evaluation.run --markdown) -->", "<!-- figures: end -->"


def table(measures: Iterable[Measure], floors: dict[str, Floor]) -> str:
    """Return one line a measure: name, value with its 95 % interval, basis, floor."""
    lines = [f"{'measure':34s} {'value':>6s}  {'95 % interval':15s} {'floor':>6s}  basis"]
    for m in measures:
        floor = f"{floors[m.name].floor:.3f}" if m.name in floors else "-"
        if m.value is None:
            lines.append(f"{m.name:34s} {'-':>6s}  {'unmeasured':15s} {floor:>6s}  {m.why}")
        else:
            lines.append(f"{m.name:34s} {m.value:6.3f}  {interval(m):15s} {floor:>6s}  {m.basis}")
    return "\n".join(lines)


def interval(measure: Measure) -> str:
    """Return the interval as text; a dash where none is known."""
    return f"[{measure.low:.3f}, {measure.high:.3f}]" if (measure.low, measure.high) != (0.0, 1.0) else "-"


def errors(title: str, classes: ErrorClasses, number: int) -> str:
    """Return the largest error classes with their examples."""
    lines = [f"largest error classes: {title}"]
    for name, count in classes.largest(number):
        lines.append(f"{count:5d}  {name}")
        lines += [f"         {example[:150]}" for example in classes.examples[name]]
    return "\n".join(lines)


def markdown(measures: Iterable[Measure]) -> str:
    """Return the measures as a Markdown table."""
    lines = ["| measure | value | 95 % interval | rests on |", "|---|---|---|---|"]
    for m in measures:
        value = "unmeasured" if m.value is None else f"{m.value:.3f}"
        lines.append(f"| `{m.name}` | {value} | {interval(m)} | {m.why if m.value is None else m.basis} |")
    return "\n".join(lines)


def write_between_markers(path: Path, measures: Sequence[Measure]) -> None:
    """Replace what stands between the markers in the file at `path`; raise ValueError if they are not there."""
    text = path.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise ValueError(f"{path.name}: the markers of the figures are missing")
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    path.write_text(f"{head}{BEGIN}\n{markdown(measures)}\n{END}{tail}", encoding="utf-8")
