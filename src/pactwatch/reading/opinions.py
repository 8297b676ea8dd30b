"""What the encoder makes of a document: for each unit the shares of kinds, states, PLOVER events, and of who fills each role.

The rules and weighed cues make up their own mind; events.py, party_choice.py and claims.py blend the two.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pactwatch.reading import heads
from pactwatch.reading.encoder import Encoded, Vectors
from pactwatch.reading.event_cues import Cues
from pactwatch.reading.heads import KINDS, PLOVER, SORTS, STATES, Pointer
from pactwatch.reading.mentions import ActorMention, PlaceMention, TimeMention
from pactwatch.reading.parties import candidates
from pactwatch.reading.sighted import Pointed, Sighted, Signs
from pactwatch.reading.tree import Parsed
from pactwatch.reading.units import Unit
from pactwatch.reading.weights import Scores, Weights, load_weights

Shares = dict[str, float]
NOBODY = ""
"""The key of nobody among the shares of a role."""
TABLE = "kinds"
"""The cues that are weighed beside the encoder: data/events/kinds.tsv."""
NOTHING, PUBLISHED = -1, -2
"""Places of no time and of the day of publication among the shares of times; the others are those of the list of times."""


@dataclass(slots=True)
class Opinion:
    """One unit as the encoder sees it; `counts` is the chance that its figure, if it has one, is worth stating."""

    kinds: Shares
    plover: Shares
    counts: float
    vector: Vectors = field(repr=False)


class Opinions:
    """The encoder's opinions on one document."""

    def __init__(self, parsed: Parsed) -> None:
        """Encode the document."""
        self._parsed = parsed
        self._encoded = Encoded(parsed)
        self._mentions: dict[str, list[Pointed]] = {}
        self._keys: list[str] = []
        self._owners: dict[str, int] = {}
        self._pointers: dict[tuple[str, int], Pointer] = {}
        self._sighted: dict[tuple[str, int], Sighted] = {}

    def of(self, units: Sequence[Unit], cues: Sequence[Cues]) -> list[Opinion | None]:
        """Return the opinion on each unit; None where it lies beyond what the encoder reads of a sentence."""
        vectors = heads.unit_vectors(self._encoded, units)
        heard = [row for row, vector in zip(cues, vectors, strict=True) if vector is not None]
        known = [vector for vector in vectors if vector is not None]
        if not known:
            return [None] * len(units)
        stacked = np.stack(known)
        kinds = heads.shares("kind", stacked, _by_kind(load_weights(TABLE), heard)).tolist()
        plover, counts = heads.shares("pl", stacked).tolist(), heads.shares("fig", stacked)[:, 1].tolist()
        found = (
            Opinion(dict(zip(KINDS, kind, strict=True)), dict(zip(PLOVER, event, strict=True)), count, vector)
            for kind, event, count, vector in zip(kinds, plover, counts, known, strict=True)
        )
        return [None if vector is None else next(found) for vector in vectors]

    def states(self, opinion: Opinion, read: str) -> Shares:
        """Return the shares of the states of a unit that the rules read as `read`."""
        added = heads.weights()["read.weight"][STATES.index(read)]
        return dict(zip(STATES, map(float, heads.shares("mod", opinion.vector, added)), strict=True))

    def learn(self, actors: Sequence[ActorMention], times: Sequence[TimeMention], places: Sequence[PlaceMention]) -> None:
        """Take in the mentions that roles may point at."""
        found = candidates(self._parsed, actors)
        self._keys = [c.key for c in found]
        self._owners = {key: k + 1 for k, key in enumerate(self._keys)}
        named = [
            Pointed(k + 1, m.span, m.sentence, _sort(c.kind), through, id(m))
            for k, c in enumerate(found) for through, ms in enumerate((c.mentions, c.through)) for m in ms
        ]
        self._mentions = {
            "actors": named,
            "time": [Pointed(k + 2, t.span, t.sentence) for k, t in enumerate(times) if t.edtf],
            "place": [Pointed(k + 1, p.span, p.sentence) for k, p in enumerate(places)],
        }

    def actors(
        self, role: str, unit: Unit, vector: Vectors, proposed: Mapping[str, int], heard: Collection[str] = (),
        slots: Mapping[int, int] | None = None,
    ) -> Shares:
        """Return the share of each actor (by the key of its candidate) and of NOBODY for agent, recipient or source.

        `proposed`, `heard` and `slots` are what the rules say (sighted.Signs), by key and by the identity of mentions.
        """
        place = self._owners
        signs = Signs(
            slots or {}, {place[key]: sign for key, sign in proposed.items() if key in place},
            frozenset(place[key] for key in heard if key in place),
        )
        owners = self._point(role, "actors", unit, vector, signs)
        return {self._keys[k - 1] if k else NOBODY: share for k, share in owners.items()}

    def places(self, role: str, unit: Unit, vector: Vectors, own: int) -> dict[int, float]:
        """Return the share of each time or place (by its place in the list that `learn` was given), NOTHING and PUBLISHED.

        `own` is that in the event's own words, or NOTHING.
        """
        nones = heads.ROLES[role]
        signs = Signs(proposed={own + nones: 1}) if own >= 0 else Signs()
        owners = self._point(role, role, unit, vector, signs)
        return {k - nones if k >= nones else (NOTHING, PUBLISHED)[k]: share for k, share in owners.items()}

    def _point(self, role: str, what: str, unit: Unit, vector: Vectors, signs: Signs) -> dict[int, float]:
        window = self._encoded.window(unit.clause.sentence.index)
        pointer = self._pointers.get((role, window))
        if pointer is None:
            pointer = self._pointers[role, window] = Pointer(role, self._sight(what, window))
        return pointer.shares(unit, vector, signs)

    def _sight(self, what: str, window: int) -> Sighted:
        if (what, window) not in self._sighted:
            here = self._encoded.windows[window].sentences
            self._sighted[what, window] = Sighted(self._encoded, window, (m for m in self._mentions[what] if m.sentence in here))
        return self._sighted[what, window]


def _by_kind(table: Weights, rows: Sequence[Cues]) -> Scores:
    """Return the scores of the weighed cues, unit by unit, in the order of KINDS."""
    return table.scores(rows)[:, [table.classes.index(kind or "none") for kind in KINDS]]


def _sort(kind: str) -> int:
    return SORTS.index(kind) if kind in SORTS else SORTS.index("other")
