"""The local runner: a for loop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pactwatch.model import Document
from pactwatch.runners.outcome import Outcome, read_one


def read_local(documents: Iterable[Document], engine: str = "hybrid") -> Iterator[Outcome]:
    """Yield the outcome of each document, in order, reading each one only when it is asked for."""
    return (read_one(document, engine) for document in documents)
