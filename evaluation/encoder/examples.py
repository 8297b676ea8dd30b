"""What the encoder is trained on: annotated texts and items as numbers, made with the reader's own code.

`python -m evaluation.encoder.examples build/encoder/examples.pkl` writes one list of windows (`Example`). The reader cuts
windows, units and mentions, so that training sees what reading sees. Texts that are held (`evaluation.own_set`,
`evaluation.claims_dev`) and a third of the certainty items are marked and never trained on.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.encoder import items
from evaluation.encoder.shape import MANNERS, Example, Role
from evaluation.fit_data import align, annotated
from evaluation.names import same_party
from pactwatch.model import Span
from pactwatch.reading.actors import find_actors
from pactwatch.reading.attribution import find_attributions
from pactwatch.reading.attribution_chain import chain_for, sources_of
from pactwatch.reading.blend import source_key
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.claims import _nearest_place, _nearest_time, source_keys
from pactwatch.reading.event_cues import document_cues
from pactwatch.reading.event_rules import apply_rules, view_of
from pactwatch.reading.events import Event, shown_units
from pactwatch.reading.heads import KINDS, ROLES, SORTS, STATES
from pactwatch.reading.modality import judge
from pactwatch.reading.parse import parse
from pactwatch.reading.parties import Candidate
from pactwatch.reading.party_choice import Casting, signs_of
from pactwatch.reading.pieces import Window, windows
from pactwatch.reading.places import find_places
from pactwatch.reading.quantities import find_quantities
from pactwatch.reading.roles import Actors
from pactwatch.reading.sighted import Pointed, Signs, bucket
from pactwatch.reading.times import find_times
from pactwatch.reading.tree import Parsed, beside
from pactwatch.reading.units import Unit

Row = dict[str, Any]
@dataclass(slots=True)
class Truth:
    """What is right of one unit, by number (-1: not told); `names` of who fills each role, or `spans` of their words."""

    kind: int = -1
    state: int = -1
    plover: int = -1
    counts: int = -1
    some: bool = False
    names: dict[str, str] | None = None
    spans: dict[str, list[Span]] | None = None


class Document:
    """A text as the reader sees it before events are chosen."""

    def __init__(self, text: str, published: str | None) -> None:
        """Read as far as units and mentions."""
        self.parsed: Parsed = parse(text, split_blocks(text))
        self.published = published
        self.actors = find_actors(self.parsed, published)
        self.attributions = find_attributions(self.parsed, self.actors)
        self.units = shown_units(self.parsed, find_quantities(self.parsed))
        verdicts = [apply_rules(view_of(u.clause, u.quantity)) for u in self.units]
        self.cues = document_cues(self.parsed, self.units, verdicts)
        self.casting = Casting(self.parsed, self.actors, Actors(self.parsed, self.actors))
        self.candidates: list[Candidate] = self.casting.candidates
        self.owners = {c.key: k + 1 for k, c in enumerate(self.candidates)}
        self.times = find_times(self.parsed, published)
        self.places = find_places(self.parsed)

    def mentions(self, role: str) -> list[Pointed]:
        """Return what a role may point at."""
        if role == "time":
            return [Pointed(k + 2, t.span, t.sentence) for k, t in enumerate(self.times) if t.edtf]
        if role == "place":
            return [Pointed(k + 1, p.span, p.sentence) for k, p in enumerate(self.places)]
        return [
            Pointed(k + 1, m.span, m.sentence, SORTS.index(c.kind) if c.kind in SORTS else SORTS.index("other"), through, id(m))
            for k, c in enumerate(self.candidates) for through, ms in enumerate((c.mentions, c.through)) for m in ms
        ]

    def rules(self, unit: Unit, kind: str) -> tuple[int, dict[str, Signs]]:
        """Return what the rules make of a unit of type `kind`: its state by number, and the signs of each role."""
        clause, event = unit.clause, Event(unit, kind, "gold")
        sentence = clause.sentence
        speakers = [self.attributions[n] for n in chain_for(self.attributions, sentence.index, unit.evidence)]
        own_time, own_place = _nearest_time(event, self.times), _nearest_place(event, self.places)
        certainty = judge(
            sentence, clause.head, kind, published=self.published, time=own_time, attributions=speakers, beside=beside(self.parsed, sentence.index),
        )  # fmt: skip
        proposed, heard, slots = signs_of(self.casting.scene(event, source_keys(speakers)))
        parties = Signs(
            slots, {self.owners[k]: sign for k, sign in proposed.items() if k in self.owners},
            frozenset(self.owners[k] for k in heard if k in self.owners),
        )  # fmt: skip
        last = [s for a in sources_of(speakers)[-1:] for s in a.speakers[:1]]
        source = {self.owners[k]: 1 for s in last if (k := source_key(s.name, s.actor)) in self.owners}
        return STATES.index(certainty.modality), {
            "agent": parties, "recipient": parties, "source": Signs(proposed=source),
            "time": Signs(proposed={k + 2: 1 for k, t in enumerate(self.times) if t is own_time}),
            "place": Signs(proposed={k + 1: 1 for k, p in enumerate(self.places) if p is own_place}),
        }

    def is_right(self, role: str, owner: int, truth: Truth) -> bool:
        """Say whether an owner (0: nobody; of times 1: the day of publication) fills a role."""
        if truth.spans is not None:
            spans = truth.spans.get(role)
            if spans is None:
                return False
            if owner == 0:
                return not spans
            c = self.candidates[owner - 1]
            return any(a < m.span[1] and m.span[0] < b for a, b in spans for m in (*c.mentions, *c.through))
        if truth.names is None:
            return False
        name = truth.names[role]
        if role == "time":
            return (not name, name == self.published)[owner] if owner < ROLES[role] else bool(name) and self.times[owner - 2].edtf == name
        if owner == 0 or not name:
            return owner == 0 and not name
        if role == "place":
            return same_party(name, self.places[owner - 1].name)
        c = self.candidates[owner - 1]
        return any(same_party(name, other) for other in {c.name, *(m.name for m in c.mentions)})


def examples(name: str, held: bool, manner: int, document: Document, truths: Sequence[Truth | None]) -> Iterator[Example]:
    """Yield the windows of a document; units without a truth are left out."""
    for window in windows(document.parsed):
        chosen = [
            (u, c, t) for u, c, t in zip(document.units, document.cues, truths, strict=True)
            if t is not None and u.clause.sentence.index in window.sentences and _parts(window, u) is not None
        ]
        if chosen:
            yield _example(name, held, manner, document, window, chosen)


def _example(
    name: str, held: bool, manner: int, document: Document, window: Window, chosen: list[tuple[Unit, dict[str, float], Truth]]
) -> Example:
    roles = {}
    rules = [document.rules(u, KINDS[t.kind] if t.kind > 0 else "other") for u, _, t in chosen]
    for role, nones in ROLES.items():
        found = [(m, s) for m in document.mentions(role) if m.sentence in window.sentences and (s := window.find(m.span))]
        owners = [*range(nones), *(m.owner for m, _ in found)]
        roles[role] = Role(
            spans=[s for _, s in found], sorts=[m.sort for m, _ in found], through=[m.through for m, _ in found],
            places=[[bucket(u, m) for m, _ in found] for u, _, _ in chosen],
            signs=[[signs[role].of(m) for m, _ in found] for _, signs in rules],
            right=[[document.is_right(role, owner, t) for owner in owners] for _, _, t in chosen],
        )
    return Example(
        id=name, held=held, manner=manner, ids=window.ids,
        parts=[parts for u, _, _ in chosen if (parts := _parts(window, u))],
        marks=[(float(u.quantity is not None), float(u.clause.kind == "verb")) for u, _, _ in chosen],
        cues=[c for _, c, _ in chosen], kinds=[t.kind for _, _, t in chosen], states=[t.state for _, _, t in chosen],
        read=[state for state, _ in rules], counts=[t.counts if u.quantity else -1 for u, _, t in chosen],
        plover=[t.plover for _, _, t in chosen], some=[t.some for _, _, t in chosen], roles=roles,
    )


def _parts(window: Window, unit: Unit) -> tuple[Span, Span, Span, Span | None] | None:
    """Return the runs of pieces of head word, evidence, sentence and figure; None where the head is cut off."""
    sentence = unit.clause.sentence
    token = sentence.tokens[unit.clause.head]
    head = window.find((token.start, token.end))
    if head is None:
        return None
    evidence = window.find(unit.evidence) or head
    whole = window.find((sentence.start, sentence.end)) or evidence
    return head, evidence, whole, window.find(unit.quantity.span) if unit.quantity else None


def text_examples() -> Iterator[Example]:
    """Yield the windows of all annotated texts."""
    for name, held, row, gold in annotated():
        document = Document(row["text"], row["published"])
        golds = align(document.units, gold["claims"], row["text"])
        yield from examples(name, held, _manner(name), document, [_truth(g) for g in golds])


def _manner(name: str) -> int:
    own = name[0] == "e" and "-" in name
    known = "own" if own else "exhaustive" if name[0] in "abku" else "sparse" if name[0] in "cdefghijlmnopqrstvwxyz" else "dev"
    return MANNERS.index(known)


def _truth(gold: Row | None) -> Truth:
    if gold is None:
        return Truth(kind=0)
    names = {role: gold[role] or "" for role in ("agent", "recipient", "time", "place")}
    names["source"] = (gold["attributed_to"] or [""])[-1]
    return Truth(
        KINDS.index(gold["type"]), STATES.index(gold["modality"]), counts=int(gold["quantity"] is not None), some=True, names=names
    )


def item_examples() -> Iterator[Example]:
    """Yield the certainty items and PLOVER sentences."""
    for manner, name, held, row, truths in items.all_items():
        document = Document(row["text"], row.get("published"))
        yield from examples(name, held, MANNERS.index(manner), document, truths(document.units))


def main() -> int:
    """Write the examples."""
    parser = argparse.ArgumentParser(prog="evaluation.encoder.examples", description="Write what the encoder is trained on.")
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    found = [*text_examples(), *item_examples()]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(pickle.dumps(found))
    held = sum(e.held for e in found)
    print(f"{len(found)} windows, {held} of them held, {sum(len(e.parts) for e in found)} units", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
