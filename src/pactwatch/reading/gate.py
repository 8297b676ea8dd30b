"""The gate: whether a text is worth reading, told in a millisecond, before anything is parsed.

Each window of the text (gate_words.py) is scored by a linear model, and the best window decides: one sentence about a
delivery makes a long article worth reading. The weights (data/gate/weights.tsv), how high the best window of a text of
so many windows must be, and the curve that turns that into a probability (data/gate/gate.toml) are fitted by
evaluation/fit_gate.py so that at least 0.995 of the texts with a claim pass. The engine reads English; what is
certainly in another language does not pass.
"""

from __future__ import annotations

import math
from functools import lru_cache

from pactwatch.data import read_rows, read_toml
from pactwatch.intake.language_tags import language_named
from pactwatch.model import Document, Frozen
from pactwatch.reading.gate_words import marks, windows

SHOWN = 90
"""Characters of the best window that a verdict shows."""
MOST = 400
"""Windows that are looked at: those of a text of some ten thousand words; what is longer passes."""


class Verdict(Frozen, frozen=True, kw_only=True):
    """What the gate says of a text: `score` is how likely it is to hold a claim (0 to 1, both kinds being as frequent).

    `reason` says in words why it passes or does not.
    """

    passes: bool
    score: float
    reason: str


def gate_version() -> str:
    """Return the version of the gate's data: what was dropped by another one may pass this one."""
    return str(read_toml("gate/gate.toml")["version"])


def judge(document: Document) -> Verdict:
    """Say whether `document` is worth reading. Pure: the same text, title and language, the same verdict."""
    if language_named(document.language) not in {None, "en"}:
        return Verdict(passes=False, score=0.0, reason=f"it is in another language ({document.language}); English is read")
    found = windows(document.text)
    if len(found) > MOST:
        return Verdict(passes=True, score=1.0, reason=f"it is longer than {MOST} sentences")
    if document.title:
        found.append(document.title)
    score, best = max(((window_score(window), window) for window in found), default=(-math.inf, ""))
    over = score - least(len(found))
    shown = " ".join(best.split())
    nearest = shown if len(shown) <= SHOWN else shown[:SHOWN] + "…"
    return Verdict(passes=over >= 0, score=_probability(over), reason=f"nearest to a claim: {nearest}")


def window_score(window: str) -> float:
    """Return the log odds of the model that a window states something worth reading."""
    weights = _weights()
    return weights[""] + sum(weights.get(mark, 0.0) for mark in sorted(marks(window)))


def least(count: int) -> float:
    """Return what the best of `count` windows must score: the more there are, the likelier is a high one by chance."""
    known = read_toml("gate/gate.toml")["least"]
    part = min(max(count - known["short"], 0) / (known["long"] - known["short"]), 1.0)
    return float(known["of_short"] + part * (known["of_long"] - known["of_short"]))


def _probability(over: float) -> float:
    curve = read_toml("gate/gate.toml")["curve"]
    value = curve["slope"] * over + curve["bias"]
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, value)))), 4) if over > -math.inf else 0.0


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {row["mark"].strip('"'): float(row["weight"]) for row in read_rows("gate/weights.tsv")}
