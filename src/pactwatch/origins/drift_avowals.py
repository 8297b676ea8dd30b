"""Changed standing of a word: what nobody would vouch for is confirmed, what was wished or weighed is settled.

The verbs in `origins/words.toml` tell it, sentence by sentence:

1. confirmed   "declined to confirm", "alleges", "denies" told as "confirmed", "admitted", "established"
2. proven      "no proof that", "did not rule out that" told as a fact
3. settled     "could", "is considering", "asks for" told as "will", "agreed", "is to"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pactwatch.model import Span
from pactwatch.origins.align import likeness, shared
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_voices import same_voice
from pactwatch.origins.drift_words import DOUBTED, NEGATION, pattern, words_of
from pactwatch.origins.types import Facts, Voice

ALIKE = 0.35
"""Likeness of two sentences from which one may vouch for the other's words."""
CLEAR = 0.6
"""Likeness of two sentences from which one states what the other has no proof of."""
ANNOUNCED = re.compile(r"\b(?:announced|decided|declared|promised) (?:that )?(?:[\w-]+ ){1,6}would\b", re.IGNORECASE)
"""What in reported speech is a "will"."""
ONE_DEED = 0.45
"""Likeness of two sentences from which one may settle what the other only weighs."""


def avowal_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield what the retelling vouches for, or settles, and the original did not; `before` and `text` are their texts."""
    yield from _confirmed(original, retelling, before, text)
    yield from _unproven(original, retelling, before, text)
    yield from _settled(original, retelling, before, text)


def _confirmed(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    for n, line in enumerate(retelling.lines):
        here = words_of(line, text)
        if not pattern("vouching").search(here) or pattern("withheld").search(here) or pattern("weak").search(here):
            continue
        alike = [m for m, other in enumerate(original.lines) if likeness(line, other) >= ALIKE]
        if any(_is_vouched(words_of(original.lines[m], before)) for m in alike):
            continue
        ranked = sorted(alike, key=lambda m: (-shared(line, original.lines[m]), m))
        for m in (m for k, m in enumerate(ranked) if k == 0 or _is_heard(retelling, n, original, m)):
            there = words_of(original.lines[m], before)
            found = pattern("withheld").search(there) or pattern("weak").search(there)
            if found and _one_speaker(_heard(retelling, n), _heard(original, m)):
                yield _change(f"what was left unconfirmed ({found[0]}) is told as confirmed", line.span, original.lines[m].span)
                return


def _unproven(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield what the original says that there is no proof of, or cannot be ruled out, and the retelling states without a doubt anywhere."""
    if any(pattern(name).search(text) for name in DOUBTED):
        return
    for line in retelling.lines:
        if NEGATION.search(words_of(line, text)):
            continue
        m = max(range(len(original.lines)), key=lambda m: (shared(line, original.lines[m]), -m))
        other = original.lines[m]
        found = pattern("unproven").search(words_of(other, before))
        if found and likeness(line, other) >= CLEAR and set(line.words) & {*other.words}:
            yield _change(f"what was left unproven ({found[0]}) is told as a fact", line.span, other.span)
            return


def _settled(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    if any(pattern(name).search(ANNOUNCED.sub("announced", text)) for name in ("weighed", "wished", "tentative")):
        return
    for line in retelling.lines:
        here = words_of(line, text)
        if not (pattern("settled").search(here) or ANNOUNCED.search(here)) or line.denied:
            continue
        m = max(range(len(original.lines)), key=lambda m: (bool({*line.numbers} & {*original.lines[m].numbers}), shared(line, original.lines[m]), -m))
        other = original.lines[m]
        there = words_of(other, before)
        found = pattern("weighed").search(there) or pattern("wished").search(there)
        if found and likeness(line, other) >= ONE_DEED and set(line.words) & set(other.hedged) and not pattern("agreed").search(there):
            yield _change(f"what was only weighed or wished ({found[0]}) is told as settled", line.span, other.span)
            return


def _is_vouched(words: str) -> bool:
    return bool(pattern("vouching").search(words)) and not pattern("withheld").search(words)


def _one_speaker(here: list[Voice], there: list[Voice]) -> bool:
    """Say whether who speaks may be the same: residents may well confirm what the army would not."""
    return not here or not there or any(same_voice(one, other) for one in here for other in there)


def _is_heard(retelling: Facts, n: int, original: Facts, m: int) -> bool:
    """Say whether one speaker, by name, is heard in both sentences."""
    return any(set(one.keys) & set(other.keys) for one in _heard(retelling, n) for other in _heard(original, m))


def _heard(facts: Facts, line: int) -> list[Voice]:
    return [voice for voice in facts.voices if line in voice.lines]


def _change(explanation: str, span: Span, against: Span) -> Change:
    return Change(kind="modality", explanation=explanation, span=span, against=against)
