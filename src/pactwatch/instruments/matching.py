"""Where a pattern (instruments/patterns.py) stands in a sentence."""

from __future__ import annotations

from pactwatch.instruments.lexicon import Hits
from pactwatch.instruments.patterns import Item, Part, Pattern
from pactwatch.instruments.words import Words


def find(pattern: Pattern, words: Words, hits: Hits) -> tuple[int, int] | None:
    """Return the first and after-last word of the pattern's first place in a sentence, None where it is not there."""
    first, last = len(words.lower), 0
    if not _possible(pattern, words, hits):
        return None
    for part in pattern:
        found = _find_part(part, words, hits)
        if found is None:
            return None
        first, last = min(first, found[0]), max(last, found[1])
    return first, last


def _possible(pattern: Pattern, words: Words, hits: Hits) -> bool:
    """Whether a sentence has each class and word of a pattern at all: most fail for want of one."""
    for part in pattern:
        for item in part:
            classes = item.classes
            if not classes:
                if item.words.isdisjoint(words.places):
                    return False
            elif not (hits.get(classes[0]) if len(classes) == 1 else any(map(hits.get, classes))):
                return False
    return True


def find_all(pattern: Pattern, words: Words, hits: Hits) -> list[tuple[int, int]]:
    """Return each place of a pattern of one part, the first of one whose parts may stand in any order."""
    if len(pattern) != 1:
        found = find(pattern, words, hits)
        return [found] if found else []
    starts = _places(pattern[0][0], words, hits)
    ends = ((start, _follow(pattern[0], 1, end, words, hits)) for start, end in starts)
    return [(start, end) for start, end in ends if end is not None]


def _find_part(part: Part, words: Words, hits: Hits) -> tuple[int, int] | None:
    for start, end in _places(part[0], words, hits):
        last = _follow(part, 1, end, words, hits)
        if last is not None:
            return start, last
    return None


def _follow(part: Part, index: int, at: int, words: Words, hits: Hits) -> int | None:
    if index == len(part):
        return at
    item = part[index]
    for start, end in _places(item, words, hits):
        if at <= start <= at + item.gap and (start == at or item.stops.isdisjoint(words.lower[at:start])):
            last = _follow(part, index + 1, end, words, hits)
            if last is not None:
                return last
    return None


def _places(item: Item, words: Words, hits: Hits) -> list[tuple[int, int]]:
    if item.words:
        found = [words.places[word] for word in item.words if word in words.places]
        return found[0] if len(found) == 1 else sorted(place for places in found for place in places)
    if len(item.classes) == 1:
        return hits.get(item.classes[0], [])
    return sorted(place for name in item.classes for place in hits.get(name, ()))
