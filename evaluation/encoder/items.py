"""Single sentences that teach one thing: certainty items (state of one event) and PLOVER sentences (event and dyad)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation import certainty
from evaluation.scoring import MINIMUM_OVERLAP, overlap, spans_of
from pactwatch.reading.heads import KINDS, PLOVER, STATES
from pactwatch.reading.units import Unit

if TYPE_CHECKING:
    from evaluation.encoder.examples import Truth

Row = dict[str, Any]
Judge = Callable[[Sequence[Unit]], "list[Truth | None]"]
OWN = Path(__file__).parents[1] / "training_sentences"


def rows_of(path: Path) -> list[Row]:
    """Return the rows of a JSON lines file; none where it is absent."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()] if path.is_file() else []


def all_items() -> Iterator[tuple[str, str, bool, Row, Judge]]:
    """Yield (manner, id, held, row, judge of its units) of every item."""
    for name in ("certainty.jsonl", "certainty2.jsonl"):
        for row in rows_of(OWN / name):
            yield "item", row["id"], False, row, _by_target(row)
    for row in rows_of(certainty.DATA):
        yield "item", row["id"], certainty.is_held(row["id"]), row, _by_target(row)
    for row in rows_of(OWN / "plover.jsonl"):
        yield "plover", row["id"], False, row, _by_trigger(row)


def _by_target(row: Row) -> Judge:
    """Judge the units that the item's target covers; nothing is known of the others."""
    from evaluation.encoder.examples import Truth

    target = spans_of(row["target"], row["text"])
    truth = Truth(KINDS.index(row["target"]["type"]), STATES.index(row["modality"]), some=True)

    def judge(units: Sequence[Unit]) -> list[Truth | None]:
        return [truth if overlap(target, [u.evidence]) >= MINIMUM_OVERLAP else None for u in units]

    return judge


def _by_trigger(row: Row) -> Judge:
    """Judge the unit that the trigger word heads; a sentence without event has units that are none."""
    from evaluation.encoder.examples import Truth

    if not row["event"]:
        return lambda units: [Truth(kind=0) for _ in units]
    start = row["trigger_begin"]
    trigger = start, start + len(row["trigger"])
    spans = {
        role: [(a["begin"], a["begin"] + len(a["text"])) for a in row[key]] for role, key in (("agent", "source"), ("recipient", "target"))
    }
    truth = Truth(plover=PLOVER.index(row["event"]), some=True, spans=spans)

    def judge(units: Sequence[Unit]) -> list[Truth | None]:
        heads = [u.clause.sentence.tokens[u.clause.head] for u in units]
        hit = [trigger[0] < h.end and h.start < trigger[1] for h in heads]
        if not any(hit):
            hit = [trigger[0] < u.evidence[1] and u.evidence[0] < trigger[1] for u in units]
            hit = [h and not any(hit[:n]) for n, h in enumerate(hit)]
        return [truth if h else None for h in hit]

    return judge
