"""Words as they are compared between documents: folded, stripped of their endings, common ones left out."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from pactwatch.data import read_rows, read_toml
from pactwatch.reading.gazetteer import fold
from pactwatch.reading.parse import straighten

WORD = re.compile(r"[^\W_]+(?:[.,](?=\d)[\d]+)*(?:'[^\W_]+)?")
SHINGLE = 5
"""Words in a row that count as one piece when texts are compared word by word (Broder 1997 uses the same device)."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return `word` folded and without the endings of number, tense and possession; rough, but the same everywhere."""
    low = fold(word)
    low = low.removesuffix("'s").rstrip("'")
    for ending, least, instead in (
        ("iest", 6, "y"), ("ies", 5, "y"), ("ied", 5, "y"), ("ings", 7, ""), ("ing", 6, ""), ("edly", 7, ""), ("ed", 5, ""), ("es", 5, ""),
        ("s", 4, ""), ("e", 5, ""),
    ):  # fmt: skip
        if low.endswith(ending) and len(low) >= least and not (ending == "s" and low.endswith("ss")):
            low = low[: -len(ending)] + instead
            break
    if len(low) > 4 and low[-1] == low[-2] and low[-1] not in "sl":
        low = low[:-1]
    return low.removesuffix("e") if len(low) > 4 else low


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Return the stems that tell nothing about an event: function words, words of saying, of time, of counting."""
    return frozenset(stem(word) for word in read_toml("origins/words.toml")["common"]["words"].split())


def content(text: str) -> list[str]:
    """Return the stems of `text` in order, common ones and bare digits left out."""
    found = (stem(match[0]) for match in WORD.finditer(straighten(text)))
    return [word for word in found if len(word) > 1 and word not in common() and not word[0].isdigit()]


def shingles(text: str) -> frozenset[str]:
    """Return the runs of five words in `text`, folded; a shorter text is one run."""
    words = [fold(match[0]) for match in WORD.finditer(straighten(text))]
    if len(words) <= SHINGLE:
        return frozenset({" ".join(words)}) if words else frozenset()
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


@lru_cache(maxsize=1)
def _frequencies() -> tuple[int, dict[str, int]]:
    rows = read_rows("origins/frequencies.tsv")
    counts = {row["stem"]: int(row["texts"]) for row in rows}
    return counts.pop("*"), counts


@lru_cache(maxsize=65536)
def rarity(word: str) -> float:
    """Return how much sharing `word` tells: the inverse document frequency in news of this kind, fixed with the program."""
    texts, counts = _frequencies()
    return math.log((texts + 1) / (counts.get(word, 0) + 1))
