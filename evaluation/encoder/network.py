"""The network that is trained: a small transformer, and heads whose arithmetic is that of pactwatch.reading.heads.

Needs torch and transformers, which reading does not: `make encoder` sets up an environment of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as f

from evaluation.encoder.shape import MANNERS, Example
from pactwatch.reading.heads import KINDS, PLOVER, ROLES, SLOTS, SORTS, STATES

WIDTH, UNIT, KEY, PLACES = 384, 256, 96, 12
DROPOUT = 0.2
ITEM = 2.0
"""What the state of a certainty item weighs: there is one to a sentence of idiom, and whole texts outnumber them."""


def pooling(spans: Sequence[tuple[int, int] | None], length: int) -> Tensor:
    """Return the matrix [spans, pieces] that takes the mean over each span; an absent span is a row of zeros."""
    out = torch.zeros(len(spans), length)
    for row, span in zip(out, spans, strict=True):
        if span:
            row[span[0] : span[1]] = 1.0 / (span[1] - span[0])
    return out


class Batch:
    """One window's numbers as tensors, made once."""

    def __init__(self, example: Example, vocabulary: dict[str, int]) -> None:
        """Lay out `example`; cues that are not in the vocabulary are left out."""
        self.example = example
        length = len(example.ids)
        self.parts = [pooling([p[k] for p in example.parts], length) for k in range(4)]
        self.bare = torch.tensor([[float(p[3] is None)] for p in example.parts])
        self.marks = torch.tensor(example.marks)
        rows = [[(vocabulary[c], v) for c, v in cues.items() if c in vocabulary] or [(len(vocabulary), 0.0)] for cues in example.cues]
        self.cues = torch.tensor([k for row in rows for k, _ in row])
        self.strengths = torch.tensor([v for row in rows for _, v in row])
        self.offsets = torch.tensor([0, *torch.tensor([len(row) for row in rows]).cumsum(0)[:-1].tolist()])
        self.kinds, self.states = torch.tensor(example.kinds), torch.tensor(example.states)
        self.read, self.counts = torch.tensor(example.read), torch.tensor(example.counts)
        self.plover, self.some = torch.tensor(example.plover), torch.tensor(example.some)
        self.roles: dict[str, tuple[Tensor, ...]] = {}
        for name, role in example.roles.items():
            found = (role.sorts, role.through, role.places, role.signs, role.right)
            self.roles[name] = (pooling(role.spans, length), *(torch.tensor(rows) for rows in found))


class Pointer(nn.Module):
    """Scores the mentions of one role for units."""

    def __init__(self, nones: int) -> None:
        super().__init__()
        self.nones = nones
        self.q, self.k = nn.Linear(UNIT, KEY), nn.Linear(WIDTH, KEY)
        self.bk, self.kd, self.th = nn.Embedding(PLACES, KEY), nn.Embedding(len(SORTS), KEY), nn.Embedding(2, KEY)
        self.bias = nn.Embedding(PLACES * 2, 1)
        self.sl, self.slb = nn.Embedding(len(SLOTS), KEY), nn.Embedding(len(SLOTS), 1)
        self.ru, self.rub = nn.Embedding(3, KEY), nn.Embedding(3, 1)
        self.so, self.sob = nn.Embedding(2, KEY), nn.Embedding(2, 1)
        self.none, self.bnone = nn.Parameter(torch.randn(2, KEY) * 0.05), nn.Parameter(torch.zeros(2))
        for table in (self.bk, self.kd, self.th, self.sl, self.ru, self.so):
            nn.init.normal_(table.weight, std=0.05)
        for table in (self.bias, self.slb, self.rub, self.sob):
            nn.init.zeros_(table.weight)

    def forward(self, units: Tensor, pieces: Tensor, role: tuple[Tensor, ...]) -> Tensor:
        """Return the scores [units, answers beside the mentions + mentions]."""
        pool, sorts, through, places, signs, _ = role
        query = self.q(units)
        none: Tensor = query @ self.none[: self.nones].T + self.bnone[: self.nones]
        if not len(pool):
            return none
        keys = self.k(pool @ pieces) + self.kd(sorts) + self.th(through)
        near = torch.gather(query @ self.bk.weight.T, 1, places) + self.bias(places * 2 + through).squeeze(-1)
        for k, (table, bias) in enumerate(((self.sl, self.slb), (self.ru, self.rub), (self.so, self.sob))):
            near = near + torch.gather(query @ table.weight.T, 1, signs[:, :, k]) + bias(signs[:, :, k]).squeeze(-1)
        return torch.cat([none, query @ keys.T / sqrt(KEY) * 2 + near], 1)


class Heads(nn.Module):
    """All heads; `wide` weighs the cues, `manner` is how thoroughly a set is annotated."""

    def __init__(self, cues: int) -> None:
        super().__init__()
        self.noq = nn.Parameter(torch.zeros(WIDTH))
        self.u, self.drop = nn.Linear(4 * WIDTH + 2, UNIT), nn.Dropout(DROPOUT)
        self.kind, self.mod, self.pl = nn.Linear(UNIT, len(KINDS)), nn.Linear(UNIT, len(STATES)), nn.Linear(UNIT, len(PLOVER))
        self.fig, self.read = nn.Linear(UNIT, 2), nn.Embedding(len(STATES), len(STATES))
        nn.init.zeros_(self.read.weight)
        self.roles = nn.ModuleDict({name: Pointer(nones) for name, nones in ROLES.items()})
        self.wide, self.manner = nn.EmbeddingBag(cues + 1, len(KINDS), mode="sum"), nn.Embedding(len(MANNERS), len(KINDS))
        nn.init.zeros_(self.wide.weight)
        nn.init.zeros_(self.manner.weight)

    def units(self, pieces: Tensor, batch: Batch) -> Tensor:
        """Return the vectors of a window's units."""
        head, evidence, whole, figure = (pool @ pieces for pool in batch.parts)
        rows = torch.cat([head, evidence, whole, figure + batch.bare * self.noq, batch.marks], 1)
        out: Tensor = self.drop(f.gelu(self.u(self.drop(rows))))
        return out

    def kinds(self, units: Tensor, batch: Batch) -> Tensor:
        """Return the scores of the kinds."""
        cues = self.wide(batch.cues, batch.offsets, per_sample_weights=batch.strengths)
        out: Tensor = self.kind(units) + cues + self.manner.weight[batch.example.manner]
        return out

    def states(self, units: Tensor, batch: Batch) -> Tensor:
        """Return the scores of the states, which know how the rules read each unit."""
        out: Tensor = self.mod(units) + self.read(batch.read)
        return out

    def loss(self, pieces: Tensor, batch: Batch) -> Tensor:
        """Return the sum of the losses over a window's units."""
        units = self.units(pieces, batch)
        kinds = self.kinds(units, batch)
        told = batch.kinds >= 0
        total = f.cross_entropy(kinds[told], batch.kinds[told], reduction="sum", label_smoothing=0.05) if told.any() else units.sum() * 0
        untyped = ~told & batch.some
        if untyped.any():
            nothing = kinds[untyped].log_softmax(-1)[:, 0].exp().clamp(max=0.999)
            total = total - 0.3 * torch.log1p(-nothing).sum()
        states = ITEM if MANNERS[batch.example.manner] == "item" else 1.0
        scored = ((self.states(units, batch), batch.states, states), (self.pl(units), batch.plover, 1.0), (self.fig(units), batch.counts, 1.0))
        for scores, right, weight in scored:
            if (right >= 0).any():
                total = total + weight * f.cross_entropy(scores[right >= 0], right[right >= 0], reduction="sum")
        return total + 0.5 * self._pointing(units, pieces, batch)

    def _pointing(self, units: Tensor, pieces: Tensor, batch: Batch) -> Tensor:
        """Return minus the log share of all right answers, summed over roles and units that have any."""
        total = units.sum() * 0
        for name, pointer in self.roles.items():
            right = batch.roles[name][-1]
            asked = right.any(1)
            if asked.any():
                scores = pointer(units, pieces, batch.roles[name])[asked]
                total = total + (scores.logsumexp(1) - scores.masked_fill(~right[asked], -1e9).logsumexp(1)).sum()
        return total


def base_model(folder: str, attention: str = "sdpa") -> Any:  # transformers' types are its own
    """Return the pretrained transformer that lies in `folder`, without dropout in its attention (its fast path)."""
    from transformers import BertModel

    return BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation=attention, attention_probs_dropout_prob=0.0)
