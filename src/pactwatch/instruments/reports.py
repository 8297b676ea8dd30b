"""Which sentences report nothing that a paragraph could bear on: questions, and what is told of a time before all of them."""

from __future__ import annotations

import re

from pactwatch.instruments.scene import Sentence

LONG_AGO = "long_ago"
"""The class of words that put an act decades back ("the cold war")."""
_YEAR = re.compile(r"19\d\d")
_BEFORE_YEAR = frozenset((
    "in", "of", "the", "during", "until", "between", "from", "by", "and", "early", "late", "mid", "-", "–",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "spring", "summer", "autumn", "winter",
))  # fmt: skip
_SINCE = frozenset({"since", "resolution", "resolutions"})


def is_silent(sentence: Sentence) -> bool:
    """Whether a sentence raises no provision: it asks or leaves open, or all that it dates lies in the last century."""
    words = sentence.words.lower
    return "?" in words[-2:] or words[:1] == ("whether",) or ((_is_old(words) or LONG_AGO in sentence.hits) and not _is_recent(words))


def _is_old(words: tuple[str, ...]) -> bool:
    dated = any(_YEAR.fullmatch(word) and words[at - 1] in _BEFORE_YEAR for at, word in enumerate(words) if at)
    return dated and _SINCE.isdisjoint(words)


def _is_recent(words: tuple[str, ...]) -> bool:
    return any(word.startswith("20") and len(word) == 4 and word.isdigit() for word in words) or "still" in words
