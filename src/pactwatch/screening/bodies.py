"""Comparing the names of bodies and companies: what is their own, what many have, numbers, states, legal forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pactwatch.data import read_rows, read_toml
from pactwatch.screening.glossary import FILE, legal_words, same_words
from pactwatch.screening.korean import DIFFERS, key_of, syllables, ways_gap
from pactwatch.screening.persons import NOTHING, Likeness
from pactwatch.screening.scripts import fold_latin
from pactwatch.screening.sounds import bare_similarity, group_key, similarity
from pactwatch.screening.words import Words

WEIGHTS = {"own": 1.0, "generic": 0.4, "number": 0.8, "state": 0.4, "korea": 0.2, "legal": 0.06, "small": 0.0}
"""How much each kind of word tells."""

UNSAID, BEYOND = 0.9, 0.6
SHORT = 5
"""A word of fewer letters may be an acronym that several bodies share."""


@dataclass(slots=True, frozen=True)
class Term:
    """One word of a body's name: what it stands for, and its kind (a key of WEIGHTS)."""

    key: str
    kind: str
    written: str


@dataclass(slots=True, frozen=True)
class Body:
    """A body's name as terms; `own` is what is its own, joined, and `core` the consonants of that."""

    terms: tuple[Term, ...]
    own: str
    core: str


@lru_cache(maxsize=1)
def _tables() -> tuple[frozenset[str], frozenset[str], dict[str, str]]:
    data = read_toml(FILE)
    return frozenset(data["same"]["small"].split()), frozenset(data["generic"]["words"].split()), data["numbers"]


@lru_cache(maxsize=1)
def _states() -> tuple[dict[tuple[str, ...], str], frozenset[str]]:
    """Return the states by their names in words, and the first words of these."""
    found: dict[tuple[str, ...], str] = {}
    for row in read_rows("actors/states.tsv"):
        for cell in (row["name"], row["aliases"], row["adjectives"], row["people"]):
            for name in cell.split(";"):
                words = tuple(fold_latin(name).replace(".", "").replace("'", "").replace("-", " ").split())
                if words and words not in {("korea",), ("korean",), ("koreans",)}:
                    found.setdefault(words, row["id"])
    return found, frozenset(words[0] for words in found)


@lru_cache(maxsize=65536)
def body_of(words: tuple[str, ...]) -> Body:
    """Return the terms of a body's name given in folded words."""
    terms: list[Term] = []
    at = 0
    while at < len(words):
        length, state = _state_at(words, at)
        if state:
            terms.append(Term(state, "state", " ".join(words[at : at + length])))
            at += length
        else:
            terms.append(_term(words[at]))
            at += 1
    own = "".join(term.key for term in terms if term.kind == "own")
    return Body(tuple(terms), own, key_of(own))


def _state_at(words: tuple[str, ...], at: int) -> tuple[int, str]:
    states, first = _states()
    if words[at].replace("'", "") not in first:
        return 0, ""
    for length in (4, 3, 2, 1):
        found = states.get(tuple(word.replace("'", "") for word in words[at : at + length]))
        if found and at + length <= len(words):
            return length, found
    return 0, ""


@lru_cache(maxsize=65536)
def _term(word: str) -> Term:
    small, generic, numbers = _tables()
    same, legal = same_words(), legal_words()
    bare = word.replace("'", "") or word
    if word.isdigit() or word in numbers:
        return Term((numbers.get(word) or word).lstrip("0") or "0", "number", word)
    if bare in small:
        return Term(bare, "small", word)
    key = same.get(word) or same.get(bare)
    if key == "korea":
        return Term(key, "korea", word)
    if bare in legal:
        return Term(bare, "legal", word)
    if key:
        return Term(key, "generic", word)
    if bare in generic:
        return Term(bare, "generic", word)
    return Term(bare, "own", word)


def compare_bodies(query: Words, listed: Words, states: frozenset[str]) -> Likeness:
    """Return how alike two bodies' names are; `states` are those that the entry is known to belong to."""
    if query.words == listed.words:
        return Likeness(1.0, ("all words are the same",))
    if len(query.words) == 1 and query.written.isupper():
        return _acronym(query, listed)
    one, two = body_of(query.words), body_of(listed.words)
    bare = "arabic" in (query.script, listed.script) and query.script != listed.script
    left = [term for term in one.terms if term.kind not in {"small", "legal"}]
    right = [term for term in two.terms if term.kind not in {"small", "legal"}]
    if not left or not right:
        return NOTHING
    pairs, why = _aligned(left, right, (one, two), bare=bare)
    if not pairs:
        return NOTHING
    unsaid = [term for i, term in enumerate(left) if all(i != pair[0] for pair in pairs)]
    beyond = [term for i, term in enumerate(right) if all(i != pair[1] for pair in pairs)]
    unsaid, beyond = [t for t in unsaid if not _implied(t, states, right)], [t for t in beyond if not _implied(t, states, left)]
    matched = sum(max(_told(left[i]), _told(right[j])) for i, j, _ in pairs)
    alike = sum(max(_told(left[i]), _told(right[j])) * likeness for i, j, likeness in pairs)
    contained = not beyond and _telling(right) and all(t.kind == "generic" for t in unsaid)
    # where all words are ordinary ones, each that differs makes another body
    ordinary = not any(left[i].kind in {"own", "number"} for i, _, _ in pairs)
    against = (0.5 if contained else UNSAID) * sum(map(_against, unsaid)) + (UNSAID if ordinary else BEYOND) * sum(map(_against, beyond))
    score = alike / (matched + against) * _cautions(left, right, unsaid, beyond)
    return Likeness(min(score, 0.99), (*why, *_left_over(unsaid, beyond)))


def initials(body: Body) -> str:
    """Return the first letters of a body's words, small ones and legal forms left out."""
    return "".join(term.written[0] for term in body.terms if term.kind not in {"small", "legal"})


def _acronym(query: Words, listed: Words) -> Likeness:
    letters = query.words[0].replace("'", "")
    body = body_of(listed.words)
    if len(listed.words) > 1 and len(letters) >= 3 and letters == initials(body):
        score = 0.82 if len(letters) >= 4 else 0.74
        return Likeness(score, (f"{letters.upper()} are the first letters of the listed name",))
    if len(listed.words) > 1 or len(letters) < SHORT:
        return NOTHING
    likeness, why = similarity(letters, listed.words[0].replace("'", ""))
    return Likeness(likeness * 0.95, (f"{letters.upper()} and {listed.words[0].upper()}: {why}",)) if likeness else NOTHING


def _telling(terms: list[Term]) -> bool:
    """Whether a name is so much its own that ordinary words around it change little ("Central Committee Bureau 39")."""
    return any(t.kind == "number" for t in terms) or (len(terms) > 2 and any(t.kind == "own" and len(t.key) >= SHORT for t in terms))


def _told(term: Term) -> float:
    if term.kind == "number" and len(term.key) > 1:
        return 1.2
    return WEIGHTS[term.kind]


def _against(term: Term) -> float:
    # a state that nothing in the entry speaks of makes it another body
    return 1.0 if term.kind == "state" else _told(term)


def _implied(term: Term, states: frozenset[str], others: list[Term]) -> bool:
    if term.kind == "state":
        return term.key in states or (term.key == "PRK" and any(other.kind == "korea" for other in others))
    return term.kind == "korea" and ("PRK" in states or any(other.key == "PRK" for other in others))


def _cautions(left: list[Term], right: list[Term], unsaid: list[Term], beyond: list[Term]) -> float:
    factor = 1.0
    if any(t.kind == "own" for t in unsaid) and any(t.kind == "own" for t in beyond):
        factor *= 0.7
    elif any(t.kind == "generic" for t in unsaid) and any(t.kind == "generic" for t in beyond):
        factor *= 0.95  # another sort of body
    if not any(t.kind == "generic" for t in left) and any(t.kind == "generic" for t in right):
        factor *= 0.85 if any(group_key(t.key) for t in left) else 0.95
    numbers = [sorted(t.key for t in side if t.kind == "number") for side in (left, right)]
    if numbers[0] != numbers[1]:
        factor *= 0.75
    return factor


def _aligned(left: list[Term], right: list[Term], bodies: tuple[Body, Body], *, bare: bool) -> tuple[list[tuple[int, int, float]], list[str]]:
    """Return pairs (index, index, likeness) of terms and a sentence for each that is not the same word."""
    one, two = bodies
    pairs: list[tuple[int, int, float]] = []
    why: list[str] = []
    free_left, free_right = set(range(len(left))), set(range(len(right)))

    def join(i: int, j: int, likeness: float, sentence: str) -> None:
        pairs.append((i, j, likeness))
        free_left.discard(i)
        free_right.discard(j)
        if sentence:
            why.append(sentence)

    for i, term in enumerate(left):
        for j in sorted(free_right):
            if term.key == right[j].key and _kinds_agree(term, right[j]):
                join(i, j, 1.0, _same(term, right[j]))
                break
    whole = _whole_own(left, right, one, two, (free_left, free_right))
    if whole:
        own_left = sorted(i for i in free_left if left[i].kind == "own")
        own_right = sorted(j for j in free_right if right[j].kind == "own")
        join(own_left[0], own_right[0], whole, f"{one.own.capitalize()} and {two.own.capitalize()}: the same but for spelling or spaces")
        free_left.difference_update(own_left)
        free_right.difference_update(own_right)
        pairs += [(i, own_right[0], whole) for i in own_left[1:]] + [(own_left[0], j, whole) for j in own_right[1:]]
    for i in sorted(free_left):
        best = max(((_alike(left[i], right[j], bare=bare), j) for j in free_right), default=((0.0, ""), -1))
        if best[0][0] > 0:
            join(i, best[1], best[0][0], f"{left[i].written.capitalize()} and {right[best[1]].written.capitalize()}: {best[0][1]}")
    return pairs, why or ["the words that tell are the same"]


def _whole_own(left: list[Term], right: list[Term], one: Body, two: Body, free: tuple[set[int], set[int]]) -> float:
    own = [any(terms[i].kind == "own" for i in indices) for terms, indices in zip((left, right), free, strict=True)]
    used = any(left[i].kind == "own" and i not in free[0] for i in range(len(left)))
    if used or not all(own) or not one.core:
        return 0.0
    if one.own == two.own:
        return 0.98
    return 0.94 if len(one.core) >= 3 and _one_sound(one.own, two.own) else 0.0


def _one_sound(one: str, two: str) -> bool:
    """Whether two words may be one in two romanisations: the same consonants, and vowels that do not contradict."""
    if key_of(one) != key_of(two):
        return False
    left, right = syllables(one), syllables(two)
    if left and right:
        return ways_gap(left, right) < DIFFERS
    return Levenshtein.normalized_similarity(one, two) >= 0.7


def _kinds_agree(one: Term, two: Term) -> bool:
    return one.kind == two.kind or {one.kind, two.kind} <= {"own", "generic"}


def _alike(one: Term, two: Term, *, bare: bool) -> tuple[float, str]:
    if one.kind != "own" or two.kind != "own":
        return 0.0, ""
    if bare:
        return bare_similarity(one.key, two.key)
    likeness, why = similarity(one.key, two.key)
    if len(key_of(one.key)) >= 3 and _one_sound(one.key, two.key):
        return max(likeness, 0.92), why or "the same consonants"
    return (likeness, why) if likeness >= 0.82 else (0.0, "")


def _same(one: Term, two: Term) -> str:
    if one.written == two.written:
        return ""
    return f"{one.written.capitalize()} and {two.written.capitalize()}: one word for the other"


def _left_over(unsaid: list[Term], beyond: list[Term]) -> list[str]:
    lines = [f"{term.written.capitalize()} is not in the listed name" for term in unsaid]
    return lines + [f"the listed name also has {term.written.capitalize()}" for term in beyond]


@lru_cache(maxsize=1024)
def states_of(programme: str) -> frozenset[str]:
    """Return the states whose bodies a programme of sanctions lists."""
    known = read_toml(FILE)["programmes"]
    return frozenset(state for word, states in known.items() if word in programme for state in states.split())
