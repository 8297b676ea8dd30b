"""Looking things up: lists of claims, one claim with all that it stands on, readings that are there already.

Every list shows one reading of each document: that of the newest engine version, of two by one version the later one.
Lists run in the order in which the documents came, and through each document in the order of its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Exists, Select, String, Subquery, and_, exists, func, inspect, literal, or_, select

from pactwatch.errors import LedgerError
from pactwatch.ids import sha256_hex
from pactwatch.model import Capture, Claim, Document, Figure, Judgement, Reading
from pactwatch.screening.model import ListCopy
from pactwatch.store import codes, instrument_texts, judgements, schema
from pactwatch.store.codec import bytes_text, decode, fold, unpack
from pactwatch.store.dialect import Dialect
from pactwatch.store.filters import conditions, named_document, starts_with
from pactwatch.store.instrument_texts import InstrumentText
from pactwatch.store.lists import KeptCopy, stored_copies, stored_entries
from pactwatch.store.prepare import ReadingBody, StoredCapture, capture_id, joined
from pactwatch.store.types import ClaimFilter, ClaimRow, ClaimView, FigureRow

T = TypeVar("T")
SHOWN_CANDIDATES = 5


def latest_readings() -> Subquery:
    """Return the seq of the reading of each document that lists show."""
    readings, engines = schema.readings, schema.engines
    order = (engines.c.rank.desc(), readings.c.seq.desc())
    place = func.row_number().over(partition_by=readings.c.document_seq, order_by=order).label("place")
    ranked = select(readings.c.seq, place).join(engines, engines.c.seq == readings.c.engine_seq).subquery()
    return select(ranked.c.seq).where(ranked.c.place == 1).subquery("latest")


def _outdated() -> Exists:
    """Return the condition that lists show another reading of the document: asked row by row, where few rows are wanted."""
    newer, mine, theirs = schema.readings.alias(), schema.engines.alias(), schema.engines.alias()
    later = or_(theirs.c.rank > mine.c.rank, and_(theirs.c.rank == mine.c.rank, newer.c.seq > schema.readings.c.seq))
    found = select(newer.c.seq).join(theirs, theirs.c.seq == newer.c.engine_seq).join(mine, mine.c.seq == schema.readings.c.engine_seq)
    return exists(found.where(newer.c.document_seq == schema.readings.c.document_seq, later).correlate(schema.readings))


class View:
    """Looks things up in one open connection."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect

    def claims(self, wanted: ClaimFilter) -> Iterator[ClaimRow]:
        """Yield the claims that `wanted` asks for; they are fetched as they are asked for."""
        columns = (
            schema.claims.c.body, schema.claims.c.quotes, schema.claims.c.id, schema.documents.c.meta,
            schema.engines.c.name, schema.engines.c.version, schema.readings.c.id.label("reading"),
        )  # fmt: skip
        query = self._listed(select(*columns), wanted)
        query = query.order_by(schema.documents.c.seq, schema.readings.c.seq, schema.claims.c.position)
        query = query.limit(wanted.limit).offset(wanted.offset or None)
        for row in self._connection.execute(query):
            subject = f"claim {row.id}"
            yield ClaimRow(
                claim=decode(row.body, Claim, subject),
                quotes=decode(row.quotes, tuple[str, ...], subject),
                document=decode(row.meta, Document, f"the document of {subject}"),
                engine=row.name,
                version=row.version,
                reading=row.reading,
            )

    def figures(self, parties: Sequence[str] = (), words: str | None = None) -> Iterator[FigureRow]:
        """Yield the figures of the readings that lists show, in their order.

        With `parties` (actor ids) or `words` of a population only figures of these, and those whose party is not known.
        """
        figures, readings, documents = schema.figures, schema.readings, schema.documents
        if not inspect(self._connection).has_table(figures.name):
            return
        query = select(figures.c.body, figures.c.id, documents.c.meta, readings.c.at).select_from(figures)
        query = query.join(readings, readings.c.seq == figures.c.reading_seq)
        query = query.join(documents, documents.c.seq == readings.c.document_seq).where(~_outdated())
        if parties or words:
            wanted: list[ColumnElement[bool]] = [figures.c.party.is_(None), figures.c.party.in_(parties)]
            if words:
                padded = literal(" ", String).concat(figures.c.population_key).concat(" ")
                wanted.append(padded.contains(f" {fold(words)} ", autoescape=True))
            query = query.where(or_(*wanted))
        for row in self._connection.execute(query.order_by(documents.c.seq, readings.c.seq, figures.c.position)):
            subject = f"figure {row.id}"
            document = decode(row.meta, Document, f"the document of {subject}")
            yield FigureRow(figure=decode(row.body, Figure, subject), document=document, known_at=row.at)

    def count(self, wanted: ClaimFilter) -> int:
        """Return how many claims `wanted` asks for, its limit and offset left aside."""
        return int(self._connection.execute(self._listed(select(func.count()), wanted)).scalar_one())

    def claim(self, wanted: str) -> ClaimView:
        """Return the claim with the id `wanted` or the only one whose id starts so, with or without its "cl-".

        Raise LedgerError PW408 where there is none, PW409 where there are several.
        """
        found = self._claim_id(wanted)
        claims, readings = schema.claims, schema.readings
        holding = select(claims.c.body, readings.c.seq, readings.c.id, readings.c.at, readings.c.who)
        holding = holding.join(readings, readings.c.seq == claims.c.reading_seq).where(claims.c.id == found)
        latest = latest_readings()
        shown = readings.c.seq.in_(select(latest.c.seq))
        row = self._connection.execute(holding.add_columns(shown.label("latest")).order_by(shown.desc(), readings.c.seq.desc())).first()
        if row is None:
            raise _unknown(wanted)
        reading = self.reading(row.id)
        return ClaimView(
            claim=decode(row.body, Claim, f"claim {found}"),
            reading=reading,
            reading_id=row.id,
            added_at=row.at,
            added_by=row.who,
            latest=bool(row.latest),
            captures=tuple(self._captures(reading.document.id)),
        )

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

    def latest(self) -> list[tuple[str, str]]:
        """Return the id of each document's reading that lists show, and the document's id, as the documents came."""
        readings, documents, newest = schema.readings, schema.documents, latest_readings()
        query = select(readings.c.id, documents.c.id.label("document")).join(newest, newest.c.seq == readings.c.seq)
        query = query.join(documents, documents.c.seq == readings.c.document_seq).order_by(documents.c.seq)
        return [(row.id, row.document) for row in self._connection.execute(query)]

    def document(self, wanted: str) -> Document:
        """Return the document with this id, its text included; LedgerError PW408 where there is none."""
        row = self._connection.execute(select(schema.documents).where(schema.documents.c.id == wanted)).first()
        if row is None:
            raise LedgerError(f"the ledger holds no document {wanted}", code=codes.UNKNOWN_ID)
        return restored(row.meta, row.text, wanted)

    def derived(self, kind: str, version: str, of: type[T]) -> dict[str, T]:
        """Return what was kept by `Ledger.derive`, by subject; what cannot be read is left out, to be computed again."""
        table = schema.derived
        if not inspect(self._connection).has_table(table.name):
            return {}
        found = {}
        query = select(table.c.subject, table.c.body).where(table.c.kind == kind, table.c.version == version)
        for row in self._connection.execute(query):
            with suppress(LedgerError):
                found[row.subject] = decode(row.body, of, row.subject)
        return found

    def instrument_texts(self, instrument: str | None = None) -> list[InstrumentText]:
        """Return the texts of instruments that the ledger keeps, oldest first, without their bytes."""
        return instrument_texts.stored(self._connection, instrument)

    def instrument_body(self, text: str) -> bytes:
        """Return the bytes of the instrument text with this id; LedgerError PW408 where there is none, PW404 where damaged."""
        return instrument_texts.body(self._connection, text)

    def readings(self, document: str | None = None) -> Iterator[Reading]:
        """Yield the reading of each document that lists show, one by one; `document` as ClaimFilter takes it."""
        readings, documents, latest = schema.readings, schema.documents, latest_readings()
        query = select(readings.c.body, readings.c.id, documents.c.meta, documents.c.text).select_from(readings)
        query = query.join(latest, latest.c.seq == readings.c.seq).join(documents, documents.c.seq == readings.c.document_seq)
        if document is not None:
            query = query.where(named_document(document))
        for row in self._connection.execute(query.order_by(documents.c.seq)):
            found = restored(row.meta, row.text, f"the document of {row.id}")
            yield joined(decode(row.body, ReadingBody, row.id), found)

    def holds_any(self) -> bool:
        """Whether the ledger holds a document."""
        return self._connection.execute(select(schema.documents.c.seq).limit(1)).first() is not None

    def holds(self, document: str) -> bool:
        """Whether a document is called so, as ClaimFilter takes it."""
        return self._connection.execute(select(schema.documents.c.seq).where(named_document(document)).limit(1)).first() is not None

    def list_copies(self) -> list[KeptCopy]:
        """Return the copies of sanctions lists, list by list and day by day."""
        return stored_copies(self._connection)

    def list_entries(self, kept: KeptCopy) -> ListCopy:
        """Return a copy of a sanctions list with its entries; LedgerError PW404 where some are missing."""
        return stored_entries(self._connection, kept)

    def types(self) -> tuple[str, ...]:
        """Return the claim types that occur, sorted."""
        kind = schema.claims.c.type
        return tuple(self._connection.execute(select(kind).distinct().order_by(kind)).scalars())

    def _listed(self, query: Select[Any], wanted: ClaimFilter) -> Select[Any]:
        claims, readings, documents = schema.claims, schema.readings, schema.documents
        latest = latest_readings()
        query = query.select_from(claims).join(readings, readings.c.seq == claims.c.reading_seq)
        query = query.join(latest, latest.c.seq == readings.c.seq)
        query = query.join(documents, documents.c.seq == readings.c.document_seq)
        query = query.join(schema.engines, schema.engines.c.seq == readings.c.engine_seq)
        return query.where(*conditions(wanted, self._dialect))

    def _claim_id(self, wanted: str) -> str:
        ids = schema.claims.c.id
        start = wanted.strip()
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


def restored(meta: object, text: object, subject: str) -> Document:
    """Return a document from its stored parts; LedgerError PW404 where they are damaged."""
    document = decode(meta, Document, subject)
    try:
        return msgspec.structs.replace(document, text=bytes_text(text))  # type: ignore[arg-type]
    except (UnicodeError, AttributeError) as error:
        raise LedgerError(f"{subject} is damaged ({error}); run `pactwatch verify`", code=codes.DAMAGED) from error


def _unknown(wanted: str) -> LedgerError:
    return LedgerError(f"the ledger holds no claim {wanted}; `pactwatch claims` lists them", code=codes.UNKNOWN_ID)
