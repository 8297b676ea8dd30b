"""The state of one event on its way up the tree, and how a class of cues changes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from pactwatch.model import Span
from pactwatch.reading.modality_cues import REAL, Match, load_cues
from pactwatch.reading.tree import Sentence, Token

VERBAL = ("VERB", "AUX")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET")
COPULAR = ("be", "remain", "seem", "appear", "look", "become", "stay", "prove", "sound", "turn", "stand", "lie", "sit")
WEAK = ("negation", "deny", "false", "doubt", "retract", "claim", "accuse", "hearsay", "suggest", "evidence", "ask", "likely",
        "confirm", "decline", "unreal", "condition", "refuse", "prevent", "fail")
"""Classes that still reach an event told in a modifier ("denied that troops sent there ..."): those that make it less
certain; plans and the like are about what the noun is doing next."""
UNDOING = ("refuse", "fail", "decline", "prevent", "negation", "stop", "lapsed", "cancel", "deny")


LONGEST_LABEL = 4
"""How many words may stand before the colon behind a label."""


def _label(sentence: Sentence, colon: int) -> tuple[str, Span] | None:
    words = [t for t in sentence.tokens[:colon] if t.pos != "PUNCT" and not t.text[0].isdigit()]
    return (" ".join(t.lower for t in words), (words[0].start, words[-1].end)) if words else None


@dataclass(slots=True)
class Walk:
    """The state of one event on its way up the tree."""

    sentence: Sentence
    trigger: int
    event_type: str
    future: bool = False
    previous: Sentence | None = None
    state: str = "noun"
    rule: str = "tense"
    cues: list[Span] = field(default_factory=list)
    weak: bool = False
    hearsay: bool = False
    stopped: bool = False
    known: bool = False
    shield: tuple[str, str] | None = None
    phrases: list[Match] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    path: list[int] = field(default_factory=list)

    def heading(self) -> bool:
        """Say whether the sentence is a headline, where the present tense tells what has happened."""
        return self.sentence.block.kind == "heading"

    def label(self) -> tuple[str, Span] | None:
        """Return what the line is called before its colon ("Correction: ..."), in lower case, and where; the parser may part the two."""
        own = next((t.i for t in self.sentence.tokens[1 : LONGEST_LABEL + 1] if t.text == ":"), None)
        if own is not None and own < self.trigger:
            return _label(self.sentence, own)
        before = self.previous
        apart = before is not None and before.block_index == self.sentence.block_index and len(before) <= LONGEST_LABEL + 1
        return _label(before, len(before) - 1) if apart and before is not None and before.tokens[-1].text == ":" else None

    def phrase_at(self, i: int) -> Match | None:
        """Return the unused phrase that token `i` is a part of."""
        for match in self.phrases:
            if i in match.tokens and match.first not in self.used and self.trigger not in match.tokens:
                return match
        return None

    def apply_match(self, match: Match, negated: bool) -> None:
        """Apply a phrase once."""
        self.used |= match.tokens
        tokens = self.sentence.tokens
        span = (tokens[match.first].start, tokens[match.last].end)
        denied = self.state == "denied" and self.rule == "negation" and match.name in {"false", "deny", "negation"}
        if denied and any(span[0] <= start and end <= span[1] for start, end in self.cues):
            return  # the "nothing" of "saw nothing of the sort" has denied it already
        name = match.name
        if name == "lapsed":
            after = tokens[match.last + 1].lower if match.last + 1 < len(tokens) else ""
            if after in {"only", "merely", "just", "simply"}:
                return  # "no longer merely sells drones but builds them"
            if tokens[match.top].head != self.trigger:
                name = "stop"  # "it is no longer clear how many were sent": they were
        self.apply(name, tokens[match.top], negated, None, span)

    def apply(
        self, name: str, token: Token, negated: bool = False, negator: Token | None = None, span: Span | None = None,
    ) -> None:
        """Apply a class of cues to the state."""
        if (self.weak and name not in WEAK) or (self.known and name in {"ask", "decline", "report", "doubt", "deny"}):
            return
        if name in UNDOING and self.rule in {"try", "unreal"} and not negated:
            return  # what was attempted and failed, or is denied to have been attempted, is not done
        if name in {"deny", "refuse", "false", "doubt"} and self.rule == "deny" and self.state == "denied" and not negated:
            self.state = "alleged"  # whoever dismisses a denial only holds against it
            self.note(token, name, span)
            return
        signature = load_cues().signatures[name]
        before = self.state
        if self.shield is not None and not signature.opaque and name not in {"hearsay", "condition", "unreal"}:
            inner, under = self.shield
            if name in UNDOING and not negated and inner in {"report", "confirm", "observe", "evidence", "believe", "deny"}:
                self.state = load_cues().signatures[inner].apply(under, True)
            elif name in {"prevent", "cancel", "fail"} and inner not in {"report", "confirm", "observe"}:
                self.state = signature.apply(before, negated)
            else:
                return
        else:
            self.state = signature.apply(before, negated)
            if signature.opaque:
                self.shield = (name, before)
        if self.state == "tense":
            self.state = before
        if self.state == "happened" and before == "denied" and self.rule == "cancel":
            self.state = "planned"  # what was not called off after all is still to come
        if self.state != before or (name == "know" and span is not None and before in REAL):
            self.note(token, name + ("-negated" if negated else ""), span)
            if negator is not None:
                self.cues.append((negator.start, negator.end))

    def turn_last(self, token: Token) -> None:
        """Turn the last cue round: "nothing to indicate that" is an indication negated."""
        if self.shield is not None:
            name, before = self.shield
            self.state = load_cues().signatures[name].apply(before, True)
            self.note(token, name)
        else:
            self.apply("negation", token)

    def force(self, name: str, token: Token | None, span: Span | None = None) -> None:
        """Apply a class of cues that stands outside the path: the sentence's mood, a source's stance."""
        before = self.state
        self.state = load_cues().signatures[name].apply(before, False)
        if self.state != before:
            self.rule = name
            if span is not None or token is not None:
                self.cues.append(span or (token.start, token.end) if token is not None else cast(Span, span))

    def note(self, token: Token, rule: str, span: Span | None = None) -> None:
        """Remember the cue that made the state what it is."""
        self.rule = rule
        self.cues.append(span or (token.start, token.end))
