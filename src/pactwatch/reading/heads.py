"""Heads over the encoder's vectors: what a unit is, in which state, who takes part, when and where.

A unit is one vector, made from the means over its head word, evidence, sentence and figure. Linear layers read its kind
(no claim, or a type), its modality and its PLOVER event from it; a pointer scores every mention of an actor, time or
place for each role, by the two vectors and by where the mention stands (Vinyals et al. 2015, pointer networks).
The weights lie in data/encoder/heads.npz; evaluation/encoder trains them with the encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import accumulate, pairwise
from math import sqrt

import numpy as np
import numpy.typing as npt

from pactwatch.data import read_bytes
from pactwatch.reading.encoder import Encoded, Vectors
from pactwatch.reading.sighted import Sighted, Signs
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
SLOTS = (
    "", "near", "subject", "patient", "inherited", "owner", "object", "by", "dative", "counted", "of", "to", "from", "with", "in",
    "for", "against", "on", "at", "between", "other",
)
"""Where in its clause a mention may stand: nowhere, somewhere within a slot, or in a slot by name (parties.Slots)."""


def slot_number(names: Sequence[str]) -> int:
    """Return the place in SLOTS of the first of a mention's slots."""
    name = names[0].removesuffix("-pronoun")
    return SLOTS.index(name) if name in SLOTS else SLOTS.index("other")


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

    def __init__(self, role: str, sighted: Sighted) -> None:
        """Project the mentions."""
        self._tables, self._sighted = _tables(role), sighted
        mentions = sighted.mentions
        self._answers = [*range(ROLES[role]), *(m.owner for m in mentions)]
        if mentions:
            w = self._tables.weights
            keys = sighted.vectors @ w["k.weight"].T + w["k.bias"]
            keys = (keys + w["kd.weight"][[m.sort for m in mentions]] + w["th.weight"][sighted.through]) / sqrt(len(w["q.bias"])) * 2
            self._keys, self._bias = keys @ w["q.weight"], keys @ w["q.bias"]

    def shares(self, unit: Unit, vector: Vectors, signs: Signs) -> dict[int, float]:
        """Return the share of each owner for a unit; nobody is 0, the day of publication 1 (of times), owners follow."""
        tables, sighted = self._tables, self._sighted
        scores = tables.matrix @ vector + tables.bias
        none, *parts = (scores[part] for part in tables.parts)
        if sighted.mentions:
            places = sighted.buckets(unit)
            near = self._keys @ vector + self._bias + tables.weights["bias.weight"][places * 2 + sighted.through, 0]
            for part, seen in zip(parts, (places, *sighted.seen(signs)), strict=True):
                near = near + part[seen]
            none = np.concatenate([none, near])
        out: dict[int, float] = {}
        for owner, share in zip(self._answers, _softmax(none).tolist(), strict=True):
            out[owner] = out.get(owner, 0.0) + share
        return out


PARTS = (
    "q.weight", "q.bias", "k.weight", "k.bias", "bk.weight", "kd.weight", "th.weight", "none", "bias.weight", "bnone",
    "sl.weight", "slb.weight", "ru.weight", "rub.weight", "so.weight", "sob.weight",
)
