"""Changed states: what the reading of the original takes for planned, possible, demanded or denied, and that of the retelling for a fact.

The claims of two texts are told to be of one event by what they share, and their modality (reading/modality.py) is compared:

1. figures    claims with the same number of the same thing, where no other claim of either text with that number says otherwise
2. sentences  all claims of one kind in a sentence of the retelling and in the one of the original that it is most like

A modality alone is not enough: the original's sentence must have a word that keeps the deed open, the retelling's none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.align import RATE, likeness, same_thing, same_value, shared
from pactwatch.origins.drift_modality import is_denial, is_kept_elsewhere
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import NEGATION, is_reserved, pattern, words_of
from pactwatch.origins.matters import kind_of
from pactwatch.origins.types import Facts, Figure, Line, Matter

ALIKE, MUCH = 0.5, 6.0
"""Likeness of two sentences from which their claims of one kind are of one event, and what they share at least, as a sum of rarities."""
REAL = frozenset({"happened", "ongoing"})
SURE = frozenset({"fact", "present"})
OPEN = {"planned": "planned", "possible": "only possible", "demanded": "demanded", "denied": "denied"}
"""What a modality is called; of other states a change is none of these rules' ("alleged": who says it is told by the rules of voices)."""


def state_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield what the reading of the retelling takes for real and that of the original did not; `before` and `text` are the texts."""
    yield from _by_figures(original, retelling, before, text)
    yield from _by_sentences(original, retelling, before, text)


def _by_figures(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    there, here = ({matter.claim: matter for matter in facts.matters} for facts in (original, retelling))
    for figure in retelling.figures:
        same = [o for o in original.figures if same_value(figure, o) and same_thing(figure, o) and not o.heading and o.unit not in _ballots()]
        told = here.get(figure.claim or "")
        states = [there.get(other.claim or "") for other in same]
        if RATE in figure.unit:
            continue  # what is paid or made by the month is a rule, no event
        if told is None or not same or figure.heading or figure.vague or not all(m is not None and m.modality in OPEN for m in states):
            continue
        others = [here[f.claim] for f in retelling.figures if f.claim in here and same_value(f, figure)]
        line = retelling.lines[figure.line]
        if any(matter.modality not in REAL for matter in others) or not _is_plain(figure, line, text):
            continue
        denied = all(m is not None and m.modality == "denied" for m in states)
        if is_denial(words_of(line, text)) if denied else "present" in (figure.certainty, line.root):
            continue  # in the present tense, which may tell of what is to come
        if all(_is_open(other, original.lines[other.line], before) for other in same):
            change = _told(figure, same[0], told, states[0], retelling, original, text)
            yield from [change] if change is not None else []


def _told(
    figure: Figure, other: Figure, told: Matter, state: Matter | None, retelling: Facts, original: Facts, text: str
) -> Change | None:
    if state is None or (state.modality == "demanded" and kind_of(state.type) != kind_of(told.type)):
        return None
    if is_kept_elsewhere(figure.line, original.lines[other.line], retelling, text):
        return None
    return Change(kind="modality", explanation=f"what was {OPEN[state.modality]} is told as a fact", span=figure.span, against=other.span,
                  claim=figure.claim, against_claim=other.claim)  # fmt: skip


def _by_sentences(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    for n, line in enumerate(retelling.lines):
        if not original.lines or is_denial(words_of(line, text)):
            continue
        m = max(range(len(original.lines)), key=lambda m: (shared(line, original.lines[m]), -m))
        other = original.lines[m]
        if likeness(line, other) < ALIKE or shared(line, other) < MUCH or is_kept_elsewhere(n, other, retelling, text):
            continue
        for kind in sorted({kind_of(matter.type) for matter in retelling.matters if matter.line == n}):
            told, states = (_of_kind(facts, at, kind) for facts, at in ((retelling, n), (original, m)))
            if any(x.modality == "denied" for x in states) and pattern("doubly").search(words_of(other, before)):
                continue  # "has not ruled out" leaves open
            if not states or any(x.modality not in OPEN for x in states) or not _is_more(told, states, line, text):
                continue
            if _is_open_sentence(other, before) or NEGATION.search(words_of(other, before)):
                yield Change(kind="modality", explanation=f"what was {OPEN[states[0].modality]} is told as a fact", span=line.span,
                             against=other.span, claim=told[0].claim, against_claim=states[0].claim)  # fmt: skip


def _is_more(told: Sequence[Matter], states: Sequence[Matter], line: Line, text: str) -> bool:
    """Say whether claims of the retelling make more of an event: a fact of what was open, anything but a denial of what was denied."""
    if all(matter.modality == "denied" for matter in states):
        return all(matter.modality in (*REAL, "planned", "possible") for matter in told)
    later = line.root == "present" and any(matter.modality != "denied" for matter in states)
    return all(matter.modality in REAL for matter in told) and _is_certain(line, text) and not later


def _of_kind(facts: Facts, line: int, kind: str) -> Sequence[Matter]:
    return [matter for matter in facts.matters if matter.line == line and kind_of(matter.type) == kind]


def _is_plain(figure: Figure, line: Line, text: str) -> bool:
    """Say whether a figure stands in a sentence of the retelling that has no word of doubt or of what is to come."""
    return figure.certainty in SURE and _is_certain(line, text)


def _is_certain(line: Line, text: str) -> bool:
    words = words_of(line, text)
    return line.root in SURE and not line.hedged and not is_reserved(words, planned=True) and not _kept().search(words)


def _is_open(figure: Figure, line: Line, before: str) -> bool:
    owed = OWED.search(words_of(line, before))
    return not owed and (figure.certainty not in SURE or bool(line.denied) or _is_open_sentence(line, before))


def _is_open_sentence(line: Line, before: str) -> bool:
    """Say whether a sentence of the original has a word that keeps what it tells open, be it only a verb with an infinitive below it."""
    words = words_of(line, before)
    if OWED.search(words):
        return False
    marked = is_reserved(words, planned=True) or bool(_kept().search(words)) or any(not _settled(m[1]) for m in INFINITIVE.finditer(words))
    return marked or bool(line.hedged) or line.root not in SURE


OWED = re.compile(r"\b(?:wait(?:s|ed|ing)? for|await(?:s|ed|ing)?|ow(?:e|es|ed|ing)|debts?)\b", re.IGNORECASE)
"""By which what was lent is told of as still to be paid: the loan itself was no plan."""
INFINITIVE = re.compile(r"\b([a-z]+) (?:\w+ ){0,4}?to (?!the\b|an?\b|its\b|their\b|his\b|her\b)[a-z]+\b")
"""A word, and an infinitive below it: whoever "voted to send" has not sent."""


def _settled(word: str) -> bool:
    """Say whether a word before an infinitive tells that the deed was done ("managed to", "began to"), or is no verb at all."""
    return word in _done() or not word.endswith(("ed", "s", "t", "n"))


@lru_cache(maxsize=1)
def _done() -> frozenset[str]:
    return frozenset(read_toml("origins/words.toml")["infinitives"]["done"].split())


@lru_cache(maxsize=1)
def _ballots() -> frozenset[str]:
    return frozenset(read_toml("origins/words.toml")["infinitives"]["ballots"].split())


@lru_cache(maxsize=1)
def _kept() -> re.Pattern[str]:
    """Return what beside the words of doubt keeps a deed open: "unless", "must", "to be paid", "fit for"."""
    return re.compile("|".join(rf"\b(?:{words})\b" for words in read_toml("origins/words.toml")["infinitives"]["kept"]), re.IGNORECASE)
