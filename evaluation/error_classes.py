"""The largest classes of errors, with examples; only ever made from the tuning parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from evaluation.names import same_party
from evaluation.scoring import MINIMUM_OVERLAP, Flat, match, overlap, same_chain, same_quantity, spans_of

EXAMPLES = 3


@dataclass
class ErrorClasses:
    """Counts of error classes, each with its first examples."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, name: str, example: str) -> None:
        """Count one error."""
        self.counts[name] += 1
        if len(self.examples[name]) < EXAMPLES:
            self.examples[name].append(example)

    def largest(self, number: int) -> list[tuple[str, int]]:
        """Return the `number` largest classes, ties in alphabetic order."""
        return sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))[:number]


def collect(rows: Iterable[tuple[str, str, list[Flat], list[Flat]]]) -> ErrorClasses:
    """Return the error classes over (id, text, gold claims, read claims)."""
    out = ErrorClasses()
    for name, text, gold, read in rows:
        pairs = match(gold, read, text)
        hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, claim in enumerate(gold):
            if i not in hit:
                out.note(missed(claim, read, text), f"{name}: {claim['evidence']}")
        for j, claim in enumerate(read):
            if j not in used:
                out.note(f"spurious {claim['type']}", f"{name} [{claim.get('rule', '')}]: {claim['evidence']}")
        for i, j in pairs:
            for kind, example in wrong_fields(gold[i], read[j]):
                out.note(kind, f"{name}: {example} :: {gold[i]['evidence']}")
    return out


def missed(claim: Flat, read: list[Flat], text: str) -> str:
    """Return the class of a missed claim: read under another type, or not at all."""
    places = spans_of(claim, text)
    others = {o["type"] for o in read if overlap(places, spans_of(o, text)) >= MINIMUM_OVERLAP}
    if others - {claim["type"]}:
        return f"missed {claim['type']} (read as {min(others - {claim['type']})})"
    return f"missed {claim['type']}"


def wrong_fields(gold: Flat, read: Flat) -> Iterable[tuple[str, str]]:
    """Yield the class and the two values of each field that is wrong in a matched pair."""
    if gold["modality"] != read["modality"]:
        yield f"modality {gold['modality']} read as {read['modality']}", ""
    if gold["time"] != read["time"]:
        yield "time " + kind_of_change(gold["time"], read["time"]), f"{gold['time']!r} read as {read['time']!r}"
    for name in ("agent", "recipient", "place"):
        if not same_party(gold[name], read[name]):
            yield f"{name} {kind_of_change(gold[name], read[name])}", f"{gold[name]!r} read as {read[name]!r}"
    ours, theirs = gold["attributed_to"], read["attributed_to"]
    if not same_chain(ours, theirs):
        yield f"source {kind_of_change(ours, theirs)}", f"{ours} read as {theirs}"
    if not same_quantity(gold["quantity"], read["quantity"]):
        kind = kind_of_change(gold["quantity"], read["quantity"])
        yield f"quantity {kind}", f"{gold['quantity']} read as {read['quantity']}"


def kind_of_change(gold: object, read: object) -> str:
    """Return whether a value was left out, added, or is another one."""
    if gold and not read:
        return "left out"
    return "added" if read and not gold else "another"
