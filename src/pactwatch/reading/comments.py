"""Clauses that only comment on what the rest of their sentence tells, and are no events themselves.

1. words set aside: "Never mind the travel ban: ...", "Call it a snub if you like, but ...";
2. verdicts on what was told before: "The rumours were right after all: ...", "It was no hoax: ...";
3. what was thought of it, in a clause with "what": "admitted what he had disputed: ...";
4. what was expected of it: "Few gave it a chance, but ...", "Everyone had ruled it out; ...".
The words lie in data/events/comments.toml.
"""

from __future__ import annotations

from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.reading.clauses import Clause
from pactwatch.reading.modality_cues import cues_of
from pactwatch.reading.tree import Sentence, Token

PARTING = frozenset({":", ";", "—", "–"})
TURNING = frozenset({"but", "yet"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
SPOKEN = frozenset({"deny", "doubt", "claim", "report", "suggest", "false", "accuse", "refuse", "ask"})
PREDICATES = ("acomp", "attr", "advmod", "oprd", "prep")


@lru_cache(maxsize=1)
def words() -> dict[str, frozenset[str]]:
    """Return the sets of words that make a comment."""
    return {name: frozenset(text.split()) for name, text in read_toml("events/comments.toml").items()}


def is_comment(clause: Clause) -> bool:
    """Say whether a clause only comments on what stands behind it in its sentence."""
    sentence, head = clause.sentence, clause.sentence.tokens[clause.head]
    if clause.kind != "verb" or not _is_before_the_telling(sentence, head):
        return False
    return _is_thought(sentence, head) or _sets_aside(sentence, head) or _is_verdict(sentence, head) or _tells_expectation(sentence, head)


def _is_before_the_telling(sentence: Sentence, head: Token) -> bool:
    """Say whether a colon, a semicolon, a dash or a "but" parts the clause from another with a verb behind it."""
    tokens = sentence.tokens
    for token in tokens[head.i + 1 : -1]:
        turned = token.lower in TURNING and tokens[token.i - 1].lower in {",", "and", ";"}
        if (token.text in PARTING or turned) and any(t.pos in {"VERB", "AUX"} for t in tokens[token.i :]):
            return True
        if token.text == "," and _sets_aside(sentence, head) and any(t.dep in SUBJECTS and t.head != head.i for t in tokens[token.i :]):
            return True
    return False


def _is_thought(sentence: Sentence, head: Token) -> bool:
    """Say whether a "what" clause names only what was thought or said of it ("what he had disputed", "what looked like a hoax")."""
    what = any(t.lower == "what" and t.dep in {"dobj", "nsubj"} for t in sentence.children(head.i))
    return what and (head.lemma in words()["naming"] | words()["copulas"] or not SPOKEN.isdisjoint(cues_of(head, "verbs")))


def _sets_aside(sentence: Sentence, head: Token) -> bool:
    """Say whether the clause is an order not to mind something ("forget the boycott", "say what you like")."""
    if head.tag not in {"VB", "VBP"} or sentence.child(head.i, *SUBJECTS) or sentence.child(head.i, "aux"):
        return False
    before = [t for t in sentence.tokens[: head.i] if t.pos != "PUNCT"]
    if any(t.lower != "never" for t in before):
        return False
    thing = sentence.child(head.i, "dobj", "ccomp", "dative")
    naming = head.lemma in words()["naming"] and thing is not None and thing.lower in words()["pronouns"] | {"what"}
    telling = head.lemma in words()["naming"] and any(t.lower == "what" for t in sentence.tokens[head.i + 1 : head.i + 3])
    return naming or telling or head.lemma in words()["ignoring"]


def _is_verdict(sentence: Sentence, head: Token) -> bool:
    """Say whether the clause finds something told to be true or untrue ("the doubters were wrong", "it was no bluff")."""
    if head.lemma not in words()["copulas"]:
        return False
    verdict = any(
        token.lemma in words()["verdicts"] or token.lower in words()["verdicts"]
        for kid in sentence.children(head.i, *PREDICATES, "xcomp") for token in (kid, *sentence.children(kid.i, *PREDICATES, "xcomp"))
    )
    subject = sentence.child(head.i, *SUBJECTS)
    if subject is None or not verdict:
        return False
    what = subject.dep == "csubj" or subject.lower in words()["pronouns"] | {"what"} or any(
        t.lower == "what" for t in sentence.tokens[: subject.i])
    return what or subject.lemma in words()["tellings"] | words()["onlookers"]


def _tells_expectation(sentence: Sentence, head: Token) -> bool:
    """Say whether the clause tells what people at large had thought of it ("few expected it", "the experts had written it off")."""
    subject = sentence.child(head.i, "nsubj")
    if subject is None or head.lemma not in words()["expecting"]:
        return False
    thing = sentence.child(head.i, "dobj", "dative")
    about = thing is None or thing.lower in words()["pronouns"] or thing.lemma in words()["tellings"]
    few = any(t.lower in words()["few"] for t in sentence.tokens[: subject.i + 1])
    return about and (few or subject.lemma in words()["onlookers"])
