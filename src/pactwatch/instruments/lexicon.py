"""Classes of words (data/instruments/lexicon.toml): arms, workers, refined petroleum, states, ... found in sentences.

A class lists words and phrases; `word~` stands for a noun with its plural, `word+` for a regular verb with its forms,
capitals in a phrase ask for capitals in the text. `in` puts a class into wider ones. States and places: places.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pactwatch.instruments.listed import CLASSES
from pactwatch.instruments.places import add_places, add_states, add_towns
from pactwatch.instruments.words import Words, sentences

Hits = dict[str, list[tuple[int, int]]]
"""Each class that occurs in a sentence with the first and after-last word of each place."""

DPRK_CLASS = "dprk"
"""The class of whatever names the DPRK, its people and bodies."""
STANCES = ("says_forbids", "says_permits", "says_ended", "says_exempts", "says_covers")
"""Classes of what a sentence says of law (stances.py)."""
NAMES = ("foreign", "abroad", "state")
"""The classes of all states' names, beside the code of each."""


Entry = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""A phrase in small letters, as it is written where it has capitals, and its classes."""
ALONE = ""
"""What stands for the second word of a phrase of one word."""


@dataclass(slots=True)
class Lexicon:
    """All classes, indexed by the first word of each phrase and its second: there stand the phrases of one word, too."""

    phrases: dict[str, dict[str, list[Entry]]] = field(default_factory=lambda: defaultdict(lambda: {ALONE: []}))
    classes: set[str] = field(default_factory=set)

    def hits(self, words: Words) -> Hits:
        """Return where each class occurs in one sentence."""
        found: Hits = {}
        lower, plain = words.lower, words.plain
        for at, (first, second) in enumerate(zip(lower, (*lower[1:], ALONE), strict=True)):
            if first[0].isdigit():
                found.setdefault("number", []).append((at, at + 1))
            begun = self.phrases.get(first)
            for phrase, cased, classes in (begun.get(second) or begun[ALONE]) if begun else ():
                end = at + len(phrase)
                if lower[at:end] == phrase and (not cased or _agrees(plain[at:end], cased, begins=at == 0)):
                    for name in classes:
                        found.setdefault(name, []).append((at, end))
        return _unmasked(_longest(found))

    def add(self, phrase: str, classes: tuple[str, ...]) -> None:
        """Add one phrase as written in the data file."""
        for form in forms(phrase):
            split = sentences(form, ())
            plain = tuple(word for part in split for word in part.plain)
            lower = tuple(word.lower() for word in plain)
            entry = (lower, plain if plain != lower else (), classes)
            if lower:
                self._put(entry)
        self.classes.update(classes)

    def _put(self, entry: Entry) -> None:
        first, *rest = entry[0]
        begun = self.phrases[first]
        if rest:
            begun.setdefault(rest[0], begun[ALONE].copy())
        for entries in [begun[rest[0]]] if rest else begun.values():
            if entry not in entries:
                entries.append(entry)


def _longest(found: Hits) -> Hits:
    """Leave out a state's name within a longer one (the Republic of Korea in that of the DPRK), and the like."""
    for name in [name for name in found if name in NAMES or (len(name) == 3 and name.isupper())]:
        _leave_out(found, name, found.get("state", []))
    _leave_out(found, "authority", found.get("mil_builders", []))
    _leave_out(found, "money", found.get("listed_name", []))
    _leave_out(found, "refined", found.get("crude", []))
    return {name: places for name, places in found.items() if places}


def _leave_out(found: Hits, name: str, longer: list[tuple[int, int]]) -> None:
    """Drop the places of a class that lie within one of `longer` and are shorter."""
    if name in found:
        found[name] = [at for at in found[name] if not any(a <= at[0] and at[1] <= b and (a, b) != at for a, b in longer)]


def _unmasked(found: Hits) -> Hits:
    """Leave out what lies within a phrase of the class `masked` and is shorter, as the arms of an arms embargo."""
    masks = found.pop("masked", None)
    if masks is None:
        return found
    for name in found:
        _leave_out(found, name, masks)
    return {name: places for name, places in found.items() if places}


def _agrees(words: tuple[str, ...], cased: tuple[str, ...], *, begins: bool) -> bool:
    """Whether words have the capitals of an entry; the first word of a sentence may have one more ("The Council")."""
    rest = zip(words[begins:], cased[begins:], strict=True)
    first = not begins or words[0] == cased[0] or cased[0] == cased[0].lower() or words[0].isupper()
    return first and all(word == wanted or (word.isupper() and wanted != wanted.lower()) for word, wanted in rest)


def forms(phrase: str) -> Iterator[str]:
    """Yield the forms that an entry stands for: the plural of `noun~`, the regular forms of `verb+`."""
    if phrase.endswith("~"):
        noun = phrase[:-1]
        yield noun
        yield plural(noun)
    elif phrase.endswith("+"):
        yield from verb_forms(phrase[:-1])
    else:
        yield phrase


def plural(noun: str) -> str:
    """Return the regular plural."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def verb_forms(verb: str) -> tuple[str, ...]:
    """Return the regular forms of a verb; a doubled last letter is written into the entry ("ship" + "p" as "ship/p")."""
    stem, _, doubled = verb.partition("/")
    if doubled:
        return stem, f"{stem}s", f"{stem}{doubled}ed", f"{stem}{doubled}ing"
    if stem.endswith("e"):
        return stem, f"{stem}s", f"{stem}d", f"{stem[:-1]}ing"
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        return stem, f"{stem[:-1]}ies", f"{stem[:-1]}ied", f"{stem}ing"
    return stem, plural(stem), f"{stem}ed", f"{stem}ing"


def build(tables: Iterable[Mapping[str, Any]]) -> Lexicon:
    """Return the lexicon over tables of classes, each `{name: {words: [...], in: [...]}}`; later tables add to earlier ones."""
    lexicon = Lexicon()
    merged: dict[str, dict[str, list[str]]] = {}
    for table in tables:
        for name, row in table.items():
            known = merged.setdefault(name, {"words": [], "in": []})
            known["words"] += row.get("words", [])
            known["in"] += row.get("in", [])
    for name in merged:
        wider = _wider(name, merged)
        lexicon.classes.update(wider)
        for phrase in merged[name]["words"]:
            lexicon.add(phrase, wider)
    add_states(lexicon)
    add_places(lexicon)
    add_towns(lexicon)
    lexicon.classes.update(("number", "state", "foreign", "abroad", "carried", "northern_person", "northern_ship", *STANCES, *CLASSES))
    return lexicon


def _wider(name: str, table: Mapping[str, Any]) -> tuple[str, ...]:
    found, waiting = [], [name]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.append(at)
            waiting += table.get(at, {}).get("in", [])
    return tuple(found)
