"""Clauses side by side whose speakers answer the same thing: "Oslo confirmed it, Riga denied it" passes no word on.

A cue that has an object of its own ("denied it") does not have the clause before it for its content where a colon stands
between, or where that clause has a speaker of its own and the cue is one of confirming or denying.
"""

from __future__ import annotations

from pactwatch.reading.attribution_spans import Draft, noun_run, trim
from pactwatch.reading.tree import Sentence, Token

BEFORE = (".inverted", ".parataxis")
ANSWERING = frozenset({"confirms", "denies", "doubts", "does_not_confirm", "retracts"})
OWN = ("attr.attitude", "attr.intention", "attr.undertaking", "attr.commitment", "attr.relay")


def uncoupled(s: Sentence, drafts: list[Draft]) -> None:
    """Give cues that only stand beside the clause before them their own object for their content."""
    for d in drafts:
        _part(s, d, drafts)
        held = _object(s, d)
        if held is None or not d.content or d.content[0][0] > d.cue_token:
            continue
        last = max(b for _, b in d.content if b < d.cue_token)
        colon = any(t.text == ":" for t in s.tokens[last + 1 : d.cue_token])
        if not colon and not (d.stance in ANSWERING and _has_speaker(drafts, d)):
            continue
        run = trim(s, noun_run(s, held.i))
        if run is not None:
            d.content, d.rule = [run], d.rule.rsplit(".", 1)[0] + ".noun"


def _part(s: Sentence, d: Draft, drafts: list[Draft]) -> None:
    """Cut ", and Oslo denied it" out of what somebody is said to have said before it: who answers is not told by who claims."""
    verb = s.tokens[d.cue_token]
    held = s.child(verb.i, "dobj")
    if d.stance not in ("confirms", "denies") or verb.dep != "conj" or held is None or held.lower not in ("it", "this", "that"):
        return
    subject = s.child(verb.i, "nsubj")
    joint = next((t for t in reversed(s.tokens[: verb.i]) if t.dep == "cc" and t.head == verb.head), None)
    if subject is None or subject.pos == "PRON" or joint is None or s.tokens[joint.i - 1].text != "," or s.word_at(joint.i + 1) == "that":
        return
    for o in drafts:
        if o is not d and o.cue_token < joint.i:
            kept = [trim(s, (a, min(b, joint.i - 1))) if a < joint.i <= b else (a, b) for a, b in o.content]
            o.content = [run for run in kept if run is not None]


def _object(s: Sentence, d: Draft) -> Token | None:
    """Return the object behind the cue of a draft that has the clause before it for its content."""
    if not d.rule.endswith(BEFORE) or d.rule.startswith("attr.telling") or d.source is None:
        return None
    return next((t for t in s.children(d.cue_token, "dobj") if t.i > d.cue_token and t.i != d.source), None)


def _has_speaker(drafts: list[Draft], d: Draft) -> bool:
    """Say whether somebody else speaks in what the draft has for its content."""
    inside = [o for o in drafts if o is not d and any(a <= o.cue_token <= b for a, b in d.content)]
    return any(o.source is not None and not o.rule.startswith(OWN) for o in inside)
