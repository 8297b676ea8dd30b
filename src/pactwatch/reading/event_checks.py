"""What the weights may not say of a unit: types that its grammar rules out.

1. a purpose is no speech act: "the use of soldiers to support the war" supports nothing aloud;
2. what a verb of denying has for its content is a denial, not the accusation that it denies;
3. the whole of which a casualty figure is a part ("1,000 killed of an estimated 11,000") counts those who were there, and what is
   done to a part of some things is not done to all ("12 of the 30 drones were shot down"); casualties that rise are casualties;
4. a clause that only reports another, or comments on it (comments.py), is no event of its own;
5. an ordinal counts what its noun names: "the second such announcement" is no second demining;
6. things that are lost, used or captured are given to nobody, and people are no arms;
7. whoever dismisses or rejects a person denies nothing;
8. trains and ferries that run are no exercise without a word of one;
9. a type that the cues hardly favour and no rule gives is `other`.
"""

from __future__ import annotations

from collections.abc import Iterable

from pactwatch.model import Span
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.clauses import Clause
from pactwatch.reading.comments import is_comment
from pactwatch.reading.counted import is_of_people
from pactwatch.reading.lexicon import noun_classes, verb_classes
from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.tree import Sentence, Token
from pactwatch.reading.units import Unit

SPEECH_ACTS = frozenset({"deny", "condemn_or_accuse", "statement_support"})
OTHER = "other"


def checked_type(unit: Unit, kind: str, bases: frozenset[tuple[int, int]]) -> str | None:
    """Return the type that `kind` becomes for `unit`, None when the unit is no event; `bases` come from `wholes`."""
    clause = unit.clause
    if unit.quantity is None and (is_comment(clause) or _only_names(clause)):
        return None
    if kind not in SPEECH_ACTS and _counts_words(unit):
        return None
    if kind == "casualties" and unit.quantity is not None and unit.quantity.span in bases:
        return "troop_presence" if is_of_people(unit.quantity.unit) else None
    if kind == OTHER and unit.quantity is not None and unit.quantity.span in bases and is_shared(clause.sentence, unit.quantity):
        return None
    if kind in ("troop_presence", "deploy_forces") and _counts_harmed(clause):
        return "casualties"
    if kind not in SPEECH_ACTS and (_only_reports(unit) or _only_quotes(unit)):
        return None
    if kind == "joint_exercise" and _is_traffic(clause):
        return "transport_link"
    people = _people_counted(unit) if kind in GIVING else ""
    if people:
        return _sending(clause, people)
    if kind in GIVING and is_loss(clause):
        return OTHER
    if kind == "deny" and clause.kind == "verb" and turns_out(clause.sentence, clause.sentence.tokens[clause.head]):
        return OTHER
    if kind in SPEECH_ACTS:
        if _is_purpose(clause):
            return None
        if _is_denied(clause):
            return None if _is_what_is_said(clause) else "deny"
    return kind


def _counts_harmed(clause: Clause) -> bool:
    """Say whether casualties themselves are what a clause is about: "casualties rose to 4,700"."""
    subject = clause.sentence.tokens[clause.subject] if clause.subject is not None and clause.kind == "verb" else None
    return subject is not None and "casualty" in noun_classes(subject.lemma, subject.text) and subject.pos == "NOUN"


def _sending(clause: Clause, people: str) -> str:
    """Return the type of an event that moves `people`, by their noun; `other` where its verb sends nobody."""
    if clause.kind != "verb" or "send" not in verb_classes(clause.sentence.tokens[clause.head].lemma):
        return OTHER
    classes = noun_classes(people)
    return "demine_or_rebuild" if "rebuild" in classes else "deploy_forces" if "troop" in classes else "send_workers"


TRAFFIC = frozenset({"train", "bus", "ferry", "railway", "airline", "tram", "railcar", "trolleybus"})


def _is_traffic(clause: Clause) -> bool:
    """Say whether a clause tells of trains or ferries that run, its sentence having no word of an exercise."""
    sentence = clause.sentence
    if clause.subject is None or sentence.tokens[clause.subject].lemma.lower() not in TRAFFIC:
        return False
    return not any("exercise" in noun_classes(t.lemma, t.text) for t in sentence.tokens)


FORMATIONS = frozenset({"regiment", "battalion", "brigade", "division", "squadron", "company", "corp", "force", "unit"})
GIVING = frozenset({"transfer_arms", "transfer_technology"})
LOSING = frozenset({"lose", "forfeit", "destroy", "wreck", "sink", "burn", "use", "capture", "recapture", "retake", "release", "free"})


def is_loss(clause: Clause) -> bool:
    """Say whether a clause tells of things lost, used or taken, which nobody is given: "had lost 40 tanks"; "lost 40 tanks to" may be."""
    sentence = clause.sentence
    taken = any(t.lower == "to" for t in sentence.children(clause.head, "prep", "dative"))
    return clause.kind == "verb" and sentence.tokens[clause.head].lemma in LOSING and not taken


def _people_counted(unit: Unit) -> str:
    """Return the noun of the people whom a unit's figure counts, who are no arms, else ""; fighters may be aircraft, and regiments have arms."""
    named = unit.quantity.unit if unit.quantity is not None else ""
    last = named.rsplit(" ", maxsplit=1)[-1].removesuffix("s")
    return last if named and is_of_people(named) and last not in FORMATIONS and "arms" not in noun_classes(last) else ""


DISMISSING = frozenset({"dismiss", "reject", "disown"})


def turns_out(sentence: Sentence, verb: Token) -> bool:
    """Say whether a verb tells of a person who loses a post ("dismissed three commanders"), not of words turned down."""
    if verb.lemma not in DISMISSING or any(t.lower == "as" for t in sentence.children(verb.i, "prep")):
        return False
    one = sentence.child(verb.i, "dobj", "nsubjpass")
    return one is not None and (one.ent == "PERSON" or one.lemma in lexicon().words["sources.person"])


def tells_itself(clause: Clause, speaker: Span) -> bool:
    """Say whether the clause is the speech act of the actor at `speaker`: a verb or noun of speech, the actor its own.

    "The shipment breaks sanctions" accuses, but nobody in it speaks.
    """
    sentence, head = clause.sentence, clause.sentence.tokens[clause.head]
    classes = verb_classes(head.lemma) if clause.kind == "verb" else noun_classes(head.lemma, head.text)
    if not SPEAKING.intersection(classes):
        return False
    return any(
        i is not None and speaker[0] <= sentence.tokens[i].start < speaker[1]
        for i in (clause.by, clause.subject if not clause.passive else None)
    )


SPEAKING = frozenset({"condemn", "accuse", "deny", "support", "say", "demand", "speech"})


def wholes(units: Iterable[Unit]) -> frozenset[tuple[int, int]]:
    """Return the spans of the figures of which others are a part, or of which only the first, the last or the rest is spoken."""
    found: set[Span] = set()
    for unit in units:
        quantity = unit.quantity
        if quantity is not None and quantity.part_of is not None:
            found.add(quantity.part_of)
        elif quantity is not None and _is_shared(unit.clause.sentence, quantity):
            found.add(quantity.span)
    return frozenset(found)


SHARES = frozenset({"first", "last", "rest", "remainder", "bulk", "some", "most", "part", "batch", "majority"})


def _is_shared(sentence: Sentence, quantity: QuantityMention) -> bool:
    """Say whether only a share of what is counted is spoken of: "the first of 5,000 builders whom it promised"."""
    of = quantity.first - 1
    while of > 0 and sentence.tokens[of].pos in ("DET", "PRON"):
        of -= 1
    return of > 0 and sentence.word_at(of) == "of" and sentence.word_at(of - 1) in SHARES


def is_shared(sentence: Sentence, quantity: QuantityMention) -> bool:
    """Say whether a figure before it is of this one: "12 of the 30"."""
    of = quantity.first - 1
    while of > 0 and (sentence.tokens[of].pos in ("DET", "PRON") or sentence.word_at(of) in ESTIMATED):
        of -= 1
    return of > 0 and sentence.word_at(of) == "of" and sentence.tokens[of - 1].tag == "CD"


ESTIMATED = frozenset({"some", "estimated", "about", "around", "roughly", "more", "than", "over"})


def _only_reports(unit: Unit) -> bool:
    """Say whether the clause only says that something is said: the event is in what it governs, its figure that of who speaks."""
    clause, counted = unit.clause, unit.quantity is not None
    if counted and not _counts_speakers(unit):
        return False
    sentence, head = clause.sentence, clause.sentence.tokens[clause.head]
    reporting = {"say", "estimate", "demand"} if counted else {"say", "estimate"}
    if clause.kind != "verb" or not reporting.intersection(verb_classes(head.lemma)):
        return False
    return clause.object is None and bool(sentence.children(clause.head, "ccomp"))


def _counts_words(unit: Unit) -> bool:
    """Say whether an ordinal counts what was said ("the third statement") where the clause only is or has that noun, or it is put beside."""
    quantity, clause = unit.quantity, unit.clause
    if quantity is None or not quantity.rule.startswith("ordinal") or quantity.noun is None:
        return False
    noun = clause.sentence.tokens[quantity.noun]
    if "speech" not in noun_classes(noun.lemma, noun.text) and noun.lemma not in SAYINGS:
        return False
    beside = noun.dep == "appos" or quantity.noun == clause.subject  # "will send 40 men, the second such announcement this month"
    return beside or clause.sentence.tokens[clause.head].lemma in COPULAS


COPULAS = frozenset({"be", "mark", "constitute", "become", "make", "have", "come"})
SAYINGS = frozenset({"announcement", "declaration", "report", "speech", "interview", "remark", "comment", "message", "post", "article"})


def _only_quotes(unit: Unit) -> bool:
    """Say whether the clause only tells whose words are passed on ("citing five leaked cables", "quoted the envoy as saying")."""
    clause, quantity = unit.clause, unit.quantity
    sentence, head = clause.sentence, clause.sentence.tokens[clause.head]
    if clause.kind != "verb" or head.lemma not in ("quote", "cite"):
        return False
    held = sentence.child(head.i, "dobj", "nsubjpass")
    return quantity is None or (held is not None and quantity.noun == held.i)


def _counts_speakers(unit: Unit) -> bool:
    """Say whether the figure is how many speak: "two officials said that"."""
    quantity, subject = unit.quantity, unit.clause.subject
    return quantity is not None and subject is not None and quantity.noun == subject


def _only_names(clause: Clause) -> bool:
    """Say whether a clause is only a name for something: "what Oslo calls such troops"."""
    return clause.kind == "verb" and clause.sentence.tokens[clause.head].lemma in NAMING and _is_what_is_said(clause)


NAMING = frozenset({"call", "term", "dub", "label", "style", "name"})


def _is_purpose(clause: Clause) -> bool:
    sentence, head = clause.sentence, clause.sentence.tokens[clause.head]
    if head.dep not in ("advcl", "acl") or head.tag != "VB":
        return False
    return any(k.tag == "TO" for k in sentence.children(clause.head, "aux"))


def _is_what_is_said(clause: Clause) -> bool:
    """Say whether the clause only stands for what somebody says: "denied what Oslo claims"."""
    return any(t.lower in ("what", "whatever") and t.dep in ("dobj", "nsubj") for t in clause.sentence.children(clause.head))


def _is_denied(clause: Clause) -> bool:
    sentence, head = clause.sentence, clause.sentence.tokens[clause.head]
    if head.dep != "ccomp" or clause.parent is None:
        return False
    parent = sentence.tokens[clause.parent]
    return "deny" in verb_classes(parent.lemma) and not sentence.child(parent.i, "neg")
