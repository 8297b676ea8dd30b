"""What is exported: one claim with all that a reader of it needs, as one frozen Struct that every format is made from."""

from __future__ import annotations

from typing import Literal

import msgspec

from pactwatch.model import Claim, Frozen

Status = Literal["unreviewed", "accepted", "rejected", "retracted"]
CLAIM_FIELDS = tuple(field.name for field in msgspec.structs.fields(Claim))


class Cited(Frozen, frozen=True, kw_only=True):
    """The document that a claim stands in, without its text."""

    id: str
    url: str | None
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    language: str | None
    text_sha256: str
    capture_sha256: str | None
    extractor: str | None


class ReadBy(Frozen, frozen=True, kw_only=True):
    """The engine that found the claim, the reading, and when it came into the ledger (ISO 8601, UTC)."""

    name: str
    version: str
    reading: str
    at: str


class Captured(Frozen, frozen=True, kw_only=True):
    """One capture of the document: the hash of its bytes, where from and when (ISO 8601, UTC)."""

    sha256: str
    source: str
    final_url: str | None
    media_type: str
    captured_at: str


class Edit(Frozen, frozen=True, kw_only=True):
    """A field that a reviewer set: what the claim says now, and what the machine had read, each as JSON text."""

    field: str
    value: str
    machine: str


class Reviewed(Frozen, frozen=True, kw_only=True):
    """What people decided: status, who accepts it, since when, what they changed and noted.

    `changed` is when anybody last decided anything on it, be it a grade, or an undo, which brings an earlier `at` back.
    """

    status: Status
    by: tuple[str, ...]
    at: str | None
    edits: tuple[Edit, ...]
    notes: tuple[str, ...]
    changed: str | None = None


class Graded(Frozen, frozen=True, kw_only=True):
    """Grades after the Admiralty system: the claim's credibility (1-6); the reliability (A-F) of its source and publisher.

    The source is the innermost of the chain, or the publisher where the outlet itself asserts. None: nobody graded it, or `unsupported`
    says why a claim that was graded 1 (confirmed) is so no longer.
    """

    credibility: int | None
    source: str | None
    publisher: str | None
    unsupported: str | None = None


class Behind(Frozen, frozen=True, kw_only=True):
    """What stands behind a claim within its story: how many documents tell it, how many independent origins state it, which."""

    story: str
    documents: int
    independent: int
    names: tuple[str, ...]


class Record(Claim, frozen=True, kw_only=True):
    """A claim as it is exported: its own fields, with the edits in force, then what it stands on.

    `words` says the claim in one sentence, with its state and its source; `quotes` are the words of its evidence.
    `origins` is None where origins were not counted.
    """

    words: str
    quotes: tuple[str, ...]
    document: Cited
    engine: ReadBy
    captures: tuple[Captured, ...]
    review: Reviewed
    grades: Graded
    origins: Behind | None

    def claim(self) -> Claim:
        """Return the claim alone."""
        return Claim(**{name: getattr(self, name) for name in CLAIM_FIELDS})
