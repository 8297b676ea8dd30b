"""Facts: patterns over classes and words within one sentence (data/instruments/facts.toml).

A pattern is read from left to right: `[a|b]` a word of class a or b (or the words of another fact), `to|into` one of these
words, `..` at most six words between, `..3` at most three; ` & ` joins parts that may stand in any order. A fact holds where one of `any` does and
none of `unless`; or where a claim of the sentence is as `claims` says (`transfer_arms agent=PRK`) and the pattern `with`,
which keeps a claim that was read wrongly from deciding alone, holds too. A gap after `from` leaps over no `to`, one after
`to|into|for` over no `from`: "from Mariel to Nampo" does not come from Nampo. No gap leaps over a semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

GAP = 6
MOST_GAP = 100
"""Words that a gap may leave out; hardly a sentence has more."""
AWAY = frozenset({"from"})
TOWARDS = frozenset({"to", "into", "for", "toward", "towards"})
CLAUSE = frozenset({";"})
_ITEM = re.compile(r"\[[^\]]+\]|\.\.\d*|\S+")


@dataclass(slots=True, frozen=True)
class Item:
    """One place in a pattern: classes or words, after a gap of at most `gap` words, none of which is one of `stops`."""

    classes: tuple[str, ...]
    words: frozenset[str]
    gap: int
    stops: frozenset[str] = frozenset()


Part = tuple[Item, ...]
Pattern = tuple[Part, ...]


@dataclass(slots=True, frozen=True)
class ClaimTest:
    """What a claim must be: its types, and the countries of its agent and recipient (None: any)."""

    types: frozenset[str]
    agent: str | None = None
    recipient: str | None = None


@dataclass(slots=True, frozen=True)
class Fact:
    """A named fact; `names` are the classes and facts that its patterns look for, `denied` those of `unless` alone."""

    name: str
    any: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    claims: tuple[ClaimTest, ...]
    beside: Pattern
    names: tuple[str, ...]
    denied: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def parse_fact(name: str, row: Mapping[str, Any]) -> Fact:
    """Return the fact that a table row describes; ValueError says what is wrong with it."""
    if unknown := sorted(set(row) - {"any", "unless", "claims", "with", "told", "note"}):
        raise ValueError(f"fact {name}: {', '.join(unknown)} is no field of a fact (any, unless, claims, with, told, note)")
    wanted = tuple(parse_pattern(text) for text in row.get("any", ()))
    unless = tuple(parse_pattern(text) for text in row.get("unless", ()))
    claims = tuple(parse_claim_test(text) for text in row.get("claims", ()))
    beside = parse_pattern(row["with"]) if "with" in row else ()
    names, denied = (tuple(dict.fromkeys(_classes(patterns))) for patterns in ((*wanted, beside), unless))
    return Fact(name, wanted, unless, claims, beside, names, denied, tuple(row.get("told", ())))


def parse_pattern(text: str) -> Pattern:
    """Return the pattern written as `text`; ValueError where it is none."""
    return tuple(_part(part, text) for part in text.split(" & "))


def _part(text: str, whole: str) -> Part:
    items: list[Item] = []
    gap = 0
    for piece in _ITEM.findall(text):
        if piece.startswith(".."):
            gap = int(piece[2:] or GAP)
            if gap > MOST_GAP:
                raise ValueError(f"the pattern {whole!r} leaves out up to {gap} words; a gap takes at most {MOST_GAP}, as in ..6")
        else:
            classes = tuple(piece[1:-1].split("|")) if piece.startswith("[") else ()
            words = frozenset() if classes else frozenset(piece.lower().split("|"))
            items.append(Item(classes, words, gap, _stops(items[-1].words) if items and gap else CLAUSE))
            gap = 0
    if not items or gap:
        raise ValueError(f"the pattern {whole!r} has a part without a word or one that ends in a gap")
    return tuple(items)


def _stops(words: frozenset[str]) -> frozenset[str]:
    """Return the words that a gap after `words` does not leap over: those of the other direction, and a semicolon."""
    away, towards = bool(words & AWAY), bool(words & TOWARDS)
    return CLAUSE | (TOWARDS | {"ashore"} if away and not towards else AWAY if towards and not away else CLAUSE)


def parse_claim_test(text: str) -> ClaimTest:
    """Return the test written as "transfer_arms|aid agent=PRK recipient=RUS"."""
    kinds, *rest = text.split()
    wanted = dict(piece.split("=", 1) for piece in rest if "=" in piece)
    if set(wanted) - {"agent", "recipient"} or len(wanted) != len(rest):
        raise ValueError(f"the claim test {text!r} is not written as TYPE agent=ISO recipient=ISO")
    return ClaimTest(frozenset(kinds.split("|")), wanted.get("agent"), wanted.get("recipient"))


def _classes(patterns: tuple[Pattern, ...]) -> Iterator[str]:
    for pattern in patterns:
        for part in pattern:
            for item in part:
                yield from item.classes
