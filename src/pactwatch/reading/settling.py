"""Which state stands where the rules read one and the encoder has shares for all.

The encoder may weaken a reading, and strengthen it only where it is all but sure, since a wrong certainty is the worst error.
"""

from __future__ import annotations

from collections.abc import Mapping

from pactwatch.model import Modality
from pactwatch.reading.mentions import Certainty

REAL: frozenset[Modality] = frozenset({"happened", "ongoing"})
WEAKER, WEAKER_ELSE = {"planned": 0.6, "possible": 0.4}, 0.2
"""Share of the states that are not real from which a reading as real gives way, by the likeliest of them: a deal of last year is planned and
happened at once, and that neither was denied nor only imagined is what must not be missed."""
STRONGER = 0.98
"""Share from which an event that the rules take for planned is real after all."""
STRENGTHENED = frozenset({"planned"})
NEVER = 2.0
"""What was alleged, denied, demanded, asked or hedged in so many words is never made real."""
AMONG_OPEN = 0.8
"""Share from which one state that is not real stands instead of another that the rules read."""
SHOWN = {"alleged": 0.5, "denied": 0.2}
"""Shares from which the outlet keeps its distance, or something is denied, though the rules see none of the words that show it."""
PLAINLY_ALLEGED = 0.95
"""The same of what is told plainly, also by somebody who is named: no outlet keeps its distance by that alone."""
UNSURE = 0.6
"""Share of the real states below which an event is not real, though none of the others has its share."""
TURNED = ("/prevent-negated", "/fail-negated", "/stop-negated", "/refuse", "/fail", "/deny", "/negation", "/know", "/unreal-negated",
          "/false", "/until", "/hindsight", "/ended", "/stands")
"""Rules by which two cues that undo each other leave the event real ("no doubt"): the encoder hears only that there are two."""
UNPROVEN = ("/confirm", "/confirm-negated", "/doubt", "/evidence-negated", "/observe-negated", "/deny")
"""Rules by which something is only not borne out, which the encoder takes for denied."""
SUSPECT = ("/scare-quotes", "/ask")
"""Rules by which an event is put in doubt that other sentences may deny."""
DISOWNED = ("/deny", "/false", "/retract")
"""Rules by which a claim is denied, called false or taken back in so many words, which the encoder takes for a claim."""
LEFT_OPEN = ("/condition", "/likely", "/could")
"""Rules by which an event is only conditional or likely, whatever is denied beside it."""
PUT_OFF = ("/until", "/stop-negated")
"""Rules by which a negation only puts off, or says that something goes on."""
TAKEN_BACK = ("/retract", "/cancel")
"""Rules by which a denial is taken back, which leaves open what was denied."""
PLAINLY_OPEN = 0.97
"""Share from which an event that is told plainly is denied or alleged after all."""
UNWORDED = 0.52
"""Share from which an event is denied though its sentence has no word of denial at all."""
HEARD = 0.1
"""Share of all other states below which these say nothing."""


def told_plainly(shares: Mapping[str, float], read: str, denies: bool, said: bool) -> Mapping[str, float]:
    """Return the shares for an event told plainly, which is denied or alleged only where the encoder is all but sure.

    Denied it is only where its sentence `denies` something at all; alleged sooner where somebody has `said` it.
    """
    kept = {
        "denied": shares["denied"] >= PLAINLY_OPEN and denies,
        "alleged": shares["alleged"] >= (SHOWN["alleged"] if said else PLAINLY_OPEN),
    }
    left = {state: share if kept.get(state, True) else 0.0 for state, share in shares.items()}
    rest = sum(left.values())
    return {state: share / rest for state, share in left.items()} if rest >= HEARD else dict.fromkeys(shares, 0.0) | {read: 1.0}


def worded(shares: Mapping[str, float], read: str, denies: bool, passing: bool = False) -> Mapping[str, float]:
    """Return the shares with a denial that is neither worded nor likely left to what the rules `read`.

    What is told in `passing`, no words denying it, is not denied however likely.
    """
    if denies or read not in REAL or (shares["denied"] >= UNWORDED and not passing):
        return shares
    return {**shares, "denied": 0.0, read: shares[read] + shares["denied"]}


def settle(shares: Mapping[str, float], read: str, *, firm: bool = False, said: bool = False, plain: bool = False) -> str:
    """Return the likeliest state; real only where the rules say so too or, unless these are `firm`, the encoder is all but sure.

    What is `said` by somebody who is named is no allegation by that alone, least of all where it is told in `plain` words.
    """
    real, unreal = sum(shares[s] for s in REAL), sorted(s for s in shares if s not in REAL)
    likely = max(unreal, key=lambda s: shares[s])
    least = 1 - WEAKER.get(likely, WEAKER_ELSE) if read in REAL else STRONGER if read in STRENGTHENED and not firm else NEVER
    best = max(sorted(REAL), key=lambda s: shares[s]) if real >= least else likely
    if read in REAL:
        sure = shares[best] >= (PLAINLY_ALLEGED if plain and best == "alleged" else SHOWN.get(best, 0.0))
        return best if sure or (real < UNSURE and not (said and best == "alleged")) else read
    return best if best in REAL or shares[best] >= AMONG_OPEN else read


def is_overheard(state: str, read: Certainty, denies: bool) -> bool:
    """Say whether the encoder turns one open state into another by what it hears beside the event's own words.

    It takes what is put off, offered, forbidden or unproven for denied, and what is denied in so many words for a claim.
    """
    if state == "denied":
        if read.modality == "demanded" or read.rule.endswith(PUT_OFF) or (read.modality == "planned" and read.rule.endswith(DISOWNED)):
            return True
        if read.modality == "possible" and read.rule.endswith((*TAKEN_BACK, *LEFT_OPEN)):
            return True
        unproven = read.modality == "alleged" and read.rule.endswith(UNPROVEN)
        return read.modality not in REAL and (unproven or not (denies or read.rule.endswith(SUSPECT)))
    asked = state == "planned" and read.rule.endswith("/ask")  # a question asserts no plan
    return asked or (state in {"alleged", "planned"} and read.modality == "denied" and read.rule.endswith(DISOWNED))
