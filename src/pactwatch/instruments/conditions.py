"""Conditions: what must be in a text, said so that it can be read aloud.

    permit here, dprk_workers near, not denial here

Parts are parted by commas and all must hold. Each names a class or fact (or several, `a|b`), and where: `here` (the
sentence; the default), `near` (two sentences around), `text` (anywhere in the document or its title). `not` asks for
absence. `date from DAY` and `date before DAY` look at the day of the act; `amount barrels over 500000` (or `within`) at
figures before a class of units. The first part gives the words that are shown as evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from pactwatch.model import Span

if TYPE_CHECKING:
    from pactwatch.instruments.scene import Scene, Sentence

Scope = Literal["here", "near", "text"]
SCOPES: tuple[Scope, ...] = ("here", "near", "text")
_DATE = re.compile(r"date (from|before) (\d{4}-\d{2}-\d{2})")
_AMOUNT = re.compile(r"amount (\w+) (over|within) (\d+)( near)?")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "m": 1e6, "bn": 1e9}


@dataclass(slots=True, frozen=True)
class Day:
    """The day of the act, and the words that give it (None: it is the day of publication)."""

    day: str | None
    span: Span | None


@dataclass(slots=True, frozen=True)
class Part:
    """One part of a condition; `test` is the kind: word, date or amount."""

    names: tuple[str, ...]
    scope: Scope = "here"
    negated: bool = False
    test: str = "word"
    relation: str = ""
    value: str = ""


@dataclass(slots=True, frozen=True)
class Fired:
    """A condition that held: its text and the words it held by."""

    condition: str
    spans: tuple[Span, ...]


@lru_cache(maxsize=4096)
def parse(condition: str) -> tuple[Part, ...]:
    """Return the parts of a condition; ValueError where one is none."""
    return tuple(_part(piece.strip(), condition) for piece in condition.split(","))


def _part(piece: str, whole: str) -> Part:
    if match := _DATE.fullmatch(piece):
        _check_day(match[2], whole)
        return Part((), test="date", relation=match[1], value=match[2])
    if match := _AMOUNT.fullmatch(piece):
        return Part((match[1],), "near" if match[4] else "here", test="amount", relation=match[2], value=match[3])
    words = piece.split()
    negated = bool(words) and words[0] == "not"
    words = words[1:] if negated else words
    scope = next((known for known in SCOPES if len(words) == 2 and words[1] == known), None)
    if not words or (len(words) > 1 and scope is None):
        raise ValueError(f"{piece!r} in the condition {whole!r}: write NAME here, NAME near or NAME text")
    return Part(tuple(words[0].split("|")), scope or "here", negated)


def _check_day(day: str, whole: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise ValueError(f"{day} in the condition {whole!r} is no day ({error})") from error


@lru_cache(maxsize=4096)
def beginning(condition: str) -> tuple[str, ...]:
    """Return the classes and facts of which one must stand in a sentence for a condition to hold there; () where it asks for none here."""
    first = parse(condition)[0]
    return first.names if first.test == "word" and first.scope == "here" and not first.negated else ()


def names_of(condition: str) -> set[str]:
    """Return the classes and facts that a condition names."""
    return {name for part in parse(condition) for name in part.names}


def holds(condition: str, scene: Scene, sentence: Sentence, day: Day, *, hidden: bool = False) -> Fired | None:
    """Return the condition as fired at `sentence`, None where it does not hold.

    It holds by words that the scene may show, unless `hidden`; what must not be there is looked for in all words.
    """
    spans: list[Span] = []
    for part in parse(condition):
        found = _evaluate(part, scene, sentence, day, hidden or part.negated)
        if found is False:
            return None
        if isinstance(found, tuple):
            spans.append(found)
    return Fired(condition, tuple(spans))


def _evaluate(part: Part, scene: Scene, sentence: Sentence, day: Day, hidden: bool) -> Span | bool:
    """Return the words by which a part holds; True where it holds without words, False where it does not."""
    if part.test == "date":
        if day.day is None:
            return False
        right = day.day >= part.value if part.relation == "from" else day.day < part.value
        shown = day.span is not None and (hidden or scene.visible(day.span))
        return (day.span if shown and day.span else True) if right else False
    look = scene.find if hidden else scene.find_shown
    for place in scene.around(sentence, part.scope):
        for name in part.names:
            found = look(name, place) if part.test == "word" else _amount(part, name, place)
            if found is not None and (hidden or scene.visible(found)):
                return False if part.negated else found
    titles = () if part.negated or (scene.shown is not None and not hidden) else scene.title
    if part.scope == "text" and any(scene.find(name, title) for title in titles for name in part.names):
        return True  # the title has no place in the text
    return part.negated


def _amount(part: Part, unit: str, sentence: Sentence) -> Span | None:
    words = sentence.words.lower
    for first, last in sentence.hits.get(unit, ()):
        at = first - 1
        while at >= 0 and at >= first - 4:
            value = number_at(words, at)
            if value is not None:
                if at and len(words[at]) == 3 and words[at].isdecimal() and words[at - 1].isdecimal() and len(words[at - 1]) <= 3:
                    at -= 1  # "500 000"
                    value = float(words[at] + words[at + 1])
                right = value > float(part.value) if part.relation == "over" else value <= float(part.value)
                return sentence.span(at, last) if right else None
            at -= 1
    return None


def number_at(words: tuple[str, ...], at: int) -> float | None:
    """Return the number that starts at a word, with the scale behind it ("1.2 million", "one million")."""
    word = words[at].replace(",", "")
    scale = _SCALES.get(words[at + 1], 1.0) if at + 1 < len(words) else 1.0
    if word[:1].isdigit():
        try:
            return float(word) * scale
        except ValueError:
            return None
    if word in {"a", "the"} and words[at + 1 : at + 2] == ("million",) and words[at - 1 : at] != ("half",):
        return 1e6
    if words[at : at + 2] == ("half", "a") and words[at + 2 : at + 3]:
        return 0.5 * _SCALES[words[at + 2]] if words[at + 2] in _SCALES else None
    small = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "half": 0.5}
    return small[word] * scale if word in small and scale > 1 else None
