"""Which language a text is in: English by its small words, any other language by py3langid.

The small words come first because py3langid takes a second to load, and most of what is read here is English.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.intake import limits

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4_000


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language that `text` is in; None for a text too short to tell."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if sum(map(len, words)) < limits.LANGUAGE_LETTERS:
        return None
    if _is_english(words):
        return "en"
    import py3langid

    return str(py3langid.classify(sample)[0])


def _is_english(words: list[str]) -> bool:
    known, lexicon = _english(), read_toml("intake/english.toml")
    share = sum(word in known for word in words) / len(words)
    return share >= lexicon["least_share"] and not set(words).isdisjoint(lexicon["sure"])


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return frozenset(read_toml("intake/english.toml")["words"])
