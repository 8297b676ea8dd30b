"""What one new reading touches, looked up once: its story before and after it, the series and findings that it enters."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from sqlalchemy import func, select

from pactwatch.alerts.stories import Stories
from pactwatch.commands.finding_judgements import Judged, judged
from pactwatch.commands.instrument_files import texts_of
from pactwatch.commands.listed_parties import ListedParties
from pactwatch.commands.reviewed_findings import reviewed_findings
from pactwatch.figures.points import point
from pactwatch.figures.reviewed import reviewed
from pactwatch.figures.rulings import Standing
from pactwatch.figures.series import Series, make_series
from pactwatch.instruments.assess import assess
from pactwatch.instruments.findings import Finding
from pactwatch.instruments.register import Register
from pactwatch.instruments.scene import Scene
from pactwatch.model import Claim, Reading, Review
from pactwatch.origins.types import Story
from pactwatch.store import schema
from pactwatch.store.view import View


class Scope:
    """A reading that is new, seen in one state of the ledger; everything is looked up when it is asked for."""

    def __init__(self, view: View, stories: Stories, seq: int, reading_id: str) -> None:
        self.view = view
        self.seq = seq
        self.reading_id = reading_id
        self._stories = stories
        self._readings: dict[str, Reading] = {}

    @cached_property
    def reading(self) -> Reading:
        """The new reading."""
        return self.view.reading(self.reading_id)

    @property
    def document(self) -> str:
        """The id of its document."""
        return self.reading.document.id

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The documents of its story that were read by then, its own among them."""
        story = self._stories.story_of(self.view, self.reading_id, self.reading)
        readings, documents = schema.readings, schema.documents
        query = select(documents.c.id, func.min(readings.c.seq)).join(readings, readings.c.document_seq == documents.c.seq)
        first = {row[0]: row[1] for row in self.view.connection.execute(query.where(documents.c.id.in_(story)).group_by(documents.c.id))}
        return tuple(name for name in story if name == self.document or first.get(name, self.seq + 1) < self.seq)

    @property
    def others(self) -> tuple[str, ...]:
        """The documents of its story that were there before it."""
        return tuple(name for name in self.documents if name != self.document)

    @cached_property
    def after(self) -> Story:
        """Its story with it."""
        return self._stories.traced(self.view, self.documents)

    @cached_property
    def before(self) -> Story | None:
        """Its story without it, None where there was none."""
        return self._stories.traced(self.view, self.others) if self.others else None

    def reading_of(self, document: str) -> Reading:
        """Return the reading of a document that lists show."""
        if document == self.document:
            return self.reading
        if document not in self._readings:
            found = {reading.document.id: reading for reading in self.view.readings(document)}
            self._readings[document] = found[document]
        return self._readings[document]

    def claims(self, documents: tuple[str, ...]) -> dict[str, tuple[Claim, ...]]:
        """Return the claims of documents that count, as edited, by document."""
        return {name: tuple(self.standing.counting(self.reading_of(name).claims)) for name in documents}

    @cached_property
    def register(self) -> Register:
        """The instruments that the program carries, and those of the ledger."""
        return texts_of(self.view).register

    @cached_property
    def standing(self) -> Standing:
        """Which claims do not count, and which count as edited."""
        return self.view.standing()

    @cached_property
    def judged(self) -> Judged:
        """What people decided about findings."""
        return judged(self.view)

    @cached_property
    def listed(self) -> ListedParties:
        """What screens parties against the ledger's lists."""
        return ListedParties(self.view)

    def findings(self, document: str, provision: str | None = None) -> list[Finding]:
        """Return the findings of a document as people decided."""
        reading = self.reading_of(document)
        listed = self.listed.of(reading)
        scene = Scene(reading, self.register.lexicon, self.register.facts, listed)
        machine = assess(reading, self.register, provision, scene)
        raised = reviewed_findings(reading, self.register, machine, self.standing.about(document), listed, provision)
        return [self.judged.applied(found) for found in raised.findings]

    @cached_property
    def series(self) -> list[Series]:
        """The series of the parties that the reading's figures count, as far as they were read by then."""
        figures = self.reading.figures
        if not figures:
            return []
        parties = sorted({f.party.actor for f in figures if f.party is not None and f.party.actor})
        rows = self.view.figures(parties=parties, words=None if parties else figures[0].population)
        points, _ = reviewed((point(row.figure, row.document, row.known_at) for row in rows), self.standing)
        return [found for found in make_series(points) if any(p.document == self.document for p in found.points)]

    def reviews(self, claims: list[str]) -> dict[str, Review]:
        """Return where claims stand."""
        return self.view.reviews(claims) if claims else {}

    def replaced(self) -> str | None:
        """Return the document that is this one as it was before it changed, where a watch saw that."""
        from pactwatch.operations.articles import replaced_by

        return replaced_by(self.view.connection, self.document)

    def told(self) -> dict[str, Any]:
        """Return what an alert says of the document."""
        document = self.reading.document
        return {
            "document": document.id, "url": document.url, "publisher": document.publisher, "published": document.published,
        }  # fmt: skip
