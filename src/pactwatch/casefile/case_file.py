"""A case ready to be shown: what every format renders, web pages too. Numbers of notes are those of the footnotes.

In a case file that is no draft there is nothing of a claim that has not been reviewed: neither its words nor its values.
"""

from __future__ import annotations

from typing import Literal

from pactwatch.casefile.cases import Case
from pactwatch.instruments.findings import Finding
from pactwatch.model import Claim, Document, Frozen, Span
from pactwatch.store.prepare import StoredCapture

Standing = Literal["accepted", "unreviewed", "rejected", "retracted", "accepted by too few"]


class Quote(Frozen, frozen=True, kw_only=True):
    """Words of a document: code points `span` of the text, and what stands there; `of` says what they are (evidence, figure)."""

    span: Span
    text: str
    of: str = "evidence"


class OriginCount(Frozen, frozen=True, kw_only=True):
    """What stands behind a claim: how many reports of its story tell it, its independent origins, reports of these, of unknown lineage."""

    reports: int
    origins: tuple[str, ...]
    same_origin: int
    unknown: int

    @property
    def confirmations(self) -> int:
        """Independent confirmations: origins beyond the first."""
        return max(0, len(self.origins) - 1)


class Note(Frozen, frozen=True, kw_only=True):
    """A footnote. Of a claim all that it stands on, of a provision (`kind`) its citation and gist in `words`, which its `record` begins with.

    `claim` has people's edits in it, `found` is as the engine found it. `grade` is the Admiralty grade in words. `standing` is the
    review's outcome; `by` accepted it, `edited_by` changed it, and `read` are the values that the program had read before (case_edited).
    `drawn` says whether it may stand in pictures.
    """

    number: int
    kind: Literal["claim", "provision"]
    ref: str
    words: str = ""
    claim: Claim | None = None
    found: Claim | None = None
    quotes: tuple[Quote, ...] = ()
    document: Document | None = None
    capture: StoredCapture | None = None
    chain: str = ""
    origins: OriginCount | None = None
    origin_words: str = ""
    grade: str = ""
    stance: str = ""
    standing: Standing = "unreviewed"
    by: tuple[str, ...] = ()
    edited_by: tuple[str, ...] = ()
    read: str = ""
    drawn: bool = True
    caveats: tuple[str, ...] = ()
    engine: str = ""
    reading: str = ""
    record: str = ""


class Run(Frozen, frozen=True, kw_only=True):
    """A piece of a paragraph, and the footnotes that are marked after it."""

    text: str
    notes: tuple[int, ...] = ()


class Prose(Frozen, frozen=True, kw_only=True):
    """A paragraph as runs."""

    id: str
    runs: tuple[Run, ...]


class Table(Frozen, frozen=True, kw_only=True):
    """Rows of cells; the last cell of each names footnotes where `noted`."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Picture(Frozen, frozen=True, kw_only=True):
    """An SVG with its title, what it shows in words, and the same as a table for those who cannot see it.

    `svg` is "" where there is nothing to draw, as of figures without a date: then the table is all.
    """

    name: str
    title: str
    svg: str
    words: str
    table: Table


class ProvisionTable(Frozen, frozen=True, kw_only=True):
    """A provision with what the case's documents show of it.

    `quotes` are the words of the elements' evidence by document and span, `notes` the footnotes that they are of, `claims` the
    footnotes of the findings' claims. Other than in a draft every word has one.
    """

    provision: str
    cite: str
    gist: str
    binding: str
    official: bool
    findings: tuple[Finding, ...]
    quotes: dict[str, str]
    notes: dict[str, tuple[int, ...]]
    claims: dict[str, int]


class LeftOut(Frozen, frozen=True, kw_only=True):
    """How much of the case is not shown, and why; `claims` are ids, which are told to the editor only."""

    why: str
    claims: tuple[str, ...]


class Problem(Frozen, frozen=True, kw_only=True):
    """Why a case is not ready: a stable code, a line for people, where."""

    code: str
    message: str
    where: str = ""


class CaseFile(Frozen, frozen=True, kw_only=True):
    """A case with all that its export holds; `problems` are what forbids exporting it other than as a draft."""

    case: Case
    draft: bool
    day: str
    prose: tuple[Prose, ...]
    notes: tuple[Note, ...]
    charts: tuple[Picture, ...]
    origins: tuple[Picture, ...]
    timeline: Picture | None
    map: Picture | None
    provisions: tuple[ProvisionTable, ...]
    documents: tuple[Document, ...]
    signed: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]
    audit_head: str = ""
    program: str = ""
    schema: int = 0
    shown: str = ""
    """The hash that signatures keep of grades, elements and conclusions, as they stand in a case file that is no draft."""

    def note(self, number: int) -> Note:
        """Return the footnote with this number."""
        return self.notes[number - 1]
