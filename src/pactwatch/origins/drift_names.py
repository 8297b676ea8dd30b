"""Whether a sentence names somebody who speaks elsewhere: a person by surname, a body by its noun and its state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pactwatch.origins.drift_words import words_of
from pactwatch.origins.types import Facts, Line, Voice
from pactwatch.origins.voice_names import ASSUMED, countries_in, is_state
from pactwatch.origins.words import content, stem

FAMILY = 7
"""Letters at the head of two long words that make them of one family."""
PARTS = re.compile(r"[^\W_]+")


def names_voice(line: Line, voice: Voice, text: str, countries: Sequence[str] = ()) -> bool:
    """Say whether a sentence of `text` names a speaker; `countries` are those that need not stand in the sentence itself."""
    names, words = set(line.names), {*line.names, *content(words_of(line, text))}
    persons = [_parts(key) for key in voice.keys if key.startswith("person:")]
    if any(person <= names for person in persons):
        return True
    proper, body = _proper(voice.name), _body(voice.name)
    if proper and proper <= names:
        return True
    side = voice.side.removeprefix(ASSUMED)
    return bool(body) and all(_is_named(word, words) for word in body) and (not is_state(side) or side in (*line.countries, *countries))


def _is_named(word: str, words: set[str]) -> bool:
    """Say whether a word of a body stands among words, be it as another of its family: prosecutors, the prosecution."""
    return word in words or (len(word) >= FAMILY and any(other[:FAMILY] == word[:FAMILY] for other in words))


def names_person(facts: Facts, voice: Voice) -> bool:
    """Say whether a document or its title names the person who speaks."""
    names = {*facts.heading, *(word for line in facts.lines for word in line.names)}
    return any(_parts(key) <= names for key in voice.keys if key.startswith("person:"))


def _parts(key: str) -> set[str]:
    return {stem(part) for part in PARTS.findall(key.partition(":")[2])}


@lru_cache(maxsize=4096)
def _body(name: str) -> frozenset[str]:
    """Return the stems of a body's own words, without those of its state: of "Kenya's police" the police."""
    return frozenset(content(" ".join(word for word in name.split() if not countries_in(word))))


@lru_cache(maxsize=4096)
def _proper(name: str) -> frozenset[str]:
    """Return the stems of a name's own capital words, without those of a state: of "firm Skylight" only Skylight."""
    own = (word for word in name.split() if word[0].isupper() and not countries_in(word))
    return frozenset(stem(part) for word in own for part in PARTS.findall(word) if len(part) > 1)
