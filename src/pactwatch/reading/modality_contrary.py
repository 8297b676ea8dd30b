"""What is told by its contrary: "They would not have come had Oslo not paid" says that they came, and that Oslo paid."""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.reading.modality_clause import read_clause
from pactwatch.reading.modality_state import VERBAL, Walk
from pactwatch.reading.tree import Sentence, Token

SUBJECTS = ("nsubj", "nsubjpass")


def apply_contrary(walk: Walk) -> None:
    """Take as done what one negation alone makes undone, where it stands in a condition contrary to fact or under one."""
    if walk.state != "denied" or walk.rule != "negation" or not walk.cues:
        return
    for main, condition in _pairs(walk.sentence):
        for verb in (main, condition):
            negator = read_clause(walk.sentence, verb.i).negator
            if negator is not None and (negator.start, negator.end) in walk.cues and walk.trigger in {verb.i, *_coordinated(walk.sentence, verb)}:
                walk.state = "happened"
                walk.note(negator, "unreal-negated")
                return


def _coordinated(sentence: Sentence, verb: Token) -> list[int]:
    return [t.i for t in sentence.children(verb.i, "conj") if t.pos in VERBAL]


def _pairs(sentence: Sentence) -> Iterator[tuple[Token, Token]]:
    """Yield the main verbs of a past that was not ("would have"), each with the verb of its condition."""
    for main in sentence.tokens:
        if main.pos not in VERBAL:
            continue
        clause = read_clause(sentence, main.i)
        if clause.modal_kind not in {"conditional", "can", "may"} or not clause.perfect:
            continue
        above = [sentence.tokens[main.head]] if main.dep == "ccomp" and main.head > main.i else []  # as the parser may have it
        for kid in (*sentence.children(main.i, "advcl", "ccomp"), *above):
            verb = _contrary(sentence, kid)
            if verb is not None:
                yield main, verb


def _contrary(sentence: Sentence, kid: Token) -> Token | None:
    """Return the verb of a condition in the past perfect, "if they had" or "had they", or None; an "even if" is none."""
    marks = sentence.children(kid.i, "mark")
    if any(t.lower == "if" for t in marks):
        even = any(t.i and sentence.tokens[t.i - 1].lower == "even" for t in marks)
        return kid if not even and any(t.lower == "had" for t in sentence.children(kid.i, "aux")) else None
    if kid.lower == "had" and sentence.child(kid.i, *SUBJECTS) is None:  # the parser may take the "had" for the verb
        return next((t for t in sentence.children(kid.i, "ccomp") if sentence.child(t.i, *SUBJECTS)), None)
    had = next((t for t in sentence.children(kid.i, "aux", "auxpass") if t.lower == "had"), None)
    subject = sentence.child(kid.i, *SUBJECTS)
    return kid if had is not None and subject is not None and had.i < subject.i < kid.i else None
