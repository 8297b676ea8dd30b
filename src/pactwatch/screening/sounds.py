"""How alike two words of names are: spelling, sound, and names that are one in several languages."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from pactwatch.data import read_toml

_DIGRAPHS = {
    "tsch": "c", "shch": "s", "sch": "s", "tch": "s", "sh": "s", "ch": "s", "kh": "k", "gh": "k", "ck": "k", "dh": "d",
    "th": "t", "ph": "f", "zh": "j", "dj": "j", "dz": "z", "ts": "s", "tz": "s", "ng": "n", "x": "ks",
}  # fmt: skip
_DIGRAPH = re.compile("|".join(_DIGRAPHS))
_CLASSES = str.maketrans({"q": "k", "g": "k", "c": "k", "p": "b", "v": "f"})
_NEAR = {frozenset(pair) for pair in ("td", "dz", "tz", "ts", "sz", "jk", "jz", "fb", "sk", "ln", "lr", "js")}
_RUNS = re.compile(r"(.)\1+")
_VOWELS = {ord(char): None for char in "aeiouyhw"}


@lru_cache(maxsize=262144)
def skeleton(word: str) -> str:
    """Return the consonants of `word` in classes of sound; weak ones (h, w, y) count as vowels."""
    low = _DIGRAPH.sub(lambda found: _DIGRAPHS[found[0]], word.replace("'", ""))
    return _RUNS.sub(r"\1", low.translate(_CLASSES)).translate(_VOWELS)


@lru_cache(maxsize=262144)
def loose(word: str) -> str:
    """Return `word` with vowels and doubles that transcribers vary made alike ("Sa'eed", "Saied", "Said")."""
    low = word.replace("'", "").replace("ou", "u").replace("oo", "u").replace("ee", "i").replace("y", "i")
    low = _RUNS.sub(r"\1", low.replace("o", "u").replace("e", "i").replace("w", "u"))
    for old, new in (("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("q", "k"), ("dj", "j"), ("ck", "k")):
        low = low.replace(old, new)
    low = re.sub(r"(?<=[aiu])h(?![aiu])", "", low)
    return _RUNS.sub(r"\1", low)


@lru_cache(maxsize=262144)
def slavic(word: str) -> str:
    """Return `word` as the transcriptions of Russian and Ukrainian agree on it ("Yevgeniy", "Evgenii")."""
    low = word.replace("'", "").replace("shch", "sc").replace("sch", "sc").replace("tch", "ch").replace("ph", "f")
    for old, new in (("kh", "h"), ("ks", "x"), ("tz", "c"), ("ts", "c"), ("w", "v"), ("ck", "k"), ("ou", "u")):
        low = low.replace(old, new)
    low = re.sub(r"(?:off|ow|of)$", "ov", low)
    low = re.sub(r"(?:eff|ef)$", "ev", low)
    low = re.sub(r"^h(?=[aeiou])", "g", low)
    low = re.sub(r"[yji]+(?=[aeou])", "", low)
    low = re.sub(r"[yji]+", "i", low)
    low = low.replace("ei", "e").replace("ai", "a")
    return _RUNS.sub(r"\1", re.sub(r"(?<=[^aeou])i$", "", low))


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(read_toml("screening/names.toml")["given"]["groups"]):
        for name in line.split():
            found.setdefault(name.replace("'", ""), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def group_key(word: str) -> str | None:
    """Return one key for all spellings of a name that the tables know; None for other words."""
    numbers = _groups().get(word)
    return f"={min(numbers)}" if numbers else None


@lru_cache(maxsize=262144)
def similarity(one: str, two: str) -> tuple[float, str]:
    """Return how alike two Latin words are (0 to 1), and why in a word."""
    if one == two:
        return 1.0, "the same"
    left, right = one.replace("'", ""), two.replace("'", "")
    if left == right:
        return 1.0, "the same"
    if min(len(left), len(right)) == 1:
        return (0.6, "initial") if left[0] == right[0] else (0.0, "")
    groups = _groups()
    if left in groups and right in groups:
        # names that the tables hold apart, as Ahmed and Hamid, are not one for sounding alike
        return (0.97, "one name in two languages or spellings") if groups[left] & groups[right] else (0.0, "")
    if min(len(left), len(right)) >= 3 and slavic(left) == slavic(right):
        return 0.96, "one Slavic name transcribed in two ways"
    if min(len(left), len(right)) >= 3 and loose(left) == loose(right):
        return 0.95, "vowels or doubles written otherwise"
    return _by_letters(left, right)


def _by_letters(left: str, right: str) -> tuple[float, str]:
    one, two = loose(left), loose(right)
    ratio = Levenshtein.normalized_similarity(one, two)
    bones, other = skeleton(left), skeleton(right)
    shortest = min(len(left), len(right))
    if bones == other and len(bones) >= 2 and ratio >= (0.5 if len(bones) > 2 else 0.67):
        return 0.75 + 0.2 * ratio, "the same consonants"
    gap = skeleton_gap(bones, other)
    added = len(one) != len(two) and gap <= 1
    if ratio >= 0.8 and shortest >= 5 and (gap <= 0.5 or added or shortest >= 7):
        return ratio + (0.05 if gap <= 0.5 else 0.0), "spelled nearly alike"
    if len(bones) >= 3 and len(other) >= 3 and gap <= 0.5 and ratio >= 0.6:
        return 0.84, "consonants that transcriptions confuse"
    if shortest >= 5 and (left.startswith(right) or right.startswith(left)):
        return 0.75, "one is the beginning of the other"
    winkler = JaroWinkler.similarity(left, right)
    if winkler >= 0.9 and shortest >= 6 and ratio >= 0.7:
        return winkler - 0.12, "spelled nearly alike"
    return 0.0, ""


@lru_cache(maxsize=262144)
def skeleton_gap(one: str, two: str) -> float:
    """Return the edit distance of two skeletons, in which consonants that transcriptions confuse cost half."""
    if one == two:
        return 0.0
    previous: list[float] = [float(i) for i in range(len(two) + 1)]
    for i, left in enumerate(one, 1):
        row = [float(i)]
        for j, right in enumerate(two, 1):
            swap = 0.0 if left == right else 0.5 if frozenset((left, right)) in _NEAR else 1.0
            row.append(min(previous[j] + 1, row[-1] + 1, previous[j - 1] + swap))
        previous = row
    return previous[-1]


@lru_cache(maxsize=262144)
def bare_similarity(one: str, two: str) -> tuple[float, str]:
    """Return how alike a word of a script without vowels (Arabic) and another are, by their consonants."""
    if loose(one) == loose(two):
        return 0.96, "transcribed alike"
    bones, other = skeleton(one), skeleton(two)
    if bones == other:
        return (0.94 if len(bones) >= 3 else 0.9 if len(bones) == 2 else 0.8), "the same consonants"
    if min(len(bones), len(other)) >= 3 and skeleton_gap(bones, other) <= 0.5:
        return 0.85, "consonants that transcriptions confuse"
    if min(len(bones), len(other)) >= 4 and skeleton_gap(bones, other) <= 1:
        return 0.75, "one consonant differs"
    return 0.0, ""
