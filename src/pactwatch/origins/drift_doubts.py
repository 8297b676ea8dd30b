"""How likely a change is one: weighed cues of what was noticed, of both sentences and of what only one of them has.

Whoever retells faithfully uses other words, and some of these look like a change. Which ones, a logistic regression has learnt from
annotated pairs (evaluation/fit_drifts.py): its weights are data/origins/drift_chances.tsv. It takes changes away, and finds none. Whose
words they are is left to the modules that listen for it: what is weighed here says little of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import exp

from pactwatch.data import read_text
from pactwatch.origins.align import likeness, line_words
from pactwatch.origins.drift_matters import line_at
from pactwatch.origins.drift_types import Change
from pactwatch.origins.types import Facts, Line
from pactwatch.reading.weights import INTERCEPT, Weights

LIKELY = 0.6
"""Chance from which a change is told."""
UNDOUBTED = frozenset({"voices", "speakers"})
"""Modules whose changes are told whatever the chance: weighed, two of three right ones of texts of another make went, with half of the wrong."""
MANY = 4
"""Words beyond which more of them say nothing more."""
_GIVEN = re.compile(r"[“\"‘'(].*?[”\"’')]|\d[\d.,]*|\b[A-Z]\w*")


def is_likely(change: Change, by: str, original: Facts, retelling: Facts) -> bool:
    """Say whether a change that the module `by` noticed is likely to be one."""
    return by in UNDOUBTED or chance(change, by, original, retelling) >= LIKELY


def chance(change: Change, by: str, original: Facts, retelling: Facts) -> float:
    """Return how likely a change that the module `by` noticed is one, 0 to 1."""
    rows = dict.fromkeys(cues_of(change, by, original, retelling), 1.0)
    table = weights()
    score = float(table.scores([rows])[0][0] + table.scores([{INTERCEPT: 1.0}])[0][0])
    return 1 / (1 + exp(-score))


def cues_of(change: Change, by: str, original: Facts, retelling: Facts) -> Iterator[str]:
    """Yield the cues of a change: who noticed it and how it is told, how alike both sentences are, and what only one of them has."""
    yield f"by:{by}"
    yield f"kind:{change.kind}"
    yield from (f"told:{by}:{word}" for word in set(_GIVEN.sub(" ", change.explanation).lower().split()))
    at, from_ = line_at(retelling, change.span), line_at(original, change.against)
    if at is None or from_ is None:
        yield "no line"
        return
    here, there = retelling.lines[at], original.lines[from_]
    for name, value in _degrees(here, there, original, retelling):
        yield f"{name}:{value}"
        yield f"{by}:{name}:{value}"
    yield from (f"plus:{word}" for word in line_words(here) - _all_words(original))
    yield from (f"minus:{word}" for word in line_words(there) - _all_words(retelling))
    yield f"root:{there.root}:{here.root}"


def _degrees(here: Line, there: Line, original: Facts, retelling: Facts) -> Iterator[tuple[str, int]]:
    alike = likeness(here, there)
    yield "alike", int(alike * 5)
    yield "without numbers", int(likeness(here, there, numbers=False) * 5)
    best = max((likeness(here, other) for other in original.lines), default=0.0)
    yield "another is closer", int((best - alike) * 5 + 0.5)
    back = max((likeness(other, there) for other in retelling.lines), default=0.0)
    yield "a further one is closer", int((back - alike) * 5 + 0.5)
    yield "new numbers", _few(set(here.numbers) - _numbers(original))
    yield "lost numbers", _few(set(there.numbers) - _numbers(retelling))
    yield "new names", _few(set(here.names) - _names(original))
    yield "lost names", _few(set(there.names) - _names(retelling))
    yield "new words", _few(line_words(here) - _all_words(original))
    yield "lost words", _few(line_words(there) - _all_words(retelling))
    yield "hedges", _side(len(here.hedged), len(there.hedged))
    yield "denials", _side(len(here.denied), len(there.denied))
    yield "countries", _side(len(set(here.countries) - set(there.countries)), len(set(there.countries) - set(here.countries)))
    yield "days", _side(len(set(here.days) - set(there.days)), len(set(there.days) - set(here.days)))
    yield "same verb", int(bool(here.told) and here.told == there.told)
    yield "first", int(here is retelling.lines[0])


def _few(found: set[str] | frozenset[str]) -> int:
    return min(len(found), MANY)


def _side(here: int, there: int) -> int:
    return (here > there) - (here < there)


def _numbers(facts: Facts) -> set[str]:
    return {number for line in facts.lines for number in line.numbers}


def _names(facts: Facts) -> set[str]:
    return {name for line in facts.lines for name in line.names}


def _all_words(facts: Facts) -> frozenset[str]:
    return frozenset(word for line in facts.lines for word in line_words(line))


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the shipped weights."""
    return Weights(read_text("origins/drift_chances.tsv"))
