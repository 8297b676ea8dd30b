"""Where and when a figure holds, and whether it is a level (stock) or what happened in a period (flow)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pactwatch.reading.figure_measures import is_of_people
from pactwatch.reading.figure_scopes import Measured, Scope
from pactwatch.reading.figure_words import HARM, words
from pactwatch.reading.lexicon import verb_classes
from pactwatch.reading.mentions import PlaceMention, TimeMention
from pactwatch.reading.tree import Sentence

TOWARDS = frozenset({"to", "into", "for", "from", "towards"})
LOCATIVE = TOWARDS | frozenset({
    "in", "at", "near", "on", "off", "outside", "inside", "around", "over", "across", "along", "within", "of",
})
AREAS = ("region", "area", "oblast", "country", "province", "city", "town")
SETTLEMENTS = frozenset({"point", "city", "admin2"})
LEVELS = frozenset({"present"})
PERIODS = frozenset({"day", "week", "month", "quarter", "season", "interval", "year", "half", "time"})


def _told_by(sentence: Sentence, i: int) -> bool:
    """Say whether token `i` hangs on a verb of saying: it is where or when something was said."""
    for upper in sentence.ancestors(i):
        if upper.pos in ("VERB", "AUX"):
            return "say" in verb_classes(upper.lemma) or upper.lemma in ("speak", "warn", "brief", "write")
    return False


def place_of(scope: Scope, measured: Measured, places: Sequence[PlaceMention], taken: Sequence[tuple[int, int]]) -> PlaceMention | None:
    """Return where the counted are, were sent or came to harm: the nearest place that a locative preposition governs.

    Of money and things only where they go or come from: "at a meeting in X" says nothing of them.
    """
    sentence = scope.sentence
    locative = LOCATIVE if is_of_people(measured.measure) else TOWARDS
    if measured.measure in HARM:
        locative = LOCATIVE - TOWARDS
    elif measured.measure not in ("withdrawn", "released"):
        locative = locative - {"from"}
    here = [p for p in places if p.sentence == sentence.index and not any(a <= p.span[0] < b for a, b in taken)]
    found = []
    for p in here:
        above = sentence.tokens[sentence.tokens[p.head].head]
        before = sentence.tokens[p.first - 1] if p.first else above
        mission = above.lemma == "mission" and sentence.tokens[p.head].dep in ("compound", "nmod", "amod")
        worked = mission or ("build" in verb_classes(above.lemma) and sentence.tokens[p.head].dep == "dobj")
        if not worked and above.lower not in locative and before.lower not in locative | {",", "and"}:
            continue
        near = sentence.tokens[max(0, p.first - 2) : p.first]
        if near and near[-1].pos == "ADP" and any(a < near[-1].start <= b + 1 for a, b in taken):
            continue
        owner = sentence.tokens[above.head]
        if above.pos == "ADP" and any(a <= owner.start < b for a, b in taken):
            continue
        if p.first > 1 and sentence.tokens[p.first - 2].lower == "according":
            continue
        if (before.lower == "on" or above.lower == "on") and p.precision == "country":
            continue
        if _told_by(sentence, above.i) and not scope.quantity.first <= p.first <= scope.stop:
            continue
        within = scope.floor <= p.first < scope.reach
        right = p.first > scope.quantity.last
        found.append((right and not within, not within, not right, abs(p.first - scope.anchor), p.first, p))
    best = min(found, key=lambda row: row[:5]) if found else None
    if best is not None and not best[0]:
        return best[5]
    said = _said_before(scope, places, taken) if is_of_people(measured.measure) else None
    return said or (best[5] if best is not None and measured.measure in HARM else None)


def _said_before(scope: Scope, places: Sequence[PlaceMention], taken: Sequence[tuple[int, int]]) -> PlaceMention | None:
    """Return the place that "there" or "in the region" after a figure goes back to: the last one named before it, not in `taken`."""
    tokens, q = scope.sentence.tokens, scope.quantity
    after = [t.lower for t in tokens[q.last + 1 : scope.stop]]
    back = "there" in after or any(after[i] == "the" and after[i + 1] in AREAS for i in range(len(after) - 1))
    if not back:
        return None
    start = tokens[q.first].start
    earlier = [p for p in places if p.span[0] < start and scope.sentence.index - p.sentence <= 2]
    free = [p for p in earlier if not any(a <= p.span[0] < b for a, b in taken)]
    return max(free, key=lambda p: p.span[0]) if free else None


def time_of(scope: Scope, times: Sequence[TimeMention]) -> TimeMention | None:
    """Return when: the nearest time in the figure's own stretch, else one that opens the sentence."""
    sentence = scope.sentence
    here = [t for t in times if t.sentence == sentence.index and t.edtf and not _is_when_said(sentence, t, scope)]
    own = [t for t in here if scope.floor <= t.first < scope.reach]
    if own:
        return min(own, key=lambda t: (t.first < scope.quantity.first, abs(t.first - scope.anchor)))
    earlier = [t for t in here if t.last < scope.quantity.first]
    return earlier[-1] if earlier else None


def _is_when_said(sentence: Sentence, t: TimeMention, scope: Scope) -> bool:
    """Say whether a time tells when something was said rather than when it was so."""
    before = sentence.tokens[t.first - 2 : t.first] if t.first > 1 else []
    if any("say" in verb_classes(k.lemma) for k in before if k.pos == "VERB"):
        return True
    return _told_by(sentence, t.head) and not (scope.quantity.last < t.first <= scope.quantity.last + 4)


def kind_of(scope: Scope, measured: Measured, time: TimeMention | None, place: PlaceMention | None, *, per: bool) -> Literal["stock", "flow"]:
    """Tell a flow (what happened in a period or on one occasion) from a stock (a level, a running total)."""
    q = scope.quantity
    if per:
        return "flow"
    near = scope.sentence.tokens[max(scope.floor, q.first - 12) : min(scope.stop, q.last + 14)]
    lowered = {t.lower for t in near}
    occasion = {t.lemma for t in near if t.pos in ("NOUN", "PROPN")} & words("occasions")
    local = place is not None and place.precision in SETTLEMENTS
    until = time is not None and time.rule.startswith(("since", "by", "before"))
    if measured.measure in HARM and (local or occasion) and not until and "since" not in lowered:
        return "flow"
    grows = any(t.lemma in ("grow", "swell", "rise", "expand") for t in scope.sentence.tokens[max(scope.floor, q.first - 4) : q.first])
    if measured.measure in LEVELS or q.change == "stock" or grows:
        return "stock"
    if time is not None:
        if time.rule.startswith(("since", "by", "before")) or "since" in lowered:
            return "stock"
        return "stock" if _as_of(scope, time) else "flow"
    if lowered & words("totals"):
        return "stock"
    if measured.measure in HARM:
        return "stock"
    if measured.measure in ("deployed", "workers"):
        return "flow" if any(t.lower in ("landed", "arrived", "left", "flew") for t in near) else "stock"
    return "flow"


def _as_of(scope: Scope, time: TimeMention) -> bool:
    """Say whether a time is the day for which a count holds: "as of March", "by Monday", "now"."""
    tokens = scope.sentence.tokens
    before = [t.lower for t in tokens[max(0, time.first - 2) : time.first]] + [tokens[time.first].lower]
    own = [t.lower for t in tokens[time.first : time.last + 1]]
    if before[-3:-1] == ["as", "of"] or own[:2] == ["as", "of"] or before[-1] in ("by", "until"):
        return True
    return own[0] in ("by", "until", "now", "today", "currently")


def as_of(kind: str, time: TimeMention | None, published: str | None) -> str | None:
    """Return the period of a flow, or the day for which a stock holds: its own, the end of its period, or publication."""
    day = published[:10] if published else None
    if kind == "flow":
        return time.edtf if time is not None else day
    if time is None or time.end is None or time.edtf.endswith(".."):
        return day
    if day and time.end >= day:
        return day if time.rule.startswith("since") else (time.edtf if "/" not in time.edtf else day)
    return time.edtf.split("/")[-1] or time.end


