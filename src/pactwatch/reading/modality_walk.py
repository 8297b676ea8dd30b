"""The walk from an event's trigger up the dependency tree, cue by cue, the state changing on the way.

Every step enters a head from a child. The head's class of cues, affirmed or negated, is applied to the state that the
child has brought; then what the head's own clause adds: modals, hedging adverbs, conditions.
"""

from __future__ import annotations

from pactwatch.reading.comments import words
from pactwatch.reading.modality_classes import asks_how
from pactwatch.reading.modality_clause import SUBJECTS, is_conceded, negative_noun, read_clause
from pactwatch.reading.modality_cues import BARE, REAL, cues_of, find_phrases, load_cues
from pactwatch.reading.modality_nouns import enter_noun
from pactwatch.reading.modality_predicates import enter_adjective
from pactwatch.reading.modality_state import NOMINAL, VERBAL, Walk
from pactwatch.reading.modality_subordinate import leave_adjunct
from pactwatch.reading.modality_teller import find_teller, is_parted
from pactwatch.reading.modality_trigger import start_walk
from pactwatch.reading.modality_verbs import enter_verb
from pactwatch.reading.tree import Token


def run_walk(walk: Walk) -> None:
    """Walk from the trigger to the root."""
    walk.phrases = find_phrases(walk.sentence)
    walk.trigger = find_teller(walk, walk.trigger)
    walk.path = [walk.trigger]
    start_walk(walk, load_cues().sets)
    at = walk.trigger
    tokens = walk.sentence.tokens
    while tokens[at].head != at and not walk.stopped and len(walk.path) <= len(tokens):
        at = _take_step(walk, at)


def _take_step(walk: Walk, at: int) -> int:
    """Go from token `at` to its head (through prepositions) and apply what is found there."""
    child, dep = walk.sentence.tokens[at], walk.sentence.tokens[at].dep
    head, preposition = _through_prepositions(walk, child)
    if walk.stopped:
        return head.i
    walk.path.append(head.i)
    if preposition:
        dep = "prep"
    if _is_parted_from_noun(walk, child, head) or is_conceded(walk.sentence, head, child) or (dep == "advcl" and is_parted(walk, head.i, child.i)):
        walk.stopped = True
        return head.i
    if dep == "conj":
        return _leave_conjunct(walk, child, head)
    walk.known = dep == "ccomp" and asks_how(walk, child)
    if head.lower in {"nothing", "little"} and walk.shield is not None:
        walk.turn_last(head)
        return head.i
    if dep == "advcl" and head.lemma == "be" and any(t.lower == "that" for t in walk.sentence.children(child.i, "mark")):
        dep = "ccomp"  # "there was no sign, however, that ..."
    if dep in {"advcl", "relcl"} or (dep == "prep" and preposition in load_cues().sets["adjunct_prepositions"]):
        leave_adjunct(walk, child, head, dep, preposition)
        return head.i
    if head.pos in VERBAL or head.tag.startswith("VB"):
        enter_verb(walk, child, head, dep, preposition)
    elif head.pos in {"ADJ", "ADV"}:
        enter_adjective(walk, child, head)
    else:
        enter_noun(walk, child, head, dep)
    return head.i


def _is_parted_from_noun(walk: Walk, child: Token, head: Token) -> bool:
    """Say whether a colon parts the event from a noun that is denied or set aside: "It was no rumour: the troops crossed"."""
    if head.pos not in NOMINAL or head.i > child.i or all(t.text != ":" for t in walk.sentence.tokens[head.i : child.i]):
        return False
    return negative_noun(walk.sentence, head.i) is not None or walk.sentence.tokens[head.head].lemma in words()["ignoring"]


def _through_prepositions(walk: Walk, child: Token) -> tuple[Token, str]:
    """Return the head that the prepositions over `child` lead to, and the last of them; each is applied on the way."""
    tokens, preposition = walk.sentence.tokens, ""
    head = tokens[child.head]
    while head.pos in {"ADP", "SCONJ"} and head.dep in {"prep", "agent", "pcomp", "dative"} and head.head != head.i:
        preposition = head.lower
        _enter_preposition(walk, head)
        walk.path.append(head.i)
        if walk.stopped:
            break
        head = tokens[head.head]
    return head, preposition


def _enter_preposition(walk: Walk, token: Token) -> None:
    """Apply a preposition that denies what it governs, and phrases that it belongs to."""
    if token.lower == "without":
        if not _negated_governor(walk, token.head):
            walk.apply("negation", token)
        walk.weak = True
        return
    match = walk.phrase_at(token.i)
    if token.lower == "as" and match is not None and walk.shield is not None and walk.shield[0] == "false":
        walk.used.add(match.first)  # "dismissed as an invention that ..." is one verdict
        return
    if match:
        top = walk.sentence.tokens[match.top]
        negator = read_clause(walk.sentence, top.i).negator if top.pos in VERBAL else None
        walk.apply_match(match, negator is not None and negator.i not in match.tokens)
        if negator is not None:
            walk.used.add(negator.i)


def _negated_governor(walk: Walk, i: int) -> bool:
    """Say whether the verb that a "without" hangs on is itself negated: "never left without ..."."""
    return walk.sentence.tokens[i].pos in VERBAL and read_clause(walk.sentence, i).negator is not None


def _says_beside(walk: Walk, child: Token, head: Token) -> bool:
    """Say whether "denies that it armed them and says that ..." is two acts of one: the parser puts the second inside the first's content."""
    over = walk.sentence.tokens[head.head]
    says = child.pos in VERBAL and "report" in cues_of(child, "verbs") and walk.sentence.child(child.i, *SUBJECTS) is None
    return says and head.dep == "ccomp" and not {"deny", "doubt", "refuse"}.isdisjoint(cues_of(over, "verbs"))


def _leave_conjunct(walk: Walk, child: Token, head: Token) -> int:
    """Pass from a coordinated word to the first one, sharing its determiner or, for bare verbs, its clause."""
    if _says_beside(walk, child, head):
        walk.stopped = True
    elif child.pos in NOMINAL and head.pos in NOMINAL:
        negative = negative_noun(walk.sentence, head.i)
        if negative and any(t.lower in {"or", "nor"} for t in walk.sentence.children(head.i, "cc")):
            walk.apply("negation", negative)
    elif child.tag in {"VB", "VBG"} and walk.state in BARE and head.tag == child.tag:
        clause = read_clause(walk.sentence, head.i)
        if clause.infinitive:
            walk.state = "infinitive"
    elif head.dep == "xcomp" and read_clause(walk.sentence, head.i).infinitive and (walk.state in REAL or _is_finite(walk, child)):
        walk.path.append(head.head)  # "were to be sold but were sent", "has yet to ratify it and will take part": the second verb is finite
        return head.head
    return head.i


def _is_finite(walk: Walk, verb: Token) -> bool:
    """Say whether a verb has a modal of its own."""
    return any(t.tag == "MD" for t in walk.sentence.children(verb.i, "aux"))
