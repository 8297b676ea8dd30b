"""What a speaker does with an event: states, denies, or only wants or judges it, by the claims that the reading has of its words.

Who calls a report a fantasy denies it, in whatever verb of saying. Who demands that something end, or condemns it, tells of
no event on its own account: that confirms nothing. Who accuses does: an accusation states what was done. Who says that a port
was closed denies nothing, although no ship can have sailed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.model import Claim, Reading, Source, Span, Statement

JUDGES = "judges"
"""The stance of who only wants or judges something, beside those of model.Stance."""


@lru_cache(maxsize=2)
def _verbs(name: str) -> re.Pattern[str]:
    stems = "|".join(read_toml("origins/words.toml")["voices"][name].split())
    return re.compile(rf"\b(?:{stems})\w*", re.IGNORECASE)


def stance_of(statement: Statement, source: Source, reading: Reading) -> str:
    """Return the stance of `source`, a speaker of `statement`: what its claims in the statement's words say, else the statement's."""
    if statement.stance != "asserts":
        return statement.stance
    text = reading.document.text
    if _judges(statement.cue, text):
        return JUDGES
    told = [c for c in reading.claims if _tells(c, source)]
    if statement.cue and any(c.type == "deny" and any(_overlap(a, statement.cue) for a in c.evidence) for c in told):
        return "denies"  # the report that is spoken of is what is denied
    said = [c for c in told if any(_overlap(a, b) for a in c.evidence for b in statement.content)]
    return act(said, text) if said else statement.stance


def act_by(claim: Claim, source: Source, text: str) -> str:
    """Return what `source`, who makes a claim, does by it: who "condemned the dispatch" of troops does not tell of it on his own account."""
    return JUDGES if _judges(source.cue, text) else act((claim,), text)


def _judges(cue: Span | None, text: str) -> bool:
    return cue is not None and _verbs("judging").match(text[cue[0] : cue[1]]) is not None


def act(claims: Sequence[Claim], text: str) -> str:
    """Return what somebody does who makes these claims, at least one: denies where it denies them all, judges, or asserts."""
    if all(_is_denial(c) and not _is_closing(c, text) for c in claims):
        return "denies"
    wanted = all(c.modality == "demanded" or _is_judgement(c, text) for c in claims)
    return JUDGES if wanted else "asserts"


def _is_denial(claim: Claim) -> bool:
    """Say whether words of denial show that a claim is denied, or that it is one: what only the encoder reads so is nobody's act."""
    return claim.modality == "denied" and bool(claim.modality_cues or claim.type == "deny")


def _tells(claim: Claim, source: Source) -> bool:
    return bool(claim.attributed_to) and claim.attributed_to[-1].span == source.span


def _is_closing(claim: Claim, text: str) -> bool:
    """Say whether a claim is denied by nothing but its own word, which tells of an end."""
    return not claim.modality_cues and claim.type != "deny" and _verbs("closing").match(text[claim.trigger[0] : claim.trigger[1]]) is not None


def _is_judgement(claim: Claim, text: str) -> bool:
    return claim.type == "condemn_or_accuse" and any(_verbs("judging").search(text[a:b]) for a, b in claim.evidence)


def _overlap(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]
