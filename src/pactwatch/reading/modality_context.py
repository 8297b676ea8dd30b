"""What the sentence before says about the state of an event: a plan told on in the present tense."""

from __future__ import annotations

from pactwatch.reading.modality_clause import read_clause
from pactwatch.reading.modality_cues import REAL, cues_of, load_cues
from pactwatch.reading.modality_state import VERBAL, Walk
from pactwatch.reading.tree import Sentence, Token


def apply_context(walk: Walk, previous: Sentence | None) -> None:
    """Read the present tense of a sentence that tells on a plan as planned ("will begin in May. A first group lands ...")."""
    if previous is None or previous.block_index != walk.sentence.block_index or walk.rule != "tense" or walk.state not in {*REAL, "noun"}:
        return
    if not _tells_present(walk):
        return
    cue = plan_cue(previous)
    if cue is not None:
        walk.force("future", None, (cue.start, cue.end))


def _tells_present(walk: Walk) -> bool:
    """Say whether the event is told in the simple present, with nothing that puts it before or at the time of writing."""
    sentence, token = walk.sentence, walk.sentence.tokens[walk.trigger]
    if sentence.block.kind == "heading" or walk.event_type not in load_cues().sets["planned_types"]:
        return False
    if walk.state == "noun":
        token = next((t for t in sentence.ancestors(token.i) if t.pos in VERBAL), token)
        if token.pos not in VERBAL:
            return token.dep == "ROOT"
    if token.pos not in VERBAL or token.dep not in {"ROOT", "conj", "ccomp"}:
        return False
    clause = read_clause(sentence, token.i)
    if clause.tense != "present" or clause.perfect or clause.progressive or clause.negator is not None:
        return False
    adverbs = load_cues().sets["present_adverbs"]
    return not any(t.lower in adverbs for t in sentence.tokens)


def plan_cue(sentence: Sentence) -> Token | None:
    """Return the word by which the main clause of a sentence tells a plan, or None."""
    for token in (sentence.root, *sentence.children(sentence.root.i, "conj", "ccomp")):
        if token.pos not in VERBAL:
            continue
        clause = read_clause(sentence, token.i)
        if clause.negator is not None:
            continue
        if token.lemma == "be" and (due := sentence.child(token.i, "xcomp")) and read_clause(sentence, due.i).infinitive:
            return token
        if clause.modal is not None and clause.modal_kind == "future":
            return clause.modal
        if set(cues_of(token, "verbs")) & {"plan", "announce"} and sentence.child(token.i, "dobj", "nsubjpass", "xcomp"):
            return token
    return None
