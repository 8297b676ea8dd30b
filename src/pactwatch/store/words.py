"""The words of texts and of searches, cut and folded here, so that every database finds the same.

Words are runs of letters and digits of any script, without case and accents. A search is made of words and "phrases",
all of which must occur; a term that ends with * finds every word that starts so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pactwatch.model import Frozen
from pactwatch.store.codec import clean

TERMS = 64
"""Terms of a search that count; databases refuse expressions that are nested too deeply."""
WORDS = 16_000
"""Words of one claim that are indexed; PostgreSQL counts no further."""
LENGTH = 500
"""Characters of a word that count; PostgreSQL takes 2 KB."""

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]*)"|(\S+)')


class Term(Frozen, frozen=True, kw_only=True):
    """Words that follow each other; with `prefix` the last may be the start of one."""

    words: tuple[str, ...]
    prefix: bool = False


def words_of(text: str) -> list[str]:
    """Return the words of `text` in their order."""
    return list(_words(text))[:WORDS]


def terms_of(query: str) -> list[Term]:
    """Return the terms of any user's `query`, each once; none where it holds no letter or digit."""
    found: dict[Term, None] = {}
    for phrase, word in _TERM.findall(clean(query) or ""):
        words = tuple(_words(phrase or word))
        if words:
            found[Term(words=words, prefix=word.endswith("*"))] = None
    return list(found)[:TERMS]


def _words(text: str) -> Iterator[str]:
    folded = (clean(text) or "").casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return (word[:LENGTH] for word in _WORD.findall(folded))
