"""What the weights are fitted on: units of annotated texts, aligned with their gold claims."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from evaluation import certainty, claims_dev, own_set
from evaluation.scoring import MINIMUM_OVERLAP, overlap, spans_of
from evaluation.training_set import load_training
from pactwatch.model import Span
from pactwatch.reading.actors import find_actors
from pactwatch.reading.attribution import chain_for, find_attributions, sources_of
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.claims import source_keys
from pactwatch.reading.event_cues import document_cues
from pactwatch.reading.event_rules import apply_rules, view_of
from pactwatch.reading.events import Event, shown_units
from pactwatch.reading.parse import parse
from pactwatch.reading.party_choice import Casting
from pactwatch.reading.quantities import find_quantities
from pactwatch.reading.roles import Actors
from pactwatch.reading.source_choice import Stand, stand_of
from pactwatch.reading.units import Unit
from pactwatch.reading.voices import Voices

Row = dict[str, Any]


@dataclass(slots=True)
class Example:
    """A unit with its cues and, where it is one, the type of its gold claim."""

    unit: Unit
    cues: dict[str, float]
    kind: str | None
    gold: Row | None
    sources: frozenset[str]
    stand: Stand | None = None
    """Who may tell it, for those with a gold claim."""

    @property
    def event(self) -> Event:
        """The gold event."""
        return Event(self.unit, self.kind or "other", "gold")


@dataclass(slots=True)
class Text:
    """An annotated text; `casting` is where its parties are chosen."""

    id: str
    held: bool
    examples: list[Example]
    casting: Casting = field(repr=False)


def annotated() -> Iterator[tuple[str, bool, Row, Row]]:
    """Yield (id, held, text row, gold row) of every annotated text that there is."""
    own = own_set.load_texts()
    golds = own_set.load_gold(own)
    for name, row in own.items():
        yield name, row["held"], row, golds[name]
    for row, gold in load_training():
        yield row["id"], False, row, gold
    if claims_dev.DEV.is_dir():
        texts, dev = claims_dev.load(claims_dev.DEV / "texts", "all"), claims_dev.load(claims_dev.DEV / "gold", "all")
        for name, row in texts.items():
            yield name, claims_dev.is_held(name), row, dev[name]


def load_texts() -> list[Text]:
    """Return all annotated texts, read as far as the events, and the certainty items, which type one event each."""
    return [_text(*item) for item in annotated()] + [_item(row) for row in certainty_items()]


def certainty_items() -> list[Row]:
    """Return the certainty items; none where their data is absent."""
    if not certainty.DATA.is_file():
        return []
    return [json.loads(line) for line in certainty.DATA.read_text(encoding="utf-8").splitlines() if line.strip()]


def _item(row: Row) -> Text:
    """Return a certainty item with those units only that its target covers: nothing is known of the others."""
    target = spans_of(row["target"], row["text"])
    text = _text(row["id"], False, row, {"claims": []})
    text.examples = [e for e in text.examples if overlap(target, [e.unit.evidence]) >= MINIMUM_OVERLAP]
    for example in text.examples:
        example.kind = row["target"]["type"]
    return text


def _text(name: str, held: bool, row: Row, gold: Row) -> Text:
    content = row["text"]
    parsed = parse(content, split_blocks(content))
    actors = find_actors(parsed, row["published"])
    attributions = find_attributions(parsed, actors)
    units = shown_units(parsed, find_quantities(parsed))
    verdicts = [apply_rules(view_of(u.clause, u.quantity)) for u in units]
    claims = align(units, gold["claims"], content)
    known, voices = Actors(parsed, actors), Voices(parsed, attributions, actors)
    examples = []
    for unit, cues, claim in zip(units, document_cues(parsed, units, verdicts), claims, strict=True):
        chain = chain_for(attributions, unit.clause.sentence.index, unit.evidence)
        speakers = [attributions[n] for n in chain]
        example = Example(unit, cues, claim["type"] if claim else None, claim, source_keys(speakers))
        if claim:
            example.stand = stand_of(voices, known, unit, claim["type"], sources_of(speakers))
        examples.append(example)
    return Text(name, held, examples, Casting(parsed, actors, known))


def align(units: list[Unit], golds: list[Row], text: str) -> list[Row | None]:
    """Return for each unit the gold claim that it stands for: overlap of half the shorter span, the best pairs first."""
    pairs = []
    for g, gold in enumerate(golds):
        start = text.find(gold["evidence"])
        span = start, start + len(gold["evidence"])
        for n, unit in enumerate(units):
            score = _agreement(unit, gold, span)
            if score is not None:
                pairs.append((-score, g, n))
    found: list[Row | None] = [None] * len(units)
    used = set()
    for _, g, n in sorted(pairs):
        if g not in used and found[n] is None:
            used.add(g)
            found[n] = golds[g]
    return found


def _agreement(unit: Unit, gold: Row, span: Span) -> float | None:
    (a, b), (x, y) = span, unit.evidence
    shared = min(b, y) - max(a, x)
    if shared <= 0 or shared / min(b - a, y - x) < 0.5:
        return None
    score = shared / (max(b, y) - min(a, x))
    theirs, ours = gold["quantity"], unit.quantity
    if theirs is None or ours is None:
        return score + (0.9 if theirs is None and ours is None else -0.3)
    same_low, same_high = theirs["low"] == ours.low, theirs["high"] == ours.high
    return score + 0.6 * (same_low and same_high and theirs["comparator"] == ours.comparator) + 0.3 * same_low
