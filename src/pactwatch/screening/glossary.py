"""Words of bodies' names in other scripts ("은행", "الدولة", "公司") as the words that stand for them here."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.screening.scripts import fold_latin, script_of

FILE = "screening/terms.toml"
LONGEST = 6
"""Letters of the longest word that is looked for inside a run of Hangul or Han."""


_ORDINAL = re.compile(r"[제第](\d+)")


@lru_cache(maxsize=16384)
def key_word(word: str) -> str:
    """Return the form under which a word of any script is looked up."""
    if not word or script_of(word[0]) in {"latin", "other"}:
        return fold_latin(word)
    return unicodedata.normalize("NFKC", word).lower().translate(_ALEFS)


_ALEFS = str.maketrans("أإآٱىیک", "ااااييك")


@lru_cache(maxsize=1)
def same_words() -> dict[str, str]:
    """Return what each word of the tables stands for, by its folded form."""
    return {key_word(word): line.split()[0] for line in read_toml(FILE)["same"]["groups"] for word in line.split()}


@lru_cache(maxsize=1)
def legal_words() -> frozenset[str]:
    """Return the legal forms of companies, folded."""
    return frozenset(key_word(word).replace(".", "") for word in read_toml(FILE)["legal"]["words"].split())


@lru_cache(maxsize=1)
def sure_legal_words() -> frozenset[str]:
    """Return the legal forms that are no part of a person's or a ship's name."""
    return frozenset(read_toml(FILE)["legal"]["sure"].split())


def glossed(text: str, script: str) -> str:
    """Return a body's name in `script` with the words that the tables know in Latin letters; the others as they are."""
    if script in {"hangul", "han"}:
        text = _ORDINAL.sub(r" \1 ", text)
        return " ".join(_cut(word) for word in text.split())
    if script == "arabic":
        return " ".join(_arabic(word) for word in text.split())
    return " ".join(same_words().get(key_word(word), word) for word in text.split())


def _arabic(word: str) -> str:
    known = same_words()
    conjunction = word.startswith("وال")
    bare = word[1:] if conjunction else word
    for form in (bare, bare.removeprefix("ال"), bare.removeprefix("لل")):
        if key_word(form) in known:
            return known[key_word(form)]
    return bare.removeprefix("ال") if len(bare) > 4 and bare != "الله" else bare


def _cut(word: str) -> str:
    """Return one run of Hangul or Han with known words cut out of it, the longest first at each place."""
    known, legal = same_words(), legal_words()
    parts: list[str] = []
    rest = ""
    at = 0
    while at < len(word):
        for length in range(min(LONGEST, len(word) - at), 0, -1):
            piece = word[at : at + length]
            # one syllable means too many things inside a word; at the end it names the sort of body
            if (length > 1 or at + length == len(word)) and (piece in known or piece in legal) and script_of(piece[0]) != "latin":
                parts += [rest] if rest else []
                parts.append(known.get(piece, "company"))
                rest = ""
                at += length
                break
        else:
            rest += word[at]
            at += 1
    return " ".join([*parts, rest] if rest else parts)
