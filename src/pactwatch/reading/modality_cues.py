"""The cue words of event certainty and what each class of them does to the state of an event in its scope.

Read from data/modality: states.toml says how a class changes a state (implicative signatures after Nairn, Condoravdi
and Karttunen 2006; factuality states after Saurí and Pustejovsky 2009), cues.toml which words are of which class.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.reading.tree import Sentence, Token

BARE = ("infinitive", "gerund", "noun")
REAL = ("happened", "ongoing")
GAP = 5
"""How many words a `*` in a phrase may stand for."""
STORY = "@story"
"""The part of a phrase that stands for any noun of what is told: a report, a claim, a rumour."""
QUOTES = ('"', "'", "''", "``")


@dataclass(frozen=True, slots=True)
class Signature:
    """What a class of cues does: state to state, affirmed and negated."""

    name: str
    positive: dict[str, str]
    negative: dict[str, str]
    opaque: bool

    def apply(self, state: str, negated: bool) -> str:
        """Return the state that an event in `state` is in under this cue."""
        table = self.negative if negated else self.positive
        keys = [state, *(["bare"] if state in BARE else ["real"] if state in REAL else []), "any"]
        return next((table[key] for key in keys if key in table), state)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a sentence: its class, its tokens, and the token by which it hangs on the rest."""

    name: str
    tokens: frozenset[int]
    first: int
    last: int
    top: int


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words, indexed: part of speech to lemma to classes; phrases by their first word."""

    signatures: dict[str, Signature]
    words: dict[str, dict[str, tuple[str, ...]]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    passive: dict[str, str]
    sets: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """Return the cue words and signatures, read once a process."""
    states, cues = read_toml("modality/states.toml"), read_toml("modality/cues.toml")
    signatures = {
        name: Signature(name, entry.get("positive", {}), entry.get("negative", {}), entry.get("opaque", False))
        for name, entry in states.items()
    }
    words: dict[str, dict[str, tuple[str, ...]]] = {"verbs": {}, "nouns": {}, "adjectives": {}, "adverbs": {}}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in states:
        entry = cues.get(name, {})
        for kind, index in words.items():
            for lemma in dict.fromkeys(entry.get(kind, ())):
                index[lemma] = (*index.get(lemma, ()), name)
        for phrase in entry.get("phrases", ()):
            parts = tuple(phrase.split())
            phrases.setdefault(parts[0], []).append((parts, name))
    longest_first = {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in phrases.items()}
    passive = {lemma: name for name, lemmas in cues["passive"].items() for lemma in lemmas}
    return Cues(signatures, words, longest_first, passive, {k: frozenset(v) for k, v in cues["words"].items()})


def cues_of(token: Token, part: str) -> tuple[str, ...]:
    """Return the classes of a token as one of verbs, nouns, adjectives or adverbs, by its lemma or else its form."""
    index = load_cues().words[part]
    return index.get(token.lemma) or index.get(token.lower, ())


def find_phrases(sentence: Sentence) -> list[Match]:
    """Return the cue phrases of a sentence, the longest at each place, none inside another."""
    index, tokens, found, end = load_cues().phrases, sentence.tokens, [], 0
    for i, token in enumerate(tokens):
        if i < end:
            continue
        forms = (token.lower,) if token.lower == token.lemma else (token.lower, token.lemma)
        follows = _follows(tokens, i)
        best: tuple[int, str] | None = None
        for form in forms:
            for parts, name in index.get(form, ()):
                last = None if follows and len(parts) > 1 and parts[1] not in follows else _match(tokens, i, parts)
                if last is not None and (best is None or last > best[0]):
                    best = (last, name)
        if best and not _is_of_a_place(sentence, best[0]):
            found.append(_anchored(tokens, i, *best))
            end = best[0] + 1
    return found


def _follows(tokens: list[Token], i: int) -> tuple[str, ...]:
    """Return what the second word of a phrase at `i` must be one of, so that most are seen not to match at once; () for whatever."""
    if i + 1 == len(tokens) or tokens[i + 1].text in QUOTES:
        return ()
    token = tokens[i + 1]
    return (token.lower, token.lemma, "*", STORY)


def _is_of_a_place(sentence: Sentence, last: int) -> bool:
    """Say whether the "off" that would end a phrase is that of a place: "the drill was held off Chennai"."""
    token = sentence.tokens[last]
    passive = token.dep == "prt" and sentence.child(token.head, "auxpass") is not None
    over, dep = (token.head, "dobj") if passive else (last, "pobj")
    return token.lower == "off" and any(t.pos == "PROPN" for t in sentence.children(over, dep))


def _match(tokens: list[Token], start: int, parts: tuple[str, ...]) -> int | None:
    """Return the last token of the phrase `parts` at `start`, or None; quotation marks are passed over."""
    at, room = start + 1, 0
    for part in parts[1:]:
        if part == "*":
            room = GAP
            continue
        while at < len(tokens):
            token = tokens[at]
            if part in (token.lower, token.lemma) or (part == STORY and token.lemma in load_cues().sets["stories"]):
                break
            if token.text not in QUOTES:
                if not room or token.pos == "PUNCT":
                    return None
                room -= 1
            at += 1
        else:
            return None
        at, room = at + 1, 0
    return at - 1


def _anchored(tokens: list[Token], first: int, last: int, name: str) -> Match:
    """Return the match with the token whose head lies outside it."""
    inside = frozenset(range(first, last + 1))
    top = next((i for i in range(first, last + 1) if tokens[i].head == i or tokens[i].head not in inside), first)
    return Match(name, inside, first, last, top)
