"""Parts of speech and lemmas from the model's own tables, without the model's slow matcher.

spaCy's attribute ruler and lemmatizer look every token up anew; their answers depend only on a token's tag, form and
dependency (and, for a handful of patterns, on its neighbour), so they are kept. The patterns and tables are the model's:
the results are those of the whole pipeline, which a test holds.
"""

from __future__ import annotations

import re
from typing import Any

Wanted = dict[str, Any]
Found = dict[str, tuple[int, str]]
"""{attribute: (number of the pattern that set it, value)}: a later pattern has precedence."""
LEFT_OUT = ("attribute_ruler", "lemmatizer")

KEPT = 200_000
"""Forms kept before all are forgotten: an archive's names and misprints never end."""

ANY = ("", "")


class Attributes:
    """Gives the tokens of a parsed document their part of speech and lemma."""

    def __init__(self, nlp: Any) -> None:  # spaCy ships no types
        """Compile the patterns of the pipeline's attribute ruler."""
        self._lemmatizer = nlp.get_pipe("lemmatizer")
        index = self._lemmatizer.lookups.get_table("lemma_index", {})
        for pos in list(index):
            index[pos] = frozenset(index[pos])  # the model's lists of forms are searched from their start, word by word
        self._single: dict[tuple[str, str], list[tuple[int, Wanted, dict[str, str]]]] = {}
        self._pairs: list[tuple[int, Wanted, Wanted, int, dict[str, str]]] = []
        for number, entry in enumerate(nlp.get_pipe("attribute_ruler").patterns):
            for pattern in entry["patterns"]:
                if len(pattern) == 1:
                    self._single.setdefault(_index(pattern[0]), []).append((number, pattern[0], entry["attrs"]))
                else:
                    self._pairs.append((number, pattern[0], pattern[1], entry["index"], entry["attrs"]))
        self._known: dict[tuple[int, int, int], Found] = {}
        self._lemmas: dict[tuple[int, str, str], str] = {}
        self._in_pairs: dict[str, list[tuple[int, Wanted, Wanted, int, dict[str, str]]]] = {}

    def of(self, token: Any) -> tuple[str, str]:
        """Return (part of speech, lemma) of a token whose tag and dependency are set."""
        key = (token.tag, token.lower, token.dep)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > KEPT:
                self._forget()
            found = self._known[key] = self._look_up(token)
        pairs = self._of_pairs(token)
        if pairs:
            found = {**found, **{k: v for k, v in pairs.items() if v[0] > found.get(k, (-1, ""))[0]}}
        pos = found["POS"][1] if "POS" in found else ""
        if "LEMMA" in found:
            return pos, found["LEMMA"][1]
        return pos, self._lemma(token, pos, found["MORPH"][1] if "MORPH" in found else "")

    def _forget(self) -> None:
        self._known.clear()
        self._lemmas.clear()
        self._in_pairs.clear()

    def _look_up(self, token: Any) -> Found:
        keys = (("LOWER", token.lower_), ("TAG", token.tag_), ANY)
        entries = sorted((e for key in keys for e in self._single.get(key, ())), key=lambda e: e[0])
        return {a: (n, v) for n, wanted, attrs in entries if _fits(token, wanted) for a, v in attrs.items()}

    def _of_pairs(self, token: Any) -> Found:
        found: Found = {}
        word = token.lower_
        pairs = self._in_pairs.get(word)
        if pairs is None:
            pairs = self._in_pairs[word] = [p for p in self._pairs if _form_fits(word, p[2] if p[3] else p[1])]
        if not pairs:
            return found
        doc, i = token.doc, token.i
        for number, first, second, index, attrs in pairs:
            start = i - index
            if 0 <= start < len(doc) - 1 and _fits(doc[start], first) and _fits(doc[start + 1], second):
                found |= {a: (number, v) for a, v in attrs.items()}
        return found

    def _lemma(self, token: Any, pos: str, morph: str) -> str:
        key = (token.orth, pos, morph)
        lemma = self._lemmas.get(key)
        if lemma is None:
            token.pos_ = pos
            token.set_morph("" if morph == "_" else morph)
            lemma = self._lemmas[key] = str(self._lemmatizer.lemmatize(token)[0])
        return lemma


def _index(wanted: Wanted) -> tuple[str, str]:
    """Return under what a pattern is looked up: the form or tag that it names, if it names one."""
    return next(((a, wanted[a]) for a in ("LOWER", "TAG") if isinstance(wanted.get(a), str)), ANY)


def _form_fits(word: str, wanted: Wanted) -> bool:
    value = wanted.get("LOWER", word)
    return value == word if isinstance(value, str) else all(_holds(word, how, what) for how, what in value.items())


def _fits(token: Any, wanted: Wanted) -> bool:
    for attribute, value in wanted.items():
        if attribute == "IS_SPACE":
            if token.is_space != value:
                return False
            continue
        given = token.tag_ if attribute == "TAG" else token.dep_ if attribute == "DEP" else token.lower_
        if isinstance(value, str):
            if given != value:
                return False
        elif not all(_holds(given, how, what) for how, what in value.items()):
            return False
    return True


def _holds(given: str, how: str, what: Any) -> bool:
    if how == "IN":
        return given in what
    if how == "NOT_IN":
        return given not in what
    return re.search(what, given) is not None
