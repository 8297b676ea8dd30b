"""Who acts and on whom: the best candidates for agent and recipient of each event, in text order.

The rules of roles.py propose; the weights of data/events/agents.tsv and recipients.tsv decide among all actors of the
document, with what the events before had. Nobody is a candidate too: an agent that the text keeps silent stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.reading.events import Event
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.parties import Candidate, Setting, Slots, candidates, cues
from pactwatch.reading.roles import Actors, Role, agent_of, recipient_of
from pactwatch.reading.tree import Parsed, Sentence
from pactwatch.reading.weights import load_weights

AGENT, RECIPIENT = "agents", "recipients"


class Casting:
    """Chooses the parties of a document's events, one after the other."""

    def __init__(self, parsed: Parsed, mentions: list[ActorMention], actors: Actors) -> None:
        """Gather the document's candidates."""
        self.actors = actors
        self.candidates = candidates(parsed, mentions)
        self._last: dict[str, str | None] = {}
        self._same: dict[tuple[str, str], str | None] = {}

    def setting(self, event: Event, sources: frozenset[str]) -> tuple[Setting, Slots]:
        """Return what surrounds `event`, whose claim has `sources` (register ids, or names in lower case)."""
        clause, quantity = event.unit.clause, event.quantity
        setting = Setting(
            clause, quantity, event.type, sources, self._last.get(AGENT), self._last.get(RECIPIENT), None,
            self._same.get((AGENT, event.type)), self._same.get((RECIPIENT, event.type)),
        )
        return setting, Slots(self.actors, clause, quantity)

    def cast(self, event: Event, sources: frozenset[str]) -> tuple[Role | None, Role | None]:
        """Return agent and recipient of `event`."""
        setting, slots = self.setting(event, sources)
        agent = self._best(AGENT, setting, slots, self.proposed(agent_of(setting.clause, event.type, self.actors)))
        setting.agent = agent.key if agent else None
        proposed = self.proposed(recipient_of(setting.clause, event.type, self.actors))
        recipient = self._best(RECIPIENT, setting, slots, proposed)
        self.remember(event.type, agent, recipient)
        return self._role(agent, setting, slots), self._role(recipient, setting, slots)

    def remember(self, kind: str, agent: Candidate | None, recipient: Candidate | None) -> None:
        """Keep the parties of an event of type `kind` for the events after it."""
        for role, chosen in ((AGENT, agent), (RECIPIENT, recipient)):
            self._last[role] = self._same[role, kind] = chosen.key if chosen else None

    def forget(self) -> None:
        """Start anew, as before the document's first event."""
        self._last.clear()
        self._same.clear()

    def proposed(self, role: Role | None) -> str | None:
        """Return the key of the candidate that a rule of roles.py found."""
        if role is None:
            return None
        names = {role.actor, role.name.lower()}
        return next((c.key for c in self.candidates if c.key in names or c.name.lower() in names), None)

    def rows(self, setting: Setting, slots: Slots, proposed: str | None) -> list[dict[str, float]]:
        """Return the cues of "nobody" and of each candidate."""
        return [cues(c, setting, slots, proposed) for c in [None, *self.candidates]]

    def _best(self, table: str, setting: Setting, slots: Slots, proposed: str | None) -> Candidate | None:
        weights = load_weights(table)
        scores = [weights.scores(row)[0] for row in self.rows(setting, slots, proposed)]
        best = max(range(len(scores)), key=lambda n: (scores[n], -n))
        return self.candidates[best - 1] if best else None

    def _role(self, chosen: Candidate | None, setting: Setting, slots: Slots) -> Role | None:
        """Return the candidate as a role, named by its mention in the clause, else by the nearest before it."""
        if chosen is None:
            return None
        sentence = setting.clause.sentence
        every = [*chosen.mentions, *chosen.through]
        slotted = [m for m in every if id(m) in slots.found]
        mention = slotted[0] if slotted else _nearest(every, sentence, setting.clause.head)
        if mention in chosen.mentions:
            if mention.sentence == sentence.index:
                return self.actors.joined(sentence, mention)
            return Role(mention.name, chosen.actor, mention.span)
        return Role(chosen.name, chosen.actor, mention.span)


def _nearest(mentions: Sequence[ActorMention], sentence: Sentence, head: int) -> ActorMention:
    """Return the mention nearest to token `head`: in the sentence, else the last one before it, else the first after."""
    def distance(m: ActorMention) -> tuple[int, int, int]:
        apart = sentence.index - m.sentence
        return (0, abs(m.head - head), m.first) if not apart else (1, apart, -m.first) if apart > 0 else (2, -apart, m.first)

    return min(mentions, key=distance)
