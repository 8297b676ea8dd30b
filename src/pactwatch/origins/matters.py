"""What a story is about, and whether somebody who is heard in it speaks of that.

A long report tells of more than its news: of earlier losses, of a treaty, of what others think. Who is heard on these says
nothing of the news. The news are the events at the heads of the story's documents: their types, who acts, told or planned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pactwatch.data import read_toml
from pactwatch.model import Modality
from pactwatch.origins.types import Facts, Matter, Voice

HEAD = 1
"""Number of the last sentence that still belongs to a document's head; the first has the number 0."""
LEAST = 0.3
"""Share of a story's documents at whose head an event must stand to be the story's."""
TOLD: frozenset[Modality] = frozenset({"happened", "ongoing", "alleged"})
Event = tuple[str, str, str]
"""Type (or kind of types), country of who acts, state."""


def events_of(story: Sequence[Facts]) -> frozenset[Event]:
    """Return the events at the heads of at least `LEAST` of a story's documents, and of two of them where it has two."""
    counts = Counter(event for facts in story for event in {event_in(m) for m in facts.matters if m.line <= HEAD})
    least = max(min(2, len(story)), LEAST * len(story))
    return frozenset(event for event, count in counts.items() if count >= least)


def event_in(matter: Matter) -> Event:
    """Return the event that a claim tells of."""
    return kind_of(matter.type), matter.country, matter.state


def kind_of(claim_type: str) -> str:
    """Return the name of the types that can tell one event with `claim_type`; itself where there are none."""
    kinds = read_toml("origins/words.toml")["kin"]
    return next((name for name, types in kinds.items() if claim_type in types.split()), claim_type)


def state_of(modality: Modality) -> str:
    """Return "told" for what is told as having taken place; whoever only plans, expects, demands or denies it confirms nothing of it."""
    return "told" if modality in TOLD else modality


def is_about(voice: Voice, facts: Facts, events: frozenset[Event]) -> bool:
    """Say whether somebody speaks of the story's events, as far as the claims made in its name tell.

    Who denies always does, and who is heard at a head; without claims, or without events to compare, nothing is held against it.
    """
    mine = [m for m in facts.matters if m.claim in voice.claims]
    if voice.standing == "deny" or not mine or not events or min(voice.lines, default=0) <= HEAD:
        return True
    return any(_is_one(event_in(m), event) for m in mine for event in events)


def _is_one(one: Event, other: Event) -> bool:
    return one[0] == other[0] and one[2] == other[2] and (one[1] == other[1] or "" in (one[1], other[1]))
