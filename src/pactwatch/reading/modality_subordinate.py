"""Leaving a subordinate clause, a relative clause or a prepositional adjunct for its head."""

from __future__ import annotations

from pactwatch.reading.modality_classes import noun_class
from pactwatch.reading.modality_clause import Clause, negative_noun, read_clause
from pactwatch.reading.modality_cues import REAL, cues_of, load_cues
from pactwatch.reading.modality_nouns import apply_noun_phrase, enter_noun
from pactwatch.reading.modality_state import VERBAL, WEAK, Walk
from pactwatch.reading.modality_tense import apply_clause, tense_state
from pactwatch.reading.modality_verbs import enter_verb
from pactwatch.reading.tree import Token


def leave_adjunct(walk: Walk, child: Token, head: Token, dep: str, preposition: str) -> None:
    """Enter a head from an adjunct: subordinate clause, relative clause, or a prepositional adjunct."""
    words = load_cues().sets
    if dep == "prep":
        if walk.state == "gerund":
            cut = preposition == "before" and head.lemma in words["cutting"]
            if cut:
                walk.apply("prevent", head)
            walk.state = walk.state if cut else "happened"
            walk.weak = True
        walk.stopped = True
        return
    if dep == "relcl":
        negative = negative_noun(walk.sentence, head.i)
        if negative and negative.i not in walk.used and walk.state not in {"planned", "possible"}:
            walk.used.add(negative.i)
            walk.apply("negation", negative)
        match = walk.phrase_at(head.i)
        if match is not None and match.name == "false" and any(t.lower == "that" for t in walk.sentence.children(child.i, "mark")):
            walk.apply_match(match, False)  # "it was never the case that ..."
            return
        named = noun_class(head, "infinitive") if read_clause(walk.sentence, child.i).infinitive else None
        if named is None and noun_class(head, "finite") not in {*WEAK, "report"}:
            _leave_relative(walk, child, head)
            return
        enter_noun(walk, child, head, "acl")
        return
    _leave_adverbial(walk, child, head, words)


def _leave_relative(walk: Walk, child: Token, head: Token) -> None:
    """Leave a relative clause: an infinitive one stays as it is, a finite one stands by itself."""
    if walk.state in REAL and child.tag != "VB":
        walk.stopped = True
    walk.weak = True
    apply_noun_phrase(walk, head, modifiers=False)


def _leave_adverbial(walk: Walk, child: Token, head: Token, words: dict[str, frozenset[str]]) -> None:
    """Leave an adverbial clause by its subordinator."""
    marks = [t for t in walk.sentence.children(child.i, "mark", "advmod", "prep") if t.i < child.i]
    clause = read_clause(walk.sentence, child.i)
    if _leave_condition(walk, child, head, marks, clause):
        walk.stopped = True
        return
    if _is_forestalled(walk, head, marks, clause):
        walk.stopped = True
        return
    if {t.lower for t in marks} & words["factual_marks"] and clause.tense is not None:
        _leave_time(walk, head, marks, clause)
        walk.stopped = True
        return
    if clause.infinitive and head.pos in VERBAL and _enter_from_purpose(walk, child, head):
        return
    governor = read_clause(walk.sentence, head.i)
    if _is_done_before(walk, child) and not _is_yet_to_come(governor):
        walk.stopped = True
        return
    if walk.state == "gerund":
        walk.state = tense_state(walk, head, governor, words) if head.pos in VERBAL else "happened"
        if walk.state == "ongoing":
            walk.state = "happened"
    apply_clause(walk, head, governor, consumed=child.tag == "VBG")
    walk.weak = walk.weak or child.tag != "VBG"


def _is_forestalled(walk: Walk, head: Token, marks: list[Token], clause: Clause) -> bool:
    """Apply a "before" that cuts off what could then not happen ("fell before the brigade could reach it"); say whether it did."""
    before = next((t for t in marks if t.lower == "before"), None)
    lasted = head.lemma in {"be", "take", "pass", "need", "require"}  # "it was days before they could"
    if before is None or lasted or clause.modal_kind != "can" or read_clause(walk.sentence, head.i).tense != "past":
        return False
    walk.apply("prevent", before)
    return True


def _is_done_before(walk: Walk, child: Token) -> bool:
    """Say whether a participle tells what had been done ("can hardly be called idle, having moved 600 men")."""
    having = child.lower == "having" or any(t.lower == "having" for t in walk.sentence.children(child.i, "aux"))
    return having and walk.state in REAL


def _is_yet_to_come(governor: Clause) -> bool:
    """Say whether a main clause tells of a future, or of a past that was not."""
    contrary = governor.modal_kind == "conditional" and governor.perfect
    return contrary or (governor.modal_kind == "future" and governor.negator is None)


def _leave_condition(walk: Walk, child: Token, head: Token, marks: list[Token], clause: Clause) -> bool:
    """Apply the condition that a clause states by its mark or its word order; return whether it states one."""
    condition = next((t for t in marks if t.lower in load_cues().sets["condition_marks"]), None)
    if condition is not None:
        temporal = condition.lower in {"until", "till", "once"}
        if not (temporal and clause.tense == "past" and read_clause(walk.sentence, head.i).tense == "past"):
            unreal = condition.lower == "if" and clause.perfect and clause.tense == "past" and _is_conditional(walk, head)
            walk.apply("unreal" if unreal else "condition", condition)
        return True
    aux = next((t for t in walk.sentence.children(child.i, "aux") if t.lower in {"should", "were", "had"}), None)
    if aux is not None and not marks and aux.i == min(walk.sentence.subtree(child.i)):
        walk.apply("unreal" if aux.lower == "had" else "condition", aux)
        return True
    return False


def _leave_time(walk: Walk, head: Token, marks: list[Token], clause: Clause) -> None:
    """Apply what a clause of time in the present tense awaits: "when the tanks arrive, the brigade will march"."""
    mark = next((t for t in marks if t.lower in {"after", "when", "once", "before", "as"}), None)
    if mark is not None and clause.tense == "present" and walk.state in REAL:
        if read_clause(walk.sentence, head.i).tense == "modal":
            walk.apply("condition", mark)


def _enter_from_purpose(walk: Walk, child: Token, head: Token) -> bool:
    """Enter a head from an infinitive that is its complement or its object's, not its purpose; return whether it is."""
    thing = walk.sentence.child(head.i, "dobj")
    if thing is not None and thing.i < child.i and noun_class(thing, "infinitive") is not None:
        enter_noun(walk, child, thing, "acl")
        enter_verb(walk, thing, head, "dobj", "")
        return True
    match = walk.phrase_at(head.i)
    names = {*cues_of(head, "verbs"), *([match.name] if match else [])}
    if names & {"demand", "plan", "refuse", "ban", "fail"} or (match is not None and match.name == "consider"):
        enter_verb(walk, child, head, "xcomp", "")
        return True
    return False


def _is_conditional(walk: Walk, head: Token) -> bool:
    """Say whether a main clause is in the conditional."""
    return read_clause(walk.sentence, head.i).modal_kind in {"conditional", "can", "may"}
