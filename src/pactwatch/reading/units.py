"""Claim units: a clause with one of its quantities, the smallest thing that may become a claim.

One claim per event and quantity: a clause with two figures gives two units on the same evidence; a clause without a
figure gives one.
"""

from __future__ import annotations

from dataclasses import dataclass

from pactwatch.data import read_toml
from pactwatch.model import Span
from pactwatch.reading.attribution_according import counts_tellers
from pactwatch.reading.clauses import Clause, find_clauses
from pactwatch.reading.lexicon import verb_classes
from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.tree import Parsed, Sentence


@dataclass(slots=True)
class Unit:
    """A clause with at most one quantity."""

    clause: Clause
    quantity: QuantityMention | None
    evidence: Span


def find_units(parsed: Parsed, quantities: list[QuantityMention]) -> list[Unit]:
    """Return the units of a document in text order."""
    by_sentence: dict[int, list[QuantityMention]] = {}
    for quantity in quantities:
        by_sentence.setdefault(quantity.sentence, []).append(quantity)
    units: list[Unit] = []
    for sentence in parsed.sentences:
        clauses = find_clauses(sentence)
        units += _sentence_units(clauses, by_sentence.get(sentence.index, []))
    return units


def _sentence_units(clauses: list[Clause], quantities: list[QuantityMention]) -> list[Unit]:
    owners: dict[int, list[QuantityMention]] = {}
    quantities = [q for q in quantities if _counts(clauses, q, quantities)]
    extents = [frozenset(c.extent) for c in clauses]
    for quantity in quantities:
        holders = [n for n, extent in enumerate(extents) if quantity.number in extent]
        if holders:
            verbs = [n for n in holders if clauses[n].kind == "verb"]
            pool = verbs or holders
            owners.setdefault(min(pool, key=lambda n: (len(extents[n]), n)), []).append(quantity)
    units = []
    for n, clause in enumerate(clauses):
        mine: list[QuantityMention | None] = [*owners.get(n, [])]
        units += [Unit(clause, quantity, _evidence(clause, quantity)) for quantity in mine or [None]]
    return units


def _evidence(clause: Clause, quantity: QuantityMention | None) -> Span:
    """Return the words of a clause, with all of a state or list of states that its figure counts ("900 killed and wounded")."""
    start, end = clause.evidence
    if quantity is None or not (quantity.rule == "state" or quantity.unit == "casualties"):
        return start, end
    return start, max(end, quantity.span[1])


WEAK = frozenset({"article", "definite", "ordinal-first"})
"""Rules of quantities that seldom count: "a ship", "the two countries", "the first flight"."""
COUNTS = frozenset({"count", "state", "vague", "money"})
HARMED = frozenset({"kill", "wound", "capture"})


LIMITS = frozenset({"cap", "ceiling", "limit", "quota", "threshold", "allowance", "maximum"})
AGAINST = frozenset({"above", "over", "beyond", "under", "below", "within", "past", "against", "than"})
EXCEEDING = frozenset({"exceed", "breach", "pass", "top", "overshoot", "surpass"})


def _is_yardstick(sentence: Sentence, number: int) -> bool:
    """Say whether a figure is only what another is measured by: "above the cap of 500,000 barrels"."""
    limit = next((t for t in sentence.ancestors(number) if t.lemma in LIMITS), None)
    if limit is None or limit.dep not in ("pobj", "dobj"):
        return False
    governor = sentence.tokens[limit.head]
    return governor.lower in AGAINST or governor.lemma in EXCEEDING


def _is_of_harmers(holders: list[Clause], quantity: QuantityMention) -> bool:
    """Say whether a figure counts those, or what, that kill or wound others: "two missiles killed 12 people"."""
    clause = min((c for c in holders if c.kind == "verb"), key=lambda c: len(c.extent), default=None)
    if clause is None or clause.passive or clause.subject is None or clause.object is None:
        return False
    sentence = clause.sentence
    harms = sentence.tokens[clause.head].lemma in read_toml("events/roles.toml")["harm"]["verbs"].split()
    return harms and quantity.number in sentence.subtree(clause.subject)


def _is_span(holders: list[Clause], quantity: QuantityMention) -> bool:
    """Say whether a duration is only the time within which something was counted ("his third visit in six months")."""
    before = holders[0].sentence.word_at(quantity.first - 1) if holders else ""
    return before in ("in", "within", "over")


def _counts(clauses: list[Clause], quantity: QuantityMention, others: list[QuantityMention]) -> bool:
    """Say whether a figure is worth a claim.

    A weak one only where people are harmed ("a soldier was killed"); a duration only where nothing else is counted; never
    one of those whose words are given ("according to two diplomats").
    """
    holders = [c for c in clauses if quantity.number in c.extent]
    if quantity.rule == "difference":
        return False
    if holders and _is_yardstick(holders[0].sentence, quantity.number):
        return False
    if holders and _is_of_harmers(holders, quantity):
        return False
    if holders and quantity.noun is not None and counts_tellers(holders[0].sentence, quantity.noun):
        return False
    if quantity.rule == "duration":
        counting = COUNTS | {"ordinal"} if _is_span(holders, quantity) else COUNTS
        return not any(q.rule in counting and q.number in c.extent for c in holders for q in others)
    if quantity.rule not in WEAK:
        return True
    heads = [c.sentence.tokens[c.head].lemma for c in holders]
    return quantity.rule == "article" and any(HARMED.intersection(verb_classes(lemma)) for lemma in heads)
