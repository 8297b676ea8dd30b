"""Who acts and on whom: the best candidates for agent and recipient of each event of a document.

1. the rules of roles.py propose;
2. weights (data/events/agents.tsv, recipients.tsv, class `first`) give each actor of the document its share in each event;
3. the events vote (party_votes.py) and the weights of class `second` decide. Nobody is a candidate too: a party that the
   text keeps silent stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pactwatch.reading.event_cues import Cues
from pactwatch.reading.events import Event
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.parties import Candidate, Setting, Slots, candidates, event_cues, nobody_cues, standing_cues
from pactwatch.reading.party_votes import vote_cues
from pactwatch.reading.roles import Actors, Role, agent_of, recipient_of
from pactwatch.reading.tree import Parsed, Sentence
from pactwatch.reading.weights import Weights, load_weights, softmax

AGENT, RECIPIENT = "agents", "recipients"
OPPOSITE = {AGENT: RECIPIENT, RECIPIENT: AGENT}
FIRST, SECOND = "first", "second"


@dataclass(slots=True)
class Scene:
    """One event with what was found around it: its setting and slots for each role, and each candidate's own cues."""

    kind: str
    settings: dict[str, Setting]
    slots: Slots
    rows: dict[str, list[Cues]]


class Casting:
    """Chooses the parties of a document's events."""

    def __init__(self, parsed: Parsed, mentions: list[ActorMention], actors: Actors) -> None:
        """Gather the document's candidates."""
        self.actors = actors
        self.candidates = candidates(parsed, mentions)
        self._standing: dict[str, list[Cues]] = {}
        self._sums: dict[tuple[str, str], list[Mapping[str, float]]] = {}

    def cast(self, events: Sequence[Event], sources: Sequence[frozenset[str]]) -> list[tuple[Role | None, Role | None]]:
        """Return agent and recipient of each event; `sources` are the register ids or lower-case names of its sources."""
        scenes = [self.scene(event, keys) for event, keys in zip(events, sources, strict=True)]
        shares = {role: [softmax(self._scores(role, FIRST, s)) for s in scenes] for role in OPPOSITE}
        kinds = [s.kind for s in scenes]
        out = []
        for n, scene in enumerate(scenes):
            agent = self._best(AGENT, scene, vote_cues(n, kinds, shares[AGENT], shares[RECIPIENT]), None)
            votes = vote_cues(n, kinds, shares[RECIPIENT], shares[AGENT])
            recipient = self._best(RECIPIENT, scene, votes, agent)
            out.append((self._role(agent, scene), self._role(recipient, scene)))
        return out

    def scene(self, event: Event, sources: frozenset[str]) -> Scene:
        """Return `event` with its surroundings."""
        clause, quantity, kind = event.unit.clause, event.quantity, event.type
        slots = Slots(self.actors, clause, quantity)
        rules = {AGENT: agent_of, RECIPIENT: recipient_of}
        settings = {
            role: Setting(clause, quantity, kind, sources, self._key(rule(clause, kind, self.actors)))
            for role, rule in rules.items()
        }
        rows = {
            role: [nobody_cues(setting, slots), *(event_cues(c, setting, slots) for c in self.candidates)]
            for role, setting in settings.items()
        }
        return Scene(kind, settings, slots, rows)

    def standing(self, kind: str) -> list[Cues]:
        """Return the cues that hold in every event of a type, for nobody (none) and each candidate."""
        if kind not in self._standing:
            self._standing[kind] = [{}, *(standing_cues(c, kind) for c in self.candidates)]
        return self._standing[kind]

    def _key(self, role: Role | None) -> str | None:
        if role is None:
            return None
        names = {role.actor, role.name.lower()}
        return next((c.key for c in self.candidates if c.key in names or c.name.lower() in names), None)

    def _scores(self, role: str, turn: str, scene: Scene) -> list[float]:
        weights = load_weights(role)
        key = role, scene.kind
        if key not in self._sums:
            self._sums[key] = [weights.by_class(cues) for cues in self.standing(scene.kind)]
        n = weights.classes.index(turn)
        return [s[turn] + weights.scores(cues)[n] for s, cues in zip(self._sums[key], scene.rows[role], strict=True)]

    def _best(self, role: str, scene: Scene, votes: list[Cues], taken: Candidate | None) -> Candidate | None:
        weights: Weights = load_weights(role)
        n = weights.classes.index(SECOND)
        scores = [s + weights.scores(v)[n] for s, v in zip(self._scores(role, SECOND, scene), votes, strict=True)]
        free = [k for k in range(len(scores)) if not k or self.candidates[k - 1] is not taken]
        best = max(free, key=lambda k: (scores[k], -k))
        return self.candidates[best - 1] if best else None

    def _role(self, chosen: Candidate | None, scene: Scene) -> Role | None:
        """Return the candidate as a role, named by its mention in the clause, else by the nearest before it."""
        if chosen is None:
            return None
        clause = scene.settings[AGENT].clause
        every = [*chosen.mentions, *chosen.through]
        slotted = [m for m in every if id(m) in scene.slots.found]
        mention = slotted[0] if slotted else _nearest(every, clause.sentence, clause.head)
        if mention not in chosen.mentions:
            return Role(chosen.name, chosen.actor, mention.span)
        if mention.sentence == clause.sentence.index:
            return self.actors.joined(clause.sentence, mention)
        return Role(mention.name, chosen.actor, mention.span)


def _nearest(mentions: Sequence[ActorMention], sentence: Sentence, head: int) -> ActorMention:
    """Return the mention nearest to token `head`: in the sentence, else the last one before it, else the first after."""
    def distance(m: ActorMention) -> tuple[int, int, int]:
        apart = sentence.index - m.sentence
        return (0, abs(m.head - head), m.first) if not apart else (1, apart, -m.first) if apart > 0 else (2, -apart, m.first)

    return min(mentions, key=distance)
