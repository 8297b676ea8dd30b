"""Entering a verb from one of its arguments."""

from __future__ import annotations

from pactwatch.reading.conceded import is_given_up
from pactwatch.reading.modality_adjuncts import apply_adjuncts
from pactwatch.reading.modality_classes import complement_kind, noun_class, verb_class
from pactwatch.reading.modality_clause import SUBJECTS, Clause, read_clause
from pactwatch.reading.modality_cues import BARE, cues_of, load_cues
from pactwatch.reading.modality_nouns import enter_noun
from pactwatch.reading.modality_predicates import apply_predicate, predicate_phrase
from pactwatch.reading.modality_state import COPULAR, Walk
from pactwatch.reading.modality_teller import is_parted
from pactwatch.reading.modality_tense import apply_clause, tense_state
from pactwatch.reading.tree import Token

SUBJECT = ("nsubj", "csubj")
NAMING = ("call", "label", "brand", "describe", "dismiss", "term", "consider", "deem", "find", "declare", "reject",
          "denounce", "think", "judge")


def enter_verb(walk: Walk, child: Token, head: Token, dep: str, preposition: str) -> None:
    """Enter a verb from an argument."""
    if dep in {"ccomp", "parataxis"} and is_parted(walk, head.i, child.i):
        walk.stopped = True  # the parser hangs one main clause on the next
        return
    if dep == "ccomp" and child.i < head.i and _trails(walk, head):
        walk.stopped = True
        return
    clause = read_clause(walk.sentence, head.i)
    sign = walk.sentence.child(head.i, "attr") if head.lemma == "be" and dep == "ccomp" else None
    if sign is not None and noun_class(sign, "finite") in {"evidence", "suggest"}:
        enter_noun(walk, child, sign, "acl")  # "there was no sign, however, that ..."
        return
    if any(head.i in m.tokens and m.first in walk.used for m in walk.phrases) or _enter_phrase(walk, child, head, clause):
        return
    subject = dep in SUBJECT or (dep == "nsubjpass" and head.lemma in COPULAR)
    if (subject or dep == "ccomp" or (dep in {"xcomp", "prep"} and head.lemma == "be")) and apply_predicate(walk, child, head, clause):
        return
    kind = complement_kind(walk, child, preposition)
    name = verb_class(walk, head, clause, kind, subject, dep, preposition)
    if name == "plan" and head.lemma == "be" and child.pos == "ADJ":
        name = None  # "was able to": what the adjective says is said
    if head.lemma == "see" and child.tag == "VBG" and child.lemma in load_cues().sets["changing"] and _is_forecast(walk, head):
        name = "likely"  # "analysts see exports falling": what they expect
    if name in {"deny", "doubt"} and is_given_up(walk.sentence, head.i):
        walk.apply("confirm", head)
        walk.rule = "know"
        return
    if name == "believe" and dep == "ccomp" and _is_disbelieved(walk, head):
        name = "doubt"
    if dep == "ccomp" and name in {None, "know", "observe", "confirm", "report"}:
        _apply_open_question(walk, child)
    _apply_verdict(walk, head, child)
    wrong = _called_wrong(walk, head) if dep == "ccomp" else None
    if wrong is not None:
        walk.apply("false", wrong)
        return
    few = next((t for t in walk.sentence.children(head.i, "attr") if t.lower in {"little", "nothing"}), None)
    if few is not None and dep == "xcomp" and walk.shield is not None:
        walk.turn_last(few)
        return
    if head.lemma in {"apologise", "apologize"} and walk.shield is not None and walk.shield[0] == "report":
        walk.apply("deny", head)
    _apply_verb(walk, head, name, clause, kind, subject)
    apply_adjuncts(walk, head, child, opaque=name is not None and load_cues().signatures[name].opaque)


def _called_wrong(walk: Walk, head: Token) -> Token | None:
    """Return the adjective of "it was wrong, it added, to say that", which the parser hangs on what is put between."""
    over = walk.sentence.tokens[head.head]
    if head.dep != "xcomp" or over.dep != "parataxis" or not any(t.lower == "to" for t in walk.sentence.children(head.i, "aux")):
        return None
    adjective = walk.sentence.child(over.head, "acomp")
    return adjective if adjective is not None and "false" in cues_of(adjective, "adjectives") else None


def _trails(walk: Walk, head: Token) -> bool:
    """Say whether a verb is a participle behind a noun, for the parser the main verb: "has paid 12 million so far, out of 30 million agreed"."""
    before = walk.sentence.tokens[head.i - 1]
    own = walk.sentence.children(head.i, *SUBJECTS, "aux", "auxpass", "agent", "dobj")
    return head.tag in {"VBN", "VBD"} and not own and before.pos in {"NOUN", "NUM", "SYM"}


def _is_disbelieved(walk: Walk, head: Token) -> bool:
    """Say whether few believe it, which doubts it: "Few in Oslo think that the tanks have come"."""
    subject = walk.sentence.child(head.i, "nsubj")
    if subject is None:
        return False
    few = subject if subject.lower == "few" else next((t for t in walk.sentence.children(subject.i, "amod") if t.lower == "few"), None)
    return few is not None and walk.sentence.word_at(few.i - 1) not in {"a", "quite", "the"}


def _enter_phrase(walk: Walk, child: Token, head: Token, clause: Clause) -> bool:
    """Apply the phrase that a verb or its predicate is a part of ("turned down", "is on hold"); return whether there is one."""
    match = walk.phrase_at(head.i) or predicate_phrase(walk, head, child)
    if match is None:
        return False
    negated = clause.negator is not None and clause.negator.i not in match.tokens
    walk.apply_match(match, negated)
    apply_clause(walk, head, clause, consumed=negated, opaque=load_cues().signatures[match.name].opaque)
    apply_adjuncts(walk, head, child)
    return True


def _apply_open_question(walk: Walk, child: Token) -> None:
    """Apply the "whether" of a clause that a verb of knowing or saying governs."""
    mark = next((t for t in walk.sentence.children(child.i, "mark") if t.lower == "whether"), None)
    if mark is not None:
        walk.apply("ask", mark)


def _apply_verdict(walk: Walk, head: Token, child: Token) -> None:
    """Apply what a verb of naming says of the report ("called the story baseless"), or its dubious subject."""
    cues = load_cues()
    if head.lemma in NAMING:
        for i in walk.sentence.subtree(head.i, lambda t: t.i == child.i or t.dep in {"nsubj", "nsubjpass", "relcl"}):
            token = walk.sentence.tokens[i]
            part = "adjectives" if token.pos in {"ADJ", "VERB", "ADV"} else "nouns"
            name = next(iter(cues.words[part].get(token.lemma, ())), None)
            if name in {"false", "doubt"} and i != child.i:
                walk.apply(name, token)
                return
    subject = walk.sentence.child(head.i, "nsubj")
    if subject is None:
        return
    if "accuse" in cues.words["nouns"].get(subject.lemma, ()):
        walk.apply("hearsay", subject)
    doubtful = next((t for t in walk.sentence.children(subject.i, "amod") if "false" in cues_of(t, "adjectives")), None)
    if doubtful is not None and walk.state != "denied":
        walk.apply("false", doubtful)  # "a forged letter says that ..."


def _apply_verb(
    walk: Walk, head: Token, name: str | None, clause: Clause, kind: str, subject: bool,
) -> None:
    """Apply the class of a verb, or pass through a verb that is no cue."""
    signatures = load_cues().signatures
    if name is not None:
        if signatures[name].positive.get("bare") == "tense" and walk.state in BARE:
            walk.state = tense_state(walk, head, clause, load_cues().sets)
            apply_clause(walk, head, clause, fresh=True)
            return
        negated = clause.negator is not None and not clause.until
        walk.apply(name, head, negated, clause.negator)
        apply_clause(walk, head, clause, consumed=negated, opaque=signatures[name].opaque)
        return
    if kind == "finite" or walk.state not in BARE:
        walk.weak = walk.weak or kind not in {"finite"}
        return
    if subject:
        if clause.modal_kind == "conditional" and clause.modal is not None:
            walk.apply("hypothetical", clause.modal)
        walk.stopped = clause.modal_kind != "conditional"
        return
    apply_clause(walk, head, clause, fresh=True)


def _is_forecast(walk: Walk, verb: Token) -> bool:
    """Say whether it is those who forecast that see something, in the present."""
    seer = walk.sentence.child(verb.i, "nsubj")
    return verb.tag in {"VBP", "VBZ"} and seer is not None and seer.lemma.lower() in load_cues().sets["forecasters"]
