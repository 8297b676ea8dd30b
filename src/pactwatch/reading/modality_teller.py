"""Which verb or noun tells the event: the trigger found may only be a cue over it ("urged the isle to send tanks")."""

from __future__ import annotations

from pactwatch.reading.modality_classes import is_rescheduled, moves_unseen
from pactwatch.reading.modality_clause import read_clause
from pactwatch.reading.modality_cues import cues_of, load_cues
from pactwatch.reading.modality_state import VERBAL, Walk
from pactwatch.reading.tree import Token

TELLING = frozenset({"try", "accuse", "claim", "plan", "consider", "suggest", "false", "demand", "refuse", "fail",
                     "prevent", "deny", "report", "evidence"})
"""Classes of nouns that tell the event in a clause of their own ("the attempt to ..."), whatever the verb over them is."""
TOLD_OF = frozenset({"refuse", "cancel", "fail", "prevent", "postpone", "plan", "consider", "false"})
"""Classes of verbs whose object or passive subject is the event, where that is named by a noun ("dropped the listing")."""


def find_teller(walk: Walk, i: int) -> int:
    """Return the verb that tells the event where the trigger given is only a cue over it ("urged X to send")."""
    cues, tokens = load_cues(), walk.sentence.tokens
    for _ in range(4):
        token = tokens[i]
        if (later := _outcome(walk, token)) is not None:
            return later
        if token.pos in {"ADP", "SCONJ"} and token.head != i and token.i != walk.sentence.root.i:
            complement = walk.sentence.child(i, "pcomp")
            i = complement.i if complement else token.head if tokens[token.head].pos in VERBAL else i
            return i
        if token.pos not in VERBAL or (walk.event_type in cues.sets["speech_types"] and token.lemma != "be"):
            return i
        if walk.event_type == "other" and token.lemma in cues.sets["clearing"]:
            return i
        names = set(cues_of(token, "verbs")) - {"begin", "realise"} - ({"postpone"} if moves_unseen(walk, token) else set())
        names |= {"postpone"} if is_rescheduled(walk, token) else set()
        if (told := _in_a_noun(walk, token) or _under_a_noun(walk, token)) is not None:
            return told
        match = next((m for m in walk.phrases if i in m.tokens and m.name not in {"negation"}), None)
        if not names and match is None and token.lemma not in {"be", "have", "go"} and not (
            token.lemma in cues.passive or token.lemma in {"continue", "begin", "start"}
        ):
            return i
        below = _complement_of(walk, i, names)
        if below is None:
            return _event_noun(walk, token, names) or i
        i = below
    return i


def _outcome(walk: Walk, token: Token) -> int | None:
    """Return the verb that tells what became of things promised: "the shells pledged in May have been handed over"."""
    tokens = walk.sentence.tokens
    thing = tokens[token.head]
    while thing.dep == "pobj" and tokens[thing.head].lower == "of":
        thing = tokens[tokens[thing.head].head]  # "three quarters of the shells pledged"
    if token.dep != "acl" or token.tag != "VBN" or "plan" not in cues_of(token, "verbs") or thing.dep not in {"nsubj", "nsubjpass"}:
        return None
    verb = tokens[thing.head]
    return verb.i if (verb.pos == "VERB" and not cues_of(verb, "verbs")) or "realise" in cues_of(verb, "verbs") else None


def _in_a_noun(walk: Walk, token: Token) -> int | None:
    """Return the verb that complements the subject or object of a verb: "the attempt to send shells was noticed"."""
    if walk.event_type in {"treaty", "other"}:
        return None
    preps = [walk.sentence.child(t.i, "pobj") for t in walk.sentence.children(token.i, "prep") if t.lower in {"about", "with"}]
    for thing in [*walk.sentence.children(token.i, "nsubj", "nsubjpass", "dobj"), *[t for t in preps if t is not None]]:
        if set(cues_of(thing, "nouns")) & TELLING:
            below = next((t for t in walk.sentence.children(thing.i, "acl", "relcl", "ccomp") if _completes(walk, t)), None)
            if below is not None:
                return below.i
    return None


def _under_a_noun(walk: Walk, token: Token) -> int | None:
    """Return the noun under the subject or predicate of a copula: "there was talk of a base", "the promise of jets remains"."""
    if walk.event_type in {"treaty", "other"} or token.lemma not in {"be", "remain", "stay"}:
        return None
    there = walk.sentence.child(token.i, "expl") is not None
    if token.lemma == "be" and not there:
        return None
    for thing in walk.sentence.children(token.i, "attr" if there else "nsubj"):
        of = next((t for t in walk.sentence.children(thing.i, "prep") if t.lower == "of"), None)
        below = walk.sentence.child(of.i, "pobj") if of else None
        if below is not None and set(cues_of(thing, "nouns")) & (TELLING - {"report", "evidence", "try", "fail"}):
            return below.i
    return None


def _completes(walk: Walk, token: Token) -> bool:
    """Say whether a clause is a noun's complement ("the plan to send ...", "the rumour that ...")."""
    first = walk.sentence.tokens[walk.sentence.subtree(token.i)[0]]
    that = first.lower == "that" and first.dep in {"mark", "det"}  # the parser may take it for "that rifle"
    return token.pos in VERBAL and (that or read_clause(walk.sentence, token.i).infinitive)


def _event_noun(walk: Walk, token: Token, names: set[str]) -> int | None:
    """Return the noun that names the event which a verb of refusing, planning and the like is about, or None."""
    words = load_cues().sets
    if walk.event_type == "other" or token.lemma in words["own_verbs"] | words["ending"] or not names & TOLD_OF:
        return None
    thing = walk.sentence.child(token.i, "dobj", "nsubjpass")
    if thing is None:
        purpose = next((t for t in walk.sentence.children(token.i, "prep") if t.lower in {"for", "on", "to"}), None)
        thing = walk.sentence.child(purpose.i, "pobj") if purpose else None
    if thing is None:
        return None
    told = {"plan", "consider", "demand"} | ({"report", "claim", "accuse"} if names & {"false", "deny", "doubt", "retract"} else set())
    if walk.event_type == "sanction_or_designate" and "prevent" in names and thing.lemma not in words["measures"]:
        return None  # who bars exports punishes; who blocks a package of sanctions does not
    named = thing.lemma in words["event_nouns"] or set(cues_of(thing, "nouns")) & told
    return thing.i if named else None


def is_parted(walk: Walk, head: int, child: int) -> bool:
    """Say whether a semicolon parts two clauses, or a colon after a head that has its object or cites nobody."""
    between = {t.text for t in walk.sentence.tokens[min(head, child) : max(head, child)]}
    if ";" in between:
        return True
    cites = bool(cues_of(walk.sentence.tokens[head], "verbs")) and walk.sentence.child(head, "dobj") is None
    return ":" in between and head < child and not cites


def _complement_of(walk: Walk, i: int, names: set[str]) -> int | None:
    """Return the verb of a cue's complement, or None."""
    token = walk.sentence.tokens[i]
    for kid in walk.sentence.children(i, "ccomp", "xcomp", "acomp"):
        if is_parted(walk, i, kid.i):
            continue
        if kid.i < i and not names & {"report", "know", "confirm", "claim", "believe", "observe", "announce"}:
            continue
        if walk.event_type == "sanction_or_designate" and names & {"deny", "ban"}:
            continue
        if kid.dep == "acomp" or (kid.dep == "xcomp" and kid.pos == "ADJ"):
            below = walk.sentence.child(kid.i, "xcomp", "ccomp")
            if below is not None and below.pos in VERBAL:
                return below.i
            continue
        infinitive = any(t.lower == "to" for t in walk.sentence.children(kid.i, "aux"))
        if token.lemma in {"be", "go", "have"} and not (infinitive or kid.dep == "ccomp"):
            continue
        if kid.pos in VERBAL or kid.tag.startswith("VB"):
            return kid.i
    governed: set[str] = set()
    if names & {"accuse", "know", "deny", "refuse", "claim", "consider"}:
        governed |= {"of", "about", "to", "against", "with"}
    if names & {"prevent", "stop"} and walk.event_type != "sanction_or_designate":
        governed.add("from")
    for prep in walk.sentence.children(i, "prep"):
        below = walk.sentence.child(prep.i, "pcomp")
        if below is not None and prep.lower in governed:
            return below.i
    return None
