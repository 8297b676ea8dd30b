"""Stances: whether words say that something is forbidden, permitted, at an end, exempt or covered, with negations counted in.

"does not prevent" permits, "may not" forbids, "no longer any embargo" is an end, "does not extend to" exempts, "no exception
for" covers. The places go into the classes `says_forbids`, `says_permits`, `says_ended`, `says_exempts` and `says_covers` of a
sentence, so that facts and conditions can name them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.instruments.lexicon import STANCES, Hits
from pactwatch.instruments.words import Words

FORBIDS, PERMITS, ENDED, EXEMPTS, COVERS = STANCES
_FORBID, _PERMIT, _MEASURE = "forbid_word", "permit_word", "embargo_word"
_SCOPE = (("exempt_word", EXEMPTS, COVERS), ("cover_word", COVERS, EXEMPTS))
"""Classes of what a rule leaves out or takes in, with what they say, and what they say under a negation."""
_ALONE = frozenset({"cannot", "can't", "can’t", "mustn't", "mustn’t", "couldn't", "couldn’t"})
_MODAL = frozenset({"may", "can", "must", "could"})
_NEAR = frozenset({"not", "never", "nor", "hardly", "neither", "no", "without", "nothing", "nobody", "none"})
_NOBODY = frozenset((word,) for word in ("not", "never", "no", "nobody", "none", "nothing"))
_FAR = frozenset({"nothing", "nobody", "none", "neither", "no"})
_BREAKS = frozenset({",", ";", ":", "but", "that", "and", "because", "since"})


def mark(words: Words, hits: Hits) -> None:
    """Put the places of stances into the classes of a sentence."""
    for stance, place in _stances(words.lower, hits):
        hits.setdefault(stance, []).append(place)
    for name in STANCES:
        if name in hits:
            hits[name] = sorted(set(hits[name]))


def _stances(words: tuple[str, ...], hits: Hits) -> Iterator[tuple[str, tuple[int, int]]]:
    for first, last in hits.get(_FORBID, ()):
        yield (PERMITS if _denied(words, first) else FORBIDS), (first, last)
    for first, last in hits.get(_PERMIT, ()):
        after = words[last : last + 1] in _NOBODY
        yield (FORBIDS if after or _denied(words, first) else PERMITS), (first, last + after)
    for name, plain, turned in _SCOPE:
        for first, last in hits.get(name, ()):
            yield (turned if _denied(words, first) else plain), (first, last)
    for at, word in enumerate(words):
        if word in _ALONE or (word in _MODAL and words[at + 1 : at + 2] in {("not",), ("never",)}):
            yield FORBIDS, (at, at + 1 + (word in _MODAL))
    for first, last in hits.get("lapsed_law", ()):
        if not _denied(words, first):
            yield ENDED, (first, last)
    for first, last in hits.get(_MEASURE, ()):
        start = _no_longer(words, first)
        if start is not None:
            yield ENDED, (start, last)


def _denied(words: tuple[str, ...], first: int) -> bool:
    """Whether a negation stands shortly before a word, or opens its clause ("nothing in the text forbids")."""
    for at in range(first - 1, max(-1, first - 11), -1):
        word = words[at]
        if word in _BREAKS:
            return False
        if ((word in _NEAR or word.endswith(("n't", "n’t"))) and first - at <= 3) or word in _FAR:
            return words[at + 1 : at + 2] != ("only",)
    return False


def _no_longer(words: tuple[str, ...], first: int) -> int | None:
    """Return where "no longer any", "there is no" or "no longer under" begins before a measure's name."""
    for at in range(max(0, first - 6), first):
        if words[at : at + 2] == ("no", "longer") and not _BREAKS & set(words[at:first]):
            return at
        if words[at] == "there" and "no" in words[at:first] and words[at + 1 : at + 2] in {("is",), ("are",)}:
            return at
    return None
