"""Figure series in the terminal: each point with its bounds as a bar, its words, claimant and day; conflicts below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from pactwatch.casefile.plain import left_out_words, one_line
from pactwatch.casefile.wording import modality_sign
from pactwatch.figures.grades import unsupported_words
from pactwatch.figures.occasions import STOCK
from pactwatch.figures.places import name_key
from pactwatch.figures.points import UNBOUNDED, Point, interval
from pactwatch.figures.series import Series
from pactwatch.figures.wording import amount, number

WIDTH = 24
"""Characters of the bar."""
SHOWN = 8
"""Relations of each kind that are printed; JSON has all of them."""


def print_series(console: Console, series: Sequence[Series], data: Sequence[dict[str, Any]]) -> None:
    """Print the series, the largest first."""
    for one, row in zip(series, data, strict=True):
        console.print(Text(one_line(_title(one)), style="bold"))
        top = scale(one.points)
        for p, told in zip(one.points, row["points"], strict=True):
            console.print(Text(f"{point_line(p, top)}{review_words(told)}"), soft_wrap=True)
        for found in row["conflicts"][:SHOWN]:
            console.print(Text(f"  conflict: {one_line(found['reason'])}", style="bold red"))
        explained = [e for e in row["explained"] if e["relation"] in ("explained_by_sum", "supersedes")]
        for found in explained[:SHOWN]:
            console.print(Text(f"  {one_line(found['by'])}", style="green"))
        rest = len(row["explained"]) - len(explained[:SHOWN]) + len(row["conflicts"][SHOWN:])
        if rest:
            console.print(Text(f"  and {rest} more comparisons: --format json has them"))
        if one.uncompared:
            console.print(Text(f"  {number(one.uncompared)} pairs of figures were too many, and too far apart in time, to be compared"))
        for estimate in row["estimates"]:
            console.print(Text(f"  {one_line(estimate_line(estimate, row['points']))}", style="bold"))
            for line in left_out_of(estimate):
                console.print(Text(f"    {one_line(line)}"), soft_wrap=True)
        console.print()


def print_left_out(console: Console, left: Sequence[dict[str, Any]], *, whole: bool) -> None:
    """Print how many figures count in no series; of the `whole` list each with who left it out and why."""
    hint = "" if whole else "; --why shows which, by whom and why"
    console.print(Text(f"{left_out_words(len(left), 'figure')}{hint}", style="italic"))
    for one in left if whole else ():
        what = f"{one['published'] or 'undated':10}  {one['amount']} {one['measure']}  {one['claimant'] or 'the outlet itself'}"
        console.print(Text("  " + one_line(f"{what}  {left_out_line(one)}")), soft_wrap=True)


def left_out_line(one: dict[str, Any]) -> str:
    """Return why a claim is left out: "rejected by A. Analyst on 2025-06-20: misread  cl-..."."""
    return f"{one['status']} by {one['who']} on {one['at'][:10]}: {one['why']}  {one['claim']}"


def _title(series: Series) -> str:
    unit = f" ({series.unit})" if series.measure == "money" or " per " in series.unit else ""
    place = f", {series.place}" if series.place else ""
    return f"{series.measure}{unit}: {series.population}{place}, {len(series.points)} figure{'s' if len(series.points) != 1 else ''}"


def scale(points: Sequence[Point]) -> float:
    """Return the highest bound that is given, at least 1: the right end of the bars."""
    ends = [v for p in points for v in (p.figure.low, p.figure.best, p.figure.high) if v is not None]
    return max([1.0, *ends]) * 1.05


def point_line(p: Point, top: float) -> str:
    """Return a line: day, bar (▪ best, ─ between the bounds, ► open above, ◄ open below), figure, state, claimant."""
    f = p.figure
    source = f.attributed_to[-1].name if f.attributed_to else (p.publisher or "the outlet itself")
    marks = ("+" if f.additional else "") + ("~" if f.kind == "flow" else "")
    place = f" in {f.place.name}" if f.place else ""
    said = f"{p.day or 'undated':10}  {bar(p, top)}  {marks}{amount(f)}{place}  {modality_sign(f.modality)} {f.modality}  {source}"
    return f"  {one_line(said) if not p.day else said.translate({10: 32, 13: 32})}  {p.key}"


def review_words(point: dict[str, Any]) -> str:
    """Return the review of a point's claim, where there is one, and what the machine had read where people edited it."""
    status = point.get("review")
    said = f"  {status}" if status not in (None, "unreviewed") else ""
    machine = point["machine"]
    said += f"  credibility {unsupported_words(point['unsupported'])}" if point["unsupported"] else ""
    return f"{said}  edited; read as {machine['amount']}, {machine['modality']}" if machine else said


def bar(p: Point, top: float) -> str:
    """Return the bar of a point, WIDTH characters."""
    low, high = interval(p.figure)
    low, open_above = (p.figure.low if p.figure.low is not None else low), high == UNBOUNDED
    first = _column(low if p.figure.low is not None else 0.0, top)
    last = WIDTH - 1 if open_above else _column(p.figure.high if p.figure.high is not None else high, top)
    cells = [" "] * WIDTH
    for i in range(first, last + 1):
        cells[i] = "─"
    if p.figure.best is not None:
        cells[_column(p.figure.best, top)] = "▪"
    if open_above:
        cells[-1] = "►"
    if p.figure.low is None:
        cells[0] = "◄"
    return "".join(cells)


def _column(value: float, top: float) -> int:
    return min(WIDTH - 1, max(0, int(value / top * (WIDTH - 1))))


def estimate_line(estimate: Mapping[str, Any], points: Sequence[Mapping[str, Any]]) -> str:
    """Return an estimate in words: "lowest credible (total): 1,100"; `points` are those of its series, as point_data gives them."""
    shown = {name: number(estimate[name]) if estimate[name] is not None else "open" for name in ("low", "best", "high")}
    of = _occasion(estimate["of"], points)
    if estimate["policy"] == "lowest":
        return f"lowest credible ({of}): {shown['low']}"
    return f"low {shown['low']}, best {shown['best']}, high {shown['high']} ({of})"


def _occasion(of: str, points: Sequence[Mapping[str, Any]]) -> str:
    """Return what an estimate is of as people say it: "total", or "Kursk, 2025-06-15" with the place as a text names it."""
    if of == STOCK:
        return "total"
    said = of.removeprefix("flow").strip()
    for name in sorted({point["place"] for point in points if point["place"]}, key=lambda name: (-len(name_key(name)), len(name), name)):
        place = name_key(name)
        if place and f"{said} ".startswith(f"{place} "):
            return ", ".join(part for part in (name, said[len(place) :].strip()) if part)
    return said or "one occasion"


def left_out_of(estimate: dict[str, Any]) -> list[str]:
    """Return which figures an estimate leaves out and why, a line each; SHOWN of them."""
    reasons = list(estimate["reasons"].items())
    lines = [f"left out: {claim}, {why}" for claim, why in reasons[:SHOWN]]
    rest = len(reasons) - SHOWN
    return [*lines, f"and {rest} more left out: --format json has them"] if rest > 0 else lines
