"""Figures in words: "more than 3,000 casualties (Zelenskyy, 2024-12-23)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactwatch.model import Comparator, Figure

if TYPE_CHECKING:
    from pactwatch.figures.points import Point

WORDS = {"about": "about ", "at_least": "at least ", "more_than": "more than ", "at_most": "up to ", "less_than": "fewer than "}


def number(value: float) -> str:
    """Return a number as people write it: thousands parted by commas, no needless decimals."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def amount(figure: Figure) -> str:
    """Return a figure's bounds in words: "about 1,100", "25,000 to 30,000"."""
    return bounds(figure.low if figure.best is None or figure.comparator == "between" else figure.best, figure.high, figure.comparator)


def bounds(low: float | None, high: float | None, comparator: Comparator) -> str:
    """Return two bounds in words, either of them open."""
    if comparator == "between" and low is not None and high is not None:
        return f"{number(low)} to {number(high)}"
    value = low if low is not None else high
    return f"{WORDS.get(comparator, '')}{number(value or 0)}"


def told(p: Point) -> str:
    """Return a point in words, with its claimant and day."""
    source = p.figure.attributed_to[-1].name if p.figure.attributed_to else p.publisher or "the outlet itself"
    said = ", ".join(part for part in (source, p.day) if part)
    rate = f" per {p.figure.per}" if p.figure.per else ""
    return f"{amount(p.figure)} {p.figure.measure}{rate}" + (f" ({said})" if said else "")
