"""Cross-fitting: each annotated text is read with weights that were fitted without it, so that every figure is honest.

Fold 0 holds the held texts, folds 1 and 2 share out the rest. The tables lie in build/weights under a digest of all that
they rest on, and are fitted anew when any of it changes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from evaluation.fit_data import annotated, certainty_items, load_texts
from pactwatch.reading.weights import weights_from

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "weights"
FOLDS = 3
FITTED = frozenset({"parties.tsv", "sources.tsv", "types.tsv", "chances.tsv"})


def fold_of(name: str, held: bool) -> int:
    """Return the fold of a text."""
    return 0 if held else 1 + int(hashlib.sha256(f"fold {name}".encode()).hexdigest(), 16) % (FOLDS - 1)


@contextmanager
def unseen(fold: int) -> Iterator[None]:
    """Read, within, with weights fitted without the texts of `fold`."""
    with weights_from(folder() / f"fold-{fold}"):
        yield


@lru_cache(maxsize=1)
def folder() -> Path:
    """Return the folder of the folds' tables, fitted now if there are none for what they rest on."""
    from evaluation.fit import fit

    path = BUILD / _digest()
    if not path.is_dir():
        print("fitting weights for three folds (a minute or two)", file=sys.stderr)
        texts = load_texts()
        for fold in range(FOLDS):
            fit([t for t in texts if fold_of(t.id, t.held) != fold], path.with_suffix(".new") / f"fold-{fold}")
        path.with_suffix(".new").rename(path)
    return path


def _digest() -> str:
    digest = hashlib.sha256()
    for name, held, text, gold in annotated():
        digest.update(json.dumps([name, held, text, gold], sort_keys=True).encode())
    digest.update(json.dumps(certainty_items(), sort_keys=True).encode())
    sources = [*(ROOT / "src" / "pactwatch").rglob("*"), *Path(__file__).parent.glob("fit*.py")]
    for path in sorted(p for p in sources if p.suffix in (".py", ".toml", ".tsv") and p.name not in FITTED):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
