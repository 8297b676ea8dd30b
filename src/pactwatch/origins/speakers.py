"""Who speaks in a sentence, and who is only its subject, by nothing but the words for them: what no register knows is heard too.

A party is the stems of its nouns, without the names of states: of "Estonia's ministry of climate" the ministry and the climate.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.types import Line
from pactwatch.origins.words import stem
from pactwatch.reading.tree import Sentence, Token

Party = tuple[str, ...]
STATES = frozenset({"GPE", "NORP"})
CLAUSES = ("relcl", "acl", "advcl", "ccomp", "punct", "cc", "conj", "nummod", "det", "dep", "parataxis")
SAME = 0.6
"""Share of the shorter of two parties that both must have in common, to be one."""
VAGUE = frozenset({"statement", "report", "sourc", "official", "spokesman", "spokeswoman", "spokesperson", "peopl", "newspaper", "paper", "media"})
"""Words of a party that tell nothing of who it is."""
ACCOUNTS = frozenset({"account", "count", "estimate", "version", "word", "figure", "reckoning", "tally", "view", "eye", "opinion"})


def speakers_of(sentence: Sentence) -> tuple[Party, ...]:
    """Return who speaks: the subject of a verb of speech or of counting, "according to" whom, by whose account."""
    found = []
    for token in sentence.tokens:
        if token.pos == "VERB" and token.lower in _speech():
            found += [_party(sentence, who) for who in _subjects(sentence, token)]
        elif token.lower in ("to", "of") and (held := sentence.child(token.i, "pobj")) is not None and _is_source(sentence, token):
            found.append(_party(sentence, held))
    return _distinct(found)


def subjects_of(sentence: Sentence) -> tuple[Party, ...]:
    """Return who does, or says nothing of, what the sentence tells at its head."""
    root = sentence.root
    verbs = [root, *sentence.children(root.i, "conj")]
    return _distinct([_party(sentence, who) for verb in verbs for who in sentence.children(verb.i, "nsubj", "nsubjpass")])


def share_speaker(one: Line, other: Line) -> bool:
    """Say whether one party speaks in both sentences, by its words."""
    return any(are_same(a, b) for a in one.speakers for b in other.speakers)


def are_same(one: Party, other: Party) -> bool:
    """Say whether two parties are one: most of the words of the shorter one are those of the other."""
    a, b = set(one) - VAGUE, set(other) - VAGUE
    return bool(a and b) and len(a & b) >= SAME * min(len(a), len(b))


def names_thing(words: Iterable[str]) -> bool:
    """Say whether any of the stems is that of a thing, which speaks only where a sentence was parsed wrongly: a ship, a lorry."""
    return not _things().isdisjoint(words)


@lru_cache(maxsize=1)
def _things() -> frozenset[str]:
    families = read_toml("origins/things.toml")
    return frozenset(stem(word) for name in ("equipment", "goods") for words in families[name].values() for word in words.split())


def _subjects(sentence: Sentence, verb: Token) -> list[Token]:
    found = sentence.children(verb.i, "nsubj")
    held = [k for agent in sentence.children(verb.i, "agent") for k in sentence.children(agent.i, "pobj")]
    return found or held


def _is_source(sentence: Sentence, token: Token) -> bool:
    before = sentence.word_at(token.i - 1)
    return (token.lower == "to" and before == "according") or (token.lower == "of" and sentence.tokens[max(0, token.i - 1)].lemma in ACCOUNTS)


def _party(sentence: Sentence, head: Token) -> Party:
    below = sentence.subtree(head.i, lambda token: token.dep in CLAUSES)
    tokens = [sentence.tokens[i] for i in below]
    return tuple(dict.fromkeys(stem(t.text) for t in tokens if t.pos in ("NOUN", "PROPN") and t.ent not in STATES and t.text[0].isalpha()))


def _distinct(parties: list[Party]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(party for party in parties if party))


@lru_cache(maxsize=1)
def _speech() -> frozenset[str]:
    words = read_toml("origins/words.toml")["voices"]
    return frozenset((*words["speech"].split(), *words["counting"].split())) - frozenset(words["deeds"].split())
