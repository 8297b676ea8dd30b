"""Looking things up: lists of claims, one claim with all that it stands on, readings that are there already.

Every list shows one reading of each document: that of the newest engine version, of two by one version the later one.
Lists run in the order in which the documents came, and through each document in the order of its text.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from functools import cached_property
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, Result, Select, Subquery, exists, func, inspect, outerjoin, select, union_all

from pactwatch.errors import LedgerError
from pactwatch.figures.rulings import Standing
from pactwatch.ids import sha256_hex
from pactwatch.model import Capture, Claim, Document, Figure, Judgement, Reading, Review, ReviewStatus
from pactwatch.screening.model import ListCopy
from pactwatch.store import (
    activity,
    claim_places,
    codes,
    document_list,
    facets,
    facets_as_read,
    instrument_texts,
    judgements,
    repeated,
    review_queue,
    reviews,
    schema,
    unlisted,
)
from pactwatch.store.activity import Act
from pactwatch.store.audit import GENESIS
from pactwatch.store.codec import bytes_text, clean, decode, fold, unpack
from pactwatch.store.dialect import Dialect
from pactwatch.store.document_list import DocumentFilter, DocumentRow, ReadingRow
from pactwatch.store.facets import Facet, SourceCount
from pactwatch.store.filters import conditions, holds_words, named_document, of_a_place, starts_with
from pactwatch.store.indexing import parts
from pactwatch.store.instrument_texts import InstrumentText
from pactwatch.store.listed_as_read import places_as_read
from pactwatch.store.listing import Listing, Places
from pactwatch.store.lists import KeptCopy, stored_copies, stored_entries
from pactwatch.store.names import Names
from pactwatch.store.prepare import ReadingBody, StoredCapture, capture_id, joined
from pactwatch.store.provenance import Provenance, provenance
from pactwatch.store.relisting import CHANGING, edited_claims
from pactwatch.store.relisting import SINCE as BY_EDITS
from pactwatch.store.review_edits import edited
from pactwatch.store.review_tally import Tally
from pactwatch.store.standing import Standings
from pactwatch.store.tables import has_table
from pactwatch.store.types import ClaimFilter, ClaimRow, ClaimView, FigureRow, Stamps

T = TypeVar("T")
SHOWN_CANDIDATES = 5
LOOKED_THROUGH = 20_000
"""Judgements that are looked through for those of one person: no index leads to them."""
A_PAGE, MANY_PLACES = 200, 10_000
"""Claims of a page, and as many as a search for parts of words looks for at once, for the page and the count."""
KEPT_READINGS = 32
"""Readings that are held while claims are looked up one by one: a case asks for many of the same text."""
PORTION = 500
"""Rows of a long list that are held at once."""


class View:
    """Looks things up in one open connection."""

    def __init__(
        self, connection: Connection, dialect: Dialect, tally: Tally | None = None, standings: Standings | None = None, known: Names | None = None
    ) -> None:
        self._connection = connection
        self._dialect = dialect
        self._tally = tally or Tally()
        self._places: dict[ClaimFilter, list[int]] = {}
        self._held: dict[str, tuple[Reading, tuple[StoredCapture, ...]]] = {}
        self._standings = standings or Standings()
        self._listing = Listing(connection, dialect, known)

    def head(self) -> tuple[int, str]:
        """Return place and hash of the newest entry of the audit log: what follows from the ledger alone changes with it."""
        entries = schema.audit
        row = self._connection.execute(select(entries.c.seq, entries.c.hash).order_by(entries.c.seq.desc()).limit(1)).first()
        return (0, GENESIS) if row is None else (int(row.seq), str(row.hash))

    def stamps(self) -> Stamps:
        """Return how far each table has come; what follows from some tables only changes with these."""
        tables = (schema.readings, schema.judgements, schema.list_copies, schema.instrument_texts)
        newest = [select(func.max(table.c.seq)).scalar_subquery() for table in tables]
        found = [int(value or 0) for value in self._connection.execute(select(*newest)).one()]
        return Stamps(readings=found[0], judgements=found[1], lists=found[2], texts=found[3])

    def listed_stamp(self) -> tuple[int, int]:
        """Return the places of the newest reading and of the newest judgement that may have edited a claim: lists change with these."""
        edited = self._tally.edited_until(self._connection)
        return self.stamps().readings, self.newest_of(CHANGING) if edited is None else edited

    @property
    def connection(self) -> Connection:
        """The connection that is looked through, for what is kept beside the ledger in one state with it."""
        return self._connection

    def claims(self, wanted: ClaimFilter) -> Iterator[ClaimRow]:
        """Yield the claims that `wanted` asks for; they are fetched as they are asked for."""
        query = self._page(wanted) if self._indexed else unlisted.claims(wanted, self._dialect)
        yield from map(unlisted.row_of, self._stream(query, wanted.limit))

    def figures(self, parties: Sequence[str] = (), words: str | None = None, documents: Sequence[str] = ()) -> Iterator[FigureRow]:
        """Yield the figures of the readings that lists show, in their order.

        With `parties` (actor ids) only figures of these, and those of a place whose party is not known; with `words` of a population
        those of it, and all whose party is not known; with `documents` (ids) those of these. Of more than one of them, what any gives.
        """
        figures, readings, table = schema.figures, schema.readings, schema.documents
        if not has_table(self._connection, figures):
            return
        query = select(figures.c.body, figures.c.id, table.c.meta, readings.c.at).select_from(figures)
        query = query.join(readings, readings.c.seq == figures.c.reading_seq)
        query = query.join(table, table.c.seq == readings.c.document_seq).where(self._is_shown())
        if parties or words or documents:
            unknown = figures.c.party.is_(None) if words else of_a_place()
            wanted = [unknown, figures.c.party.in_(parties)] if parties or words else []
            if words:
                wanted.append(holds_words(figures.c.population_key, fold(words) or ""))
            found = [select(figures.c.seq).where(condition) for condition in wanted]
            if documents:
                own = select(figures.c.seq).join(readings, readings.c.seq == figures.c.reading_seq)
                found.append(own.join(table, table.c.seq == readings.c.document_seq).where(table.c.id.in_(documents)))
            query = query.where(figures.c.seq.in_(union_all(*found)))
        for row in self._stream(query.order_by(table.c.seq, readings.c.seq, figures.c.position)):
            subject = f"figure {row.id}"
            document = decode(row.meta, Document, f"the document of {subject}")
            yield FigureRow(figure=decode(row.body, Figure, subject), document=document, known_at=row.at)

    def figure(self, wanted: str) -> FigureRow:
        """Return the figure with the id `wanted`, or the only one whose id starts so; LedgerError PW408, PW409."""
        figures, readings, documents = schema.figures, schema.readings, schema.documents
        start = wanted.strip() if wanted.strip().startswith("fg-") else f"fg-{wanted.strip()}"
        query = select(figures.c.id, figures.c.body, documents.c.meta, readings.c.at).select_from(figures)
        query = query.join(readings, readings.c.seq == figures.c.reading_seq).join(documents, documents.c.seq == readings.c.document_seq)
        query = query.where(starts_with(figures.c.id, start)).order_by(readings.c.seq.desc())
        found = {row.id: row for row in reversed(self._connection.execute(query.limit(SHOWN_CANDIDATES * 4)).all())}
        if not found:
            raise LedgerError(f"the ledger holds no figure {wanted}; `pactwatch figures --format json` lists them", code=codes.UNKNOWN_ID)
        if start not in found and len(found) > 1:
            raise LedgerError(f"several figures start with {wanted}: {', '.join(sorted(found))}", code=codes.AMBIGUOUS_ID)
        row = found.get(start) or next(iter(found.values()))
        document = decode(row.meta, Document, f"the document of figure {row.id}")
        return FigureRow(figure=decode(row.body, Figure, f"figure {row.id}"), document=document, known_at=row.at)

    def count(self, wanted: ClaimFilter, at_most: int | None = None) -> int:
        """Return how many claims `wanted` asks for, its limit and offset left aside.

        With `at_most` counting ends there, which takes no longer in a large ledger than in a small one.
        """
        if self._indexed:
            known = self._first_places(wanted)
            if known is not None and (len(known) < MANY_PLACES or (at_most or MANY_PLACES + 1) <= MANY_PLACES):
                return min(len(known), at_most or MANY_PLACES)
            return self._listing.count(wanted, at_most)
        found = int(self._connection.execute(unlisted.count(wanted, self._dialect)).scalar_one())
        return found if at_most is None else min(found, at_most)

    def claims_as_read(self, wanted: ClaimFilter) -> Iterator[ClaimRow]:
        """Yield the claims that `wanted` asks for (without words) by what was read, whatever people edited, in the order of `claims`."""
        if not self.by_edits or not edited_claims(self._connection):
            yield from self.claims(wanted)
            return
        listed = schema.listed_claims.c
        for some in parts(places_as_read(self._connection, self._dialect, wanted)):
            page = select(listed.place, listed.claim_seq).where(listed.place.in_(some)).subquery("page")
            yield from map(unlisted.row_of, self._connection.execute(_rows(page)))

    def claim(self, wanted: str) -> ClaimView:
        """Return the claim with the id `wanted` or the only one whose id starts so, with or without its "cl-".

        Raise LedgerError PW408 where there is none, PW409 where there are several.
        """
        found = self.claim_id(wanted)
        claims, readings = schema.claims, schema.readings
        holding = select(claims.c.body, readings.c.seq, readings.c.id, readings.c.at, readings.c.who)
        holding = holding.join(readings, readings.c.seq == claims.c.reading_seq).where(claims.c.id == found)
        shown = self._is_shown()
        row = self._connection.execute(holding.add_columns(shown.label("latest")).order_by(shown.desc(), readings.c.seq.desc())).first()
        if row is None:
            raise _unknown(wanted)
        reading, captures = self._holding(row.id)
        return ClaimView(
            claim=decode(row.body, Claim, f"claim {found}"),
            reading=reading,
            reading_id=row.id,
            added_at=row.at,
            added_by=row.who,
            latest=bool(row.latest),
            captures=captures,
        )

    def _holding(self, name: str) -> tuple[Reading, tuple[StoredCapture, ...]]:
        """Return a reading with the captures of its document."""
        if name not in self._held:
            reading = self.reading(name)
            while len(self._held) >= KEPT_READINGS:
                del self._held[next(iter(self._held))]
            self._held[name] = reading, tuple(self._captures(reading.document.id))
        return self._held[name]

    def reading(self, reading: str) -> Reading:
        """Return the reading with the id `reading` with its document; LedgerError PW408 where there is none."""
        readings, documents = schema.readings, schema.documents
        query = select(readings.c.body, documents.c.meta, documents.c.text)
        query = query.join(documents, documents.c.seq == readings.c.document_seq).where(readings.c.id == reading)
        row = self._connection.execute(query).first()
        if row is None:
            raise _unknown(reading)
        document = restored(row.meta, row.text, f"the document of {reading}")
        return joined(decode(row.body, ReadingBody, reading), document)

    def reading_of(self, document: Document, engine: str, version: str) -> Reading | None:
        """Return what `engine` in `version` found in `document`; None where it has not read it yet."""
        readings, engines, documents = schema.readings, schema.engines, schema.documents
        query = select(readings.c.body, readings.c.id).join(engines, engines.c.seq == readings.c.engine_seq)
        query = query.join(documents, documents.c.seq == readings.c.document_seq)
        query = query.where(documents.c.id == document.id, engines.c.name == engine, engines.c.version == version)
        row = self._connection.execute(query.order_by(readings.c.seq.desc()).limit(1)).first()
        return None if row is None else joined(decode(row.body, ReadingBody, row.id), document)

    def provenance(self, readings: Collection[str]) -> dict[str, Provenance]:
        """Return of each reading with one of these ids when it came into the ledger, by whom, and its document's captures."""
        return provenance(self._connection, readings)

    def has_capture(self, document: str, capture: Capture) -> bool:
        """Whether this capture of the document with this id is in the ledger."""
        captures = schema.captures
        query = select(captures.c.seq).where(captures.c.id == capture_id(document, capture))
        return self._connection.execute(query).first() is not None

    def audit_head(self) -> str:
        """Return the hash of the newest entry of the audit log; "" where there is none."""
        entries = schema.audit
        return self._connection.execute(select(entries.c.hash).order_by(entries.c.seq.desc()).limit(1)).scalar() or ""

    def holds_audit(self, head: str) -> bool:
        """Whether the audit log has an entry with this hash: the ledger is the one, or went on from the one, whose head it was."""
        return self._connection.execute(select(schema.audit.c.seq).where(schema.audit.c.hash == head).limit(1)).first() is not None

    def capture_body(self, sha256: str) -> bytes:
        """Return the captured bytes with this SHA-256; LedgerError PW408 where there are none, PW404 where they are damaged."""
        bodies = schema.bodies
        row = self._connection.execute(select(bodies.c.body, bodies.c.size).where(bodies.c.sha256 == sha256)).first()
        if row is None:
            raise LedgerError(f"the ledger holds no capture {sha256}", code=codes.UNKNOWN_ID)
        try:
            data = unpack(row.body, row.size)
        except (ValueError, TypeError) as error:
            raise LedgerError(f"capture {sha256}: {error}", code=codes.DAMAGED) from error
        if sha256_hex(data) != sha256:
            raise LedgerError(f"capture {sha256}: the bytes do not give it", code=codes.DAMAGED)
        return data

    def judgements(
        self, kind: str | None = None, subject: str | None = None, as_of: str | None = None, *, history: bool = False
    ) -> list[Judgement]:
        """Return what people decided, as in force on the day `as_of` (now), oldest first; with `history`, undone ones and undos too."""
        return judgements.stored(self._connection, kind, subject, as_of, history=history)

    def review(self, claim_id: str) -> Review:
        """Return where the claim with this id stands; unreviewed at version 0 where nobody decided anything."""
        return self.reviews([claim_id])[claim_id]

    def reviews(self, claim_ids: Iterable[str]) -> dict[str, Review]:
        """Return the review of each of `claim_ids`, in their order."""
        return reviews.reviews(self._connection, claim_ids)

    def standing(self) -> Standing:
        """Return which claims do not count, as rejected or retracted, and which count as edited, with who decided so and why."""
        return self._standings.of(self._connection)

    def catch_up(self) -> None:
        """Take in what was judged since the last look, so that those who look next need not."""
        self.review_counts()
        self.standing()

    def statuses(self, claim_ids: Iterable[str]) -> dict[str, ReviewStatus]:
        """Return the status of review of each of `claim_ids`, of which lists show the reading: quicker than their whole reviews."""
        wanted = list(dict.fromkeys(claim_ids))
        return self._tally.statuses(self._connection, wanted) or {claim: one.status for claim, one in self.reviews(wanted).items()}

    def edited(self, claim: Claim, review: Review) -> Claim:
        """Return `claim` with the edits of its review in force; the machine's claim stays as it is."""
        return edited(claim, review.edits)

    def queue(
        self, wanted: ClaimFilter | None = None, status: ReviewStatus | None = "unreviewed", limit: int | None = 50, offset: int = 0
    ) -> list[ClaimRow]:
        """Return the claims in this status (None: any) that `wanted` asks for, its own limit and offset left aside.

        They come as the documents came, in each the headline and lead first and what repeats another claim (`same_as`) last.
        """
        return review_queue.queue(self._connection, self._dialect, self._tally, wanted or ClaimFilter(), status, limit, offset)

    def review_counts(self, wanted: ClaimFilter | None = None) -> dict[str, int]:
        """Return how many of the claims that `wanted` asks for are in each status; their sum is `count(wanted)`."""
        asked = wanted or ClaimFilter()
        return review_queue.counts(self._connection, self._dialect, asked, self._tally, self._listing, lambda: self.count(asked))

    def left_behind(self) -> list[str]:
        """Return the ids of claims that were reviewed in an earlier reading, and that the newest one of their text does not have."""
        return review_queue.left_behind(self._connection)

    def last_act(self, who: str) -> Judgement | None:
        """Return the newest judgement on a claim by `who` that stands, undos aside; None where there is none."""
        return reviews.last_act(self._connection, who)

    def judgement(self, wanted: str) -> Judgement:
        """Return the judgement with this id, or the only one whose id starts so; LedgerError PW408, PW409."""
        return judgements.known(self._connection, wanted)

    def activity(self, since: str | None = None, who: str | None = None, limit: int | None = 100, offset: int = 0) -> list[Act]:
        """Return what was done since the day or time `since`, by `who`, newest first; UsageError PW120 where `since` is no date."""
        return activity.activity(self._connection, since, who, limit, offset)

    def count_activity(self, since: str | None = None, who: str | None = None) -> int:
        """Return how many entries `activity` has in all; UsageError PW120 where `since` is no date."""
        return activity.count(self._connection, since, who)

    def claim_and_text(self, claim_id: str) -> tuple[Claim, str] | None:
        """Return the claim with this id as the newest reading has it, and its document's text; None where there is none."""
        return claim_and_text(self._connection, claim_id)

    def latest(self) -> list[tuple[str, str]]:
        """Return the id of each document's reading that lists show, and the document's id, as the documents came."""
        readings, documents = schema.readings, schema.documents
        query = select(readings.c.id, documents.c.id.label("document")).select_from(readings)
        query = query.join(documents, documents.c.seq == readings.c.document_seq).where(readings.c.seq.in_(self._shown()))
        return [(row.id, row.document) for row in self._connection.execute(query.order_by(documents.c.seq))]

    def latest_of(self, documents: Sequence[str]) -> list[tuple[str, str]]:
        """Return the same of the documents with these ids only."""
        readings, table = schema.readings, schema.documents
        query = select(readings.c.id, table.c.id.label("document")).join(table, table.c.seq == readings.c.document_seq)
        query = query.where(table.c.id.in_(documents), self._is_shown()).order_by(table.c.seq)
        return [(row.id, row.document) for row in self._connection.execute(query)]

    def document(self, wanted: str) -> Document:
        """Return the document with this id, its text included; LedgerError PW408 where there is none."""
        row = self._connection.execute(select(schema.documents).where(schema.documents.c.id == wanted)).first()
        if row is None:
            raise LedgerError(f"the ledger holds no document {wanted}", code=codes.UNKNOWN_ID)
        return restored(row.meta, row.text, wanted)

    def documents(self, wanted: DocumentFilter) -> list[DocumentRow]:
        """Return the documents that `wanted` asks for, the newest in the ledger first."""
        return document_list.documents(self._connection, self._is_shown(), wanted)

    def count_documents(self, wanted: DocumentFilter) -> int:
        """Return how many documents `wanted` asks for, its limit and offset left aside."""
        return document_list.count_documents(self._connection, self._shown(), wanted)

    def reading_rows(self, document: str | None = None, limit: int = 50, offset: int = 0) -> tuple[list[ReadingRow], int]:
        """Return the readings of the document with this id (of all), newest first, and how many there are."""
        rows = document_list.readings(self._connection, self._shown(), document, limit, offset)
        return rows, document_list.count_readings(self._connection, document)

    def captures(self, document: str) -> tuple[StoredCapture, ...]:
        """Return the captures of the document with this id, without their bytes."""
        return tuple(self._captures(document))

    def derived(self, kind: str, version: str, of: type[T]) -> dict[str, T]:
        """Return what was kept by `Ledger.derive`, by subject; what cannot be read is left out, to be computed again."""
        table = schema.derived
        if not has_table(self._connection, table):
            return {}
        found = {}
        query = select(table.c.subject, table.c.body).where(table.c.kind == kind, table.c.version == version)
        for row in self._connection.execute(query):
            with suppress(LedgerError):
                found[row.subject] = decode(row.body, of, row.subject)
        return found

    def derived_subjects(self, kind: str, version: str) -> set[str]:
        """Return of what `Ledger.derive` has kept something, without reading it."""
        table = schema.derived
        if not has_table(self._connection, table):
            return set()
        return set(self._connection.execute(select(table.c.subject).where(table.c.kind == kind, table.c.version == version)).scalars())

    def derived_of(self, kind: str, version: str, subjects: Iterable[str], of: type[T]) -> dict[str, T]:
        """Return what was kept of `subjects`, as `derived` does of all."""
        table = schema.derived
        query = select(table.c.subject, table.c.body).where(table.c.kind == kind, table.c.version == version)
        return {name: item for some in parts(subjects) for name, item in self._decoded(query.where(table.c.subject.in_(some)), of)}

    def derived_under(self, kind: str, version: str, start: str, of: type[T]) -> dict[str, T]:
        """Return what was kept of the subjects that start with `start`, as `derived` does of all."""
        table = schema.derived
        if not has_table(self._connection, table):
            return {}
        query = select(table.c.subject, table.c.body).where(table.c.kind == kind, table.c.version == version)
        return dict(self._decoded(query.where(starts_with(table.c.subject, start)), of))

    def _decoded(self, query: Select[Any], of: type[T]) -> Iterator[tuple[str, T]]:
        for row in self._connection.execute(query):
            with suppress(LedgerError):
                yield row.subject, decode(row.body, of, row.subject)

    def shown_readings(self, *, readings: Iterable[str] = (), documents: Iterable[str] = ()) -> dict[str, str]:
        """Return, of those `readings` that lists show and of the shown ones of `documents`, the ids with their documents'."""
        table, texts = schema.readings, schema.documents
        query = select(table.c.id, texts.c.id.label("document")).join(texts, texts.c.seq == table.c.document_seq)
        query = query.where(table.c.seq.in_(self._shown()))
        asked = [(table.c.id, some) for some in parts(readings)] + [(texts.c.id, some) for some in parts(documents)]
        return {row.id: row.document for column, some in asked for row in self._connection.execute(query.where(column.in_(some)))}

    def is_shown_after(self, reading: int) -> bool:
        """Whether lists show a reading with a seq above `reading`; True where that cannot be told quickly."""
        listed = schema.listed_readings.c.reading_seq
        return not self._indexed or self._connection.execute(select(listed).where(listed > reading).limit(1)).first() is not None

    def newest_reading(self) -> int:
        """Return the seq of the newest reading; 0 where there is none."""
        return int(self._connection.execute(select(func.max(schema.readings.c.seq))).scalar() or 0)

    def documents_named(self, query: str, limit: int) -> list[str]:
        """Return the ids of at most `limit` documents that are called so, as ClaimFilter takes it."""
        found = select(schema.documents.c.id).where(schema.documents.c.seq.in_(named_document(query))).limit(limit)
        return list(self._connection.execute(found).scalars())

    def instrument_texts(self, instrument: str | None = None) -> list[InstrumentText]:
        """Return the texts of instruments that the ledger keeps, oldest first, without their bytes."""
        return instrument_texts.stored(self._connection, instrument)

    def instrument_body(self, text: str) -> bytes:
        """Return the bytes of the instrument text with this id; LedgerError PW408 where there is none, PW404 where damaged."""
        return instrument_texts.body(self._connection, text)

    def register_files(self) -> dict[str, str]:
        """Return the newest register file of each instrument that users added, by the instrument's id."""
        kept = [text for text in self.instrument_texts() if text.kind == "register"]
        return {text.instrument: self.instrument_body(text.id).decode("utf-8", "replace") for text in kept}

    def figures_of(self, claims: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the ids of the figures that carry each of `claims`, by claim, in any reading."""
        return claim_places.figures_of(self._connection, claims)

    def documents_of(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the documents in which a reading found one of `claims`."""
        return claim_places.documents_of(self._connection, claims)

    def subjects_with(self, kinds: str, words: Sequence[str]) -> list[str]:
        """Return the subjects of the judgements whose kind starts with `kinds` and that hold one of `words`, the first judged first."""
        return judgements.subjects_with(self._connection, kinds, words)

    def readings(self, document: str | None = None) -> Generator[Reading, None, None]:
        """Yield the reading of each document that lists show, one by one; `document` as ClaimFilter takes it."""
        readings, documents = schema.readings, schema.documents
        query = select(readings.c.body, readings.c.id, documents.c.meta, documents.c.text).select_from(readings)
        query = query.join(documents, documents.c.seq == readings.c.document_seq)
        if document is None:
            query = query.where(readings.c.seq.in_(self._shown()))
        else:
            query = query.where(self._is_shown(), documents.c.seq.in_(named_document(document)))
        for row in self._stream(query.order_by(documents.c.seq)):
            found = restored(row.meta, row.text, f"the document of {row.id}")
            yield joined(decode(row.body, ReadingBody, row.id), found)

    def shown_reading(self, document: str) -> Reading | None:
        """Return the reading of the first document that `document` names, as `readings` yields it; None where it names none."""
        with closing(self.readings(document)) as found:  # a generator left open would keep its cursor
            return next(found, None)

    def holds_any(self) -> bool:
        """Whether the ledger holds a document."""
        return self._connection.execute(select(schema.documents.c.seq).limit(1)).first() is not None

    def holds(self, document: str) -> bool:
        """Whether a document is called so, as ClaimFilter takes it."""
        return self._connection.execute(named_document(document).limit(1)).first() is not None

    def list_copies(self) -> list[KeptCopy]:
        """Return the copies of sanctions lists, list by list and day by day."""
        return stored_copies(self._connection)

    def list_entries(self, kept: KeptCopy) -> ListCopy:
        """Return a copy of a sanctions list with its entries; LedgerError PW404 where some are missing."""
        return stored_entries(self._connection, kept)

    def types(self) -> tuple[str, ...]:
        """Return the claim types that occur, sorted."""
        kind = schema.listed_claims.c.type if self._indexed else schema.claims.c.type
        found: list[str] = []
        while (following := self._connection.execute(select(func.min(kind)).where(kind > (found or [""])[-1])).scalar()) is not None:
            found.append(following)  # one look into the index for each, however many claims there are
        return tuple(found)

    def repeated(self, wanted: ClaimFilter, limit: int, offset: int = 0) -> list[ClaimRow]:
        """Return the claims that tell the same event as another one of their document."""
        return repeated.repeated(self._connection, self._dialect, wanted, limit, offset, listed=self._indexed)

    def count_repeated(self, wanted: ClaimFilter) -> int:
        """Return how many claims tell the same event as another one of their document."""
        return repeated.count_repeated(self._connection, self._dialect, wanted, listed=self._indexed)

    def judged_by(self, who: str, kinds: Collection[str], limit: int) -> list[Judgement]:
        """Return the last `limit` judgements of `kinds` by `who` among the newest LOOKED_THROUGH, newest first, undos among them."""
        table = schema.judgements
        if not has_table(self._connection, table):
            return []
        newest = select(func.coalesce(func.max(table.c.seq), 0)).scalar_subquery()
        query = select(table.c.body, table.c.id).where(table.c.who == who, table.c.kind.in_(kinds), table.c.seq > newest - LOOKED_THROUGH)
        rows = self._connection.execute(query.order_by(table.c.seq.desc()).limit(limit))
        return [decode(row.body, Judgement, row.id) for row in rows]

    def newest_of(self, kinds: Collection[str]) -> int:
        """Return the place of the newest judgement of these kinds, undos among them; 0 where there is none."""
        table = schema.judgements
        if not has_table(self._connection, table):
            return 0
        return int(self._connection.execute(select(func.max(table.c.seq)).where(table.c.kind.in_(kinds))).scalar() or 0)

    def pairs(self, limit: int) -> list[tuple[tuple[str, str], int]]:
        """Return the folded ids of agents and recipients that claims name together, most often first, with how many claims do."""
        if not self._indexed:
            return facets_as_read.pairs(self._connection, self._listed, limit)
        return facets.pairs(self._connection, limit)

    def sizes(self) -> dict[str, int]:
        """Return how many documents, readings, judgements and entries of the audit log there are."""
        tables = (schema.documents, schema.readings, schema.judgements, schema.audit)
        known = set(inspect(self._connection).get_table_names())
        return {t.name: int(self._connection.execute(select(func.max(t.c.seq))).scalar() or 0) for t in tables if t.name in known}

    def facets(self, wanted: ClaimFilter, most: int = 10) -> tuple[Facet, ...]:
        """Return the frequent values of the fields of the claims that `wanted` asks for, with how many claims have them."""
        if not self._indexed:
            return facets_as_read.facets(self._connection, self._listed, wanted, most)
        return facets.facets(self._connection, self._chosen, wanted, most, edits=self.by_edits)

    def source_counts(
        self, words: str | None = None, keys: tuple[str, ...] | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[list[SourceCount], int]:
        """Return the sources that claims name, most frequent first, and how many there are; those of `keys`, or whose name has `words`."""
        if not self._indexed:
            return facets_as_read.source_counts(self._connection, self._listed, fold(words), keys, (limit, offset))
        return facets.source_counts(self._connection, self._chosen, fold(words), keys, (limit, offset), edits=self.by_edits)

    def _chosen(self, wanted: ClaimFilter) -> Select[Any] | None:
        return None if review_queue.is_all(wanted) else self._listing.places(wanted).chosen

    def _listed(self, query: Select[Any], wanted: ClaimFilter) -> Select[Any]:
        """Join a query of claims with those that `wanted` asks for, in a ledger without the tables of lists."""
        claims, readings, documents = schema.claims, schema.readings, schema.documents
        query = query.select_from(claims).join(readings, readings.c.seq == claims.c.reading_seq)
        query = query.join(documents, documents.c.seq == readings.c.document_seq).where(readings.c.seq.in_(unlisted.latest_readings()))
        return query.where(*conditions(wanted, self._dialect, listed=False))

    @cached_property
    def _version(self) -> int:
        return int(self._connection.execute(select(func.max(schema.schema_versions.c.version))).scalar() or 0)

    @cached_property
    def _indexed(self) -> bool:
        """Whether the ledger has the tables of lists: those of a version before 4 are asked without."""
        return self._version >= schema.SINCE[schema.listed_claims.name]

    @property
    def by_edits(self) -> bool:
        """Whether lists find claims as they were edited; in a ledger of a version before 6 that is only looked at, as they were read."""
        return self._version >= BY_EDITS

    def _shown(self) -> Select[tuple[int]]:
        """Select the seqs of the readings that lists show."""
        return select(schema.listed_readings.c.reading_seq) if self._indexed else unlisted.latest_readings()

    def _is_shown(self) -> ColumnElement[bool]:
        """Return the condition that lists show a reading, asked row by row: where few rows are wanted."""
        listed = schema.listed_readings.c
        if not self._indexed:
            return schema.readings.c.seq.in_(unlisted.latest_readings())
        return exists(select(listed.document_seq).where(listed.reading_seq == schema.readings.c.seq).correlate(schema.readings))

    def _first_places(self, wanted: ClaimFilter) -> list[int] | None:
        """Return the first MANY_PLACES places of a search for a part of a word, which page and count share; None for others.

        The index merges all words that start so before it gives the first place, so it is asked once.
        """
        if "*" not in (wanted.text or ""):
            return None
        key = replace(wanted, limit=None, offset=0)
        if key not in self._places:
            places = self._listing.places(key)
            inner = places.chosen.order_by(places.order).limit(MANY_PLACES).subquery()
            self._places[key] = list(self._connection.execute(select(inner.c.place)).scalars())
        return self._places[key]

    def _page(self, wanted: ClaimFilter) -> Select[Any]:
        places = self._listing.places(wanted)
        end = (wanted.offset or 0) + (wanted.limit or MANY_PLACES)
        known = self._first_places(wanted) if (wanted.limit or MANY_PLACES) <= A_PAGE and end <= MANY_PLACES else None
        if known is not None:
            listed = schema.listed_claims.c
            places = Places(select(listed.place, listed.claim_seq).where(listed.place.in_(known[wanted.offset or 0 : end])), listed.place)
            wanted = replace(wanted, offset=0)
        chosen = places.chosen.order_by(places.order).limit(wanted.limit).offset(wanted.offset or None).subquery("page")
        return _rows(chosen)

    def _stream(self, query: Select[Any], limit: int | None = None) -> Result[Any]:
        """Run `query`; what may be long comes in portions, whatever the driver does by itself."""
        if limit is not None and limit <= PORTION:
            return self._connection.execute(query)
        return self._connection.execute(query.execution_options(yield_per=PORTION))

    def claim_id(self, wanted: str) -> str:
        """Return the id that `wanted` is or starts, with or without its "cl-"; LedgerError PW408 for none, PW409 for several."""
        ids = schema.claims.c.id
        start = (clean(wanted) or "").strip()
        for tried in (start, f"cl-{start}") if start else ():
            query = select(ids).where(starts_with(ids, tried)).distinct().order_by(ids).limit(SHOWN_CANDIDATES + 1)
            found = list(self._connection.execute(query).scalars())
            if tried in found or len(found) == 1:
                return tried if tried in found else str(found[0])
            if found:
                more = ", ..." if len(found) > SHOWN_CANDIDATES else ""
                named = ", ".join(found[:SHOWN_CANDIDATES])
                raise LedgerError(f"several claims start with {tried}: {named}{more}", code=codes.AMBIGUOUS_ID)
        raise _unknown(wanted)

    def _captures(self, document: str) -> Iterator[StoredCapture]:
        captures, documents = schema.captures, schema.documents
        query = select(captures.c.meta, captures.c.id).join(documents, documents.c.seq == captures.c.document_seq)
        for row in self._connection.execute(query.where(documents.c.id == document).order_by(captures.c.seq)):
            yield decode(row.meta, StoredCapture, row.id)


def _rows(page: Subquery) -> Select[Any]:
    """Select what listed claims are made of, those of the places of a page, in their order."""
    claims, readings, documents, engines = schema.claims, schema.readings, schema.documents, schema.engines
    # outer joins keep the order of the tables, from the page on; a row that is missing is told as damage
    joined = outerjoin(page, claims, claims.c.seq == page.c.claim_seq).outerjoin(readings, readings.c.seq == claims.c.reading_seq)
    joined = joined.outerjoin(documents, documents.c.seq == readings.c.document_seq)
    joined = joined.outerjoin(engines, engines.c.seq == readings.c.engine_seq)
    return select(*unlisted.COLUMNS).select_from(joined).order_by(page.c.place)


def claim_and_text(connection: Connection, claim_id: str) -> tuple[Claim, str] | None:
    """Return the claim with this id as the newest reading has it, and its document's text; None where there is none."""
    claims, readings, documents = schema.claims, schema.readings, schema.documents
    query = select(claims.c.body, documents.c.meta, documents.c.text).join(readings, readings.c.seq == claims.c.reading_seq)
    query = query.join(documents, documents.c.seq == readings.c.document_seq).where(claims.c.id == claim_id)
    row = connection.execute(query.order_by(readings.c.seq.desc()).limit(1)).first()
    if row is None:
        return None
    return decode(row.body, Claim, claim_id), restored(row.meta, row.text, f"the document of {claim_id}").text


def restored(meta: object, text: object, subject: str) -> Document:
    """Return a document from its stored parts; LedgerError PW404 where they are damaged."""
    document = decode(meta, Document, subject)
    try:
        return msgspec.structs.replace(document, text=bytes_text(text))  # type: ignore[arg-type]
    except (UnicodeError, AttributeError) as error:
        raise LedgerError(f"{subject} is damaged ({error}); run `pactwatch verify`", code=codes.DAMAGED) from error


def _unknown(wanted: str) -> LedgerError:
    return LedgerError(f"the ledger holds no claim {wanted}; `pactwatch claims` lists them", code=codes.UNKNOWN_ID)
