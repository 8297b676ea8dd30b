"""What the sentence before says about the state of an event: a plan or a proposal told on in the present tense."""

from __future__ import annotations

from pactwatch.reading.modality_clause import Clause, read_clause
from pactwatch.reading.modality_cues import QUOTES, REAL, cues_of, load_cues
from pactwatch.reading.modality_state import VERBAL, Walk
from pactwatch.reading.tree import Sentence, Token


def apply_context(walk: Walk, previous: Sentence | None) -> None:
    """Read the present tense that tells on a plan as planned ("will begin in May. A first group lands ...").

    What a proposal or a possibility would bring is only told by what it contains ("It provides ...").
    """
    if previous is None or previous.block_index != walk.sentence.block_index:
        return
    if walk.rule == "hindsight" and frame_of(previous) is not None:
        walk.state = "possible"  # "The first will go in May. The rest would later follow."
        return
    if walk.rule != "tense" or walk.state not in {*REAL, "noun"} or not _tells_present(walk):
        return
    played = _played(previous)
    if played is not None:
        walk.force("suggest", None, (played.start, played.end))
        return
    frame = frame_of(previous)
    if frame is None:
        return
    name, cue = frame
    if _tells_contents(walk) or (name == "future" and walk.event_type in load_cues().sets["planned_types"]):
        walk.force(name, None, (cue.start, cue.end))


def apply_verdict(walk: Walk, following: Sentence | None) -> None:
    """Take as denied what the outlet calls false right after somebody has said it: "... had gone home, he said. That is untrue."."""
    if following is None or following.block_index != walk.sentence.block_index:
        return
    verdict = verdict_of(following)
    if verdict is not None and walk.state == "denied":
        walk.state, walk.rule = "alleged", "deny"  # a denial that is called false
    elif verdict is not None:
        walk.force("deny", None, (following.tokens[0].start, verdict.end))


def verdict_of(sentence: Sentence) -> Token | None:
    """Return the last word by which a sentence opens calling what was said before it false, in nobody's mouth; else None.

    The verdict stands alone: "That is untrue.", "This is not the case: ..."; "That is not true of the jets" is another.
    """
    words, tokens = load_cues().sets, sentence.tokens
    if sentence.word_at(0) not in {"this", "that"} or sentence.word_at(1) not in {"is", "was"}:
        return None
    end = next((t.i for t in tokens if t.text in {":", ";", ".", "!"}), len(sentence))
    if any(t.text in QUOTES for t in tokens[:end]):
        return None
    said = " ".join(t.lower for t in tokens[2:end])
    return tokens[end - 1] if said in words["verdicts"] else None


LONGEST_FRAME = 7
"""How many words the phrase may have that opens a sentence of a scenario."""


def _played(previous: Sentence) -> Token | None:
    """Return the scenario or game that the sentence before opens with ("In the second scenario, ..."), or None."""
    tokens = previous.tokens
    if tokens[0].lower not in {"in", "under"}:
        return None
    opening = tokens[1 : next((t.i for t in tokens[:LONGEST_FRAME] if t.text == ","), 0)]
    words = load_cues().sets["played"]
    return next((t for t in opening if t.lemma in words or f"{tokens[t.i - 1].lower} {t.lemma}" in words), None)


def _tells_present(walk: Walk) -> bool:
    """Say whether the event is told in the simple present, with nothing that puts it before or at the time of writing."""
    sentence, token = walk.sentence, walk.sentence.tokens[walk.trigger]
    if sentence.block.kind == "heading":
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


def _tells_contents(walk: Walk) -> bool:
    """Say whether a sentence tells what "it" contains: "It provides 300 million euros"."""
    token = walk.sentence.tokens[walk.trigger]
    subject = walk.sentence.child(token.i, "nsubj")
    return subject is not None and subject.lower in {"it", "this"} and token.lemma in load_cues().sets["contents"]


def frame_of(sentence: Sentence) -> tuple[str, Token] | None:
    """Return the class ("future" or "could") in which the main clause of a sentence tells of what is to come, and its cue."""
    for token in (sentence.root, *sentence.children(sentence.root.i, "conj", "ccomp")):
        if token.pos in VERBAL:
            clause = read_clause(sentence, token.i)
            frame = _frame_of_clause(sentence, token, clause) if clause.negator is None else None
            if frame is not None:
                return frame
    return None


def _frame_of_clause(sentence: Sentence, token: Token, clause: Clause) -> tuple[str, Token] | None:
    names = set(cues_of(token, "verbs"))
    due = sentence.child(token.i, "xcomp") if token.lemma == "be" else None
    if due is not None and read_clause(sentence, due.i).infinitive:
        return "future", token
    if clause.modal is not None:
        return ("future" if clause.modal_kind == "future" else "could"), clause.modal
    if names & {"plan", "announce"} and sentence.child(token.i, "dobj", "nsubjpass", "xcomp"):
        return "future", token
    subject = sentence.child(token.i, "nsubj", "nsubjpass")
    if clause.tense == "present" and not clause.perfect and subject is not None and subject.lemma in load_cues().sets["instruments"]:
        return "future", subject
    return ("could", token) if "consider" in names else None
