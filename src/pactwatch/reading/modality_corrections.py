"""What an outlet, or whoever gave a figure, takes back: corrections, retractions, revised and removed statements.

What stands in the place of what was wrong is left as it is told: "...; it sent six".
"""

from __future__ import annotations

from pactwatch.reading.modality_cues import REAL, cues_of, load_cues
from pactwatch.reading.modality_state import VERBAL, Walk
from pactwatch.reading.tree import Token

WITHDRAWN = frozenset({"version", "post", "article", "headline", "report", "story", "dispatch", "bulletin", "edition", "item", "caption",
                       "tweet", "alert", "update", "statement", "figure"})
FORMER = frozenset({"earlier", "previous", "original", "initial", "prior", "first", "former"})
WRONGLY = frozenset({"incorrectly", "wrongly", "mistakenly", "erroneously", "inaccurately"})
CORRECTING = ("correct", "clarif", "erratum", "corrig")
PARTING = frozenset({";", "—", "–"})


def apply_corrected(walk: Walk) -> None:
    """Take as withdrawn what an outlet corrects: "Correction: an earlier post said that ...", "... wrongly said that ..."."""
    label = walk.label()
    opening = label[0] if label else next((t.lower for t in walk.sentence.tokens if t.pos != "PUNCT"), "")
    revised = _revised(walk) or _is_too_much(walk) or _removed(walk) or _superseded(walk)
    if revised is not None:
        walk.weak, walk.shield = False, None
        walk.force("retract", revised)
        return
    before = (t.i for t in walk.sentence.tokens[: walk.trigger] if t.pos in VERBAL)  # where a semicolon leads the parser astray
    if _stands(walk, opening):
        return
    for i in dict.fromkeys((*walk.path[1:], *before)):
        verb = walk.sentence.tokens[i]
        if _is_parted(walk, i):
            continue  # "..., said it had 500; the figure was 50"
        ours = i in walk.path and verb.dep != "advcl" and "report" in cues_of(verb, "verbs") and opening.startswith(CORRECTING)
        if ours and any(_is_ourselves(walk, t) for t in _subjects(walk, i)):
            walk.weak, walk.shield = False, None
            walk.force("retract", verb)
            return
        subject = next((t for t in _subjects(walk, i) if t.lemma in WITHDRAWN), None)
        if subject is None or not ("report" in cues_of(verb, "verbs") or verb.lemma in load_cues().sets["giving_figures"]):
            continue
        former = any(t.lower in FORMER for t in walk.sentence.children(subject.i, "amod"))
        wrongly = any(t.lower in WRONGLY for t in walk.sentence.children(i, "advmod"))
        own = subject.lemma == "version" and any(t.lower == "this" for t in walk.sentence.tokens[subject.i : i])
        untrue = any(t.dep == "acomp" and "false" in cues_of(t, "adjectives") and t.i > walk.trigger and _is_said_of(walk, t, subject)
                     for t in walk.sentence.tokens)
        if wrongly or (former and (own or untrue or opening.startswith(CORRECTING))):
            walk.weak, walk.shield = False, None
            walk.force("retract", verb)
            return


def _stands(walk: Walk, opening: str) -> bool:
    """Say whether the event is what a correction puts in the place of what was wrong ("...; it sent six"), and note it."""
    subject = walk.sentence.child(walk.trigger, "nsubj", "nsubjpass")
    parted = subject is not None and any(t.text in PARTING for t in walk.sentence.tokens[max(0, subject.i - 2) : subject.i])
    if walk.state in REAL and walk.rule == "tense" and parted and opening.startswith(CORRECTING):
        walk.rule = "stands"
    return walk.rule == "stands"


def _is_said_of(walk: Walk, adjective: Token, subject: Token) -> bool:
    """Say whether a predicate is of `subject`, or of nobody else: the parser may lose it."""
    own = walk.sentence.child(adjective.head, "nsubj", "nsubjpass")
    return own is None or own.i == subject.i


def _is_ourselves(walk: Walk, subject: Token) -> bool:
    """Say whether a subject is the outlet itself: "we wrote", "this agency reported"."""
    return subject.lower == "we" or (
        subject.lemma in load_cues().sets["outlets"] and any(t.lower in {"this", "our"} for t in walk.sentence.children(subject.i, "det", "poss")))


def _is_too_much(walk: Walk) -> Token | None:
    """Return the word by which a figure of one's own is called wrong: "our October figure (620,000) was too high", or None."""
    words = load_cues().sets
    for verb in walk.sentence.tokens:
        subject, off = walk.sentence.child(verb.i, "nsubj"), walk.sentence.child(verb.i, "acomp")
        if verb.tag != "VBD" or verb.lemma != "be" or subject is None or off is None or subject.lemma not in words["counts"]:
            continue
        own = any(t.lower in {"our", *FORMER} for t in walk.sentence.children(subject.i, "poss", "amod"))
        too = [t.lower for t in walk.sentence.children(off.i)] == ["too"] and off.lower in {"high", "low", "large", "small"}
        if own and too and walk.trigger in {verb.i, *walk.sentence.subtree(subject.i)}:
            return off
    return None


def _removed(walk: Walk) -> Token | None:
    """Return the verb by which a passage that says something is removed ("a sentence stating that ... has been removed"), or None."""
    words = load_cues().sets
    for i in walk.path[1:]:
        noun = walk.sentence.tokens[i]
        over = walk.sentence.tokens[noun.head]
        said = any("report" in cues_of(t, "verbs") for t in walk.sentence.children(i, "acl", "relcl") if t.i in walk.path)
        origin = [walk.sentence.child(t.i, "pobj") for t in walk.sentence.children(over.i, "prep", "agent") if t.lower in {"from", "by"}]
        elsewhere = any(t is not None and t.lemma not in words["outlets"] for t in origin)  # "from the draft"
        removed = noun.dep in {"nsubjpass", "dobj"} and over.lemma in words["removing"] and not elsewhere
        if said and removed and noun.lemma in words["passages"]:
            return over
    return None


def _superseded(walk: Walk) -> Token | None:
    """Return the verb that revises the earlier statement which tells the event ("revising an earlier statement that spoke of 17"), or None."""
    for i in walk.path[1:]:
        noun = walk.sentence.tokens[i]
        over = walk.sentence.tokens[noun.head]
        former = any(t.lower in FORMER for t in walk.sentence.children(i, "amod"))
        instead = any(t.pos == "NUM" and t.i not in walk.sentence.subtree(noun.i) for t in walk.sentence.tokens)
        undone = over.lemma in {"retract", "withdraw"} or (over.lemma in {"correct", "revise"} and instead)
        if former and undone and noun.lemma in WITHDRAWN and noun.dep in {"dobj", "nsubjpass"}:
            return over
    return None


def _is_parted(walk: Walk, i: int) -> bool:
    """Say whether a semicolon or dash stands between token `i` and the trigger."""
    return any(t.text in PARTING for t in walk.sentence.tokens[min(i, walk.trigger) : max(i, walk.trigger)])


def _subjects(walk: Walk, i: int) -> list[Token]:
    """Return the subject of a verb, and what stands beside it: "Clarification: an earlier version said"."""
    subjects = walk.sentence.children(i, "nsubj")
    if walk.sentence.tokens[i].dep == "relcl" and any(t.tag in {"WDT", "WP"} for t in subjects):
        subjects = [walk.sentence.tokens[walk.sentence.tokens[i].head]]  # "a bulletin that said"
    return [*subjects, *(kid for one in subjects for kid in walk.sentence.children(one.i, "appos"))]


def _revised(walk: Walk) -> Token | None:
    """Return the verb by which a figure that was given at first is later put otherwise ("first said 50, but later revised it to 34"), or None."""
    words, tokens = load_cues().sets, walk.sentence.tokens
    first = next((t for i in walk.path for t in walk.sentence.children(i, "advmod") if t.lower in words["at_first"]), None)
    if first is None or not any(t.pos == "NUM" for t in walk.sentence.tokens[first.i :]):
        return None
    for token in tokens[max(first.i, walk.trigger) + 1 :]:
        now = any(t.lower == "now" for t in walk.sentence.children(token.i, "advmod"))
        apart = token.i not in walk.path or _is_parted(walk, token.i)
        if token.pos in VERBAL and apart and (token.lemma in words["revising"] or (now and "report" in cues_of(token, "verbs"))):
            return token
    return None
