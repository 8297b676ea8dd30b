"""Names of other scripts in Latin letters: Cyrillic, Arabic, Hangul, Han."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby, product

from pactwatch.data import read_rows, read_toml

FILE = "screening/scripts.toml"
SCRIPTS = (
    ("latin", 0x0041, 0x024F), ("latin", 0x1E00, 0x1EFF), ("cyrillic", 0x0400, 0x052F), ("arabic", 0x0600, 0x06FF),
    ("arabic", 0x0750, 0x077F), ("hangul", 0xAC00, 0xD7A3), ("han", 0x3400, 0x9FFF), ("han", 0xF900, 0xFAFF),
)  # fmt: skip
LATIN = frozenset({"latin"})
READINGS = 6
"""How many readings of a name in Han characters are tried."""

LEADS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch'", "k'", "t'", "p'", "h")
VOWELS = ("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "weo", "we", "wi", "yu", "eu", "u'i", "i")
CODAS = ("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t")
"""Spellings of Hangul letters that stand for one letter each in data/screening/korean.toml."""

_LETTER = {"ŭ": "u'", "ŏ": "o'", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ABD = re.compile(r"(^|\s)عبد\s?ال")


def script_of(char: str) -> str:
    """Return latin, cyrillic, arabic, hangul, han, or other."""
    point = ord(char)
    for name, first, last in SCRIPTS:
        if first <= point <= last:
            return name
    return "other"


def scripts_in(text: str) -> frozenset[str]:
    """Return the scripts of the letters of `text`."""
    if text.isascii():
        return LATIN
    return frozenset(script_of(char) for char in text if char.isalpha())


def normal(text: str) -> str:
    """Return `text` composed, without invisible marks and vowel signs, its dashes and apostrophes made alike."""
    composed = unicodedata.normalize("NFKC", text)
    if composed.isascii():
        return composed.replace("`", "'")
    return _MARKS.sub("", composed.translate(_ALIKE))


_ALIKE = {ord(c): "'" for c in "’‘ʼʻ`´ʹʾʿ′"} | {ord(c): "-" for c in "‐‑‒–—―−"} | {ord(c): '"' for c in "“”„«»"}


@lru_cache(maxsize=65536)
def fold_latin(word: str) -> str:
    """Return a Latin word in lower case and without diacritics; a breve over o and u becomes an apostrophe (MR)."""
    low = word.lower()
    if low.isascii():
        return low
    spelled = "".join(_LETTER.get(char, char) for char in low)
    return "".join(c for c in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(c))


def latin_forms(text: str) -> tuple[str, ...]:
    """Return `text` in Latin letters, in every way in which it may be read; itself where it is Latin already."""
    found = scripts_in(text)
    if not found - {"latin", "other"}:
        return (text,)
    if "han" in found:
        return _han_forms(text)
    if "cyrillic" in found:
        return tuple(dict.fromkeys((_mapped(text), *_korean_from_russian(text))))
    return (_mapped(text),)


def _korean_from_russian(text: str) -> tuple[str, ...]:
    """Return a Korean name in Russian letters in Latin ones, where its first word is a surname; nothing for others."""
    data = read_toml("screening/korean.toml")["cyrillic"]
    words = text.lower().replace("-", " ").split()
    if not 2 <= len(words) <= 3 or words[0] not in data["surnames"].split():
        return ()
    letters = [pair.partition("=") for pair in data["letters"].split()]
    parts = []
    for word in words:
        latin = word
        for old, _, new in letters:
            latin = latin.replace(old, new)
        # a final n may be ng, which Russian does not tell apart
        parts.append(re.sub(r"n(?=$|[^aeiouywx])", "q", latin))
    return (" ".join([korean_surname_from(words[0]), *parts[1:]]),)


def korean_surname_from(russian: str) -> str:
    """Return the usual Latin spelling of a Korean surname in Russian letters."""
    known = {"ли": "ri", "пак": "pak", "цой": "choe", "чхве": "choe", "чве": "choe", "пек": "paek", "пэ": "pae"}
    plain = "".join(read_toml(FILE)["cyrillic"].get(char, char) for char in russian)
    return known.get(russian, plain.replace("chkh", "ch").replace("kh", "h"))


def _mapped(text: str) -> str:
    if "hangul" in scripts_in(text):
        text = split_hangul(text)
    text = _ABD.sub(r"\1عبد ال", text)
    parts = []
    for script, letters in groupby(text, script_of):
        run = "".join(letters)
        if script == "hangul":
            parts.append("-".join(hangul_latin(char) for char in run))
        elif script in {"cyrillic", "arabic"}:
            table = read_toml(FILE)[script]
            parts.append("".join(table.get(char, char) for char in run.lower()))
        else:
            parts.append(run)
    return "".join(parts)


def arabic_words(text: str) -> str:
    """Return Arabic `text` with the article "al-" taken off its words, except in the name of God."""
    return " ".join(word[2:] if word.startswith("ال") and len(word) > 4 and word != "الله" else word for word in text.split())


@lru_cache(maxsize=16384)
def hangul_latin(char: str) -> str:
    """Return the unambiguous Latin spelling of one Hangul syllable, as "ch'eol" of 철."""
    return "".join(hangul_letters(char))


def hangul_letters(char: str) -> tuple[str, str, str]:
    """Return onset, vowel and coda of one Hangul syllable in Latin letters."""
    index = ord(char) - 0xAC00
    return LEADS[index // 588], VOWELS[index % 588 // 28], CODAS[index % 28]


def split_hangul(text: str) -> str:
    """Return a Hangul name of one piece as surname and given name; other texts as they are."""
    surnames = korean_surnames()
    name = text.strip()
    if " " in name or not 2 <= len(name) <= 5 or any(script_of(char) != "hangul" for char in name):
        return text
    length = 2 if len(name) > 3 and name[:2] in surnames else 1
    return f"{name[:length]} {name[length:]}" if name[:length] in surnames or name[:length] in _DROPPED else text


_DROPPED = {"이": "리", "임": "림", "유": "류", "노": "로", "나": "라", "양": "량", "여": "려", "염": "렴", "용": "룡", "육": "륙"}
"""Surnames as the South writes them, which drops or changes the first letter, and as the North does."""


@lru_cache(maxsize=1)
def korean_surnames() -> dict[str, tuple[str, ...]]:
    """Return the Latin spellings of each Korean surname."""
    return {name: tuple(spellings.split()) for name, spellings in read_toml("screening/korean.toml")["surnames"].items()}


@lru_cache(maxsize=1)
def han_readings() -> dict[str, tuple[tuple[str, ...], str]]:
    """Return the Mandarin readings and the Korean one of each Han character."""
    return {
        char: (tuple(row["pinyin"].split()), row["hangul"])
        for row in read_rows("screening/han.tsv")
        for char in row["characters"]
    }


def _han_forms(text: str) -> tuple[str, ...]:
    """Return a name in Han characters as Mandarin reads it (surname first, given name joined) and as Korean does."""
    readings, surnames = han_readings(), read_toml("screening/korean.toml")["han"]
    forms = []
    parts = text.split()
    bare = "".join(char for char in text if script_of(char) == "han")
    if not bare or len(bare) > 24:
        return (text,)
    name = parts if len(parts) > 1 else [bare[:1], bare[1:]]
    chosen = [[_pinyin(part, readings) for part in name]] if len(bare) > 4 else _all_pinyin(name, readings)
    forms += [" ".join(part for part in parts if part) for parts in chosen]
    hangul = "".join(readings.get(char, ((), ""))[1] for char in bare)
    if len(hangul) == len(bare):
        forms.append(_mapped(surnames.get(bare[0], hangul[0]) + hangul[1:]))
    return tuple(dict.fromkeys(forms))


def _pinyin(part: str, readings: dict[str, tuple[tuple[str, ...], str]]) -> str:
    return "".join(readings[char][0][0] if char in readings else char for char in part)


def _all_pinyin(name: list[str], readings: dict[str, tuple[tuple[str, ...], str]]) -> list[list[str]]:
    ways = [["".join(way) for way in product(*(readings.get(char, ((char,), ""))[0] for char in part))] for part in name]
    return [list(way) for _, way in zip(range(READINGS), product(*ways), strict=False)]
