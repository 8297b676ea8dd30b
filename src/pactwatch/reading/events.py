"""Events: which units of a text tell of an event of a known type, and who acts on whom in it.

1. each unit (a clause with one of its figures) is shown to the event rules (event_rules.py);
2. a nominal clause inside a verbal one of the same type is the same event and is dropped;
3. agent, recipient and object are read from the clause by type (roles.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from pactwatch.model import Span
from pactwatch.reading.event_rules import apply_rules, view_of
from pactwatch.reading.event_topics import PART_OF_EXERCISE, Typed, exercise_prevails, fallback, prevailing_type
from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.relevance import is_relevant
from pactwatch.reading.tree import Parsed
from pactwatch.reading.units import Unit, find_units

SILENT_BLOCKS = frozenset({"noise", "table"})


@dataclass(slots=True)
class Event:
    """A typed unit: the claim's skeleton. `rule` is the id of the event rule that fired."""

    unit: Unit
    type: str
    rule: str

    @property
    def span(self) -> Span:
        """The evidence."""
        return self.unit.evidence

    @property
    def quantity(self) -> QuantityMention | None:
        """The figure of the event, if it has one."""
        return self.unit.quantity


def find_events(parsed: Parsed, quantities: list[QuantityMention]) -> list[Event]:
    """Return the events of a document in text order."""
    if not is_relevant(parsed):
        return []
    shown = [
        (unit, view_of(unit.clause, unit.quantity)) for unit in find_units(parsed, quantities)
        if unit.clause.sentence.block.kind not in SILENT_BLOCKS and not _is_bare_noun(unit)
    ]
    typed = [(unit, view, apply_rules(view)) for unit, view in shown]
    prevailing = prevailing_type([rule.type for _, _, rule in typed if rule])
    found: list[Event] = []
    before: list[Typed] = []
    for unit, view, rule in typed:
        sentence = unit.clause.sentence
        named = (rule.type, rule.id) if rule else fallback(unit.clause, unit.quantity, view, before, prevailing)
        if named is not None:
            found.append(Event(unit, *named))
            before.append((sentence.index, sentence.block_index, named[0]))
    return _in_exercise(_without_nested(found))


def _is_bare_noun(unit: Unit) -> bool:
    """Say whether a clause only points back ("the deployment"), names a kind ("losses") or qualifies ("-based")."""
    clause = unit.clause
    if unit.quantity is not None:
        return False
    if clause.kind == "verb":
        return len(clause.extent) == 1 or clause.sentence.tokens[clause.head].dep == "amod"
    return clause.subject is None and clause.object is None and clause.by is None and not clause.preps


def _in_exercise(events: list[Event]) -> list[Event]:
    if exercise_prevails([e.type for e in events]):
        for event in events:
            if event.type in PART_OF_EXERCISE:
                event.type, event.rule = "joint_exercise", f"{event.rule}+topic.exercise"
    return events


def _without_nested(events: list[Event]) -> list[Event]:
    """Drop a nominal or subordinate event that only qualifies another one of its type and adds no figure."""
    return [e for e in events if e.quantity is not None or not any(_qualifies(e, other) for other in events)]


def _qualifies(event: Event, other: Event) -> bool:
    inner, outer = event.unit.clause, other.unit.clause
    if event is other or event.type != other.type or inner.sentence is not outer.sentence or outer.kind != "verb":
        return False
    if inner.kind == "noun":
        return inner.head in outer.extent or outer.head in inner.extent
    sentence = inner.sentence
    if sentence.tokens[inner.head].dep not in ("acl", "relcl", "advcl", "pcomp"):
        return False
    return any(a.i == outer.head for a in sentence.ancestors(inner.head))
