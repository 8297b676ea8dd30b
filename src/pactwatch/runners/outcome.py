"""What comes out of a runner for one document: its reading, or the error that stands in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from pactwatch.errors import PactwatchError, ReadingError
from pactwatch.ids import sha256_hex
from pactwatch.model import Document, Reading


@dataclass(frozen=True, slots=True)
class Outcome:
    """Exactly one of `reading` and `error` is set."""

    document: Document
    reading: Reading | None = None
    error: PactwatchError | None = None


def read_one(document: Document, engine: str = "hybrid") -> Outcome:
    """Read one document; whatever goes wrong in it becomes the error of this document only (PW300, PW301)."""
    from pactwatch.read import read

    try:
        return Outcome(document, reading=read(document, engine))
    except PactwatchError as error:
        return Outcome(document, error=error)
    except Exception as error:  # one text that the engine trips over must not cost the others
        message = f"the engine failed on this text ({type(error).__name__}: {error}); please report it"
        return Outcome(document, error=ReadingError(message, code="PW301"))


def digest(outcomes: Iterable[Outcome]) -> str:
    """Return one SHA-256 over all outcomes in order: equal digests mean that two runs found the same, byte for byte."""
    lines = []
    for outcome in outcomes:
        if outcome.reading is not None:
            lines.append(reading_digest(outcome.reading))
        else:
            lines.append(f"{outcome.document.id} {outcome.error.code if outcome.error else ''}")
    return sha256_hex("\n".join(lines).encode())


def reading_digest(reading: Reading) -> str:
    """Return the SHA-256 of a reading, document included."""
    return sha256_hex(msgspec.msgpack.encode(reading))
