"""What a whole text can hold: a fact whose classes and words stand nowhere in it is looked for in none of its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pactwatch.instruments.conditions import parse
from pactwatch.instruments.patterns import Fact, Item
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

    def possible(self, name: str) -> bool:
        """Whether the class or fact `name` can stand in the text at all."""
        known = self._known.get(name)
        if known is None:
            self._known[name] = name in self._classes  # a fact that leads back to itself adds nothing
            self._known[name] = known = self._look(name)
        return known

    def condition(self, condition: str) -> bool:
        """Whether all that a condition asks for can stand in the text."""
        wanted = (part for part in parse(condition) if part.test == "word" and not part.negated)
        return all(any(map(self.possible, part.names)) for part in wanted)

    def _look(self, name: str) -> bool:
        fact = self._facts.get(name)
        if fact is None:
            return name in self._classes
        if fact.told:
            return any(self.condition(condition) for condition in fact.told)
        return bool(fact.claims) or any(all(self._item(item) for part in pattern for item in part) for pattern in fact.any)

    def _item(self, item: Item) -> bool:
        return not item.words.isdisjoint(self._words) if item.words else any(map(self.possible, item.classes))
