"""What the ledger is asked and what it answers: filters, rows, views, results of verification.

All are frozen msgspec Structs like those of `pactwatch.model`, so each can be printed as JSON as it stands.
"""

from __future__ import annotations

from typing import Literal

from pactwatch.model import Capture, Claim, Document, Engine, Frozen, Reading, Span, Statement

FailureKind = Literal["database", "schema", "capture", "document", "reading", "statement", "claim", "audit"]
"""What failed: the file itself, its guards, archived bytes, a text, a reading, a statement, a claim, the audit chain."""


class Added(Frozen, frozen=True, kw_only=True):
    """What one `add` changed. `differs`: the same engine version had read this document before, with another result."""

    document: str
    reading: str
    new_document: bool
    new_reading: bool
    new_capture: bool
    claims_added: int
    differs: bool = False


class ClaimFilter(Frozen, frozen=True, kw_only=True):
    """Which claims to list; all that is given must hold.

    `agent`, `recipient` and `said_by` (any link of the chain) take an actor id, a name, or a part of a name, in any
    case; a whole name also finds the other names that the ledger knows for the same actor. `since` and `until` are
    ISO days, months or years, and compare with the time of the event or, where none is known, of publication.
    `text` searches the evidence and the document (words, "phrases", prefix*). `document` is an id, the start of one,
    a URL, or a part of a title. `engine` is a name, a version, or "name version"; without it each document shows the
    reading of the newest engine version. `limit` None means all.
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
    engine: str | None = None


class DocumentRow(Frozen, frozen=True, kw_only=True):
    """A document without its text (`characters` is the text's length in code points)."""

    id: str
    url: str | None
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    language: str | None
    capture_sha256: str | None
    extractor: str | None
    text_sha256: str
    characters: int


class ClaimRow(Frozen, frozen=True, kw_only=True):
    """One listed claim: `evidence` are the quoted words of its spans; `text_in` says where a text search hit."""

    claim: Claim
    document: DocumentRow
    evidence: tuple[str, ...]
    engine: Engine
    text_in: Literal["evidence", "document"] | None = None


class ReadingRow(Frozen, frozen=True, kw_only=True):
    """A stored reading with when and by whom it was added; `latest` marks the one that views show by default."""

    id: str
    reading: Reading
    sha256: str
    added_at: str
    added_by: str
    latest: bool


class EngineRow(Frozen, frozen=True, kw_only=True):
    """One engine that read a document; `has_claim`: its reading holds the claim that is being shown."""

    reading: str
    engine: Engine
    added_at: str
    latest: bool
    has_claim: bool


class Excerpt(Frozen, frozen=True, kw_only=True):
    """A piece of evidence in its sentence: `before + quote + after` is the document's text over `context`."""

    span: Span
    context: Span
    before: str
    quote: str
    after: str


class Derivation(Frozen, frozen=True, kw_only=True):
    """Why a claim exists: its rule, the words that triggered it, and the cues of certainty and attribution."""

    rule: str
    trigger: str
    modality_cues: tuple[str, ...]
    attribution_cues: tuple[str, ...]
    statement_rule: str | None


class ClaimView(Frozen, frozen=True, kw_only=True):
    """One claim with all that it stands on; the captures come without their bytes (`Ledger.capture_body`)."""

    claim: Claim
    document: Document
    statement: Statement | None
    evidence: tuple[Excerpt, ...]
    derivation: Derivation
    engine: Engine
    readings: tuple[EngineRow, ...]
    captures: tuple[Capture, ...]


class Stats(Frozen, frozen=True, kw_only=True):
    """What the ledger holds; statements and claims count what the views show, the others every row."""

    documents: int
    captures: int
    readings: int
    statements: int
    claims: int
    claims_by_type: dict[str, int]
    engines: tuple[str, ...]
    audit_entries: int
    audit_head: str


class AuditEntry(Frozen, frozen=True, kw_only=True):
    """One line of the hash-chained log: `hash` covers every other field, `previous` is the hash before it."""

    seq: int
    at: str
    who: str
    action: str
    subject: str
    payload_sha256: str
    previous: str
    hash: str


class Failure(Frozen, frozen=True, kw_only=True):
    """One thing that does not verify, and the ids of the claims that rest on it."""

    kind: FailureKind
    subject: str
    message: str
    claims: tuple[str, ...] = ()


class Verification(Frozen, frozen=True, kw_only=True):
    """How much was checked and what failed. Keep `audit_head` elsewhere to notice a log whose end was cut off."""

    checked: dict[str, int]
    failures: tuple[Failure, ...]
    audit_head: str

    @property
    def ok(self) -> bool:
        """Whether everything verified."""
        return not self.failures

    @property
    def failed_claims(self) -> tuple[str, ...]:
        """Return the ids of all claims that rest on something that failed, sorted."""
        return tuple(sorted({claim for failure in self.failures for claim in failure.claims}))
