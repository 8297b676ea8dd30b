"""Questions: which claim nothing at all, and whether the text itself answers one with a no.

1. a question put to somebody ("Minister, has Oslo sold ...?", "Will you buy ...?") is the asker's, not the text's;
2. a question about what might come ("Would the king dare to send ...?") only wonders;
3. any other question leaves its event possible; denied it is only where the next sentence says no.
"""

from __future__ import annotations

from pactwatch.reading.clauses import Clause
from pactwatch.reading.modality_cues import QUOTES, cues_of, find_phrases, load_cues
from pactwatch.reading.tree import Sentence, Token

ASKING = frozenset({"do", "be", "have", "will", "would", "can", "could", "should", "shall", "may", "might", "must"})
"""Auxiliaries, by lemma or form, that open a question which is answered by yes or no."""
WONDERING = frozenset({"will", "would", "can", "could", "should", "shall", "may", "might"})
LONGEST_ADDRESS = 4
"""How many words the address before a question may have: "Mr Deputy Prime Minister, ..."."""
DENYING = frozenset({"deny", "false"})
TELLING = frozenset({"report", "confirm", "know", "decline", "observe"})
"""Classes of verbs of which a "not" leaves the question open: "would not say", "does not know"."""
MUTE = frozenset({"say", "tell", "comment", "answer", "reply", "respond", "disclose", "reveal", "discuss", "elaborate", "know", "confirm", "speak"})


def is_question(sentence: Sentence) -> bool:
    """Say whether a sentence ends with a question mark, closing quotation marks and brackets aside."""
    last = next((t for t in reversed(sentence.tokens) if t.text not in {*QUOTES, "”", "’", ")", "]"}), None)
    return last is not None and last.text == "?"


def claims_nothing(clause: Clause) -> bool:
    """Say whether an event stands in a question that is put to somebody, or that only wonders what might come."""
    sentence = clause.sentence
    if not is_question(sentence):
        return False
    verbs = [sentence.tokens[clause.head], *sentence.ancestors(clause.head)]
    if any(t.lower == "you" for verb in verbs for t in sentence.children(verb.i, "nsubj", "nsubjpass")):
        return True
    return _addresses(sentence) or _wonders(sentence, clause.head)


def says_no(sentence: Sentence) -> bool:
    """Say whether a sentence, as the answer to the question before it, denies what was asked rather than leaving it open."""
    tokens = sentence.tokens
    if any(match.name in DENYING for match in find_phrases(sentence)):
        return True
    for token in tokens:
        if token.lower == "no" and (token.i == 0 or token.dep == "intj" or tokens[token.i - 1].lemma in {"say", "answer", "reply", "be"}):
            return True
        if token.pos == "VERB" and "deny" in cues_of(token, "verbs") and not sentence.child(token.i, "neg", "preconj"):
            return not any(t.lower in {"nor", "neither"} for t in tokens)
        if token.dep in {"acomp", "attr"} and "false" in cues_of(token, "adjectives" if token.pos == "ADJ" else "nouns"):
            return not sentence.child(token.head, "neg")
    return any(_negates(sentence, token) for token in tokens)


def _negates(sentence: Sentence, token: Token) -> bool:
    """Say whether a "not", "never" or "none" denies an event, where it does not only keep silent about it."""
    words = load_cues().sets
    if token.lower not in words["negators"] | words["negative_subjects"]:
        return False
    governor = sentence.tokens[token.head]
    silent = governor.lemma in MUTE or not TELLING.isdisjoint(cues_of(governor, "verbs"))
    return governor.pos in {"VERB", "AUX"} and not silent


def _opening(sentence: Sentence) -> int:
    """Return the first token of the question proper, behind quotation marks, "But", "And" and the like."""
    return next((t.i for t in sentence.tokens if t.pos not in {"PUNCT", "CCONJ", "INTJ", "SPACE"} and t.lower not in {"so", "then", "q"}), 0)


def _is_inverted(sentence: Sentence, i: int) -> bool:
    """Say whether token `i` is an auxiliary that opens a question."""
    token = sentence.tokens[i]
    return token.pos in {"AUX", "VERB"} and (token.lemma in ASKING or token.lower in ASKING) and i + 1 < len(sentence)


def _addresses(sentence: Sentence) -> bool:
    """Say whether a question opens with whom it is put to: "Minister, has Oslo ...?", "General, why did they ...?"."""
    tokens, first = sentence.tokens, _opening(sentence)
    comma = next((t.i for t in tokens[first : first + LONGEST_ADDRESS + 1] if t.text == ","), None)
    if comma is None or comma + 1 >= len(tokens) or any(t.pos not in {"NOUN", "PROPN", "ADJ"} for t in tokens[first:comma]):
        return False
    asks = tokens[comma + 1].tag in {"WRB", "WP", "WDT", "WP$"}
    return comma > first and (asks or _is_inverted(sentence, comma + 1))


def _wonders(sentence: Sentence, head: int) -> bool:
    """Say whether a modal verb opens the question and governs the event: "Would the king dare to send his guards?"."""
    tokens, first = sentence.tokens, _opening(sentence)
    if tokens[first].lower not in WONDERING or not _is_inverted(sentence, first):
        return False
    at = tokens[head]
    while at.dep in {"xcomp", "conj", "dobj", "prep", "pobj", "pcomp"} and at.head != at.i and tokens[first].head != at.i:
        at = tokens[at.head]
    return tokens[first].head == at.i
