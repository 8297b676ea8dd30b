"""Topic: what an otherwise unmarked clause is about, from what the text around it tells of.

"More than 10,000 came in 2024", "Another 26 are to follow", "Jamaica sent 24": such clauses name neither troops nor
arms, yet a reader knows what is counted. A clause with a figure that no rule has typed takes, in this order,

1. the type that its counted noun or its theme stands for ("fallback.noun");
2. the type of the nearest typed event before it in its paragraph or in the paragraph before ("fallback.context").

A text in which exercises prevail turns its bare deployments into parts of the exercise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pactwatch.data import read_toml
from pactwatch.reading.clauses import Clause
from pactwatch.reading.event_rules import View
from pactwatch.reading.lexicon import verb_classes
from pactwatch.reading.mentions import QuantityMention

REACH = 2
"""How many sentences back the nearest typed event may stand; chosen on the development texts' tuning part."""

PART_OF_EXERCISE = frozenset({"deploy_forces", "troop_presence"})
EXERCISE_SHARE = 0.34
"""From a third of a text's events on, the text is about an exercise; chosen on the tuning part."""


def fallback(
    clause: Clause, quantity: QuantityMention | None, view: View, before: Sequence[Typed], prevailing: str | None
) -> tuple[str, str] | None:
    """Return (type, rule id) for a clause with a figure that no rule typed, or None.

    `before` holds (sentence, block, type) of the events typed so far, in text order; `prevailing` is the type that the
    rules find most often in the text, None in a text in which they find too little.
    """
    if quantity is None or prevailing is None or quantity.unit in TIME_UNITS or _only_reports(clause):
        return None
    if quantity.low == quantity.high == 1:
        return None
    kind = _by_noun(view)
    if kind:
        return kind, "fallback.noun"
    near = _nearest(clause, before)
    return (near or prevailing), "fallback.context"


def prevailing_type(kinds: Sequence[str]) -> str | None:
    """Return the most frequent of the types that the rules found; None below three events, when nothing prevails."""
    counts = Counter(k for k in kinds if k not in SPEECH)
    if sum(counts.values()) < 3:
        return None
    return min(counts, key=lambda k: (-counts[k], k))


SPEECH = frozenset({"deny", "condemn_or_accuse", "statement_support"})
Typed = tuple[int, int, str]


TIME_UNITS = frozenset({"days", "weeks", "months", "years", "hours", "minutes", "decades", "times"})


def _by_noun(view: View) -> str | None:
    for kind, names in read_toml("events/topics.toml")["noun"].items():
        if view.theme & frozenset(names.split()):
            return str(kind)
    return None


def _nearest(clause: Clause, before: Sequence[Typed]) -> str | None:
    here, block = clause.sentence.index, clause.sentence.block_index
    for sentence, its_block, kind in reversed(before):
        if here - sentence > REACH or block - its_block > 1:
            return None
        if kind not in SPEECH:
            return kind
    return None


def _only_reports(clause: Clause) -> bool:
    """Say whether the clause only reports another one ("a US official said")."""
    sentence = clause.sentence
    return "say" in verb_classes(sentence.tokens[clause.head].lemma) and clause.object is None


def exercise_prevails(kinds: Sequence[str]) -> bool:
    """Say whether a text's events are mainly about an exercise."""
    counts = Counter(kinds)
    return bool(kinds) and counts["joint_exercise"] / len(kinds) >= EXERCISE_SHARE
