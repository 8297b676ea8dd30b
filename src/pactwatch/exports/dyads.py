"""Who does it to whom, as event data have it: source and target of a claim's PLOVER event.

A claim's agent and recipient are those of what is told; event data want those of the event as it is coded (PLOVER codebook, OEDA 2021):

- of casualties, by whom and who suffers them;
- of what is called for (REQUEST) or refused (REJECT), who calls or refuses, and of whom;
- of domestic events, both sides are of one country: protesters and their government, police and those whom they arrest.

A side that nobody names has the country in which it took place, as coders of events have it (CAMEO manual 1.1b3, on unnamed actors);
`by` tells such a country from one that the text gives.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from pactwatch.exports.actors import Actor, actor_of, country_codes
from pactwatch.model import Claim, Party
from pactwatch.reading.event_checks import SPEECH_ACTS

Ground = Literal["named", "place", "home"]
SPOKEN = frozenset({"REQUEST", "REJECT"})
LOCAL = frozenset({"ASSAULT", "PROTEST", "COERCE", "RETREAT", "THREATEN", "CONCEDE"})
"""Events that befall a place: a target that nobody names is of that place."""
INWARD = frozenset({"PROTEST", "COERCE", "CONCEDE", "THREATEN"})
"""Events that are domestic unless the text names another country."""
UNSIGNED = frozenset({"ASSAULT", "PROTEST"})
"""Events whose doers often stay unnamed: bombs that go off, people who march."""


class Side(NamedTuple):
    """One side of an event. `country`: ISO codes joined by ";", "" where not known; `by`: whether the text names it, or where it took place."""

    party: Party | None
    country: str
    by: Ground | None

    @property
    def actor(self) -> Actor | None:
        """What the register knows of it."""
        return actor_of(self.party)


def dyad(claim: Claim) -> tuple[Side, Side]:
    """Return source and target of a claim's event."""
    one, other = _parties(claim)
    source, target = _named(one), _named(other)
    place = next((p.country for p in (claim.place, claim.destination, claim.origin) if p and p.country), None) or ""
    event = claim.plover.event
    if not target.country and event in LOCAL and place:
        target = Side(other, place, "place")
    if not source.country and event in UNSIGNED and (place or target.country):
        source = Side(one, place or target.country, "place")
    if not target.country and event in INWARD and source.country:
        target = Side(other, source.country, "home")
    return source, target


def _parties(claim: Claim) -> tuple[Party | None, Party | None]:
    """Return who does it and to whom, of the event as it is coded."""
    agent, recipient = claim.agent, claim.recipient
    if claim.type == "casualties":
        return (agent, recipient) if claim.plover.event == "PROTEST" else (recipient, agent)
    asker = claim.attributed_to[-1] if claim.attributed_to else None
    if claim.plover.event in SPOKEN and claim.type not in SPEECH_ACTS and asker is not None and country_codes(asker):
        asked = next((p for p in (agent, recipient) if p is not None and country_codes(p) and country_codes(p) != country_codes(asker)), None)
        if claim.plover.event == "REQUEST" or agent is None or asked is agent:
            return asker, asked or agent
    return agent, recipient


def _named(party: Party | None) -> Side:
    country = country_codes(party)
    return Side(party, country, "named" if country else None)
