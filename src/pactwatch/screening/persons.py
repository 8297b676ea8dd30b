"""Comparing two personal names, part by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pactwatch.screening.korean import DIFFERS, KoreanName, given_gap, korean_names
from pactwatch.screening.sino import sino_agrees
from pactwatch.screening.sounds import bare_similarity, group_key, similarity, skeleton
from pactwatch.screening.words import Words, light, particles

Weigh = Callable[[str], float]
"""How much a name part tells, from its rarity on the lists: 1 for rare ones, less for common ones."""

UNSAID, BEYOND = 0.85, 0.3
"""How much a part of the query that the list does not have counts against a match, and one of the list's that the
query does not have: texts shorten names, they seldom lengthen them."""

ENOUGH = 2.0
"""How much the parts that agree must tell where others do not: two rare parts do, two common ones do not."""

SINO = 0.78
"""How alike a name and its reading in Mandarin are taken to be: other characters may be read the same."""

JOINED = 3
"""By how many letters a part may differ in length from two others that it joins."""

SLIGHT = frozenset({"abd", "abu", "abou"})
"""Words that are never a part on their own."""

PATRONYMICS = ("vich", "vna", "vych", "ovic", "evici", "ovici", "ogly", "kyzy")


@dataclass(slots=True, frozen=True)
class Likeness:
    """How alike two names are (0 to 1), and why, a sentence for each part."""

    score: float
    reasons: tuple[str, ...] = ()


NOTHING = Likeness(0.0)

INITIALS = 0.75
"""What an initial is worth beside another that agrees too, in the order of the listed name."""


def compare_persons(query: Words, listed: Words, weigh: Weigh) -> Likeness:
    """Return how alike two personal names are."""
    if query.words == listed.words:
        told = [word for word in query.words if word not in SLIGHT]
        if len(told) == 1:
            return Likeness(0.6 + 0.26 * weigh(told[0]), (f"the only part that tells, {_show(told[0])}, is the same",))
        return Likeness(1.0, ("all parts are the same",))
    if query.script != "arabic" and listed.script != "arabic":
        one, two = korean_names(query.words), korean_names(listed.words)
        if any(sino_agrees(query.words, name) for name in two):
            return Likeness(SINO, ("a Mandarin reading of characters that Korean can read as the listed name",))
        if one and two:
            return max((_korean(a, b) for a in one for b in two), key=lambda found: found.score)
    return _general(query, listed, weigh)


def _korean(query: KoreanName, listed: KoreanName) -> Likeness:
    common = query.surnames & listed.surnames
    gap = given_gap(query, listed)
    if not common or gap >= DIFFERS:
        return NOTHING
    surname = f"surname {_show(query.surname)} and {_show(listed.surname)} can both be {'/'.join(sorted(common))}"
    given = f"given name {_show(query.written)} and {_show(listed.written)} can be the same Korean syllables"
    unusual = 0.02 if query.surname != listed.surname else 0.0
    if (query.surname, query.written) == (listed.surname, listed.written):
        return Likeness(0.99, ("all parts are the same",))
    return Likeness(max(0.97 - unusual - 0.9 * gap, 0.0), (surname, given))


@dataclass(slots=True)
class _Pair:
    likeness: float
    why: str
    query: tuple[int, ...]
    listed: tuple[int, ...]


def _general(query: Words, listed: Words, weigh: Weigh) -> Likeness:
    left, right = _parts(query.words), _parts(listed.words)
    bare = "arabic" in (query.script, listed.script) and query.script != listed.script
    pairs = _aligned(left, right, bare=bare)
    if not pairs:
        return NOTHING
    _lift_initials(left, pairs)
    weights = [_weight(word, weigh, bare=bare) for word in left]
    others = [_weight(word, weigh, bare=bare) for word in right]
    matched = sum(weights[i] for pair in pairs for i in pair.query)
    alike = sum(pair.likeness * sum(weights[i] for i in pair.query) for pair in pairs)
    unsaid = [i for i in range(len(left)) if all(i not in pair.query for pair in pairs)]
    beyond = [i for i in range(len(right)) if all(i not in pair.listed for pair in pairs)]
    against = _said_more(left, (unsaid, beyond), weights, pairs) + BEYOND * sum(_spare(right[i], others[i]) for i in beyond)
    score = alike / (matched + against)
    score *= _cautions(left, right, pairs, unsaid, beyond)
    if unsaid or beyond:
        score *= min(1.0, 0.88 + 0.12 * matched / ENOUGH)
    if bare:
        bones = sum(len(skeleton(left[i])) for pair in pairs for i in pair.query)
        score *= min(1.0, 0.7 + 0.05 * bones)
    return Likeness(min(score, 0.99), _reasons(left, right, pairs, (unsaid, beyond)))


def _lift_initials(left: list[str], pairs: list[_Pair]) -> None:
    """Let initials that agree in a row and in order tell more than each of them: given name and father's name."""
    found = sorted((pair for pair in pairs if len(pair.query) == 1 and len(left[pair.query[0]]) == 1), key=lambda pair: pair.query)
    if len(found) > 1 and all(two.listed[0] - one.listed[0] == two.query[0] - one.query[0] == 1 for one, two in pairwise(found)):
        for pair in found:
            pair.likeness = max(pair.likeness, INITIALS)


def _parts(words: tuple[str, ...]) -> list[str]:
    small = particles()
    kept = [word for word in words if word not in small]
    return kept if kept else list(words)


def _weight(word: str, weigh: Weigh, *, bare: bool) -> float:
    if word in light():
        return 0.15
    if word == "abd" or len(word) == 1:
        return 0.3
    told = weigh(word)
    return told * min(1.0, 0.4 + 0.3 * len(skeleton(word))) if bare else told


def _said_more(left: list[str], rest: tuple[list[int], list[int]], weights: list[float], pairs: list[_Pair]) -> float:
    """Return what the parts that only the query has count: a last one, as "al-Badrani", may be added to a long name."""
    unsaid, beyond = rest
    told = sum(_spare(left[i], weights[i]) for i in unsaid)
    if unsaid == [len(weights) - 1] and not beyond and len(pairs) >= 3:
        return 0.5 * told
    return UNSAID * told


def _spare(word: str, weight: float) -> float:
    return weight * (0.15 if word.endswith(PATRONYMICS) or len(word) == 1 else 1.0)


def _cautions(left: list[str], right: list[str], pairs: list[_Pair], unsaid: list[int], beyond: list[int]) -> float:
    factor = 1.0
    full = [pair for pair in pairs if len(left[pair.query[0]]) > 1 and left[pair.query[0]] not in SLIGHT]
    joined = any(len(pair.query) > 1 or len(pair.listed) > 1 for pair in full)
    if len(full) < 2 and not joined:
        factor *= 0.55 if unsaid or beyond else 0.87
    fathers = [[word for i in rest for word in (words[i],) if word.endswith(PATRONYMICS)] for rest, words in ((unsaid, left), (beyond, right))]
    if (unsaid and len(beyond) > len(fathers[1])) or all(fathers):
        factor *= 0.9
    if _another_generation(left, right, pairs, unsaid, beyond):
        factor *= 0.85
    order = [pair.listed[0] for pair in sorted(pairs, key=lambda pair: pair.query)]
    if order != sorted(order):
        turns = sum(a > b for a, b in pairwise(order))
        factor *= 0.985 if turns == 1 else 0.95
    return factor


def _another_generation(left: list[str], right: list[str], pairs: list[_Pair], unsaid: list[int], beyond: list[int]) -> bool:
    """Whether one name begins where the other goes on after its first part: the father's name for the child's."""
    def shifted(rest: list[int], words: list[str], first: set[int]) -> bool:
        return rest[:1] == [0] and 0 in first and group_key(words[0]) != group_key("mohammed") and len(words[0]) > 2

    starts_left = {i for pair in pairs for i in pair.query if 0 in pair.listed}
    starts_right = {j for pair in pairs for j in pair.listed if 0 in pair.query}
    first = unsaid[:1] == [0] and bool(starts_left) and shifted(unsaid, left, {0})
    second = beyond[:1] == [0] and bool(starts_right) and left[0] not in SLIGHT and shifted(beyond, right, {0})
    return (first or second) and len(pairs) >= 2 and "," not in left


def _aligned(left: list[str], right: list[str], *, bare: bool) -> list[_Pair]:
    """Return the best pairs of parts, none used twice; two parts in a row may stand for one."""
    compare = bare_similarity if bare else similarity
    found: list[_Pair] = []
    for i, one in enumerate(left):
        for j, two in enumerate(right):
            likeness, why = compare(one, two)
            if likeness:
                found.append(_Pair(likeness, why, (i,), (j,)))
    if len(found) < max(len(left), len(right)):
        found += _joined_pairs(left, right, compare)
    if not found:
        return []
    shifts = Counter(pair.listed[0] - pair.query[0] for pair in found if pair.likeness >= 0.9)
    # of parts that are equally alike, those that keep the order of the others
    found.sort(key=lambda pair: (
        -len(pair.query) - len(pair.listed) if pair.likeness >= 0.94 else 0, -pair.likeness, -shifts[pair.listed[0] - pair.query[0]],
    ))  # fmt: skip
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    chosen = []
    for pair in found:
        if taken_left.isdisjoint(pair.query) and taken_right.isdisjoint(pair.listed):
            chosen.append(pair)
            taken_left.update(pair.query)
            taken_right.update(pair.listed)
    return chosen


def _joined_pairs(left: list[str], right: list[str], compare: Callable[[str, str], tuple[float, str]]) -> Iterator[_Pair]:
    for i, one in enumerate(left):
        for j, two in enumerate(right):
            if j + 1 < len(right) and abs(len(one) - len(two) - len(right[j + 1])) <= JOINED:
                likeness, why = compare(one, two + right[j + 1])
                if likeness >= 0.9:
                    yield _Pair(likeness, why, (i,), (j, j + 1))
            if i + 1 < len(left) and abs(len(one) + len(left[i + 1]) - len(two)) <= JOINED:
                likeness, why = compare(one + left[i + 1], two)
                if likeness >= 0.9:
                    yield _Pair(likeness, why, (i, i + 1), (j,))


def _reasons(left: list[str], right: list[str], pairs: list[_Pair], rest: tuple[list[int], list[int]]) -> tuple[str, ...]:
    lines = []
    for pair in sorted(pairs, key=lambda item: item.query):
        one = " ".join(_show(left[i]) for i in pair.query)
        two = " ".join(_show(right[i]) for i in pair.listed)
        lines.append(f"{one}: the same" if one == two else f"{one} and {two}: {pair.why}")
    lines += [f"{_show(left[i])} is not in the listed name" for i in rest[0]]
    lines += [f"the listed name also has {_show(right[i])}" for i in rest[1]]
    return tuple(lines)


def _show(word: str) -> str:
    return word.capitalize()
