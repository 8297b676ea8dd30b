"""What a whole text can hold: a fact whose classes and words stand nowhere in it is looked for in none of its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pactwatch.instruments.conditions import parse
from pactwatch.instruments.patterns import Fact, Pattern
from pactwatch.instruments.words import Words


class Within:
    """The classes and words of all sentences of a text, and which facts they leave possible."""

    def __init__(self, facts: Mapping[str, Fact], parts: Iterable[tuple[Words, Iterable[str]]]) -> None:
        self._facts = facts
        self._classes: set[str] = set()
        self._words: set[str] = set()
        for words, classes in parts:
            self._classes.update(classes)
            self._words.update(words.places)
        self._known: dict[str, bool] = {}
        self._patterns: dict[tuple[str, bool], tuple[Pattern, ...]] = {}

    def has_same(self, other: Within) -> bool:
        """Whether another text has the same classes and words, so that it can hold the same."""
        return self._classes == other._classes and self._words == other._words

    def patterns(self, fact: Fact, *, denied: bool = False) -> tuple[Pattern, ...]:
        """Return those patterns of a fact, or of what forbids it, that can stand in the text."""
        key = fact.name, denied
        if key not in self._patterns:
            self._patterns[key] = tuple(pattern for pattern in (fact.unless if denied else fact.any) if self._pattern(pattern))
        return self._patterns[key]

    def possible(self, name: str) -> bool:
        """Whether the class or fact `name` can stand in the text at all."""
        known = self._known.get(name)
        if known is None:
            self._known[name] = name in self._classes  # a fact that leads back to itself adds nothing
            self._known[name] = known = self._look(name)
        return known

    def condition(self, condition: str) -> bool:
        """Whether all that a condition asks for can stand in the text."""
        return all(map(self._one_of, _wanted(condition)))

    def _look(self, name: str) -> bool:
        fact = self._facts.get(name)
        if fact is None:
            return name in self._classes
        if fact.told:
            return any(map(self.condition, fact.told))
        return bool(fact.claims) or any(map(self._pattern, fact.any))

    def _pattern(self, pattern: Pattern) -> bool:
        # plain loops: this is asked some thousand times a text, and most patterns fail by their first item
        for part in pattern:
            for item in part:
                if item.words.isdisjoint(self._words) if item.words else not self._one_of(item.classes):
                    return False
        return True

    def _one_of(self, names: tuple[str, ...]) -> bool:
        known = self._known
        for name in names:
            found = known.get(name)
            if self.possible(name) if found is None else found:
                return True
        return False


@lru_cache(maxsize=8192)
def _wanted(condition: str) -> tuple[tuple[str, ...], ...]:
    """Return the classes and facts of which a condition asks for one each."""
    return tuple(part.names for part in parse(condition) if part.test == "word" and not part.negated)
