"""Changed countries: firms of one state told as those of another.

Two sentences that tell one thing each name one state that the other text has nowhere: not by name, people, capital or leader. The states
of those who speak in them are left aside: who says it otherwise is another claimant.
"""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.origins.align import likeness, shared
from pactwatch.origins.drift_types import Change
from pactwatch.origins.types import Facts, Line
from pactwatch.origins.voice_names import ASSUMED
from pactwatch.reading.actor_register import state_names

ALIKE, MUCH = 0.5, 5.0
"""Likeness of two sentences from which they tell one thing, and what they must share at least, as a sum of rarities."""


def country_changes(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield a state that stands where the original has another one."""
    known, kept, names = _all(original), _all(retelling), set(original.names)
    for n, line in enumerate(retelling.lines):
        by_name = {place.rpartition(":")[2] for place in line.places if names & set(place.rpartition(":")[0].split())}
        new = set(line.countries) - known - by_name - _speaking(retelling, n)
        for m, other in enumerate(original.lines) if len(new) == 1 else ():
            gone = set(other.countries) - kept - _speaking(original, m)
            if len(gone) == 1 and likeness(line, other) >= ALIKE and shared(line, other) >= MUCH:
                yield _change(min(gone), min(new), line, other)
                return


def _all(facts: Facts) -> set[str]:
    """Return the states that a text names, in its sentences, as places, or as the side of somebody who speaks."""
    named = set(facts.countries) | {place.partition(":")[2] for line in facts.lines for place in line.places}
    return named | {voice.side.removeprefix(ASSUMED) for voice in facts.voices}


def _speaking(facts: Facts, line: int) -> set[str]:
    """Return the states for which somebody speaks in a sentence."""
    return {voice.side.removeprefix(ASSUMED) for voice in facts.voices if line in voice.lines}


def _change(was: str, now: str, line: Line, other: Line) -> Change:
    at = all(any(place.endswith(f":{code}") for place in one.places) for one, code in ((line, now), (other, was)))
    states = state_names()
    why = f"{states.get(was, was)} became {states.get(now, now)}"
    return Change(kind="place" if at else "actor", explanation=why, span=line.span, against=other.span)
