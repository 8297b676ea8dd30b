"""What answers look like, for the OpenAPI document: the interface's own types and the pages of lists around them."""

from __future__ import annotations

from typing import Any

from pactwatch.casefile.case_types import Case
from pactwatch.casefile.dependents import Dependents
from pactwatch.instruments import Finding, LawError
from pactwatch.instruments.findings import LeftOut
from pactwatch.model import Claim, Document, Frozen, Judgement, Modality, ReviewStatus
from pactwatch.origins.types import Story
from pactwatch.store.activity import Act
from pactwatch.store.document_list import DocumentRow, ReadingRow
from pactwatch.store.facets import Facet


class Page(Frozen, frozen=True, kw_only=True):
    """What each page of a list has: how many rows there are in all, and where the pages after and before it are."""

    total: int
    limit: int
    offset: int
    next: str | None
    prev: str | None


class DocumentName(Frozen, frozen=True, kw_only=True):
    """A document as rows name it."""

    id: str
    url: str | None
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None


class EngineName(Frozen, frozen=True, kw_only=True):
    """An engine as rows name it."""

    name: str
    version: str


class ReviewFacts(Frozen, frozen=True, kw_only=True):
    """Where a claim stands: `version` is what If-Match and `expected` take, `edits` are the fields as people set them."""

    status: ReviewStatus
    version: int
    by: tuple[str, ...]
    at: str | None
    grade: int | None
    edits: dict[str, Any]


class ListedClaim(Claim, frozen=True, kw_only=True):
    """A claim with the words of its evidence, its document, engine and review; `edited` is it as edited, null where nobody did."""

    quotes: tuple[str, ...]
    document: DocumentName
    engine: EngineName
    review: ReviewFacts
    edited: Claim | None


class ClaimPage(Page, frozen=True, kw_only=True):
    """A page of claims."""

    claims: tuple[ListedClaim, ...]


class Spot(Frozen, frozen=True, kw_only=True):
    """A place of a claim and when: `role` is place, from or to; all of the place is null where the claim names none."""

    claim: str
    type: str
    modality: Modality
    status: ReviewStatus
    start: str | None
    end: str | None
    edtf: str | None
    role: str | None
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    text: str
    document: str


class MapPage(Page, frozen=True, kw_only=True):
    """The places and times of a page of claims: `total`, `limit` and `offset` count claims."""

    spots: tuple[Spot, ...]


class FacetList(Frozen, frozen=True, kw_only=True):
    """Frequent values among claims, and how many claims are in each status of review; `behind`: an edit of just now is not counted yet."""

    facets: tuple[Facet, ...]
    status: dict[str, int]
    total: int
    behind: bool


class WholeClaim(Frozen, frozen=True, kw_only=True):
    """A claim with all that it stands on, as `pactwatch show --format json` gives it, and its review.

    `unsupported` says why a claim that was graded 1 is confirmed no longer: the review then has no grade.
    """

    claim: Claim
    evidence: tuple[dict[str, Any], ...]
    statement: dict[str, Any] | None
    derivation: dict[str, Any]
    document: dict[str, Any]
    captures: tuple[dict[str, Any], ...]
    engine: dict[str, Any]
    reading: dict[str, Any]
    review: ReviewFacts
    edited: Claim | None
    unsupported: str | None


class WholeReview(ReviewFacts, frozen=True, kw_only=True):
    """The review of a claim with everything that was decided, oldest first."""

    claim: str
    notes: tuple[dict[str, Any], ...]
    history: tuple[Judgement, ...]
    now: str | None
    differs: tuple[str, ...]


class ReviewPage(WholeReview, frozen=True, kw_only=True):
    """The review of a claim with a page of its history, oldest first: `total`, `limit` and `offset` count what was decided."""

    total: int
    limit: int
    offset: int
    next: str | None
    prev: str | None


class MadeReview(WholeReview, frozen=True, kw_only=True):
    """The review of a claim after an act; `dependents` is what rests on a claim that was just retracted, null after other acts."""

    dependents: Dependents | None


class DocumentPage(Page, frozen=True, kw_only=True):
    """A page of documents."""

    documents: tuple[DocumentRow, ...]


class WholeDocument(Frozen, frozen=True, kw_only=True):
    """A document with its text, its captures without their bytes, and its readings."""

    document: Document
    captures: tuple[dict[str, Any], ...]
    readings: tuple[ReadingRow, ...]


class ReadingPage(Page, frozen=True, kw_only=True):
    """A page of readings."""

    readings: tuple[ReadingRow, ...]


class StoryPage(Page, frozen=True, kw_only=True):
    """A page of stories; `behind` says that texts which were just added are not in them yet."""

    stories: tuple[Story, ...]
    behind: bool


class SeriesPage(Page, frozen=True, kw_only=True):
    """A page of series of figures, with the relations and sums of all that were asked for, and the figures that review left out."""

    as_of: str | None
    policy: str | None
    series: tuple[dict[str, Any], ...]
    relations: tuple[dict[str, Any], ...]
    derived: Any
    left_out: tuple[dict[str, Any], ...]
    left_out_total: int
    behind: bool


class FindingPage(Page, frozen=True, kw_only=True):
    """A page of findings, the statements about law that the register contradicts, and what review left out, with who did so and why."""

    findings: tuple[Finding, ...]
    law_errors: tuple[LawError, ...]
    left_out: tuple[LeftOut, ...]
    left_out_total: int
    behind: bool


class ActPage(Page, frozen=True, kw_only=True):
    """A page of what was done, newest first."""

    activity: tuple[Act, ...]


class SentAlert(Frozen, frozen=True, kw_only=True):
    """Where an alert went: `channel` as the rules name it, `state` waiting, sent or dead; `at` in ISO 8601."""

    channel: str
    state: str
    at: str
    reason: str | None


class LoggedAlert(Frozen, frozen=True, kw_only=True):
    """An alert, of which rule and why, with the claims that it is of and where it went; `at` in ISO 8601."""

    id: str
    rule: str
    key: str
    title: str
    text: str
    at: str
    document: str | None
    url: str | None
    publisher: str | None
    published: str | None
    claims: tuple[str, ...]
    quotes: tuple[str, ...]
    story: str | None
    provision: str | None
    deliveries: tuple[SentAlert, ...]


class AlertPage(Page, frozen=True, kw_only=True):
    """A page of alerts, the newest first."""

    alerts: tuple[LoggedAlert, ...]


class ReopenedRow(Frozen, frozen=True, kw_only=True):
    """A conclusion that something new touches: `subject` is a claim, a finding or CASE#PARAGRAPH; `at` in ISO 8601."""

    id: str
    subject: str
    kind: str
    cause: str
    why: str
    document: str | None
    claim: str | None
    judgement: str | None
    by: str | None
    after: int
    at: str
    settled: str | None


class ReopenedPage(Page, frozen=True, kw_only=True):
    """A page of conclusions that something new touches, the newest first."""

    reopened: tuple[ReopenedRow, ...]


class PactPage(Page, frozen=True, kw_only=True):
    """A page of the register of pacts."""

    pacts: tuple[dict[str, Any], ...]


class PactBalance(Frozen, frozen=True, kw_only=True):
    """What went each way between two parties, by kind; their pacts; claims that contradict these; names given to the acts.

    `behind` says that a review or text which came just now is not in it yet.
    """

    parties: tuple[dict[str, str], ...]
    pacts: tuple[dict[str, Any], ...]
    balance: tuple[dict[str, Any], ...]
    contradictions: tuple[dict[str, Any], ...]
    names: tuple[dict[str, Any], ...]
    left_out: tuple[dict[str, Any], ...]
    behind: bool


class ProvisionPage(Page, frozen=True, kw_only=True):
    """A page of provisions."""

    provisions: tuple[dict[str, Any], ...]


class ProvisionList(Frozen, frozen=True, kw_only=True):
    """The provisions of one instrument, or one of them, whole, with the official words where the ledger keeps them."""

    provisions: tuple[dict[str, Any], ...]


class ListCopies(Page, frozen=True, kw_only=True):
    """A page of the copies of sanctions lists that the ledger holds."""

    lists: tuple[dict[str, Any], ...]


class Entries(Frozen, frozen=True, kw_only=True):
    """An entry of a list as each copy has it."""

    entries: tuple[dict[str, Any], ...]


class ScreenedNames(Frozen, frozen=True, kw_only=True):
    """What each name gave, in the order of the names: `matches` are worth a person's look, `candidates` are weaker."""

    screened: tuple[dict[str, Any], ...]
    asked: tuple[str, ...]


class ScreenedPage(Page, frozen=True, kw_only=True):
    """A page of what the names that were given gave: `total`, `limit` and `offset` count names."""

    screened: tuple[dict[str, Any], ...]
    asked: tuple[str, ...]


class Actors(Page, frozen=True, kw_only=True):
    """A page of what the register of actors knows of names."""

    actors: tuple[dict[str, Any], ...]


class GradedSource(Frozen, frozen=True, kw_only=True):
    """A source that claims name: how many do, and its reliability (A to F) where somebody graded it."""

    key: str
    name: str
    count: int
    grade: str | None
    graded_by: str | None
    why: str | None


class SourcePage(Page, frozen=True, kw_only=True):
    """A page of sources; `behind`: an edit of just now is not counted yet."""

    sources: tuple[GradedSource, ...]
    behind: bool


class GradePage(Page, frozen=True, kw_only=True):
    """A page of grades, undone ones too, oldest first."""

    grades: tuple[dict[str, Any], ...]


class CaseRow(Frozen, frozen=True, kw_only=True):
    """A case as a row."""

    id: str
    title: str
    version: int
    paragraphs: int
    exhibits: int
    signatures: int
    published: int
    by: str
    at: str


class CasePage(Page, frozen=True, kw_only=True):
    """A page of cases."""

    cases: tuple[CaseRow, ...]


class CaseProblem(Frozen, frozen=True, kw_only=True):
    """Why a case is not ready."""

    code: str
    message: str


class WholeCase(Frozen, frozen=True, kw_only=True):
    """A case as it stands, what forbids publishing it, and who has signed it as it is now. `case` is null where its making was just undone."""

    case: Case | None
    problems: tuple[CaseProblem, ...]
    signed: tuple[str, ...]


class CaseLog(Page, frozen=True, kw_only=True):
    """A page of everything that was decided about a case, oldest first."""

    case: str
    judgements: tuple[Judgement, ...]
