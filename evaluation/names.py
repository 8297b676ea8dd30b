"""When two names of a party count as the same: equal register ids, or words that mostly agree.

Gold names are written by hand ("Seoul's defence ministry"), read names come from the text or the register, so
the comparison is lenient on purpose: containment or a Jaccard index of at least a half is enough.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_POSSESSIVE = re.compile(r"'s?\b")
_OTHER = re.compile(r"[^\w ]+")
_FILLER = frozenset({"the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "by", "with", "from", "its", "his"})
SHARED_WORDS = 0.5

CAPITALS_AND_STATES: dict[str, tuple[str, ...]] = {
    "PRK": ("north korea", "dprk", "pyongyang", "the north", "democratic people's republic of korea", "north korean"),
    "KOR": ("south korea", "rok", "seoul", "the south", "republic of korea", "south korean"),
    "RUS": ("russia", "moscow", "kremlin", "russian federation", "russian"),
    "USA": ("united states", "us", "u.s.", "usa", "washington", "america", "american"),
    "UKR": ("ukraine", "kyiv", "kiev", "ukrainian"),
    "CHN": ("china", "prc", "beijing", "chinese"),
    "IRN": ("iran", "tehran", "iranian", "islamic republic"),
    "GBR": ("united kingdom", "uk", "britain", "london", "british"),
    "FRA": ("france", "paris", "french"),
    "DEU": ("germany", "berlin", "german"),
    "JPN": ("japan", "tokyo", "japanese"),
    "UN": ("united nations", "un", "u.n."),
    "EU": ("european union", "eu", "brussels"),
    "ARE": ("united arab emirates", "uae", "emirates", "abu dhabi", "emirati"),
    "TUR": ("turkey", "türkiye", "ankara", "turkish"),
    "ISR": ("israel", "israeli"),
    "IND": ("india", "new delhi", "delhi", "indian"),
    "POL": ("poland", "warsaw", "polish"),
    "EGY": ("egypt", "cairo", "egyptian"),
    "SAU": ("saudi arabia", "riyadh", "saudi"),
}
"""Names that a reader takes for the same state or body; kept apart from the engine's register, which is under test."""


def plain(name: str) -> str:
    """Return `name` in lower case, without possessive endings, punctuation and doubled spaces."""
    folded = unicodedata.normalize("NFKC", name).lower().replace("’", "'")
    return " ".join(_OTHER.sub(" ", _POSSESSIVE.sub("", folded)).split())


_ALIAS = {plain(name): key.lower() for key, names in CAPITALS_AND_STATES.items() for name in names}


@lru_cache(maxsize=65536)
def content_words(name: str) -> frozenset[str]:
    """Return the words of `name` that carry meaning, aliases of one state folded into one word."""
    words = plain(name).split()
    found: set[str] = set()
    i = 0
    while i < len(words):
        for size in (4, 3, 2, 1):
            phrase = " ".join(words[i : i + size])
            if phrase in _ALIAS and i + size <= len(words):
                found.add(_ALIAS[phrase])
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
