"""Certainty: which state an event is in (happened, ongoing, planned, possible, alleged, denied or demanded).

1. start    the form of the trigger: tense, aspect, infinitive, gerund or noun;
2. walk     up the tree, each cue word or phrase changing the state that the inner ones have made
            (modality_walk.py; the classes of cues and their effects lie in data/modality);
3. sentence questions, imperatives, headlines, what a line is called ("False: ...");
4. sources  the attributions that cover the event from another sentence ("The ministry denied this: ...");
5. beside   the sentence before ("In the scenario, ...") and the verdict in the one after ("That is untrue.");
6. settle   what no tense has placed: infinitives are planned, nouns and gerunds have happened.

The priority of cues is their nesting: the outermost has the last word, save that the tense of a speech verb never
touches what is said ("may say that it sent" stays asserted). In doubt the less certain state stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from pactwatch.model import Modality
from pactwatch.reading.mentions import Attribution, Certainty, TimeMention
from pactwatch.reading.modality_context import apply_context, apply_verdict
from pactwatch.reading.modality_cues import BARE, REAL, cues_of, load_cues
from pactwatch.reading.modality_finish import finish_walk
from pactwatch.reading.modality_frames import apply_label
from pactwatch.reading.modality_state import Walk
from pactwatch.reading.modality_walk import run_walk
from pactwatch.reading.tree import Sentence, Token

STANCES = {
    "denies": "deny", "does_not_confirm": "decline", "asks": "ask", "doubts": "doubt", "retracts": "retract",
}
HEARSAY = frozenset({"report", "reports", "reported", "story", "account", "claim", "claims", "rumour", "rumours", "rumor",
                     "rumors", "allegation", "allegations", "article", "newspaper", "media", "dispatch", "leak"})


def judge(
    sentence: Sentence, trigger: int, event_type: str, *, published: str | None = None,
    time: TimeMention | None = None, attributions: Sequence[Attribution] = (),
    beside: tuple[Sentence | None, Sentence | None] = (None, None),
) -> Certainty:
    """Return the state of the event that token `trigger` tells, its cue spans and the id of the deciding rule.

    `time` is the event's time, compared with `published` (ISO days): a present tense or a noun with a later time is
    planned. `attributions` are those that cover the event, outermost first. `beside` are the sentences before and after.
    """
    words = load_cues().sets
    if event_type in words["speech_types"]:
        return _speech_act(sentence, trigger, event_type)
    future = bool(published and time and time.start and time.start > published)
    walk = Walk(sentence, trigger, event_type, future=future, previous=beside[0])
    run_walk(walk)
    finish_walk(walk)
    _sentence_level(walk)
    apply_label(walk)
    _sources(walk, attributions)
    apply_context(walk, beside[0])
    if attributions:
        apply_verdict(walk, beside[1])
    state = _settle(walk)
    if state in {"happened", "ongoing"} and (due := _due_to(sentence, trigger)) is not None:
        return Certainty("planned", [sentence.span(due, due + 1)], "modality/plan-be-to")
    return Certainty(state, walk.cues, f"modality/{walk.rule}")


def _due_to(sentence: Sentence, trigger: int) -> int | None:
    """Return the "be" of "are to clear mines" at or just before the trigger, where the parser missed the infinitive."""
    tokens = sentence.tokens
    for i in (trigger, trigger - 2):
        if 0 <= i < len(tokens) - 2 and tokens[i].lemma == "be" and tokens[i].tag in {"VBP", "VBZ", "VBD"}:
            follower = tokens[i + 2]
            if tokens[i + 1].lower == "to" and follower.pos not in {"DET", "PRON", "PROPN", "NUM"} and follower.lower != "blame":
                return i
    return None


def _speech_act(sentence: Sentence, trigger: int, event_type: str) -> Certainty:
    """Return the certainty of a speech act itself: denials are denied, the others happened unless negated or to come."""
    if event_type == "deny":
        return Certainty("denied", [], "modality/speech-act")
    walk = Walk(sentence, trigger, event_type)
    run_walk(walk)
    state = _settle(walk)
    if state == "alleged" and walk.rule in {"claim", "hearsay"} and walk.path[1:]:
        return Certainty(state, walk.cues, f"modality/{walk.rule}")
    own = sentence.tokens[trigger].lemma in load_cues().sets["speech_verbs"]
    if not own and any("accuse" in cues_of(sentence.tokens[i], "verbs") for i in walk.path[1:]):
        return Certainty("happened", [], "modality/speech-act")  # "is accused of failing to stop it": the accusation is made
    rules = {"fail", "refuse", "cancel"} | ({"negation", "future", "plan", "could", "likely", "condition"} if own else set())
    if state in {"denied", "planned", "possible"} and walk.rule.split("-")[0] in rules:
        return Certainty(state, walk.cues, f"modality/{walk.rule}")
    return Certainty("happened", [], "modality/speech-act")


def _sentence_level(walk: Walk) -> None:
    """Apply what the whole sentence says: a question, an order."""
    sentence, tokens = walk.sentence, walk.sentence.tokens
    if walk.stopped and walk.rule == "tense":
        return
    last = next((t for t in reversed(tokens) if t.text not in {'"', "'", "''", ")", "]"}), tokens[-1])
    if last.text == "?" and not any(t.lower == "why" for t in tokens[:4]):
        if walk.state == "denied" and walk.rule == "negation" and _is_inverted(tokens):
            walk.state = "happened"  # "Did Oslo not send tanks?" denies nothing
        walk.force("ask", last)
        return
    root = tokens[walk.path[-1]]
    imperative = (
        root.head == root.i and root.tag == "VB" and walk.state in {"infinitive", "denied", "planned", *BARE}
        and sentence.block.kind != "heading" and root.i == _first_word(sentence)
        and not sentence.children(root.i, "nsubj", "nsubjpass", "aux", "expl")
    )
    if imperative:
        walk.force("demand", root)


def _is_inverted(tokens: Sequence[Token]) -> bool:
    """Say whether a question opens with its auxiliary."""
    first = next((t for t in tokens if t.pos not in {"PUNCT", "CCONJ", "INTJ"}), tokens[0])
    return first.lemma in {"do", "be", "have"} and first.pos in {"AUX", "VERB"}


def _first_word(sentence: Sentence) -> int:
    """Return the first token that is no punctuation."""
    return next((t.i for t in sentence.tokens if t.pos != "PUNCT"), 0)


def _sources(walk: Walk, attributions: Sequence[Attribution]) -> None:
    """Apply the stances of sources, innermost first, whose cue the walk has not met."""
    for attribution in reversed(attributions):
        here = attribution.sentence == walk.sentence.index
        if here and attribution.rule == "attr.denying.colon" and _is_said_again(walk, attribution, attributions):
            continue
        if here and _is_believed_by_nobody(attribution):
            _doubt(walk, attribution)
            continue
        if here and attribution.cue_token in walk.path:
            continue
        name = STANCES.get(attribution.stance)
        if name is None and here and attribution.cue_token is not None:
            cue = walk.sentence.tokens[attribution.cue_token]
            name = "claim" if "claim" in load_cues().words["verbs"].get(cue.lemma, ()) else None
        if name is None or (here and walk.state == "denied"):
            continue
        if attribution.cue is not None:
            walk.force(name, None, attribution.cue)
        else:
            walk.force(name, walk.sentence.tokens[walk.trigger])


def _speaker(attribution: Attribution) -> str:
    return attribution.speakers[-1].name if attribution.speakers else ""


def _is_said_again(walk: Walk, attribution: Attribution, others: Sequence[Attribution]) -> bool:
    """Say whether what follows a denial's colon is what its author says instead: "denies any part: in a statement it said that ..."."""
    colon = next((t.i for t in walk.sentence.tokens if t.text == ":"), len(walk.sentence.tokens))
    return any(
        a is not attribution and a.sentence == attribution.sentence and a.cue_token is not None and a.cue_token > colon
        and a.stance in {"asserts", "confirms"} and _speaker(a) == _speaker(attribution) for a in others)


def _is_believed_by_nobody(attribution: Attribution) -> bool:
    return attribution.rule == "attr.belief.ccomp" and attribution.stance == "doubts" and not attribution.speakers


def _doubt(walk: Walk, attribution: Attribution) -> None:
    """Take what few or none believe for doubtful; it is denied only where its own clause says so."""
    if walk.state == "denied" and walk.sentence.child(walk.trigger, "neg") is None:
        walk.state = "alleged"
    walk.force("doubt", None, attribution.cue)


def _settle(walk: Walk) -> Modality:
    """Return the modality that the final state stands for."""
    state = walk.state
    if state == "unconfirmed":
        reported = walk.hearsay or any(t.lower in HEARSAY for t in walk.sentence.tokens)
        return "alleged" if reported else "possible"
    if state == "infinitive":
        return "planned"
    if state in BARE:
        if walk.future:
            return "planned"
        return "happened"
    if state in REAL and walk.future and walk.rule == "tense":
        return "planned" if state == "ongoing" else "happened"
    return cast(Modality, state)
