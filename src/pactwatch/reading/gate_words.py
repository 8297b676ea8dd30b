"""What the gate sees of a text: its windows (a sentence, or short ones together), each a set of stems and of signs.

A sign stands for a class of words: a state, an organisation of the register, an office or body (data/events/relevance.toml), each
class of nouns that the event rules read. So a weapon or a capital that no fitted text names counts as others of its class do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from pactwatch.data import read_rows, read_toml

_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*|\d[\d.,]*")
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+")
LEAST, TAIL = 60, 30
"""Characters that a window has at least; a last one with fewer than TAIL belongs to the one before."""
NUMBER, STATE, STATES, BODY, AFFAIRS, BOTH = "@number", "@state", "@states", "@body", "@affairs", "@affairs+state"
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""))


def windows(text: str) -> list[str]:
    """Return the windows of `text` in order."""
    found: list[str] = []
    current = ""
    for part in _BREAK.split(text):
        if not part or part.isspace():
            continue
        current = f"{current} {part}" if current else part
        if len(current) >= LEAST:
            found.append(current)
            current = ""
    if current and found and len(current) < TAIL:
        found[-1] += f" {current}"
    elif current:
        found.append(current)
    return found


def marks(window: str) -> set[str]:
    """Return the stems and signs of a window, each once."""
    known = _classes()
    stems = [gate_stem(match) for match in _WORD.findall(window)]
    found: set[str] = set()
    states: set[str] = set()
    for place, stem in enumerate(stems):
        if stem[0].isdigit():
            found.add(NUMBER)
            continue
        found.add(stem)
        for key in (stem, f"{stem}_{stems[place + 1]}") if place + 1 < len(stems) else (stem,):
            for sign in known.get(key, ()):
                found.add(sign)
                if sign == STATE:
                    states.add(key)
    if len(states) > 1:
        found.add(STATES)
    if states and AFFAIRS in found:
        found.add(BOTH)
    return found


@lru_cache(maxsize=65536)
def gate_stem(word: str) -> str:
    """Return a word folded and without its endings; rough, and quick."""
    low = word.lower().replace(".", "").replace("’", "'").removesuffix("'s").rstrip("'") or word
    if len(low) > 4:
        for ending, instead in _ENDINGS:
            if low.endswith(ending) and len(low) - len(ending) >= 3 and not (ending == "s" and low.endswith("ss")):
                return low[: -len(ending)] + instead
    return low


@lru_cache(maxsize=1)
def _classes() -> dict[str, tuple[str, ...]]:
    """Return the signs of each stem, and of each two stems joined by "_"."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_rows("actors/states.tsv"):
        names = ";".join(row[field] or "" for field in ("name", "aliases", "adjectives", "people", "seats"))
        _add(found, names.split(";"), STATE)
    for row in read_rows("actors/organisations.tsv"):
        _add(found, [row["name"], *(row["aliases"] or "").split(";")], BODY)
    for name, words in read_toml("events/lexicon.toml")["noun"].items():
        _add(found, words.split(), f"@{name}")
    _add(found, read_toml("events/relevance.toml")["words"].split(), AFFAIRS)
    return {key: tuple(sorted(signs)) for key, signs in found.items()}


def _add(found: dict[str, set[str]], names: list[str], sign: str) -> None:
    for name in names:
        stems = [gate_stem(part) for part in name.split()]
        if 1 <= len(stems) <= 2:
            found["_".join(stems)].add(sign)
