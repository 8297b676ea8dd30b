"""The class of cues that a head belongs to, given what it governs: verbs of several meanings, kinds of complement."""

from __future__ import annotations

from pactwatch.reading.modality_clause import Clause, read_clause
from pactwatch.reading.modality_cues import cues_of, load_cues
from pactwatch.reading.modality_state import VERBAL, Walk
from pactwatch.reading.tree import Token

KINDS: dict[str, tuple[str, ...]] = {
    "ask": ("finite",), "believe": ("finite", "infinitive"), "stop": ("gerund", "infinitive", "noun"),
    "begin": ("infinitive", "gerund"), "realise": ("noun",), "try": ("infinitive", "noun"),
    "likely": ("infinitive", "finite"), "cancel": ("noun", "gerund"), "false": ("noun", "finite"),
}
"""The kinds of complement that a verb of a class takes, where not all; others of the same spelling are other words."""
SUBJECT_CLASSES = ("realise", "fail", "continue", "postpone", "likely", "cancel", "stop")
FOREBODING = ("warn", "caution", "alert")
SUPPOSING = ("say", "think", "believe", "report", "rumour", "know", "understand")


def complement_kind(walk: Walk, child: Token, preposition: str) -> str:
    """Return what sort of complement a token heads: finite, infinitive, gerund or noun."""
    if child.pos not in VERBAL and not child.tag.startswith("VB"):
        if child.pos in {"ADJ", "ADV"}:
            return "finite" if walk.sentence.child(child.i, "nsubj", "cop") else "infinitive"
        return "noun"
    if child.tag == "VBG" and not walk.sentence.child(child.i, "aux"):
        return "gerund"
    clause = read_clause(walk.sentence, child.i)
    if clause.infinitive or (clause.tense is None and child.tag == "VB"):
        return "infinitive"
    if clause.tense is None and child.dep in {"xcomp", "ccomp", "oprd"}:
        return "infinitive"
    return "gerund" if preposition and clause.tense is None else "finite"


def noun_class(head: Token, kind: str) -> str | None:
    """Return the class of cues of a noun, or None."""
    for name in load_cues().words["nouns"].get(head.lemma, ()):
        if kind in KINDS.get(name, (kind,)) or name in {"ask", "false", "stop", "try", "likely"}:
            return name
    return None


def verb_class(
    walk: Walk, head: Token, clause: Clause, kind: str, subject: bool, dep: str, preposition: str,
) -> str | None:
    """Return the class of cues that a verb with such an argument belongs to, or None."""
    cues = load_cues()
    if clause.passive and dep in {"xcomp", "ccomp", "oprd", "prep", "advcl"} and head.lemma in cues.passive and (
        kind == "infinitive" or cues.passive[head.lemma] not in {"demand", "plan"}
    ):
        name = cues.passive[head.lemma]
        if walk.state == "infinitive" and name in {"hearsay", "likely", "believe"}:
            walk.state = "ongoing" if walk.event_type == "troop_presence" else "happened"
        return name
    if head.tag in {"VBN", "VBD"} and dep == "xcomp" and kind == "infinitive" and head.lemma in SUPPOSING and (
        head.lemma in cues.passive
    ):
        return cues.passive[head.lemma]  # "images said to show": the parser may take it for the past tense
    if head.lemma in {"be", "remain"} and kind == "infinitive":
        if head.lower == "were" and _opens(walk, head):
            return "condition"  # "Were we to hand it over, ..."
        return "plan" if head.lemma == "be" else "fail"
    if kind == "noun" and is_rescheduled(walk, head):
        return "postpone"
    for name in cues_of(head, "verbs"):
        if kind not in KINDS.get(name, (kind,)):
            continue
        if subject and name not in SUBJECT_CLASSES and (name, dep) != ("false", "csubj"):
            continue
        if name == "report" and kind == "infinitive" and head.lemma in {"tell", "warn"} and not clause.passive:
            return "demand"
        if name == "report" and head.lemma in FOREBODING and preposition in {"of", "about", "against"}:
            return "suggest"
        if name == "report" and head.lemma == "insist" and (kind == "infinitive" or preposition in {"on", "upon"}):
            return "demand"
        if name == "plan" and head.lemma in cues.sets["limiting"] and is_law(walk, head):
            return "demand"
        if _fits_class(walk, name, head, kind, preposition):
            return "deny" if name == "refuse" and walk.hearsay else name
    return None


def _opens(walk: Walk, verb: Token) -> bool:
    """Say whether a verb stands before its subject, first in its clause."""
    subject = walk.sentence.child(verb.i, "nsubj", "nsubjpass", "expl")
    opening = verb.i == 0 or walk.sentence.tokens[verb.i - 1].pos in {"PUNCT", "CCONJ", "SCONJ"}
    return opening and subject is not None and subject.i > verb.i


def _fits_class(walk: Walk, name: str, head: Token, kind: str, preposition: str) -> bool:
    """Say whether a verb of several meanings has that of the class here."""
    decisive = head.lemma in load_cues().sets["decisive"]
    if walk.event_type in {"sanction_or_designate", "treaty"} and kind == "noun" and decisive:
        return False
    if name == "postpone" and moves_unseen(walk, head):
        return False
    if head.lemma in {"want", "expect", "like"} and name == "consider":
        return kind == "infinitive" and not _is_raised(walk, head)
    if head.lemma in {"stop", "halt", "end", "head", "strike", "bust", "hold"} and name == "prevent":
        return kind == "noun" or preposition == "from"
    return not (head.lemma == "point" and preposition not in {"to", "at"})


def is_rescheduled(walk: Walk, head: Token) -> bool:
    """Say whether something is moved to another date: "the arrival was shifted to May"."""
    words = load_cues().sets
    if head.lemma not in words["moving"]:
        return False
    dates = [walk.sentence.child(t.i, "pobj") for t in walk.sentence.children(head.i, "prep", "dative") if t.lower in {"to", "into"}]
    return any(t is not None and (t.ent == "DATE" or t.lower in words["months"] | words["weekdays"]) for t in dates)


def moves_unseen(walk: Walk, head: Token) -> bool:
    """Say whether a verb that may tell of a delay tells of a way taken: "slipped into Tehran"."""
    ways = {"into", "out", "past", "through", "across", "away", "off", "over"}
    return head.lemma == "slip" and any(t.lower in ways for t in walk.sentence.children(head.i, "prep", "advmod", "prt"))


def _is_raised(walk: Walk, head: Token) -> bool:
    """Say whether a wish is about what another does: "wants the troops to leave"."""
    complement = walk.sentence.child(head.i, "ccomp", "xcomp")
    return complement is not None and walk.sentence.child(complement.i, "nsubj", "nsubjpass") is not None


def asks_how(walk: Walk, child: Token) -> bool:
    """Say whether a clause asks how many, when or where, which takes the event itself for granted."""
    words = {"how", "when", "where", "why", "who", "which", "what", "whom"}
    left = walk.sentence.subtree(child.i)[0]
    first = [t.lower for t in walk.sentence.tokens[left : left + 2]]
    return bool(words & set(first)) and not {"whether", "if"} & set(first)


def is_law(walk: Walk, token: Token) -> bool:
    """Say whether the subject of a verb is what makes rules: a resolution, a law, the Security Council."""
    subject = walk.sentence.child(token.i, "nsubj")
    return subject is not None and any(
        walk.sentence.tokens[i].lemma.lower() in load_cues().sets["lawgivers"] for i in walk.sentence.subtree(subject.i))
