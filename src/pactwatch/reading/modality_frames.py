"""Frames around an event's clause that make it unreal: fiction ("in the novel"), and conditions without an "if"."""

from __future__ import annotations

from pactwatch.reading.modality_clause import SUBJECTS, read_clause
from pactwatch.reading.modality_cues import REAL, load_cues
from pactwatch.reading.modality_state import VERBAL, Walk
from pactwatch.reading.tree import Token

INVERTED = {"had": "unreal", "were": "condition", "should": "condition"}


def apply_frames(walk: Walk) -> None:
    """Apply the frames that stand over the clauses in which an event is read as real."""
    if walk.state not in REAL:
        return
    heads = [t for t in (walk.sentence.tokens[walk.trigger], *walk.sentence.ancestors(walk.trigger)) if t.pos in VERBAL]
    for head in heads:
        aux = _inverted(walk, head)
        if aux is not None:
            walk.force(INVERTED[aux.lower], aux)
            return
    if walk.event_type == "joint_exercise":
        return  # what is only played out in an exercise is the exercise
    for head in heads:
        fiction = _fiction(walk, head)
        if fiction is not None:
            walk.force("unreal", fiction)
            return


def _inverted(walk: Walk, head: Token) -> Token | None:
    """Return the auxiliary that opens a conditional clause without an "if" ("Had they sent tanks, ..."), or None."""
    aux = next((t for t in walk.sentence.children(head.i, "aux", "auxpass") if t.lower in INVERTED), None)
    subject = walk.sentence.child(head.i, *SUBJECTS)
    if aux is None or subject is None or not aux.i < subject.i < head.i or head.dep not in {"ccomp", "advcl", "parataxis"}:
        return None
    governor = walk.sentence.tokens[head.head]
    opens = aux.i == 0 or walk.sentence.tokens[aux.i - 1].pos in {"PUNCT", "CCONJ"}
    return aux if opens and governor.pos in VERBAL and read_clause(walk.sentence, governor.i).modal is not None else None


def _fiction(walk: Walk, head: Token) -> Token | None:
    """Return the work of fiction that a clause tells of ("in the novel", "the simulation starts with"), or None."""
    words = load_cues().sets
    for kid in walk.sentence.children(head.i, "prep"):
        work = walk.sentence.child(kid.i, "pobj")
        if kid.lower == "in" and work is not None and _names(walk, work, words["fictions"] | words["staged"]):
            return work
    subject = walk.sentence.child(head.i, "nsubj")
    if subject is None or head.lemma not in words["depicting"]:
        return None
    works = words["fictions"] | words["hoaxes"] | (words["staged"] if head.lemma in words["imagining"] else frozenset())
    return subject if _names(walk, subject, works) else None


def _names(walk: Walk, token: Token, words: frozenset[str]) -> bool:
    """Say whether a noun, with the noun before it or without, is one of `words`, or is called made-up or fictional."""
    before = walk.sentence.children(token.i, "compound", "amod", "nmod", "poss")
    if token.lemma.lower() in words or any(f"{t.lower} {token.lemma.lower()}" in words for t in before):
        return True
    return any(t.lower in load_cues().sets["made_up"] or _by_machine(walk, t) for t in before)


def _by_machine(walk: Walk, token: Token) -> bool:
    """Say whether a word is the "generated" of "AI-generated"."""
    return token.lower == "generated" and any(t.lower in {"ai", "computer", "digitally"} for t in walk.sentence.children(token.i))
