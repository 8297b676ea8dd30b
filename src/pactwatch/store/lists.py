"""Sanctions lists in the ledger: the files as they came, and each copy's entries in a table of their own.

A copy is one list as of one day. Of two copies of one list and day the later one added counts; neither goes away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from pactwatch.errors import LedgerError
from pactwatch.ids import content_id, sha256_hex
from pactwatch.model import Frozen
from pactwatch.screening.formats import READERS, Form, ListFile, read_list
from pactwatch.screening.model import ListCopy, ListEntry
from pactwatch.store import codes, schema
from pactwatch.store.codec import clean, decode, encode, unpack
from pactwatch.store.tables import has_table

Row = dict[str, Any]


class StoredFile(Frozen, frozen=True, kw_only=True):
    """One file of a copy: its name, the SHA-256 of its bytes, their number."""

    name: str
    sha256: str
    size: int


class StoredCopy(Frozen, frozen=True, kw_only=True):
    """One copy of a list: `form` and `reader` say how its entries were read, `columns` how a plain file names them.

    `entries_sha256` covers all entries in their order.
    """

    id: str
    name: str
    as_of: str
    form: Form
    reader: str
    columns: dict[str, str]
    files: tuple[StoredFile, ...]
    count: int
    entries_sha256: str


class PreparedCopy(Frozen, frozen=True, kw_only=True):
    """The rows of one copy, without what only the ledger knows, and its files."""

    copy: StoredCopy
    row: Row
    entries: list[Row]
    files: tuple[tuple[StoredFile, bytes], ...]


class KeptCopy(Frozen, frozen=True, kw_only=True):
    """A copy as it lies in the ledger: who added it, when, in which place."""

    copy: StoredCopy
    seq: int
    at: str
    who: str


def prepare_copy(
    name: str, as_of: str, files: tuple[ListFile, ...], *, form: Form | None = None, columns: Mapping[str, str] | None = None
) -> PreparedCopy:
    """Return the rows of a list's copy; ListError PW501 or PW502 where its files cannot be read."""
    read = read_list(files, form, columns)
    entries = [entry_row(number, entry) for number, entry in enumerate(read.entries)]
    stored = tuple(StoredFile(name=file.name, sha256=sha256_hex(file.data), size=len(file.data)) for file in files)
    copy = StoredCopy(
        id="", name=clean(name) or "", as_of=as_of, form=read.form, reader=READERS[read.form], columns=dict(columns or {}),
        files=stored, count=len(entries), entries_sha256=entries_digest(entries),
    )  # fmt: skip
    copy = msgspec.structs.replace(copy, id=copy_id(copy))
    return PreparedCopy(copy=copy, row=copy_row(copy), entries=entries, files=tuple(zip(stored, (f.data for f in files), strict=True)))


def copy_id(copy: StoredCopy) -> str:
    """Return the id that follows from list, day, reader and files."""
    files = encode([(file.name, file.sha256) for file in copy.files])
    return content_id("list", copy.name, copy.as_of, copy.form, copy.reader, encode(copy.columns), files)


def copy_row(copy: StoredCopy) -> Row:
    """Return the row of a copy: all of it as `meta`, what is looked up by in columns."""
    return {"id": copy.id, "name": copy.name, "as_of": copy.as_of, "meta": encode(copy)}


def entry_row(position: int, entry: ListEntry) -> Row:
    """Return the row of one entry."""
    return {"position": position, "reference": clean(entry.reference), "body": encode(entry)}


def entries_digest(rows: list[Row]) -> str:
    """Return the SHA-256 over all entries, one a line."""
    return sha256_hex("".join(f"{row['body']}\n" for row in rows).encode("utf-8", "surrogateescape"))


def stored_copies(connection: Connection) -> list[KeptCopy]:
    """Return all copies, list by list and day by day, the later added last; a ledger before lists holds none."""
    table = schema.list_copies
    if not has_table(connection, table):
        return []
    rows = connection.execute(select(table).order_by(table.c.name, table.c.as_of, table.c.seq))
    return [KeptCopy(copy=decode(row.meta, StoredCopy, row.id), seq=row.seq, at=row.at, who=row.who) for row in rows]


def stored_entries(connection: Connection, kept: KeptCopy) -> ListCopy:
    """Return a copy with its entries; LedgerError PW404 where some are missing or damaged."""
    table = schema.list_entries
    query = select(table.c.body, table.c.reference).where(table.c.copy_seq == kept.seq).order_by(table.c.position)
    entries = tuple(decode(row.body, ListEntry, f"entry {row.reference}") for row in connection.execute(query))
    if len(entries) != kept.copy.count:
        message = f"{kept.copy.id}: {len(entries)} of {kept.copy.count} entries are there; run `pactwatch verify`"
        raise LedgerError(message, code=codes.DAMAGED)
    return ListCopy(name=kept.copy.name, as_of=kept.copy.as_of, entries=entries)


def stored_files(connection: Connection, copy: StoredCopy) -> tuple[ListFile, ...]:
    """Return a copy's files; ValueError where their bytes are missing or damaged."""
    bodies = schema.bodies
    found = []
    for file in copy.files:
        row = connection.execute(select(bodies.c.body, bodies.c.size).where(bodies.c.sha256 == file.sha256)).first()
        if row is None:
            raise ValueError(f"the bytes of {file.name} are missing")
        found.append(ListFile(file.name, unpack(row.body, row.size)))
    return tuple(found)
