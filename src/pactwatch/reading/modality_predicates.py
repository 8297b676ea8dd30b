"""What a copula or an adjective says of the event: "is unlikely", "is a fabrication", "ready to send"."""

from __future__ import annotations

from pactwatch.reading.modality_adjuncts import apply_adjuncts
from pactwatch.reading.modality_clause import Clause, negative_noun, read_clause
from pactwatch.reading.modality_cues import Match, load_cues
from pactwatch.reading.modality_state import COPULAR, VERBAL, Walk
from pactwatch.reading.modality_tense import apply_clause
from pactwatch.reading.tree import Token

SUBJECT = ("nsubj", "csubj")


def apply_predicate(walk: Walk, child: Token | None, head: Token, clause: Clause) -> bool:
    """Apply what a copula says of its subject ("is unlikely", "is a fabrication"); return whether anything."""
    if head.lemma not in COPULAR:
        return False
    cues = load_cues()
    for kid in walk.sentence.children(head.i, "acomp", "attr", "oprd", "xcomp", "advmod", "prep", "prt"):
        if kid.i in walk.path or (child is not None and kid.i == child.i):
            continue
        if kid.lower == "off" and not walk.sentence.kids[kid.i] and head.lemma == "be":
            walk.apply("cancel", kid, clause.negator is not None, clause.negator)
            return True
        if kid.dep == "xcomp" and head.lemma == "be" and child is not None and walk.sentence.child(kid.i, "aux"):
            if child.dep in SUBJECT:
                walk.apply("plan", head, clause.negator is not None, clause.negator)  # "the delivery is to begin"
                return True
            continue
        part = "adjectives" if kid.pos in {"ADJ", "VERB", "ADV"} else "nouns"
        names = cues.words[part].get(kid.lemma, ()) or cues.words["adjectives"].get(kid.lower, ())
        if names and names[0] in {"prevent", "ban"} and child is None and walk.event_type == "sanction_or_designate":
            continue  # "the ships remain blocked" is the sanction
        if names and (part == "adjectives" or names[0] in {"false", "accuse", "suggest", "doubt", "plan", "demand", "ask"}):
            negated = clause.negator is not None or negative_noun(walk.sentence, kid.i) is not None
            walk.apply(names[0], kid, negated, clause.negator)
            apply_clause(walk, head, clause, consumed=negated, opaque=cues.signatures[names[0]].opaque)
            return True
    return False


def predicate_phrase(walk: Walk, head: Token, child: Token) -> Match | None:
    """Return the phrase that is the predicate of a copula: "is on hold", "is not on the agenda"."""
    if head.lemma not in COPULAR:
        return None
    for match in walk.phrases:
        top = walk.sentence.tokens[match.top]
        if top.head == head.i and top.dep in {"prep", "acomp", "attr", "oprd", "advmod", "xcomp", "neg"} and (
            child.i not in match.tokens and match.first not in walk.used and match.top not in walk.path
        ):
            return match
    return None


def enter_adjective(walk: Walk, child: Token, head: Token) -> None:
    """Enter an adjective from its complement: "ready to send", "unlikely that they sent"."""
    cues = load_cues()
    copula = walk.sentence.tokens[head.head]
    clause = read_clause(walk.sentence, copula.i) if copula.pos in VERBAL else read_clause(walk.sentence, head.i)
    negator = clause.negator or next(iter(walk.sentence.children(head.i, "neg")), None)
    match = walk.phrase_at(head.i)
    if match is not None:
        walk.apply_match(match, negator is not None and negator.i not in match.tokens)
        return
    names = cues.words["adjectives"].get(head.lemma, ()) or cues.words["adjectives"].get(head.lower, ())
    if head.lemma == "able" and negator is not None:
        walk.apply("fail", head)  # "nobody was able to stop them from paying"
    elif names and not (head.lemma == "likely" and negator):
        walk.apply(names[0], head, negator is not None, negator)
    elif names:
        walk.apply("likely", head)
    apply_adjuncts(walk, head, child)
    if names and copula.pos in VERBAL and head.dep in {"acomp", "attr", "oprd"}:
        apply_clause(walk, copula, clause, consumed=negator is not None, opaque=cues.signatures[names[0]].opaque)
