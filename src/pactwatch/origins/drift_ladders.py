"""Another stage of one affair: the accused told as convicted, the frozen as confiscated, the signed as in force.

The ladders are in `origins/ladders.toml`. The retelling's sentence and the one of the original that it is most like each have words of
stages, of which they have none in common. The original has the retelling's stage nowhere but as denied or to come, and the retelling
none of the original's stages at all. Words in a clause that denies them, plans them or leaves them open tell no stage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.align import likeness, shared
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import NEGATION, words_of
from pactwatch.origins.types import DriftKind, Facts, Line
from pactwatch.origins.words import WORD, stem

ALIKE, MUCH = 0.45, 5.0
"""Likeness of two sentences from which they tell of one affair, and what they share at least, as a sum of rarities."""
NUMBERED = 0.3
"""The likeness that is enough where they have a telling number in common."""
TELLING = 20
"""Number from which sharing it is no chance."""
DENIED = re.compile(r"\b(?:no|not|none|nobody|nothing|never|without|neither|nor|cannot)\b[^,;:]{0,30}$|n['\u2019]t\b[^,;:]{0,30}$", re.IGNORECASE)
"""A denial shortly before a word, in its clause."""
Ladder = tuple[DriftKind, Mapping[str, re.Pattern[str]]]


def ladder_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield sentences that tell another stage than the original's; `before` and `text` are the texts."""
    for line in retelling.lines:
        other = max(original.lines, key=lambda one: (_have_number(line, one), shared(line, one), -one.span[0]), default=None)
        if other is None or not _are_of_one(line, other) or NEGATION.search(words_of(line, text)):
            continue
        for kind, stages in _ladders():
            was, now = _told(other, before, stages), _told(line, text, stages)
            if not was or not now or was.keys() & _named(line, text, stages) or now.keys() & was.keys():
                continue
            if any(now.keys() & _told(one, before, stages).keys() for one in original.lines):
                continue
            if any(was.keys() & _named(one, text, stages) for one in retelling.lines):
                continue
            why = f"{next(iter(was.values()))} became {next(iter(now.values()))}"
            yield Change(kind=kind, explanation=why, span=line.span, against=other.span)
            return


def _are_of_one(line: Line, other: Line) -> bool:
    alike = likeness(line, other)
    return shared(line, other) >= MUCH and (alike >= ALIKE or (alike >= NUMBERED and _have_number(line, other)))


def _have_number(line: Line, other: Line) -> bool:
    return any(float(number[1:]) >= TELLING for number in {*line.numbers} & {*other.numbers})


def _told(line: Line, text: str, stages: Mapping[str, re.Pattern[str]]) -> dict[str, str]:
    """Return the stages that a sentence tells, each with its words; what is denied, planned or left open there is not told."""
    words = words_of(line, text)
    found = {}
    for name, known in stages.items():
        match = next((m for m in known.finditer(words) if not _is_kept(m[0], line) and not DENIED.search(words[: m.start()])), None)
        if match is not None:
            found[name] = match[0].strip().lower()
    return found


def _named(line: Line, text: str, stages: Mapping[str, re.Pattern[str]]) -> set[str]:
    return {name for name, known in stages.items() if known.search(words_of(line, text))}


def _is_kept(words: str, line: Line) -> bool:
    """Say whether any word of a stage is planned, open or denied in its sentence."""
    return any(stem(match[0]) in (*line.hedged, *line.denied) for match in WORD.finditer(words))


@lru_cache(maxsize=1)
def _ladders() -> tuple[Ladder, ...]:
    table = read_toml("origins/ladders.toml")
    return tuple((row["kind"], {name: _pattern(words) for name, words in row["stages"].items()}) for row in table.values())


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{word})\b" for word in words), re.IGNORECASE)
