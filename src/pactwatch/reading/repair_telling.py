"""Who denies one thing and tells another: "denied that it had sent soldiers but acknowledged shipping shells".

The parser coordinates the second verb with what is denied, or takes it for an adjective, so that what is told would be
denied too. It becomes a verb beside the denial, with what follows it as its content.
So is a clause hung on the verb of saying over a "citing officials", or on the denial over an aside, that the parser has hung elsewhere.
"""

from __future__ import annotations

from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.reading.tree import Sentence, Token

FINITE = frozenset({"VBD", "VBZ", "VBP"})
SUBJECTS = ("nsubj", "nsubjpass", "expl")
CONTENT = {"VBG": "xcomp", "VB": "xcomp", "NN": "dobj", "NNS": "dobj", "NNP": "dobj", "NNPS": "dobj"}
"""How what is told hangs on its verb, by its head's tag; what is finite is a clause."""


@lru_cache(maxsize=1)
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    """Return the lemmas of verbs that deny and of those that tell."""
    words = read_toml("modality/telling.toml")
    return frozenset(words["denying"]), frozenset(words["telling"])


def tell_beside(sentence: Sentence) -> Sentence:
    """Return the sentence with each verb that tells put beside the denial before it, or the sentence itself."""
    denying, telling = _verbs()
    sentence = _hang_content(_tell_by_citing(sentence), denying)
    found = [(d, t) for d in sentence.tokens if d.lemma in denying and d.tag in FINITE for t in _tellers(sentence, d, telling)]
    if not found:
        return sentence
    for denial, teller in found:
        _put_beside(sentence, denial, teller)
    return sentence.rehung()


def _tell_by_citing(sentence: Sentence) -> Sentence:
    """Return the sentence with a clause that the parser hangs on "citing" hung on the verb of saying: "said, citing officials, that ..."."""
    moved = False
    for citing in sentence.tokens:
        over = sentence.tokens[citing.head]
        clause = sentence.child(citing.i, "ccomp")
        if citing.tag != "VBG" or citing.dep != "advcl" or citing.lemma not in CITING or clause is None or over.i > citing.i:
            continue
        mark = next((t for t in sentence.children(clause.i, "mark") if t.lower == "that"), None)
        cited = sentence.child(citing.i, "dobj") is not None and mark is not None and sentence.word_at(mark.i - 1) == ","
        if cited and sentence.child(over.i, "ccomp") is None:
            clause.head, moved = over.i, True
    return sentence.rehung() if moved else sentence


def _hang_content(sentence: Sentence, denying: frozenset[str]) -> Sentence:
    """Return the sentence with what is denied, if an aside has parted it from its "that", hung on the denial: no "and" joins it."""
    moved = False
    for denial in sentence.tokens:
        if denial.lemma not in denying or sentence.word_at(denial.i + 1) != "that" or sentence.child(denial.i, "ccomp", "cc") is not None:
            continue
        content = sentence.child(denial.i, "conj")
        if content is not None and sentence.child(content.i, *SUBJECTS) is None and sentence.child(content.i, "aux", "auxpass") is not None:
            content.dep, moved = "ccomp", True
    return sentence.rehung() if moved else sentence


CITING = frozenset({"cite", "quote"})


def _tellers(sentence: Sentence, denial: Token, telling: frozenset[str]) -> list[Token]:
    """Return the verbs, of the denial's tense and without a subject, that an "and" or "but" joins to what is denied."""
    inside = set(sentence.subtree(denial.i)) - {denial.i}
    return [
        token for token in sentence.tokens[denial.i + 1 :]
        if token.i in inside and token.lemma in telling and token.tag == denial.tag and token.head != denial.i
        and sentence.child(token.i, *SUBJECTS, "aux", "auxpass", "mark") is None and _is_joined(sentence, token)
        and not _shares_subject(sentence, denial, token)
    ]


def _shares_subject(sentence: Sentence, denial: Token, teller: Token) -> bool:
    """Say whether the verb may as well go on with what is denied ("denied that its envoy came and announced a deal"), so that it stays there."""
    content = sentence.child(denial.i, "ccomp")
    if content is None or content.tag != teller.tag or sentence.child(content.i, "aux", "auxpass") is not None:
        return False
    parted = any(t.lower in {"but", "yet"} for t in sentence.tokens[content.i : teller.i])
    return not parted and sentence.word_at(teller.i + 1) != "that"


def _is_joined(sentence: Sentence, token: Token) -> bool:
    """Say whether an "and" or "but" stands right before a verb, but for adverbs."""
    before = token.i - 1
    while before > 0 and sentence.tokens[before].pos == "ADV":
        before -= 1
    return sentence.word_at(before) in {"and", "but", "yet"}


def _put_beside(sentence: Sentence, denial: Token, teller: Token) -> None:
    """Hang a verb on the denial as the second of two, and on it what follows."""
    tokens = sentence.tokens
    over = tokens[teller.head]
    conjunction = next(t for t in reversed(tokens[: teller.i]) if t.lower in {"and", "but", "yet"})
    if teller.dep != "conj" and over.i > teller.i:  # "acknowledged shipping": taken for an adjective of what is told
        over.head, over.dep = teller.i, CONTENT.get(over.tag, "ccomp")
    told = next((t for t in tokens[teller.i + 1 :] if t.head == conjunction.head and t.dep == "conj"), None)
    if told is not None:
        told.head, told.dep = teller.i, CONTENT.get(told.tag, "ccomp")
    teller.head, teller.dep, teller.pos = denial.i, "conj", "VERB"
    conjunction.head = denial.i
