"""Changed towns: "near Brest" told as "near Smolensk", whether or not the gazetteer knows either.

Two sentences that tell one thing each have one name behind a word of place that the other text has nowhere. Capitals are left out:
they stand for governments, and for where somebody spoke.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_rows
from pactwatch.origins.align import tells_one_thing
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_words import words_of
from pactwatch.origins.types import Facts, Line
from pactwatch.origins.words import stem
from pactwatch.reading.gazetteer import fold

PLACED = re.compile(
    r"\b(?P<word>at|in|near|off|outside|around|from|to|into|towards|close to|north of|south of|east of|west of) "
    r"(?:the )?(?:(?:port|town|city|village|base|airfield|province|district|region) of )?(?P<name>[A-Z][\w\u2019'-]+)"
)
ROOT = 4
"""Letters by which two spellings of one name are known."""
NOT_TOWNS = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
})  # fmt: skip


def town_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield a town that became another; `before` and `text` are the texts."""
    known, kept = fold(before), fold(text)
    for line in retelling.lines:
        here = _towns(line, text, known)
        for other in original.lines if len(here) == 1 else ():
            there = _towns(other, before, kept)
            if len(there) == 1 and tells_one_thing(line, other):
                why = f"{min(there)} became {min(here)}"
                yield Change(kind="place", explanation=why, span=line.span, against=other.span)
                return


def _towns(line: Line, text: str, elsewhere: str) -> set[str]:
    """Return the names behind a word of place in a sentence that do not stand `elsewhere`, by their first letters, and are no capital."""
    found = {match["name"].removesuffix("'s").removesuffix("\u2019s") for match in PLACED.finditer(words_of(line, text))}
    names = {name for name in found if fold(name) not in NOT_TOWNS and stem(name) in line.names}
    return {name for name in names if fold(name)[:ROOT] not in elsewhere and fold(name) not in _known()}


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Return the folded names of states, their people and capitals."""
    rows = read_rows("actors/states.tsv")
    names = (name for row in rows for key in ("name", "aliases", "seats", "people") for name in row[key].split(";"))
    return frozenset(fold(part) for name in names for part in name.split())
