"""Changed mood: what is thought about, talked over, wished or promised told as done, whatever verbs either text has.

The word that says so stands in the original's sentence, what it is about behind it. The retelling's sentence tells most of that as a
fact, without any word of the kind, and no other sentence of the retelling that tells of it has one. (By equal verbs and figures:
drift_modality.py; as settled: drift_avowals.py.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pactwatch.origins.align import likeness, line_words, weight
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import NEGATION, is_reserved, pattern, words_of
from pactwatch.origins.types import Facts, Line
from pactwatch.origins.words import content

MOODS = ("mulled", "desired", "vowed")
COMMON = 0.55
"""Share of what a mood is about that the retelling's sentence must tell."""
MUCH = 6.0
"""The least of it, as a sum of rarities."""
ALIKE = 0.4
"""Likeness of two sentences from which they tell one thing."""
SOME = 0.25
"""Share of what a mood is about from which a sentence of the retelling speaks of it."""
CLAUSE = re.compile(r"[.;:]\s|,\s(?=(?:an?|the|its|his|her)?\s?(?:\S+\s){0,6}?(?:said|says|told|announced|reported|stated|explained)\b)")


def mood_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield what is only thought about, wished or promised and told as a fact; `before` and `text` are the texts."""
    for other in original.lines:
        words = words_of(other, before)
        for mood in MOODS if not NEGATION.search(words) else ():
            for found in pattern(mood).finditer(words):
                about = _about(words, found.end(), other)
                line = _fact(about, other, retelling, text)
                if line is not None and not _is_stated(about, other, original, before):
                    why = f"what is only {WORDS[mood]} ({found[0].lower()}) is told as a fact"
                    yield Change(kind="modality", explanation=why, span=line.span, against=other.span)
                    return


WORDS = {"mulled": "thought or talked about", "desired": "wished or asked for", "vowed": "planned or promised"}


def _about(words: str, start: int, line: Line) -> frozenset[str]:
    """Return the stems of what a mood is about: the words behind it in its clause, and the sentence's figures."""
    end = CLAUSE.search(words, start)
    told = frozenset(content(words[start : end.start() if end else len(words)])) & line_words(line)
    return told | frozenset(line.numbers) if told else told


def _fact(about: frozenset[str], other: Line, retelling: Facts, text: str) -> Line | None:
    """Return the sentence that tells as a fact what the mood is about; None where any sentence about it keeps a mood."""
    least = weight(about)
    if least < MUCH:
        return None
    found = None
    for line in retelling.lines:
        share = weight(about & line_words(line)) / least
        words = words_of(line, text)
        if share >= SOME and (is_reserved(words, planned=True) or NEGATION.search(words) or line.root != "fact"):
            return None
        if found is None and share >= COMMON and likeness(line, other) >= ALIKE:
            found = line
    return found


def _is_stated(about: frozenset[str], other: Line, original: Facts, before: str) -> bool:
    """Say whether another sentence of the original tells as a fact what the mood is about."""
    return any(
        line is not other and line.root == "fact" and weight(about & line_words(line)) >= COMMON * weight(about)
        and not is_reserved(words_of(line, before), planned=True)
        for line in original.lines
    )  # fmt: skip
