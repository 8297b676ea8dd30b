"""Who acts and on whom: the best candidates for agent and recipient of each event of a document.

1. the rules of roles.py propose;
2. weights (data/events/parties.tsv, classes `agent-first`, `recipient-first`) give each actor of the document its share in
   each event;
3. the events vote (party_votes.py) and the second weights decide. Nobody is a candidate too: a party that the
   text keeps silent stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pactwatch.reading.event_cues import Cues
from pactwatch.reading.events import Event
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.parties import Candidate, Setting, Slots, candidates, event_cues, nobody_cues, standing_cues
from pactwatch.reading.party_votes import Votes
from pactwatch.reading.roles import Actors, Role, agent_of, recipient_of
from pactwatch.reading.tree import Parsed, Sentence
from pactwatch.reading.weights import load_weights, softmax

AGENT, RECIPIENT = "agent", "recipient"
OPPOSITE = {AGENT: RECIPIENT, RECIPIENT: AGENT}
FIRST, SECOND = "first", "second"
TABLE = "parties"


@dataclass(slots=True)
class Scene:
    """One event with what was found around it: its setting and slots, and the cues of nobody and each candidate."""

    setting: Setting
    slots: Slots
    rows: list[Cues]

    @property
    def kind(self) -> str:
        """The event's type."""
        return self.setting.kind


def cast_events(
    parsed: Parsed, mentions: list[ActorMention], events: Sequence[Event], sources: Sequence[frozenset[str]]
) -> list[tuple[Role | None, Role | None]]:
    """Return agent and recipient of each event, stretch by stretch: far away in a long text are other stories."""
    actors = Actors(parsed, mentions)
    out: list[tuple[Role | None, Role | None]] = []
    for start in range(0, max(1, len(parsed.sentences)), STRETCH):
        part = [
            (e, s) for e, s in zip(events, sources, strict=True)
            if start <= e.unit.clause.sentence.index < start + STRETCH
        ]
        if part:
            near = [m for m in mentions if start - BEFORE <= m.sentence < start + STRETCH + AFTER]
            out += Casting(parsed, near, actors).cast([e for e, _ in part], [s for _, s in part])
    return out


STRETCH, BEFORE, AFTER = 80, 40, 10
"""Sentences whose events vote together, and how far around them actors are looked for; no article is as long."""


class Casting:
    """Chooses the parties of a document's events."""

    def __init__(self, parsed: Parsed, mentions: list[ActorMention], actors: Actors) -> None:
        """Gather the document's candidates."""
        self.actors = actors
        self.candidates = candidates(parsed, mentions)
        self._standing: dict[str, list[Cues]] = {}
        self._sums: dict[str, list[list[float]]] = {}

    def cast(self, events: Sequence[Event], sources: Sequence[frozenset[str]]) -> list[tuple[Role | None, Role | None]]:
        """Return agent and recipient of each event; `sources` are the register ids or lower-case names of its sources."""
        scenes = [self.scene(event, keys) for event, keys in zip(events, sources, strict=True)]
        scores = [self._scores(s) for s in scenes]
        place = {name: n for n, name in enumerate(load_weights(TABLE).classes)}
        shares = {r: [softmax([row[place[f"{r}-{FIRST}"]] for row in rows]) for rows in scores] for r in OPPOSITE}
        kinds = [s.kind for s in scenes]
        votes = {r: Votes(kinds, shares[r], shares[OPPOSITE[r]]) for r in OPPOSITE}
        out = []
        for n, scene in enumerate(scenes):
            agent = self._best(place[f"{AGENT}-{SECOND}"], scores[n], votes[AGENT].cues(n), None)
            recipient = self._best(place[f"{RECIPIENT}-{SECOND}"], scores[n], votes[RECIPIENT].cues(n), agent)
            out.append((self._role(agent, scene), self._role(recipient, scene)))
        return out

    def scene(self, event: Event, sources: frozenset[str]) -> Scene:
        """Return `event` with its surroundings."""
        clause, quantity, kind = event.unit.clause, event.quantity, event.type
        proposed = {
            AGENT: self._key(agent_of(clause, kind, self.actors)),
            RECIPIENT: self._key(recipient_of(clause, kind, self.actors)),
        }
        setting, slots = Setting(clause, quantity, kind, sources, proposed), Slots(self.actors, clause, quantity)
        rows = [nobody_cues(setting, slots), *(event_cues(c, setting, slots) for c in self.candidates)]
        return Scene(setting, slots, rows)

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

    def _scores(self, scene: Scene) -> list[list[float]]:
        """Return the scores of nobody and of each candidate, by class of the weights."""
        weights = load_weights(TABLE)
        if scene.kind not in self._sums:
            self._sums[scene.kind] = [weights.scores(cues) for cues in self.standing(scene.kind)]
        return [
            [a + b for a, b in zip(standing, weights.scores(cues), strict=True)]
            for standing, cues in zip(self._sums[scene.kind], scene.rows, strict=True)
        ]

    def _best(self, n: int, scores: list[list[float]], votes: list[Cues], taken: Candidate | None) -> Candidate | None:
        """Return the best candidate by class `n` of the weights, None for nobody."""
        weights = load_weights(TABLE)
        whole = [row[n] + weights.scores(v)[n] for row, v in zip(scores, votes, strict=True)]
        free = [k for k in range(len(whole)) if not k or self.candidates[k - 1] is not taken]
        best = max(free, key=lambda k: (whole[k], -k))
        return self.candidates[best - 1] if best else None

    def _role(self, chosen: Candidate | None, scene: Scene) -> Role | None:
        """Return the candidate as a role, named by its mention in the clause, else by the nearest before it.

        A state keeps the name of its capital only where the clause itself speaks of it so ("Kigali denied").
        """
        if chosen is None:
            return None
        clause = scene.setting.clause
        every = [*chosen.mentions, *chosen.through]
        slotted = [m for m in every if id(m) in scene.slots.found]
        mention = slotted[0] if slotted else _nearest(every, clause.sentence, clause.head)
        if mention not in chosen.mentions or (chosen.kind == "state" and not slotted):
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
