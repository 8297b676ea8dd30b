"""Adding readings within one transaction: of each, what is not there yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, func, select

from pactwatch.errors import LedgerError
from pactwatch.ids import sha256_hex
from pactwatch.model import Judgement
from pactwatch.store import codes, schema
from pactwatch.store.audit import GENESIS, Event, chain
from pactwatch.store.codec import clean, pack
from pactwatch.store.dialect import Dialect
from pactwatch.store.indexing import ClaimLine, Indexer, ReadingLine, parts
from pactwatch.store.judgements import judgement_row, make_judgement
from pactwatch.store.known import Known
from pactwatch.store.lists import PreparedCopy
from pactwatch.store.prepare import Prepared, Row
from pactwatch.store.relisting import EDITING, edited_claims, relist
from pactwatch.store.review_carry import carried
from pactwatch.store.types import Added

AT_ONCE = 256
"""Readings of which rows are gathered before they are inserted together."""
IN_ORDER = (
    schema.bodies, schema.documents, schema.captures, schema.engines, schema.readings, schema.statements, schema.claims,
    schema.claim_sources, schema.figures,
)  # fmt: skip
"""The tables of a reading, each after those that its rows point to."""


class Writer:
    """Writes prepared readings within one open write transaction; `at` (ISO 8601) and `who` go into the audit log."""

    def __init__(self, connection: Connection, dialect: Dialect, *, who: str, at: str) -> None:
        self._connection = connection
        self._dialect = dialect
        self._who = clean(who) or ""
        self._at = clean(at) or ""
        self._next: dict[str, int] = {}
        self._rows: dict[str, list[Row]] = {}
        self._lines: list[ReadingLine] = []
        self._head: tuple[int, str] | None = None

    def add_many(self, items: Sequence[Prepared]) -> list[Added]:
        """Add what is not there yet of each reading: engine, document, capture, reading with statements and claims."""
        added = []
        for start in range(0, len(items), AT_ONCE):
            some = items[start : start + AT_ONCE]
            known, events = Known(self._connection, some), list[Event]()
            added += [self._add(item, known, events) for item in some]
            self._insert_gathered(known, events)
        return added

    def judge(self, given: Judgement) -> Judgement:
        """Add a judgement; its id, place, time and name are filled in."""
        made = make_judgement(self._next_seq(schema.judgements), self._at, self._who, given)
        row = judgement_row(made)
        self._insert(schema.judgements, [row])
        self._log([("judgement.add", made.id, sha256_hex(row["body"].encode()))])
        if made.kind in EDITING:
            relist(self._connection, self._dialect, [made.subject])
        return made

    def derive(self, kind: str, version: str, bodies: Mapping[str, str]) -> None:
        """Keep what was computed of each subject, unless it is there already."""
        table = schema.derived
        stored = select(table.c.subject).filter_by(kind=kind, version=version)
        known = {name for some in parts(bodies) for name in self._connection.execute(stored.where(table.c.subject.in_(some))).scalars()}
        rows: list[Row] = [
            {"kind": kind, "version": version, "subject": subject, "body": body} for subject, body in bodies.items() if subject not in known
        ]
        self._insert(table, rows)

    def add_text(self, row: Row) -> bool:
        """Add an instrument's text as `instrument_texts.text_row` made it; False where the ledger holds it already."""
        if self._holds(schema.instrument_texts, id=row["id"]):
            return False
        self._insert(schema.instrument_texts, [row])
        self._log([("instrument.add", str(row["id"]), sha256_hex(str(row["meta"]).encode()))])
        return True

    def add_list(self, prepared: PreparedCopy) -> bool:
        """Add a copy of a sanctions list with its files and entries; say whether it was not there yet."""
        if self._holds(schema.list_copies, id=prepared.copy.id):
            return False
        for file, data in prepared.files:
            if not self._holds(schema.bodies, sha256=file.sha256):
                self._insert(schema.bodies, [_body_row(file.sha256, data)])
        first = self._insert(schema.list_copies, [prepared.row | {"at": self._at, "who": self._who}])
        self._insert(schema.list_entries, [row | {"copy_seq": first} for row in prepared.entries])
        self._log([("list.add", prepared.copy.id, sha256_hex(prepared.row["meta"].encode()))])
        return True

    def _add(self, item: Prepared, known: Known, events: list[Event]) -> Added:
        document, new_document = self._document(item, known, events)
        new_capture = self._capture(item, document, known, events)
        new_reading = item.reading["id"] not in known.readings
        differs = self._reading(item, document, known, events, new_document=new_document) if new_reading else False
        return Added(
            document=item.document["id"],
            reading=item.reading["id"],
            new_document=new_document,
            new_reading=new_reading,
            new_capture=new_capture,
            claims_added=len(item.claims) if new_reading else 0,
            differs=differs,
        )

    def _document(self, item: Prepared, known: Known, events: list[Event]) -> tuple[int, bool]:
        row = item.document
        stored = known.documents.get(row["id"])
        if stored is None:
            seq = self._gather(schema.documents, [row])
            known.documents[row["id"]] = (seq, row["text_sha256"])
            events.append(("document.add", row["id"], sha256_hex(row["meta"].encode())))
            return seq, True
        if stored[1] != row["text_sha256"]:
            message = f"document {row['id']} is already in the ledger with another text"
            raise LedgerError(message, code=codes.REFUSED)
        return stored[0], False

    def _capture(self, item: Prepared, document: int, known: Known, events: list[Event]) -> bool:
        row = item.capture
        if row is None or row["id"] in known.captures:
            return False
        if row["sha256"] not in known.bodies:
            self._gather(schema.bodies, [_body_row(row["sha256"], item.body)])
            known.bodies.add(row["sha256"])
        self._gather(schema.captures, [row | {"document_seq": document}])
        known.captures.add(row["id"])
        events.append(("capture.add", row["id"], sha256_hex(row["meta"].encode())))
        return True

    def _reading(self, item: Prepared, document: int, known: Known, events: list[Event], *, new_document: bool) -> bool:
        name = (item.engine["name"], item.engine["version"])
        if name not in known.engines:
            known.engines[name] = self._gather(schema.engines, [item.engine])
        engine = known.engines[name]
        differs = (document, engine) in known.read
        known.read.add((document, engine))
        keys = {"document_seq": document, "engine_seq": engine, "at": self._at, "who": self._who}
        seq = self._gather(schema.readings, [item.reading | keys])
        known.readings.add(item.reading["id"])
        reading = {"reading_seq": seq}
        self._gather(schema.statements, [row | reading for row in item.statements])
        first = self._gather(schema.claims, [row | reading for row in item.claims])
        sources = [row | {"claim_seq": claim} for claim, rows in enumerate(item.sources, first) for row in rows]
        self._gather(schema.claim_sources, sources)
        self._gather(schema.figures, [row | reading for row in item.figures])
        lines = [_line(claim, *parts) for claim, parts in enumerate(zip(item.claims, item.sources, item.words, strict=True), first)]
        self._lines.append(ReadingLine(document, seq, item.engine["rank"], lines))
        events.append(("reading.add", item.reading["id"], item.reading["sha256"]))
        if not new_document and self._judged():
            self._insert_gathered(known, events)
            for made in carried(self._connection, document, seq, [row["body"] for row in item.claims]):
                self.judge(made)
        return differs

    def _gather(self, table: Table, rows: Sequence[Row]) -> int:
        """Give `rows` the next seqs and keep them until they are inserted; return the first seq."""
        first = self._next_seq(table)
        self._rows.setdefault(table.name, []).extend(row | {"seq": seq} for seq, row in enumerate(rows, first))
        self._next[table.name] = first + len(rows)
        return first

    def _insert_gathered(self, known: Known, events: list[Event]) -> None:
        for table in IN_ORDER:
            self._dialect.insert(self._connection, table, self._rows.pop(table.name, []))
        Indexer(self._connection, self._dialect).add(self._lines, known.before)
        again = [line.seq for line in self._lines if line.document_seq in known.before]
        if again:  # a claim that a newer engine reads the same way keeps its edits
            relist(self._connection, self._dialect, edited_claims(self._connection, again[0], again[-1]))
        known.before |= {line.document_seq for line in self._lines}
        self._lines = []
        self._log(events)
        events.clear()

    def _judged(self) -> bool:
        """Whether anybody has decided anything, so that reviews may have to follow their claims into a new reading."""
        return self._connection.execute(select(schema.judgements.c.seq).limit(1)).first() is not None

    def _insert(self, table: Table, rows: list[Row]) -> int:
        """Insert `rows` with the next seqs and return the first of them; the transaction's lock keeps them ours."""
        first = self._gather(table, rows)
        self._dialect.insert(self._connection, table, self._rows.pop(table.name, []))
        return first

    def _log(self, events: list[Event]) -> None:
        if not events:
            return
        entries = schema.audit
        if self._head is None:
            newest = select(entries.c.seq, entries.c.hash).order_by(entries.c.seq.desc()).limit(1)
            last = self._connection.execute(newest).first()
            self._head = (0, GENESIS) if last is None else (int(last.seq), str(last.hash))
        new = list(chain(self._head, self._at, self._who, events))
        rows = [{name: getattr(entry, name) for name in entry.__struct_fields__} for entry in new]
        self._dialect.insert(self._connection, entries, rows)
        self._head = (new[-1].seq, new[-1].hash)

    def _holds(self, table: Table, **key: object) -> bool:
        return self._connection.execute(select(table.c.seq).filter_by(**key).limit(1)).first() is not None

    def _next_seq(self, table: Table) -> int:
        if table.name not in self._next:
            last = self._connection.execute(select(func.max(table.c.seq))).scalar()
            self._next[table.name] = int(last or 0) + 1
        return self._next[table.name]


def _body_row(sha256: str, data: bytes) -> Row:
    return {"sha256": sha256, "size": len(data), "body": pack(data)}


def _line(seq: int, row: Row, sources: Sequence[Row], words: str) -> ClaimLine:
    return ClaimLine(
        seq=seq, type=row["type"], modality=row["modality"], agent=_name(row, "agent"), recipient=_name(row, "recipient"),
        first_day=row["first_day"], last_day=row["last_day"], sources=tuple((s["key"], s["actor"]) for s in sources), words=words,
    )  # fmt: skip


def _name(row: Row, party: str) -> tuple[str, str | None] | None:
    key = row[f"{party}_key"]
    return None if key is None else (key, row[f"{party}_actor"])
