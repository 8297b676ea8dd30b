"""Who acts and on whom: the best candidates for agent and recipient of each event of a document.

1. the rules of roles.py propose;
2. weights (data/events/parties.tsv, classes `agent-first`, `recipient-first`) give each actor of the document its share in
   each event;
3. the events vote (party_votes.py) and the second weights decide. Nobody is a candidate too: a party that the
   text keeps silent stays unknown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log

from pactwatch.reading.event_checks import SPEECH_ACTS
from pactwatch.reading.event_cues import Cues
from pactwatch.reading.events import Event
from pactwatch.reading.heads import slot_number
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.opinions import NOBODY, Opinions
from pactwatch.reading.parties import Setting, Slots, candidates, event_cues, nobody_cues, standing_cues
from pactwatch.reading.party_conjuncts import own_pair
from pactwatch.reading.party_exclusions import SENDING, Exclusions, sayers
from pactwatch.reading.party_votes import Votes
from pactwatch.reading.roles import Actors, Role, agent_of, phrase, recipient_of
from pactwatch.reading.tree import Parsed, Sentence
from pactwatch.reading.weights import load_weights, softmax

AGENT, RECIPIENT = "agent", "recipient"
OPPOSITE = {AGENT: RECIPIENT, RECIPIENT: AGENT}
FIRST, SECOND = "first", "second"
TABLE = "parties"
ENCODER, LEAST = 0.7, 0.01
"""How much the logarithms of the encoder's shares count beside the weighed cues; no share counts as less than LEAST."""
BACK, AHEAD, MAIN = 2, 1, 4
"""Who is near: the four most named actors, and those named up to two sentences before the event or in the one after."""


@dataclass(slots=True)
class Scene:
    """One event with what was found around it: its setting and slots, who is near, and their cues.

    `near` are places in the list of candidates, counted from 1; 0 is nobody, who always is. `rows` are their cues.
    """

    setting: Setting
    slots: Slots
    near: list[int]
    rows: list[Cues]

    @property
    def kind(self) -> str:
        """The event's type."""
        return self.setting.kind


def cast_events(
    parsed: Parsed, mentions: list[ActorMention], events: Sequence[Event], sources: Sequence[frozenset[str]],
    opinions: Opinions | None = None,
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
            out += Casting(parsed, near, actors).cast([e for e, _ in part], [s for _, s in part], opinions)
    return out


BODILY = SENDING | {"casualties", "training", "other"}
STRETCH, BEFORE, AFTER = 80, 40, 10
"""Sentences whose events vote together, and how far around them actors are looked for; no article is as long."""


class Casting:
    """Chooses the parties of a document's events."""

    def __init__(self, parsed: Parsed, mentions: list[ActorMention], actors: Actors) -> None:
        """Gather the document's candidates."""
        self.actors = actors
        self.candidates = candidates(parsed, mentions)
        self._exclusions = Exclusions(self.candidates, parsed)
        self._sentences = [sorted({m.sentence for m in (*c.mentions, *c.through)}) for c in self.candidates]
        by_share = sorted(range(len(self.candidates)), key=lambda k: (-self.candidates[k].share, k))
        self._main = frozenset(by_share[:MAIN])
        self._standing: dict[tuple[str, int], Cues] = {}

    def cast(
        self, events: Sequence[Event], sources: Sequence[frozenset[str]], opinions: Opinions | None = None
    ) -> list[tuple[Role | None, Role | None]]:
        """Return agent and recipient of each event; `sources` are the register ids or lower-case names of its sources."""
        scenes = [self.scene(event, keys) for event, keys in zip(events, sources, strict=True)]
        scores = self._scores(scenes)
        place = {name: n for n, name in enumerate(load_weights(TABLE).classes)}
        shares = {
            r: [self.spread(s, softmax([row[place[f"{r}-{FIRST}"]] for row in rows]).tolist()) for s, rows in zip(scenes, scores, strict=True)]
            for r in OPPOSITE
        }
        kinds = [s.kind for s in scenes]
        votes = {r: Votes(kinds, shares[r], shares[OPPOSITE[r]]) for r in OPPOSITE}
        out = []
        for n, scene in enumerate(scenes):
            ranked = {
                r: self._ranked(place[f"{r}-{SECOND}"], scene, scores[n], votes[r].cues(n, scene.near), self._heard(r, events[n], scene, opinions))
                for r in OPPOSITE
            }
            apart = self._exclusions.agents(scene)
            agents = [(score, k) for score, k in ranked[AGENT] if k not in apart]
            agent, recipient = best_pair(agents, ranked[RECIPIENT], self._exclusions.recipients(scene))
            doer = self._role(agent, scene, recipient) or (unknown_sayer(scene) if 0 not in apart else None)
            out.append((doer, self._by_state(self._role(recipient, scene, agent), recipient, scene)))
        return out

    def spread(self, scene: Scene, shares: Sequence[float]) -> list[float]:
        """Return the shares of those near as shares of nobody and all candidates; those who are far have none."""
        out = [0.0] * (len(self.candidates) + 1)
        for k, share in zip(scene.near, shares, strict=True):
            out[k] = share
        return out

    def scene(self, event: Event, sources: frozenset[str]) -> Scene:
        """Return `event` with its surroundings."""
        clause, quantity, kind = event.unit.clause, event.quantity, event.type
        proposed = {
            AGENT: self._key(agent_of(clause, kind, self.actors)),
            RECIPIENT: self._key(recipient_of(clause, kind, self.actors)),
        }
        setting, slots = Setting(clause, quantity, kind, sources, proposed), Slots(self.actors, clause, quantity)
        near = self._near(clause.sentence.index)
        rows = [nobody_cues(setting, slots), *(event_cues(self.candidates[k - 1], setting, slots) for k in near[1:])]
        return Scene(setting, slots, near, rows)

    def _near(self, here: int) -> list[int]:
        """Return nobody, the document's main actors, and those named around sentence `here`."""
        def is_near(k: int) -> bool:
            named = self._sentences[k]
            i = bisect_left(named, here - BACK)
            return i < len(named) and named[i] <= here + AHEAD

        return [0, *(k + 1 for k in range(len(self.candidates)) if k in self._main or is_near(k))]

    def standing(self, kind: str, k: int) -> Cues:
        """Return the cues that hold in every event of type `kind` for candidate `k`; nobody (0) has none."""
        if (kind, k) not in self._standing:
            self._standing[kind, k] = standing_cues(self.candidates[k - 1], kind) if k else {}
        return self._standing[kind, k]

    def _key(self, role: Role | None) -> str | None:
        if role is None:
            return None
        names = {role.actor, role.name.lower()}
        return next((c.key for c in self.candidates if c.key in names or c.name.lower() in names), None)

    def _scores(self, scenes: Sequence[Scene]) -> list[list[list[float]]]:
        """Return, scene by scene, the scores of those near, by class of the weights."""
        weights = load_weights(TABLE)
        wanted = list(dict.fromkeys((scene.kind, k) for scene in scenes for k in scene.near))
        standing = dict(zip(wanted, weights.scores([self.standing(kind, k) for kind, k in wanted]), strict=True))
        own = iter(weights.scores([cues for scene in scenes for cues in scene.rows]))
        return [[(standing[scene.kind, k] + next(own)).tolist() for k in scene.near] for scene in scenes]

    def _heard(self, role: str, event: Event, scene: Scene, opinions: Opinions | None) -> list[float]:
        """Return what the encoder adds to the scores of those near: the logarithm of their shares."""
        if opinions is None or event.opinion is None:
            return [0.0] * len(scene.near)
        proposed, heard, slots = signs_of(scene)
        shares = opinions.actors(role, event.unit, event.opinion.vector, proposed, heard, slots)
        keys = [self.candidates[k - 1].key if k else NOBODY for k in scene.near]
        return [ENCODER * log(max(shares.get(key, 0.0), LEAST)) for key in keys]

    def _ranked(self, n: int, scene: Scene, scores: list[list[float]], votes: list[Cues], said: list[float]) -> list[tuple[float, int]]:
        """Return (score, candidate) of those near by class `n` of the weights, the best first, the earlier of equals first."""
        weights = load_weights(TABLE)
        ranked = [
            (-(row[n] + weights.score(v, n) + heard), k)
            for k, row, v, heard in zip(scene.near, scores, votes, said, strict=True)
        ]
        return [(-score, k) for score, k in sorted(ranked)]

    def _by_state(self, role: Role | None, k: int, scene: Scene) -> Role | None:
        """Return a recipient by its state's name: shells go to Russia, whatever "Moscow" says; who is spoken of keeps the capital."""
        if role is None or scene.kind in SPEECH_ACTS:
            return role
        chosen = self.candidates[k - 1]
        seated = chosen.kind == "state" and any(m.rule == "seat" and m.span == role.span and m.name == role.name for m in chosen.mentions)
        return Role(chosen.name, role.actor, role.span) if seated else role

    def _role(self, k: int, scene: Scene, other: int) -> Role | None:
        """Return the candidate as a role, named by its mention in the clause, else by the nearest before it.

        A state keeps the name of its capital only where the clause itself speaks of it so ("Kigali denied"), and nationals who
        fight, work or die are named as such: that "Cubans" fight does not say that Cuba does.
        """
        if not k:
            return None
        chosen, clause = self.candidates[k - 1], scene.setting.clause
        every = [*chosen.mentions, *chosen.through]
        here = clause.sentence.index
        first = {id(m): self.actors.first_of(clause.sentence, m) for m in every if m.sentence == here}
        slotted = [m for m in every if id(m) in scene.slots.found or id(first.get(id(m))) in scene.slots.found]
        mention = slotted[0] if slotted else _nearest(every, clause.sentence, clause.head)
        if scene.kind in BODILY and mention.kind == "people" and mention.rule == "people" and slotted:
            return Role(mention.name, chosen.actor, mention.span)
        if mention not in chosen.mentions or (chosen.kind == "state" and not slotted):
            return Role(chosen.name, chosen.actor, mention.span)
        if mention.sentence == here:
            own, _ = own_pair(self.candidates, scene)
            if own is not None and own.mention.span == mention.span:
                return Role(mention.name, chosen.actor, mention.span)
            apart = other and first[id(mention)] in (*self.candidates[other - 1].mentions, *self.candidates[other - 1].through)
            return self.actors.joined(clause.sentence, mention if apart else first[id(mention)])
        return Role(mention.name, chosen.actor, mention.span)


def unknown_sayer(scene: Scene) -> Role | None:
    """Return whom a passive names as speaking, where no candidate is meant by it: "thanked by exiles in San José"."""
    found = sayers(scene)
    return phrase(scene.setting.clause.sentence, found[0].i) if found else None


def best_pair(agents: Sequence[tuple[float, int]], recipients: Sequence[tuple[float, int]], sent: Collection[int]) -> tuple[int, int]:
    """Return the best agent and recipient together, from (score, candidate), the best first; nobody (0) may fill both.

    None is both, and those `sent` receive nothing. Among the first three of each, the best pair surely is.
    """
    free = [(score, k) for score, k in recipients if not k or k not in sent]
    pairs = [(a + b, -m, -n, x, y) for m, (a, x) in enumerate(agents[:3]) for n, (b, y) in enumerate(free[:3]) if not x or x != y]
    best = max(pairs)
    return best[3], best[4]


def signs_of(scene: Scene) -> tuple[dict[str, int], frozenset[str], dict[int, int]]:
    """Return what the rules say of a scene's actors, for the encoder: whom they propose, who speaks, slots by mention."""
    proposed = {key: sign for sign, role in ((2, RECIPIENT), (1, AGENT)) if (key := scene.setting.proposed[role])}
    slots = dict.fromkeys(scene.slots.near, 1) | {m: slot_number(names) for m, names in scene.slots.found.items()}
    return proposed, scene.setting.sources, slots


def _nearest(mentions: Sequence[ActorMention], sentence: Sentence, head: int) -> ActorMention:
    """Return the mention nearest to token `head`: in the sentence, else the last one before it, else the first after."""
    def distance(m: ActorMention) -> tuple[int, int, int]:
        apart = sentence.index - m.sentence
        return (0, abs(m.head - head), m.first) if not apart else (1, apart, -m.first) if apart > 0 else (2, -apart, m.first)

    return min(mentions, key=distance)
