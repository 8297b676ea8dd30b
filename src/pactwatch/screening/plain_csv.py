"""A list of one's own as CSV: a header that names the columns, one entry a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import msgspec

from pactwatch.errors import ListError
from pactwatch.screening.model import ListEntry, Schema

NEEDED = ("id", "schema", "name")
SEVERAL = ("aliases", "weak_aliases", "scripts", "births", "nationalities", "places", "numbers")
"""Columns whose cells hold several values, parted by semicolons."""

KNOWN = (*NEEDED, *SEVERAL, "programme", "listed_on")
SCHEMAS: dict[str, Schema] = {
    "person": "Person", "individual": "Person", "organization": "Organization", "organisation": "Organization",
    "entity": "Organization", "company": "Organization", "legalentity": "Organization", "publicbody": "Organization",
    "vessel": "Vessel", "ship": "Vessel", "airplane": "Airplane", "aircraft": "Airplane",
}  # fmt: skip


def header_of(data: bytes) -> tuple[str, ...]:
    """Return the column names of a plain list; none where its first line does not name id, schema and name."""
    line = data[:20_000].decode("utf-8-sig", "replace").split("\n", 1)[0]
    names = tuple(cell.strip().lower() for cell in next(csv.reader([line]), []))
    return names if set(NEEDED) <= set(names) else ()


def read_plain(data: bytes, columns: Mapping[str, str]) -> tuple[ListEntry, ...]:
    """Return the entries of a plain list; rows with one id are one entry under several names.

    `columns` gives the file's own name of a standard column. ListError PW502 names the row or column that is wrong.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListError(f"the list is not UTF-8 text (byte {error.start}); save it as UTF-8", code="PW502") from error
    rows = csv.DictReader(io.StringIO(text, newline=""), restkey="more")
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    where = {column: names.get(columns.get(column, column).strip().lower()) for column in KNOWN}
    missing = [column for column in (*NEEDED, *columns) if where.get(column) is None]
    if missing:
        raise ListError(f"the list has no column for {', '.join(dict.fromkeys(missing))}; its columns are {', '.join(names)}", code="PW502")
    found: dict[str, ListEntry] = {}
    try:
        for row in rows:
            _add(found, {column: (row.get(name) or "").strip() for column, name in where.items() if name}, row, rows.line_num)
    except csv.Error as error:
        raise ListError(f"line {rows.line_num} of the list is broken CSV ({error})", code="PW502") from error
    if not found:
        raise ListError("the list holds no entries", code="PW502")
    return tuple(found.values())


def _add(found: dict[str, ListEntry], cells: dict[str, str], row: Mapping[str, object], line: int) -> None:
    if row.get("more"):
        raise ListError(f"line {line} of the list has more cells than the header has columns", code="PW502")
    if not any(cells.values()):
        return
    lacking = [column for column in NEEDED if not cells[column]]
    if lacking:
        raise ListError(f"line {line} of the list has no {lacking[0]}", code="PW502")
    schema = SCHEMAS.get(cells["schema"].lower())
    if schema is None:
        raise ListError(f"line {line} of the list: schema {cells['schema']} is none of {', '.join(sorted(SCHEMAS))}", code="PW502")
    lists = {column: _several(cells.get(column, "")) for column in SEVERAL}
    entry = ListEntry(
        reference=cells["id"], schema=schema, name=cells["name"], programme=cells.get("programme", ""),
        listed_on=cells.get("listed_on") or None, **lists,
    )  # fmt: skip
    known = found.get(entry.reference)
    found[entry.reference] = entry if known is None else _merged(known, entry)


def _merged(known: ListEntry, other: ListEntry) -> ListEntry:
    aliases = tuple(dict.fromkeys(name for name in (*known.aliases, other.name, *other.aliases) if name != known.name))
    weak = tuple(dict.fromkeys((*known.weak_aliases, *other.weak_aliases)))
    return msgspec.structs.replace(known, aliases=aliases, weak_aliases=weak)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))
