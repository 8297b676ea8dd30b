"""The cue words of attribution (data/attribution/cues.toml), indexed for one look-up a token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pactwatch.data import read_toml
from pactwatch.model import Stance

CUES = "attribution/cues.toml"


@dataclass(frozen=True, slots=True)
class CueClass:
    """One class of cue verbs: its stance, what the stance becomes under negation, and where the content stands."""

    id: str
    stance: Stance
    negated: Stance
    frames: frozenset[str]
    prepositions: frozenset[str]
    at: bool
    objects: str
    subjects: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cue words. `verbs` is keyed by lemma, `phrasal` by lemma and then particle or preposition."""

    verbs: dict[str, tuple[CueClass, ...]]
    phrasal: dict[str, dict[str, tuple[CueClass, ...]]]
    nouns: dict[str, Stance]
    words: dict[str, frozenset[str]]
    phrases: dict[str, tuple[tuple[str, ...], ...]]

    def has(self, group: str, word: str) -> bool:
        """Say whether `word` is in the word group `group`, such as "control.negating" or "sources.media"."""
        return word in self.words[group]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon, read once a process."""
    data = read_toml(CUES)
    verbs: dict[str, list[CueClass]] = {}
    phrasal: dict[str, dict[str, list[CueClass]]] = {}
    for row in data["verbs"]:
        entry = _cue_class(row)
        for lemma in row["lemmas"]:
            first, _, second = lemma.partition(" ")
            if second:
                phrasal.setdefault(first, {}).setdefault(second, []).append(entry)
            else:
                verbs.setdefault(first, []).append(entry)
    sections = ("relay", "phrases", "impersonal", "nouns", "control", "sources", "turns")
    words = {f"{part}.{key}": frozenset(value) for part in sections for key, value in data[part].items()}
    stances: tuple[Stance, ...] = ("asserts", "confirms", "denies", "asks", "doubts", "demands", "retracts")
    nouns = {noun: stance for stance in stances for noun in data["nouns"].get(stance, ())}
    phrases = {
        "according": _by_first(data["phrases"]["according"]),
        "relay": _by_first(data["relay"]["phrases"]),
    }
    return Lexicon(
        {lemma: tuple(entries) for lemma, entries in verbs.items()},
        {lemma: {word: tuple(entries) for word, entries in rows.items()} for lemma, rows in phrasal.items()},
        nouns,
        words,
        phrases,
    )


def _cue_class(row: dict[str, Any]) -> CueClass:
    return CueClass(
        row["id"],
        row["stance"],
        row.get("negated", "does_not_confirm"),
        frozenset(row["frames"]),
        frozenset(row.get("prepositions", ())),
        row.get("at", False),
        row.get("objects", ""),
        row.get("subjects", ""),
    )


def _by_first(phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the phrases as word tuples, the longest first."""
    return tuple(sorted((tuple(p.split()) for p in phrases), key=lambda words: (-len(words), words)))
