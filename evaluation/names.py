"""When two names of a party count as the same: equal register ids, or words that mostly agree.

Gold names are written by hand ("Seoul's defence ministry"), read names come from the text or the register, so
the comparison is lenient on purpose: containment or a Jaccard index of at least a half is enough.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pactwatch.data import read_rows

_POSSESSIVE = re.compile(r"'s?\b")
_OTHER = re.compile(r"[^\w ]+")
_FILLER = frozenset({"the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "by", "with", "from", "its", "his"})
SHARED_WORDS = 0.5

ALSO = {
    "PRK": ("the north",),
    "KOR": ("the south",),
    "RUS": ("the kremlin", "kremlin"),
    "UN": ("united nations", "un", "u.n."),
    "EU": ("european union", "eu", "brussels"),
}
"""Names that a reader takes for a state or body, beside what the register's table of states says."""


def plain(name: str) -> str:
    """Return `name` in lower case, without possessive endings, punctuation and doubled spaces."""
    folded = unicodedata.normalize("NFKC", name).lower().replace("’", "'")
    return " ".join(_OTHER.sub(" ", _POSSESSIVE.sub("", folded)).split())


@lru_cache(maxsize=1)
def aliases() -> dict[str, str]:
    """Return the plain names of states with their demonyms and capitals, each with its state's code."""
    found = {plain(name): code.lower() for code, names in ALSO.items() for name in names}
    for row in read_rows("actors/states.tsv"):
        lists = (row["name"], row["aliases"], row["adjectives"], row["people"], row["seats"].split(";")[0])
        for name in ";".join(lists).split(";"):
            if name.strip():
                found.setdefault(plain(name), row["id"].lower())
    return found


@lru_cache(maxsize=65536)
def content_words(name: str) -> frozenset[str]:
    """Return the words of `name` that carry meaning, aliases of one state folded into one word."""
    words, known = plain(name).split(), aliases()
    found: set[str] = set()
    i = 0
    while i < len(words):
        for size in (5, 4, 3, 2, 1):
            phrase = " ".join(words[i : i + size])
            if phrase in known and i + size <= len(words):
                found.add(known[phrase])
                i += size
                break
        else:
            found.add(words[i])
            i += 1
    return frozenset(found - _FILLER)


def same_party(one: str, other: str) -> bool:
    """Say whether two names count as one party: no name on both sides, or words that mostly agree."""
    left, right = content_words(one), content_words(other)
    if not left or not right:
        return not left and not right and bool(one.strip()) == bool(other.strip())
    shared = len(left & right)
    return shared == min(len(left), len(right)) or shared / len(left | right) >= SHARED_WORDS
