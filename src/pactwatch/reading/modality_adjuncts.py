"""Hedging adverbs and phrases attached to a head of the path, and coordinated verbs that undo a plan."""

from __future__ import annotations

from pactwatch.reading.modality_clause import read_clause
from pactwatch.reading.modality_cues import BARE, REAL, Match, load_cues
from pactwatch.reading.modality_state import UNDOING, VERBAL, Walk
from pactwatch.reading.tree import Token

MODIFIERS = ("advmod", "amod", "npadvmod", "acomp", "oprd", "attr", "prep", "advcl", "intj", "dep", "mark", "prt", "neg",
             "xcomp", "agent", "meta", "appos", "acl", "parataxis", "cc", "preconj", "det", "aux", "auxpass", "nsubj",
             "dobj", "expl")


def apply_adjuncts(walk: Walk, token: Token, child: Token | None, *, opaque: bool = False) -> None:
    """Apply the hedging adverbs and phrases attached to a head of the path."""
    cues = load_cues()
    for kid in walk.sentence.children(token.i, "advmod", "npadvmod"):
        for name in cues.words["adverbs"].get(kid.lower, ()):
            if (not opaque or name == "false") and walk.phrase_at(kid.i) is None:
                walk.apply(name, kid)
    for match in walk.phrases:
        if match.top in walk.path or match.first in walk.used or _is_met(walk, match, token):
            continue
        top = walk.sentence.tokens[match.top]
        if top.head == token.i and top.dep in MODIFIERS and (child is None or child.i not in match.tokens):
            if match.name in UNDOING and walk.state == "denied":
                walk.used.add(match.first)  # "tried in vain": twice undone is not done
                continue
            telling = match.name == "hearsay" and walk.sentence.tokens[match.first].lower in {"as", "to", "hear", "the"}
            if (not telling and _is_about_another(walk, top)) or _is_overcome(walk, match):
                continue
            last = walk.sentence.tokens[match.last]
            if match.name in UNDOING and last.pos in {"ADP", "SCONJ"} and walk.sentence.kids[last.i]:
                continue  # "far from going home, they ..." is about the going
            if opaque and match.name not in {"hearsay", "doubt", "retract", "ask", "decline", "false"}:
                continue
            negator = read_clause(walk.sentence, token.i).negator if token.pos in VERBAL else None
            walk.apply_match(match, negator is not None and negator.i not in match.tokens)
            if negator is not None:
                walk.used.add(negator.i)

    _apply_undone(walk, token)
    _apply_unverified(walk, token)


def _is_met(walk: Walk, match: Match, verb: Token) -> bool:
    """Say whether an "only" that opens a sentence in the past sets a condition that was met: "Only after three requests did Rome pay"."""
    only = match.name == "condition" and walk.sentence.tokens[match.first].lower == "only" and match.last < verb.i
    return only and any(t.lower in {"did", "was", "were", "had"} and t.i < verb.i for t in walk.sentence.children(verb.i, "aux", "auxpass"))


def _is_about_another(walk: Walk, top: Token) -> bool:
    """Say whether a phrase is the predicate of a clause with its own subject ("signed ..., since the union fell apart")."""
    return top.dep == "advcl" and walk.sentence.child(top.i, "nsubj", "nsubjpass") is not None and any(
        t.lower in load_cues().sets["factual_marks"] for t in walk.sentence.children(top.i, "mark", "advmod"))


SETBACKS = frozenset({"refuse", "fail", "prevent", "cancel", "postpone", "stop", "consider", "plan", "could", "doubt", "decline"})


def _is_overcome(walk: Walk, match: Match) -> bool:
    """Say whether a participle before the clause tells what stood in the way of what is then told as done ("long held up, ...")."""
    top = walk.sentence.tokens[match.top]
    if top.tag not in {"VBN", "VBD", "JJ"} or top.dep not in {"advcl", "acl", "amod"} or match.last > walk.trigger:
        return False
    return match.name in SETBACKS and walk.state in REAL and walk.sentence.child(top.i, "nsubj", "nsubjpass") is None


def _apply_undone(walk: Walk, token: Token) -> None:
    """Apply a coordinated verb by which what was planned came to nothing ("had been planned but was dropped")."""
    if walk.state not in {"planned", "possible", *BARE}:
        return
    cues = load_cues()
    for kid in walk.sentence.children(token.i, "conj", "advcl", "ccomp"):
        if kid.i in walk.path or kid.i < token.i:
            continue
        match = next((m for m in walk.phrases if kid.i in m.tokens and m.first not in walk.used), None)
        names = (match.name,) if match else cues.words["verbs"].get(kid.lemma, ())
        if names and (names[0] in {"cancel", "fail"} or (match is not None and names[0] == "refuse")) and (
            kid.dep == "conj"
        ):
            walk.apply("cancel", kid)
            return


def _apply_unverified(walk: Walk, token: Token) -> None:
    """Apply an "according to" whose source is itself in doubt."""
    cues = load_cues()
    for kid in walk.sentence.children(token.i, "prep"):
        if kid.lower != "according":
            continue
        for i in walk.sentence.subtree(kid.i):
            below = walk.sentence.tokens[i]
            match = walk.phrase_at(i)
            doubtful = match is not None and match.name in {"hearsay", "decline", "doubt", "retract"}
            if doubtful or "hearsay" in cues.words["adjectives"].get(below.lemma, ()) or (
                "accuse" in cues.words["nouns"].get(below.lemma, ())
            ):
                walk.apply("hearsay", below)
                return
