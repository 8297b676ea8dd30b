"""Score a reading against gold claims: our own measure for our own evaluation set.

1. locate   each gold evidence in the text, each read claim by its spans;
2. match    one to one, the best pairs first: same type, and at least half of the shorter evidence shared;
3. compare  the fields of matched claims; the counts of all texts are added up, and shares are taken at the end.

Counts are kept per text, so that a bootstrap over texts can tell how far the figures may be trusted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from evaluation.names import content_words, same_party

Flat = dict[str, Any]
MINIMUM_OVERLAP = 0.5
MINIMUM_QUOTE_F1 = 0.8
TOLERANCE = 0.005


@dataclass
class Tally:
    """What one text (or several) contributes: claims found, and for each field of matched claims (right, judged)."""

    found: int = 0
    gold: int = 0
    read: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)

    def note(self, name: str, right: bool) -> None:
        """Count one judgement of the field `name`."""
        self.judged[name] += 1
        self.fields[name] += int(right)

    def add(self, other: Tally) -> None:
        """Add another text's counts."""
        self.found += other.found
        self.gold += other.gold
        self.read += other.read
        self.fields.update(other.fields)
        self.judged.update(other.judged)


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of `tallies`."""
    out = Tally()
    for tally in tallies:
        out.add(tally)
    return out


def f1(found: float, gold: float, read: float) -> float:
    """Return 2 found / (gold + read), the harmonic mean of precision and recall; 1 when there is nothing at all."""
    return 2 * found / (gold + read) if gold + read else 1.0


def spans_of(claim: Flat, text: str) -> list[tuple[int, int]]:
    """Return where a claim's evidence may lie: its `spans` if it has any, else every place of its words in `text`."""
    if claim.get("spans"):
        return [(a, b) for a, b in claim["spans"]]
    words, places = claim["evidence"], []
    start = text.find(words)
    while words and start >= 0:
        places.append((start, start + len(words)))
        start = text.find(words, start + 1)
    return places


def overlap(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> float:
    """Return the best share of the shorter of two spans that both cover, over all pairs of places."""
    best = 0.0
    for a, b in one:
        for c, d in other:
            best = max(best, (min(b, d) - max(a, c)) / max(1, min(b - a, d - c)))
    return best


def close(one: float | None, other: float | None) -> bool:
    """Say whether two bounds are equal up to half a percent; an open bound equals only an open bound."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other))


def same_quantity(one: Flat | None, other: Flat | None) -> bool:
    """Say whether bounds and comparator agree (the unit is judged apart)."""
    if not one or not other:
        return one is other or not (one or other)
    bounds = close(one["low"], other["low"]) and close(one["high"], other["high"])
    return bounds and bool(one["comparator"] == other["comparator"])


def same_chain(one: list[str], other: list[str]) -> bool:
    """Say whether two attribution chains agree link by link."""
    return len(one) == len(other) and all(same_party(a, b) for a, b in zip(one, other, strict=True))


def agreement(gold: Flat, read: Flat) -> int:
    """Return how well two claims on one stretch of text agree; tells apart several claims on the same words."""
    parties = [same_party(gold[name], read[name]) for name in ("agent", "agent", "recipient", "object")]
    modality = bool(gold["modality"] == read["modality"])
    return 4 * same_quantity(gold["quantity"], read["quantity"]) + sum(parties) + modality


def match(gold: list[Flat], read: list[Flat], text: str) -> list[tuple[int, int]]:
    """Return pairs (gold index, read index), one to one, the best first: overlap, then agreement, then order."""
    places = [spans_of(claim, text) for claim in gold], [spans_of(claim, text) for claim in read]
    pairs = []
    for i, one in enumerate(gold):
        for j, other in enumerate(read):
            if one["type"] != other["type"]:
                continue
            shared = overlap(places[0][i], places[1][j])
            if shared >= MINIMUM_OVERLAP:
                pairs.append((-shared - agreement(one, other) / 8, abs(i - j), i, j))
    taken: tuple[set[int], set[int]] = set(), set()
    out = []
    for _, _, i, j in sorted(pairs):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            out.append((i, j))
    return sorted(out)


def score_claims(gold: list[Flat], read: list[Flat], text: str) -> Tally:
    """Return the counts of one text: claims found, and the fields of the matched ones."""
    pairs = match(gold, read, text)
    tally = Tally(len(pairs), len(gold), len(read))
    for i, j in pairs:
        compare(gold[i], read[j], tally)
    return tally


def compare(gold: Flat, read: Flat, tally: Tally) -> None:
    """Judge each field of one matched pair."""
    tally.note("modality", gold["modality"] == read["modality"])
    tally.note("time", gold["time"] == read["time"])
    for name in ("agent", "recipient", "place"):
        tally.note(name, same_party(gold[name], read[name]))
    ours, theirs = gold["attributed_to"], read["attributed_to"]
    tally.note("attribution", same_chain(ours, theirs))
    tally.note("outermost source", same_chain(ours[:1], theirs[:1]))
    tally.note("innermost source", same_chain(ours[-1:], theirs[-1:]))
    if gold["quantity"] or read["quantity"]:
        tally.note("quantity", same_quantity(gold["quantity"], read["quantity"]))
        units = [(claim["quantity"] or {}).get("unit", "") for claim in (gold, read)]
        tally.note("unit", all(units) and same_party(*units))


def score_quotes(gold: list[Flat], read: list[Flat]) -> Tally:
    """Return the counts of one text's direct quotes: found if their words agree to F1 .8; field `speaker`."""
    pairs = []
    for i, one in enumerate(gold):
        for j, other in enumerate(read):
            left, right = content_words(one["content"]), content_words(other["content"])
            value = f1(len(left & right), len(left), len(right))
            if left and right and value >= MINIMUM_QUOTE_F1:
                pairs.append((-value, i, j))
    tally = Tally(0, len(gold), len(read))
    taken: tuple[set[int], set[int]] = set(), set()
    for _, i, j in sorted(pairs):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            tally.found += 1
            tally.note("speaker", same_party(gold[i]["speaker"], read[j]["speaker"]))
    return tally
