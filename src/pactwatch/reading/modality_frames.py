"""Frames around an event's clause: fiction ("in the novel"), one side's telling, and conditions without an "if"."""

from __future__ import annotations

from pactwatch.reading.lexicon import noun_classes, verb_classes
from pactwatch.reading.modality_clause import SUBJECTS, read_clause
from pactwatch.reading.modality_cues import REAL, load_cues
from pactwatch.reading.modality_state import VERBAL, Walk
from pactwatch.reading.tree import Token

INVERTED = {"had": "unreal", "were": "condition", "should": "condition"}


def apply_frames(walk: Walk) -> None:
    """Apply the frames that stand over the clauses in which an event is read as real."""
    if walk.state not in {*REAL, "noun"}:
        return
    told = walk.sentence.tokens[walk.trigger]
    words = load_cues().sets
    heads = [t for t in (told, *walk.sentence.ancestors(walk.trigger)) if t.pos in VERBAL or t.i == walk.sentence.root.i]
    for head in heads:
        aux = _inverted(walk, head)
        if aux is not None:
            walk.force(INVERTED[aux.lower], aux)
            return
    for head in heads:
        telling = _telling(walk, head)
        if telling is not None:
            walk.force("hearsay", telling)
            return
        sketch = _sketch(walk, head)
        if sketch is not None:
            walk.force("suggest", sketch)
            return
    if walk.event_type == "joint_exercise" and _is_exercise(walk, told):
        return  # what is only played out in an exercise is the exercise
    for head in heads:
        drill = _drill(walk, head)
        if drill is not None:
            walk.force("suggest", drill)
            return
        fiction = _fiction(walk, head) or _opening(walk)
        if fiction is not None:
            walk.force("suggest" if _names(walk, fiction, words["played"]) else "unreal", fiction)
            return


def apply_label(walk: Walk) -> None:
    """Apply what a line is called before its colon: "False: Oslo has sent 12 jets", "Rumour: ..."."""
    words, found = load_cues().sets, walk.label()
    if found is None:
        return
    label, span = found
    if label in words["labels_false"]:
        walk.force("deny", None, span)
        walk.state = "alleged" if walk.state == "happened" else walk.state  # a denial that is called false
    elif label in words["labels_told"] and walk.state in {*REAL, "noun"}:
        walk.force("hearsay", None, span)


def _opening(walk: Walk) -> Token | None:
    """Return the work of fiction or game that the sentence opens with and that frames all of it: "In the scenario played in Rome, ..."."""
    tokens, words = walk.sentence.tokens, load_cues().sets
    if tokens[0].lower not in {"in", "under"}:
        return None
    noun, comma = walk.sentence.child(0, "pobj"), next((t.i for t in tokens if t.text == ","), len(tokens))
    framed = noun is not None and noun.i < comma < walk.trigger and walk.sentence.word_at(1) not in {"his", "her", "their"}
    return noun if framed and noun is not None and _names(walk, noun, words["fictions"] | words["staged"] | words["played"]) else None


def _inverted(walk: Walk, head: Token) -> Token | None:
    """Return the auxiliary that opens a conditional clause without an "if" ("Had they sent tanks, ..."), or None."""
    aux = next((t for t in walk.sentence.children(head.i, "aux", "auxpass") if t.lower in INVERTED), None)
    subject = walk.sentence.child(head.i, *SUBJECTS)
    if aux is None or subject is None or not aux.i < subject.i < head.i or head.dep not in {"ccomp", "advcl", "parataxis"}:
        return None
    governor = walk.sentence.tokens[head.head]
    opens = aux.i == 0 or walk.sentence.tokens[aux.i - 1].pos in {"PUNCT", "CCONJ"}
    return aux if opens and governor.pos in VERBAL and read_clause(walk.sentence, governor.i).modal is not None else None


def _drill(walk: Walk, head: Token) -> Token | None:
    """Return the exercise in which one side strikes or kills another ("in the drill, the red side sank a ship"), or None.

    An accident has no side that does it: "a stray shell killed two soldiers during the drill".
    """
    words, subject = load_cues().sets, walk.sentence.child(head.i, "nsubj")
    if walk.event_type not in {"casualties", "other"} or subject is None:
        return None
    near = [subject, *walk.sentence.children(subject.i, "amod", "compound", "nmod")]
    hostile = any(t.lower in words["played_sides"] for t in near)
    acts = subject.lemma.lower() in words["sides"] and not {"kill", "strike"}.isdisjoint(verb_classes(head.lemma))
    drills = (t for t in _adjuncts(walk, head) if "exercise" in noun_classes(t.lemma, t.text))
    return next(drills, None) if hostile or acts else None


def _is_exercise(walk: Walk, told: Token) -> bool:
    """Say whether an event is told by a word for an exercise, not by what a script has the players do."""
    near = [told, *walk.sentence.children(told.i, *SUBJECTS, "dobj", "attr")]
    words = load_cues().sets["fictions"]
    return any(t.lemma in words or "exercise" in {*noun_classes(t.lemma, t.text), *verb_classes(t.lemma)} for t in near)


def _fiction(walk: Walk, head: Token) -> Token | None:
    """Return the work of fiction that a clause tells of ("in the novel", "the simulation starts with"), or None."""
    words = load_cues().sets
    for work in _adjuncts(walk, head):
        if _names(walk, work, words["fictions"] | words["staged"]):
            return work
        if work.lemma in words["work_parts"] and any(_names(walk, whole, words["fictions"] | words["staged"]) for whole in _wholes(walk, work)):
            return work
    subject = walk.sentence.child(head.i, "nsubj")
    if subject is None or head.lemma not in words["depicting"]:
        return None
    works = words["fictions"] | words["hoaxes"] | (words["staged"] if head.lemma in words["imagining"] else frozenset())
    return subject if _names(walk, subject, works) else None


FRAMING = frozenset({"in", "during", "on", "by", "under", "per", "to"})


def _adjuncts(walk: Walk, head: Token) -> list[Token]:
    """Return the nouns of the adjuncts of a clause that may frame it: "in the novel", "by their telling", "according to the script"."""
    preps = walk.sentence.children(head.i, "prep")
    inner = [t for kid in preps if kid.lower == "according" for t in walk.sentence.children(kid.i, "prep")]
    nouns = (walk.sentence.child(kid.i, "pobj") for kid in [*preps, *inner] if kid.lower in FRAMING)
    return [noun for noun in nouns if noun is not None]


def _wholes(walk: Walk, part: Token) -> list[Token]:
    """Return the nouns that a noun is a part of: "the script's second page", "the last chapter of the novel"."""
    of = (walk.sentence.child(kid.i, "pobj") for kid in walk.sentence.children(part.i, "prep") if kid.lower in {"of", "in"})
    return [*walk.sentence.children(part.i, "poss", "compound"), *(noun for noun in of if noun is not None)]


def _telling(walk: Walk, head: Token) -> Token | None:
    """Return the telling of one side that a clause is told in ("in the rebels' version"), or None."""
    for noun in _adjuncts(walk, head):
        told = noun.lemma in load_cues().sets["tellings"] and noun.i < walk.trigger
        if told and (walk.sentence.child(noun.i, "poss") or (noun.lemma != "version" and _wholes(walk, noun))):
            return noun
    return None


def _sketch(walk: Walk, head: Token) -> Token | None:
    """Return the verb by which a clause is only imagined: "sketch a decade in which Hanoi hosts the fleet"."""
    if head.dep != "relcl":
        return None
    words, noun = load_cues().sets, walk.sentence.tokens[head.head]
    framed = any(t.lower in {"which", "where", "when"} for t in walk.sentence.tokens[noun.i + 1 : noun.i + 4])
    imagined = noun.lemma.lower() in words["sketched"] or (noun.pos == "NUM" and len(noun.text) == 4)
    over = next((t for t in walk.sentence.ancestors(noun.i) if t.pos in VERBAL), None)
    return over if framed and imagined and over is not None and over.lemma in words["sketching"] else None


def _names(walk: Walk, token: Token, words: frozenset[str]) -> bool:
    """Say whether a noun, with the noun before it or without, is one of `words`, or is called made-up or fictional."""
    before = walk.sentence.children(token.i, "compound", "amod", "nmod", "poss")
    if token.lemma.lower() in words or any(f"{t.lower} {token.lemma.lower()}" in words for t in before):
        return True
    return any(t.lower in load_cues().sets["made_up"] or _by_machine(walk, t) for t in before)


def _by_machine(walk: Walk, token: Token) -> bool:
    """Say whether a word is the "generated" of "AI-generated"."""
    return token.lower == "generated" and any(t.lower in {"ai", "computer", "digitally"} for t in walk.sentence.children(token.i))
