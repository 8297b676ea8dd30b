"""How likely two documents are about one event: shared names, words, states, headings and days, weighed.

The weights (data/origins/weights.toml) are those of a logistic regression over pairs of documents, fitted by
evaluation/fit_stories.py. Every feature is symmetric, so the order of two documents never matters.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.copies import sketched
from pactwatch.origins.types import Facts, Figure
from pactwatch.origins.words import rarity

DIGITS = 4
"""Decimals of log odds: what is kept in a ledger is what was computed."""
FAR = 120
"""Days of publication apart beyond which more makes no difference."""


class Prepared:
    """What a document is compared by, as sets with their weights, made once for many comparisons."""

    __slots__ = ("countries", "days", "facts", "heading", "names", "ordinal", "words")

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.names = _Weighed(facts.names)
        self.words = _Weighed((*facts.words, *facts.heading, *facts.names))
        self.heading = _Weighed(facts.heading)
        self.countries = frozenset(facts.countries)
        self.days = frozenset(facts.days)
        self.ordinal = ordinal(facts.published)


class _Weighed:
    """A set of stems with the sum of their rarities and of the squares of these."""

    __slots__ = ("squares", "stems", "total")

    def __init__(self, stems: Iterable[str]) -> None:
        self.stems = frozenset(stems)
        self.total = sum(rarity(stem) for stem in sorted(self.stems))
        self.squares = sum(rarity(stem) ** 2 for stem in sorted(self.stems))


def features(a: Prepared, b: Prepared) -> dict[str, float]:
    """Return the features of a pair by name."""
    words = [rarity(stem) for stem in sorted(a.words.stems & b.words.stems)]
    names, heading = _shared(a.names, b.names), _shared(a.heading, b.heading)
    gap = None if a.ordinal is None or b.ordinal is None else abs(a.ordinal - b.ordinal)
    total = sum(words)
    least = min(a.words.total, b.words.total)
    return {
        "names": _cosine(names, a.names, b.names),
        "words": _cosine(sum(value * value for value in words), a.words, b.words),
        "no_names": float(not names),
        "shared_words": math.log1p(total),
        "part": total / least if least else 0.0,
        "same_day": float(bool(a.days & b.days)),
        "other_day": float(bool(a.days and b.days and not a.days & b.days)),
        "gap": math.log1p(min(gap, FAR)) if gap is not None else math.log1p(3),
        "far": float(gap is not None and gap > 5),
        "states": len(a.countries & b.countries) / len(a.countries | b.countries) if a.countries and b.countries else 0.0,
        "heading": _cosine(heading, a.heading, b.heading),
    }


def _shared(one: _Weighed, other: _Weighed) -> float:
    return sum(rarity(stem) ** 2 for stem in sorted(one.stems & other.stems))


def _cosine(shared: float, one: _Weighed, other: _Weighed) -> float:
    return shared / math.sqrt(one.squares * other.squares) if shared else 0.0


def compare(a: Prepared, b: Prepared) -> float:
    """Return the log odds that two documents are about one event."""
    weights = _weights()
    return round(weights["bias"] + sum(weights[name] * value for name, value in features(a, b).items()), DIGITS)


def score(a: Facts, b: Facts) -> float:
    """Return the log odds that two documents are about one event."""
    return compare(Prepared(a), Prepared(b))


def reasons(a: Facts, b: Facts) -> tuple[str, ...]:
    """Return in plain words what speaks for and against one event, the rarest shared names first."""
    found = features(Prepared(a), Prepared(b))
    names = sorted(set(a.names) & set(b.names), key=lambda n: (-rarity(n), n))[:5]
    out = []
    if names:
        out.append("share the names " + ", ".join(names))
    figures = sorted({_shown(f) for f in a.figures if any(_same(f, g) for g in b.figures)})
    if figures:
        out.append("share the figures " + ", ".join(figures[:5]))
    if found["same_day"]:
        out.append("speak of the same day: " + ", ".join(sorted(set(a.days) & set(b.days))[:3]))
    if found["other_day"]:
        out.append("speak of different days")
    wording = sketched(a.signature, b.signature)
    if wording >= 0.15:
        out.append(f"share wording ({wording:.2f})")
    gap = _gap(a.published, b.published)
    if gap is not None and gap > 3:
        out.append(f"were published {gap} days apart")
    if not names:
        out.append("share no names")
    return tuple(out)


def oddness(figure: Figure) -> float:
    """Return how unlikely a figure is to turn up by chance: the digits that it gives, none for a small count."""
    value = figure.low if figure.low is not None else figure.high
    if value is None or figure.vague or value < 4:
        return 0.0
    digits = len(f"{value:g}".replace(".", "").rstrip("0")) if value < 1e15 else 1
    return 0.5 + 0.75 * (digits - 1) + (0.5 if value >= 20 else 0.0)


def _same(f: Figure, g: Figure) -> bool:
    return not f.vague and not g.vague and (f.low is not None or f.high is not None) and (f.low or f.high) == (g.low or g.high)


def _shown(figure: Figure) -> str:
    value = figure.low if figure.low is not None else figure.high
    return f"{value:,.10g} {figure.unit}".strip()


@lru_cache(maxsize=65536)
def ordinal(published: str | None) -> int | None:
    """Return the day of a publication as a number; None where it is not known to the day."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _gap(one: str | None, other: str | None) -> int | None:
    a, b = ordinal(one), ordinal(other)
    return None if a is None or b is None else abs(a - b)


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {name: float(value) for name, value in read_toml("origins/weights.toml")["stories"].items()}
