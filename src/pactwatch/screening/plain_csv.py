"""A list of one's own as CSV: a header that names the columns, one entry a row.

What could hide a name is refused: a quote that is not closed takes in the rows after it, and of two rows with one id the
second would pass for another name of the first.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from pactwatch.errors import ListError
from pactwatch.screening.model import ListEntry, Schema

NEEDED = ("id", "schema", "name")
SEVERAL = ("aliases", "weak_aliases", "scripts", "births", "nationalities", "places", "numbers")
"""Columns whose cells hold several values, parted by semicolons."""

ONE_LINE = (*NEEDED, "aliases", "weak_aliases", "scripts")
"""Columns whose cells stand on one line: names and what they are found by."""

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
    """Return the entries of a plain list; a row that stands there twice, word for word, counts once.

    `columns` gives the file's own name of a standard column. ListError PW502 names the row or column that is wrong.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListError(f"the list is not UTF-8 text (byte {error.start}); save it as UTF-8", code="PW502") from error
    rows = csv.DictReader(io.StringIO(text, newline=""), restkey="more", strict=True)
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    where = {column: names.get(columns.get(column, column).strip().lower()) for column in KNOWN}
    missing = [column for column in (*NEEDED, *columns) if where.get(column) is None]
    if missing:
        raise ListError(f"the list has no column for {', '.join(dict.fromkeys(missing))}; its columns are {', '.join(names)}", code="PW502")
    found: dict[str, tuple[int, ListEntry]] = {}
    for line, row in _numbered(rows):
        cells = {column: (row.get(name) or "") for column, name in where.items() if name}
        _check_quotes(cells, row, line, list(names).index((where["schema"] or "").strip().lower()))
        _add(found, {column: cell.strip() for column, cell in cells.items()}, row, line)
    if not found:
        raise ListError("the list holds no entries", code="PW502")
    return tuple(entry for _, entry in found.values())


def _numbered(rows: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with the line that it begins on."""
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            message = f"the row at line {line} of the list is broken CSV, perhaps a quote that is not closed ({error})"
            raise ListError(message, code="PW502") from error
        if row is None:
            return
        yield line, row


def _check_quotes(cells: Mapping[str, str], row: Mapping[str, object], line: int, schema: int) -> None:
    """Refuse a cell over several lines where names stand, or where one of its lines is itself a row of the list."""
    broken = next((column for column in ONE_LINE if len(cells.get(column, "").splitlines()) > 1), None)
    if broken is not None:
        message = f"line {line} of the list: the cell {broken} goes over several lines; close its quote, or put it on one line"
        raise ListError(message, code="PW502")
    for cell in row.values():
        for inner in cell.splitlines()[1:] if isinstance(cell, str) else ():
            parts = next(csv.reader([inner]), [])
            if len(parts) > schema and parts[schema].strip().lower() in SCHEMAS:
                raise ListError(f"line {line} of the list: a quote is not closed, and the rows after it stand within a cell", code="PW502")


def _add(found: dict[str, tuple[int, ListEntry]], cells: dict[str, str], row: Mapping[str, object], line: int) -> None:
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
    first, known = found.setdefault(entry.reference.casefold(), (line, entry))
    if known != entry:
        message = f"line {line} of the list has the id {entry.reference} of line {first}; give each entry its own, further names as aliases"
        raise ListError(message, code="PW502")


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))
