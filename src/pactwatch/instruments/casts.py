"""Who voted how: the states that a sentence names beside a word of voting, as "Moscow and Beijing vetoed", "a veto of China"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pactwatch.instruments.scene import Sentence

VETO, AGAINST, ABSTAIN, FOR = STANDS = ("cast_veto", "cast_against", "cast_abstain", "cast_for")
"""Classes of words of voting, by how they vote."""
_NOUNS = frozenset({"veto", "vetoes", "abstention", "abstentions", "vote", "votes"})
_USES = frozenset({"use", "uses", "used", "using", "cast", "casts", "casting", "wielded", "exercised"})
_OWN = frozenset({"its", "their", "a", "the", "his"})
_JOINED = frozenset({",", "and", "or", "both", "as", "well"})
_BREAKS = frozenset({";", ":", "but", "while", "whereas", "when", "after", "before", "because", "until"})
_NOT = frozenset({"not", "never", "no", "nobody", "neither", "nor", "without", "to", "nearly", "almost"})
_REACH, _REACH_OF_NOUN = 8, 14
NO_VOTER = "PRK"
"""A state that was not a member of the Council when these votes were taken."""


@dataclass(slots=True, frozen=True)
class Cast:
    """One state's vote as told: how, by which word, and the words from the state to it."""

    stand: str
    state: str
    word: str
    first: int
    last: int


def casts(sentence: Sentence) -> Iterator[Cast]:
    """Yield the votes that a sentence tells of, but not those that it denies or only fears."""
    groups = _groups(sentence)
    for stand in STANDS:
        for first, last in sentence.hits.get(stand, ()):
            group = _voters(sentence.words.lower, first, last, groups)
            if group is None or not _NOT.isdisjoint(sentence.words.lower[max(0, first - 3) : first]):
                continue
            start, end, states = group
            for state in states:
                yield Cast(stand, state, sentence.words.lower[first], min(start, first), max(end, last))


def _groups(sentence: Sentence) -> list[tuple[int, int, list[str]]]:
    """Return the states that a sentence names, those in a row together, with their words."""
    found = sorted((first, last, name) for name, places in sentence.hits.items() if len(name) == 3 and name.isupper() and name != NO_VOTER
                   for first, last in places)  # fmt: skip
    groups: list[tuple[int, int, list[str]]] = []
    for first, last, name in found:
        if groups and groups[-1][1] <= first and _joined(sentence.words.lower[groups[-1][1] : first]):
            start, _, states = groups.pop()
            groups.append((start, last, [*states, name]))
        else:
            groups.append((first, last, [name]))
    return groups


def _joined(between: Sequence[str]) -> bool:
    return 0 < len(between) <= 3 and _JOINED.issuperset(between)


def _voters(
    words: Sequence[str], first: int, last: int, groups: Sequence[tuple[int, int, list[str]]]
) -> tuple[int, int, list[str]] | None:
    """Return the states whose vote a word of voting is: named by "by" or "of" after it, or before it."""
    if words[last : last + 1] and words[last] in {"by", "of", "from"}:
        return next((group for group in groups if last < group[0] <= last + 3), None)
    before = [group for group in groups if group[1] <= first]
    if not before:
        return None
    gap = words[before[-1][1] : first]
    if words[first] in _NOUNS and last - first == 1:
        used = not _USES.isdisjoint(gap) and not _OWN.isdisjoint(gap)
        if len(gap) > 1 and not used and not {"its", "their"} & set(gap[-1:]):
            return None
        return before[-1] if len(gap) <= _REACH_OF_NOUN and _BREAKS.isdisjoint(gap) else None
    return before[-1] if len(gap) <= _REACH and _BREAKS.isdisjoint(gap) else None
