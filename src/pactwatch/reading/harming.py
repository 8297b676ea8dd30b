"""Who suffers and who does it, where the grammar says so: "Rebels killed three soldiers", "three soldiers were killed by rebels".

For casualties the agent of a claim is who suffers them, the recipient by whom (roles.py); the weights that choose parties see few
sentences that name both, and take the subject for the one who suffers.
"""

from __future__ import annotations

from pactwatch.data import read_toml
from pactwatch.reading.event_checks import OTHER, is_loss
from pactwatch.reading.events import Event
from pactwatch.reading.roles import Actors, Role

Cast = tuple[Role | None, Role | None]


def harmed(event: Event, cast: Cast, actors: Actors) -> Cast:
    """Return the agent and recipient of an event: of casualties that somebody inflicts, who suffers them and who does."""
    clause = event.unit.clause
    recipient = cast[1]
    if event.type == OTHER and is_loss(clause) and recipient is not None and not _is_within(recipient, event):
        return cast[0], None  # what is lost goes to nobody, least of all to whoever tells of it
    if event.type != "casualties":
        return cast
    if recipient is not None and not _is_within(recipient, event):
        cast = cast[0], None  # who did it, the event's own words say; "as China looked on" does not
    if clause.kind != "verb" or clause.sentence.tokens[clause.head].lemma not in _verbs():
        return cast
    sufferer, doer = (clause.subject, clause.by) if clause.passive else (clause.object, clause.subject)
    by = actors.role(clause.sentence, doer) if doer is not None and sufferer is not None else None
    if by is None or sufferer is None:
        return cast
    theirs = actors.state_of(clause.sentence, sufferer) or _left(cast, by)
    return theirs, by


def _is_within(role: Role, event: Event) -> bool:
    """Say whether a role is named in the event's own words."""
    return event.span[0] <= role.span[0] < event.span[1]


def _left(cast: Cast, by: Role) -> Role | None:
    """Return who was chosen as the one who suffers, unless that is who does it: then nobody says who it is."""
    agent = cast[0]
    if agent is None or agent.name == by.name or (agent.actor is not None and agent.actor == by.actor):
        return None
    return None if by.span[0] < agent.span[1] and agent.span[0] < by.span[1] else agent


def _verbs() -> frozenset[str]:
    return frozenset(read_toml("events/roles.toml")["harm"]["verbs"].split())
