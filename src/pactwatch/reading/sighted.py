"""The mentions of one window that a role may point at, and what is known of each before the encoder is asked: place and signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pactwatch.model import Span
from pactwatch.reading.encoder import Encoded
from pactwatch.reading.units import Unit

Numbers = npt.NDArray[np.int64]
FARTHEST_BACK, FARTHEST_AHEAD = 5, 3


@dataclass(frozen=True, slots=True)
class Pointed:
    """A mention that a role may point at: whose it is, where it stands, of what sort; `through` names its owner only."""

    owner: int
    span: Span
    sentence: int
    sort: int = 0
    through: int = 0
    mention: int = 0


@dataclass(frozen=True, slots=True)
class Signs:
    """What the rules say of a role's mentions: slots by mention (`Pointed.mention`), and by owner whom they propose and hear.

    `proposed` is 1 for the role's own (of agents: the agent; of sources: the innermost; of times: the event's own words)
    and 2 for whom they take for the recipient; `heard` are the owners who speak.
    """

    slots: Mapping[int, int] = field(default_factory=dict)
    proposed: Mapping[int, int] = field(default_factory=dict)
    heard: frozenset[int] = frozenset()

    def of(self, mention: Pointed) -> tuple[int, int, int]:
        """Return the signs of one mention: slot, proposed, heard."""
        owner = mention.owner
        return self.slots.get(mention.mention, 0), self.proposed.get(owner, 0), int(owner in self.heard)


def bucket(unit: Unit, mention: Pointed) -> int:
    """Return in which of twelve places a mention stands to a unit: by sentences apart, inside the evidence, before its head."""
    apart = mention.sentence - unit.clause.sentence.index
    if apart < 0:
        return 4 + min(-apart, FARTHEST_BACK) - 1
    if apart > 0:
        return 4 + FARTHEST_BACK + min(apart, FARTHEST_AHEAD) - 1
    head = unit.clause.sentence.tokens[unit.clause.head].start
    inside = unit.evidence[0] <= mention.span[0] < unit.evidence[1]
    return 2 * inside + (mention.span[0] < head)


class Sighted:
    """The mentions in one window that the encoder reads, with their vectors; those beyond are left out."""

    def __init__(self, encoded: Encoded, window: int, mentions: Iterable[Pointed]) -> None:
        """Take the vectors of `mentions`."""
        found = [(m, v) for m in mentions if (v := encoded.mean(window, m.span)) is not None]
        self.mentions = [m for m, _ in found]
        self.vectors = np.stack([v for _, v in found]) if found else np.zeros((0, 0), np.float32)
        self.through, self.owners = np.array([m.through for m in self.mentions]), np.array([m.owner for m in self.mentions])
        self._sentences, self._starts = np.array([m.sentence for m in self.mentions]), np.array([m.span[0] for m in self.mentions])
        self._places: dict[int, list[int]] = {}
        for n, m in enumerate(self.mentions):
            self._places.setdefault(m.mention, []).append(n)
        self._nothing = np.zeros(len(self.mentions), np.int64)
        self._last: tuple[Unit, Numbers] | None = None

    def buckets(self, unit: Unit) -> Numbers:
        """Return `bucket` of every mention at once; three roles in turn ask it of one unit."""
        if self._last is None or self._last[0] is not unit:
            sentence = unit.clause.sentence
            apart = self._sentences - sentence.index
            inside = (unit.evidence[0] <= self._starts) & (self._starts < unit.evidence[1])
            here = 2 * inside + (self._starts < sentence.tokens[unit.clause.head].start)
            back, ahead = 3 + np.minimum(-apart, FARTHEST_BACK), 3 + FARTHEST_BACK + np.minimum(apart, FARTHEST_AHEAD)
            self._last = unit, np.where(apart < 0, back, np.where(apart > 0, ahead, here))
        return self._last[1]

    def seen(self, signs: Signs) -> tuple[Numbers, Numbers, Numbers]:
        """Return `Signs.of` every mention at once: slots, proposed, heard."""
        asked = (signs.slots, signs.proposed, signs.heard)
        slots, proposed, heard = (self._nothing.copy() if part else self._nothing for part in asked)
        for mention, slot in signs.slots.items():
            slots[self._places.get(mention, [])] = slot
        for owner, sign in signs.proposed.items():
            proposed[self.owners == owner] = sign
        for owner in signs.heard:
            heard[self.owners == owner] = 1
        return slots, proposed, heard
