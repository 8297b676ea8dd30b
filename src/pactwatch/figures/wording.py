"""Figures in words: "more than 3,000 casualties (Zelenskyy, 2024-12-23)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactwatch.model import Figure

if TYPE_CHECKING:
    from pactwatch.figures.points import Point

WORDS = {"about": "about ", "at_least": "at least ", "more_than": "more than ", "at_most": "up to ", "less_than": "fewer than "}


def number(value: float) -> str:
    """Return a number as people write it: thousands parted by commas, no needless decimals."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def amount(figure: Figure) -> str:
    """Return a figure's bounds in words: "about 1,100", "25,000 to 30,000"."""
    if figure.comparator == "between" and figure.low is not None and figure.high is not None:
        return f"{number(figure.low)} to {number(figure.high)}"
    value = figure.best if figure.best is not None else figure.low if figure.low is not None else figure.high
    return f"{WORDS.get(figure.comparator, '')}{number(value or 0)}"


def told(p: Point) -> str:
    """Return a point in words, with its claimant and day."""
    source = p.figure.attributed_to[-1].name if p.figure.attributed_to else p.publisher or "the outlet itself"
    said = ", ".join(part for part in (source, p.day) if part)
    rate = f" per {p.figure.per}" if p.figure.per else ""
    return f"{amount(p.figure)} {p.figure.measure}{rate}" + (f" ({said})" if said else "")
