"""What a text or a sentence can hold: a fact whose classes and words do not all stand there is not looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from pactwatch.instruments.conditions import parse
from pactwatch.instruments.patterns import Fact, Pattern

Way = frozenset[int]
"""One way in which a fact can hold: the numbers of all that it needs at once."""
Step = dict[int, list[tuple[str, Way]]]
"""Facts with their ways, by the one of its needs that fewest other ways have."""


class Facts(dict[str, Fact]):
    """Facts by name, and what each needs: whatever a pattern asks for at one place has a number, the same everywhere."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        """Give numbers to what the patterns and conditions of `facts` ask for, and put facts in the order in which they need each other."""
        super().__init__(facts)
        self._numbers: dict[tuple[bool, frozenset[str]], int] = {}
        self._of: tuple[dict[str, set[int]], dict[str, set[int]]] = {}, {}
        self.any = {name: tuple(map(self._needs, fact.any)) for name, fact in facts.items()}
        self.unless = {name: tuple(map(self._needs, fact.unless)) for name, fact in facts.items()}
        self.told = frozenset(name for name, fact in facts.items() if fact.told)
        self.claimed = frozenset(name for name, fact in facts.items() if fact.claims and not fact.told)
        """Facts that a claim may tell, whatever words the text has."""
        ways = {name: tuple(map(self._asked, facts[name].told)) if name in self.told else self.any[name] for name in facts}
        common = Counter(chain.from_iterable(chain.from_iterable(ways.values())))
        self._free = frozenset(name for name, own in ways.items() if any(not way for way in own))
        """Facts that need nothing that can be looked for, as a day alone."""
        self._steps = [(_step({name: ways[name] for name in names}, common), knotted) for names, knotted in self._ordered(ways)]

    def look(self, words: Iterable[str], classes: Iterable[str], given: Iterable[str]) -> tuple[set[str], set[int]]:
        """Return what can stand among `words` and `classes`, where the facts `given` can: classes and facts, and numbers of needs."""
        names = {*(name for name in classes if name not in self), *given, *self._free}
        of_words, of_classes = self._of
        met = set(chain.from_iterable(of_words[word] for word in words if word in of_words))
        met.update(chain.from_iterable(of_classes[name] for name in names if name in of_classes))
        for step, knotted in self._steps:
            while found := {name for need in step.keys() & met for name, way in step[need] if way <= met and name not in names}:
                names |= found
                met.update(chain.from_iterable(of_classes[name] for name in found if name in of_classes))
                if not knotted:
                    break
        return names, met

    def _needs(self, pattern: Pattern) -> Way:
        return frozenset(self._number(item.words or item.classes, words=bool(item.words)) for part in pattern for item in part)

    def _asked(self, condition: str) -> Way:
        return frozenset(self._number(names, words=False) for names in wanted(condition))

    def _number(self, names: Iterable[str], *, words: bool) -> int:
        key = words, frozenset(names)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers)
            for name in key[1]:
                self._of[not words].setdefault(name, set()).add(self._numbers[key])
        return self._numbers[key]

    def _ordered(self, ways: Mapping[str, Iterable[Way]]) -> Iterator[tuple[list[str], bool]]:
        """Yield the facts in steps: those that need no other, those that need only these, ...; at last, and so marked, those that need each other."""
        asked = {number: names & self.keys() for (words, names), number in self._numbers.items() if not words}
        needed = {name: {other for number in chain.from_iterable(ways[name]) for other in asked.get(number, ())} for name in ways}
        left = dict.fromkeys(self)
        while left:
            ready = [name for name in left if needed[name].isdisjoint(left)]
            yield ready or list(left), not ready
            if not ready:
                return
            left = {name: None for name in left if name not in ready}


class Within:
    """What the sentences of a text together leave possible."""

    def __init__(self, facts: Facts, words: Collection[str], classes: Collection[str]) -> None:
        self._facts, self._seen = facts, (words, classes)
        self._possible, self._met = facts.look(words, classes, facts.claimed)
        self.told = facts.told & self._possible
        self._patterns: dict[tuple[str, bool], tuple[Pattern, ...]] = {}

    def is_of(self, words: Collection[str], classes: Collection[str]) -> bool:
        """Whether the text has just these words and classes."""
        return self._seen == (words, classes)

    def patterns(self, fact: Fact, *, denied: bool = False) -> tuple[Pattern, ...]:
        """Return those patterns of a fact, or of what forbids it, that can stand in the text."""
        key = fact.name, denied
        if key not in self._patterns:
            needs = self._facts.unless if denied else self._facts.any
            pairs = zip(fact.unless if denied else fact.any, needs[fact.name], strict=True)
            self._patterns[key] = tuple(pattern for pattern, way in pairs if way <= self._met)
        return self._patterns[key]

    def possible(self, names: Iterable[str]) -> list[str]:
        """Return those of the classes and facts `names` that can stand in the text at all."""
        return [name for name in names if name in self._possible]

    def condition(self, condition: str) -> bool:
        """Whether all that a condition asks for can stand in the text."""
        return not any(map(self._possible.isdisjoint, wanted(condition)))


def _step(ways: Mapping[str, Iterable[Way]], common: Counter[int]) -> Step:
    step: Step = {}
    for name, own in ways.items():
        for way in filter(None, own):
            step.setdefault(min(way, key=lambda need: (common[need], need)), []).append((name, way))
    return step


@lru_cache(maxsize=8192)
def wanted(condition: str) -> tuple[tuple[str, ...], ...]:
    """Return the classes and facts of which a condition asks for one each."""
    return tuple(part.names for part in parse(condition) if part.test == "word" and not part.negated)
