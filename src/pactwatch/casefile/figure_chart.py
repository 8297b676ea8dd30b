"""Figure series as SVG: time to the right, figures upward; a line from low to high, a mark at the best, arrows where open.

The claimant decides the mark's shape and colour, so that a printed page without colours still tells them apart. A mark is filled where
the figure is told as a fact, hollow where it is planned, possible, alleged or demanded, and hollow and crossed where it is denied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from html import escape
from math import ceil, floor, log10

from pactwatch.casefile.plain import one_line
from pactwatch.figures.days import days_of
from pactwatch.figures.points import UNBOUNDED, Point, claimant_key, interval
from pactwatch.figures.series import Series
from pactwatch.figures.wording import number, told

WIDTH, HEIGHT = 860, 320
LEFT, RIGHT, TOP, BOTTOM = 84, 16, 34, 44
COLOURS = ("#1b6ca8", "#b5421f", "#3b7d3b", "#7a4aa0", "#8a6d00", "#2f7f86", "#a0366b", "#555555")
"""Dark enough on white for WCAG AA (4.5:1)."""
DIGIT, SIGN = 7.7, 4.0
"""Pixels of a digit and of a comma of the labels in the widest of the fonts that they may be drawn in; the margin grows with the labels."""
LETTER, ROOM = 7.2, 90
"""Pixels of a letter of the legend, roughly, and of the words that say how many are not in it."""
SHIFT = 11
"""Pixels between marks of one day."""
SHAPES = ("circle", "square", "diamond", "triangle")
FACT = frozenset({"happened", "ongoing"})
MARKS = "filled: told as fact · hollow: planned, possible, alleged or demanded · crossed: denied"
STYLE = "font-family:system-ui,sans-serif;font-size:12px"


def chart_page(series: Sequence[Series]) -> str:
    """Return one SVG with the charts of all series below each other."""
    charts = [chart(one, top=n * (HEIGHT + 24)) for n, one in enumerate(series)]
    height = max(1, len(charts)) * (HEIGHT + 24)
    names = "; ".join(one_line(f"{one.measure}: {one.population}") for one in series) or "none"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" style="{STYLE}">'
        f'<title>Figures: {escape(names)}</title><rect width="{WIDTH}" height="{height}" fill="#ffffff"/>{"".join(charts)}</svg>\n'
    )


def chart(series: Series, top: int = 0) -> str:
    """Return the chart of one series as an SVG group that begins `top` pixels down."""
    points = [p for p in series.points if days_of(p.day)]
    title = one_line(f"{series.measure}{f' ({series.unit})' if series.measure == 'money' else ''}: {series.population}")
    axes = _Axes(points) if points else None
    left = axes.left if axes else LEFT
    head = f'<g transform="translate(0 {top})"><title>{escape(title)}</title><text x="{left}" y="18" font-weight="600">{escape(title)}</text>'
    if axes is None:
        return f'{head}<text x="{LEFT}" y="60">no dated figure</text></g>'
    names = _names(points)
    order = list(names)
    beside = Counter[str]()
    marks = ""
    for p in points:
        marks += _mark(p, axes, order.index(claimant_key(p)), beside[p.day])
        beside[p.day] += 1
    if any(p.figure.modality not in FACT for p in points):
        head += f'<text x="{WIDTH - RIGHT}" y="18" text-anchor="end" fill="#555555" font-size="11">{MARKS}</text>'
    return head + axes.drawn() + marks + _legend(list(names.values()), axes.left) + "</g>"


class _Axes:
    """Where days and figures lie on the chart, in pixels."""

    def __init__(self, points: Sequence[Point]) -> None:
        days = [_day(p) for p in points]
        self.first, self.last = min(days), max(days)
        ends = [v for p in points for v in (p.figure.low, p.figure.best, p.figure.high) if v is not None]
        self.top = max([1.0, *ends]) * 1.15
        self.left = max([LEFT, *(ceil(_width(number(value))) + 14 for value in _steps(self.top / 1.15))])

    def x(self, day: date) -> float:
        """Return the pixel of a day."""
        whole = (self.last - self.first).days
        share = (day - self.first).days / whole if whole else 0.5
        return round(self.left + 36 + share * (WIDTH - self.left - RIGHT - 72), 1)

    def y(self, value: float) -> float:
        """Return the pixel of a figure."""
        return round(HEIGHT - BOTTOM - min(1.0, value / self.top) * (HEIGHT - BOTTOM - TOP), 1)

    def drawn(self) -> str:
        """Return the axes with round steps upward, and the first and last day."""
        lines = []
        for value in _steps(self.top / 1.15):
            y = self.y(value)
            lines.append(f'<line x1="{self.left}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="#dddddd"/>')
            lines.append(f'<text x="{self.left - 8}" y="{y + 4}" text-anchor="end">{number(value)}</text>')
        for day in sorted({self.first, self.last}):
            lines.append(f'<text x="{self.x(day)}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{day.isoformat()}</text>')
        return "".join(lines)


def _steps(most: float) -> list[float]:
    """Return nought and the round figures up to `most`, at most five of them: steps of 1, 2 or 5 times a power of ten, no less than 1."""
    raw = max(1.0, most / 4)
    power = 10.0 ** floor(log10(raw))
    step = next(n * power for n in (1, 2, 5, 10) if n * power >= raw)
    return [step * n for n in range(int(most / step + 1e-9) + 1)]


def _width(label: str) -> float:
    return sum(DIGIT if one.isdigit() else SIGN for one in label)


def _day(p: Point) -> date:
    found = days_of(p.day)
    return found[0] if found else date(1, 1, 1)


def _name(p: Point) -> str:
    return one_line(p.figure.attributed_to[-1].name if p.figure.attributed_to else (p.publisher or "the outlet itself"))


def _names(points: Sequence[Point]) -> dict[str, str]:
    """Return the claimants of points, each with the words that its figures have for it."""
    names: dict[str, dict[str, None]] = {}
    for p in sorted(points, key=_name):
        names.setdefault(claimant_key(p), {})[_name(p)] = None
    return {key: " = ".join(some) for key, some in names.items()}


def _mark(p: Point, axes: _Axes, n: int, beside: int) -> str:
    """Return a point's mark; `beside` counts those of its day that are drawn already, which it stands next to."""
    f = p.figure
    shift = (beside + 1) // 2 * (SHIFT if beside % 2 else -SHIFT)
    x, colour = round(min(WIDTH - RIGHT - 6, max(axes.left + 6, axes.x(_day(p)) + shift)), 1), COLOURS[n % len(COLOURS)]
    high = interval(f)[1]
    bottom = axes.y(f.low if f.low is not None else 0.0)
    above = axes.y(axes.top) if high == UNBOUNDED else axes.y(f.high if f.high is not None else high)
    dash = ' stroke-dasharray="4 3"' if f.modality not in FACT else ""
    out = [f'<g><title>{escape(one_line(told(p)))}: {escape(one_line(f.text))}</title>']
    out.append(f'<line x1="{x}" x2="{x}" y1="{bottom}" y2="{above}" stroke="{colour}" stroke-width="2"{dash}/>')
    if high == UNBOUNDED:
        out.append(f'<path d="M{x - 4} {above + 7}L{x} {above}L{x + 4} {above + 7}" fill="none" stroke="{colour}"/>')
    if f.low is None:
        out.append(f'<path d="M{x - 4} {bottom - 7}L{x} {bottom}L{x + 4} {bottom - 7}" fill="none" stroke="{colour}"/>')
    if f.best is not None:
        y = axes.y(f.best)
        out.append(_shape(SHAPES[n % len(SHAPES)], x, y, colour, hollow=f.modality not in FACT))
        if f.modality == "denied":
            out.append(f'<path d="M{x - 6} {y - 6}L{x + 6} {y + 6}M{x - 6} {y + 6}L{x + 6} {y - 6}" stroke="{colour}" stroke-width="1.5"/>')
    return "".join(out) + "</g>"


def _shape(name: str, x: float, y: float, colour: str, *, hollow: bool = False) -> str:
    paint = f'fill="#ffffff" stroke="{colour}" stroke-width="1.5"' if hollow else f'fill="{colour}"'
    if name == "circle":
        return f'<circle cx="{x}" cy="{y}" r="4.5" {paint}/>'
    if name == "square":
        return f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8" {paint}/>'
    path = f"M{x} {y - 5.5}L{x + 5.5} {y}L{x} {y + 5.5}L{x - 5.5} {y}Z" if name == "diamond" else f"M{x} {y - 5}L{x + 5} {y + 4}L{x - 5} {y + 4}Z"
    return f'<path d="{path}" {paint}/>'


def _legend(names: Sequence[str], left: int) -> str:
    """Return the claimants beside their marks, in two lines at most; who has no room there is counted."""
    out, x, line = [], float(left), 0
    for n, name in enumerate(names):
        shown = name if len(name) <= 28 else f"{name[:27]}…"
        if x + 28 + LETTER * len(shown) > WIDTH - RIGHT - (ROOM if line else 0) and x > left:
            x, line = float(left), line + 1
        if line > 1 or n == len(COLOURS):
            line = min(line, 1)
            out.append(f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 8 + 16 * line}" text-anchor="end">and {len(names) - n} more</text>')
            break
        out.append(_shape(SHAPES[n % len(SHAPES)], x + 5, HEIGHT - 12 + 16 * line, COLOURS[n % len(COLOURS)]))
        out.append(f'<text x="{x + 14}" y="{HEIGHT - 8 + 16 * line}">{escape(shown)}</text>')
        x += 28 + LETTER * len(shown)
    return "".join(out)
