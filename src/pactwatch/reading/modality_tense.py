"""What the form of a verb and its own clause say: tense and aspect, modals, negation, conditions."""

from __future__ import annotations

from pactwatch.reading.modality_clause import Clause, read_clause
from pactwatch.reading.modality_cues import BARE, REAL, cues_of, load_cues
from pactwatch.reading.modality_hindsight import is_hindsight
from pactwatch.reading.modality_state import NOMINAL, Walk
from pactwatch.reading.tree import Token


def tense_state(walk: Walk, token: Token, clause: Clause, words: dict[str, frozenset[str]]) -> str:
    """Return the state that the form of a verb puts an event in, modals and negation aside."""
    if clause.infinitive:
        return "infinitive" if not clause.perfect else "happened"
    if clause.tense == "modal":
        return "infinitive" if not clause.perfect else "happened"
    if walk.heading() and token.tag == "VBG" and token.lemma in words["setting_out"]:
        return "planned"  # "Builders heading to Kursk": they are not there yet
    if clause.progressive:
        if walk.future:
            return "planned"
        if clause.tense == "present" and not walk.heading():
            return "planned" if token.lemma in words["punctual"] and _is_scheduled(walk, token) else "ongoing"
        return "happened"
    if clause.perfect or clause.tense == "past":
        return "happened"
    if clause.tense == "present" or (token.tag == "VB" and token.dep in {"ROOT", "ccomp"} and _is_finite(walk, token)):
        return _present_state(walk, token, clause, words)
    if token.dep == "pcomp" and any(t.lower == "being" for t in walk.sentence.children(token.i, "auxpass")):
        return "gerund"
    if token.tag in {"VBN", "VBD"}:
        lasting = walk.event_type == "troop_presence" and token.lemma in words["resultative"]
        return "noun" if lasting and token.dep in {"acl", "amod"} else "happened"
    if token.tag == "VBG":
        return "gerund" if token.dep in {"pcomp", "xcomp", "dobj", "pobj", "nsubj", "csubj", "ccomp"} else (
            "happened" if token.dep == "acl" else "gerund")
    return "infinitive" if not (walk.heading() and token.dep == "ROOT") else "happened"


def _is_finite(walk: Walk, token: Token) -> bool:
    """Say whether a verb tagged as bare is a finite present that the tagger missed: it has a subject and no auxiliary."""
    return walk.sentence.child(token.i, "nsubj") is not None and not walk.sentence.children(token.i, "aux")


def _present_state(walk: Walk, token: Token, clause: Clause, words: dict[str, frozenset[str]]) -> str:
    """Return the state for the present tense: events in headlines, states and habits elsewhere."""
    if walk.future:
        return "planned"
    if clause.passive or (token.tag == "VBN"):
        return "ongoing" if token.lemma in words["resultative"] and walk.event_type in words["lasting_types"] else (
            "happened")
    fleeting = token.lemma in words["punctual"] or walk.event_type not in words["lasting_types"]
    if fleeting and not walk.heading() and _is_scheduled(walk, token):
        return "planned"
    if walk.heading() or walk.event_type not in words["lasting_types"] or token.lemma in words["punctual"]:
        return "happened"
    if walk.event_type != "troop_presence" and (token.lemma in words["statistic"] or token.lemma == "be"):
        return "happened"
    return "ongoing" if walk.event_type in words["habit_types"] and not _is_chronicle(walk) else "happened"


LOOKING_BACK = frozenset({"last", "ago", "earlier", "previous"})


def _is_scheduled(walk: Walk, token: Token) -> bool:
    """Say whether a verb in the present tense has a day ahead: "the drill starts on Monday"."""
    words, tokens = load_cues().sets, walk.sentence.tokens
    if any(t.lower in LOOKING_BACK for t in tokens[token.i :]):
        return False
    near = [
        walk.sentence.child(t.i, "pobj") or t for t in walk.sentence.children(token.i, "prep", "npadvmod")
        if t.dep != "prep" or t.lower in {"on", "in", "from", "at"}
    ]
    return any(
        t.lower in words["weekdays"]
        or (t.lower in words["months"] and t.text != "may" and not any(y.pos == "NUM" and len(y.text) == 4 for y in tokens[t.i :]))
        for t in near
    )


def _is_chronicle(walk: Walk) -> bool:
    """Say whether the sentence is an entry of a chronicle ("9 July 2025 - The agency issues ..."), told in the present tense."""
    dash = next((t for t in walk.sentence.tokens[1:6] if t.text in {"—", "–", "-", ":"}), None)
    return dash is not None and all(t.ent == "DATE" or t.pos in {"NUM", "PUNCT"} for t in walk.sentence.tokens[: dash.i])


def apply_clause(
    walk: Walk, token: Token, clause: Clause, *, fresh: bool = False, consumed: bool = False, opaque: bool = False,
) -> None:
    """Apply the negation and the modal of a clause; `fresh` when the clause's verb tells the event itself."""
    if opaque:
        return
    negator = None if consumed else clause.negator
    kind, modal = clause.modal_kind, clause.modal
    if negator is not None and negator.i in walk.used:
        negator = None
    if negator is not None and clause.until:
        if clause.tense != "modal":
            if fresh:
                walk.note(negator, "until")
            negator = None
        elif fresh:
            walk.apply("condition", negator)
            return
    if negator is not None and modal is not None and clause.before and fresh and kind in {"future", "conditional"}:
        walk.apply("future", modal)  # "will not arrive before 2027"
        walk.note(negator, "until")
        return
    if consumed and kind != "may":
        modal = None  # "could not prevent": the modal belongs to what was negated
    if modal is not None and kind is not None:
        _apply_modal(walk, token, modal, kind, clause, negator)
    elif negator is not None and (fresh or walk.state in BARE or walk.state in REAL):
        walk.apply("negation", negator)
    if walk.state in {"planned", "possible"} or modal is not None or (clause.tense == "present" and fresh and not clause.perfect):
        _apply_conditions(walk, token)


def _apply_modal(walk: Walk, token: Token, modal: Token, kind: str, clause: Clause, negator: Token | None) -> None:
    """Apply a modal, with the negation that goes with it."""
    if modal.lower == "should" and modal.i == min(walk.sentence.subtree(token.i)):
        walk.apply("condition", modal)  # "Should they cross the river, ..."
    elif kind == "may" and negator is not None and any(t.lemma.lower() in load_cues().sets["lawgivers"] for t in walk.sentence.tokens):
        walk.used.add(negator.i)
        walk.apply("demand", modal)  # "under the resolution, states may not employ"
    elif kind == "may":
        walk.apply("likely", modal)
    elif kind == "must":
        epistemic = clause.perfect and modal.lower == "must"
        walk.apply("likely" if epistemic else "unreal" if clause.perfect else "demand", modal)
    elif negator is not None:
        walk.apply("negation", negator)
    elif kind == "future":
        walk.apply("future", modal)
    elif kind == "can":
        walk.apply("could", modal)
    elif kind == "conditional" and is_hindsight(walk, token) and not _is_reported(walk, token):
        walk.apply("hindsight", modal)
    elif kind == "conditional":
        if _is_contrary(walk, token) or (clause.perfect and not _is_reported(walk, token)):
            walk.apply("unreal", modal)
        else:
            walk.apply("future" if _is_reported(walk, token) else "could", modal)


def _is_contrary(walk: Walk, token: Token) -> bool:
    """Say whether a clause stands under a condition that was not met: "Had they come, they would have held the town"."""
    over = [walk.sentence.tokens[token.head]] if token.dep in {"ccomp", "parataxis"} else []  # "Had they said yes, ..." as the root
    for kid in [*walk.sentence.children(token.i, "advcl"), *(t for t in over if t.i < token.i)]:
        had = next((t for t in walk.sentence.children(kid.i, "aux") if t.lower == "had"), None)
        if had is not None and (had.i == 0 or walk.sentence.tokens[had.i - 1].text == "," or any(
            t.lower == "if" for t in walk.sentence.children(kid.i, "mark")
        )):
            return True
    return False


def _is_reported(walk: Walk, token: Token) -> bool:
    """Say whether a clause is reported, so that its "would" is a "will" of the past."""
    tokens = walk.sentence.tokens
    at = token
    for _ in range(8):
        if at.head == at.i:
            break
        head = tokens[at.head]
        if at.dep in {"ccomp", "acl", "advcl", "parataxis"} and (
            any(n in cues_of(head, "verbs") for n in
                ("report", "announce", "confirm", "claim", "plan", "know", "believe", "deny", "demand"))
            or head.pos in NOMINAL
        ):
            return True
        at = head
    said = {"say", "tell", "add", "announce", "declare", "warn", "note", "write", "report"}
    return any(t.lemma in said and t.tag in {"VBD", "VBZ", "VBP"} and t.i not in walk.path for t in tokens)


def _apply_conditions(walk: Walk, token: Token) -> None:
    """Apply the conditions that the clause of `token` is under."""
    for kid in walk.sentence.children(token.i, "advcl"):
        if kid.i in walk.path:
            continue
        marks = walk.sentence.children(kid.i, "mark", "advmod")
        unless = next((t for t in marks if t.lower == "unless"), None)
        if unless is not None and walk.state == "denied":
            walk.state = "possible"  # "unless it returns them, it will not be given any"
            walk.note(unless, "condition")
            return
        mark = next((t for t in marks if t.lower in {"if", "unless", "provided", "providing", "assuming"} or _awaits(walk, kid, t)), None)
        if mark is not None:
            walk.apply("condition", mark)
            return


def _awaits(walk: Walk, verb: Token, mark: Token) -> bool:
    """Say whether a clause of time awaits something: "takes effect once the senate has voted"."""
    if mark.lower not in {"once", "when", "until"}:
        return False
    clause = read_clause(walk.sentence, verb.i)
    return clause.tense == "present" and (clause.perfect or mark.lower == "once")
