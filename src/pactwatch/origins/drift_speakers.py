"""Changed speakers: what one says put into the mouth of another party of the original that doubts it, says something else or nothing.

Parties are compared by their words alone (speakers.py), so that those whom no register knows are heard as well. The retelling's speaker
must be a party of another sentence of the original, by its words, and have none in common with whoever says it there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.align import likeness, line_words, weight
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import NEGATION, denials, pattern, words_of
from pactwatch.origins.speakers import are_same, names_thing
from pactwatch.origins.types import Facts, Line
from pactwatch.origins.words import WORD, stem

ALIKE, MUCH = 0.4, 6.0
"""Likeness of two sentences from which they are one statement, and what they share at least, as a sum of rarities."""
TELLING = 10.0
"""Figure from which sharing it is no chance."""


def speaker_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield statements whose speaker in the retelling is another party of the original; `before` and `text` are the texts."""
    stating = [line for n, line in enumerate(original.lines) if _is_statement(line, n, before)]
    for line in retelling.lines:
        told = [other for other in stating if _is_one(line, other)]
        if not told or not line.speakers or _denies(words_of(line, text)):
            continue
        best = max(told, key=lambda other: (_figures(line, other), likeness(line, other), -other.span[0]))
        speaking = {word for party in best.speakers for word in party}
        if names_thing(speaking):
            continue
        for party in line.speakers:
            if set(party) & speaking or any(set(one) & speaking for one in line.speakers) or speaking & _all_words(line):
                continue
            if any(_is_party(party, other, best) for other in original.lines) and not _is_said_by(party, line, original):
                why = f"what {' '.join(best.speakers[0])} said is attributed to {' '.join(party)}"
                yield Change(kind="attribution", explanation=why, span=line.span, against=best.span)
                return


def _is_statement(line: Line, n: int, before: str) -> bool:
    """Say whether somebody who is named states something: neither "the officer", who may be anybody of before, nor who confirms nothing."""
    words = words_of(line, before)
    anaphor = n > 0 and any(len(party) == 1 and party[0] in _anaphors() for party in line.speakers)
    return bool(line.speakers) and not anaphor and not any(pattern(name).search(words) for name in ("withheld", "silent"))


def _denies(words: str) -> bool:
    return bool(NEGATION.search(words)) or any(stem(match[0]) in denials() for match in WORD.finditer(words))


def _is_one(line: Line, other: Line) -> bool:
    """Say whether two sentences are one statement, leaving aside who speaks in them."""
    words = _without(line) & _without(other)
    least = min(weight(_without(line)), weight(_without(other)))
    return weight(words) >= MUCH and (_figures(line, other) or weight(words) >= ALIKE * least)


def _without(line: Line) -> frozenset[str]:
    return line_words(line) - {word for party in (*line.speakers, *line.subjects) for word in party}


def _figures(line: Line, other: Line) -> bool:
    return any(float(number[1:]) >= TELLING for number in {*line.numbers} & {*other.numbers})


def _all_words(line: Line) -> set[str]:
    return {*line.words, *line.names}


def _is_party(party: tuple[str, ...], other: Line, best: Line) -> bool:
    """Say whether who speaks in the retelling is a party of another sentence of the original than the statement's."""
    return other is not best and any(are_same(party, one) for one in (*other.speakers, *other.subjects))


def _is_said_by(party: tuple[str, ...], line: Line, original: Facts) -> bool:
    """Say whether the original lets this party say something like it too."""
    return any(_is_one(line, other) and any(are_same(party, one) for one in other.speakers) for other in original.lines)


@lru_cache(maxsize=1)
def _anaphors() -> frozenset[str]:
    return frozenset(stem(word) for word in read_toml("origins/words.toml")["voices"]["anaphors"].split())
