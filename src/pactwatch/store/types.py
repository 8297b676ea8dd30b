"""What the ledger is asked and what it answers: filters, rows, views, results of verification.

All are frozen msgspec Structs like those of `pactwatch.model`, so each can be printed as JSON as it stands.
"""

from __future__ import annotations

from typing import Literal

from pactwatch.model import Capture, Claim, Document, Engine, Figure, Frozen, Reading
from pactwatch.store.prepare import StoredCapture

FailureKind = Literal[
    "database", "schema", "capture", "document", "reading", "statement", "claim", "figure", "judgement", "instrument", "list", "audit",
]
"""What failed: the file, its guards, captured bytes, a text, a reading, a statement, a claim, a figure, a judgement,
an official text or a paragraph of it, a copy of a sanctions list, the audit log."""

Entry = tuple[Reading, Capture | None]
"""What is added together: a reading with its document, and the capture that the document's text was taken from."""


class Added(Frozen, frozen=True, kw_only=True):
    """What one entry changed. `differs`: the same engine version had read this document before, with another result."""

    document: str
    reading: str
    new_document: bool
    new_reading: bool
    new_capture: bool
    claims_added: int
    differs: bool = False


class ClaimFilter(Frozen, frozen=True, kw_only=True):
    """Which claims to list; all that is given must hold.

    `agent`, `recipient` and `said_by` (any link of the chain) take an actor id or a name, in any case; a name that
    the register or the ledger knows finds its actor under every name, another one the words of it within a name.
    `since` and `until` are ISO days, months or years, and compare with the time of the event or, where none is known,
    of publication. `text` searches evidence, names and title (words, "phrases", prefix*). `document` is an id, the
    start of one, a URL, or words of a title. `limit` None means all.
    """

    type: str | None = None
    agent: str | None = None
    recipient: str | None = None
    said_by: str | None = None
    since: str | None = None
    until: str | None = None
    modality: str | None = None
    document: str | None = None
    text: str | None = None
    limit: int | None = None
    offset: int = 0


class ClaimRow(Frozen, frozen=True, kw_only=True):
    """One listed claim: `quotes` are the words of its evidence, `document` comes without its text."""

    claim: Claim
    quotes: tuple[str, ...]
    document: Document
    engine: str
    version: str
    reading: str


class FigureRow(Frozen, frozen=True, kw_only=True):
    """One listed figure, its document without its text, and when it came into the ledger (ISO 8601)."""

    figure: Figure
    document: Document
    known_at: str


class ClaimView(Frozen, frozen=True, kw_only=True):
    """One claim with all that it stands on; `latest` says whether lists show it (no newer engine has read the text)."""

    claim: Claim
    reading: Reading
    reading_id: str
    added_at: str
    added_by: str
    latest: bool
    captures: tuple[StoredCapture, ...]

    @property
    def engine(self) -> Engine:
        """The engine that found it."""
        return self.reading.engine


class Stamps(Frozen, frozen=True, kw_only=True):
    """The newest place in each of the tables that answers are computed from."""

    readings: int
    judgements: int
    lists: int
    texts: int


class Failure(Frozen, frozen=True, kw_only=True):
    """One thing that does not verify: `subject` names table, row and id; `claims` are the ids that rest on it."""

    kind: FailureKind
    subject: str
    message: str
    claims: tuple[str, ...] = ()


class Verification(Frozen, frozen=True, kw_only=True):
    """How much was checked and what failed. Keep `audit_head` elsewhere to notice a log whose end was cut off.

    `content_sha256` is the same for two ledgers that hold the same texts, captures and readings, in any order.
    """

    checked: dict[str, int]
    failures: tuple[Failure, ...]
    audit_head: str
    content_sha256: str

    @property
    def ok(self) -> bool:
        """Whether everything verified."""
        return not self.failures

    @property
    def failed_claims(self) -> tuple[str, ...]:
        """The ids of all claims that rest on something that failed, sorted."""
        return tuple(sorted({claim for failure in self.failures for claim in failure.claims}))
