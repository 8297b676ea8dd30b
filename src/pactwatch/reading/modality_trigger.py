"""The trigger's own clause: the state that its form and its own class give the event."""

from __future__ import annotations

from pactwatch.reading.modality_adjuncts import apply_adjuncts
from pactwatch.reading.modality_classes import is_law
from pactwatch.reading.modality_clause import Clause, read_clause
from pactwatch.reading.modality_cues import REAL, Match, load_cues
from pactwatch.reading.modality_nouns import apply_noun_phrase
from pactwatch.reading.modality_predicates import apply_predicate, predicate_phrase
from pactwatch.reading.modality_state import COPULAR, VERBAL, Walk
from pactwatch.reading.modality_teller import TOLD_OF
from pactwatch.reading.modality_tense import apply_clause, tense_state
from pactwatch.reading.tree import Token

OWN_PHRASES = ("refuse", "fail", "could", "consider", "demand", "cancel", "plan", "hearsay", "continue", "prevent",
               "decline", "false", "suggest", "postpone", "unreal", "deny", "doubt", "retract")


DISPUTING = frozenset({"dispute", "contest"})


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
    if match is not None and match.last < token.i and walk.sentence.kids[match.last]:
        return  # "far from being spent, it is still lying there"
    if match is None or match.name not in TOLD_OF:
        if not apply_predicate(walk, None, token, clause) and walk.state in REAL:
            _apply_draft(walk, token)
        return
    negated = clause.negator is not None and clause.negator.i not in match.tokens
    walk.state = "noun"
    walk.apply_match(match, negated)
    if clause.negator is not None:
        walk.used.add(clause.negator.i)


def _apply_draft(walk: Walk, token: Token) -> None:
    """Take what stands on a draft or a proposed list for planned: "are on the draft list"."""
    for place in (walk.sentence.child(t.i, "pobj") for t in walk.sentence.children(token.i, "prep") if t.lower in {"on", "in"}):
        if place is None or place.lemma not in load_cues().sets["listings"]:
            continue
        draft = next((t for t in walk.sentence.children(place.i, "amod", "compound") if t.lower in DRAFT), None)
        if draft is not None:
            walk.apply("plan", draft)
            return


DRAFT = frozenset({"draft", "proposed", "planned", "provisional", "preliminary"})


def _apply_own_class(walk: Walk, token: Token, clause: Clause | None) -> None:
    """Apply the class of the trigger itself where the event is only spoken of by it ("ordered 12 jets")."""
    cues = load_cues()
    match = next((m for m in walk.phrases if token.i in m.tokens), None)
    if clause is not None and _ends_a_treaty(walk, token, clause):
        walk.rule = "ended"
        return
    votes = walk.event_type == "other" and token.lemma in {"vote", "abstain"}  # the vote has been cast, whatever it was against
    if match is not None and match.name in OWN_PHRASES and not votes:
        _apply_own(walk, token, match.name, clause, match)
        return
    if clause is not None and token.lemma in cues.sets["limiting"] and is_law(walk, token):
        _apply_own(walk, token, "ban", None, None)
        return
    if clause is not None and clause.negator is not None and _goes_on(walk, token):
        walk.state = "planned" if clause.modal_kind in {"future", "conditional"} else "ongoing"
        walk.used.add(clause.negator.i)
        walk.note(token, "stop-negated")
        return
    if clause is not None and token.lemma == "prepare" and clause.progressive and _is_prepared(walk, token):
        _apply_own(walk, token, "plan", clause, None)  # "are preparing similar steps"
        return
    asked = walk.sentence.child(token.i, "dobj") if clause is not None and token.lemma in cues.sets["inviting"] else None
    if asked is not None and asked.lemma == "invitation" and not any(
        t.tag == "VBD" and t.lemma in cues.sets["visiting"] for t in walk.sentence.tokens[token.i :]
    ):
        _apply_own(walk, token, "plan", clause, None)  # "accepted an invitation to Moscow"
        return
    kind = "nouns" if clause is None else "verbs"
    if token.lemma not in cues.sets["own_verbs" if clause else "own_nouns"]:
        return
    if token.lemma in DISPUTING and clause is not None and not clause.passive:
        return  # "contests the sanctions": that these are there is not in dispute
    decided = walk.event_type in {"sanction_or_designate", "treaty", "visit_or_meeting", "casualties"}
    names = cues.words[kind].get(token.lemma, ())
    if clause is not None and clause.passive and token.lemma in cues.passive:
        names = (cues.passive[token.lemma],)
    for found in names:
        name = "demand" if token.lemma == "want" else found
        if name in {"report", "ask", "know", "evidence", "observe"}:
            continue
        if name in {"plan", "announce", "ban", "deny", "demand"} and decided and not (
            name == "demand" or token.lemma in cues.sets["vowing"]
        ):
            return
        _apply_own(walk, token, "plan" if token.lemma == "offer" else name, clause, None)
        return


def _is_prepared(walk: Walk, token: Token) -> bool:
    """Say whether what is being prepared is an act still to come ("are preparing similar steps"), not the ground for a bridge."""
    words, thing = load_cues().sets, walk.sentence.child(token.i, "dobj")
    return thing is not None and thing.lemma in words["event_nouns"] | words["steps"]


def _ends_a_treaty(walk: Walk, token: Token, clause: Clause) -> bool:
    """Say whether an agreement in force is ended, which has then happened: "tore up the accord"; one still to be signed comes to nothing."""
    words, thing = load_cues().sets, walk.sentence.child(token.i, "dobj", "nsubjpass")
    if walk.event_type != "treaty" or thing is None or thing.lemma not in words["concluded"] or clause.negator is not None:
        return False
    owned = any(t.lower in {"its", "their"} for t in walk.sentence.children(thing.i, "poss"))
    ends = token.lemma in words["abrogating"] or (token.lemma == "cancel" and owned)
    coming = any(t.lower in words["coming"] | {"planned", "proposed", "draft"} for t in walk.sentence.children(thing.i, "amod"))
    return ends and not coming and not any(t.lemma in {"sign", "signing", "signature"} for t in walk.sentence.tokens[thing.i :])


def _goes_on(walk: Walk, token: Token) -> bool:
    """Say whether a verb of ending or shrinking has what goes on where it is negated: "has not cut its payments", "will not fall below 7 billion"."""
    words = load_cues().sets
    if token.lemma in words["shrinking"]:
        return walk.sentence.child(token.i, "dobj", "nsubjpass") is not None
    return token.lemma in words["sinking"] and any(t.lower in {"below", "under"} for t in walk.sentence.children(token.i, "prep"))


def _apply_own(walk: Walk, token: Token, name: str, clause: Clause | None, match: Match | None) -> None:
    """Apply a cue that is the trigger itself to an event that it names."""
    signature = load_cues().signatures[name]
    negated = clause is not None and clause.negator is not None and not clause.before
    if match is not None and clause is not None and clause.negator is not None:
        negated = clause.negator.i not in match.tokens
    if match is not None:
        walk.used.add(match.first)
    walk.state = "denied" if negated and name == "demand" else signature.apply("noun", negated)  # "has not asked for soldiers"
    if clause is not None and clause.negator is not None:
        walk.used.add(clause.negator.i)
    walk.note(token, name + ("-negated" if negated else ""))
    if signature.opaque:
        walk.shield = (name, "noun")


def _apply_contract(walk: Walk, token: Token, clause: Clause, words: dict[str, frozenset[str]]) -> None:
    """Read what an agreement provides for, and what has been contracted, as planned."""
    thing = walk.sentence.child(token.i, "dobj", "nsubjpass")
    ordered = thing is not None and thing.lemma in words["decrees"] and token.lemma in words["contract_verbs"]
    if thing is not None and ordered and any(t.tag == "VB" for t in walk.sentence.children(thing.i, "acl")):
        walk.apply("plan", thing)  # "the order to quit the town has been signed"
        return
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
    if token.lemma in words["contract_verbs"] and thing is not None and thing.lemma in words["contract_nouns"]:
        if walk.event_type in words["contract_types"]:
            walk.apply("plan", thing)
