"""A "would" that tells what came later, long since done: "Two years later it would send pilots"."""

from __future__ import annotations

from pactwatch.reading.modality_clause import read_clause
from pactwatch.reading.modality_cues import cues_of, load_cues
from pactwatch.reading.modality_state import Walk
from pactwatch.reading.tree import Sentence, Token

CONDITIONS = frozenset({"under", "without", "with", "after", "in"})
"""Prepositions that may set a condition: "in a ceasefire, it would later train"."""


def is_hindsight(walk: Walk, token: Token) -> bool:
    """Say whether a "would" tells what came later, long since done: "Two years later it would send pilots", "would go on to supply shells".

    So it is only in a main clause by itself, where the sentence before tells of the past and of no plan.
    """
    alone = token.dep == "ROOT" and all(t.i in walk.path for t in walk.sentence.children(token.i, "advcl"))
    if not alone or walk.heading() or not _tells_the_past(walk.previous):
        return False
    clause = read_clause(walk.sentence, token.i)
    modal = clause.modal
    if modal is None or clause.perfect or any(t.lower in CONDITIONS for t in walk.sentence.children(token.i, "prep")):
        return False
    words, tokens = load_cues().sets, walk.sentence.tokens
    if any(t.lower == "go" for t in tokens[modal.i : token.i + 1]):
        return [t.lower for t in tokens[modal.i + 1 : modal.i + 4]] == ["go", "on", "to"]
    before, after = tokens[: modal.i], tokens[modal.i + 1 : token.i]
    later = any(t.lower == "later" and t.i and tokens[t.i - 1].lemma in words["spans_of_time"] for t in before)
    return later or any(t.lower in words["afterwards"] for t in after) or any(_is_span(walk, t) for t in before if t.lower == "within")


def _is_span(walk: Walk, within: Token) -> bool:
    """Say whether a "within" opens a bare span of time ("within months"); "within hours of an attack" sets a condition."""
    span = walk.sentence.child(within.i, "pobj")
    return span is not None and span.lemma in load_cues().sets["spans_of_time"] and not walk.sentence.children(span.i, "prep")


def _tells_the_past(sentence: Sentence | None) -> bool:
    """Say whether the main clause of a sentence is in the past, and nothing in it speaks of plans."""
    if sentence is None or read_clause(sentence, sentence.root.i).tense != "past":
        return False
    open_ = {"plan", "announce", "consider", "suggest", "condition", "demand"}
    return not any(open_ & set(cues_of(t, "verbs" if t.pos in {"VERB", "AUX"} else "nouns")) for t in sentence.tokens if t.pos in {"VERB", "NOUN"})
