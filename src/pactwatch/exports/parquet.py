"""Parquet: one claim a row, nested as in the model, with real dates; `read_parquet` gives the same records back."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from pactwatch.exports.format import Format
from pactwatch.exports.jsonl import ABOUT
from pactwatch.exports.record import Record

GROUP = 2_000
"""Rows of a row group: as much as is in memory at once."""
DATES: dict[str, tuple[str, Callable[[Record], str | None]]] = {
    "event_first_day": ("first day of the event, as a date", lambda record: record.time.start if record.time else None),
    "event_last_day": ("last day of the event, as a date", lambda record: record.time.end if record.time else None),
    "published_day": ("day of publication, as a date; null where only a month or year is known", lambda record: record.document.published),
}
"""Columns beside those of a record: what is text in the model as dates that a data frame sorts and subtracts."""
ISO_DAY = 10


def schema() -> Any:
    """Return the Arrow schema of the file."""
    import pyarrow as pa

    from pactwatch.exports.arrow import struct_fields

    about = {b"pactwatch": b"claims/1"}
    return pa.schema([*struct_fields(Record), *(pa.field(name, pa.date32()) for name in DATES)], metadata=about)


def write(records: Iterable[Record], out: BinaryIO) -> int:
    """Write the records, a row group at a time; return how many."""
    import pyarrow as pa
    from pyarrow import parquet

    made, count, left = schema(), 0, iter(records)
    with parquet.ParquetWriter(out, made, compression="zstd") as writer:
        while group := list(islice(left, GROUP)):
            writer.write_table(pa.Table.from_pylist([_row(record) for record in group], schema=made))
            count += len(group)
    return count


def read_parquet(source: str | Path | BinaryIO) -> Iterator[Record]:
    """Yield the records that `write` wrote; msgspec.ValidationError where the rows are others."""
    from pyarrow import parquet

    from pactwatch.exports.arrow import from_arrow

    with parquet.ParquetFile(source) as file:
        for batch in file.iter_batches(batch_size=GROUP):
            for row in batch.to_pylist():
                yield msgspec.convert(from_arrow({name: row.get(name) for name in row if name not in DATES}, Record), Record)


def _row(record: Record) -> dict[str, Any]:
    from pactwatch.exports.arrow import to_arrow

    row: dict[str, Any] = to_arrow(record, Record)
    return row | {name: day(value(record)) for name, (_, value) in DATES.items()}


def day(text: str | None) -> datetime.date | None:
    """Return an ISO day, or the day of an ISO timestamp, as a date; None for anything else."""
    try:
        return datetime.date.fromisoformat(text[:ISO_DAY]) if text else None
    except ValueError:
        return None


FORMAT = Format(
    name="parquet", suffix=".parquet", media_type="application/vnd.apache.parquet", write=write, things="claims", binary=True,
    about="every field of every claim, nested, with dates, for data frames; comes back without loss",
    fields=ABOUT | {name: about for name, (about, _) in DATES.items()},
)  # fmt: skip
