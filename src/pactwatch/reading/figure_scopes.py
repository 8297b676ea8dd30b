"""A figure in its sentence: which words are its own (Scope), and what it was found to measure (Measured)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.tree import Sentence, Token


@dataclass(slots=True, frozen=True)
class Measured:
    """A measure, which rule found it, and the token that says so (None where no word does)."""

    measure: str
    rule: str
    cue: int | None = None


@dataclass(slots=True)
class Scope:
    """A figure in its sentence: the tokens that belong to it alone lie between `floor` and `stop`.

    Where it is listed with others ("84 fighters and 47 soldiers at X"), what follows the list up to `reach` is its own too.
    """

    sentence: Sentence
    quantity: QuantityMention
    floor: int
    stop: int
    reach: int = 0
    claim: str | None = None
    base: bool = False

    @property
    def anchor(self) -> int:
        """The token by which the figure hangs in the tree: its noun, else its number."""
        noun = None if self.quantity.unit == "percent" else self.quantity.noun
        return noun if noun is not None and noun >= self.quantity.first else self.quantity.number


SIZES = frozenset({"figure", "number", "total", "tally", "count", "estimate"})
"""Nouns that only say that a number follows."""
LISTING = frozenset({"and", "or", ",", "of", "the", "another", "as", "well"})


def scopes(sentence: Sentence, quantities: Sequence[QuantityMention]) -> list[Scope]:
    """Return the scope of each figure of a sentence, from the figure before it to the one after it."""
    found = []
    for n, q in enumerate(quantities):
        floor = quantities[n - 1].last + 1 if n else 0
        stop = quantities[n + 1].first if n + 1 < len(quantities) else len(sentence)
        found.append(Scope(sentence, q, min(floor, q.first), max(stop, q.last + 1)))
    for n in range(len(found) - 1, -1, -1):
        scope = found[n]
        gap = [t.lower for t in sentence.tokens[scope.quantity.last + 1 : scope.stop]]
        listed = n + 1 < len(found) and 0 < len(gap) <= 4 and set(gap) <= LISTING
        scope.reach = found[n + 1].reach if listed else scope.stop
    return found


STOPS = frozenset({";", ":", ".", "—", "--", "(", ")", '"', "?", "!"})


BREAKS = frozenset({"after", "since", "when", "while", "because", "before", "until", "if", "although", "though", "where", "whereas", "but", "than"})


ELLIPTIC = frozenset({"ellipsis", "bare", "part"})


def is_attributive(sentence: Sentence, i: int) -> bool:
    """Say whether a state stands before a noun of its own ("wounded civilians")."""
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    return token.dep in ("amod", "compound", "nmod") and head.i > i and head.pos in ("NOUN", "PROPN")


def is_finite(sentence: Sentence, token: Token) -> bool:
    """Say whether a verb is the predicate of a clause of its own rather than a participle after a noun."""
    helped = any(k.dep in ("aux", "auxpass") for k in sentence.children(token.i))
    return token.dep not in ("acl", "relcl", "amod") and (token.tag in ("VBD", "VBP", "VBZ") or helped)
