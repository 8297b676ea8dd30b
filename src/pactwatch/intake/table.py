"""Parquet tables: one document a row, a few rows at a time. A row's text is stored unchanged, as that of a JSON row is.

Columns are known by the names of data/intake/columns.toml. A row's capture is its own cells, as JSON: the table itself may
be larger than a ledger. A row group that is damaged costs its own rows, a cell that is damaged or out of range itself alone (cells.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO

import msgspec

from pactwatch.data import read_toml
from pactwatch.intake import limits
from pactwatch.intake.cells import batch_rows, plain_cell
from pactwatch.intake.codes import Code, failure
from pactwatch.intake.page import read_page
from pactwatch.intake.rows import draft_of
from pactwatch.intake.taken import Draft, Job, Raw, capture_of
from pactwatch.model import Capture

MEDIA_TYPE = "application/json"
PAGE = "html"
Gone = Callable[[int], None]
"""Told how many bytes of the table were gone through."""


def table_jobs(raw: Raw, file: BinaryIO, gone: Gone) -> Iterator[Job]:
    """Yield a job for each row of the table in `file`, named by its number.

    Raises IntakeError: BROKEN_TABLE where it is none, or has no column of texts; EMPTY where it has no row.
    """
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
        columns = _columns(table.schema_arrow.names)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise _broken(error) from error
    if not ({"text", PAGE} & columns.keys()):
        named = ", ".join(table.schema_arrow.names[:12])
        raise failure(Code.BROKEN_TABLE, f"no column of the table holds texts; name one text (the columns are: {named})"[:300])
    first = 1
    for group in range(table.num_row_groups):
        described = table.metadata.row_group(group)
        yield from _group(raw, table, group, first, columns)
        first += described.num_rows
        gone(sum(described.column(n).total_compressed_size for n in range(described.num_columns)))
    if first == 1:
        raise failure(Code.EMPTY, "the table has no rows")


def _group(raw: Raw, table: Any, group: int, first: int, columns: dict[str, str]) -> Iterator[Job]:
    import pyarrow

    number = first
    try:
        wanted = sorted(set(columns.values()))
        for batch in table.iter_batches(batch_size=limits.TABLE_ROWS, row_groups=[group], columns=wanted, use_threads=False):
            for cells in batch_rows(batch):
                row = {field: plain_cell(field, cells[column]) for field, column in columns.items()}
                yield Job(name=f"{raw.source}#{number}", make=partial(_from_row, raw, number, row), address=_address(row), of_archive=True)
                number += 1
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        last = first + table.metadata.row_group(group).num_rows - 1
        yield Job(name=f"{raw.source}#{number}", make=partial(_fail, f"rows {number} to {last} of the table are damaged ({error})"), of_archive=True)


def _from_row(raw: Raw, number: int, row: dict[str, Any]) -> tuple[Draft, Capture]:
    body = msgspec.json.encode(row)
    capture = capture_of(msgspec.structs.replace(raw, source=f"{raw.source}#{number}", body=body), MEDIA_TYPE)
    page = row.get(PAGE)
    if isinstance(row.get("text"), list | dict):
        raise failure(Code.ROW_WITHOUT_TEXT, "the row's text is neither a string nor a list of strings; name a column text that holds plain text")
    if row.get("text") is None and isinstance(page, str):
        return _from_page(raw, row, page), capture
    return msgspec.structs.replace(draft_of(row), extractor="parquet"), capture


def _from_page(raw: Raw, row: dict[str, Any], page: str) -> Draft:
    """Return the draft of a page that a row holds; what the row says of it wins over what the page does."""
    found = read_page(page.encode("utf-8", "replace"), "utf-8", raw.captured_at[:10])
    told = draft_of({**row, "text": found.text})
    known = {name: getattr(told, name) for name in ("title", "author", "publisher", "published", "url", "language")}
    return msgspec.structs.replace(found, **{name: value for name, value in known.items() if value}, given=True)


def _columns(names: list[str]) -> dict[str, str]:
    """Return the table's column for each field that has one, by the first of the field's names that occurs."""
    folded = {name.lower().strip().replace("-", "_").replace(" ", "_"): name for name in reversed(names)}
    known: dict[str, list[str]] = read_toml("intake/columns.toml")["names"]
    return {field: next(folded[name] for name in among if name in folded) for field, among in known.items() if set(among) & folded.keys()}


def _address(row: dict[str, Any]) -> str | None:
    return row["url"] if isinstance(row.get("url"), str) else None


def _fail(message: str) -> tuple[Draft, Capture]:
    raise failure(Code.BROKEN_TABLE, message[:300])


def _broken(error: Exception) -> Exception:
    return failure(Code.BROKEN_TABLE, f"the Parquet table is damaged or cut short ({error}); download it again"[:300])
