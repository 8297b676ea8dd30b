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


def features(a: Facts, b: Facts) -> dict[str, float]:
    """Return the features of a pair by name."""
    names, words = _cosine(a.names, b.names), _cosine(_all_words(a), _all_words(b))
    shared_words = sum(rarity(n) for n in set(_all_words(a)) & set(_all_words(b)))
    gap = _gap(a.published, b.published)
    return {
        "names": names,
        "words": words,
        "no_names": float(not set(a.names) & set(b.names)),
        "shared_words": math.log1p(shared_words),
        "part": _part(_all_words(a), _all_words(b)),
        "same_day": float(_days_meet(a, b) > 0),
        "other_day": float(_days_meet(a, b) < 0),
        "gap": math.log1p(min(gap, FAR)) if gap is not None else math.log1p(3),
        "far": float(gap is not None and gap > 5),
        "states": _overlap(a.countries, b.countries),
        "heading": _cosine(a.heading, b.heading),
    }


def probability(a: Facts, b: Facts) -> float:
    """Return the probability, 0 to 1, that two documents are about one event."""
    return 1 / (1 + math.exp(-score(a, b)))


def score(a: Facts, b: Facts) -> float:
    """Return the log odds that two documents are about one event."""
    weights = _weights()
    found = features(a, b)
    return round(weights["bias"] + sum(weights[name] * value for name, value in found.items()), DIGITS)


def reasons(a: Facts, b: Facts) -> tuple[str, ...]:
    """Return in plain words what speaks for and against one event, the rarest shared names first."""
    found = features(a, b)
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


def _all_words(facts: Facts) -> tuple[str, ...]:
    return tuple({*facts.words, *facts.heading, *facts.names})


def _cosine(one: Iterable[str], other: Iterable[str]) -> float:
    a, b = set(one), set(other)
    if not a or not b:
        return 0.0
    shared = sum(rarity(w) ** 2 for w in a & b)
    return shared / math.sqrt(sum(rarity(w) ** 2 for w in a) * sum(rarity(w) ** 2 for w in b))


def _part(one: Iterable[str], other: Iterable[str]) -> float:
    """Return the share of the words that tell most, in the text with fewer of them, that the other text has too."""
    a, b = set(one), set(other)
    least = min(sum(rarity(w) for w in a), sum(rarity(w) for w in b))
    return sum(rarity(w) for w in a & b) / least if least else 0.0


def _overlap(one: Iterable[str], other: Iterable[str]) -> float:
    a, b = set(one), set(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def _days_meet(a: Facts, b: Facts) -> int:
    if not a.days or not b.days:
        return 0
    return 1 if set(a.days) & set(b.days) else -1


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
