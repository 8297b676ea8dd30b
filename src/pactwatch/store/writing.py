"""Adding readings within one transaction: of each, what is not there yet."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Row, Table, func, insert, select

from pactwatch.errors import LedgerError
from pactwatch.ids import sha256_hex
from pactwatch.model import Judgement
from pactwatch.store import codes, schema
from pactwatch.store.audit import GENESIS, Event, chain
from pactwatch.store.codec import clean, pack
from pactwatch.store.dialect import Dialect
from pactwatch.store.judgements import judgement_row, make_judgement
from pactwatch.store.lists import PreparedCopy
from pactwatch.store.prepare import Prepared
from pactwatch.store.review_carry import carried
from pactwatch.store.types import Added


class Writer:
    """Writes prepared readings within one open write transaction; `at` (ISO 8601) and `who` go into the audit log."""

    def __init__(self, connection: Connection, dialect: Dialect, *, who: str, at: str) -> None:
        self._connection = connection
        self._dialect = dialect
        self._who = clean(who) or ""
        self._at = clean(at) or ""
        self._next: dict[str, int] = {}
        self._head: tuple[int, str] | None = None

    def add(self, item: Prepared) -> Added:
        """Add what is not there yet of one reading: engine, document, capture, reading with statements and claims."""
        events: list[Event] = []
        document, new_document = self._document(item, events)
        new_capture = self._capture(item, document, events)
        known = self._find(schema.readings, id=item.reading["id"]) is not None
        differs = False if known else self._reading(item, document, events, new_document=new_document)
        self._log(events)
        return Added(
            document=item.document["id"],
            reading=item.reading["id"],
            new_document=new_document,
            new_reading=not known,
            new_capture=new_capture,
            claims_added=0 if known else len(item.claims),
            differs=differs,
        )

    def judge(self, given: Judgement) -> Judgement:
        """Add a judgement; its id, place, time and name are filled in."""
        made = make_judgement(self._next_seq(schema.judgements), self._at, self._who, given)
        row = judgement_row(made)
        self._insert(schema.judgements, row)
        self._log([("judgement.add", made.id, sha256_hex(row["body"].encode()))])
        return made

    def derive(self, kind: str, version: str, bodies: Mapping[str, str]) -> None:
        """Keep what was computed of each subject, unless it is there already."""
        table = schema.derived
        known = set(self._connection.execute(select(table.c.subject).filter_by(kind=kind, version=version)).scalars())
        rows: list[dict[str, object]] = [
            {"kind": kind, "version": version, "subject": subject, "body": body} for subject, body in bodies.items() if subject not in known
        ]
        self._insert_all(table, rows)

    def add_text(self, row: dict[str, object]) -> bool:
        """Add an instrument's text as `instrument_texts.text_row` made it; False where the ledger holds it already."""
        if self._find(schema.instrument_texts, id=row["id"]) is not None:
            return False
        self._insert(schema.instrument_texts, row)
        self._log([("instrument.add", str(row["id"]), sha256_hex(str(row["meta"]).encode()))])
        return True


    def add_list(self, prepared: PreparedCopy) -> bool:
        """Add a copy of a sanctions list with its files and entries; say whether it was not there yet."""
        if self._find(schema.list_copies, id=prepared.copy.id) is not None:
            return False
        for file, data in prepared.files:
            self._body(file.sha256, data)
        first = self._insert(schema.list_copies, prepared.row | {"at": self._at, "who": self._who})
        self._insert_all(schema.list_entries, [row | {"copy_seq": first} for row in prepared.entries])
        self._log([("list.add", prepared.copy.id, sha256_hex(prepared.row["meta"].encode()))])
        return True

    def _body(self, sha256: str, data: bytes) -> None:
        if self._find(schema.bodies, sha256=sha256) is None:
            self._insert(schema.bodies, {"sha256": sha256, "size": len(data), "body": pack(data)})

    def _document(self, item: Prepared, events: list[Event]) -> tuple[int, bool]:
        row = item.document
        stored = self._find(schema.documents, id=row["id"])
        if stored is None:
            events.append(("document.add", row["id"], sha256_hex(row["meta"].encode())))
            return self._insert(schema.documents, row), True
        if stored.text_sha256 != row["text_sha256"]:
            message = f"document {row['id']} is already in the ledger with another text"
            raise LedgerError(message, code=codes.REFUSED)
        return int(stored.seq), False

    def _capture(self, item: Prepared, document: int, events: list[Event]) -> bool:
        row = item.capture
        if row is None or self._find(schema.captures, id=row["id"]) is not None:
            return False
        self._body(row["sha256"], item.body)
        self._insert(schema.captures, row | {"document_seq": document})
        events.append(("capture.add", row["id"], sha256_hex(row["meta"].encode())))
        return True

    def _reading(self, item: Prepared, document: int, events: list[Event], *, new_document: bool) -> bool:
        found = self._find(schema.engines, name=item.engine["name"], version=item.engine["version"])
        engine = int(found.seq) if found is not None else self._insert(schema.engines, item.engine)
        differs = self._find(schema.readings, document_seq=document, engine_seq=engine) is not None
        keys = {"document_seq": document, "engine_seq": engine, "at": self._at, "who": self._who}
        reading = {"reading_seq": self._insert(schema.readings, item.reading | keys)}
        self._insert_all(schema.statements, [row | reading for row in item.statements])
        first = self._insert_all(schema.claims, [row | reading for row in item.claims])
        sources = [row | {"claim_seq": claim} for claim, rows in enumerate(item.sources, first) for row in rows]
        self._insert_all(schema.claim_sources, sources)
        self._insert_all(schema.figures, [row | reading for row in item.figures])
        self._dialect.index_claims(self._connection, list(enumerate(item.words, first)))
        events.append(("reading.add", item.reading["id"], item.reading["sha256"]))
        self._log(events)
        events.clear()
        if not new_document:
            for made in carried(self._connection, document, reading["reading_seq"], [row["body"] for row in item.claims]):
                self.judge(made)
        return differs

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
        self._connection.execute(insert(entries), rows)
        self._head = (new[-1].seq, new[-1].hash)

    def _find(self, table: Table, **key: object) -> Row[tuple[object, ...]] | None:
        wanted = [table.c[name] for name in ("seq", "text_sha256") if name in table.c]
        return self._connection.execute(select(*wanted).filter_by(**key).limit(1)).first()

    def _insert(self, table: Table, row: dict[str, object]) -> int:
        return self._insert_all(table, [row])

    def _insert_all(self, table: Table, rows: list[dict[str, object]]) -> int:
        """Insert `rows` with the next seqs and return the first of them; the transaction's lock keeps them ours."""
        first = self._next_seq(table)
        if rows:
            self._connection.execute(insert(table), [row | {"seq": seq} for seq, row in enumerate(rows, first)])
        self._next[table.name] = first + len(rows)
        return first

    def _next_seq(self, table: Table) -> int:
        if table.name not in self._next:
            last = self._connection.execute(select(func.max(table.c.seq))).scalar()
            self._next[table.name] = int(last or 0) + 1
        return self._next[table.name]
