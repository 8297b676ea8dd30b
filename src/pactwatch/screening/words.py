"""A name as words: titles and tails taken off, every script in Latin letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.screening.glossary import glossed
from pactwatch.screening.scripts import arabic_words, fold_latin, latin_forms, scripts_in

FILE = "screening/names.toml"

_WORDS = re.compile(r"[^\W_]+(?:['.&/][^\W_]+)*'?", re.UNICODE)
_ABD = re.compile(r"\b([ck]?abd|عبد)[aeiou]?[lrsdnz][\s'-]+(?=\w)", re.IGNORECASE)
_ABD_JOINED = re.compile(r"\b[ck]?abd[aeiou]l(?=[a-z]{3})", re.IGNORECASE)
_INITIAL = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_])")
_POSSESSIVE = re.compile(r"'s\b")


@dataclass(slots=True, frozen=True)
class Words:
    """A name in folded Latin words. `script` is that of the original; `dropped` are titles that were taken off."""

    written: str
    words: tuple[str, ...]
    script: str
    dropped: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Return the words that are titles, ranks and forms of address, folded."""
    return frozenset(fold_latin(word) for word in read_toml(FILE)["titles"]["words"].split())


@lru_cache(maxsize=1)
def particles() -> frozenset[str]:
    """Return the small words inside names, as al and bin."""
    return frozenset(read_toml(FILE)["particles"]["words"].split())


@lru_cache(maxsize=1)
def light() -> frozenset[str]:
    """Return the words that many add to their names or leave out, as khan."""
    return frozenset(read_toml(FILE)["light"]["words"].split())


@lru_cache(maxsize=1)
def _tails() -> re.Pattern[str]:
    return re.compile("|".join(read_toml(FILE)["tails"]["patterns"]), re.IGNORECASE)


def reordered(name: str) -> str:
    """Return "SURNAME, Given" as "Given SURNAME"; other names as they are."""
    surname, comma, given = name.partition(",")
    return f"{given.strip()} {surname.strip()}" if comma and given.strip() and "," not in given else name


def person_words(text: str) -> tuple[Words, ...]:
    """Return the ways to read `text` as a person's name, one for each reading of its script."""
    return _person_words(text)


@lru_cache(maxsize=65536)
def _person_words(text: str) -> tuple[Words, ...]:
    text = _INITIAL.sub(r"\1. ", _tails().sub(" ", text))
    script = _main_script(text)
    if script == "arabic":
        text = arabic_words(text)
    found = []
    for form in latin_forms(reordered(text)):
        parts = [part for part in _WORDS.findall(_abd(_POSSESSIVE.sub("", form))) if part]
        folded = [_clean(part) for part in parts]
        kept, dropped = _without_titles(folded)
        if kept:
            found.append(Words(text, tuple(kept), script, tuple(dropped)))
    return tuple(found)


def plain_words(text: str) -> tuple[Words, ...]:
    """Return the ways to read `text` as words that are all kept: names of bodies and ships."""
    return _plain_words(text)


@lru_cache(maxsize=65536)
def _plain_words(text: str) -> tuple[Words, ...]:
    script = _main_script(text)
    if script not in {"latin", "other"}:
        text = glossed(text, script)
    found = []
    for form in latin_forms(text):
        parts = _WORDS.findall(_POSSESSIVE.sub("", form.replace("&", " & ")))
        folded = tuple(_clean(part) for part in parts)
        if folded:
            found.append(Words(text, folded, script))
    return tuple(found)


def _abd(text: str) -> str:
    """Return `text` with "Abdul Rahman", "Abd al-Rahman" and "Abdulrahman" made alike: "abd Rahman"."""
    if "bd" not in text.lower():
        return text
    return _ABD_JOINED.sub("abd ", _ABD.sub("abd ", text))


def _clean(part: str) -> str:
    return fold_latin(part).replace(".", "")


def _main_script(text: str) -> str:
    found = scripts_in(text) - {"other"}
    return next((script for script in ("arabic", "hangul", "han", "cyrillic") if script in found), "latin" if found else "other")


def _without_titles(words: list[str]) -> tuple[list[str], list[str]]:
    known = titles()
    dropped = [word for word in words if word in known]
    kept = [word for word in words if word not in known]
    # a name that is all titles, as "Haji Mullah", is kept as it is
    return (kept, dropped) if kept else (words, [])
