"""Train the tagger of entities: `python -m evaluation.entities.train EXAMPLES.npz`; needs torch, takes a minute.

1. hashed features vote, a small layer over the shared vectors adds to them: first scores;
2. the shares of the labels around add to those: final scores. Both are asked to be right;
3. Adam, features dropped by chance, a fixed seed; the table of votes is stored in eight bits.

It prints how far the labels of held texts agree with the model's own recogniser; nothing is chosen by that here.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as f

from pactwatch.reading.entities import AROUND, BUCKETS, LABELS, WIDTH

OUT = Path(__file__).parents[2] / "src" / "pactwatch" / "data" / "entities" / "entities.npz"
HIDDEN, EPOCHS, BLOCKS, DROPPED = 96, 8, 120, 0.15


class Examples:
    """Tokens as tensors; `block` numbers the block of each."""

    def __init__(self, stored: Any, prefix: str = "") -> None:
        """Take the arrays whose names start with `prefix`."""
        lengths = stored[f"{prefix}lengths"]
        self.buckets, self.labels = torch.tensor(stored[f"{prefix}buckets"]).long(), torch.tensor(stored[f"{prefix}labels"]).long()
        self.vectors = torch.tensor(stored[f"{prefix}vectors"]).float()
        self.block = torch.tensor(np.repeat(np.arange(len(lengths)), lengths))
        self.starts = np.concatenate([[0], np.cumsum(lengths)])

    def part(self, blocks: Any) -> Tensor:
        """Return the places of the tokens of some blocks."""
        return torch.tensor(np.concatenate([np.arange(self.starts[k], self.starts[k + 1]) for k in blocks]))


def moved(values: Tensor, by: int, block: Tensor) -> Tensor:
    """Return what stands `by` tokens away in the same block, 0 where nothing does."""
    if by == 0:
        return values
    out = torch.zeros_like(values)
    if by > 0:
        out[:-by] = values[by:] * (block[by:] == block[:-by])[:, None]
    else:
        out[-by:] = values[:by] * (block[:by] == block[-by:])[:, None]
    return out


class Tagger(nn.Module):
    """The arithmetic of pactwatch.reading.entities."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.EmbeddingBag(BUCKETS, LABELS, mode="sum")
        self.hidden, self.out = nn.Linear(3 * WIDTH, HIDDEN), nn.Linear(HIDDEN, LABELS)
        self.beside = nn.Linear(len(AROUND) * LABELS, LABELS, bias=False)
        nn.init.zeros_(self.words.weight)
        nn.init.zeros_(self.beside.weight)

    def forward(self, buckets: Tensor, vectors: Tensor, block: Tensor) -> tuple[Tensor, Tensor]:
        """Return the first and the final scores [tokens, labels]."""
        kept = (torch.rand(buckets.shape) > DROPPED).float() / (1 - DROPPED) if self.training else None
        around = torch.cat([moved(vectors, by, block) for by in (-1, 0, 1)], 1)
        hidden = f.dropout(torch.relu(self.hidden(f.dropout(around, 0.1, self.training))), 0.2, self.training)
        first = self.words(buckets, per_sample_weights=kept) + self.out(hidden)
        shares = first.softmax(1)
        return first, first + self.beside(torch.cat([moved(shares, by, block) for by in AROUND], 1))


def train(learnt: Examples, kept: Examples) -> Tagger:
    """Return the trained tagger."""
    torch.manual_seed(0)
    tagger, blocks = Tagger(), len(learnt.starts) - 1
    dense = [p for name, p in tagger.named_parameters() if not name.startswith("words")]
    optimiser = torch.optim.Adam([{"params": dense, "lr": 2e-3}, {"params": tagger.words.parameters(), "lr": 4e-3}])
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda epoch: 1 - epoch / EPOCHS)
    for epoch in range(EPOCHS):
        order = np.random.RandomState(epoch).permutation(blocks)
        for start in range(0, blocks, BLOCKS):
            part = learnt.part(order[start : start + BLOCKS])
            first, final = tagger(learnt.buckets[part], learnt.vectors[part], learnt.block[part])
            loss = f.cross_entropy(final, learnt.labels[part]) + 0.5 * f.cross_entropy(first, learnt.labels[part])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        schedule.step()
        print(f"epoch {epoch}: {agreement(tagger, kept):.4f} of held tokens labelled alike", file=sys.stderr)
    return tagger


@torch.no_grad()
def agreement(tagger: Tagger, kept: Examples) -> float:
    """Return the share of held tokens that get the recogniser's label."""
    tagger.eval()
    found = tagger(kept.buckets, kept.vectors, kept.block)[1].argmax(1)
    tagger.train()
    return float((found == kept.labels).float().mean())


def save(tagger: Tagger, path: Path) -> None:
    """Write the weights as the reader loads them: matrices with inputs in rows."""
    state = {name: values.numpy() for name, values in tagger.state_dict().items()}
    words = state.pop("words.weight")
    scale = np.float32(np.abs(words).max() / 127)
    rest = {name: np.ascontiguousarray(values.T, np.float32) for name, values in state.items()}
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(path, words=np.round(words / scale).astype(np.int8), scale=scale, **rest)


def main() -> int:
    """Run the command."""
    with np.load(sys.argv[1]) as stored:
        save(train(Examples(stored), Examples(stored, "held_")), OUT)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
