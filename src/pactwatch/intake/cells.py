"""Cells of tables as JSON can hold them; one that Python cannot hold (invalid UTF-8, a day after the year 9999) costs nothing but itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

TEXTS = frozenset({"text", "html"})
"""Fields in which the strings of a list are paragraphs."""


def batch_rows(batch: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of a record batch, each cell by its column's name."""
    import pyarrow

    try:
        yield from batch.to_pylist()
    except (pyarrow.ArrowException, ValueError, OverflowError, KeyError):  # nothing was given yet: the list is made whole
        for number in range(batch.num_rows):
            yield {name: _cell(batch.column(name)[number]) for name in batch.schema.names}


def plain_cell(field: str, cell: object) -> object:
    """Return a cell of `field` as JSON can hold it: a list of strings as one, times in UTC as ISO 8601, bytes as the text that they are."""
    if isinstance(cell, list) and all(isinstance(part, str | bytes | None) for part in cell):
        parts = [str(_plain(part)) for part in cell if part]
        return ("\n\n" if field in TEXTS else ", ").join(parts) or None
    return _plain(cell)


def _plain(cell: object) -> object:
    if isinstance(cell, datetime):
        return _in_utc(cell).isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    if isinstance(cell, list | tuple):
        return [_plain(part) for part in cell]
    if isinstance(cell, dict):
        return {str(name): _plain(part) for name, part in cell.items()}
    return cell if isinstance(cell, str | int | float | bool | None) else str(cell)


def _in_utc(time: datetime) -> datetime:
    try:
        return time.astimezone(UTC) if time.tzinfo else time
    except OverflowError:  # in the first or the last hours that there are
        return time


def _cell(scalar: Any) -> Any:
    """Return a cell's value; of one that Python cannot hold what can be said of it."""
    import pyarrow

    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return _damaged(scalar)
    except (pyarrow.ArrowException, ValueError, OverflowError, KeyError):
        return _out_of_range(scalar)


def _damaged(scalar: Any) -> Any:
    import pyarrow

    if isinstance(scalar, pyarrow.BinaryScalar):  # of which strings are
        return scalar.as_buffer().to_pybytes().decode("utf-8", "replace")
    if isinstance(scalar, pyarrow.ListScalar):
        return [_cell(part) for part in scalar.values]
    return {"damaged": str(scalar.type)}


def _out_of_range(scalar: Any) -> Any:
    """Return a time to the second where only its fractions were too fine; else the words that no day is read from."""
    import pyarrow

    try:
        return scalar.cast(pyarrow.timestamp("s"), safe=False).as_py()
    except (pyarrow.ArrowException, ValueError, OverflowError, KeyError):
        return f"{scalar.type} out of range"
