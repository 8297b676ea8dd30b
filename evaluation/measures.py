"""A measure: a named figure between 0 and 1 with its interval, or "unmeasured" with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.intervals import bootstrap_f1, wilson
from evaluation.scoring import Tally, f1, total


@dataclass(frozen=True)
class Measure:
    """One figure. `value` is None when it could not be measured, and `why` says why; `basis` is what it rests on.

    Higher is better for every measure. `gated` measures must have a floor.
    """

    name: str
    value: float | None
    low: float = 0.0
    high: float = 1.0
    basis: str = ""
    gated: bool = True
    why: str = ""


def share(name: str, right: float, judged: int, of: str, *, gated: bool = True) -> Measure:
    """Return right / judged with its Wilson interval; unmeasured when nothing was judged."""
    if judged == 0:
        return unmeasured(name, f"no {of} to judge", gated=gated)
    low, high = wilson(right, judged)
    return Measure(name, right / judged, low, high, f"{judged} {of}", gated)


def f1_measure(name: str, counts: Sequence[tuple[float, float, float]], of: str, *, gated: bool = True) -> Measure:
    """Return F1 over the (found, gold, read) of all texts, with its bootstrap interval over texts."""
    found, gold, read = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    if not gold:
        return unmeasured(name, f"no {of} in the data", gated=gated)
    low, high = bootstrap_f1(counts)
    return Measure(name, f1(found, gold, read), low, high, f"{gold:g} {of}", gated)


def unmeasured(name: str, why: str, *, gated: bool = True) -> Measure:
    """Return a measure without a value."""
    return Measure(name, None, gated=gated, why=why)


FIELDS = (
    "agent", "attribution", "innermost source", "modality", "outermost source", "place", "quantity", "recipient",
    "time", "unit",
)
"""The fields that a comparison of two claims judges (see scoring.compare)."""
GATED_FIELDS = frozenset({"agent", "modality", "quantity", "innermost source", "attribution", "time"})


def claim_measures(prefix: str, tallies: Sequence[Tally], *, gated: bool = True) -> list[Measure]:
    """Return F1, precision and recall of the claims, and the share right of each field among matched claims."""
    whole = total(tallies)
    counts = [(t.found, t.gold, t.read) for t in tallies]
    out = [
        f1_measure(f"{prefix}.claims_f1", counts, "claims", gated=gated),
        share(f"{prefix}.claims_precision", whole.found, whole.read, "claims read", gated=False),
        share(f"{prefix}.claims_recall", whole.found, whole.gold, "claims", gated=False),
    ]
    for field in FIELDS:
        name = f"{prefix}.{field.replace(' ', '_')}"
        keep = gated and field in GATED_FIELDS
        out.append(share(name, whole.fields[field], whole.judged[field], "matched claims", gated=keep))
    return out


def quote_measures(prefix: str, tallies: Sequence[Tally], *, gated: bool = True) -> list[Measure]:
    """Return F1 of the direct quotes and the share of matched ones whose speaker is right."""
    whole = total(tallies)
    counts = [(t.found, t.gold, t.read) for t in tallies]
    right, judged = whole.fields["speaker"], whole.judged["speaker"]
    return [
        f1_measure(f"{prefix}.quotes_f1", counts, "quotes", gated=gated),
        share(f"{prefix}.quotes_speaker", right, judged, "matched quotes", gated=False),
    ]
