"""The encoder: every word piece of a document as a vector that knows its context.

A small transformer (six layers, 384 wide) fine-tuned on annotated texts, its matrices in eight bits, run by onnxruntime (on
how many threads says threads.py): docs/explanation/encoder.md is its model card, data/encoder/SOURCES.md tells where it comes from. Heads over
these vectors (heads.py) say what an event is and who takes part in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pactwatch.data import file_of
from pactwatch.model import Span
from pactwatch.reading.pieces import Window, windows
from pactwatch.reading.threads import encoder_threads
from pactwatch.reading.tree import Parsed

Vectors = npt.NDArray[np.float32]
WIDTH = 384
FILES = ("encoder/encoder.onnx", "encoder/heads.npz", "encoder/tokenizer.json", "events/kinds.tsv")


class Encoded:
    """A document's pieces as vectors, window by window; means over spans cost the same for short and long ones."""

    def __init__(self, parsed: Parsed) -> None:
        """Encode `parsed`."""
        self.windows = windows(parsed)
        self._of = {k: n for n, w in enumerate(self.windows) for k in w.sentences}
        self._sums = [_running(v) for v in _encode(self.windows)]

    def window(self, sentence: int) -> int:
        """Return the number of the window in which a sentence lies."""
        return self._of[sentence]

    def mean(self, window: int, span: Span) -> Vectors | None:
        """Return the mean vector of the pieces of `span` in a window; None where it has none there."""
        found = self.windows[window].find(span)
        if found is None:
            return None
        sums = self._sums[window]
        mean: Vectors = ((sums[found[1]] - sums[found[0]]) / (found[1] - found[0])).astype(np.float32)
        return mean


def _running(vectors: Vectors) -> npt.NDArray[np.float64]:
    """Return the running sums of the rows, from zero."""
    out = np.zeros((len(vectors) + 1, vectors.shape[1]))
    np.cumsum(vectors, axis=0, out=out[1:])
    return out


def _encode(found: Sequence[Window]) -> list[Vectors]:
    """Return the vectors of each window; one at a time, so that a window's vectors never depend on its neighbours."""
    model = session()
    out = []
    for window in found:
        ids = np.array([window.ids], np.int64)
        out.append(model.run(None, {"ids": ids})[0][0])
    return out


@lru_cache(maxsize=1)
def session() -> Any:  # onnxruntime ships no types
    """Return the encoder, loaded once a process, on as many threads as `encoder_threads` says: the vectors are the same on any number."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = encoder_threads(), 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    with file_of("encoder/encoder.onnx") as path:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=1)
def encoder_digest() -> dict[str, str]:
    """Return {the encoder's name: SHA-256 over the names and SHA-256 of its files, in order}."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(name.encode())
        with file_of(name) as path, path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return {"pactwatch-encoder": digest.hexdigest()}
