"""OFAC's Specially Designated Nationals in CSV: sdn.csv, with alt.csv (aliases) and add.csv (addresses) beside it.

Format: ofac.treasury.gov, "SDN data specification": no header, "-0-" for nothing, joined by the first column.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from pactwatch.errors import ListError
from pactwatch.screening.model import ListEntry, Schema

NOTHING = "-0-"
COLUMNS = 12
Beside = Literal["alt", "add"]
BESIDE: dict[Beside, int] = {"alt": 5, "add": 6}
"""The files beside sdn.csv, as aliases and addresses, each with the columns that it is told by, whatever it is called."""
SCHEMAS: dict[str, Schema] = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane", "": "Organization"}

_BIRTH = re.compile(r"\bDOB ([^;.]+)")
_NATIONALITY = re.compile(r"\b(?:nationality|citizen) ([^;.]+)")
_NUMBER = re.compile(r"\b((?:Passport|National ID No\.|IMO|Registration ID|Tax ID No\.|MMSI) ?[A-Z0-9][\w ./-]{3,30})")
_WEAK = re.compile(r"\b[afn]\.k\.a\. '([^']+(?:'[^';.]+)*)'")


def is_sdn(data: bytes) -> bool:
    """Whether `data` begins with a row of sdn.csv: a number, a name, and ten more columns."""
    first = next(_rows(data[:4000], strict=False), [])
    return len(first) == COLUMNS and first[0].isdigit() and "" in first


def beside(others: Sequence[tuple[str, bytes]]) -> dict[Beside, bytes]:
    """Return which of `others`, each with its name, is alt.csv and which add.csv, by their columns; ListError PW501 for any else."""
    found: dict[Beside, bytes] = {}
    for name, data in others:
        first = next(_rows(data[:4000], strict=False), [])
        kind = next((kind for kind, columns in BESIDE.items() if len(first) == columns and first[0].isdigit()), None)
        if kind is None:
            message = f"{name} is no file that stands beside OFAC's sdn.csv: alt.csv has {BESIDE['alt']} columns, add.csv {BESIDE['add']}"
            raise ListError(message, code="PW501")
        if kind in found:
            raise ListError(f"{name} is a second {kind}.csv; give one", code="PW501")
        found[kind] = data
    return found


def read_ofac(main: bytes, others: Sequence[tuple[str, bytes]]) -> tuple[ListEntry, ...]:
    """Return the entries of sdn.csv with what alt.csv and add.csv (`others`, with their names) add; ListError PW502 names a bad row."""
    known = beside(others)
    aliases = _joined(known.get("alt", b""), 3, BESIDE["alt"])
    places = _joined(known.get("add", b""), 2, BESIDE["add"])
    found: dict[str, ListEntry] = {}
    for line, row in enumerate(_rows(main), 1):
        if len(row) != COLUMNS or not row[0].isdigit() or not row[1]:
            raise ListError(f"row {line} of the list is none of sdn.csv ({len(row)} columns); download it again", code="PW502")
        if row[2] not in SCHEMAS:
            raise ListError(f"row {line} of the list: {row[2]} is no kind of entry that is known", code="PW502")
        if row[0] in found:
            raise ListError(f"row {line} of the list has the number {row[0]} of an earlier one; download it again", code="PW502")
        found[row[0]] = _entry(row, aliases.get(row[0], ()), places.get(row[0], ()))
    return tuple(found.values())


def _entry(row: list[str], aliases: tuple[list[str], ...], places: tuple[list[str], ...]) -> ListEntry:
    remarks, flag = row[11], row[9]
    addresses = (", ".join(part for part in place[2:5] if part) for place in places)
    return ListEntry(
        reference=f"OFAC-{row[0]}", schema=SCHEMAS[row[2]], name=row[1],
        aliases=tuple(dict.fromkeys(alias[3] for alias in aliases)), weak_aliases=tuple(dict.fromkeys(_WEAK.findall(remarks))),
        programme=row[3].replace("] [", "; "), births=tuple(dict.fromkeys(_BIRTH.findall(remarks))),
        nationalities=tuple(dict.fromkeys([*([flag] if flag else []), *_NATIONALITY.findall(remarks)])),
        places=tuple(dict.fromkeys(place for place in addresses if place)),
        numbers=tuple(dict.fromkeys(number.strip(" .") for number in _NUMBER.findall(remarks))),
    )  # fmt: skip


def _joined(data: bytes, needed: int, columns: int) -> dict[str, tuple[list[str], ...]]:
    found: dict[str, list[list[str]]] = {}
    for line, row in enumerate(_rows(data), 1):
        if len(row) < columns or not row[0].isdigit():
            raise ListError(f"row {line} of a file beside the list has {len(row)} columns, not {columns}", code="PW502")
        if row[needed]:
            found.setdefault(row[0], []).append(row)
    return {number: tuple(rows) for number, rows in found.items()}


def _rows(data: bytes, *, strict: bool = True) -> Iterator[list[str]]:
    text = data.decode("utf-8-sig", "replace") if _utf8(data) else data.decode("cp1252", "replace")
    # the files end with the end-of-file sign of old systems
    rows = csv.reader(io.StringIO(text.replace("\x1a", ""), newline=""), strict=strict)
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            message = f"line {line} of the list is broken CSV, perhaps a quote that is not closed ({error}); download it again"
            raise ListError(message, code="PW502") from error
        if row is None:
            return
        if row:
            yield ["" if cell.strip() == NOTHING else " ".join(cell.split()) for cell in row] if len(row) > 1 else row


def _utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
