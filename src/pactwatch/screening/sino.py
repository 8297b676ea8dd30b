"""Korean names as Mandarin reads their characters ("Jin Tiesan" for Kim Chol Sam, 金铁三): which could be one name.

Lists and the press in China write Korean names so. Only names of three syllables are compared, since each Mandarin
syllable stands for several Korean ones and two would agree by chance.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from pactwatch.data import read_rows, read_toml
from pactwatch.screening.korean import KoreanName, Spelled, key_of, syllable_gap
from pactwatch.screening.scripts import hangul_latin, hangul_letters, korean_surnames

SYLLABLES = 3
LONGEST = 6
"""Letters of the longest Mandarin syllable."""


@lru_cache(maxsize=1)
def _readings() -> dict[str, frozenset[str]]:
    """Return the Korean readings that each Mandarin syllable can have, over the characters that Korean uses."""
    found: dict[str, set[str]] = {}
    for row in read_rows("screening/han.tsv"):
        if row["hangul"] and any(map(_korean_use, row["characters"])):
            for syllable in row["pinyin"].split()[:1]:
                found.setdefault(syllable, set()).add(row["hangul"])
    return {syllable: frozenset(readings) for syllable, readings in found.items()}


def _korean_use(char: str) -> bool:
    try:
        char.encode("euc_kr")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=4096)
def _surnames(syllable: str) -> frozenset[str]:
    han = read_toml("screening/korean.toml")["han"]
    special = {name for char, name in han.items() for row in read_rows("screening/han.tsv")
               if char in row["characters"] and syllable in row["pinyin"].split()}  # fmt: skip
    return frozenset(special | {name for name in _readings().get(syllable, ()) if name in korean_surnames()})


@lru_cache(maxsize=16384)
def mandarin(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the ways to part the given name of `words` (surname first) into two Mandarin syllables; none for other names."""
    known = _readings()
    if not 2 <= len(words) <= SYLLABLES or words[0] not in known:
        return ()
    if len(words) == SYLLABLES:
        return ((words[1], words[2]),) if words[1] in known and words[2] in known else ()
    cuts = range(1, min(LONGEST, len(words[1]) - 1) + 1)
    ways = ((words[1][:cut], words[1][cut:]) for cut in cuts)
    return tuple((first, second) for first, second in ways if first in known and second in known)


def sino_keys(words: tuple[str, ...]) -> frozenset[str]:
    """Return the keys of the Korean given names that `words`, read as Mandarin, could be."""
    ways = mandarin(words)
    if not ways or not _surnames(words[0]):
        return frozenset()
    readings = _readings()
    pairs = (pair for way in ways for pair in product(*(readings[part] for part in way)))
    return frozenset(key_of("".join(map(hangul_latin, pair))) for pair in pairs)


def sino_agrees(words: tuple[str, ...], listed: KoreanName) -> bool:
    """Whether `words`, read as Mandarin, and a Korean name can be written with the same characters."""
    ways = mandarin(words)
    if not ways or _surnames(words[0]).isdisjoint(listed.surnames):
        return False
    return any(_fits(parts, way) for parts in ways for way in listed.given if len(way) == SYLLABLES - 1)


def _fits(parts: tuple[str, str], way: tuple[Spelled, ...]) -> bool:
    readings = _readings()
    return all(
        any(syllable_gap(hangul_letters(reading), spelled) < 0.05 for reading in readings[part])
        for part, spelled in zip(parts, way, strict=True)
    )
