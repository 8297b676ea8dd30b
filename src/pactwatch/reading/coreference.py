"""Coreference within a document: pronouns to the nearest compatible actor, and whose act a bare figure belongs to.

A pronoun takes the nearest earlier actor of a fitting kind: in its own sentence, else in one of the two before, subjects
first; a relative pronoun takes the actor on whom its clause hangs. What does not fit stays unresolved.
"""

from __future__ import annotations

from pactwatch.reading.blaming import blamed_for
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Parsed, Sentence

PERSONS = frozenset({"person"})
BODIES = frozenset({"state", "government", "ministry", "organisation", "agency", "media", "unit", "instrument"})
GROUPS = BODIES | {"people"}
FITTING = {
    "he": PERSONS, "she": PERSONS, "him": PERSONS, "her": PERSONS, "his": PERSONS,
    "it": BODIES, "its": BODIES, "they": GROUPS, "them": GROUPS, "their": GROUPS,
}
REACH = 2
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVE = frozenset({"WP", "WDT"})


def resolve_pronoun(
    parsed: Parsed, by_sentence: dict[int, list[ActorMention]], sentence: Sentence, i: int
) -> ActorMention | None:
    """Return the actor that the pronoun at token `i` stands for, or None."""
    kinds = FITTING.get(sentence.tokens[i].lower)
    if kinds is None:
        return _antecedent(by_sentence.get(sentence.index, []), sentence, i)
    blamed = blamed_for(sentence, i)
    if blamed is not None:
        whose = [m for m in by_sentence.get(sentence.index, []) if m.head == blamed.i and m.kind in kinds]
        if whose:
            return whose[0]
    clause_mates = {t.i for t in sentence.children(sentence.tokens[i].head)}
    for back in range(REACH + 1):
        index = sentence.index - back
        if index < 0:
            return None
        fitting = [
            m for m in by_sentence.get(index, [])
            if m.kind in kinds and (back or (m.last < i and m.head not in clause_mates))
        ]
        if fitting:
            where = parsed.sentences[index]
            return max(fitting, key=lambda m: (where.tokens[m.head].dep in SUBJECTS, -m.first if back else m.first))
    return None


def _antecedent(mentions: list[ActorMention], sentence: Sentence, i: int) -> ActorMention | None:
    """Return the actor that a relative pronoun at token `i` stands for: the one whose relative clause it is in."""
    token = sentence.tokens[i]
    verb = sentence.tokens[token.head]
    if token.tag not in RELATIVE or token.dep not in (*SUBJECTS, "dobj") or verb.dep != "relcl":
        return None
    return min((m for m in mentions if m.head == verb.head), key=lambda m: (m.last - m.first, m.first), default=None)
