"""The words of instruments: copies of official texts, and register files of users, kept byte for byte beside the captures.

Pure functions but for `stored` and `body`, which read. A text is never changed; a later copy of an instrument stands in
for an earlier one.
"""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import Connection, select

from pactwatch.errors import LedgerError
from pactwatch.ids import content_id, sha256_hex
from pactwatch.model import Frozen
from pactwatch.store import codes, schema
from pactwatch.store.codec import clean, decode, encode, pack, unpack
from pactwatch.store.tables import has_table

Row = dict[str, Any]


class InstrumentText(Frozen, frozen=True, kw_only=True):
    """A kept text: of which instrument, its bytes' hash and size, where from; `register` is a user's file of an instrument."""

    instrument: str
    kind: Literal["official", "register"]
    sha256: str
    size: int
    source: str
    media_type: str = "application/octet-stream"

    @property
    def id(self) -> str:
        """The id that follows from instrument, kind and bytes, wherever they came from."""
        return content_id("text", self.instrument, self.kind, self.sha256)


def make_text(instrument: str, kind: Literal["official", "register"], data: bytes, source: str, media_type: str) -> InstrumentText:
    """Return the description of `data`."""
    return InstrumentText(
        instrument=instrument, kind=kind, sha256=sha256_hex(data), size=len(data), source=source, media_type=media_type
    )


def text_row(text: InstrumentText, data: bytes) -> Row:
    """Return the row of a text; its body is compressed."""
    return meta_row(text) | {"body": pack(data)}


def meta_row(text: InstrumentText) -> Row:
    """Return the columns that follow from the description."""
    return {"id": text.id, "instrument": clean(text.instrument), "kind": text.kind, "sha256": text.sha256, "meta": encode(text)}


def stored(connection: Connection, instrument: str | None = None) -> list[InstrumentText]:
    """Return the kept texts, oldest first; a ledger of a version before them holds none."""
    table = schema.instrument_texts
    if not has_table(connection, table):
        return []
    query = select(table.c.meta, table.c.id).order_by(table.c.seq)
    if instrument is not None:
        query = query.where(table.c.instrument == clean(instrument))
    return [decode(row.meta, InstrumentText, row.id) for row in connection.execute(query)]


def body(connection: Connection, wanted: str) -> bytes:
    """Return the bytes of the text with the id `wanted`; LedgerError PW408 where there is none, PW404 where they are damaged."""
    table = schema.instrument_texts
    row = connection.execute(select(table.c.body, table.c.meta, table.c.id).where(table.c.id == wanted)).first()
    if row is None:
        raise LedgerError(f"the ledger holds no instrument text {wanted}", code=codes.UNKNOWN_ID)
    text = decode(row.meta, InstrumentText, row.id)
    try:
        data = unpack(row.body, text.size)
    except (ValueError, TypeError) as error:
        raise LedgerError(f"{wanted}: {error}; run `pactwatch verify`", code=codes.DAMAGED) from error
    if sha256_hex(data) != text.sha256:
        raise LedgerError(f"{wanted}: the bytes do not give its sha256; run `pactwatch verify`", code=codes.DAMAGED)
    return data
