"""Heads over the encoder's vectors: what a unit is, in which state, who takes part, when and where.

A unit is one vector, made from the means over its head word, evidence, sentence and figure. Linear layers read its kind
(no claim, or a type), its modality and its PLOVER event from it; a pointer scores every mention of an actor, time or
place for each role, by the two vectors and by where the mention stands (Vinyals et al. 2015, pointer networks).
The weights lie in data/encoder/heads.npz; evaluation/encoder trains them with the encoder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from itertools import accumulate, pairwise
from math import sqrt

import numpy as np
import numpy.typing as npt

from pactwatch.data import read_bytes
from pactwatch.model import Span
from pactwatch.reading.encoder import Encoded, Vectors
from pactwatch.reading.units import Unit

KINDS = (
    "", "casualties", "condemn_or_accuse", "demine_or_rebuild", "deny", "deploy_forces", "joint_exercise", "other",
    "payment_or_aid", "sanction_or_designate", "send_workers", "statement_support", "training", "transfer_arms",
    "transfer_technology", "transport_link", "treaty", "troop_presence", "visit_or_meeting",
)
"""Classes of the kind head; the empty one is no claim."""
STATES = ("happened", "ongoing", "planned", "possible", "alleged", "denied", "demanded")
PLOVER = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT",
    "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)
SORTS = (
    "state", "government", "ministry", "agency", "unit", "organisation", "person", "people", "instrument", "media", "other",
    "company",
)
ROLES = {"agent": 1, "recipient": 1, "source": 1, "time": 2, "place": 1}
"""How many answers beside the mentions a role has: nobody or nothing; for a time also the day of publication."""
FARTHEST_BACK, FARTHEST_AHEAD = 5, 3
SLOTS = (
    "", "near", "subject", "patient", "inherited", "owner", "object", "by", "dative", "counted", "of", "to", "from", "with", "in",
    "for", "against", "on", "at", "between", "other",
)
"""Where in its clause a mention may stand: nowhere, somewhere within a slot, or in a slot by name (parties.Slots)."""


Numbers = npt.NDArray[np.int64]


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


def slot_number(names: Sequence[str]) -> int:
    """Return the place in SLOTS of the first of a mention's slots."""
    name = names[0].removesuffix("-pronoun")
    return SLOTS.index(name) if name in SLOTS else SLOTS.index("other")


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


@lru_cache(maxsize=1)
def weights() -> dict[str, Vectors]:
    """Return the heads' weights by name, loaded once a process."""
    with np.load(BytesIO(read_bytes("encoder/heads.npz"))) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def unit_vectors(encoded: Encoded, units: Sequence[Unit]) -> list[Vectors | None]:
    """Return the vectors of units; None where a unit's head lies beyond the longest sentence that the encoder reads."""
    rows = [_means(encoded, unit) for unit in units]
    known = [row for row in rows if row is not None]
    if not known:
        return [None] * len(units)
    w = weights()
    found = iter(_gelu(np.stack(known) @ w["u.weight"].T + w["u.bias"]))
    return [None if row is None else next(found) for row in rows]


def _means(encoded: Encoded, unit: Unit) -> Vectors | None:
    """Return what a unit's vector is made from: the means over head, evidence, sentence and figure, and two marks."""
    sentence = unit.clause.sentence
    token = sentence.tokens[unit.clause.head]
    window = encoded.window(sentence.index)
    head = encoded.mean(window, (token.start, token.end))
    if head is None:
        return None
    evidence = _or(encoded.mean(window, unit.evidence), head)
    whole = _or(encoded.mean(window, (sentence.start, sentence.end)), evidence)
    figure = encoded.mean(window, unit.quantity.span) if unit.quantity else None
    marks = np.array([unit.quantity is not None, unit.clause.kind == "verb"], np.float32)
    return np.concatenate([head, evidence, whole, _or(figure, weights()["noq"]), marks])


def _or(found: Vectors | None, other: Vectors) -> Vectors:
    return other if found is None else found


def _gelu(x: Vectors) -> Vectors:
    out: Vectors = (x * 0.5 * (1.0 + _erf(x / sqrt(2.0)))).astype(np.float32)
    return out


def _erf(x: Vectors) -> npt.NDArray[np.float64]:
    """Return the error function, to 1.5e-7 (Abramowitz and Stegun 1964, formula 7.1.26)."""
    size = np.abs(x.astype(np.float64))
    t = 1.0 / (1.0 + 0.3275911 * size)
    series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    out: npt.NDArray[np.float64] = np.sign(x) * (1.0 - series * np.exp(-size * size))
    return out


def shares(name: str, vectors: Vectors, added: npt.ArrayLike = 0.0) -> Vectors:
    """Return the shares of the classes of head `name` (kind, mod, pl) for units' vectors in rows; `added` are further scores."""
    w = weights()
    return _softmax(vectors @ w[f"{name}.weight"].T + w[f"{name}.bias"] + np.asarray(added, np.float32))


def _softmax(scores: npt.NDArray[np.floating]) -> Vectors:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out: Vectors = (raised / raised.sum(axis=-1, keepdims=True)).astype(np.float32)
    return out


@lru_cache(maxsize=len(ROLES))
def _tables(role: str) -> Tables:
    """Return what a role's pointer has for places, slots, proposals and speakers, stacked, so that a query meets all at once."""
    w = {name: weights()[f"roles.{role}.{name}"] for name in PARTS}
    none, slots, proposed, heard = ROLES[role], len(w["sl.weight"]), len(w["ru.weight"]), len(w["so.weight"])
    stacked = np.concatenate([w["none"][:none], w["bk.weight"], w["sl.weight"], w["ru.weight"], w["so.weight"]])
    bias = np.concatenate([
        w["bnone"][:none], np.zeros(len(w["bk.weight"]), np.float32), w["slb.weight"][:, 0], w["rub.weight"][:, 0], w["sob.weight"][:, 0],
    ])
    ends = list(accumulate((none, len(w["bk.weight"]), slots, proposed, heard), initial=0))
    return Tables(w, stacked @ w["q.weight"], stacked @ w["q.bias"] + bias, tuple(slice(*two) for two in pairwise(ends)))


@dataclass(frozen=True, slots=True)
class Tables:
    """A role's weights by name; and for a unit's vector v the scores `matrix @ v + bias`, whose `parts` are of nobody, places, slots ..."""

    weights: dict[str, Vectors]
    matrix: Vectors
    bias: Vectors
    parts: tuple[slice, ...]


class Pointer:
    """One role's mentions in one window, ready to be scored for its units."""

    def __init__(self, role: str, encoded: Encoded, window: int, mentions: Sequence[Pointed]) -> None:
        """Project the mentions; those beyond what the encoder reads are left out."""
        self._tables = _tables(role)
        self.nones = ROLES[role]
        self._ids: dict[int, list[int]] = {}
        found = [(m, v) for m in mentions if (v := encoded.mean(window, m.span)) is not None]
        self.mentions = [m for m, _ in found]
        self._answers = [*range(self.nones), *(m.owner for m in self.mentions)]
        if found:
            w = self._tables.weights
            keys = np.stack([v for _, v in found]) @ w["k.weight"].T + w["k.bias"]
            sorts, through = [m.sort for m in self.mentions], [m.through for m in self.mentions]
            keys = (keys + w["kd.weight"][sorts] + w["th.weight"][through]) / sqrt(len(w["q.bias"])) * 2
            self._keys, self._bias = keys @ w["q.weight"], keys @ w["q.bias"]
            self._through = np.array(through)
            self._sentences, self._starts = np.array([m.sentence for m in self.mentions]), np.array([m.span[0] for m in self.mentions])
            self._owners = np.array([m.owner for m in self.mentions])
            for n, m in enumerate(self.mentions):
                self._ids.setdefault(m.mention, []).append(n)

    def shares(self, unit: Unit, vector: Vectors, signs: Signs) -> dict[int, float]:
        """Return the share of each owner for a unit; nobody is 0, the day of publication 1 (of times), owners follow."""
        tables = self._tables
        scores = tables.matrix @ vector + tables.bias
        none, *parts = (scores[part] for part in tables.parts)
        if self.mentions:
            places = self._buckets(unit)
            near = self._keys @ vector + self._bias + tables.weights["bias.weight"][places * 2 + self._through, 0]
            for part, seen in zip(parts, (places, *self._seen(signs)), strict=True):
                near = near + part[seen]
            none = np.concatenate([none, near])
        out: dict[int, float] = {}
        for owner, share in zip(self._answers, _softmax(none).tolist(), strict=True):
            out[owner] = out.get(owner, 0.0) + share
        return out

    def _buckets(self, unit: Unit) -> Numbers:
        """Return `bucket` of every mention at once."""
        sentence = unit.clause.sentence
        apart = self._sentences - sentence.index
        inside = (unit.evidence[0] <= self._starts) & (self._starts < unit.evidence[1])
        here = 2 * inside + (self._starts < sentence.tokens[unit.clause.head].start)
        back, ahead = 3 + np.minimum(-apart, FARTHEST_BACK), 3 + FARTHEST_BACK + np.minimum(apart, FARTHEST_AHEAD)
        return np.where(apart < 0, back, np.where(apart > 0, ahead, here))

    def _seen(self, signs: Signs) -> tuple[Numbers, Numbers, Numbers]:
        """Return `Signs.of` every mention at once: slots, proposed, heard."""
        slots, proposed, heard = (np.zeros(len(self.mentions), np.int64) for _ in range(3))
        for mention, slot in signs.slots.items():
            slots[self._ids.get(mention, [])] = slot
        for owner, sign in signs.proposed.items():
            proposed[self._owners == owner] = sign
        for owner in signs.heard:
            heard[self._owners == owner] = 1
        return slots, proposed, heard


PARTS = (
    "q.weight", "q.bias", "k.weight", "k.bias", "bk.weight", "kd.weight", "th.weight", "none", "bias.weight", "bnone",
    "sl.weight", "slb.weight", "ru.weight", "rub.weight", "so.weight", "sob.weight",
)
