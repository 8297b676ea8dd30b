"""The trigger's own clause: which verb tells the event, and the state that its own form and class give."""

from __future__ import annotations

from pactwatch.reading.modality_adjuncts import apply_adjuncts
from pactwatch.reading.modality_classes import is_law
from pactwatch.reading.modality_clause import Clause, read_clause
from pactwatch.reading.modality_cues import REAL, Match, cues_of, load_cues
from pactwatch.reading.modality_nouns import apply_noun_phrase
from pactwatch.reading.modality_predicates import apply_predicate, predicate_phrase
from pactwatch.reading.modality_state import COPULAR, VERBAL, Walk
from pactwatch.reading.modality_tense import apply_clause, tense_state
from pactwatch.reading.tree import Token

OWN_PHRASES = ("refuse", "fail", "could", "consider", "demand", "cancel", "plan", "hearsay", "continue", "prevent",
               "decline", "false", "suggest", "postpone", "unreal", "deny", "doubt")
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
        names = set(cues_of(token, "verbs")) - {"begin", "realise"}
        if (told := _in_a_noun(walk, token)) is not None:
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
    told = {"plan", "consider", "demand"} | ({"report", "claim", "accuse"} if names & {"false", "deny", "doubt"} else set())
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
    if names & {"accuse", "know", "deny", "refuse", "claim", "consider"}:
        for prep in walk.sentence.children(i, "prep"):
            below = walk.sentence.child(prep.i, "pcomp")
            if below is not None and prep.lower in {"of", "about", "to", "against", "with"}:
                return below.i
    return None


def start_walk(walk: Walk, words: dict[str, frozenset[str]]) -> None:
    """Set the state by the trigger's own form and apply what its clause or noun phrase says."""
    token = walk.sentence.tokens[walk.trigger]
    if token.pos in VERBAL or token.tag.startswith("VB"):
        clause = read_clause(walk.sentence, token.i)
        walk.state = tense_state(walk, token, clause, words)
        _apply_own_class(walk, token, clause)
        if token.lemma in COPULAR and walk.rule == "tense":
            _apply_copula(walk, token, clause)
        apply_clause(walk, token, clause, fresh=True)
        _apply_contract(walk, token, clause, words)
    else:
        walk.state = "noun"
        _apply_own_class(walk, token, None)
        apply_noun_phrase(walk, token)
    apply_adjuncts(walk, token, None)


def _apply_copula(walk: Walk, token: Token, clause: Clause) -> None:
    """Apply what a copula that is the trigger says of its subject, by a phrase ("is on hold") or a word."""
    match = predicate_phrase(walk, token, token)
    if match is None or match.name not in TOLD_OF:
        apply_predicate(walk, None, token, clause)
        return
    negated = clause.negator is not None and clause.negator.i not in match.tokens
    walk.state = "noun"
    walk.apply_match(match, negated)
    if clause.negator is not None:
        walk.used.add(clause.negator.i)


def _apply_own_class(walk: Walk, token: Token, clause: Clause | None) -> None:
    """Apply the class of the trigger itself where the event is only spoken of by it ("ordered 12 jets")."""
    cues = load_cues()
    match = next((m for m in walk.phrases if token.i in m.tokens), None)
    if match is not None and match.name in OWN_PHRASES:
        _apply_own(walk, token, match.name, clause, match)
        return
    if clause is not None and token.lemma in cues.sets["limiting"] and is_law(walk, token):
        _apply_own(walk, token, "ban", None, None)
        return
    kind = "nouns" if clause is None else "verbs"
    if token.lemma not in cues.sets["own_verbs" if clause else "own_nouns"]:
        return
    decided = walk.event_type in {"sanction_or_designate", "treaty", "visit_or_meeting", "casualties"}
    names = cues.words[kind].get(token.lemma, ())
    if clause is not None and clause.passive and token.lemma in cues.passive:
        names = (cues.passive[token.lemma],)
    for found in names:
        name = "demand" if token.lemma == "want" else found
        if name in {"report", "ask", "know", "evidence", "observe"}:
            continue
        if name in {"plan", "announce", "ban", "deny", "demand"} and decided and not (
            name == "demand" or token.lemma in {"plan", "intend", "schedule", "expect", "promise", "pledge", "await"}
        ):
            return
        _apply_own(walk, token, "plan" if token.lemma == "offer" else name, clause, None)
        return


def _apply_own(walk: Walk, token: Token, name: str, clause: Clause | None, match: Match | None) -> None:
    """Apply a cue that is the trigger itself to an event that it names."""
    signature = load_cues().signatures[name]
    negated = clause is not None and clause.negator is not None
    if match is not None and clause is not None and clause.negator is not None:
        negated = clause.negator.i not in match.tokens
    if match is not None:
        walk.used.add(match.first)
    walk.state = signature.apply("noun", negated)
    if clause is not None and clause.negator is not None:
        walk.used.add(clause.negator.i)
    walk.note(token, name + ("-negated" if negated else ""))
    if signature.opaque:
        walk.shield = (name, "noun")


def _apply_contract(walk: Walk, token: Token, clause: Clause, words: dict[str, frozenset[str]]) -> None:
    """Read what an agreement provides for, and what has been contracted, as planned."""
    if walk.event_type in {"treaty", "sanction_or_designate", "visit_or_meeting", "casualties", "troop_presence"}:
        return
    if token.lemma in {"bring", "lift", "raise", "take"}:  # "the package brings the total to ..."
        return
    subject = walk.sentence.child(token.i, "nsubj")
    under = next((t for t in walk.sentence.children(token.i, "prep") if t.lower == "under"), None)
    ground = walk.sentence.child(under.i, "pobj") if under else None
    source = next((t for t in (subject, ground) if t is not None and t.lemma in words["instruments"]), None)
    told = clause.tense == "present" or (clause.tense == "past" and token.lemma in words["contents"] and source is subject)
    if told and not clause.perfect and source is not None and walk.state in REAL:
        if walk.event_type != "other":
            walk.apply("plan", source)
        return
    thing = walk.sentence.child(token.i, "dobj", "nsubjpass")
    if token.lemma in words["contract_verbs"] and thing is not None and thing.lemma in words["contract_nouns"]:
        if walk.event_type in words["contract_types"]:
            walk.apply("plan", thing)
