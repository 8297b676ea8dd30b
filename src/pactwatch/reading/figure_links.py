"""Figures beside figures: parts of wholes, shares worked out ("a third of them killed"), products ("two brigades of 6,000")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pactwatch.model import Claim, Comparator, Party
from pactwatch.reading.figure_measures import is_of_people
from pactwatch.reading.figure_scopes import Measured, Scope
from pactwatch.reading.figure_words import HARM, words
from pactwatch.reading.mentions import PlaceMention, QuantityMention, TimeMention
from pactwatch.reading.tree import Parsed


@dataclass(slots=True)
class Draft:
    """A figure in the making: its scope, measure and claim, and what was found of it so far."""

    scope: Scope
    measured: Measured | None
    claim: Claim | None
    party: Party | None = None
    group: str | None = None
    place: PlaceMention | None = None
    time: TimeMention | None = None
    per: str | None = None
    kind: Literal["stock", "flow"] = "stock"
    whole: Draft | None = None
    derived: str | None = None
    low: float | None = field(init=False)
    high: float | None = field(init=False)
    best: float | None = field(init=False)
    comparator: Comparator = field(init=False)

    def __post_init__(self) -> None:
        """Take the bounds of the quantity; the best figure is the bound that is given, of a range none."""
        q = self.scope.quantity
        self.low, self.high, self.comparator = q.low, q.high, q.comparator
        self.best = None if q.comparator == "between" else q.low if q.low is not None else q.high


def link_figures(parsed: Parsed, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with wholes linked; shares become figures of their base or fall away."""
    by_span = {d.scope.quantity.span: d for d in drafts}
    kept: list[Draft] = []
    for n, draft in enumerate(drafts):
        q = draft.scope.quantity
        before = drafts[n - 1] if n and drafts[n - 1].scope.sentence is draft.scope.sentence else None
        whole = by_span.get(q.part_of) if q.part_of else None
        if whole is None and before is not None and before.whole is not None and _goes_on(draft, before):
            whole = before.whole
        if whole is None and before is not None and _among(draft):
            whole = before
        if q.unit == "percent":
            if whole is not None and _share(parsed, draft, whole, before):
                kept.append(draft)
            continue
        draft.whole = whole if whole is not None and whole.measured is not None else None
        if draft.whole is not None:
            _inherit(draft, draft.whole)
        _product(parsed, draft, before)
        kept.append(draft)
    return kept


def _among(draft: Draft) -> bool:
    """Say whether a figure is one of the figure before: "680 police officers among them"."""
    q, tokens = draft.scope.quantity, draft.scope.sentence.tokens
    return [t.lower for t in tokens[q.last + 1 : q.last + 3]] in (["among", "them"], ["among", "these"], ["of", "them"])


def _goes_on(draft: Draft, before: Draft) -> bool:
    """Say whether "and over 550,000 wounded" goes on with "of whom 198,000 were killed"."""
    tokens = draft.scope.sentence.tokens
    gap = tokens[before.scope.quantity.last + 1 : draft.scope.quantity.first]
    return len(gap) <= 6 and any(t.lower in ("and", ",") for t in gap) and not any(t.text in (";", ".") for t in gap)


def _share(parsed: Parsed, draft: Draft, whole: Draft, before: Draft | None) -> bool:
    """Work a share out of its base if it says what became of it; a bare one tells that the figure before is a part."""
    q, measured = draft.scope.quantity, draft.measured
    own = measured is not None and measured.rule in ("adjacent", "predicate", "subject")
    if whole.measured is not None and not is_of_people(whole.measured.measure):
        own = False
    if measured is not None and whole.measured is not None and measured.measure == whole.measured.measure:
        own = False
    if not own:
        if before is not None and before is not whole and before.measured and before.measured.measure in HARM:
            before.whole = whole
        return False
    share = q.low if q.low is not None else q.high
    base = whole.best if whole.best is not None else whole.low
    if share is None or base is None or whole.best is None:
        return False
    _worked_out(draft, share, base, q)
    start, end = whole.scope.quantity.span
    draft.derived = f"{parsed.text[q.span[0]:q.span[1]]} of {parsed.text[start:end]}"
    draft.whole = whole if whole.measured is not None else None
    _inherit(draft, whole)
    draft.time, draft.kind = draft.time or whole.time, whole.kind
    return True


def _inherit(draft: Draft, whole: Draft) -> None:
    """Give a part the party, group and place of its whole where it has none of its own."""
    draft.party = draft.party or whole.party
    draft.group = draft.group or whole.group
    draft.place = draft.place or whole.place


def _worked_out(draft: Draft, share: float, base: float, q: QuantityMention) -> None:
    third = {33.3: 1 / 3, 66.7: 2 / 3, 16.7: 1 / 6, 14.3: 1 / 7}.get(share, share / 100)
    value = float(round(base * third))
    draft.best = value
    if q.comparator in ("exact", "about"):
        draft.low = draft.high = value
        draft.comparator = "about"
    else:
        draft.low = value if q.low is not None else None
        draft.high = value if q.high is not None else None


def _product(parsed: Parsed, draft: Draft, before: Draft | None) -> None:
    """Multiply "two brigades of 6,000": so many groups of so many each."""
    q = draft.scope.quantity
    if before is None or q.low is None or q.low < 10:
        return
    groups = before.scope.quantity
    tokens = draft.scope.sentence.tokens
    between = [t.lower for t in tokens[groups.number + 1 : q.first]]
    if groups.low is None or not 1 < groups.low < 100 or groups.low != groups.high or not between or between[-1] != "of":
        return
    if not any(w in words("formations") for w in between[:-1]) or len(between) > 5:
        return
    draft.low = q.low * groups.low
    draft.high = q.high * groups.low if q.high is not None else None
    draft.best = draft.best * groups.low if draft.best is not None else None
    start, end = groups.span[0], q.span[1]
    draft.derived = parsed.text[start:end]
    draft.whole = None
    before.measured = None
